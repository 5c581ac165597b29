"""The bilingual glossary: Arabic words and terms of diplomatic news with their English.

``glossary.tsv`` has a lemma or a term of several words a line. ``kind`` is ``count``, ``mass``, ``plural``, ``masdar``
or ``name`` for nouns, ``adjective`` or ``nisba`` (which English joins by hyphens), ``preposition`` for words that take
an object (في مجال, متعلق ب) and ``phrase`` for what stands behind a noun. ``plurals`` are those that are not formed by
an ending ات. ``adjective`` is what a noun means that is an adjective too (مدني), ``attributive`` its English before
another noun. ``link`` says how English ties on what a noun governs: ``compound`` (cooperation agreement), ``direct``
(achieving peace), a preposition, else *of*; ``governing`` is another word for a noun that governs one (عقد: contract,
but holding of), with its link behind it; ``prepositions`` are those that differ from the usual ones (``في:to``,
``على:-`` for none). ``gender`` is f for a feminine without its ending.

`kg.languages.ar.glossary` composes what stands there into the English of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import resources
from typing import NamedTuple

from kg.gazetteer import load_countries, read_table
from kg.gazetteer.tables import TableRow
from kg.languages.added_names import suggest
from kg.languages.additions import AddedFile, Additions
from kg.languages.analysis import NameTable, Word
from kg.languages.ar.inflect import inflect_noun, inflect_participle
from kg.languages.ar.names import Name, load_names, load_segmenter
from kg.languages.ar.nisba import inflect_nisba
from kg.languages.ar.plurals import GLOSSARY_COLUMNS, read_glossary
from kg.languages.ar.segment import Segmenter
from kg.languages.ar.words import read_words
from kg.languages.folding import fold
from kg.languages.loading import pause_collection

__all__ = [
    "NOUNS", "Entry", "Glossary", "Sense", "SenseTable", "list_lines", "list_nationalities", "load_glossary",
    "load_segmenter", "tokenise_phrase",
]  # fmt: skip

KINDS = ("count", "mass", "plural", "masdar", "name", "adjective", "nisba", "preposition", "phrase")
NOUNS = KINDS[:5]
LINKS = ("", "of", "compound", "direct", "for", "against", "to", "in")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the glossary; the module says what its parts mean."""

    kind: str
    english: str
    attributive: str = ""
    english_plural: str = ""
    link: str = "of"
    governing: str = ""
    governing_link: str = ""
    prepositions: Mapping[str, str] | None = None
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """What words may mean: an entry, its grammatical number (1, 2, 3) and gender (m, f, or * where both agree)."""

    entry: Entry
    number: int = 1
    gender: str = "m"
    article: bool | None = None
    """Whether the words must carry the article or must not; None: either."""
    hamza: str = ""
    """The first letter if it is آ, أ or إ, which folding takes away: آمن, safe, أمن, security; أحداث, events, إحداث."""

    @property
    def is_noun(self) -> bool:
        """Whether it can be the head of a phrase."""
        return self.entry.kind in NOUNS

    @property
    def is_adjective(self) -> bool:
        """Whether it can follow a noun and describe it."""
        return self.entry.kind in ("adjective", "nisba")


class _Line(NamedTuple):
    """A line of the glossary, or of the table of states: how its forms begin, and what makes them."""

    beginnings: frozenset[str]
    """The first letters (`_BEGINNING` of them) of the first keys of its forms."""
    forms: Callable[[], Iterator[tuple[str, Sense]]]


#: So many letters of a word's key tell which lines may have it.
_BEGINNING = 2


class SenseTable:
    """The senses of words and terms, by their keys.

    The forms of a line are made when a word is first asked for that begins like them: a text needs a tenth of all.
    """

    def __init__(self, lines: Sequence[_Line], segmenter: Segmenter) -> None:
        self._lines: dict[str, list[_Line]] = {}
        for line in lines:
            for beginning in line.beginnings:
                self._lines.setdefault(beginning, []).append(line)
        self._segmenter = segmenter
        self._table: NameTable[Sense] = NameTable()
        self._whole: set[str] = set()

    def find(self, keys: Sequence[str], at: int) -> tuple[int, list[Sense]]:
        """The end of the longest term that starts at a word, and its senses, as `NameTable.find` gives them."""
        if at < len(keys):
            self._fill(keys[at])
        return self._table.find(keys, at)

    def is_whole(self, key: str) -> bool:
        """Whether a key is the first word of a form, which the segmenter may cut wrongly."""
        self._fill(key)
        return key in self._whole

    def _fill(self, key: str) -> None:
        beginning = key[:_BEGINNING]
        lines = self._lines.pop(beginning, None)
        if lines is None:
            return
        with pause_collection():
            for line in lines:
                for form, sense in line.forms():
                    self._enter(form, sense, beginning)

    def _enter(self, form: str, sense: Sense, beginning: str) -> None:
        first = form.removeprefix("ال")[:1]
        if first in _HAMZAS:
            sense = replace(sense, hamza=first)
        if sense.entry.kind in _CUT:
            keys: Sequence[str] = _read_keys(form, self._segmenter)
        else:  # the head is whole, however the segmenter may cut it
            head, _, rest = form.partition(" ")
            keys = [fold(head), *_read_keys(rest, self._segmenter)]
        if keys[0][:_BEGINNING] == beginning:
            if sense.entry.kind not in _CUT:
                self._whole.add(keys[0])
            self._table.add(keys, sense)


#: Kinds whose words are cut like those of a text.
_CUT = ("preposition", "phrase")


def _read_keys(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    return tuple(word.key for word in read_words(text, 0, segmenter))


@dataclass(frozen=True, slots=True)
class Glossary:
    """All lookups: senses by keys of words, names by full keys."""

    senses: SenseTable
    names: NameTable[Name]
    demonyms: Mapping[str, str]
    """The English adjective of a state, by its code."""


_HAMZAS = frozenset("آأإ")

#: Where news says something else than the gazetteer.
_DEMONYMS = {"USA": "US", "ARE": "Emirati", "SAU": "Saudi"}


@cache
@pause_collection()
def load_glossary(added: Additions | None = None) -> Glossary:
    """The glossary with the names of the gazetteer, and what a user adds. Raises `LanguageError` for a wrong line."""
    lines = [*list_lines(added.find("glossary.tsv") if added else None), *list_nationalities()]
    return Glossary(SenseTable(lines, load_segmenter(added)), load_names(added), _load_demonyms())


def _load_demonyms() -> Mapping[str, str]:
    return {c.iso3: c.demonym_en for c in load_countries().values()} | _DEMONYMS


def list_lines(added: AddedFile | None = None) -> list[_Line]:
    """The lines of ``glossary.tsv`` and of a user's file of its form, checked; of a term in both the user's counts.

    Raises `LanguageError` naming the one that is wrong.
    """
    rows: Sequence[TableRow] = read_glossary()
    if added is not None:
        more = list(read_table(added, GLOSSARY_COLUMNS[:3], key="arabic", optional=GLOSSARY_COLUMNS[3:]))
        taken = {fold(row["arabic"]) for row in more}
        rows = [*more, *(row for row in rows if fold(row["arabic"]) not in taken)]
    listed = frozenset((fold(row["arabic"]), row["arabic"][0]) for row in rows if row["kind"] in NOUNS)
    lines = []
    for row in rows:
        entry = _read_entry(row)
        lines.append(_Line(_list_beginnings(row, entry), partial(_list_forms, row, entry, listed)))
    return lines


def _list_beginnings(row: TableRow, entry: Entry) -> frozenset[str]:
    """How the forms of a line begin: like itself without an article, or like a plural that it lists."""
    if entry.kind in _CUT:
        segmenter = load_segmenter()
        return frozenset(_read_keys(form, segmenter)[0][:_BEGINNING] for form, _ in _inflect(row, entry))
    forms = [_strip_article(row["arabic"])[1], row["arabic"], *row.split("plurals")]
    return frozenset(fold(form.split(maxsplit=1)[0])[:_BEGINNING] for form in forms)


def _list_forms(row: TableRow, entry: Entry, listed: frozenset[tuple[str, str]]) -> Iterator[tuple[str, Sense]]:
    """The forms of a line, each with its sense."""
    lemma = fold(_strip_article(row["arabic"])[1])
    for form, sense in _inflect(row, entry):
        # What has a line of its own (اتصالات, communications) is no form of another word (اتصال, call).
        if sense.is_noun and (fold(form), form[0]) in listed and fold(form) != lemma:
            continue
        yield form, sense


def list_nationalities() -> Iterator[_Line]:
    """The adjectives of nationality of the table of states."""
    demonyms = _load_demonyms()
    for row in read_table(
        resources.files("kg.languages.ar") / "countries.tsv",
        ("iso3", "names", "nisba", "capitals", "plurals", "ambiguous"),
        key="iso3",
    ):
        if row["iso3"] in demonyms:
            entry = Entry("nisba", demonyms[row["iso3"]])
            forms = [*row.split("nisba"), *(form.removeprefix("ال") for form in row.split("plurals"))]
            yield _Line(frozenset(fold(form)[:_BEGINNING] for form in forms), partial(_list_nationals, row, entry))


def _list_nationals(row: TableRow, entry: Entry) -> Iterator[tuple[str, Sense]]:
    for stem in row.split("nisba"):
        for form in inflect_nisba(stem):
            if not form.startswith("ال") and form not in row.split("ambiguous"):
                number, gender = _number_adjective(fold(stem.split()[-1]), fold(form.split()[-1]))
                yield form, Sense(entry, number, gender)
    for form in row.split("plurals"):
        yield form.removeprefix("ال"), Sense(entry, 3, "*")


def _read_entry(row: TableRow) -> Entry:
    kind, arabic = row["kind"], row["arabic"]
    if kind not in KINDS:
        raise row.fail(f"unknown kind {kind!r}{suggest(kind, KINDS)}; known are {', '.join(KINDS)}")
    if not row["english"]:
        raise row.fail(f"{arabic!r} has no English")
    governing, _, link = row["governing"].rpartition(" ")
    if link not in LINKS or not governing:
        governing, link = row["governing"], "direct"
    if row["link"] not in LINKS:
        raise row.fail(f"unknown link {row['link']!r}; known are {', '.join(filter(None, LINKS))}")
    prepositions = {}
    for pair in row.split("prepositions"):
        preposition, colon, english = pair.partition(":")
        if not (preposition and colon and english):
            raise row.fail(f"{pair!r} in prepositions is not of the form في:in")
        prepositions[fold(preposition)] = "" if english == "-" else english
    feminine = row["gender"] == "f" or fold(arabic.split()[0]).endswith("ه")
    return Entry(kind, row["english"], row["attributive"], row["english_plural"], row["link"] or "of",
                 governing, link, prepositions, feminine)  # fmt: skip


def _inflect(row: TableRow, entry: Entry) -> Iterator[tuple[str, Sense]]:
    kind, arabic = entry.kind, row["arabic"]
    if kind == "phrase":
        yield arabic, Sense(entry, article=None if " " in arabic else False)
    elif kind in ("adjective", "nisba", "preposition"):
        yield from _inflect_adjective(arabic, row.split("plurals"), entry)
    else:
        yield from _inflect_term(arabic, row.split("plurals"), entry)
        if row["adjective"]:
            yield from _inflect_adjective(arabic, row.split("plurals"), Entry("adjective", row["adjective"]))


def _inflect_term(arabic: str, plurals: Sequence[str], entry: Entry) -> Iterator[tuple[str, Sense]]:
    """A noun in its numbers; of a term of several words the first is inflected, and adjectives are as they stand."""
    article, plain = _strip_article(arabic)
    bare, space, rest = plain.partition(" ")
    # A lone word listed with its article (الصحراء, الخليج) means another thing without it.
    needs = True if article and not space else None
    gender = "f" if entry.feminine or entry.kind == "plural" else "m"
    sound = any(plural.endswith("ون") for plural in plurals)
    listed = {fold(plural) for plural in plurals}
    for form in dict.fromkeys(f for f in inflect_noun(bare) if f.startswith(bare[:2])):  # those without article
        number = 3 if entry.kind == "plural" else _number_noun(bare, form)
        if (entry.kind == "plural" and form != bare) or (bare.endswith("ي") and form == bare[:-1]):
            continue
        if fold(form) in listed or (number == 2 and entry.kind in ("mass", "masdar")):
            continue
        if (number == 3 and space and entry.kind != "plural") or (number != 1 and entry.kind == "name"):
            continue
        if number == 3 and entry.kind == "count" and listed and not bare.endswith("ة"):
            continue
        if sound and form != bare and form.endswith(("ين", "ي", "و")):
            continue
        construct = number == 2 and form.endswith("ي")  # وزيري: never with the article
        yield form + space + rest, Sense(entry, number, gender if number == 1 else "*", False if construct else needs)
    for plural in plurals:
        first, gap, tail = plural.partition(" ")
        yield plural, Sense(entry, 3, "*", needs)
        if first.endswith("ون"):
            for ending in ("ين", "و", "ي"):
                yield first[:-2] + ending + gap + tail, Sense(entry, 3, "*", needs)
        elif not gap:
            for form in inflect_noun(plural):
                if form.startswith(plural[:2]) and len(form) <= len(plural) + 1 and not form.endswith("ي"):
                    yield form, Sense(entry, 3, "*", needs)


def _strip_article(term: str) -> tuple[bool, str]:
    """Whether a term begins with an article (الصحراء, but not التزام), and the term without it."""
    article = term.startswith("ال") and load_segmenter().segment(term.split(maxsplit=1)[0])[-1].definite
    return article, term[2:] if article else term


def _number_noun(lemma: str, form: str) -> int:
    """1, 2 or 3 by the ending that a form has and its lemma lacks."""
    stem, ending = fold(lemma), fold(form)
    if stem == ending or stem.endswith("ات"):
        return 1
    if ending.endswith("ات"):
        return 3
    if ending.endswith(("ان", "ين", "تا", "تي")) and not stem.endswith(("ان", "ين")):
        return 2
    if ending.endswith("ي") and not stem.endswith("ي"):
        return 2
    return 1


def _inflect_adjective(arabic: str, broken: Sequence[str], entry: Entry) -> Iterator[tuple[str, Sense]]:
    """An adjective (or participle before its preposition) in genders and numbers: the first word of several."""
    head, space, rest = arabic.partition(" ")
    if head in ("غير", "شبه", "فوق"):  # the adjective itself comes second
        second, gap, tail = rest.partition(" ")
        for form, sense in _inflect_adjective(second, (), entry):
            yield f"{head} {form}{gap}{tail}", sense
        return
    if entry.kind == "preposition" and not (space and rest.split()[-1] in _OBJECT_PREPOSITIONS and head not in _PLAIN):
        yield arabic, Sense(entry)
        return
    seen: set[str] = set()
    for form in inflect_participle(head):
        key = fold(form)
        stem = fold(head)[:-1]
        if head.endswith("ي") and key in (stem, stem + "ون", stem + "ين"):  # those of داعٍ, which a nisba lacks
            continue
        if not form.startswith(head[:2]) or key in seen:
            continue
        seen.add(key)
        number, gender = _number_adjective(fold(head), key)
        yield form + space + rest, Sense(entry, number, gender)
    for form in broken:
        feminine = re.fullmatch(r"[^أ]..اء|..يا|..[رم]ى", form)  # بيضاء, عليا, كبرى
        yield form, Sense(entry, 1, "f") if feminine else Sense(entry, 3, "*")


_OBJECT_PREPOSITIONS = frozenset("ب ل عن إلى على من في بين مع".split())
_PLAIN = frozenset("في من على بناء استنادا إضافة بالإضافة نيابة وفقا بدلا عوضا بعيدا بالتعاون بالتنسيق".split())


def _number_adjective(lemma: str, form: str) -> tuple[int, str]:
    if form.endswith(("ان", "ين", "ون", "ات")) and not lemma.endswith(("ان", "ين", "ون", "ات")):
        return 3, "*"
    if form.endswith(("ه", "ت")) and not lemma.endswith(("ه", "ت")):
        return 1, "f"
    return 1, "m"


def tokenise_phrase(words: Sequence[Word], glossary: Glossary | None = None) -> list[Word]:
    """The words of a phrase, those made one again that the glossary knows whole (هاتف|ي); marks of quotation go."""
    senses = (glossary or load_glossary()).senses
    is_whole = senses.is_whole
    found: list[Word] = []
    i = 0
    while i < len(words):
        end = i + 1
        while end < len(words) and words[end].glued:
            end += 1
        if end - i > 1:
            joined = fold("".join(word.text for word in words[i:end]))
            bare = joined.removeprefix("ال")
            if is_whole(joined) or is_whole(bare):
                first = words[i]
                definite = joined != bare
                found.append(Word(first.index, joined, first.start, words[end - 1].end, joined, bare, "stem",
                                  "NOUN", definite, first.glued))  # fmt: skip
                i = end
                continue
        found += [_correct(word, words[at - 1] if at else None, senses) for at, word in enumerate(words[i:end], i)
                  if word.text not in _QUOTES]  # fmt: skip
        i = end
    return found


_BOUND = frozenset("ه ها هما هم هن نا كم".split())


def _correct(word: Word, before: Word | None, senses: SenseTable) -> Word:
    """The word as the glossary has it: a pronoun behind a preposition, an article that the segmenter did not see."""
    if word.key in _BOUND and word.glued and before is not None and before.piece == "prep":
        return replace(word, piece="pron")
    if word.definite or not word.key.startswith("ال") or senses.find([word.key], 0)[1]:
        return word
    key = word.key[2:]  # الغاز, which may also be riddles
    return replace(word, key=key, definite=True) if len(key) > 1 and senses.find([key], 0)[1] else word


_QUOTES = frozenset("\"'«»“”‘’()[]_#…")
