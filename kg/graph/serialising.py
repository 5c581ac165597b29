"""Quads written in the formats of RDF: the same graph always as the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import ExportError
from kg.graph.jsonld import write_jsonld
from kg.graph.sorting import ReadableTurtle

__all__ = ["find_format", "write_quads"]

FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE, "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS,
    "nquads": ox.RdfFormat.N_QUADS, "nt": ox.RdfFormat.N_TRIPLES, "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML, "rdf": ox.RdfFormat.RDF_XML, "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD, "json-ld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


def find_format(name: str) -> ox.RdfFormat:
    """The format of a name or a file ending. Raises `ExportError` for an unknown one."""
    try:
        return FORMATS[name.lower().lstrip(".")]
    except KeyError:
        raise ExportError(f"unknown format {name!r}; known are ttl, trig, nq, nt, rdfxml, jsonld") from None


def write_quads(quads: Iterable[ox.Quad], stream: IO[bytes], format: str, prefixes: Mapping[str, str]) -> None:
    """Writes quads in the order given; a format without named graphs gets their triples.

    Raises `ExportError` for an unknown format, `OSError` when the stream fails.
    """
    rdf_format = find_format(format)
    items: Iterable[Any] = quads if rdf_format.supports_datasets else (quad.triple for quad in quads)
    if rdf_format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        readable = ReadableTurtle(stream)
        ox.serialize(items, readable, format=rdf_format, prefixes=dict(prefixes))  # type: ignore[arg-type]
        readable.flush()
    elif rdf_format == ox.RdfFormat.JSON_LD:
        write_jsonld(quads, stream, prefixes)
    else:
        ox.serialize(items, stream, format=rdf_format)
