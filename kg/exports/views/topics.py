"""What is spoken of together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.exports import Options
from kg.exports.graphs import Edge, Network, Node
from kg.exports.reading import Reader
from kg.exports.views.tallies import (
    ENTITY_ATTRIBUTES,
    TALLY_ATTRIBUTES,
    Tally,
    add_entities,
    describe_entity,
    drop_unknown,
    find_period,
)

__all__ = ["build_cooccurrence"]


def build_cooccurrence(reader: Reader, options: Options) -> Network:
    """Themes and topics of events, tied where one event is about both; undirected."""
    pairs: dict[tuple[str, str], Tally] = {}
    things: dict[str, Tally] = {}
    for event in reader.events(options.selection):
        about = sorted({*event.themes, *event.topics})
        for both in combinations(about, 2):
            pairs.setdefault(both, Tally()).add(event)
        if len(about) > 1:
            add_entities(things, event, about)

    def nodes() -> Iterator[Node]:
        for iri in sorted(things):
            yield Node(iri, describe_entity(reader.entity(iri), options.lang, things[iri]))

    def edges() -> Iterator[Edge]:
        for (one, other), tally in sorted(pairs.items()):
            yield Edge(one, other, "together", drop_unknown({"quad": tally.quad, **tally.describe()}))

    return Network(
        "cooccurrence", "Themes and topics of one event", nodes, edges,
        ENTITY_ATTRIBUTES, {"quad": "integer", **TALLY_ATTRIBUTES}, find_period(things.values()), directed=False,
    )  # fmt: skip
