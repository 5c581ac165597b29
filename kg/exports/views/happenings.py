"""Events and agreements as nodes: who takes part in what, and what has become of which agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.exports import Options
from kg.exports.graphs import Edge, Network, Node, Spool
from kg.exports.reading import EventRow, Reader, Span
from kg.exports.views.tallies import (
    ENTITY_ATTRIBUTES,
    TALLY_ATTRIBUTES,
    Tally,
    add_entities,
    describe_entity,
    drop_unknown,
    find_period,
    resolve,
    write_spells,
)
from kg.tongues import pick
from kg.vocabulary.acts import ACTS
from kg.vocabulary.plover import TYPES

__all__ = ["build_agreements", "build_events"]

EVENT_ATTRIBUTES: Mapping[str, str] = {
    "class": "string", **ENTITY_ATTRIBUTES, "act": "string", "plover": "string", "status": "string",
    "standing": "string", "goldstein": "double", "confidence": "double", "reports": "integer", "date": "string",
}  # fmt: skip

#: Stages in the life of an agreement, in their order, by the acts that bring it there.
STAGES: Mapping[str, tuple[str, ...]] = {
    "negotiation": ("call", "discuss", "meet", "negotiate", "mediate", "request", "offer", "intend"),
    "agreement": ("agree", "accept", "commit", "support", "welcome", "praise"),
    "signing": ("sign",),
    "ratification": ("ratify",),
    "amendment": ("amend",),
    "renewal": ("renew",),
    "suspension": ("suspend", "postpone"),
    "withdrawal": ("withdraw", "reject", "refuse", "veto"),
}
_STAGE_OF = {act: stage for stage, acts in STAGES.items() for act in acts}


def build_events(reader: Reader, options: Options) -> Network:
    """Events, those who take part, what they are about and where: the class of a node is event, actor, thing or place.

    Edges run from an actor to the event and from the event to its recipients, themes, topics and places; their
    ``kind`` says as what. The events are laid down on disk, so that memory grows with the actors and themes alone.
    """
    spool, period = Spool(), None
    tallies: dict[str, Tally] = {}
    classes: dict[str, str] = {}
    for event in reader.events(options.selection):
        links = list(_link(reader, event, options.actors))
        spool.add((event, links))
        for _, other, _, kind in links:
            tallies.setdefault(other, Tally()).add(event)
            classes.setdefault(other, kind)
        period = _widen(period, event.span)

    def nodes() -> Iterator[Node]:
        for event, _ in spool:
            yield Node(event.iri, _describe_event(event, options.lang))
        for iri in sorted(tallies):
            yield Node(iri, {"class": classes[iri], **describe_entity(reader.entity(iri), options.lang, tallies[iri])})

    def edges() -> Iterator[Edge]:
        for event, links in spool:
            for kind, other, outward, _ in links:
                ends = (event.iri, other) if outward else (other, event.iri)
                values = {"label": kind, "quad": TYPES[event.type].quad, "weight": 1, "spells": _spell(event.span)}
                yield Edge(*ends, kind, drop_unknown(values))

    return Network(
        "events", "Events with those who take part in them and what they are about", nodes, edges,
        EVENT_ATTRIBUTES, {"quad": "integer"}, period,
    )  # fmt: skip


def build_agreements(reader: Reader, options: Options) -> Network:
    """Parties and agreements: an edge for each act of a party in an agreement's life, with its stage.

    Stages are negotiation, agreement, signing, ratification, amendment, renewal, suspension, withdrawal, and mention
    for any other act that the agreement is the theme or a topic of.
    """
    tallies: dict[tuple[str, str, str, str, str], Tally] = {}
    ends: dict[str, Tally] = {}
    for event in reader.events(options.selection):
        agreements = [iri for iri in (*event.themes, *event.topics) if reader.entity(iri).kind == "agreement"]
        parties = resolve(reader, (*event.actors, *event.recipients), options.actors) if agreements else []
        for party in parties:
            for agreement in dict.fromkeys(agreements):
                key = (party, agreement, event.act, event.status, event.standing)
                tallies.setdefault(key, Tally()).add(event)
        if parties:
            add_entities(ends, event, [*parties, *agreements])

    def nodes() -> Iterator[Node]:
        for iri in sorted(ends):
            yield Node(iri, describe_entity(reader.entity(iri), options.lang, ends[iri]))

    def edges() -> Iterator[Edge]:
        for (party, agreement, act, status, standing), tally in sorted(tallies.items()):
            told, stage = ACTS[act], _STAGE_OF.get(act, "mention")
            label = pick(options.lang, en=told.label_en, ar=told.label_ar)
            order = list(STAGES).index(stage) + 1 if stage in STAGES else 0
            values = {
                "label": label, "act": act, "stage": stage, "stage_order": order, "status": status,
                "standing": standing, "quad": tally.quad, **tally.describe(),
            }  # fmt: skip
            key = act if standing == "asserted" else f"{act} {status} {standing}"
            yield Edge(party, agreement, key, drop_unknown(values))

    return Network(
        "agreements", "Parties and what they do with agreements", nodes, edges, ENTITY_ATTRIBUTES,
        {"act": "string", "stage": "string", "stage_order": "integer", "status": "string", "standing": "string",
         "quad": "integer", **TALLY_ATTRIBUTES}, find_period(ends.values()),
    )  # fmt: skip


def _link(reader: Reader, event: EventRow, actors: str) -> Iterator[tuple[str, str, bool, str]]:
    """As what, who or what, whether the edge leaves the event, and the class of the other end."""
    for kind, people, outward in (
        ("actor", event.actors, False), ("recipient", event.recipients, True), ("said-by", event.said_by, False),
    ):  # fmt: skip
        for who in resolve(reader, people, actors):
            yield kind, who, outward, "actor"
    for kind, things, class_ in (
        ("theme", event.themes, "thing"), ("topic", event.topics, "thing"), ("place", event.places, "place"),
    ):  # fmt: skip
        for thing in things:
            yield kind, thing, True, class_


def _describe_event(event: EventRow, lang: str) -> dict[str, str | int | float | bool]:
    return drop_unknown(
        {
            "label": pick(lang, en=event.label_en, ar=event.label_ar) or event.act,
            "class": "event",
            "label_en": event.label_en or None,
            "label_ar": event.label_ar or None,
            "kind": event.act,
            "events": 1,
            "quad": TYPES[event.type].quad,
            "first": event.span[0] if event.span else None,
            "last": event.span[1] if event.span else None,
            "act": event.act,
            "plover": event.type,
            "status": event.status,
            "standing": event.standing,
            "goldstein": event.goldstein,
            "confidence": event.confidence,
            "reports": event.reports,
            "date": event.edtf or None,
            "spells": _spell(event.span),
        }
    )


def _spell(span: Span | None) -> str | None:
    return write_spells([span]) if span else None


def _widen(period: Span | None, span: Span | None) -> Span | None:
    if period is None or span is None:
        return period or span
    return min(period[0], span[0]), max(period[1], span[1])
