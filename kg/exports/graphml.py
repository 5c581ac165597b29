"""Networks as GraphML for networkx, igraph, yEd and Gephi: every edge with an id of its own, written as they are read.

networkx's own writer takes an edge's key for its id, so that ids repeat in any multigraph.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from lxml import etree

from kg.exports import Options
from kg.exports.gexf import fit
from kg.exports.graphs import Network, Value
from kg.exports.views import build_view
from kg.graph.store import GraphStore

__all__ = ["write_graphml", "write_network"]

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_NAMESPACES = {None: GRAPHML}
_NODE, _EDGE, _DATA = (f"{{{GRAPHML}}}{tag}" for tag in ("node", "edge", "data"))
#: GraphML's names of the types; a long, since igraph and others take an int for 32 bits.
_TYPES = {"boolean": "boolean", "integer": "long", "double": "double", "string": "string"}


def write_graphml(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Writes a view of a store."""
    write_network(build_view(store, options), stream)


def write_network(network: Network, stream: IO[bytes]) -> None:
    """Writes a network element by element; the same one always as the same bytes."""
    node_keys = _Keys("n", "node", {"label": "string", **network.node_attributes, "spells": "string"})
    edge_keys = _Keys(
        "e", "edge",
        {"kind": "string", "label": "string", "weight": "double", **network.edge_attributes, "spells": "string"},
    )  # fmt: skip
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{GRAPHML}}}graphml", nsmap=_NAMESPACES):
            for keys in (node_keys, edge_keys):
                keys.declare(xml)
            kind = "directed" if network.directed else "undirected"
            with xml.element(f"{{{GRAPHML}}}graph", {"id": fit(network.name), "edgedefault": kind}):
                for node in network.nodes():
                    with xml.element(_NODE, {"id": fit(node.id)}):
                        node_keys.fill(xml, node.values)
                for number, edge in enumerate(network.edges()):
                    told = {"id": f"e{number}", "source": fit(edge.source), "target": fit(edge.target)}
                    with xml.element(_EDGE, told):
                        edge_keys.fill(xml, {"kind": edge.key, **edge.values})


class _Keys:
    """The attributes of nodes or of edges: their declarations and their values."""

    def __init__(self, prefix: str, owner: str, attributes: Mapping[str, str]) -> None:
        self._owner, self._attributes = owner, attributes
        self._ids = {name: f"{prefix}{number}" for number, name in enumerate(attributes)}

    def declare(self, xml: Any) -> None:
        """Writes the declarations."""
        for name, kind in self._attributes.items():
            told = {"id": self._ids[name], "for": self._owner, "attr.name": fit(name), "attr.type": _TYPES[kind]}
            with xml.element(f"{{{GRAPHML}}}key", told):
                pass

    def fill(self, xml: Any, values: Mapping[str, Value]) -> None:
        """Writes the values of the element that is open."""
        for name, ident in self._ids.items():
            if name in values:
                with xml.element(_DATA, {"key": ident}):
                    xml.write(fit(values[name]))
