"""The graph as RDF: Turtle holds the union of all graphs; TriG, N-Quads and JSON-LD keep each article's graph apart."""

from __future__ import annotations

from typing import IO

from kg.exports import Options
from kg.graph.store import GraphStore

__all__ = ["write_jsonld", "write_nquads", "write_trig", "write_turtle"]


def write_turtle(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Turtle, with the project's prefixes."""
    store.write(stream, "ttl")


def write_trig(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """TriG, with the project's prefixes."""
    store.write(stream, "trig")


def write_nquads(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """N-Quads, a line a quad."""
    store.write(stream, "nq")


def write_jsonld(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """JSON-LD, expanded."""
    store.write(stream, "jsonld")
