"""Who does what to whom: an edge an act and pair, an edge a pair, and what lies around one actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.exports import Options
from kg.exports.graphs import Edge, Network, Node
from kg.exports.reading import EventRow, Reader
from kg.exports.views.finding import find_entity
from kg.exports.views.tallies import (
    ENTITY_ATTRIBUTES,
    TALLY_ATTRIBUTES,
    Tally,
    add_entities,
    describe_entity,
    drop_unknown,
    find_period,
    resolve,
)
from kg.model import RECIPROCAL_ACTS
from kg.tongues import pick
from kg.vocabulary.acts import ACTS
from kg.vocabulary.plover import TYPES

__all__ = ["build_ego", "build_mediation", "build_pairs", "build_ties", "pair_up"]

ACT_ATTRIBUTES: Mapping[str, str] = {
    "label_en": "string", "label_ar": "string", "act": "string", "plover": "string", "quad": "integer",
    "status": "string", "standing": "string", "mutual": "boolean",
}  # fmt: skip
PAIR_ATTRIBUTES: Mapping[str, str] = {"quad": "integer"}

TieKey = tuple[str, str, str, str, str, str]
"""Source, target, act, type, status, standing."""


def build_ties(reader: Reader, options: Options) -> Network:
    """Actor to actor: an edge for each act and pair, with how often and when.

    What is done together is an edge each way. ``cooperation`` and ``conflict`` are the shares of all events from this
    source to this target, whatever the act, and ``goldstein`` is their mean score.
    """
    ties, pairs, actors = _count(reader, options)
    return _make_network("ties", "Actors of diplomatic events and what they do to each other", reader, options,
                         ties, pairs, actors)  # fmt: skip


def build_pairs(reader: Reader, options: Options) -> Network:
    """Actor to actor: one edge a pair, all acts together, ``quad`` being that of most of them."""
    _, pairs, actors = _count(reader, options)

    def edges() -> Iterator[Edge]:
        for (source, target), tally in sorted(pairs.items()):
            yield Edge(source, target, "acts", drop_unknown({"quad": tally.quad, **tally.describe()}))

    return Network(
        "pairs", "Pairs of actors with what passes from one to the other",
        lambda: _list_actors(reader, options, actors), edges,
        ENTITY_ATTRIBUTES, {**PAIR_ATTRIBUTES, **TALLY_ATTRIBUTES}, find_period(actors.values()),
    )  # fmt: skip


def build_ego(reader: Reader, options: Options) -> Network:
    """What lies around an actor: all within ``options.steps`` ties, and the ties among them.

    Raises `ExportError` when nobody is named, or nobody is found.
    """
    centre = find_entity(reader, options.around)
    if options.actors not in ("", "told"):
        centre = reader.fold(centre)
    ties, pairs, _ = _count(reader, options)
    near = {centre}
    for _ in range(options.steps):
        near |= {b if a in near else a for a, b in pairs if a in near or b in near}
    ties = {key: tally for key, tally in ties.items() if key[0] in near and key[1] in near}
    pairs = {key: tally for key, tally in pairs.items() if key[0] in near and key[1] in near}
    actors = _count_actors(reader, options, near)
    actors.setdefault(centre, Tally())
    name = reader.entity(centre).label("en")
    return _make_network(
        "ego", f"What lies within {options.steps} ties of {name}", reader, options, ties, pairs, actors
    )


def build_mediation(reader: Reader, options: Options) -> Network:
    """Mediators and the parties between whom they mediate: an edge from mediator to party."""
    tallies: dict[tuple[str, str], Tally] = {}
    actors: dict[str, Tally] = {}
    roles: dict[str, set[str]] = {}
    for event in reader.events(options.selection):
        if event.act != "mediate":
            continue
        mediators = resolve(reader, event.actors, options.actors)
        parties = [who for who in resolve(reader, event.recipients, options.actors) if who not in mediators]
        for mediator in mediators if parties else ():
            roles.setdefault(mediator, set()).add("mediator")
            for party in parties:
                roles.setdefault(party, set()).add("party")
                tallies.setdefault((mediator, party), Tally()).add(event)
        if mediators and parties:
            add_entities(actors, event, [*mediators, *parties])
    act = ACTS["mediate"]

    def nodes() -> Iterator[Node]:
        for node in _list_actors(reader, options, actors):
            yield Node(node.id, {**node.values, "role": " and ".join(sorted(roles[node.id]))})

    def edges() -> Iterator[Edge]:
        for (mediator, party), tally in sorted(tallies.items()):
            label = pick(options.lang, en=act.label_en, ar=act.label_ar)
            yield Edge(mediator, party, "mediate", drop_unknown({"label": label, "quad": 1, **tally.describe()}))

    return Network(
        "mediation", "Mediators and those between whom they mediate", nodes, edges,
        {**ENTITY_ATTRIBUTES, "role": "string"}, {**PAIR_ATTRIBUTES, **TALLY_ATTRIBUTES}, find_period(actors.values()),
    )  # fmt: skip


def pair_up(reader: Reader, event: EventRow, actors: str) -> list[tuple[str, str]]:
    """Who does it to or with whom, those standing for others put in their place (`resolve`)."""
    doers, suffer = resolve(reader, event.actors, actors), resolve(reader, event.recipients, actors)
    return _pair(event, doers, suffer, {who: reader.entity(who).code for who in (*doers, *suffer)})


def _pair(event: EventRow, actors: list[str], recipients: list[str], codes: Mapping[str, str]) -> list[tuple[str, str]]:
    """From whom to whom: each with each, both ways, where all do it together; else each actor to each recipient.

    Members of one delegation act together, not with each other; ``codes`` are the states of those who have one.
    """
    together = event.act in RECIPROCAL_ACTS
    ends = sorted({*actors, *recipients}) if together else []
    several = len({codes.get(who) or who for who in ends}) > 1

    def fellows(a: str, b: str) -> bool:
        return several and (codes.get(a) or a) == (codes.get(b) or b)

    return [(a, b) for a in ends or actors for b in ends or recipients if a != b and not fellows(a, b)]


def _count(
    reader: Reader, options: Options
) -> tuple[dict[TieKey, Tally], dict[tuple[str, str], Tally], dict[str, Tally]]:
    ties: dict[TieKey, Tally] = {}
    pairs: dict[tuple[str, str], Tally] = {}
    actors: dict[str, Tally] = {}
    for event in reader.events(options.selection):
        found = pair_up(reader, event, options.actors)
        for source, target in found:
            key = (source, target, event.act, event.type, event.status, event.standing)
            ties.setdefault(key, Tally()).add(event)
            pairs.setdefault((source, target), Tally()).add(event)
        add_entities(actors, event, (end for ends in found for end in ends))
    return ties, pairs, actors


def _count_actors(reader: Reader, options: Options, near: set[str]) -> dict[str, Tally]:
    """How often each of some actors takes part in what happens among them."""
    actors: dict[str, Tally] = {}
    for event in reader.events(options.selection):
        found = [ends for ends in pair_up(reader, event, options.actors) if near.issuperset(ends)]
        add_entities(actors, event, (end for ends in found for end in ends))
    return actors


def _list_actors(reader: Reader, options: Options, actors: Mapping[str, Tally]) -> Iterator[Node]:
    for who in sorted(actors):
        yield Node(who, describe_entity(reader.entity(who), options.lang, actors[who]))


def _make_network(
    name: str,
    description: str,
    reader: Reader,
    options: Options,
    ties: Mapping[TieKey, Tally],
    pairs: Mapping[tuple[str, str], Tally],
    actors: Mapping[str, Tally],
) -> Network:
    def edges() -> Iterator[Edge]:
        for (source, target, act, type_, status, standing), tally in sorted(ties.items()):
            told, whole = ACTS[act], pairs[source, target].describe()
            values = {
                "label": pick(options.lang, en=told.label_en, ar=told.label_ar),
                "label_en": told.label_en,
                "label_ar": told.label_ar,
                "act": act,
                "plover": type_,
                "quad": TYPES[type_].quad,
                "status": status,
                "standing": standing,
                "mutual": act in RECIPROCAL_ACTS,
                **tally.describe(),
                **{share: whole[share] for share in ("goldstein", "cooperation", "conflict")},
            }
            yield Edge(source, target, _name_key(act, type_, status, standing), drop_unknown(values))

    return Network(
        name, description, lambda: _list_actors(reader, options, actors), edges,
        ENTITY_ATTRIBUTES, {**ACT_ATTRIBUTES, **TALLY_ATTRIBUTES}, find_period(actors.values()),
    )  # fmt: skip


def _name_key(act: str, type_: str, status: str, standing: str) -> str:
    parts: Iterable[str] = (act,) if standing == "asserted" else (act, status, standing)
    return " ".join(parts) if type_ in (ACTS[act].type, "AGREE", "CONCEDE") else " ".join((*parts, type_.lower()))
