"""The actors' network as GEXF 1.3 for Gephi: valid, dated, coloured, with labels in both languages.

networkx's own writer is not used: its files never validate against the format's schemas, and it fails on missing
values. Every edge is directed (what is done together is an edge each way), since networkx cannot read mixed ones;
parallel edges are told apart by ``kind``, the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import IO, Any

import networkx as nx
from lxml import etree

from kg.bidi import clean
from kg.exports import Options
from kg.exports.network import build_network
from kg.graph.store import GraphStore

__all__ = ["write_gexf", "write_network"]

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"

#: Attributes and their GEXF types, in the order in which they are declared and written.
NODE_ATTRIBUTES = (
    ("label_en", "string"), ("label_ar", "string"), ("kind", "string"), ("country", "string"), ("events", "integer"),
)  # fmt: skip
EDGE_ATTRIBUTES = (
    ("label_en", "string"), ("label_ar", "string"), ("act", "string"), ("plover", "string"), ("quad", "integer"),
    ("status", "string"), ("standing", "string"), ("mutual", "boolean"), ("reports", "integer"), ("first", "string"),
    ("last", "string"),
)  # fmt: skip

#: PLOVER's quad classes: cooperation in blues, conflict in reds, the verbal paler than the material (Okabe and Ito's
#: colours, which colour-blind readers tell apart); grey for what has no class.
QUAD_COLOURS = {1: (86, 180, 233), 2: (0, 114, 178), 3: (230, 159, 0), 4: (213, 94, 0)}
NO_QUAD = (153, 153, 153)

#: An actor with one event, and by how much the root of the number of events adds.
LEAST_SIZE, SIZE_STEP = 6.0, 4.0

# What XML 1.0 cannot hold and `clean` leaves.
_NO_XML = re.compile("[\ufffe\uffff]")


def write_gexf(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Writes the actors' network of a store."""
    write_network(build_network(store, lang=options.lang, standings=options.standings), stream)


def write_network(network: nx.MultiDiGraph, stream: IO[bytes]) -> None:
    """Writes a network as `build_network` gives it, element by element; the same one always as the same bytes."""
    quads = _find_main_quads(network)
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with _Writer(xml, "gexf", {"version": "1.3"}, {None: GEXF, "viz": VIZ}) as gexf:
            with gexf.open("meta"):
                gexf.put_text("creator", "diplomatic-kg")
                gexf.put_text("description", "Actors of diplomatic events and what they do to each other")
            with gexf.open("graph", **_describe_time(network)):
                for owner, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
                    with gexf.open("attributes", **{"class": owner}):
                        for name, kind in attributes:
                            gexf.put("attribute", id=name, title=name, type=kind)
                with gexf.open("nodes", count=str(network.number_of_nodes())):
                    for who, data in network.nodes(data=True):
                        with gexf.open("node", id=who, label=data["label"]):
                            _write_values(gexf, NODE_ATTRIBUTES, data)
                            _write_spells(gexf, data)
                            gexf.put_viz("color", **_colour(quads[who]))
                            gexf.put_viz("size", value=_size(data["events"]))
                with gexf.open("edges", count=str(network.number_of_edges())):
                    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
                        edge = {"id": f"e{number}", "source": source, "target": target, "label": data["label"]}
                        with gexf.open("edge", **edge, kind=key, weight=str(data["weight"])):
                            _write_values(gexf, EDGE_ATTRIBUTES, data)
                            _write_spells(gexf, data)
                            gexf.put_viz("color", **_colour(data.get("quad")))
                            gexf.put_viz("thickness", value=f"{sqrt(data['weight']):.2f}")


class _Writer:
    """Elements written as they come, with their values made fit for XML."""

    def __init__(self, xml: Any, tag: str, attributes: dict[str, str], nsmap: dict[str | None, str]) -> None:
        self._xml = xml
        self._root = xml.element(f"{{{GEXF}}}{tag}", attributes, nsmap=nsmap)

    def __enter__(self) -> _Writer:
        self._root.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._root.__exit__(*error)

    def open(self, tag: str, **attributes: str) -> Any:
        """An element whose content is written inside ``with``."""
        return self._xml.element(f"{{{GEXF}}}{tag}", {name: _fit(value) for name, value in attributes.items()})

    def put(self, tag: str, **attributes: str) -> None:
        """A whole element without content."""
        with self.open(tag, **attributes):
            pass

    def put_text(self, tag: str, text: str) -> None:
        """A whole element that holds text."""
        with self.open(tag):
            self._xml.write(_fit(text))

    def put_viz(self, tag: str, **attributes: str) -> None:
        """An element that says how something looks."""
        with self._xml.element(f"{{{VIZ}}}{tag}", attributes):
            pass


def _write_values(gexf: _Writer, attributes: Sequence[tuple[str, str]], data: Mapping[str, Any]) -> None:
    with gexf.open("attvalues"):
        for name, _ in attributes:
            if name in data:
                value = data[name]
                told = str(value).lower() if isinstance(value, bool) else str(value)
                gexf.put("attvalue", **{"for": name, "value": told})


def _write_spells(gexf: _Writer, data: Mapping[str, Any]) -> None:
    spells = list(_read_spells(data))
    if spells:
        with gexf.open("spells"):
            for start, end in spells:
                gexf.put("spell", start=start, end=end)


def _read_spells(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for spell in str(data.get("spells", "")).split():
        start, _, end = spell.partition("/")
        yield start, end


def _describe_time(network: nx.MultiDiGraph) -> dict[str, str]:
    """What the graph element says of time: dynamic with its first and last day, or static when nothing is dated."""
    told: dict[str, str] = {"defaultedgetype": "directed", "idtype": "string"}
    spells = [spell for _, _, data in network.edges(data=True) for spell in _read_spells(data)]
    if not spells:
        return {**told, "mode": "static"}
    first, last = min(start for start, _ in spells), max(end for _, end in spells)
    return {
        **told, "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval", "start": first, "end": last,
    }  # fmt: skip


def _find_main_quads(network: nx.MultiDiGraph) -> dict[str, int | None]:
    """The quad class of most of an actor's events, that of the lower number where two are even."""
    weights: dict[str, dict[int, int]] = {who: {} for who in network}
    for source, target, data in network.edges(data=True):
        if "quad" in data:
            for who in (source, target):
                weights[who][data["quad"]] = weights[who].get(data["quad"], 0) + data["weight"]
    return {who: max(sorted(told), key=told.__getitem__, default=None) for who, told in weights.items()}


def _colour(quad: int | None) -> dict[str, str]:
    return dict(zip("rgb", map(str, QUAD_COLOURS.get(quad or 0, NO_QUAD)), strict=True))


def _size(events: int) -> str:
    return f"{LEAST_SIZE + SIZE_STEP * sqrt(events - 1):.2f}"


def _fit(text: str) -> str:
    return _NO_XML.sub(" ", clean(text))
