"""Networks as Pajek files, which UCINET imports as well; networkx writes them.

UCINET's own DL format is left out: no library that is kept up writes it.
"""

from __future__ import annotations

from typing import IO

import networkx as nx

from kg.bidi import clean
from kg.exports import Options
from kg.exports.graphs import Network
from kg.exports.views import build_view
from kg.graph.store import GraphStore

__all__ = ["write_network", "write_pajek"]

#: Signs that end a quoted label, or begin a comment, in one reader or another.
_SIGNS = str.maketrans({'"': "”", "'": "’", "\\": "/", "#": "♯", "%": "٪", "*": "∗"})


def write_pajek(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Writes a view of a store: labels and weights, parallel edges as parallel lines."""
    write_network(build_view(store, options), stream)


def write_network(network: Network, stream: IO[bytes]) -> None:
    """Writes a network. Pajek has one name for a node: the label, numbered where two are alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    graph = nx.MultiDiGraph() if network.directed else nx.MultiGraph()
    for node in network.nodes():
        label = " ".join(clean(str(node.values.get("label", node.id))).translate(_SIGNS).split()) or "-"
        name, number = label, 1
        while name in taken:
            number += 1
            name = f"{label} ({number})"
        taken.add(name)
        names[node.id] = name
        graph.add_node(name)
    for edge in network.edges():
        graph.add_edge(names[edge.source], names[edge.target], weight=edge.values.get("weight", 1))
    nx.write_pajek(graph, stream, encoding="utf-8")
