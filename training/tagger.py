"""Trains the tagger: ``python -m training.tagger`` (needs words.tsv.xz and clusters.tsv.xz).

The structured averaged perceptron on PUD without its last 120 sentences. ``--measure`` trains nothing.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.gazetteer import read_table
from kg.languages.analysis import Word
from kg.languages.ar.names import list_forms
from kg.languages.ar.segment import MODEL_FOLDER, Segmenter, key_of, load_words
from kg.languages.ar.tagger import (
    FIXED_TAGS,
    PLACES,
    TAGS,
    FeatureReader,
    Tagger,
    load_tagger,
    make_reader,
    pack_weights,
)
from kg.languages.ar.words import read_words
from kg.languages.folding import fold
from training.treebank import SHARED, Tree, read_trees, split_pud

EPOCHS = 12
FORGOTTEN = 0.25
"""In this share of the visits the features that remember single words are hidden, so that the general ones learn."""
MARGIN = 1.0
RUNS = 4
"""Runs over the sentences in different orders, of whose weights the mean is taken."""
COPIES = 2
KEPT = 0.015
"""Features whose weights are all below this share of the largest are left out."""

Sentence = tuple[list[Word], list[str]]


def read_tagged(trees: Sequence[Tree], segmenter: Segmenter) -> Iterator[Sentence]:
    """The words of each tree as the segmenter cuts them, with the treebank's tags ("" where the cuts differ)."""
    for tree in trees:
        tags: dict[tuple[int, int], str] = {}
        at = 0
        for node in tree.nodes:
            start = tree.text.find(node.form, at)
            at = start + len(node.form)
            tags[start, at] = node.upos.replace("SYM", "PUNCT")
        words = read_words(tree.text, 0, segmenter)
        yield words, [FIXED_TAGS.get(w.piece) or tags.get((w.start, w.end), "") for w in words]


def swap_states(sentences: Sequence[Sentence], segmenter: Segmenter, copies: int = COPIES) -> list[Sentence]:
    """Copies of those sentences that name a state, each with other states in place of it.

    The treebank names few states, and of the Arab ones next to none, so that a model of it alone takes them for nouns.
    """
    rng = random.Random(2)
    columns = ("iso3", "names", "nisba", "capitals", "plurals", "ambiguous")
    rows = read_table(MODEL_FOLDER.parent / "countries.tsv", columns, key="iso3")
    named = [read_words(name, 0, segmenter) for row in rows for name in row.split("names")]
    states = [words[0] for words in named if len(words) == 1 and len(words[0].full) > 3]
    weights = [load_words().get(key_of(state.text), 0) ** 2 for state in states]
    known = {state.full for state in states}
    found: list[Sentence] = []
    for words, tags in sentences:
        if any(w.full in known and t == "PROPN" for w, t in zip(words, tags, strict=True)):
            for _ in range(copies):
                copy = [
                    replace(rng.choices(states, weights)[0], index=w.index, start=w.start, end=w.end, glued=w.glued)
                    if w.full in known and t == "PROPN" else w for w, t in zip(words, tags, strict=True)
                ]  # fmt: skip
                found.append((copy, tags))
    return found


def swap_counted(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Copies of those sentences that count something in digits, with other things in the accusative of 11 to 99.

    The treebank has few of them (23 دبلوماسيا), and that ending is otherwise an adverb's or a dual verb's.
    """
    rng = random.Random(3)
    counts = load_words()
    tagged = (pair for words, tags in sentences for pair in zip(words, tags, strict=True))
    indefinite = {word.full for word, tag in tagged if tag == "NOUN" and not word.definite and len(word.full) > 2}
    nouns = sorted(noun for noun in indefinite if counts.get(noun + "ا", 0) > 3)
    found: list[Sentence] = []
    for words, tags in sentences:
        places = [i for i in range(1, len(words)) if words[i - 1].piece == "number" and tags[i] == "NOUN"]
        if places:
            copy = list(words)
            for i in places:
                number, noun = str(rng.randint(11, 99)), rng.choice(nouns) + "ا"
                copy[i - 1] = replace(words[i - 1], text=number, full=number, key=number)
                copy[i] = replace(words[i], text=noun, full=noun, key=noun, definite=False)
            found.append((copy, tags))
    return found


def list_features(reader: FeatureReader, words: Sequence[Word], index: int) -> list[str]:
    """All features of one word of a sentence."""
    word, last = words[index], len(words) - 1
    found = reader.own(word)
    for place, offset in zip(PLACES[1:], (-1, 1, -2, 2), strict=True):
        if 0 <= index + offset <= last:
            found += reader.seen_from(words[index + offset], place)
    return found + reader.joint(words[index - 1] if index else None, word, words[index + 1] if index < last else None)


def train(
    sentences: Sequence[Sentence], reader: FeatureReader, epochs: int = EPOCHS
) -> tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Names of the features, their weights, and those of pairs of tags: the mean of runs in different orders."""
    ids: dict[str, int] = {}
    examples = []
    for words, tags in sentences:
        rows = [list_features(reader, words, i) for i in range(len(words))]
        coded = [np.array([ids.setdefault(feature, len(ids)) for feature in row]) for row in rows]
        gold = np.array([TAGS.index(tag) if tag else -1 for tag in tags])
        examples.append((coded, gold))
    names = list(ids)
    memories = np.array([f[0] in "wk" or f[2:3] == "k" for f in names])
    runs = [run_once(examples, memories, epochs, seed) for seed in range(1, RUNS + 1)]
    return names, np.mean([weights for weights, _ in runs], axis=0), np.mean([links for _, links in runs], axis=0)


def run_once(
    examples: Sequence[tuple[list[npt.NDArray[np.intp]], npt.NDArray[np.intp]]],
    memories: npt.NDArray[np.bool_],
    epochs: int,
    seed: int,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The averaged weights of features and of pairs of tags after some passes in an order of their own."""
    size = len(TAGS)
    weights, totals = np.zeros((len(memories), size)), np.zeros((len(memories), size))
    links, link_totals = np.zeros((size + 1, size)), np.zeros((size + 1, size))
    rng = random.Random(seed)
    order = list(range(len(examples)))
    now = 0
    for _ in range(epochs):
        rng.shuffle(order)
        for number in order:
            now += 1
            coded, gold = examples[number]
            if rng.random() < FORGOTTEN:
                coded = [row[~memories[row]] for row in coded]
            scores = np.array([weights[row].sum(0) for row in coded])
            known = gold >= 0
            scores[known] += MARGIN
            scores[known, gold[known]] -= MARGIN
            found = decode(scores, links)
            right = np.where(known, gold, found)
            if np.array_equal(found, right):
                continue
            before_right, before_found = size, size
            for i, row in enumerate(coded):
                r, f = right[i], found[i]
                if r != f:
                    weights[row, r] += 1
                    weights[row, f] -= 1
                    totals[row, r] += now
                    totals[row, f] -= now
                if r != f or before_right != before_found:
                    links[before_right, r] += 1
                    links[before_found, f] -= 1
                    link_totals[before_right, r] += now
                    link_totals[before_found, f] -= now
                before_right, before_found = r, f
    return weights - totals / (now + 1), links - link_totals / (now + 1)


def decode(scores: npt.NDArray[np.float64], links: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """The best sequence of tags."""
    between = links[:-1].T
    best = links[-1] + scores[0]
    came = []
    for row in scores[1:]:
        through = between + best
        came.append(through.argmax(1))
        best = through.max(1) + row
    found = [int(best.argmax())]
    for back in reversed(came):
        found.append(int(back[found[-1]]))
    return np.array(found[::-1])


def shrink(
    names: Sequence[str], weights: npt.NDArray[np.float64], links: npt.NDArray[np.float64]
) -> tuple[list[str], npt.NDArray[np.int8], npt.NDArray[np.int16], float]:
    """The features that matter, their weights as small whole numbers, and what one of these stands for."""
    largest = np.abs(weights).max()
    scale = float(f"{largest / 127:.3g}") * 1.01
    whole = np.round(weights / scale).astype(np.int8)
    kept = sorted(np.flatnonzero(np.abs(weights).max(1) > KEPT * largest).tolist(), key=lambda i: names[i])
    return [names[i] for i in kept], whole[kept], np.round(links / scale).astype(np.int16), scale


def make_tagger(shrunk: tuple[list[str], npt.NDArray[np.int8], npt.NDArray[np.int16], float]) -> Tagger:
    """A tagger of shrunk weights."""
    names, weights, links, scale = shrunk
    ids = {name: i for i, name in enumerate(names)}
    return Tagger(make_reader(), ids, weights * np.float32(scale), links * np.float32(scale))


def measure(tagger: Tagger, sentences: Sequence[Sentence], *, show: bool = False) -> float:
    """The share of words with the treebank's tag; punctuation counts."""
    right = total = 0
    wrong: Counter[tuple[str, str]] = Counter()
    of: Counter[str] = Counter()
    words_wrong: Counter[tuple[str, str, str]] = Counter()
    for words, tags in sentences:
        tagger.tag(words)
        for word, tag in zip(words, tags, strict=True):
            if not tag:
                continue
            total += 1
            of[tag] += 1
            right += word.tag == tag
            if word.tag != tag:
                wrong[tag, word.tag] += 1
                words_wrong[word.key, tag, word.tag] += 1
    if show:
        print("  ", ", ".join(f"{a}→{b} {n}" for (a, b), n in wrong.most_common(24)))
        for (key, a, b), n in words_wrong.most_common(40):
            print(f"     {key} {a}→{b} {n}")
    print(f"{right} of {total} words: {right / total:.2%}")
    return right / total


#: PADT 1.3 has the tags of Universal Dependencies 1, X for names, CONJ for what PUD calls particles: no more is asked
#: than both can say.
_COARSE = {
    "CONJ": "PART", "CCONJ": "PART", "SCONJ": "PART", "PROPN": "NOUN", "X": "NOUN", "AUX": "VERB", "DET": "PRON",
    "SYM": "PUNCT",
}  # fmt: skip


def read_padt(folder: Path) -> Iterator[Sentence]:
    """The sentences of PADT, cut as they are there, without their vowels. For measuring only."""
    pieces = {"ADP": "prep", "PUNCT": "punct", "SYM": "punct", "CONJ": "conj"}
    for file in sorted(folder.glob("*.conllu")):
        for tree in read_trees(file):
            words: list[Word] = []
            tags: list[str] = []
            for node in tree.nodes:
                full = fold(node.form)
                definite = node.features.get("Definite") == "Def" and full.startswith("ال") and len(full) > 3
                short = len(full) == 1 or node.upos in ("PUNCT", "SYM", "ADP")
                piece = pieces.get(node.upos, "stem") if short else "stem"
                pronoun = node.features.get("PronType") == "Prs" and node.xpos.startswith("SP")
                if node.upos == "NUM" and full[:1].isdigit():
                    piece = "number"
                elif pronoun:
                    piece = "pron"
                elif full == "س":
                    piece = "future"
                clitic = bool(words) and words[-1].piece in ("conj", "prep", "future") and len(words[-1].key) == 1
                key = full[2:] if definite else full
                words.append(Word(len(words), full, 0, 0, full, key, piece, "X", definite, pronoun or clitic))
                tags.append(_COARSE.get(node.upos, node.upos))
            yield words, tags


def measure_padt(tagger: Tagger) -> float:
    """The share of words of PADT with its tag, coarsely (`_COARSE`)."""
    right = total = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for words, tags in read_padt(SHARED / "treebanks" / "padt-1.3"):
        tagger.tag(words)
        for word, tag in zip(words, tags, strict=True):
            found = _COARSE.get(word.tag, word.tag)
            total += 1
            right += found == tag
            if found != tag:
                wrong[tag, found] += 1
    print("  ", ", ".join(f"{a}→{b} {n}" for (a, b), n in wrong.most_common(16)))
    print(f"PADT, coarse: {right / total:.2%}")
    return right / total


def main() -> None:
    """Train on PUD without its last 120 sentences, write the weights, measure on those and on PADT."""
    segmenter = Segmenter.load()  # without the tables of names, which grow: the weights stay the same
    train_part, test_part = split_pud()
    if "--folds" in sys.argv:  # to choose features by, without a look at the sentences held out
        sentences = list(read_tagged(train_part, segmenter))
        for fold_ in range(2):
            held = sentences[fold_ * 440 : fold_ * 440 + 110]
            rest = sentences[: fold_ * 440] + sentences[fold_ * 440 + 110 :]
            rest += swap_states(rest, segmenter) + swap_counted(rest)
            measure(make_tagger(shrink(*train(rest, make_reader()))), held, show="--show" in sys.argv)
        return
    if "--measure" not in sys.argv:
        sentences = list(read_tagged(train_part, segmenter))
        shrunk = shrink(*train(sentences + swap_states(sentences, segmenter) + swap_counted(sentences), make_reader()))
        packed = pack_weights(*shrunk)
        (MODEL_FOLDER / "tagger.xz").write_bytes(packed)
        print(f"{len(shrunk[0]):,} features, {len(packed):,} bytes")
    tagger = load_tagger()
    test = list(read_tagged(test_part, Segmenter.load(list_forms())))
    started = time.process_time()
    measure(tagger, test, show="--show" in sys.argv)
    print(f"{sum(len(w) for w, _ in test) / (time.process_time() - started):,.0f} words a CPU second")
    measure_padt(tagger)


if __name__ == "__main__":
    main()
