"""The graph as RDF, whole or as the answer of a CONSTRUCT query, streamed by Oxigraph; and what a VoID file says of it.

Turtle, N-Triples and RDF/XML hold the union of all graphs; TriG, N-Quads and JSON-LD keep each article's graph apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import IO

import pyoxigraph as ox

from kg.errors import ExportError
from kg.exports import Options
from kg.graph.identifiers import slugify
from kg.graph.serialising import write_quads
from kg.graph.sorting import sort_quads
from kg.graph.store import GraphStore
from kg.graph.terms import iri, literal
from kg.vocabulary.namespaces import DCT, PREFIXES, RDF

__all__ = [
    "write_jsonld", "write_nquads", "write_ntriples", "write_rdfxml", "write_trig", "write_turtle", "write_void",
]  # fmt: skip

VOID = "http://rdfs.org/ns/void#"


def write_turtle(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Turtle, with the project's prefixes."""
    _write(store, stream, options, "ttl")


def write_trig(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """TriG, with the project's prefixes."""
    _write(store, stream, options, "trig")


def write_nquads(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """N-Quads, a line a quad."""
    _write(store, stream, options, "nq")


def write_ntriples(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """N-Triples, a line a triple."""
    _write(store, stream, options, "nt")


def write_rdfxml(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """RDF/XML."""
    _write(store, stream, options, "rdfxml")


def write_jsonld(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """JSON-LD with the project's prefixes, one subject a line."""
    _write(store, stream, options, "jsonld")


def write_void(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """A VoID description in Turtle: numbers of triples, subjects and objects, in all and by class and property.

    Oxigraph counts; rdflib's `generateVoID` would hold every subject in memory and knows no union of graphs.
    """
    dataset, described = iri(store.minter.base), []

    def put(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> None:
        described.append(ox.Quad(subject, iri(name), value))

    put(dataset, RDF + "type", iri(VOID + "Dataset"))
    put(dataset, DCT + "title", literal("Diplomatic events", "en"))
    put(dataset, DCT + "title", literal("أحداث دبلوماسية", "ar"))
    put(dataset, VOID + "uriSpace", literal(store.minter.base))
    for namespace in PREFIXES.values():
        put(dataset, VOID + "vocabulary", iri(namespace))
    for measure, counted in (("triples", "*"), ("distinctSubjects", "DISTINCT ?s"), ("distinctObjects", "DISTINCT ?o")):
        for _, number in _count(store, f"SELECT (<x:> AS ?x) (COUNT({counted}) AS ?n) {{ ?s ?p ?o }}"):
            put(dataset, VOID + measure, number)
    for part, name, amount, pattern in (
        ("classPartition", "class", "entities", "?s a ?x"), ("propertyPartition", "property", "triples", "?s ?x ?o"),
    ):  # fmt: skip
        for term, count in _count(store, f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x"):
            node = iri(f"{store.minter.base}void-{name}-{slugify(_shorten(term.value))}")
            put(dataset, VOID + part, node)
            put(node, VOID + name, term)
            put(node, VOID + amount, count)
    write_quads(sort_quads(described), stream, "ttl", {**store.prefixes, "void": VOID})


def _count(store: GraphStore, sparql: str) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    rows = store.query(sparql)
    assert isinstance(rows, ox.QuerySolutions)
    for term, count in rows:
        assert isinstance(term, ox.NamedNode) and isinstance(count, ox.Literal)
        yield term, count


def _shorten(term: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return f"{prefix}-{term.removeprefix(namespace)}"
    return term


def _write(store: GraphStore, stream: IO[bytes], options: Options, format: str) -> None:
    if not options.construct:
        store.write(stream, format)
        return
    answer = store.query(options.construct)
    if not isinstance(answer, ox.QueryTriples):
        raise ExportError("only CONSTRUCT and DESCRIBE queries give RDF; for a SELECT or ASK use `kg query --format`")
    quads = sort_quads(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in answer)
    write_quads(_drop_repeated(quads), stream, format, store.prefixes)


def _drop_repeated(quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    """Sorted quads, each once: what a query constructs twice is one triple."""
    return (quad for quad, _ in groupby(quads))
