"""Networks as two CSV files, one of nodes and one of edges: for Gephi's data laboratory and for Neo4j."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.exports import Options
from kg.exports.cells import open_csv
from kg.exports.graphs import Network, Value, read_spells
from kg.exports.views import build_view
from kg.graph.store import GraphStore

__all__ = ["write_gephi", "write_gephi_network", "write_neo4j", "write_neo4j_network"]

_NEO4J_TYPES = {"boolean": "boolean", "integer": "long", "double": "double", "string": "string"}
_DATES = frozenset({"first", "last"})


def write_gephi(store: GraphStore, folder: Path, options: Options, /) -> None:
    """``nodes.csv`` and ``edges.csv`` for Gephi (File, Import spreadsheet)."""
    write_gephi_network(build_view(store, options), folder)


def write_neo4j(store: GraphStore, folder: Path, options: Options, /) -> None:
    """``nodes.csv`` and ``edges.csv`` for ``neo4j-admin database import full --nodes=… --relationships=…``."""
    write_neo4j_network(build_view(store, options), folder)


def write_gephi_network(network: Network, folder: Path) -> None:
    """The columns that Gephi knows (Id, Label, Source, Target, Type, Kind, Weight, Timeset), then all others."""
    names = list(network.node_attributes)
    with (folder / "nodes.csv").open("wb") as stream, open_csv(stream, mark=False) as rows:
        rows.write("Id", "Label", "Timeset", *names)
        for node in network.nodes():
            values = node.values
            rows.write(node.id, values.get("label"), _write_timeset(values), *(values.get(name) for name in names))
    names = list(network.edge_attributes)
    kind = "Directed" if network.directed else "Undirected"
    with (folder / "edges.csv").open("wb") as stream, open_csv(stream, mark=False) as rows:
        rows.write("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Timeset", *names)
        for number, edge in enumerate(network.edges()):
            values = edge.values
            rows.write(
                edge.source, edge.target, kind, edge.key, f"e{number}", values.get("label"), values.get("weight", 1),
                _write_timeset(values), *(values.get(name) for name in names),
            )  # fmt: skip


def write_neo4j_network(network: Network, folder: Path) -> None:
    """Nodes labelled by their class and kind, relationships typed by their kind in capitals (``SIGN``)."""
    with (folder / "nodes.csv").open("wb") as stream, open_csv(stream, mark=False) as rows:
        rows.write("iri:ID", ":LABEL", "label", *(_type(name, kind) for name, kind in network.node_attributes.items()))
        for node in network.nodes():
            values = node.values
            rows.write(node.id, _label(values), values.get("label"), *map(values.get, network.node_attributes))
    with (folder / "edges.csv").open("wb") as stream, open_csv(stream, mark=False) as rows:
        names = network.edge_attributes
        rows.write(":START_ID", ":END_ID", ":TYPE", "label", "weight:double", *(_type(n, k) for n, k in names.items()))
        for edge in network.edges():
            values = edge.values
            rows.write(
                edge.source, edge.target, _name_relation(edge.key), values.get("label"), values.get("weight", 1),
                *map(values.get, names),
            )  # fmt: skip


def _write_timeset(values: Mapping[str, Value]) -> str:
    """Times as Gephi writes sets of intervals."""
    spells = "; ".join(f"[{start}, {end}]" for start, end in read_spells(values))
    return f"<{spells}>" if spells else ""


def _type(name: str, kind: str) -> str:
    return f"{name}:{'date' if name in _DATES else _NEO4J_TYPES[kind]}"


def _label(values: Mapping[str, Value]) -> str:
    """A node's labels: Event, or Entity and its kind (``Entity;State``)."""
    kind = "".join(part.capitalize() for part in str(values.get("kind", "")).split("-") if part.isalnum())
    if values.get("class") == "event":
        return f"Event;{kind}"
    return f"Entity;{kind}" if kind else "Entity"


def _name_relation(key: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in key.upper()) or "RELATED"
