"""Arabic names for those whom no table names in Arabic: the words by which the article itself names them.

``وزارة الداخلية القطرية`` is the name of Qatar's interior ministry wherever the article speaks of it, be it by a
pronoun, a dual or a dropped subject. Capitals are named after the table of the Arabic pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.gazetteer import load_countries, load_places, read_table
from kg.model import Event, Participant, Words
from kg.phrases import is_arabic, tidy_phrase

__all__ = ["find_own_name", "lend_arabic_names", "name_place_in_arabic"]


def lend_arabic_names(events: Sequence[Event]) -> list[Event]:
    """The events of one article, every participant without an Arabic name with the one that the article gives it.

    Words that name several at once, or that carry an act (a dropped subject has those), name nobody.
    """
    triggers = [event.trigger for event in events]
    names: dict[str, str] = {}
    for event in events:
        people = (*event.actors, *event.recipients, *event.said_by)
        for person in people:
            name = find_own_name(person, people, triggers)
            if name and person.id and len(name) > len(names.get(person.id, "")):
                names[person.id] = name
    return [_name_all(event, names) for event in events] if names else list(events)


def find_own_name(person: Participant, people: Sequence[Participant], triggers: Sequence[Words]) -> str | None:
    """The Arabic words that name one participant and nobody else of ``people``; None when it needs none or has none."""
    if person.name_ar or not person.resolved or not is_arabic(person.text):
        return None
    if any(t.start < person.end and person.start < t.end for t in triggers):
        return None
    if any((x.start, x.end) == (person.start, person.end) and x.id != person.id for x in people):
        return None
    return tidy_phrase(person.text)


def _name_all(event: Event, names: Mapping[str, str]) -> Event:
    def name(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(x if x.name_ar or x.id not in names else replace(x, name_ar=names[x.id]) for x in people)

    return replace(event, actors=name(event.actors), recipients=name(event.recipients), said_by=name(event.said_by))


def name_place_in_arabic(place: str | None, place_id: str | None) -> str | None:
    """The Arabic name of a place by its identifier (``place-…`` or ``wd:Q…``); None when no table has it."""
    by_id = _name_places()
    return by_id.get(place_id or "") or by_id.get(f"name {place}")


@cache
def _name_places() -> Mapping[str, str]:
    out: dict[str, str] = {}
    columns = ("iso3", "names", "nisba", "capitals", "plurals", "ambiguous")
    capitals = {
        row["iso3"]: row.split("capitals")[0]
        for row in read_table(files("kg.languages") / "ar" / "countries.tsv", columns, key="iso3")
        if row["capitals"]
    }
    for country in load_countries().values():
        known = {f"wd:{country.qid}": country.name_ar, f"name {country.name_en}": country.name_ar}
        if country.iso3 in capitals:
            capital = capitals[country.iso3]
            known |= {f"wd:{country.capital_qid}": capital, f"name {country.capital_en}": capital}
        out = known | out
    places = load_places().values()
    shared = {name for name, count in Counter(place.name_en for place in places).items() if count > 1}
    for place in places:
        known = {place.id: place.name_ar} | ({f"wd:{place.qid}": place.name_ar} if place.qid else {})
        if place.name_en not in shared:
            known[f"name {place.name_en}"] = place.name_ar
        out = known | out
    return out
