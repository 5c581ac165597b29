"""What the server and its data are, in RDF: the service description, VoID, and descriptions of single things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

import pyoxigraph as ox

from kg import __version__
from kg.graph.store import GraphStore
from kg.graph.terms import integer, iri, literal
from kg.server.answers import Answer, Limits, Refusal
from kg.server.negotiation import RDF_FORMATS
from kg.server.querying import pick_format, write_graph
from kg.vocabulary.namespaces import DCT, RDF

__all__ = ["describe_dataset", "describe_service", "describe_thing"]

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"

_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip

#: Triples of a description that are told; some things have very many (an act has all its events).
MOST_TRIPLES = 5_000


def describe_service(store: GraphStore, *, endpoint: str, writable: bool, accept: str, form: str) -> Answer:
    """The endpoint described after SPARQL 1.1 Service Description, with the VoID of its data."""
    node, data = iri(endpoint), iri(store.minter.base + "dataset")
    default = iri(store.minter.base + "dataset-union")
    triples = [
        (node, RDF + "type", iri(SD + "Service")),
        (node, SD + "endpoint", node),
        (node, SD + "supportedLanguage", iri(SD + "SPARQL11Query")),
        (node, SD + "feature", iri(SD + "UnionDefaultGraph")),
        (node, SD + "defaultDataset", data),
        (data, RDF + "type", iri(SD + "Dataset")),
        (data, SD + "defaultGraph", default),
        (default, RDF + "type", iri(SD + "Graph")),
    ]
    if writable:
        triples.append((node, SD + "supportedLanguage", iri(SD + "SPARQL11Update")))
    triples += [(node, SD + "resultFormat", iri(FORMATS + name)) for name in _RESULTS]
    return _answer(store, [*triples, *_tell_dataset(store, data, endpoint)], accept, form)


def describe_dataset(store: GraphStore, *, endpoint: str, accept: str, form: str) -> Answer:
    """The data described after VoID: how much there is, of what, and where to ask."""
    return _answer(store, _tell_dataset(store, iri(store.minter.base + "dataset"), endpoint), accept, form)


def describe_thing(store: GraphStore, *, thing: str, accept: str, form: str) -> Answer:
    """What the graph says of an IRI, as subject and as object. Raises `Refusal` (404) when it says nothing."""
    found = []
    for pattern in ({"subject": thing}, {"object_": thing}):
        for quad in store.find(**pattern):
            found.append((quad.subject, quad.predicate.value, quad.object))
            if len(found) >= MOST_TRIPLES:
                break
    if not found:
        raise Refusal(404, f"the graph says nothing of <{thing}>")
    return _answer(store, found, accept, form)


def _tell_dataset(store: GraphStore, data: ox.NamedNode, endpoint: str) -> list[tuple[ox.NamedNode, str, object]]:
    counts = store.status()
    out: list[tuple[ox.NamedNode, str, object]] = [
        (data, RDF + "type", iri(VOID + "Dataset")),
        (data, DCT + "title", literal("Diplomatic events with their evidence", "en")),
        (data, DCT + "title", literal("أحداث دبلوماسية مع شواهدها", "ar")),
        (data, DCT + "creator", literal(f"diplomatic-kg {__version__}")),
        (data, VOID + "sparqlEndpoint", iri(endpoint)),
        (data, VOID + "uriSpace", literal(store.minter.base)),
        (data, VOID + "triples", integer(counts["triples"])),
        (data, VOID + "entities", integer(counts["entities"] + counts["events"] + counts["reports"])),
        (data, VOID + "documents", integer(counts["articles"])),
    ]
    for name, space in sorted(store.prefixes.items()):
        if name in ("kg", "plover", "cameo", "status", "sem", "gaf", "prov", "skos"):
            out.append((data, VOID + "vocabulary", iri(space)))
    for name in ("articles", "reports", "events", "entities"):
        part = iri(f"{store.minter.base}dataset-{name}")
        kind = {"articles": "Article", "reports": "Report", "events": "Event", "entities": "Entity"}[name]
        out += [
            (data, VOID + "classPartition", part),
            (part, VOID + "class", iri(store.prefixes["kg"] + kind)),
            (part, VOID + "entities", integer(counts[name])),
        ]
    return out


def _answer(store: GraphStore, triples: Sequence[tuple[object, str, object]], accept: str, form: str) -> Answer:
    chosen = pick_format(accept, form, RDF_FORMATS)
    stream = BytesIO()
    quads: Iterator[ox.Quad] = (ox.Quad(s, iri(p), o) for s, p, o in triples)  # type: ignore[arg-type]
    write_graph(quads, stream, chosen, store, Limits())
    return Answer(stream.getvalue(), chosen.content_type, headers=(("Vary", "Accept"),))


def is_iri(text: str) -> bool:
    """Whether a text can be an IRI of the graph."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+", text) is not None
