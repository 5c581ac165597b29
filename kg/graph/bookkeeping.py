"""What the graph of runs remembers for the next build: by which rules an article was extracted, and what failed why.

It is no part of what the articles tell, so exports leave it out as they leave out the runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.identifiers import Minter
from kg.graph.terms import iri, literal, make_quads, value_of
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import PROV, RDF

__all__ = ["Book", "Failure"]

TYPE = RDF + "type"
GENERATED_BY = PROV + "wasGeneratedBy"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or an article that could not be read or told in the graph: its path, the reason, and the run's IRI."""

    path: str
    reason: str
    run: str | None


class Book:
    """Reads the graph of runs of a store, and says what to write there."""

    def __init__(self, store: ox.Store, minter: Minter) -> None:
        self._store = store
        self._minter = minter
        self._graph = iri(minter.runs)

    def find_fingerprint(self, article_id: str) -> str | None:
        """The fingerprint of what extracted an article, None when it was taken from records."""
        node = iri(self._minter.article(article_id))
        found = self._store.quads_for_pattern(node, iri(p.FINGERPRINT), None, self._graph)
        return next((value_of(q.object) for q in found), None)

    def change_fingerprint(self, article_id: str, fingerprint: str) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """What to delete and to insert so that an article has this fingerprint, or none when it is empty."""
        node = self._minter.article(article_id)
        there = set(self._store.quads_for_pattern(iri(node), iri(p.FINGERPRINT), None, self._graph))
        wanted = make_quads([(node, p.FINGERPRINT, literal(fingerprint))] if fingerprint else [], self._minter.runs)
        return there - wanted, wanted - there

    def change_failure(self, path: str, reason: str | None, run: str | None) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """What to delete and to insert so that a path has failed for a reason, or has not when that is None."""
        node = self._minter.failure(path)
        there = set(self._store.quads_for_pattern(iri(node), None, None, self._graph))
        wanted: set[ox.Quad] = set()
        if reason is not None:
            told: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
                (node, TYPE, iri(c.FAILURE)),
                (node, p.PATH, literal(path)),
                (node, p.REASON, literal(reason)),
            ]
            told += [(node, GENERATED_BY, iri(self._minter.run(run)))] if run else []
            wanted = make_quads(told, self._minter.runs)
        return there - wanted, wanted - there

    def failures(self) -> Iterator[Failure]:
        """What failed and has not been read since, in the order of the paths."""
        nodes = [q.subject for q in self._store.quads_for_pattern(None, iri(TYPE), iri(c.FAILURE), self._graph)]
        found = []
        for node in nodes:
            facts = {
                q.predicate.value: value_of(q.object)
                for q in self._store.quads_for_pattern(node, None, None, self._graph)
            }
            found.append(Failure(facts.get(p.PATH, ""), facts.get(p.REASON, ""), facts.get(GENERATED_BY)))
        yield from sorted(found, key=lambda f: (f.path, f.reason))
