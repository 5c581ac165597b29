"""The Arabic names of all entities in the tables, as one `NameTable` over the words of a text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from importlib import resources

from kg.gazetteer import load_countries, load_organisations, load_people, load_places
from kg.languages.analysis import Entity, NameTable
from kg.languages.ar.nisba import inflect_nisba
from kg.languages.ar.normalise import fold
from kg.languages.ar.participants import Name

__all__ = ["build_names", "list_forms"]

#: Adjectives of nationality that belong to an organisation or to no state.
_COLLECTIVE_NISBA = {"أوروبي": "org-european-union", "أممي": "org-united-nations", "أطلسي": "org-nato"}


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = (resources.files("kg.languages.ar") / file).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def list_forms() -> frozenset[str]:
    """Every single word of every name, folded: words that the segmenter must not cut."""
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


def build_names(read: Callable[[str], Sequence[str]]) -> NameTable[Name]:
    """The table of all names. ``read`` gives the keys (article kept) of a name's words, as `Word.full` has them."""
    table: NameTable[Name] = NameTable()

    def enter(form: str, name: Name) -> None:
        keys = tuple(read(form))
        if keys:
            table.add(keys, name)

    countries = load_countries()
    states = {c.iso3: Entity(f"wd:{c.qid}" if c.qid else f"state-{c.iso3.lower()}", c.name_en, c.name_ar, c.iso3, "state")
              for c in countries.values()}  # fmt: skip
    for row in _rows("countries.tsv"):
        state = states[row["iso3"]]
        ambiguous = set(_split(row.get("ambiguous")))
        for form in _split(row["names"]):
            enter(form, Name("state", state))
        for stem in _split(row["nisba"]):
            for form in inflect_nisba(stem):
                if form not in ambiguous:
                    enter(form, Name("nisba", state))
        for form in _split(row.get("plurals")):
            enter(form, Name("nisba", state))
        for form in _split(row["capitals"]):
            enter(form, Name("capital", state))
    organisations = {o.id: Entity(o.id, o.name_en, o.name_ar, o.code or o.country or None, o.kind)
                     for o in load_organisations().values()}  # fmt: skip
    for row in _rows("organisations.tsv"):
        for form in _split(row["forms"]):
            context = frozenset(fold(w) for w in _split(row.get("context")))
            context |= frozenset(w.removeprefix("ال") for w in context)
            enter(form, Name("org", organisations[row["id"]], context))
    for stem, id_ in _COLLECTIVE_NISBA.items():
        if id_ in organisations:
            for form in inflect_nisba(stem):
                enter(form, Name("nisba", organisations[id_]))
    people = {p.id: Entity(p.id, p.name_en, p.name_ar, p.country or None, p.kind) for p in load_people().values()}
    for row in _rows("people.tsv"):
        for form in _split(row["forms"]):
            enter(form, Name("person", people[row["id"]]))
    places = {p.id: Entity(f"wd:{p.qid}" if p.qid else p.id, p.name_en, p.name_ar, p.country or None, "place")
              for p in load_places().values()}  # fmt: skip
    for row in _rows("places.tsv"):
        for form in _split(row["forms"]):
            enter(form, Name("place", places[row["id"]]))
    return table
