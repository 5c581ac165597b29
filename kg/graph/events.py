"""Reports read back from their triples, and merged events written as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.edtf import bounds
from kg.graph.identifiers import Minter
from kg.graph.merging import Party, Telling, why_together
from kg.graph.settling import Merged
from kg.graph.terms import date_literal, decimal, integer, iri, language_of, literal, value_of
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import DCT, GAF, KG, PLOVER, RDF, RDFS, SEM, STATUS
from kg.vocabulary.plover import TYPES

__all__ = ["describe_event", "read_telling"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]
About = Callable[[str], Iterable[ox.Quad]]

ACT_OF_CLASS = {KG + act.class_name: name for name, act in ACTS.items()}
TYPE_OF_CLASS = {PLOVER + t.class_name: name for name, t in TYPES.items()}

#: Classes of participants that stand for their whole state.
WHOLE = frozenset({c.STATE, c.GOVERNMENT, c.INTERNATIONAL_ORGANISATION})

DENOTED_BY = GAF + "denotedBy"
REPLACED_BY = DCT + "isReplacedBy"
LABEL = RDFS + "label"
TYPE = RDF + "type"


def read_telling(report: str, about: About) -> Telling:
    """A report as merging needs it. ``about`` gives the quads of a subject."""
    values: dict[str, list[str]] = defaultdict(list)
    labels = []
    for quad in about(report):
        values[quad.predicate.value].append(value_of(quad.object))
        if quad.predicate.value == p.STATEMENT:
            labels.append((language_of(quad.object), value_of(quad.object)))

    def one(name: str) -> str | None:
        return values[name][0] if values[name] else None

    article = values[p.IN_ARTICLE][0]
    sentence = values[p.IN_SENTENCE][0]
    published = language = None
    imprint = ""
    for quad in about(article):
        if quad.predicate.value == p.PUBLISHED:
            published = value_of(quad.object)
        elif quad.predicate.value == p.LANGUAGE:
            language = value_of(quad.object)
        elif quad.predicate.value == p.IMPRINT:
            imprint = value_of(quad.object)
    return Telling(
        report=report,
        article=article,
        sentence=sentence,
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
        words=tuple(sorted((*values[p.THEME_WORDS], *values[p.TOPIC_WORDS]))),
        places=tuple(sorted(values[p.PLACE])),
        date=one(p.DATE),
        cameo=values[p.CAMEO][0],
        goldstein=values[p.GOLDSTEIN][0],
        mode=one(p.MODE),
        context=one(p.CONTEXT),
        confidence=float(values[p.CONFIDENCE][0]),
        text=next((value_of(q.object) for q in about(sentence) if q.predicate.value == p.TEXT), ""),
        trigger=values[p.TRIGGER][0],
        labels=tuple(sorted(labels)),
        key=one(p.MERGE_KEY),
        apart=frozenset(values[p.KEPT_APART_FROM]),
        imprint=imprint,
    )


def _read_parties(mentions: Iterable[str], about: About) -> tuple[Party, ...]:
    parties = set()
    for mention in mentions:
        facts = {q.predicate.value: value_of(q.object) for q in about(mention)}
        parties.add(Party(facts[p.REFERS_TO], facts.get(p.COUNTRY), facts.get(p.KIND) in WHOLE))
    return tuple(sorted(parties, key=lambda x: (x.iri, x.code or "")))


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
    articles = {t.article for t in merged.tellings}
    yield node, p.ARTICLES, integer(len(articles))
    yield node, p.TEXTS, integer(len(articles - merged.originals.keys()))
    for language, label in lead.labels:
        yield node, LABEL, literal(label, language)
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
        if telling.article in merged.originals:
            yield telling.report, p.REPEATS, iri(merged.originals[telling.article])
        if telling.report != merged.first:
            retired = minter.event(telling.report)
            yield retired, REPLACED_BY, iri(node)
            for language, reason in why_together(merged.tellings[0], telling).items():
                yield retired, p.MERGED_BECAUSE, literal(reason, language)
