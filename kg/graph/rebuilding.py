"""Makes the graph of a store anew from its records: after damage, or when an older version made the store.

The new graph is made beside the old one and takes its place in the end. Killed before, the old one is still there;
killed while they change places, the next writer ends it (`kg.graph.layout.finish_swap`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import RecordError
from kg.graph.failures import tell_failures
from kg.graph.identifiers import Minter
from kg.graph.layout import finish_swap, read_base, renew_description
from kg.graph.locks import take_write_lock
from kg.graph.records import RecordFiles, hash_article, read_record
from kg.graph.store import GraphStore
from kg.graph.tellings import Tellings
from kg.graph.terms import iri, value_of
from kg.graph.triples import build_article, describe_vocabulary
from kg.graph.updating import plan_change
from kg.model import Article, Event, hash_id
from kg.vocabulary import properties as p

__all__ = ["Rebuilt", "rebuild"]


@dataclass(slots=True)
class Rebuilt:
    """What was rebuilt: the number of articles, and a sentence for each that could not be."""

    articles: int = 0
    lost: list[str] = field(default_factory=list)


def rebuild(folder: Path, on_article: Callable[[str], None] = lambda file: None) -> Rebuilt:
    """Makes the graph of a store anew from the record of each article; ``on_article`` is told of each.

    What no record tells, the runs and corrections, is kept as far as the old graph can be read. Raises `StoreError`
    when there is no store, another process is writing, or the disk is full.
    """
    minter = Minter(read_base(folder, any_older=True))
    lock = take_write_lock(folder)
    try:
        finish_swap(folder)
        with tell_failures(folder, "written"):
            old = _open_old(folder)
            counts, kept = _read_old(old, minter)
            done = _fill(folder, minter, counts, kept, on_article)
            del old
            (folder / "unpublished").touch()
            (folder / "graph.new").rename(folder / "graph.ready")
            finish_swap(folder)
            renew_description(folder, minter.base)
    finally:
        lock.release()
    GraphStore.open(folder, writable=True).close()
    return done


def _open_old(folder: Path) -> ox.Store | None:
    try:
        return ox.Store(str(folder / "graph"))
    except (OSError, RuntimeError):
        return None


def _read_old(old: ox.Store | None, minter: Minter) -> tuple[dict[str, str], list[ox.Quad]]:
    """The hash of the record that counts for each article, and the quads that no record tells."""
    counts: dict[str, str] = {}
    kept: list[ox.Quad] = []
    if old is None:
        return counts, kept
    prefix = minter.article("")
    try:
        for quad in old.quads_for_pattern(None, iri(p.RECORD_HASH), None, None):
            counts[value_of(quad.subject).removeprefix(prefix)] = value_of(quad.object)
        for graph in (minter.runs, minter.corrections):
            kept += old.quads_for_pattern(None, None, None, iri(graph))
    except (OSError, RuntimeError):
        counts.clear()  # the records tell which articles there are
    return counts, kept


def _fill(
    folder: Path, minter: Minter, counts: dict[str, str], kept: list[ox.Quad], on_article: Callable[[str], None]
) -> Rebuilt:
    """Writes the new graph beside the old one."""
    target = folder / "graph.new"
    shutil.rmtree(target, ignore_errors=True)
    store = ox.Store(str(target))
    tellings = Tellings(store, minter)
    done = Rebuilt()
    store.extend(describe_vocabulary(minter) | set(kept))
    records = RecordFiles(folder)
    for article_id, record_hash in _choose(records, counts):
        try:
            data = records.read(article_id, record_hash)
            if hash_id(data.decode()) != record_hash:
                raise ValueError("its bytes are not those that were written")
            article, events = read_record(data)
            _add(store, minter, tellings, article, events, record_hash)
        except (OSError, ValueError, RecordError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            done.lost.append(f"article {article_id}: its record cannot be used ({reason}); build it again")
            continue
        done.articles += 1
        on_article(article.file)
    store.flush()
    return done


def _choose(records: RecordFiles, counts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each article with the hash of the record that counts: as the graph says, else the one written last."""
    yield from sorted((counts or dict(records.list_all())).items())


def _add(
    store: ox.Store, minter: Minter, tellings: Tellings, article: Article, events: Sequence[Event], record_hash: str
) -> None:
    built = build_article(article, events, minter, hashes=(hash_article(article), record_hash))
    change = plan_change(store, minter, tellings, built.graph, built)
    change.apply(store)
    tellings.forget(*change.reports)
