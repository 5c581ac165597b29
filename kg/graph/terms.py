"""RDF terms of Oxigraph made safely from untrusted text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.vocabulary.namespaces import XSD

__all__ = [
    "date_literal",
    "datetime_literal",
    "decimal",
    "integer",
    "iri",
    "language_of",
    "literal",
    "make_quads",
    "sort_key",
    "url_iri",
    "value_of",
]

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
#: What XML cannot hold, and lone surrogates, which no RDF syntax can.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?")
_DATE = ox.NamedNode(XSD + "date")
_DATETIME = ox.NamedNode(XSD + "dateTime")
_DECIMAL = ox.NamedNode(XSD + "decimal")
_INTEGER = ox.NamedNode(XSD + "integer")


@lru_cache(maxsize=4096)
def iri(value: str) -> ox.NamedNode:
    """A node for an IRI of our own making. Raises `ValueError` when it is none."""
    return ox.NamedNode(value)


def literal(text: str, language: str | None = None) -> ox.Literal:
    """A plain literal, or one with its language when that is a well-formed tag.

    Characters that RDF/XML cannot hold become U+FFFD.
    """
    clean = _UNFIT.sub("\ufffd", text)
    if language and _LANGUAGE.fullmatch(language):
        return ox.Literal(clean, language=language.lower())
    return ox.Literal(clean)


def integer(value: int) -> ox.Literal:
    """An xsd:integer."""
    return ox.Literal(str(value), datatype=_INTEGER)


def decimal(value: float, places: int) -> ox.Literal:
    """An xsd:decimal in the form that Oxigraph keeps (``8``, ``0.93``), rounded to some places."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return ox.Literal("0" if text in ("", "-0") else text, datatype=_DECIMAL)


def value_of(term: object) -> str:
    """The text of a node or literal of a quad. Quoted triples, which have none, are never in our graph."""
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def language_of(term: object) -> str:
    """The language of a literal, empty when it has none."""
    return (term.language or "") if isinstance(term, ox.Literal) else ""


def date_literal(iso: str) -> ox.Literal:
    """An xsd:date."""
    return ox.Literal(iso, datatype=_DATE)


def datetime_literal(iso: str) -> ox.Literal:
    """An xsd:dateTime; a plain literal where it is none, such as a bare date."""
    return ox.Literal(iso, datatype=_DATETIME) if _TIME.fullmatch(iso) else literal(iso)


def url_iri(url: str) -> ox.NamedNode | None:
    """A web address as an IRI, what an IRI cannot hold percent-encoded; None when it is no http(s) address."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
            return None
        return ox.NamedNode(quote(url.strip(), safe="%/:?#[]@!$&'()*+,;=~"))
    except ValueError:
        return None


def make_quads(triples: Iterable[tuple[str, str, ox.NamedNode | ox.Literal]], graph: str) -> set[ox.Quad]:
    """Triples of one graph as quads, each once."""
    name = iri(graph)
    return {ox.Quad(iri(s), iri(p), o, name) for s, p, o in triples}


def sort_key(quad: ox.Quad) -> tuple[str, str, str, str]:
    """The canonical order of quads: by graph, subject, predicate, object, as their N-Quads text."""
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)
