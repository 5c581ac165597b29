"""What can be read of a stored graph: its articles with their records, its quads, and answers to SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.errors import QueryError, StoreError
from kg.graph.failures import one_line
from kg.graph.guarding import names_graphs, refuse_network
from kg.graph.identifiers import Minter
from kg.graph.overview import count_contents
from kg.graph.records import RecordFiles, read_record
from kg.graph.serialising import find_format, write_quads
from kg.graph.sorting import sort_quads
from kg.graph.terms import iri, literal, url_iri, value_of
from kg.model import Article, Event
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import PREFIXES, RDF, RDFS, SCHEMA

__all__ = ["ArticleInfo", "StoredGraph"]

TYPE = iri(RDF + "type")

_ARTICLE_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What the store knows of one article without opening its record."""

    id: str
    file: str
    part: int
    title: str | None
    published: str | None
    outlet: str | None
    language: str | None
    url: str | None
    path: str
    content_hash: str
    """Fingerprint of the article as read: when it is unchanged, there is nothing to extract again by the same rules."""
    record_hash: str
    events: int


class StoredGraph:
    """The reading half of a store (`kg.graph.store.GraphStore` opens, writes and closes it)."""

    def __init__(self, path: Path | None, store: ox.Store, minter: Minter) -> None:
        self.path = path
        self.minter = minter
        self._store = store
        self._records = RecordFiles(path)

    @property
    def engine(self) -> ox.Store:
        """Oxigraph's store, for what looks below the graph; it is not to be written to."""
        return self._store

    def read_record(self, info: ArticleInfo) -> bytes:
        """The record of an article as it was written. Raises `OSError` when it cannot be read."""
        return self._records.read(info.id, info.record_hash)

    def read_article(self, article_id: str) -> tuple[Article, list[Event]]:
        """An article with its text, and its events as they were extracted. Raises `StoreError` when there is none."""
        info = self.find_article(article_id)
        if info is None:
            raise StoreError(f"{self.path or 'the store'}: no article {article_id}; list them with `kg status`")
        where = f"{self.path or 'the store'}: the record of article {article_id} ({info.file})"
        try:
            return read_record(self._records.read(article_id, info.record_hash))
        except FileNotFoundError:
            raise StoreError(f"{where} is gone: another writer replaced it; open the store again") from None
        except ValueError as error:
            raise StoreError(f"{where} is damaged ({error}); build it again") from None
        except OSError as error:
            raise StoreError(f"{where} cannot be read: {error.strerror}") from None

    def find_article(self, article_id: str) -> ArticleInfo | None:
        """What the store knows of an article; None when it has none of this id."""
        node = iri(self.minter.article(article_id))
        values = {q.predicate.value: value_of(q.object) for q in self._store.quads_for_pattern(node, None, None, node)}
        if p.RECORD_HASH not in values:
            return None
        reports = sum(1 for _ in self._store.quads_for_pattern(None, TYPE, iri(c.REPORT), node))
        return ArticleInfo(
            id=article_id,
            file=values.get(p.FILE, ""),
            part=int(values.get(p.PART, 0)),
            title=values.get(RDFS + "label"),
            published=values.get(p.PUBLISHED),
            outlet=values.get(p.OUTLET),
            language=values.get(p.LANGUAGE),
            url=values.get(SCHEMA + "url"),
            path=values.get(p.PATH, ""),
            content_hash=values.get(p.CONTENT_HASH, ""),
            record_hash=values[p.RECORD_HASH],
            events=reports,
        )

    def articles(self) -> Iterator[ArticleInfo]:
        """All articles, in the order of their ids."""
        prefix = self.minter.article("")
        ids = sorted(
            value_of(q.subject).removeprefix(prefix)
            for q in self._store.quads_for_pattern(None, TYPE, iri(c.ARTICLE), None)
        )
        for article_id in ids:
            info = self.find_article(article_id)
            if info is not None:
                yield info

    def find_articles(self, name: str) -> list[ArticleInfo]:
        """The articles that are called so: by id, IRI, URL, path, or the file they came from."""
        prefix = self.minter.article("")
        local = name.removeprefix(prefix)
        nodes = {prefix + local} if _ARTICLE_ID.fullmatch(local) else set()
        terms = {p.PATH: literal(name), p.FILE: literal(name), SCHEMA + "url": url_iri(name) or literal(name)}
        for named, value in terms.items():
            nodes |= {value_of(q.subject) for q in self._store.quads_for_pattern(None, iri(named), value, None)}
        ids = sorted(node.removeprefix(prefix) for node in nodes if node.startswith(prefix))
        return [info for info in map(self.find_article, ids) if info is not None]

    def status(self) -> dict[str, Any]:
        """What is inside: counts of articles, reports, events, entities and triples by their properties; the period."""
        return {**count_contents(self._select), "triples": len(self._store)}

    def query(
        self, sparql: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answers a SPARQL query over the union of all graphs, the project's prefixes declared (``id:`` is the base).

        Graphs given here, else those of its ``FROM`` clauses, are asked instead of the union. Raises `QueryError` with
        the place of a syntax error or for a ``SERVICE`` clause, which would reach into the network; `StoreError` when
        the store cannot be read.
        """
        refuse_network(sparql)
        graphs: dict[str, Any] = {"use_default_graph_as_union": not names_graphs(sparql)}
        try:
            if default_graphs or named_graphs:
                graphs = {"default_graph": [*map(iri, default_graphs)], "named_graphs": [*map(iri, named_graphs)]}
            return self._store.query(sparql, base_iri=self.minter.base, prefixes=self.prefixes, **graphs)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read: {one_line(error)}") from None
        except (SyntaxError, ValueError, RuntimeError) as error:  # RuntimeError: what Oxigraph cannot evaluate
            raise QueryError(f"SPARQL: {one_line(error)}") from None

    def _select(self, sparql: str) -> ox.QuerySolutions:
        rows = self.query(sparql)
        assert isinstance(rows, ox.QuerySolutions)
        return rows

    def find(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object_: str | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads with these IRIs in these places."""
        return iter(
            self._store.quads_for_pattern(*(iri(x) if x else None for x in (subject, predicate, object_, graph)))
        )

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that queries may use undeclared and that exports declare."""
        return {**PREFIXES, "id": self.minter.base}

    def dataset(self) -> rdflib.Dataset:
        """An rdflib Dataset over this store, its default graph the union; it lives as long as the store is open."""
        dataset = rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        return dataset

    def graph_names(self) -> list[str]:
        """The names of all graphs, in alphabetical order."""
        return sorted(value_of(name) for name in self._store.named_graphs())

    def all_quads(self) -> Iterator[ox.Quad]:
        """Every quad that is stored, in no order, in whatever graph."""
        return iter(self._store.quads_for_pattern(None, None, None, None))

    def quads(self, *, runs: bool = False) -> Iterator[ox.Quad]:
        """All quads in canonical order: by graph, subject, predicate, object; those of runs only when asked for."""
        names = sorted(g.value for g in self._store.named_graphs() if runs or g.value != self.minter.runs)
        for name in names:
            yield from sort_quads(self._store.quads_for_pattern(None, None, None, iri(name)))

    def write(self, stream: IO[bytes], format: str, *, runs: bool = False) -> None:
        """Writes the graph to a binary stream, the same graph always as the same bytes.

        ``format``: ttl, trig, nq, nt, rdfxml or jsonld; those without named graphs get the union. Raises `ExportError`
        for another one, `OSError` when the stream fails.
        """
        quads: Iterator[ox.Quad]
        if find_format(format).supports_datasets:
            quads = self.quads(runs=runs)
        else:
            hidden = None if runs else iri(self.minter.runs)
            found = (q for q in self._store.quads_for_pattern(None, None, None, None) if q.graph_name != hidden)
            quads = sort_quads(ox.Quad(q.subject, q.predicate, q.object) for q in found)
        write_quads(quads, stream, format, self.prefixes)
