"""The words of office, of bodies and of groups: read from ``titles.toml``, checked, inflected, and put into tables.

The form of an entry is told at the head of ``titles.toml``. Nouns are inflected here by number, gender and state
(سفير، سفيرة، سفيران، سفيرا، سفراء …), so that an entry is one line.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import LanguageError
from kg.languages.additions import AddedFile
from kg.languages.analysis import NameTable
from kg.languages.ar.nisba import inflect_nisba
from kg.languages.folding import fold
from kg.model import KINDS

__all__ = [
    "SEVERAL",
    "Body",
    "Named",
    "Office",
    "Portfolio",
    "Titles",
    "inflect_title",
    "list_title_words",
    "load_titles",
]


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a form of its word names it: number (1, 2, 3) and gender.

    ``rank`` is what a bare title may be short for ('the minister'); ``mass`` the English plural of people who are
    named by their nationality ('officials'); ``envoy`` says that the holder serves in another state.
    """

    en: str
    number: int = 1
    gender: str = "m"
    rank: str = ""
    mass: str = ""
    envoy: bool = False
    portfolios: bool = False
    """Whether a portfolio may follow (وزير + الخارجية)."""
    country: str = ""
    """The state of an office that only one has (المرشد الأعلى)."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a state: its English name with ``{country}`` or ``{demonym}``, and its kind."""

    en: str
    kind: str = "government"
    abroad: bool = False
    bare: bool = False
    """Whether the word with the article alone names the body of the state at hand (الحكومة)."""
    portfolios: bool = False


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a minister is minister of; ``alone`` says that with a nisba it is the ministry (الخارجية الإيرانية)."""

    minister: str
    ministry: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What a word stands before the name of (صحيفة، حزب): the kind, and the English word where a nisba is the name."""

    kind: str
    en: str


@dataclass(frozen=True, slots=True)
class Titles:
    """The tables, each over word keys as the reader of `load_titles` gives them."""

    offices: NameTable[Office]
    bodies: NameTable[Body]
    portfolios: NameTable[Portfolio]
    groups: NameTable[tuple[str, int, str]]
    """Collectives: class (parties, countries, governments, persons), number and gender."""
    populations: NameTable[str]
    honorifics: NameTable[str]
    documents: NameTable[str]
    counterparts: NameTable[tuple[int, str]]
    named: NameTable[Named]
    blocs: NameTable[str]
    """Adjectives of regions and the English for them: 'Arab' states."""
    generics: frozenset[str]
    """Keys of words that alone, with the article, name again what they headed before (المنظمة)."""
    modifiers: frozenset[str]
    """Keys of words that may stand between an office and what tells whose it is."""
    ministries: Mapping[str, str]
    """The name of the ministry by that of the office at its head, with ``{country}``."""
    arabic: Mapping[str, str]
    """The usual Arabic words for offices, bodies and populations, by their English name or pattern.

    Those for several who hold an office, in the nominative, are told by its name with ``SEVERAL`` behind.
    """
    heads: set[str] = field(default_factory=set)
    """The keys of all words with which an entry of any table may begin, and the generics: most words are none."""


_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "portfolio": (("ar", "minister", "ministry"), ("alone",)),
    "office": (("en", "ar"), ("feminine", "plural", "rank", "mass", "envoy", "portfolios", "country", "masculine")),
    "body": (("en", "ar"), ("kind", "abroad", "capital", "portfolios")),
    "group": (("class",), ("dual", "plural")),
    "population": (("en", "ar"), ()),
    "honorific": (("ar",), ()),
    "document": (("en", "ar"), ()),
    "counterpart": (("ar",), ("feminine", "plural", "masculine")),
    "named": (("en", "ar", "kind"), ()),
    "bloc": (("en", "ar"), ()),
    "generic": (("ar",), ()),
    "modifier": (("ar",), ()),
}
_LISTS = ("ar", "feminine", "plural", "dual")
_FLAGS = ("alone", "envoy", "portfolios", "abroad", "capital", "masculine")
_GROUP_CLASSES = ("parties", "countries", "governments", "persons")
_SOUND = "ون"

#: Behind the name of an office: several who hold it.
SEVERAL = " (several)"

Entry = dict[str, Any]


def load_titles(read: Callable[[str], Sequence[str]], added: AddedFile | None = None) -> Titles:
    """The tables of ``titles.toml``, and of a user's file of its form.

    ``read`` gives the keys of a phrase's words, without article (`Word.key`). Of a word that both files list in one
    table the user's entry counts alone. Raises `LanguageError` that names the entry and what is wrong in it.
    """
    data = _load_data(added)
    read = _read_whole(read, added)
    generics, modifiers = (
        frozenset(key for entry in data[kind] for ar in entry["ar"] for key in read(ar))
        for kind in ("generic", "modifier")
    )
    modifiers |= {adjective + ending for adjective in modifiers for ending in ("ان", "ين", "ون")}
    ministries = {entry["minister"]: f"{entry['ministry']} of {{country}}" for entry in data["portfolio"]}
    titles = Titles(
        NameTable(), NameTable(), NameTable(), NameTable(), NameTable(), NameTable(), NameTable(), NameTable(),
        NameTable(), NameTable(), generics, modifiers, ministries, _list_arabic(data),
    )  # fmt: skip
    plurals = data["plurals"]
    for entry in data["portfolio"]:
        for ar in entry["ar"]:
            titles.portfolios.add(read(ar), Portfolio(entry["minister"], entry["ministry"], entry["alone"]))
    for entry in data["office"]:
        rank = entry["rank"] or entry["en"].rsplit(" ", 1)[-1].lower()
        for form, number, gender in _forms(entry, plurals):
            office = Office(
                entry["en"], number, gender, rank, entry["mass"], entry["envoy"], entry["portfolios"], entry["country"]
            )
            titles.offices.add(read(form), office)
    for entry in data["body"]:
        for ar in entry["ar"]:
            body = Body(entry["en"], entry["kind"], entry["abroad"], entry["capital"], entry["portfolios"])
            titles.bodies.add(read(ar), body)
    for entry in data["group"]:
        for form, number, gender in _group_forms(entry):
            titles.groups.add(read(form), (entry["class"], number, gender))
    for entry in data["population"]:
        for ar in entry["ar"]:
            titles.populations.add(read(ar), entry["en"])
    for entry in data["honorific"]:
        for ar in entry["ar"]:
            titles.honorifics.add(read(ar), ar)
    for entry in data["document"]:
        for ar in entry["ar"]:
            titles.documents.add(read(ar), entry["en"])
    for entry in data["counterpart"]:
        for form, number, gender in _forms(entry, plurals):
            titles.counterparts.add(read(form), (number, gender))
    for entry in data["named"]:
        for ar in entry["ar"]:
            titles.named.add(read(ar), Named(entry["kind"], entry["en"]))
    for entry in data["bloc"]:
        for ar in entry["ar"]:
            for form in inflect_nisba(ar):
                titles.blocs.add(read(form), entry["en"])
    titles.heads.update(
        generics, titles.offices.heads(), titles.bodies.heads(), titles.portfolios.heads(), titles.groups.heads(),
        titles.populations.heads(), titles.honorifics.heads(), titles.documents.heads(), titles.counterparts.heads(),
        titles.named.heads(), titles.blocs.heads(),
    )  # fmt: skip
    return titles


def _list_arabic(data: dict[str, Any]) -> dict[str, str]:
    """The Arabic words for what each entry names: its first, and of a portfolio the shortest with the article."""
    found: dict[str, str] = {}
    for entry in data["portfolio"]:
        forms = [ar for ar in entry["ar"] if ar.startswith("ال")] or entry["ar"]
        short = min(forms, key=lambda ar: len(ar.split()))
        found[entry["minister"]] = f"وزير {short}"
        found[f"{entry['ministry']} of {{country}}"] = f"وزارة {short}"
    for kind in ("office", "body", "population"):
        for entry in data[kind]:
            found.setdefault(entry["en"], entry["ar"][0])
            if kind == "office":
                plurals = [*entry["plural"], *_list_plurals(entry["ar"][0], data["plurals"])]
                if plurals:
                    found[entry["en"] + SEVERAL] = plurals[0]
    for entry in data["portfolio"]:
        found[entry["minister"] + SEVERAL] = found[entry["minister"]].replace("وزير", "وزراء", 1)
    return found


def _list_plurals(phrase: str, plurals: Mapping[str, Sequence[str]]) -> list[str]:
    """The plurals of a phrase of office whose first word is without article, in the nominative."""
    first, *rest = phrase.split()
    heads = [first + _SOUND if plural == _SOUND else plural for plural in plurals.get(first, ())]
    if len(rest) == 1 and not rest[0].startswith("ال"):
        rest = [rest[0] + _SOUND]
    return [" ".join([head, *rest]) for head in heads]


def _read_whole(read: Callable[[str], Sequence[str]], added: AddedFile | None) -> Callable[[str], list[str]]:
    """A reader that asks ``read`` only for words that the segmenter may cut, and for each of them once."""
    whole = list_title_words(added)
    known: dict[str, Sequence[str]] = {}

    def read_phrase(text: str) -> list[str]:
        keys: list[str] = []
        for word in text.split():
            if word not in known:
                key = fold(word)
                known[word] = [key.removeprefix("ال")] if len(key) > 3 and key in whole else read(word)
            keys += known[word]
        return keys

    return read_phrase


@cache
def list_title_words(added: AddedFile | None = None) -> frozenset[str]:
    """The first words of all entries in all forms, folded, with and without article: the segmenter must not cut them.

    Not those in ة: folded they are written like a word with the pronoun ه (وزيره).
    """
    data = _load_data(added)
    forms = [
        form
        for kind in ("office", "counterpart")
        for entry in data[kind]
        for form, _, _ in _forms(entry, data["plurals"])
    ]
    forms += [form for entry in data["group"] for form, _, _ in _group_forms(entry)]
    forms += [
        ar
        for kind in ("body", "population", "document", "named", "generic")
        for entry in data[kind]
        for ar in entry["ar"]
    ]
    words = {form.split()[0].removeprefix("ال") for form in forms if not form.split()[0].endswith("ة")}
    return frozenset(fold(form) for word in words for form in (word, f"ال{word}"))


@cache
def _load_data(added: AddedFile | None = None) -> dict[str, Any]:
    own = read_titles((resources.files("kg.languages.ar") / "titles.toml").read_text(encoding="utf-8"), "titles.toml")
    if added is None:
        return own
    try:
        text = added.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageError(f"{added}: cannot be read as UTF-8 text: {error}") from None
    return _join_titles(own, read_titles(text, str(added)))


def _join_titles(own: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The entries of two files: ours without the words that the user's of the same table list, after those."""
    joined: dict[str, Any] = {"plurals": {**own["plurals"], **more["plurals"]}}
    for kind in _KEYS:
        lists = [key for key in _LISTS if any(key in entry for entry in (*own[kind], *more[kind]))]
        taken = {fold(word) for entry in more[kind] for key in lists for word in entry[key]}
        joined[kind] = list(more[kind])
        for entry in own[kind]:
            left = {key: [word for word in entry[key] if fold(word) not in taken] for key in lists}
            if any(left.get(key) for key in (("ar",) if "ar" in lists else lists)):
                joined[kind].append({**entry, **left})
    return joined


def _group_forms(entry: Entry) -> Iterator[tuple[str, int, str]]:
    for word in entry["dual"]:
        gender = "f" if word.endswith("تان") else "m"
        for ending in ("ان", "ين", "ا", "ي"):
            yield word.removesuffix("ان") + ending, 2, gender
    for word in entry["plural"]:
        for form in (word, word.removesuffix(_SOUND) + "ين") if word.endswith(_SOUND) else (word,):
            yield form, 3, "m"


def inflect_title(word: str, plurals: Sequence[str] = ()) -> Iterator[tuple[str, int, str]]:
    """The forms of a noun of office with number and gender: singular, dual and plural, masculine and feminine.

    ``plurals`` are broken plurals; ``ون`` among them asks for the sound one. Duals and sound plurals are given with
    and without their ن (before a genitive it falls).
    """
    yield word, 1, "m"
    feminine = word if word.endswith("ة") else word + "ة"
    if feminine != word:
        yield feminine, 1, "f"
    for ending in ("ان", "ين", "ا", "ي"):
        if not word.endswith("ة"):
            yield word + ending, 2, "m"
        yield feminine[:-1] + "ت" + ending, 2, "f"
    for plural in plurals:
        if plural == _SOUND:
            for ending in ("ون", "ين", "و", "ي"):
                yield word + ending, 3, "m"
        else:
            yield plural, 3, "m"
    yield feminine[:-1] + "ات", 3, "f"


def _forms(entry: Entry, plurals: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int, str]]:
    """The forms of an entry, the more usual reading first where two are written alike; the first word is inflected."""
    found: dict[str, tuple[int, str]] = {}
    given = [(form, 3, "m") for form in entry["plural"]] + [(form, 1, "f") for form in entry["feminine"]]
    for form, number, gender in given:
        found.setdefault(form, (number, gender))
    for phrase in entry["ar"]:
        first, _, rest = phrase.partition(" ")
        article = first.startswith("ال") and first.removeprefix("ال") in plurals
        stem = first.removeprefix("ال") if article else first
        for form, number, gender in inflect_title(stem, plurals.get(stem, ())):
            if gender == "m" or not entry["masculine"]:
                found.setdefault(f"{form} {rest}".strip(), (number, gender))
    for form, (number, gender) in found.items():
        yield form, number, gender


def read_titles(text: str, file: str) -> dict[str, Any]:
    """The entries of a file of titles, checked and with all keys filled. Raises `LanguageError`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{file}: not valid TOML: {error}") from None
    for kind in data:
        if kind != "plurals" and kind not in _KEYS:
            raise LanguageError(
                f"{file}: unknown table [[{kind}]]{_suggest(kind, _KEYS)}; known are plurals, {', '.join(_KEYS)}"
            )
    plurals = data.get("plurals", {})
    if not isinstance(plurals, dict):
        raise LanguageError(f"{file}: plurals must be one table of words and their plurals, written [plurals]")
    for word, forms in plurals.items():
        _check_words(forms, f"{file}, plurals: {word}")
    found: dict[str, Any] = {"plurals": plurals}
    for kind in _KEYS:
        entries = data.get(kind, [])
        if not isinstance(entries, list):
            raise LanguageError(f"{file}: {kind} must be a list of tables, written [[{kind}]]")
        found[kind] = [_read_entry(entry, kind, f"{file}, {kind} {n}") for n, entry in enumerate(entries, 1)]
    return found


def _read_entry(entry: object, kind: str, where: str) -> Entry:
    needed, optional = _KEYS[kind]
    known = (*needed, *optional)
    if not isinstance(entry, dict):
        raise LanguageError(f"{where}: must be a table with keys {', '.join(known)}")
    for key in entry:
        if key not in known:
            raise LanguageError(f"{where}: unknown key {key!r}{_suggest(key, known)}; known are {', '.join(known)}")
    for key in needed:
        if not entry.get(key):
            raise LanguageError(f"{where}: lacks {key}; it needs {', '.join(needed)}")
    values: Entry = {}
    for key in known:
        default: object = [] if key in _LISTS else False if key in _FLAGS else "government" if key == "kind" else ""
        value = entry.get(key, default)
        if key in _LISTS:
            _check_words(value, f"{where}: {key}")
        elif not isinstance(value, bool if key in _FLAGS else str):
            raise LanguageError(f"{where}: {key} must be {'true or false' if key in _FLAGS else 'words in quotes'}")
        values[key] = value
    if "kind" in values and values["kind"] not in KINDS:
        raise LanguageError(
            f"{where}: unknown kind {values['kind']!r}{_suggest(values['kind'], KINDS)}; known are {', '.join(KINDS)}"
        )
    if kind == "group" and values["class"] not in _GROUP_CLASSES:
        raise LanguageError(f"{where}: unknown class {values['class']!r}; known are {', '.join(_GROUP_CLASSES)}")
    return values


def _check_words(value: object, where: str) -> None:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise LanguageError(f"{where} must be a list of words in quotes")


def _suggest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" (did you mean {near[0]!r}?)" if near else ""
