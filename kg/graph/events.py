"""Reports read back from their triples, and merged events and their entities written as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.edtf import bounds
from kg.graph.gazetteer import find_state
from kg.graph.identifiers import Minter
from kg.graph.merging import Merged, Party, Telling
from kg.graph.terms import date_literal, decimal, integer, iri, language_of, literal, value_of
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import DCT, GAF, KG, PLOVER, RDF, RDFS, SEM, SKOS, STATUS
from kg.vocabulary.plover import TYPES

__all__ = ["EntityFacts", "describe_entity", "describe_event", "read_entity", "read_mention", "read_telling"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]
About = Callable[[str], Iterable[ox.Quad]]

ACT_OF_CLASS = {KG + act.class_name: name for name, act in ACTS.items()}
TYPE_OF_CLASS = {PLOVER + t.class_name: name for name, t in TYPES.items()}

#: Classes of participants that stand for their whole state.
WHOLE = frozenset({c.STATE, c.GOVERNMENT, c.INTERNATIONAL_ORGANISATION})

DENOTED_BY = GAF + "denotedBy"
REPLACED_BY = DCT + "isReplacedBy"
ALT_LABEL = SKOS + "altLabel"
LABEL = RDFS + "label"
TYPE = RDF + "type"


def read_telling(report: str, about: About) -> Telling:
    """A report as merging needs it. ``about`` gives the quads of a subject."""
    values: dict[str, list[str]] = defaultdict(list)
    for quad in about(report):
        values[quad.predicate.value].append(value_of(quad.object))

    def one(name: str) -> str | None:
        return values[name][0] if values[name] else None

    article = values[p.IN_ARTICLE][0]
    published = language = None
    for quad in about(article):
        if quad.predicate.value == p.PUBLISHED:
            published = value_of(quad.object)
        elif quad.predicate.value == p.LANGUAGE:
            language = value_of(quad.object)
    return Telling(
        report=report,
        article=article,
        sentence=values[p.IN_SENTENCE][0],
        start=int(values[p.START][0]),
        published=published,
        language=language,
        act=ACT_OF_CLASS[values[p.ACT][0]],
        type=TYPE_OF_CLASS[values[p.PLOVER_TYPE][0]],
        status=values[p.STATUS][0].removeprefix(STATUS),
        standing=values[p.STANDING][0].removeprefix(KG),
        actors=_read_parties(values[p.ACTOR_MENTION], about),
        recipients=_read_parties(values[p.RECIPIENT_MENTION], about),
        said_by=tuple(sorted(values[p.SAID_BY])),
        themes=tuple(sorted(values[p.THEME])),
        topics=tuple(sorted(values[p.TOPIC])),
        words=_read_words((*values[p.THEME], *values[p.TOPIC]), values, about),
        places=tuple(sorted(values[p.PLACE])),
        date=one(p.DATE),
        cameo=values[p.CAMEO][0],
        goldstein=values[p.GOLDSTEIN][0],
        mode=one(p.MODE),
        context=one(p.CONTEXT),
        confidence=float(values[p.CONFIDENCE][0]),
    )


def _read_parties(mentions: Iterable[str], about: About) -> tuple[Party, ...]:
    parties = set()
    for mention in mentions:
        facts = {q.predicate.value: value_of(q.object) for q in about(mention)}
        parties.add(Party(facts[p.REFERS_TO], facts.get(p.COUNTRY), facts.get(p.KIND) in WHOLE))
    return tuple(sorted(parties, key=lambda x: (x.iri, x.code or "")))


def _read_words(things: Iterable[str], values: dict[str, list[str]], about: About) -> tuple[str, ...]:
    """What the act is about, in words: the slugs of things known by English words, else the article's own words."""
    known = [t.rsplit("/", 1)[-1].split("-", 1)[-1].replace("-", " ") for t in things]
    return tuple(sorted(known)) or tuple(sorted((*values[p.THEME_WORDS], *values[p.TOPIC_WORDS])))


def describe_event(merged: Merged, minter: Minter) -> Iterator[Triple]:
    """The triples of a merged event, with the redirects from the ids that its other reports would give it."""
    node = minter.event(merged.first)
    lead = merged.lead
    yield node, TYPE, iri(SEM + "Event")
    yield node, TYPE, iri(c.EVENT)
    yield node, TYPE, iri(KG + ACTS[merged.act].class_name)
    yield node, TYPE, iri(PLOVER + TYPES[merged.type].class_name)
    yield node, p.ACT, iri(KG + ACTS[merged.act].class_name)
    yield node, p.PLOVER_TYPE, iri(PLOVER + TYPES[merged.type].class_name)
    yield node, p.CAMEO, iri(lead.cameo)
    yield node, p.GOLDSTEIN, decimal(float(lead.goldstein), 1)
    yield node, p.STATUS, iri(STATUS + merged.status)
    yield node, p.STANDING, iri(KG + merged.standing)
    yield node, p.CONFIDENCE, decimal(merged.confidence, 2)
    yield node, p.REPORTS, integer(len(merged.tellings))
    yield node, p.ARTICLES, integer(len({t.article for t in merged.tellings}))
    if lead.mode:
        yield node, p.MODE, iri(lead.mode)
    if lead.context:
        yield node, p.CONTEXT, iri(lead.context)
    for status in merged.statuses:
        yield node, p.TOLD_AS, iri(STATUS + status)
    for conflict in merged.conflicts:
        yield node, p.CONFLICT, iri(f"{KG}{conflict}Conflict")
    for speaker in merged.denied_by:
        yield node, p.DENIED_BY, iri(speaker)
    for link, parties in ((p.ACTOR, merged.actors), (p.RECIPIENT, merged.recipients)):
        for party in parties:
            yield node, link, iri(party.iri)
    for link, things in (
        (p.THEME, {x for t in merged.tellings for x in t.themes}),
        (p.TOPIC, {x for t in merged.tellings for x in t.topics}),
        (p.PLACE, {x for t in merged.tellings for x in t.places}),
        (p.SAID_BY, {x for t in merged.tellings if t.status == merged.status for x in t.said_by}),
    ):
        for thing in sorted(things):
            yield node, link, iri(thing)
    if merged.date:
        first, last = bounds(merged.date)
        yield node, p.DATE, literal(merged.date)
        if first.year > 1:
            yield node, p.EARLIEST, date_literal(first.isoformat())
        if last.year < 9999:
            yield node, p.LATEST, date_literal(last.isoformat())
    for telling in merged.tellings:
        yield node, DENOTED_BY, iri(telling.report)
        if telling.report != merged.first:
            yield minter.event(telling.report), REPLACED_BY, iri(node)


@dataclass(slots=True)
class EntityFacts:
    """What mentions say of one entity, each fact once."""

    kinds: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    rounds: set[tuple[str | None, str | None]] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)

    def facts(self) -> set[tuple[str, object]]:
        """All facts as pairs of their sort and value."""
        return {
            (sort, value)
            for sort in ("kinds", "names", "countries", "rounds", "parties")
            for value in getattr(self, sort)
        }

    @classmethod
    def of(cls, facts: Iterable[tuple[str, object]]) -> EntityFacts:
        """The opposite of `facts`."""
        out = cls()
        for sort, value in facts:
            getattr(out, sort).add(value)
        return out


def read_mention(quads: Iterable[ox.Quad]) -> EntityFacts:
    """What one mention says of its entity."""
    out = EntityFacts()
    number = whole = None
    for quad in quads:
        predicate, value = quad.predicate.value, value_of(quad.object)
        if predicate == p.KIND:
            out.kinds.add(value)
        elif predicate == p.NAME:
            out.names.add((language_of(quad.object), value))
        elif predicate == p.COUNTRY:
            out.countries.add(value)
        elif predicate == p.NAMES_ROUND:
            number = value
        elif predicate == p.NAMES_ROUND_OF:
            whole = value
        elif predicate == p.NAMES_PARTY:
            out.parties.add(value)
    if number or whole:
        out.rounds.add((number, whole))
    return out


def read_entity(quads: Iterable[ox.Quad]) -> EntityFacts:
    """The facts behind an entity's description, as `describe_entity` wrote it."""
    out = EntityFacts()
    number = whole = None
    for quad in quads:
        predicate, value = quad.predicate.value, value_of(quad.object)
        if predicate == TYPE and value != c.ENTITY:
            out.kinds.add(value)
        elif predicate in (LABEL, ALT_LABEL):
            out.names.add((language_of(quad.object), value))
        elif predicate == p.COUNTRY:
            out.countries.add(value)
        elif predicate == p.ROUND_NUMBER:
            number = value
        elif predicate == p.ROUND_OF:
            whole = value
        elif predicate == p.PARTY_CODE:
            out.parties.add(value)
    if number or whole:
        out.rounds.add((number, whole))
    return out


def describe_entity(entity: str, facts: EntityFacts) -> Iterator[Triple]:
    """An entity's classes, labels (the fullest name in each language, the others as skos:altLabel), codes and links."""
    yield entity, TYPE, iri(c.ENTITY)
    for kind in facts.kinds:
        yield entity, TYPE, iri(kind)
    by_language: dict[str, list[str]] = defaultdict(list)
    for language, name in facts.names:
        by_language[language].append(name)
    for language, names in by_language.items():
        ordered = sorted(names, key=lambda n: (-len(n), n))
        for predicate, chosen in ((LABEL, ordered[:1]), (ALT_LABEL, ordered[1:])):
            for name in chosen:
                yield entity, predicate, literal(name, language or None)
    for code in facts.countries:
        yield entity, p.COUNTRY, literal(code)
        state = find_state(code)
        if state is not None and state.iri != entity:
            yield entity, p.OF_STATE, iri(state.iri)
    for code in facts.parties:
        yield entity, p.PARTY_CODE, literal(code)
        state = find_state(code)
        if state is not None:
            yield entity, p.PARTY, iri(state.iri)
    for number, whole in facts.rounds:
        if number:
            yield entity, p.ROUND_NUMBER, integer(int(number))
        if whole:
            yield entity, p.ROUND_OF, iri(whole)
