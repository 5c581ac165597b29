"""The Arabic names of all entities in the tables, as one `NameTable` over the words of a text."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from kg.gazetteer import load_countries, load_organisations, load_people, load_places
from kg.languages.analysis import Entity, NameTable
from kg.languages.ar.lexicon import load_lexicon
from kg.languages.ar.nisba import inflect_nisba
from kg.languages.ar.normalise import fold
from kg.languages.ar.segment import Segmenter
from kg.languages.ar.titles import list_title_words
from kg.languages.ar.words import read_words

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
]

NameKind = Literal["state", "capital", "nisba", "people", "org", "person", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in the tables stands for; ``people`` is the plural of an adjective of nationality (الروس)."""

    kind: NameKind
    entity: Entity
    context: frozenset[str] = frozenset()
    """Keys of which one must stand within five words, for names that mean other things too."""


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
def list_forms() -> frozenset[str]:
    """Every single word of every name, folded: words that are names to the tagger."""
    forms: set[str] = set()
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
def list_protected() -> frozenset[str]:
    """Words that the segmenter must not cut: those of names, of adjectives of nationality, of offices; folded."""
    nisbas = (word for row in _rows("countries.tsv") for form in _list_nisbas(row) for word in form.split())
    collective = (form for stem in _COLLECTIVE_NISBA for form in inflect_nisba(stem))
    adjectives = {fold(word) for words in (nisbas, collective) for word in words}
    return frozenset(word for word in list_forms() | adjectives | list_title_words() if len(word) > 3)


def _list_nisbas(row: Mapping[str, str]) -> list[str]:
    forms = [form for stem in _split(row["nisba"]) for form in inflect_nisba(stem)]
    return forms + _split(row.get("plurals"))


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
def load_segmenter() -> Segmenter:
    """The segmenter that spares all names and titles."""
    return Segmenter.load(list_protected(), _find_verb)


def _find_verb(word: str) -> str | None:
    """The verb of the lexicon that a word may be the perfect of, in the third person."""
    for reading in load_lexicon().readings(word):
        form = reading.form
        if form is not None and form.tense == "past" and form.person == 3 and not form.bound:
            return reading.entry.verb[0] if reading.entry.verb else None
    return None


@cache
def load_names() -> NameTable[Name]:
    """The table of all names, read by that segmenter."""
    segmenter = load_segmenter()
    return build_names(lambda text: [word.full for word in read_words(text, 0, segmenter)])


def build_names(read: Callable[[str], Sequence[str]]) -> NameTable[Name]:
    """The table of all names. ``read`` gives the keys (article kept) of a name's words, as `Word.full` has them.

    It is asked only for words that `list_protected` does not keep whole: those are their own key.
    """
    table: NameTable[Name] = NameTable()
    protected = list_protected()
    known: dict[str, tuple[str, ...]] = {}

    def keys_of(word: str) -> tuple[str, ...]:
        if word not in known:
            folded = fold(word)
            whole = _PLAIN.match(word) and folded in protected
            known[word] = (folded,) if whole else tuple(read(word))
        return known[word]

    def enter(form: str, name: Name) -> None:
        keys = [key for word in form.split() for key in keys_of(word)]
        if keys:
            table.add(keys, name)

    states = load_states()
    for row in _rows("countries.tsv"):
        state = states[row["iso3"]]
        ambiguous = set(_split(row.get("ambiguous")))
        for form in _split(row["names"]):
            enter(form, Name("state", state))
        for form in _list_nisbas(row):
            if form not in ambiguous:
                plural = form in _split(row.get("plurals")) or form.endswith(_PLURAL)
                enter(form, Name("people" if plural else "nisba", state))
        for form in _split(row["capitals"]):
            enter(form, Name("capital", state))
    organisations = load_organisation_entities()
    for row in _rows("organisations.tsv"):
        for form in _split(row["forms"]):
            context = frozenset(fold(w) for w in _split(row.get("context")))
            context |= frozenset(w.removeprefix("ال") for w in context)
            enter(form, Name("org", organisations[row["id"]], context))
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
    return table
