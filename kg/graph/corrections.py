"""Corrections as the graph knows them: looked up by report and entity, applied to events, told as provenance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from kg.corrections import Correction
from kg.errors import RecordError
from kg.extraction import check_event
from kg.gazetteer import load_countries, load_organisations, load_people
from kg.graph.identifiers import Minter
from kg.graph.merging import TOGETHER
from kg.graph.terms import date_literal, iri, literal, make_quads, value_of
from kg.model import Article, Event, Gloss, Participant, hash_id, type_of
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import DCT, PROV, RDF

__all__ = ["Applied", "Corrections"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, slots=True)
class Applied:
    """A report after its corrections. ``event`` is None when it was rejected; ``used`` are the IRIs of corrections."""

    event: Event | None
    used: tuple[str, ...] = ()
    review: str | None = None


class Corrections:
    """All corrections of a store. What they make of an article depends on the article and on them alone."""

    def __init__(self, corrections: Iterable[Correction], minter: Minter) -> None:
        self._minter = minter
        self.all = sorted(corrections, key=lambda x: (x.on or "", x.id))
        self._by_report: dict[str, list[Correction]] = defaultdict(list)
        self._by_entity: dict[str, list[Correction]] = defaultdict(list)
        self._groups = self._join_reports()
        for correction in self.all:
            if correction.entities:
                for entity in correction.entities:
                    self._by_entity[self.entity(entity)].append(correction)
            else:
                for report in correction.events:
                    self._by_report[self.report(report)].append(correction)

    @classmethod
    def load(cls, store: ox.Store, minter: Minter) -> Corrections:
        """Those that the graph of corrections tells of."""
        quads = store.quads_for_pattern(None, iri(p.CHANGE), None, iri(minter.corrections))
        return cls((Correction.from_json(value_of(quad.object)) for quad in quads), minter)

    def report(self, name: str) -> str:
        """The IRI of a report by its id."""
        return self._minter.base + name

    def entity(self, name: str) -> str:
        """The IRI of an entity by its id or IRI."""
        return name if "://" in name else self._minter.entity(name.removeprefix("id:"))

    def node(self, correction: Correction) -> str:
        """The IRI of a correction."""
        return self._minter.correction(correction.id)

    def merge_key(self, report: str) -> str | None:
        """The merge key of a report that corrections put together with others."""
        group = self._groups.get(report)
        return f"{TOGETHER}{group}" if group else None

    def _join_reports(self) -> dict[str, str]:
        """Each report of a merge with the name of its group; groups that share a report are one."""
        root: dict[str, str] = {}

        def find(name: str) -> str:
            while root.setdefault(name, name) != name:
                name = root[name]
            return name

        for correction in self.all:
            if correction.action == "merge":
                for name in correction.events[1:]:
                    a, b = sorted((find(correction.events[0]), find(name)))
                    root[b] = a
        return {self.report(name): hash_id(find(name)) for name in list(root)}

    def rename(self, entity: str, report: str) -> tuple[str | None, list[Correction]]:
        """What an entity of a report is by the corrections, None for nobody, and which corrections say so."""
        used: list[Correction] = []
        seen: set[str] = set()
        while entity not in seen:
            seen.add(entity)
            for correction in self._by_entity.get(entity, ()):
                if correction.action == "reject":
                    return None, [*used, correction]
                if correction.action == "merge" and self.entity(correction.entities[0]) != entity:
                    entity = self.entity(correction.entities[0])
                elif correction.action == "split" and report in map(self.report, correction.events):
                    entity = self.entity(correction.changes["into"])
                else:
                    continue
                used.append(correction)
                break
        return entity, used

    def facts(self, entity: str) -> tuple[dict[str, str], list[Correction]]:
        """Names, country and kind that corrections give to an entity, and which."""
        facts: dict[str, str] = {}
        used = []
        for correction in self.all:
            edited = correction.action == "edit" and entity in map(self.entity, correction.entities)
            splits = correction.action == "split" and bool(correction.entities)
            made = splits and entity == self.entity(correction.changes["into"])
            given = {k: v for k, v in correction.changes.items() if k != "into"} if edited or made else {}
            if given:
                facts |= given
                used.append(correction)
        return facts, used

    def correct(self, report: str, event: Event, article: Article, known: Sequence[Event]) -> Applied:
        """A report as the corrections leave it. ``known`` are all events of the article, whose people edits may name.

        An edit that the article does not bear out (words that do not stand in the sentence, somebody whom nobody knows)
        is not applied.
        """
        used: list[Correction] = []
        review: str | None = None
        for correction in self._by_report.get(report, ()):
            if correction.action == "reject":
                return Applied(None, (self.node(correction),), c.REJECTED)
            if correction.action == "edit":
                edited = self._edit(event, correction, article, known)
                if edited is None:
                    continue
                event, review = edited, c.EDITED
            elif correction.action == "accept":
                review = review or c.ACCEPTED
            used.append(correction)
        event, more = self._correct_people(event, report, article.id)
        return Applied(event, tuple(dict.fromkeys(map(self.node, (*used, *more)))), review)

    def _correct_people(self, event: Event, report: str, article_id: str) -> tuple[Event, list[Correction]]:
        used: list[Correction] = []

        def correct(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
            out = []
            for person in people:
                here = self._minter.participant(person, article_id)
                there, renamed = self.rename(here, report)
                used.extend(renamed)
                if there is None:
                    continue
                facts, edited = self.facts(there)
                used.extend(edited)
                out.append(person if there == here and not facts else self._name(person, here, there, facts))
            return tuple(out)

        corrected = replace(
            event, actors=correct(event.actors), recipients=correct(event.recipients), said_by=correct(event.said_by)
        )
        return (corrected if used else event), used

    def _name(self, person: Participant, here: str, there: str, facts: dict[str, str]) -> Participant:
        """A participant as another one, or by other facts."""
        if there != here:
            person = replace(person, id=self._localise(there), resolved=True)
        return replace(
            person,
            name=facts.get("name_en", person.name), name_ar=facts.get("name_ar", person.name_ar),
            country=facts.get("country", person.country), kind=facts.get("kind", person.kind),
        )  # fmt: skip

    def _localise(self, entity: str) -> str:
        local = entity.removeprefix(self._minter.base)
        return f"wd:{entity.rsplit('/', 1)[-1]}" if local == entity else local

    def _edit(self, event: Event, correction: Correction, article: Article, known: Sequence[Event]) -> Event | None:
        """An event as an edit leaves it; None when the article does not bear it out."""
        changes: dict[str, Any] = dict(correction.changes)
        empty = {"actors": (), "recipients": (), "said_by": (), "topics": ()}
        values: dict[str, Any] = {slot: empty.get(slot) for slot in changes.pop("remove", ())}
        if "place" in changes or "place" in values:
            values["place_id"] = None
        for slot in ("actors", "recipients", "said_by"):
            if slot in changes:
                people = [self._find_person(name, event, article.id, known) for name in changes.pop(slot)]
                if None in people:
                    return None
                values[slot] = tuple(people)
        gloss = changes.pop("theme_en", None)
        words = changes.pop("theme", event.theme.text if event.theme and gloss else None)
        if words:
            at = event.sentence.text.find(words)
            start = event.sentence.start + at
            if at < 0:
                return None
            values["theme"] = Gloss(words, start, start + len(words), gloss)
        if changes.keys() & {"act", "status"}:
            values |= {"cameo": None, "goldstein": None, "mode": None, "context": None}
            values["type"] = type_of(changes.get("act", event.act), changes.get("status", event.status))
        if "date" in changes:
            values["date_text"] = None
        try:
            edited = replace(event, **(values | changes))
            check_event(edited, article)
        except RecordError:
            return None
        return edited

    def _find_person(self, name: str, event: Event, article_id: str, known: Sequence[Event]) -> Participant | None:
        """Whom an id or a code means: somebody of the article, of the nearest sentence, else of the tables.

        Whoever the sentence does not name has the words that carry the act, as a dropped subject has.
        """
        people = [(abs(other.sentence.start - event.sentence.start), x) for other in known
                  for x in (*other.actors, *other.recipients, *other.said_by)]  # fmt: skip
        wanted = self.entity(name)
        there = [
            (distance, person.start, person) for distance, person in people
            if self._minter.participant(person, article_id) == wanted
            or (person.kind == "state" and person.country == name)
        ]  # fmt: skip
        if there:
            distance, _, person = min(there, key=lambda x: x[:2])
            words = event.trigger
            return person if not distance else replace(person, text=words.text, start=words.start, end=words.end)
        entry = _look_up(name)
        return entry(event) if entry else None

    def describe(self) -> set[ox.Quad]:
        """The quads of the corrections, in the graph of corrections."""
        triples: list[Triple] = []
        for correction in self.all:
            node = self.node(correction)
            about = [*map(self.report, correction.events), *map(self.entity, correction.entities)]
            triples += [
                (node, RDF + "type", iri(c.CORRECTION)), (node, RDF + "type", iri(PROV + "Entity")),
                (node, p.ACTION, literal(correction.action)), (node, p.CHANGE, literal(correction.to_json())),
                *((node, p.CORRECTS, iri(x)) for x in about),
            ]  # fmt: skip
            if correction.why:
                triples.append((node, p.REASON, literal(correction.why)))
            if correction.by:
                triples.append((node, p.CORRECTED_BY, literal(correction.by)))
            if correction.on:
                triples.append((node, DCT + "date", _read_day(correction.on)))
            if correction.action == "split" and not correction.entities:
                reports = list(map(self.report, correction.events))
                triples += [(a, p.KEPT_APART_FROM, iri(b)) for a in reports for b in reports if a != b]
        return make_quads(triples, self._minter.corrections)


def _read_day(text: str) -> ox.Literal:
    parts = text.split("-")
    whole = len(parts) == 3 and all(x.isdecimal() for x in parts) and [len(x) for x in parts] == [4, 2, 2]
    return date_literal(text) if whole else literal(text)


def _look_up(name: str) -> Callable[[Event], Participant] | None:
    """Makes a participant of somebody whom the tables know, by code, QID or id."""
    state = next((s for s in load_countries().values() if name in (s.iso3, f"wd:{s.qid}")), None)
    if state is not None:
        found = (state.name_en, state.name_ar, state.iso3, "state", f"wd:{state.qid}")
    elif (body := load_organisations().get(name)) is not None:
        found = (body.name_en, body.name_ar, body.code or body.country or "", body.kind, body.id)
    elif (person := load_people().get(name)) is not None:
        found = (person.name_en, person.name_ar, person.country, person.kind, person.id)
    else:
        return None
    english, arabic, code, kind, local = found

    def make(event: Event) -> Participant:
        words = event.trigger
        return Participant(words.text, words.start, words.end, english, arabic or None, code or None, kind, local)

    return make
