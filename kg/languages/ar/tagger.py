"""Word classes of Arabic words (Universal Dependencies' UPOS), clitics being words of their own.

A first-order linear model: each word's features vote for a tag, each pair of neighbouring tags has a weight, and the
best sequence is found by Viterbi's algorithm. It was trained on UD Arabic-PUD by the structured averaged perceptron
(Collins 2002) with clusters and counts of words in the SANAD corpus (`training.tagger`). Pronouns, punctuation, numbers
and the future particle are known by how they were cut, and keep the tag that says so.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from kg.errors import LanguageError
from kg.gazetteer import read_table
from kg.languages.analysis import Word
from kg.languages.ar.segment import key_of, load_words
from kg.languages.folding import fold

__all__ = ["FIXED_TAGS", "TAGS", "FeatureReader", "Tagger", "load_tagger", "pack_weights"]

Weights = npt.NDArray[np.float32]

TAGS = tuple("NOUN PROPN ADJ VERB ADP CCONJ SCONJ PART PRON DET ADV NUM PUNCT AUX X".split())

#: What the cut alone decides.
FIXED_TAGS: Mapping[str, str] = {"pron": "PRON", "punct": "PUNCT", "number": "NUM", "future": "PART"}

#: All but the letters that Arabic builds words with: a root's, which are masked in a word's pattern (تعاون: ت.اون).
_ROOT = re.compile("[^اويمتنسهلءئؤبكف]")
#: The same with fewer letters that are kept.
_ROOT_OR_SERVANT = re.compile("[^اويمتنسهء]")

#: Buckets of counts (see `load_words`), fewer of them.
_COARSE = (0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4)

#: A word's feature families as seen from its neighbours: how far away the reader of the feature stands.
PLACES = ("0", "-1", "+1", "-2", "+2")


class FeatureReader:
    """What the tagger sees of words. Needs the lexicon's counts, the clusters, and the names of states and capitals."""

    def __init__(self, words: Mapping[str, int], clusters: Mapping[str, int], states: frozenset[str]) -> None:
        self._words = words
        self._clusters = clusters
        self._states = states

    def own(self, word: Word) -> list[str]:
        """Features of a word by itself."""
        key, full = word.key, word.full
        get = self._words.get
        kind = f"{word.piece[:2]}{'D' if word.definite else ''}{'g' if word.glued else ''}"
        plain = key_of(word.text) if not word.definite else key_of(word.text)[-len(key) :]
        if plain.startswith("لل"):
            plain = plain[1:]
        cluster = self._clusters.get(key, -1)
        found = [
            "b", f"p{kind}", f"w{full}", f"k{key}", f"l{min(len(key), 9)}{kind}",
            f"c{cluster}", f"d{cluster >> 2}", f"e{cluster >> 4}", f"f{cluster}{kind}",
            f"t{_ROOT.sub('.', key)}",
            f"u{_ROOT_OR_SERVANT.sub('.', key)}{kind}",
            f"n{full in self._states}{kind}",
            f"j{plain[-1:]}{word.text[-1:]}", f"h{word.text[:3] if len(key) < 5 else word.text[0]}{len(key) < 5}{kind}",
        ]  # fmt: skip
        for size in range(1, min(4, len(key)) + 1):
            found.append(f"<{size}{key[:size]}{kind}")
            found.append(f">{size}{key[-size:]}{kind}")
        if len(key) > 2:
            found.append(f"x{key[0]}{key[-2:]}{kind}")
        tail = plain[1:]
        first = plain[:1]
        own = get(plain, 0)
        probes = {
            "al": "ال" + plain, "ll": "لل" + plain, "bi": "ب" + plain, "bl": "بال" + plain, "fm": plain + "ة",
            "at": plain + "ات", "ha": plain + "ها", "hm": plain + "هم", "tt": plain + "ت", "wa": plain + "وا",
            "iy": plain + "ية", "un": plain + "ون", "sa": "س" + plain, "li": "ل" + plain,
        }  # fmt: skip
        if plain[-1:] in "ةه" and len(plain) > 2:
            probes |= {"mc": plain[:-1], "ma": "ال" + plain[:-1], "pl": plain[:-1] + "ات", "su": plain[:-1] + "ته"}
        if first in ("ي", "ت", "ن", "ا") and tail:
            probes |= {"yt": {"ي": "ت", "ت": "ي", "ن": "ي", "ا": "ي"}[first] + tail, "st": "س" + plain, "b3": tail}
        else:
            probes |= {"ya": "ي" + plain, "ta": "ت" + plain}
        for name, probe in probes.items():
            count = get(probe, 0)
            found.append(f"q{name}{_COARSE[min(count, 11)]},{kind}")
            found.append(f"r{name}{max(-3, min(3, (count - own) // 2))}")
        found.append(f"o{_COARSE[min(own, 11)]}{kind}")
        return found

    def seen_from(self, word: Word, place: str) -> list[str]:
        """Features of a word for a neighbour; ``place`` says where the word stands as seen from there."""
        key = word.key
        kind = f"{word.piece[:2]}{'D' if word.definite else ''}{'g' if word.glued else ''}"
        cluster = self._clusters.get(key, -1)
        found = [f"{place}k{key}", f"{place}c{cluster}", f"{place}d{cluster >> 3}"]
        if place[1] == "1":
            found += [f"{place}p{kind}", f"{place}>{key[-2:]}{kind}", f"{place}<{key[:1]}{kind}"]
            found.append(f"{place}f{cluster >> 5}{kind}")
        return found

    def joint(self, before: Word | None, word: Word, after: Word | None) -> list[str]:
        """Features of a word together with its neighbours."""
        own = "D" if word.definite else word.piece[0]
        left = "^" if before is None else ("D" if before.definite else before.piece[0])
        right = "$" if after is None else ("D" if after.definite else after.piece[0]) + ("g" if after.glued else "")
        key = word.key
        return [
            f"A{left}{own}{right}",
            f"B{left}{own}{right}{key[-1:]}",
            f"C{left}{own}{key[:1]}{key[-1:]}",
            f"I{left}{own}{key[-1:]}",
            f"E{before.key if before and before.piece != 'stem' else left}{own}{key[:1]}",
            f"F{self._clusters.get(key, -1) >> 2}{left}",
            f"G{self._clusters.get(key, -1) >> 2}{right}",
            f"H{key[-2:]}{before.key[-2:] if before else '^'}{left}{own}",
        ]


class Tagger:
    """Gives words their tags. Remembers the words that it has seen, up to a bound."""

    MEMORY = 60_000

    def __init__(self, reader: FeatureReader, ids: Mapping[str, int], weights: Weights, links: Weights) -> None:
        """``ids`` numbers the features, ``weights`` has a row for each of them and a column for each tag.

        ``links[i, j]`` is the weight of tag j after tag i; its last row is for the first word.
        """
        self._reader = reader
        self._ids = ids
        self._weights = weights
        self._links = np.ascontiguousarray(links[:-1].T)
        self._first = links[-1]
        self._fixed = {piece: TAGS.index(tag) for piece, tag in FIXED_TAGS.items()}
        self._forget()

    def tag(self, words: Sequence[Word]) -> None:
        """Set the ``tag`` of each of the words of a sentence."""
        if not words:
            return
        scores = self._score(words)
        links = self._links
        best = self._first + scores[0]
        came: list[npt.NDArray[np.intp]] = []
        rows = np.arange(len(TAGS))
        for row in scores[1:]:
            through = links + best
            back = through.argmax(1)
            came.append(back)
            best = through[rows, back] + row
        chosen = int(best.argmax())
        for index in range(len(words) - 1, -1, -1):
            words[index].tag = TAGS[chosen]
            if index:
                chosen = int(came[index - 1][chosen])

    def _forget(self) -> None:
        self._known: dict[tuple[str, str, str, bool, bool], int] = {}
        self._votes: Weights = np.zeros((1024, len(PLACES), len(TAGS)), dtype=np.float32)

    def _score(self, words: Sequence[Word]) -> Weights:
        """How each tag fares at each word, its neighbours' tags aside."""
        if len(self._known) + len(words) > self.MEMORY:
            self._forget()
        numbers = np.array([self._number(word) for word in words])
        votes = self._votes[numbers]
        scores: Weights = votes[:, 0].copy()
        scores[1:] += votes[:-1, 1]
        scores[:-1] += votes[1:, 2]
        scores[2:] += votes[:-2, 3]
        scores[:-2] += votes[2:, 4]
        ids, joint = self._ids.get, self._reader.joint
        places: list[int] = []
        rows: list[int] = []
        last = len(words) - 1
        for index, word in enumerate(words):
            if word.piece in self._fixed:
                continue
            found = joint(words[index - 1] if index else None, word, words[index + 1] if index < last else None)
            known = [i for i in map(ids, found) if i is not None]
            rows += known
            places += [index] * len(known)
        cells = np.array(places, dtype=np.intp)[:, None] * len(TAGS) + np.arange(len(TAGS))
        np.add.at(scores.reshape(-1), cells.ravel(), self._weights[rows].ravel())  # twice as fast as row by row
        for index, word in enumerate(words):
            fixed = self._fixed.get(word.piece)
            if fixed is not None:
                scores[index, fixed] += 1e4
        return scores

    def _number(self, word: Word) -> int:
        known = (word.text, word.full, word.piece, word.definite, word.glued)
        number = self._known.get(known)
        if number is None:
            number = self._known[known] = len(self._known)
            if number >= len(self._votes):
                self._votes = np.concatenate([self._votes, np.zeros_like(self._votes)])
            self._vote(word, self._votes[number])
        return number

    def _vote(self, word: Word, votes: Weights) -> None:
        """Fill the votes of a word, a row a place: the sum of its features' rows."""
        reader, ids = self._reader, self._ids.get
        columns = [reader.own(word), *(reader.seen_from(word, place) for place in PLACES[1:])]
        found = [[i for i in map(ids, features) if i is not None] for features in columns]
        rows = self._weights.take(np.array([i for numbers in found for i in numbers], dtype=np.intp), 0)
        start = 0
        for vote, numbers in zip(votes, found, strict=True):
            if numbers:
                np.add.reduce(rows[start : start + len(numbers)], axis=0, out=vote)
                start += len(numbers)


def pack_weights(
    names: Sequence[str], weights: npt.NDArray[np.int8], links: npt.NDArray[np.int16], scale: float
) -> bytes:
    """The trained weights as they are kept: a line of JSON, the features' names a line each, then the numbers.

    ``scale`` is what a whole number stands for. A column of ``weights`` after another, which packs best.
    """
    head = json.dumps({"tags": TAGS, "features": len(names), "scale": scale})
    text = "\n".join([head, *names]) + "\n"
    raw = text.encode() + links.astype("<i2").tobytes() + np.asfortranarray(weights).tobytes("F")
    return lzma.compress(raw, preset=9)


def _unpack_weights(packed: bytes) -> tuple[dict[str, int], Weights, Weights]:
    raw = lzma.decompress(packed)
    end = raw.index(b"\n")
    head = json.loads(raw[:end])
    if head["tags"] != list(TAGS):
        raise LanguageError(f"kg/languages/ar/model/tagger.xz: made for the tags {' '.join(head['tags'])}, not for "
                            f"{' '.join(TAGS)}; make it again with python -m training.tagger")  # fmt: skip
    count, size = head["features"], len(TAGS)
    numbers = len(raw) - count * size - 2 * (size + 1) * size
    names = raw[end + 1 : numbers].decode().split("\n")[:-1]
    links = np.frombuffer(raw, "<i2", (size + 1) * size, numbers).reshape(size + 1, size)
    weights = np.frombuffer(raw, np.int8, count * size, len(raw) - count * size).reshape(size, count).T
    scale = np.float32(head["scale"])
    return (
        {name: i for i, name in enumerate(names)},
        np.ascontiguousarray(weights, dtype=np.float32) * scale,
        links.astype(np.float32) * scale,
    )


@cache
def load_clusters() -> Mapping[str, int]:
    """The cluster of each of the commonest words, by `Word.key`; near numbers are alike (`training.clusters`)."""
    packed = (resources.files("kg.languages.ar") / "model" / "clusters.tsv.xz").read_bytes()
    cells = lzma.decompress(packed).decode("utf-8").split()
    return dict(zip(cells[0::2], map(int, cells[1::2]), strict=True))


@cache
def make_reader() -> FeatureReader:
    """The reader over the lexicon, clusters and states that lie in the package."""
    columns = ("iso3", "names", "nisba", "capitals", "plurals", "ambiguous")
    rows = read_table(resources.files("kg.languages.ar") / "countries.tsv", columns, key="iso3")
    states = (form for row in rows for form in row.split("names") + row.split("capitals") if " " not in form)
    return FeatureReader(load_words(), load_clusters(), frozenset(map(fold, states)))


@cache
def load_tagger() -> Tagger:
    """The trained tagger. Raises `LanguageError` when its weights are of another version."""
    packed = (resources.files("kg.languages.ar") / "model" / "tagger.xz").read_bytes()
    return Tagger(make_reader(), *_unpack_weights(packed))
