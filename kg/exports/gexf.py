"""Networks as GEXF 1.3 for Gephi: valid, dated, coloured, with labels in both languages, written as they are read.

networkx's own writer is not used: its files never validate against the format's schemas, and it fails on missing
values. Parallel edges are told apart by ``kind``. Time is told as spells of ISO days, or as time stamps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import sqrt
from typing import IO, Any

import networkx as nx
from lxml import etree

from kg.bidi import clean
from kg.exports import Options
from kg.exports.graphs import Edge, Network, Node, Value, observe, read_spells
from kg.exports.views import build_view
from kg.graph.store import GraphStore

__all__ = ["NO_QUAD", "QUAD_COLOURS", "fit", "write_gexf", "write_network"]

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"

#: PLOVER's quad classes: cooperation in blues, conflict in reds, the verbal paler than the material (Okabe and Ito's
#: colours, which colour-blind readers tell apart); grey for what has no class.
QUAD_COLOURS = {1: (86, 180, 233), 2: (0, 114, 178), 3: (230, 159, 0), 4: (213, 94, 0)}
NO_QUAD = (153, 153, 153)

#: A node with one event, and by how much the root of the number of events adds.
LEAST_SIZE, SIZE_STEP = 6.0, 4.0

# What XML 1.0 cannot hold and `clean` leaves.
_NO_XML = re.compile("[\ufffe\uffff]")

_COLOURS = {quad: dict(zip("rgb", map(str, rgb), strict=True)) for quad, rgb in QUAD_COLOURS.items()}
_GREY = dict(zip("rgb", map(str, NO_QUAD), strict=True))

_NODE, _EDGE, _VALUES, _VALUE, _SPELLS, _SPELL = (
    f"{{{GEXF}}}{tag}" for tag in ("node", "edge", "attvalues", "attvalue", "spells", "spell")
)
_COLOUR, _SIZE, _THICKNESS = (f"{{{VIZ}}}{tag}" for tag in ("color", "size", "thickness"))
_NAMESPACES = {None: GEXF, "viz": VIZ}


def write_gexf(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Writes a view of a store."""
    write_network(build_view(store, options), stream, times=options.times)


def write_network(network: Network | nx.Graph, stream: IO[bytes], *, times: str = "intervals") -> None:
    """Writes a network, or any networkx graph, element by element; the same one always as the same bytes.

    ``times`` are ``intervals``, ``timestamps`` (the first and last day of each interval), or ``none``.
    """
    if isinstance(network, nx.Graph):
        network = observe(network)
    period = network.period if times != "none" else None
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        writer = _Writer(xml, _Names(network.node_attributes), _Names(network.edge_attributes), times if period else "")
        xml.write_declaration()
        with xml.element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap=_NAMESPACES):
            writer.write_meta(network)
            with xml.element(f"{{{GEXF}}}graph", _describe_time(network, period, times)):
                writer.write_attributes("node", network.node_attributes, writer.node_names)
                writer.write_attributes("edge", network.edge_attributes, writer.edge_names)
                with xml.element(f"{{{GEXF}}}nodes"):
                    for node in network.nodes():
                        writer.write_node(node)
                with xml.element(f"{{{GEXF}}}edges"):
                    for number, edge in enumerate(network.edges()):
                        writer.write_edge(number, edge)


def fit(text: object) -> str:
    """Any value as text that XML can hold; truth values in lower case."""
    if isinstance(text, bool):
        return "true" if text else "false"
    if isinstance(text, int | float):
        return str(text)
    return _NO_XML.sub(" ", clean(str(text)))


class _Names(dict[str, str]):
    """The ids of attributes: their names, made fit and told apart."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        super().__init__()
        for name in attributes:
            known = {*self.values()}
            ident = fit(name).strip() or "attribute"
            self[name] = ident if ident not in known else f"{ident}-{len(self)}"


class _Writer:
    """Writes one element after the other, so that none but the present one is held."""

    def __init__(self, xml: Any, node_names: _Names, edge_names: _Names, times: str) -> None:
        self.open, self.xml = xml.element, xml
        self.node_names, self.edge_names, self.times = node_names, edge_names, times

    def put(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A whole element without content."""
        with self.open(tag, attributes):
            pass

    def write_meta(self, network: Network) -> None:
        with self.open(f"{{{GEXF}}}meta"):
            for tag, text in (("creator", "diplomatic-kg"), ("description", network.description or network.name)):
                with self.open(f"{{{GEXF}}}{tag}"):
                    self.xml.write(fit(text))

    def write_attributes(self, owner: str, attributes: Mapping[str, str], names: _Names) -> None:
        with self.open(f"{{{GEXF}}}attributes", {"class": owner}):
            for name, kind in attributes.items():
                self.put(f"{{{GEXF}}}attribute", {"id": names[name], "title": names[name], "type": kind})

    def write_node(self, node: Node) -> None:
        values = node.values
        with self.open(_NODE, {"id": fit(node.id), "label": fit(values.get("label", node.id))}):
            self._fill(values, self.node_names)
            self.put(_COLOUR, _colour(values.get("quad")))
            self.put(_SIZE, {"value": _size(values.get("events"))})

    def write_edge(self, number: int, edge: Edge) -> None:
        values = edge.values
        weight = values.get("weight", 1)
        told = {"id": f"e{number}", "source": fit(edge.source), "target": fit(edge.target), "weight": fit(weight)}
        if edge.key:
            told["kind"] = fit(edge.key)
        if "label" in values:
            told["label"] = fit(values["label"])
        with self.open(_EDGE, told):
            self._fill(values, self.edge_names)
            self.put(_COLOUR, _colour(values.get("quad")))
            self.put(_THICKNESS, {"value": _thickness(weight)})

    def _fill(self, values: Mapping[str, Value], names: _Names) -> None:
        with self.open(_VALUES):
            for name, ident in names.items():
                if name in values:
                    self.put(_VALUE, {"for": ident, "value": fit(values[name])})
        if self.times and "spells" in values:
            with self.open(_SPELLS):
                if self.times == "timestamps":
                    for stamp in sorted({day for spell in read_spells(values) for day in spell}):
                        self.put(_SPELL, {"timestamp": stamp})
                else:
                    for start, end in read_spells(values):
                        self.put(_SPELL, {"start": start, "end": end})


def _describe_time(network: Network, period: tuple[str, str] | None, times: str) -> dict[str, str]:
    """What the graph element says of time: dynamic with its first and last day, or static when nothing is dated."""
    told = {"defaultedgetype": "directed" if network.directed else "undirected", "idtype": "string"}
    if period is None:
        return {**told, "mode": "static"}
    representation = "timestamp" if times == "timestamps" else "interval"
    return {
        **told, "mode": "dynamic", "timeformat": "date", "timerepresentation": representation, "start": period[0],
        "end": period[1],
    }  # fmt: skip


def _colour(quad: Value | None) -> Mapping[str, str]:
    return _COLOURS.get(quad, _GREY) if isinstance(quad, int) else _GREY


def _thickness(weight: Value) -> str:
    return f"{sqrt(max(float(weight), 0)):.2f}" if isinstance(weight, int | float) else "1.00"


def _size(events: Value | None) -> str:
    many = float(events) if isinstance(events, int | float) else 1.0
    return f"{LEAST_SIZE + SIZE_STEP * sqrt(max(many - 1, 0)):.2f}"
