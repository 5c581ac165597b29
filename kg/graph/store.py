"""The store: a folder on disk (`kg.graph.layout`) that holds the graph and the record of every article.

Adding an article is one transaction of Oxigraph, so that killing the writer at any moment loses nothing acknowledged
and leaves nothing half. Its record is written before; the transaction makes it the one that counts.

A new store can be filled (`GraphStore.open` with ``filling``): articles are written in portions and merged once, in the
end. Killed before, it has lost a portion at most, and whoever opens it next goes on filling or merges what is there.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from traceback import clear_frames
from types import TracebackType
from typing import IO, Literal, Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.bookkeeping import Book, Failure
from kg.graph.corrections import Corrections
from kg.graph.deriving import derive
from kg.graph.failures import one_line, tell_failures
from kg.graph.filling import Portion
from kg.graph.guarding import refuse_network
from kg.graph.identifiers import Minter
from kg.graph.layout import (
    find_snapshot,
    finish_swap,
    is_unmerged,
    make_layout,
    mark_unmerged,
    publish_snapshot,
    read_base,
)  # fmt: skip
from kg.graph.locks import Lease, take_lease, take_write_lock
from kg.graph.records import hash_article, write_record
from kg.graph.runs import RunInfo, describe_run
from kg.graph.serialising import find_format
from kg.graph.stored import StoredGraph
from kg.graph.tellings import Kept, Tellings
from kg.graph.terms import iri, value_of
from kg.graph.triples import ArticleGraph, build_article, describe_vocabulary
from kg.graph.updating import ArticleChange, plan_change, plan_exchange
from kg.model import Article, Event, hash_id
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import BASE, RDF

__all__ = ["GraphStore", "RunInfo"]

#: After so many changed quads Oxigraph's buffers are written out, and it is opened anew: what it keeps in memory of
#: what it has written and read grows for long before it lets go of any (a build of 10,000 articles took 819 MiB, now
#: 242; `benchmarks/graph.py`).
RENEWED_AFTER = 100_000
#: Who holds the engine when nobody but the store does: itself, its reports, its book, and the counting.
_HOLDERS = 4
#: Tries and seconds between them, should an answer that is still being read keep the engine's files.
_TRIES, _PAUSE = 40, 0.05


class GraphStore(StoredGraph):
    """A store opened for reading or for writing; a context manager.

    A reader sees the state that the last writer published and is never in a writer's way.
    """

    def __init__(self, path: Path | None, store: ox.Store, minter: Minter, *, writable: bool) -> None:
        super().__init__(path, store, minter)
        self.writable = writable
        self._hold(store)
        self._corrections: Corrections | None = None
        self._leases: list[Lease] = []
        self._changed = False
        self._buffered = 0
        self._closed = False
        self._filling = False
        self._portion = Portion()
        self._waiting: dict[str, str] = {}
        """The articles of the portion that is not written yet, with the hashes of their records."""

    def _hold(self, store: ox.Store, kept: Kept | None = None) -> None:
        self._store = store
        self._tellings = Tellings(store, self.minter, kept)
        self._book = Book(store, self.minter)

    # -- opening and closing -------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        *,
        writable: bool = False,
        create: bool = False,
        base: str | None = None,
        filling: bool = False,
    ) -> GraphStore:
        """Opens the store in a folder; with ``path=None`` a new one in memory.

        ``create`` makes a new store where there is none and implies ``writable``; ``base`` is the base of its IRIs.
        With ``filling``, events are merged when all articles are there (`merge`) if the store is new, or was left
        before it was merged.
        Raises `StoreError` in one line when there is no store, another writer has it, it is damaged, or a newer version
        made it.
        """
        if path is None:
            memory = cls(None, ox.Store(), Minter(base or BASE), writable=True)
            memory._name_vocabulary()
            return memory
        folder = Path(path)
        if create:
            make_layout(folder, base or BASE)
        minter = Minter(read_base(folder))
        if base is not None and base != minter.base:
            raise StoreError(
                f"{folder}: this store's IRIs begin with {minter.base}, not {base}; the base of a store never changes"
            )
        if writable or create:
            return cls._open_writer(folder, minter, filling)
        return cls._open_reader(folder, minter)

    @classmethod
    def _open_writer(cls, folder: Path, minter: Minter, filling: bool = False) -> GraphStore:
        lock = take_write_lock(folder)
        store = None
        try:
            with tell_failures(folder, "opened"):
                finish_swap(folder)
                store = cls(folder, ox.Store(str(folder / "graph")), minter, writable=True)
            store._leases.append(lock)
            store._changed = (folder / "unpublished").exists() or find_snapshot(folder) is None
            store._drop_pending_records(store._records.list_pending())
            store._begin_filling(filling)
            store._name_vocabulary()
        except BaseException as error:
            store = None
            clear_frames(error.__traceback__)  # who keeps the error, as notebooks do, would keep the engine's lock
            lock.release()
            raise
        return store

    @classmethod
    def _open_reader(cls, folder: Path, minter: Minter) -> GraphStore:
        if (folder / "unpublished").exists() or is_unmerged(folder) or find_snapshot(folder) is None:
            # A writer is at work, or one was killed: in that case what it was acknowledged is published first.
            try:
                cls._open_writer(folder, minter).close()
            except StoreError:
                if find_snapshot(folder) is None:
                    raise
        for _ in range(100):
            snapshot = find_snapshot(folder)
            lease = take_lease(snapshot) if snapshot is not None else None
            if snapshot is None or lease is None:
                continue  # a writer has just published a newer one
            with tell_failures(folder, "opened"):
                store = cls(folder, ox.Store.read_only(str(snapshot)), minter, writable=False)
            store._leases.append(lease)
            return store
        raise StoreError(f"{folder}: the published state changes faster than it can be opened; try again")

    def close(self) -> None:
        """Publishes what was written for readers, unless it is still to be merged, and lets the store go.

        May be called twice.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if self._filling:
                self.write_waiting()  # whoever opens the store next goes on filling it, or merges what is there
            elif self.writable and self._changed:
                self._publish()
        finally:
            del self._store, self._tellings, self._book
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def publish(self) -> None:
        """Makes what was written so far visible to readers; `close` does so, too."""
        self._must_write()
        self.merge()
        if self._changed:
            self._publish()

    def _publish(self) -> None:
        if self.path is not None:
            publish_snapshot(self.path, self._store.backup)
        self._changed = False

    # -- filling -------------------------------------------------------------------------------------------------

    def _begin_filling(self, wanted: bool) -> None:
        """Goes on filling, or merges what a filling left; a new store is filled when that is wanted."""
        if self.path is None:
            return
        self._filling = is_unmerged(self.path)
        if self._filling and not wanted:
            self.merge()
        elif wanted and not self._filling and not self._has_articles():
            mark_unmerged(self.path, True)
            self._filling = True

    def _has_articles(self) -> bool:
        found = self._store.quads_for_pattern(None, iri(RDF + "type"), iri(c.ARTICLE), None)
        return any(True for _ in found)

    def merge(self, on_share: Callable[[float], None] = lambda share: None) -> None:
        """Merges the reports of a store that was filled; there is nothing to do in others.

        ``on_share`` is told which share is done, from 0 to 1. Killed in between, the store is merged anew by whoever
        opens it next.
        """
        self._must_write()
        if not self._filling:
            return
        self.write_waiting()
        self._mark_changed()
        with tell_failures(self.path, "written"):
            derive(self._store, self.minter, self.path, on_share)
            self._store.flush()
            if self.path is not None:
                mark_unmerged(self.path, False)
        self._filling = False
        self._tellings = Tellings(self._store, self.minter)

    def write_waiting(self) -> None:
        """Writes the articles that wait while a store is filled; they are found then, and their records count."""
        with tell_failures(self.path, "written"):
            self._portion.write(self._store)
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._records.drop_pending(waiting)

    # -- writing -------------------------------------------------------------------------------------------------

    def add_article(
        self, article: Article, events: Sequence[Event], run: RunInfo | None = None, *, fingerprint: str = ""
    ) -> Literal["added", "replaced", "unchanged"]:
        """Adds an article with its events, in place of an earlier version of the same article, in one transaction.

        While a store is filled, the article may wait to be written with others (`write_waiting`). ``fingerprint`` is
        that of the rules and weights that found the events (`is_current`). Returns what was done. Raises `RecordError`
        for an event that the article does not bear out (nothing is then changed), `StoreError` when the disk is full or
        fails.
        """
        self._must_write()
        if article.id in self._waiting:
            self.write_waiting()
        record = write_record(article, events)
        hashes = (hash_article(article), hash_id(record.decode()))
        earlier = self.find_article(article.id)
        if earlier is not None and earlier.record_hash == hashes[1]:
            gone, new = self._book.change_fingerprint(article.id, fingerprint)
            if gone or new:
                self._apply(ArticleChange(gone, new))
            return "unchanged"
        built = build_article(article, events, self.minter, hashes=hashes, corrections=self.corrections)
        change = self._plan(built.graph, built)
        if run is not None:
            change.insert |= describe_run(run, [article.id], self.minter)
        gone, new = self._book.change_fingerprint(article.id, fingerprint)
        change.delete |= gone
        change.insert |= new
        self._records.keep(article.id, hashes[1], record, earlier.record_hash if earlier else None)
        if self._filling and not change.delete:
            self._mark_changed()
            self._waiting[article.id] = hashes[1]
            if self._portion.add(change.insert):
                self.write_waiting()
        else:
            self._apply(change)
            self._drop_pending_records([article.id])
        return "added" if earlier is None else "replaced"

    def _plan(self, graph: str, new: ArticleGraph | None) -> ArticleChange:
        """What changes when an article's graph becomes ``new``, or goes; that graph alone while the store is filled."""
        with tell_failures(self.path, "read"):
            if self._filling:
                return plan_exchange(set(self._store.quads_for_pattern(None, None, None, iri(graph))), new)
            return plan_change(self._store, self.minter, self._tellings, graph, new)

    @property
    def corrections(self) -> Corrections:
        """The corrections that hold (`kg.graph.correcting.apply_corrections` changes them)."""
        if self._corrections is None:
            self._corrections = Corrections.load(self._store, self.minter)
        return self._corrections

    def put_corrections(self, corrections: Corrections, awaiting: Iterable[str]) -> None:
        """Makes these the corrections that hold, in one transaction; articles of these ids are to be told again.

        Until `tell_again` has done so, their reports are as the corrections before had them (`find_awaiting`).
        """
        self._must_write()
        graph, node = iri(self.minter.corrections), iri(self.minter.corrections)
        there = set(self._store.quads_for_pattern(None, None, None, graph))
        wanted = corrections.describe()
        runs = iri(self.minter.runs)
        waits = {ox.Quad(node, iri(p.AWAITS), iri(self.minter.article(x)), runs) for x in awaiting}
        apart = {value_of(q.subject) for q in there ^ wanted if q.predicate.value == p.KEPT_APART_FROM}
        self._apply(ArticleChange(there - wanted, (wanted - there) | waits, apart))
        self._corrections = corrections

    def find_awaiting(self) -> list[str]:
        """The ids of articles to which the corrections are still to be applied."""
        prefix = self.minter.article("")
        found = self._store.quads_for_pattern(iri(self.minter.corrections), iri(p.AWAITS), None, iri(self.minter.runs))
        return sorted(value_of(quad.object).removeprefix(prefix) for quad in found)

    def tell_again(self, article_id: str) -> None:
        """Tells an article anew from its record, as the corrections that hold leave it, in one transaction."""
        self._must_write()
        self.write_waiting()
        node = self.minter.article(article_id)
        waits = {ox.Quad(iri(self.minter.corrections), iri(p.AWAITS), iri(node), iri(self.minter.runs))}
        info = self.find_article(article_id)
        if info is None:
            self._apply(ArticleChange(delete=waits))
            return
        article, events = self.read_article(article_id)
        hashes = info.content_hash, info.record_hash
        built = build_article(article, events, self.minter, hashes=hashes, corrections=self.corrections)
        change = self._plan(node, built)
        change.delete |= waits
        self._apply(change)

    def remove_article(self, article_id: str) -> bool:
        """Takes an article and all that only it told out of the graph; returns False when there is no such article."""
        self._must_write()
        self.write_waiting()
        earlier = self.find_article(article_id)
        if earlier is None:
            return False
        change = self._plan(self.minter.article(article_id), None)
        node = iri(self.minter.article(article_id))
        change.delete |= set(self._store.quads_for_pattern(node, None, None, iri(self.minter.runs)))
        self._records.mark_pending(article_id, earlier.record_hash)
        self._apply(change)
        self._drop_pending_records([article_id])
        return True

    def is_current(self, article: Article, fingerprint: str) -> bool:
        """Whether the store has this very article, extracted by rules and weights of this fingerprint."""
        if article.id in self._waiting:
            self.write_waiting()
        earlier = self.find_article(article.id)
        return (
            earlier is not None
            and earlier.content_hash == hash_article(article)
            and self._book.find_fingerprint(article.id) == fingerprint
        )

    def note_failure(self, path: str, reason: str | None, run: RunInfo | None = None) -> bool:
        """Remembers why a file or article could not be read, or forgets it when the reason is None.

        Returns whether that changed anything.
        """
        self._must_write()
        gone, new = self._book.change_failure(path, reason, run.id if run else None)
        if gone or new:
            if run is not None and new:
                new |= describe_run(run, [], self.minter)
            self._apply(ArticleChange(gone, new))
        return bool(gone or new)

    def failures(self) -> Iterator[Failure]:
        """What could not be read and has not been read since, in the order of the paths."""
        return self._book.failures()

    def load(self, stream: IO[bytes], format: str = "nq") -> None:
        """Loads N-Quads or TriG as `write` makes them, fast and without merging: for an empty store of the same base.

        Raises `StoreError` when the data is malformed.
        """
        self._must_write()
        self._mark_changed()
        with tell_failures(self.path, "written"):
            try:
                self._store.bulk_load(stream, find_format(format))
            except SyntaxError as error:
                raise StoreError(f"the graph to load is malformed: {one_line(error)}") from None
        self._tellings = Tellings(self._store, self.minter)

    def update(self, sparql: str) -> None:
        """Does a SPARQL update as it stands, in one transaction: what it writes is nobody's evidence and not merged.

        Raises `QueryError` with the place of a syntax error or for ``LOAD`` and ``SERVICE``, which would reach into the
        network; `StoreError` when the store cannot be written.
        """
        self._must_write()
        refuse_network(sparql)
        self._mark_changed()
        with tell_failures(self.path, "written"):
            try:
                self._store.update(sparql, base_iri=self.minter.base, prefixes=self.prefixes)
            except (SyntaxError, ValueError) as error:
                raise QueryError(f"SPARQL: {one_line(error)}") from None
        self._tellings = Tellings(self._store, self.minter)

    def _apply(self, change: ArticleChange) -> None:
        self._mark_changed()
        with tell_failures(self.path, "written"):
            change.apply(self._store)
        change.follow(self._tellings)  # it is written, whatever becomes of the buffers
        self._buffered += change.size
        if self._buffered >= RENEWED_AFTER:
            self._renew()

    def _renew(self) -> None:
        """Writes the engine's buffers out and opens it anew, unless somebody else holds it, too."""
        self._buffered = 0
        self.write_waiting()
        with tell_failures(self.path, "written"):
            self._store.flush()
        if self.path is None or sys.getrefcount(self._store) > _HOLDERS:
            return
        kept = self._tellings.kept
        del self._store, self._tellings, self._book
        reason = ""
        for _ in range(_TRIES):
            try:
                self._hold(ox.Store(str(self.path / "graph")), kept)
                return
            except OSError as error:
                reason = one_line(error)
            gc.collect()
            time.sleep(_PAUSE)
        self._closed = True  # without its engine: what was written is published when the store is opened next
        self._release()
        raise StoreError(
            f"{self.path}: could not be opened anew ({reason}); what was added is kept, run the same command again"
        )

    def _release(self) -> None:
        for lease in self._leases:
            lease.release()

    def _name_vocabulary(self) -> None:
        """Sees to it that the graph of the vocabulary is the one of this version."""
        wanted = describe_vocabulary(self.minter)
        there = set(self._store.quads_for_pattern(None, None, None, iri(self.minter.vocabulary)))
        if there != wanted:
            self._apply(ArticleChange(delete=there - wanted, insert=wanted - there))

    def _must_write(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.path}: opened for reading only; open it with writable=True to change it")

    def _mark_changed(self) -> None:
        if self.path is not None and not self._changed:
            with tell_failures(self.path, "written"):
                (self.path / "unpublished").touch()
        self._changed = True

    # -- records -------------------------------------------------------------------------------------------------

    def _drop_pending_records(self, articles: Iterable[str]) -> None:
        """Drops the records of some articles that do not count any more, or never came to count."""
        known = {article_id: self.find_article(article_id) for article_id in articles}
        self._records.drop_pending({x: info.record_hash if info else None for x, info in known.items()})

    @property
    def tellings(self) -> Tellings:
        """The reports of the store as merging knows them."""
        return self._tellings
