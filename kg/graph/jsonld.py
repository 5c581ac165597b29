"""JSON-LD that people can read: the project's prefixes as its context, one subject a line.

Oxigraph writes JSON-LD in expanded form only, every IRI in full on one long line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, TypeAlias

import pyoxigraph as ox

from kg.vocabulary.namespaces import RDF, XSD

__all__ = ["write_jsonld"]

Json: TypeAlias = "str | list[Json] | dict[str, Json]"

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def write_jsonld(quads: Iterable[ox.Quad], stream: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Writes quads, which must be sorted by graph and subject. Raises `OSError` when the stream fails."""
    shorten = _Shortener(prefixes)
    context = json.dumps(dict(sorted(prefixes.items())), ensure_ascii=False)
    stream.write(f'{{"@context": {context},\n"@graph": ['.encode())
    before = "\n"
    for graph, group in groupby(quads, key=lambda q: q.graph_name):
        nodes = _write_nodes(group, shorten)
        if isinstance(graph, ox.DefaultGraph):
            opening, end = "", ""
        else:
            opening, end = f'{{"@id": {_dump(shorten(graph))}, "@graph": [\n', "\n]}"
        stream.write(f"{before}{opening}{next(nodes)}".encode())
        for node in nodes:
            stream.write(f",\n{node}".encode())
        stream.write(end.encode())
        before = ",\n"
    stream.write(b"\n]}\n")


def _write_nodes(quads: Iterable[ox.Quad], shorten: _Shortener) -> Iterator[str]:
    for subject, about in groupby(quads, key=lambda q: q.subject):
        node: dict[str, list[Json]] = {}
        for quad in about:
            if quad.predicate.value == RDF + "type":
                node.setdefault("@type", []).append(shorten(quad.object))
            else:
                node.setdefault(shorten(quad.predicate), []).append(_tell(quad.object, shorten))
        yield _dump({"@id": shorten(subject), **{k: v[0] if len(v) == 1 else v for k, v in node.items()}})


def _tell(term: object, shorten: _Shortener) -> Json:
    if not isinstance(term, ox.Literal):
        return {"@id": shorten(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype.value == XSD + "string":
        return term.value
    return {"@type": shorten(term.datatype), "@value": term.value}


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Shortener:
    """Shortens IRIs by prefixes, the longest namespace first."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._spaces = sorted(((space, name) for name, space in prefixes.items()), key=lambda x: (-len(x[0]), x))

    def __call__(self, term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return f"_:{term.value}"
        assert isinstance(term, ox.NamedNode)
        for space, name in self._spaces:
            if term.value.startswith(space) and _LOCAL.fullmatch(term.value, len(space)):
                return f"{name}:{term.value[len(space) :]}"
        return term.value
