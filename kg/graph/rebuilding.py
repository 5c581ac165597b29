"""Makes the graph of a store anew from its records: after damage, or when an older version made the store.

The new graph is made beside the old one and takes its place in the end. Killed before, the old one is still there;
killed while they change places, the next writer ends it (`kg.graph.layout.finish_swap`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import RecordError
from kg.graph.corrections import Corrections
from kg.graph.deriving import derive
from kg.graph.failures import tell_failures
from kg.graph.filling import Portion
from kg.graph.identifiers import Minter
from kg.graph.layout import finish_swap, mark_unmerged, read_base, renew_description
from kg.graph.locks import take_write_lock
from kg.graph.records import RecordFiles, hash_article, read_record
from kg.graph.store import GraphStore
from kg.graph.terms import iri, value_of
from kg.graph.triples import build_article, describe_vocabulary
from kg.model import hash_id
from kg.vocabulary import properties as p

__all__ = ["Rebuilt", "rebuild"]

#: So many quads are copied at a time.
PORTION = 10_000


@dataclass(slots=True)
class Rebuilt:
    """What was rebuilt: the number of articles, and a sentence for each that could not be."""

    articles: int = 0
    lost: list[str] = field(default_factory=list)


def rebuild(
    folder: Path,
    on_article: Callable[[str], None] = lambda file: None,
    on_merge: Callable[[float], None] = lambda share: None,
) -> Rebuilt:
    """Makes the graph of a store anew from the record of each article; ``on_article`` is told of each.

    ``on_merge`` is told then which share of their events is merged, from 0 to 1.

    What no record tells, the runs and corrections, is kept as far as the old graph can be read. Raises `StoreError`
    when there is no store, another process is writing, or the disk is full.
    """
    minter = Minter(read_base(folder, any_older=True))
    lock = take_write_lock(folder)
    try:
        finish_swap(folder)
        with tell_failures(folder, "written"):
            old = _open_old(folder)
            done = _fill(folder, minter, old, on_article, on_merge)
            del old
            (folder / "unpublished").touch()
            (folder / "graph.new").rename(folder / "graph.ready")
            finish_swap(folder)
            mark_unmerged(folder, False)
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


def _choose(records: RecordFiles, old: ox.Store | None, minter: Minter) -> dict[str, str]:
    """Each article with the hash of the record that counts: as the old graph says, else the one written last."""
    prefix = minter.article("")
    try:
        hashes = old.quads_for_pattern(None, iri(p.RECORD_HASH), None, None) if old is not None else ()
        counts = {value_of(q.subject).removeprefix(prefix): value_of(q.object) for q in hashes}
    except (OSError, RuntimeError):
        counts = {}
    return counts or dict(records.list_all())


def _copy(old: ox.Store, new: ox.Store, graph: str) -> None:
    """Copies a graph that no record tells, as far as it can be read."""
    with suppress(OSError, RuntimeError):
        quads = iter(old.quads_for_pattern(None, None, None, iri(graph)))
        while portion := list(islice(quads, PORTION)):
            new.extend(portion)


def _fill(
    folder: Path,
    minter: Minter,
    old: ox.Store | None,
    on_article: Callable[[str], None],
    on_merge: Callable[[float], None],
) -> Rebuilt:
    """Writes the new graph beside the old one."""
    target = folder / "graph.new"
    shutil.rmtree(target, ignore_errors=True)
    store = ox.Store(str(target))
    done, portion = Rebuilt(), Portion()
    store.extend(describe_vocabulary(minter))
    if old is not None:
        for graph in (minter.runs, minter.corrections):
            _copy(old, store, graph)
    corrections = Corrections.load(store, minter)
    records = RecordFiles(folder)
    for article_id, record_hash in sorted(_choose(records, old, minter).items()):
        try:
            data = records.read(article_id, record_hash)
            if hash_id(data.decode()) != record_hash:
                raise ValueError("its bytes are not those that were written")
            article, events = read_record(data)
            hashes = (hash_article(article), record_hash)
            built = build_article(article, events, minter, hashes=hashes, corrections=corrections)
        except (OSError, ValueError, RecordError) as error:
            # As text: a kept error would keep this frame, and with it the new store open.
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            done.lost.append(f"article {article_id}: its record cannot be used ({reason}); build it again")
            continue
        if portion.add(built.quads):
            portion.write(store)
        done.articles += 1
        on_article(article.file)
    portion.write(store)
    derive(store, minter, folder, on_merge)
    store.flush()
    return done
