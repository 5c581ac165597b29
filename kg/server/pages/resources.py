"""The page of any IRI that is neither an event, an article nor an entity: what the graph says of it."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox

from kg.graph.store import GraphStore
from kg.graph.terms import value_of
from kg.server.answers import Answer, Refusal
from kg.server.pages.view import View
from kg.vocabulary.namespaces import DCT, RDFS

__all__ = ["show_resource"]

#: Statements that are shown on either side.
MOST = 100


def show_resource(view: View, iri: str) -> Answer:
    """The page of an IRI; the page of what replaced it, for one that a merge retired. Raises `Refusal` (404)."""
    for quad in view.store.find(iri, DCT + "isReplacedBy"):
        return Answer(b"", "text/html; charset=utf-8", 301, (("Location", view.link(value_of(quad.object))),))
    about = _shorten(view.store, islice(view.store.find(iri), MOST + 1), forward=True)
    of = _shorten(view.store, islice(view.store.find(None, None, iri), MOST + 1), forward=False)
    if not about and not of:
        graphs = next(view.store.find(graph=iri), None)
        if graphs is None:
            raise Refusal(404, view.say("unknown_iri", iri=iri))
    labels = {
        q.object.language or "": q.object.value
        for q in view.store.find(iri, RDFS + "label")
        if isinstance(q.object, ox.Literal)
    }
    name = labels.get(view.lang) or next(iter(labels.values()), _shorten_iri(view.store, iri))
    return view.render("resource.html", iri=iri, name=name, about=about[:MOST], of=of[:MOST], most=MOST)


def _shorten(store: GraphStore, quads: islice[ox.Quad], *, forward: bool) -> list[tuple[str, str, str, bool, str]]:
    """Property IRI and name, other end, whether that is an IRI, and its name."""
    out = []
    for quad in quads:
        end = quad.object if forward else quad.subject
        linked = isinstance(end, ox.NamedNode)
        value = getattr(end, "value", str(end))
        predicate = quad.predicate.value
        out.append((predicate, _shorten_iri(store, predicate), value, linked, _name(store, value) if linked else value))
    return sorted(out)


def _name(store: GraphStore, iri: str) -> str:
    for quad in store.find(iri, RDFS + "label"):
        return value_of(quad.object)
    return _shorten_iri(store, iri)


def _shorten_iri(store: GraphStore, iri: str) -> str:
    for prefix, space in sorted(store.prefixes.items(), key=lambda x: -len(x[1])):
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
