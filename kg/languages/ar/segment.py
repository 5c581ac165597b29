"""Words of Arabic text: tokens at their offsets, and each word's clitics apart.

The proclitics و ف ب ل ك س and the pronouns at a word's end become pieces of their own, every piece a substring of
the surface (``ل|لسلطة``, as the treebank PUD cuts), with the word it stands for in ``norm`` (``السلطة``). The article
ال stays on its stem. Which cut is right is decided by a perceptron over all possible ones, which was trained on UD
Arabic-PUD with counts of words in the SANAD corpus (`training.segmenter`).
"""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from kg.languages.ar.glued import find_seam

__all__ = ["CUT_ALWAYS", "MODEL_FOLDER", "Candidate", "Piece", "Segmenter", "Token", "key_of", "load_words", "tokenise"]

Kind = Literal["conj", "prep", "future", "stem", "pron", "other"]
Shape = Literal["word", "digits", "punct", "symbol", "latin", "url", "handle", "hashtag"]

MODEL_FOLDER = Path(__file__).parent / "model"
"""Where `training` writes; reading goes through importlib.resources."""

_DROPPED = (
    "ـ"
    + "".join(map(chr, [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD)]))
    + ("\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad")
)
_STRIP = str.maketrans("", "", _DROPPED)
_FOLD = str.maketrans("أإآٱىیکۀہ", "اااا" + "يي" + "كهه")
_PLAIN = re.compile(r"[ء-غف-ي]+\Z")


def key_of(word: str) -> str:
    """A word as the lexicon has it: without vowels and tatweel, أ as ا, ى as ي; ة stays, as no pronoun follows it."""
    if not _PLAIN.match(word):
        word = unicodedata.normalize("NFKC", word).translate(_STRIP)
    return word.translate(_FOLD)


class Token(NamedTuple):
    """A token of running text, before clitics are cut off: ``text`` stands at ``start`` to ``end``."""

    text: str
    start: int
    end: int
    shape: Shape = "word"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word: ``text`` stands in the word at ``start`` to ``end``; ``norm`` is the word it stands for."""

    text: str
    start: int
    end: int
    norm: str
    kind: Kind
    definite: bool = False
    """Whether the stem carries the article ال, or hides it behind ل (``لسلطة``)."""


class Candidate(NamedTuple):
    """One way to cut a key: proclitics (``"وب"``), stem as it stands, pronoun. All three together are the key."""

    before: str
    stem: str
    after: str


_LETTERS = "ء-غـ-ٰٟٱپچژڤگکیەۀ-ۓﭐ-ﷻﹰ-ﻼ\u200c\u200d"
_MARKS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_TOKEN = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.)[^\s<>"'«»،؛]*[^\s<>"'«»،؛.,:;!?؟)\]}}{_MARKS}]
           |[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<handle>@[A-Za-z0-9_]+)
  | (?P<hashtag>\#[^\W_][\w\u064b-\u065f]*)
  | (?P<digits>[0-9٠-٩۰-۹]+(?:[.,٫٬/:][0-9٠-٩۰-۹]+)*)
  | (?P<latin>[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9]|['’&](?=[A-Za-zÀ-ɏ])|\.(?=[A-Za-z]\b))*(?:(?<=\b[A-Z]\.[A-Z])\.)?)
  | (?P<word>[{_LETTERS}]+)
  | (?P<punct>\.{{2,}}|(?P<same>[-=_*])(?P=same)+|[^\w\s])
  | (?P<symbol>\S)
    """,
    re.VERBOSE,
)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text in order; together with the white space between them they are the whole text.

    Words, numbers (``1,500`` and ``2018/7/19`` are one), Latin words, URLs, handles and hashtags stay whole,
    every other character stands alone. A hyphen between words is a token, so القطري-الأمريكي gives three.
    The letters in a word may be of any Arabic script block, with vowels, tatweel and joiners.
    """
    return [Token(m.group(), m.start(), m.end(), m.lastgroup) for m in _TOKEN.finditer(text)]  # type: ignore[arg-type]


#: A word is common from this bit length of its count on.
_COMMON = 5
#: The bit length that a name of no count may have: names that hardly stand without 'and' (وصنافير) are names still.
_UNSEEN = 3

_CONJ = ("", "و", "ف")
_PREP = ("", "ب", "ل", "ك", "س")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "ي", "ني", "نا")
_KINDS: Mapping[str, Kind] = {"و": "conj", "ف": "conj", "ب": "prep", "ل": "prep", "ك": "prep", "س": "future"}


@cache
def load_words() -> Mapping[str, int]:
    """The commonest 150,000 keys (see `key_of`) of the SANAD corpus; the value is the bit length of the key's count."""
    packed = (resources.files("kg.languages.ar") / "model" / "words.tsv.xz").read_bytes()
    cells = lzma.decompress(packed).decode("utf-8").split()
    return dict(zip(cells[0::2], map(int, cells[1::2]), strict=True))


def list_candidates(key: str) -> list[Candidate]:
    """All ways in which a key may be cut; the first is to leave it whole."""
    found: list[Candidate] = []
    for conj in _CONJ:
        if not key.startswith(conj):
            continue
        for prep in _PREP:
            before = conj + prep
            if not key.startswith(before):
                continue
            rest = key[len(before) :]
            if prep == "س" and rest[:1] not in ("ي", "ت", "ن", "ا"):
                continue
            if before == key:
                found.append(Candidate(before, "", ""))
                continue
            if not before or len(rest) > 1:
                found.append(Candidate(before, rest, ""))
            if rest[-1] not in "هامنكي":
                continue
            for pronoun in _PRONOUNS:
                if rest.endswith(pronoun):
                    stem = rest[: -len(pronoun)]
                    if len(stem) > 1 or (not stem and prep in ("ب", "ل", "ك")):
                        found.append(Candidate(before, stem, pronoun))
    return found


def restore_stems(candidate: Candidate, words: Mapping[str, int]) -> tuple[str, bool]:
    """The key of the word that a candidate's stem stands for, and whether an article is hidden behind its ل.

    ل+لسلطة is ل+السلطة; ة is written ت before a pronoun, final ء ؤ or ئ, final ى ا or ي, and وا is written و.
    """
    stem = candidate.stem
    hidden = False
    if not stem:  # لها: the preposition is the word
        return candidate.before[-1] + candidate.after, hidden
    if candidate.before.endswith("ل") and stem.startswith("ل") and len(stem) > 2:
        one, two = "ا" + stem, "ال" + stem
        best = max((words.get(stem, 0) - 4, stem), (words.get(two, 0), two), (words.get(one, 0) + 1, one))[1]
        hidden = best is not stem
        stem = best
    if candidate.after and len(stem) > 1:
        body, last = stem[:-1], stem[-1]
        options: tuple[str, ...] = ()
        if last == "ت":
            options = (body + "ة",)
        elif last in "ؤئ":
            options = (body + "ء",)
        elif last == "ا" or (last == "ي" and candidate.after != "ي"):
            options = (body + "ي",) if last == "ا" else ()
        elif last == "و":
            options = (stem + "ا",)
        for option in options:  # a feminine that is always somebody's (نظيرتها) is known with its article, if at all
            if words.get(option, 0) + words.get(f"ال{option}", 0) > words.get(stem, 0):
                stem = option
    return stem, hidden


def features_of(key: str, candidate: Candidate, words: Mapping[str, int]) -> list[str]:
    """What the perceptron sees of a candidate."""
    before, stem, after = candidate
    get = words.get
    restored, hidden = restore_stems(candidate, words)
    cut = f"{before}|{after}"
    whole, part = get(key, 0), get(restored, 0)
    definite = stem.startswith("ال") or hidden
    bare = restored[2:] if restored.startswith("ال") else restored
    kin = (
        (get("ال" + bare, 0) > 1) + (get("و" + restored, 0) > 1) * (before[:1] != "و")
        + (get("ب" + restored, 0) > 1) * (before[-1:] != "ب") + (get("لل" + bare, 0) > 1) * (before[-1:] != "ل")
        + (get(stem + "ها", 0) > 1) * (after != "ها") + (get(stem + "ه", 0) > 1) * (after != "ه")
        + (get(stem + "هم", 0) > 1) * (after != "هم")
    )  # fmt: skip
    first, tail = stem[:1], stem[1:]
    if first in ("ي", "ت", "ن"):
        verb = 1 + (get("ي" + tail, 0) > 1) + (get("ت" + tail, 0) > 1) + (get("س" + stem, 0) > 1) * (before[-1:] != "س")
    else:
        verb = 5 + (get(stem + "ت", 0) > 1) + (get(stem + "وا", 0) > 1) + (get("ي" + stem, 0) > 1)
    size = min(len(stem), 6)
    difference = max(-9, min(9, part - whole))
    return [
        cut,
        f"n{cut}{size}",
        f"w{cut}{whole >> 1},{part >> 1}",
        f"d{before}{difference}{'D' if definite else ''}",
        f"e{after}{difference}",
        f"k{before}{kin},{min(part, 3)}",
        f"l{after}{kin},{min(part, 3)}",
        f"v{before}{verb}",
        f"u{after}{verb}",
        f"a{before}{min(get('ال' + bare, 0), 9)}",
        f"b{after}{min(get('ال' + bare, 0), 9)}",
        f"f{before}{stem[:2]}",
        f"g{before}{stem[:3]}",
        f"h{after}{stem[-2:]}",
        f"i{after}{stem[-3:]}",
        f"y{after}{stem[:1]}{size}",
        f"z{before}{stem[-1:]}{size}",
        f"s{stem}{'<' if before else ''}{'>' if after else ''}",
        f"m{cut}{key}",
    ]


class Segmenter:
    """Cuts words into pieces. Remembers each word that it has seen, up to a bound."""

    MEMORY = 100_000
    """How many different words are remembered before it begins anew."""

    def __init__(
        self,
        weights: Mapping[str, float],
        words: Mapping[str, int],
        protected: Iterable[str] = frozenset(),
        find_verb: Callable[[str], str | None] = lambda word: None,
    ) -> None:
        self._weights = weights
        self._words = words
        self._find_verb = find_verb
        self._protected = frozenset(key_of(name).replace("ة", "ه") for name in protected)
        self._known: dict[str, tuple[Piece, ...]] = {}

    @classmethod
    def load(
        cls, protected: Iterable[str] = frozenset(), find_verb: Callable[[str], str | None] = lambda word: None
    ) -> Segmenter:
        """The trained segmenter. ``protected`` are forms (names, in any spelling) that must not be cut.

        ``find_verb`` gives the verb that a form may be the perfect of, if it is known.
        """
        return cls(_load_weights(), load_words(), protected, find_verb)

    def segment(self, word: str) -> tuple[Piece, ...]:
        """The pieces of a word in order; their texts together are the word. Without Arabic letters it is one piece."""
        pieces = self._known.get(word)
        if pieces is None:
            if len(self._known) >= self.MEMORY:
                self._known.clear()
            pieces = self._known[word] = self._cut(word)
        return pieces

    def find_seam(self, word: str) -> int | None:
        """At which offset a second word begins that lost the space before it; None where a word is one."""
        letters, places = _place_letters(word)
        key = letters.translate(_FOLD)
        if not _PLAIN.match(key) or key in self._words or key.replace("ة", "ه") in self._protected:
            return None
        stem = next((key_of(piece.norm) for piece in self.segment(word) if piece.kind == "stem"), key)
        if stem in self._words or stem.replace("ة", "ه") in self._protected or self._find_verb(stem):
            return None
        seam = find_seam(letters, key, self._words)
        return None if seam is None else places[seam]

    def choose(self, key: str) -> Candidate:
        """The best way to cut a key (see `key_of`)."""
        if key in CUT_ALWAYS:
            return Candidate(key[0], key[1:], "")
        if key.replace("ة", "ه") not in self._protected:
            cut = self._cut_dual(key) or self._cut_perfect(key) or self._keep_accusative(key) or _cut_ours(key)
            if cut is not None:
                return cut
        candidates = list_candidates(key)
        if self._protected:
            candidates = self._spare(key, candidates)
        if len(candidates) == 1:
            return candidates[0]
        get = self._weights.get
        return max(candidates, key=lambda c: sum([get(f, 0.0) for f in features_of(key, c, self._words)]))

    def _cut_dual(self, key: str) -> Candidate | None:
        """وأعربا، وأكدتا: a dual verb is rarer than its singular, which tells that the conjunction is one."""
        get = self._words.get
        if key[:1] not in ("و", "ف") or key[-1:] != "ا" or get(key[1:], 0) > get(key, 0):
            return None
        for ending in ("تا", "ا"):
            singular = get(key[1 : -len(ending)], 0) if key.endswith(ending) else 0
            if singular >= _COMMON and singular > get(key, 0) + 2 and get(key[: -len(ending)], 0) <= singular + 1:
                return Candidate(key[0], key[1:], "")
        return None

    def _cut_perfect(self, key: str) -> Candidate | None:
        """ودعت، وندد، فأشار: a known verb after a conjunction, where the whole is rarer and no noun.

        A whole that is a verb itself (وافق، وعدت، ودعت) is cut only where its own verb is much rarer than the other.
        """
        get = self._words.get
        if key[:1] not in ("و", "ف") or len(key) < 4 or get(key[1:], 0) < get(key, 0) - 1 or get("ال" + key, 0) > 1:
            return None
        verb = self._find_verb(key[1:])
        if verb is None:
            return None
        whole = self._find_verb(key)
        if whole is not None and get(key_of(whole), 0) + 2 > get(key_of(verb), 0):
            return None
        return Candidate(key[0], key[1:], "")

    def _keep_accusative(self, key: str) -> Candidate | None:
        """بيانا، واحدا، وعدا: an accusative is rarer than its noun, which tells that its first letter is no clitic.

        What the article stands before is a noun; the letters behind the first may be one too (وردا beside الرد).
        """
        get = self._words.get
        if key[:1] not in _KINDS or key[-1:] != "ا" or len(key) < 5 or key[-3:-1] in ("ين", "ون"):
            return None
        whole, rest = key[:-1], key[1:-1]
        if min(get(whole, 0), get("ال" + whole, 0)) < _COMMON:
            return None
        commoner = get(whole, 0) > get(rest, 0) and get("ال" + whole, 0) > get("ال" + rest, 0)
        return Candidate("", key, "") if commoner or get(key, 0) > get(key[1:], 0) > 0 else None

    def _spare(self, key: str, candidates: list[Candidate]) -> list[Candidate]:
        """Only those candidates that leave a protected name whole, if there are any.

        No name is rarer than the same with a clitic: باكرا is not Accra with its preposition, nor كاميرا 'like Amira'.
        """
        name, often = key.replace("ة", "ه"), self._words.get
        if len(name) > 3 and name in self._protected:
            return [Candidate("", key, "")]
        spared = [
            c
            for c in candidates
            if c.before and not c.after and len(c.stem) > 3 and self._is_protected(c)
            if often(key, 0) <= often(c.stem, _UNSEEN)
        ]
        longest = max((len(c.stem) for c in spared), default=0)
        return [c for c in spared if len(c.stem) == longest] or candidates

    def _is_protected(self, candidate: Candidate) -> bool:
        stem = candidate.stem.replace("ة", "ه")
        return stem in self._protected or (
            candidate.before.endswith("ل") and stem.startswith("ل") and "ا" + stem in self._protected
        )

    def _cut(self, word: str) -> tuple[Piece, ...]:
        letters, places = _place_letters(word)
        key = letters.translate(_FOLD)
        if not key or not _PLAIN.match(key):
            return (Piece(word, 0, len(word), letters or word, "other"),)
        before, stem, after = chosen = self.choose(key)
        restored, hidden = restore_stems(chosen, self._words)
        pieces: list[Piece] = []
        spans: list[tuple[int, int, Kind]] = [(i, i + 1, _KINDS[c]) for i, c in enumerate(before)]
        if stem:
            spans.append((len(before), len(before) + len(stem), "stem"))
        if after:
            spans.append((len(key) - len(after), len(key), "pron"))
        for i, (start, end, kind) in enumerate(spans):
            first = 0 if i == 0 else places[start]
            last = len(word) if i == len(spans) - 1 else places[end]
            norm = letters[start:end]
            definite = False
            if kind == "stem":
                norm = _spell(norm, stem, restored)
                definite = hidden or self._is_definite(norm, restored)
            if first >= last:  # a ligature such as ﻻ cannot be cut in two
                return (Piece(word, 0, len(word), letters, "stem"),)
            pieces.append(Piece(word[first:last], first, last, norm, kind, definite))
        return tuple(pieces)

    def _is_definite(self, norm: str, key: str) -> bool:
        """Whether ال is an article, and not how the stem begins (التزام, ألمانيا, التقى).

        A stem of that kind takes an article of its own (الالتزام), stays whole behind ل (لالتزام beside للسلطة),
        and the verbs among them have an imperfect (يلتقي).
        """
        if not norm.startswith(("ال", "ٱل")) or len(key) < 4 or key in _NO_ARTICLE:
            return False
        get = self._words.get
        if get("ال" + key, 0) > 2 or (key.startswith("الت") and self._has_imperfect(key)):
            return False
        own, article = get("ل" + key, 0), get("لل" + key[2:], 0)
        if own or article:
            return article >= own
        return key[2:] in self._words or len(key) > 5

    def _has_imperfect(self, key: str) -> bool:
        """Whether a key may be a perfect with an imperfect that is known: التزم، التزمت، التقوا beside يلتزم، يلتقي."""
        stems = (key, *(key[: -len(ending)] for ending in ("ت", "ا", "تا", "وا") if key.endswith(ending)))
        return any("ي" + stem[1:] in self._words for stem in stems if len(stem) > 3)


#: What is with us, and what two who speak together have each: شعبينا.
_OURS = frozenset(["لدي", "بلدي", "شعبي", "دولتي", "حكومتي", "قيادتي"])


def _cut_ours(key: str) -> Candidate | None:
    """لدينا، بلدينا: words whose first letters are no prepositions, with the pronoun of who speaks."""
    for conj in _CONJ:
        if key.startswith(conj) and key.endswith("نا") and key[len(conj) : -2] in _OURS:
            return Candidate(conj, key[len(conj) : -2], "نا")
    return None


#: وجزر القمر: the noun of many states' names is shorter than what is spared otherwise.
CUT_ALWAYS = frozenset(["وجزر", "فجزر"])


_NO_ARTICLE = frozenset(["التي", "الذي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي"])


def _place_letters(word: str) -> tuple[str, Sequence[int]]:
    """A word's letters without vowels and tatweel, and at which offset of the word each of them stands."""
    if _PLAIN.match(word):
        return word, range(len(word))
    letters: list[str] = []
    places: list[int] = []
    for offset, character in enumerate(word):
        for letter in unicodedata.normalize("NFKC", character).translate(_STRIP):
            if not letter.isspace():
                letters.append(letter)
                places.append(offset)
    return "".join(letters), places


def _spell(letters: str, stem: str, restored: str) -> str:
    """The restored word in the spelling of the text: its hamzas and ى kept where it was not changed."""
    if stem == restored:
        return letters
    for article in ("ال", "ا"):
        if restored.startswith(article + stem[:-1]):
            letters = article + letters
            stem = article + stem
            break
    if stem == restored:
        return letters
    if len(restored) > len(stem):
        return letters + restored[len(stem) :]
    return letters[:-1] + ("ى" if restored[-1] == "ي" else restored[-1])


@cache
def _load_weights() -> Mapping[str, float]:
    packed = (resources.files("kg.languages.ar") / "model" / "segmenter.json.xz").read_bytes()
    weights: dict[str, float] = json.loads(lzma.decompress(packed))
    return weights
