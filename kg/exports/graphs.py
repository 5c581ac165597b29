"""Networks as streams of nodes and edges, which every writer of networks takes, and their way to and from networkx.

Values are plain: text, whole and decimal numbers, truth values. What is not known is left out. Some names mean the same
in every network: ``label`` (shown), ``weight`` (of an edge), ``quad`` (PLOVER's quad class, for the colour), ``events``
(for the size), and ``spells``, the times of a node or an edge as ``first/last`` intervals of ISO days with spaces
between them.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any, TypeAlias

import networkx as nx

__all__ = ["Edge", "Network", "Node", "Spool", "Value", "collect", "observe", "read_spells"]

Value: TypeAlias = str | int | float | bool

#: The types of attributes, by the names that GEXF and GraphML share.
TYPES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "double", str: "string"}


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``id`` is unique."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge; ``key`` tells parallel ones apart and is their ``kind``."""

    source: str
    target: str
    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Network:
    """A network that can be read as often as wanted, and need not lie in memory."""

    name: str
    description: str
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]
    node_attributes: Mapping[str, str] = field(default_factory=dict)
    """Names and types (boolean, integer, double, string) in the order in which they are written."""
    edge_attributes: Mapping[str, str] = field(default_factory=dict)
    period: tuple[str, str] | None = None
    """First and last ISO day; None when nothing has a date."""
    directed: bool = True


class Spool:
    """Things laid down on disk in order, to be read again as often as wanted."""

    def __init__(self, things: Iterable[Any] = ()) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the spool
        self._end = 0
        for thing in things:
            self.add(thing)

    def add(self, thing: Any) -> None:
        """Lays one more thing down."""
        self._file.seek(self._end)
        pickle.dump(thing, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()

    def __iter__(self) -> Iterator[Any]:
        place = 0
        while place < self._end:
            self._file.seek(place)
            thing = pickle.load(self._file)
            place = self._file.tell()
            yield thing


def collect(network: Network) -> nx.MultiDiGraph | nx.MultiGraph:
    """The network as an ordinary networkx graph, its name and description among the graph's attributes."""
    graph = nx.MultiDiGraph() if network.directed else nx.MultiGraph()
    graph.graph |= {"name": network.name, "description": network.description}
    graph.add_nodes_from((node.id, dict(node.values)) for node in network.nodes())
    graph.add_edges_from((edge.source, edge.target, edge.key, dict(edge.values)) for edge in network.edges())
    return graph


def observe(graph: nx.Graph) -> Network:
    """Any networkx graph as a network: dates as ISO text, lists as text with semicolons, None as nothing.

    An attribute whose values differ in type is text.
    """
    nodes = graph.nodes(data=True)
    edges = (
        graph.edges(keys=True, data=True)
        if graph.is_multigraph()
        else ((a, b, "", d) for a, b, d in graph.edges(data=True))
    )
    edges = list(edges)
    node_types = _find_types(data for _, data in nodes)
    edge_types = _find_types(data for *_, data in edges)
    spells = [spell for _, data in nodes for spell in read_spells(data)]
    spells += [spell for *_, data in edges for spell in read_spells(data)]
    return Network(
        name=str(graph.graph.get("name", "network")),
        description=str(graph.graph.get("description", "")),
        nodes=lambda: (Node(str(node), _tidy(data, node_types)) for node, data in nodes),
        edges=lambda: (Edge(str(a), str(b), str(key), _tidy(data, edge_types)) for a, b, key, data in edges),
        node_attributes=node_types,
        edge_attributes=edge_types,
        period=(min(s for s, _ in spells), max(e for _, e in spells)) if spells else None,
        directed=graph.is_directed(),
    )


def read_spells(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The times of a node or an edge as first and last ISO days."""
    for spell in str(values.get("spells") or "").split():
        start, _, end = spell.partition("/")
        yield start, end


#: What writers say in places of their own.
_APART = frozenset({"label", "weight", "spells"})


def _find_types(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, set[type]] = {}
    for data in rows:
        for name, value in data.items():
            if value is not None and name not in _APART:
                found.setdefault(str(name), set()).add(type(_flatten(value)))
    return {name: TYPES[types.pop()] if len(types) == 1 else _widen(types) for name, types in found.items()}


def _widen(types: set[type]) -> str:
    return "double" if types == {int, float} else "string"


def _flatten(value: Any) -> Value:
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(
            str(_flatten(part)) for part in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)
        )
    return value.item() if hasattr(value, "item") else str(value)  # numpy's numbers


def _tidy(data: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for name, value in data.items():
        if value is None:
            continue
        wanted = types.get(name)
        if TYPES.get(type(value)) == wanted and wanted is not None:
            out[name] = value
            continue
        flat = _flatten(value)
        out[str(name)] = str(flat) if wanted == "string" else float(flat) if wanted == "double" else flat
    return out
