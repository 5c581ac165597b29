"""The Arabic names of all entities in the tables, as one `NameTable` over the words of a text."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Literal

from kg.gazetteer import load_countries, load_organisations, load_people, load_places, read_table
from kg.languages.added_names import read_names, suggest
from kg.languages.additions import AddedFile, Additions
from kg.languages.analysis import Entity, NameTable
from kg.languages.ar.lexicon import Lexicon, load_lexicon
from kg.languages.ar.nisba import inflect_nisba
from kg.languages.ar.segment import CUT_ALWAYS, Segmenter
from kg.languages.ar.titles import list_title_words
from kg.languages.ar.words import read_words
from kg.languages.folding import fold

__all__ = [
    "Name",
    "NameKind",
    "build_names",
    "list_forms",
    "list_protected",
    "load_crowned",
    "load_folks",
    "load_named_organisations",
    "load_names",
    "load_nisbas",
    "load_organisation_entities",
    "load_segmenter",
    "load_states",
    "load_verbs",
]

NameKind = Literal["state", "capital", "nisba", "people", "org", "person", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in the tables stands for; ``people`` is the plural of an adjective of nationality (الروس)."""

    kind: NameKind
    entity: Entity
    context: frozenset[str] = frozenset()
    """Keys of which one must stand within five words, for names that mean other things too."""


#: What an adjective of nationality that means other things too may stand behind, if the article speaks of its state.
BODIES_OF_STATE = frozenset(
    """رئيس رئيسه حكومه وزير وزيره جيش شرطه سلطات برلمان رئاسه خارجيه سفير سفيره سفاره متحدث قوات شعب وفد جانب طرف نظير
    دبلوماسي دبلوماسيين عاصمه مجلس جنود قياده دوله جمهوريه""".split()
)

#: Adjectives of nationality that belong to an organisation.
_COLLECTIVE_NISBA = {"أوروبي": "org-european-union", "أوربي": "org-european-union", "أممي": "org-united-nations",
                     "أطلسي": "org-nato", "خليجي": "org-gcc", "حوثي": "org-houthis", "حمساوي": "org-hamas"}  # fmt: skip

_PLAIN = re.compile(r"[ء-غف-ي]{4,}\Z")
_PLURAL = ("ون", "ين", "يين", "يون")


@cache
def _rows(file: str) -> tuple[dict[str, str], ...]:
    text = (resources.files("kg.languages.ar") / file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


@cache
def list_forms(added: Additions | None = None) -> frozenset[str]:
    """Every single word of every name, folded: words that are names to the tagger."""
    forms: set[str] = set()
    if added is not None:
        for _, form, _, _ in _list_added(added):
            forms.update(form.split())
    for file, columns in (("countries.tsv", ("names", "capitals")), ("organisations.tsv", ("forms",)),
                          ("people.tsv", ("forms",)), ("places.tsv", ("forms",))):  # fmt: skip
        for row in _rows(file):
            for column in columns:
                for form in _split(row.get(column)):
                    parts = form.split()
                    forms.add(parts[0])
                    if file in ("people.tsv", "countries.tsv"):
                        forms.update(parts)
    return frozenset(fold(form) for form in forms if len(form) > 3)


@cache
def list_protected(added: Additions | None = None) -> frozenset[str]:
    """Words that the segmenter must not cut: those of names, of adjectives of nationality, of offices; folded."""
    titles = list_title_words(added.find("titles.toml") if added else None)
    nisbas = (word for row in _rows("countries.tsv") for form in _list_nisbas(row) for word in form.split())
    collective = (form for stem in _COLLECTIVE_NISBA for form in inflect_nisba(stem))
    adjectives = {fold(word) for words in (nisbas, collective) for word in words}
    return frozenset(w for w in list_forms(added) | adjectives | titles if len(w) > 3 and w not in CUT_ALWAYS)


def _list_nisbas(row: Mapping[str, str]) -> list[str]:
    forms = [form for stem in _split(row["nisba"]) for form in inflect_nisba(stem)]
    return forms + _list_plurals(row)


def _list_plurals(row: Mapping[str, str]) -> list[str]:
    """The broken plurals of an adjective of nationality, and their accusatives: روس، روسا."""
    plurals = _split(row.get("plurals"))
    return plurals + [f"{plural}ا" for plural in plurals if not plural.startswith("ال") and plural[-1] not in "اء"]


def _list_spellings(form: str) -> tuple[str, ...]:
    """A personal name with its first part joined and apart: عبد الله، عبدالله; أبو زيد، أبوزيد; بو ريطة، بوريطة."""
    if "عبد" not in form and "بو" not in form:
        return (form,)
    joined = _APART.sub(r"\1\2", form)
    return tuple(dict.fromkeys((form, joined, _JOINED.sub(r"\1 \2", joined))))


_APART = re.compile(r"(?<!\S)(عبد|أبو|ابو|بو) (\S+)")
_JOINED = re.compile(r"(?<!\S)(عبد|أبو|ابو|بو)(ال\S{3,}|[^ا\s]\S{2,})")


@cache
def load_states() -> Mapping[str, Entity]:
    """The states by ISO 3166-1 alpha-3 code, as entities."""
    return {
        c.iso3: Entity(f"wd:{c.qid}" if c.qid else f"state-{c.iso3.lower()}", c.name_en, c.name_ar, c.iso3, "state")
        for c in load_countries().values()
    }


@cache
def load_regions() -> Mapping[str, frozenset[str]]:
    """The codes of the states of each region, by its adjective, folded and of either gender: خليجي، خليجيه."""
    rows = [(fold(row["nisba"]), frozenset(_split(row["states"]))) for row in _rows("regions.tsv")]
    return {nisba + ending: states for nisba, states in rows for ending in ("", "ه")}


@cache
def load_nisbas() -> Mapping[str, str]:
    """The usual adjective of nationality of each state by its code, masculine, without article: قطري, كوري جنوبي."""
    found = {row["iso3"]: _split(row["nisba"]) for row in _rows("countries.tsv")}
    return {code: stems[0] for code, stems in found.items() if stems}


@cache
def load_folks() -> frozenset[str]:
    """The broken plurals of adjectives of nationality: روس."""
    return frozenset(plural for row in _rows("countries.tsv") for plural in _split(row.get("plurals")))


@cache
def load_organisation_entities() -> Mapping[str, Entity]:
    """The organisations by identifier, as entities."""
    return {
        o.id: Entity(o.id, o.name_en, o.name_ar, o.code or o.country or None, o.kind)
        for o in load_organisations().values()
    }


@cache
def load_named_organisations() -> Mapping[tuple[str, str], Entity]:
    """The organisations of states by English name and kind, so that one that is composed is the one that is listed."""
    return {(e.name, e.kind): e for e in load_organisation_entities().values() if e.country}


#: Whom a crowned title before a first name alone may mean, by how the office in the table of people begins.
_CROWNS = {"King": "king", "Queen": "king", "Emir": "emir", "Crown Prince": "emir", "Prince": "emir",
           "Sultan": "sultan", "Emperor": "emperor", "Pope": "pope"}  # fmt: skip


@cache
def load_crowned() -> Mapping[tuple[str, ...], tuple[Entity, ...]]:
    """Monarchs, princes and popes by the rank of their title and the folded words of their first name.

    They alone are called by it (الملك فيليبي); of عبد الله and the like both words count.
    """
    people = load_people()
    found: dict[tuple[str, ...], list[Entity]] = {}
    for row in _rows("people.tsv"):
        person = people[row["id"]]
        rank = next((rank for title, rank in _CROWNS.items() if person.office_en.startswith(title)), None)
        if rank is None:
            continue
        entity = Entity(person.id, person.name_en, person.name_ar, person.country or None, person.kind)
        for form in _split(row["forms"]):
            words = [fold(word) for word in form.split()]
            if words[0].startswith("ال") and len(words) > 1:
                words = words[1:] if words[0] in _TITLES else words
            first = (rank, *(words[:2] if words[0] == "عبد" else words[:1]))
            if entity not in found.setdefault(first, []):
                found[first].append(entity)
    return {first: tuple(entities) for first, entities in found.items()}


_TITLES = frozenset("الملك الملكه الامير الشيخ السلطان البابا".split())


@cache
def load_segmenter(added: Additions | None = None) -> Segmenter:
    """The segmenter that spares all names and titles, those that a user adds, too."""
    return Segmenter.load(list_protected(added), partial(_find_verb, load_verbs(added)))


@cache
def load_verbs(added: Additions | None = None) -> Lexicon:
    """The lexicon of triggers with what a user adds to it."""
    file = added.find("triggers.toml") if added else None
    return load_lexicon(file) if file else load_lexicon()


def _find_verb(lexicon: Lexicon, word: str) -> str | None:
    """The verb of the lexicon that a word may be the perfect of, in the third person."""
    for reading in lexicon.readings(word):
        form = reading.form
        if form is not None and form.tense == "past" and form.person == 3 and not form.bound:
            return reading.entry.verb[0] if reading.entry.verb else None
    return None


@cache
def load_names(added: Additions | None = None) -> NameTable[Name]:
    """The table of all names, read by that segmenter."""
    segmenter = load_segmenter(added)
    return build_names(lambda text: [word.full for word in read_words(text, 0, segmenter)], added)


def build_names(read: Callable[[str], Sequence[str]], added: Additions | None = None) -> NameTable[Name]:
    """The table of all names. ``read`` gives the keys (article kept) of a name's words, as `Word.full` has them.

    It is asked only for words that `list_protected` does not keep whole: those are their own key. What a user's name
    meant before it means no longer.
    """
    table: NameTable[Name] = NameTable()
    protected = list_protected(added)
    known: dict[str, tuple[str, ...]] = {}

    def keys_of(word: str) -> tuple[str, ...]:
        if word not in known:
            folded = fold(word)
            whole = _PLAIN.match(word) and folded in protected
            known[word] = (folded,) if whole else tuple(read(word))
        return known[word]

    def read_keys(form: str) -> list[str]:
        return [key for word in form.split() for key in keys_of(word)]

    def enter(form: str, name: Name) -> None:
        if keys := read_keys(form):
            table.add(keys, name)

    states = load_states()
    for row in _rows("countries.tsv"):
        state = states[row["iso3"]]
        ambiguous = set(_split(row.get("ambiguous")))
        for form in _split(row["names"]):
            enter(form, Name("state", state))
        plurals = _list_plurals(row)
        for form in _list_nisbas(row):
            plural = form in plurals or form.endswith(_PLURAL)
            if form not in ambiguous:
                enter(form, Name("people" if plural else "nisba", state))
            elif form.startswith("ال") and not plural:  # الجيش المالي is of Mali, الأزمة المالية of money
                enter(form, Name("nisba", state, BODIES_OF_STATE))
        for form in _split(row["capitals"]):
            enter(form, Name("capital", state))
    organisations = load_organisation_entities()
    for row in _rows("organisations.tsv"):
        for form in _split(row["forms"]):
            enter(form, Name("org", organisations[row["id"]], _read_context(_split(row.get("context")))))
    for stem, id_ in _COLLECTIVE_NISBA.items():
        if id_ in organisations:
            for form in inflect_nisba(stem):
                enter(form, Name("people" if form.endswith(_PLURAL) else "nisba", organisations[id_]))
    people = {p.id: Entity(p.id, p.name_en, p.name_ar, p.country or None, p.kind) for p in load_people().values()}
    for row in _rows("people.tsv"):
        for form in _split(row["forms"]):
            for spelling in _list_spellings(form):
                enter(spelling, Name("person", people[row["id"]]))
    places = {p.id: Entity(f"wd:{p.qid}" if p.qid else p.id, p.name_en, p.name_ar, p.country or None, "place")
              for p in load_places().values()}  # fmt: skip
    for row in _rows("places.tsv"):
        for form in _split(row["forms"]):
            enter(form, Name("place", places[row["id"]]))
    more = _list_added(added) if added else ()
    for _, form, _, _ in more:
        if keys := read_keys(form):
            table.forget(keys)
    for kind, form, entity, context in more:
        enter(form, Name(kind, entity, _read_context(context)))
    return table


def _read_context(words: Sequence[str]) -> frozenset[str]:
    context = frozenset(fold(word) for word in words)
    return context | frozenset(word.removeprefix("ال") for word in context)


@cache
def _list_added(added: Additions) -> tuple[tuple[NameKind, str, Entity, tuple[str, ...]], ...]:
    """Every form of every name that a user adds, with its kind, whom it names, and its context."""
    found: list[tuple[NameKind, str, Entity, tuple[str, ...]]] = []
    kinds: tuple[tuple[str, NameKind], ...] = (("organisations", "org"), ("people", "person"), ("places", "place"))
    for table, kind in kinds:
        if file := added.find(f"{table}.tsv"):
            for name in read_names(file, table):
                for form in name.forms:
                    spelled = _list_spellings(form) if kind == "person" else (form,)
                    found += [(kind, spelling, name.entity, name.context) for spelling in spelled]
    if file := added.find("countries.tsv"):
        found += [(kind, form, state, ()) for kind, form, state in _list_added_states(file)]
    return tuple(found)


def _list_added_states(file: AddedFile) -> Iterator[tuple[NameKind, str, Entity]]:
    states = load_states()
    for row in read_table(file, ("iso3", "names"), key="iso3", optional=_OF_STATES):
        if row["iso3"] not in states:
            raise row.fail(f"unknown state {row['iso3']!r}{suggest(row['iso3'], states)}; iso3 is its ISO 3166-1 code")
        state = states[row["iso3"]]
        if not any(row[column] for column in ("names", *_OF_STATES)):
            raise row.fail(f"{row['iso3']} has no words; take the line out or give names")
        plurals, left_out = row.split("plurals"), row.split("ambiguous")
        for column, kind in _STATE_COLUMNS:
            yield from ((kind, form, state) for form in row.split(column))
        for form in (form for stem in row.split("nisba") for form in inflect_nisba(stem)):
            if form not in left_out:
                yield "people" if form in plurals or form.endswith(_PLURAL) else "nisba", form, state


#: Capitals that stand for the organisation which sits there, where the article does not speak of their state.
SEATS = {"BEL": "org-european-union"}

_OF_STATES = ("nisba", "capitals", "plurals", "ambiguous")
_STATE_COLUMNS: tuple[tuple[str, NameKind], ...] = (("names", "state"), ("capitals", "capital"), ("plurals", "people"))
