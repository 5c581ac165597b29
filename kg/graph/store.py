"""The store: a folder on disk that holds the graph (Oxigraph) and the record of every article.

    store.json      format, base of the IRIs
    graph/          Oxigraph, opened by one writer at a time
    snapshots/      consistent states for readers; the newest is the one that the last writer published
    records/        an article with its text and its events, a file each, named by its content
    lock            held by the writer

Adding an article is one transaction of Oxigraph, so that killing the writer at any moment loses nothing acknowledged and
leaves nothing half. Its record is written before and named by its content; the transaction makes it the one that counts.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.errors import ExportError, QueryError, StoreError
from kg.graph.identifiers import Minter
from kg.graph.locks import Lease, take_lease, take_write_lock
from kg.graph.sorting import SortedHeader, sort_quads
from kg.graph.terms import iri, value_of
from kg.graph.triples import build_article, describe_run
from kg.graph.updating import ArticleChange, plan_change
from kg.model import Article, Block, Event, LeftOut, hash_id
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import BASE, PREFIXES, RDF, RDFS

__all__ = ["FORMAT", "ArticleInfo", "GraphStore", "RunInfo", "open_graph"]

#: Version of the layout on disk and of the shape of the graph. A store with a higher one is refused.
FORMAT = 1

TYPE = iri(RDF + "type")

FORMATS: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE, "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS,
    "nquads": ox.RdfFormat.N_QUADS, "nt": ox.RdfFormat.N_TRIPLES, "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML, "rdf": ox.RdfFormat.RDF_XML, "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD, "json-ld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run of the builder. ``id`` must be unique to it; ``facts`` are further pairs to keep (rules, weights, options)."""

    id: str
    started: str = ""
    version: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


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


class GraphStore:
    """A store opened for reading or for writing; a context manager.

    A reader sees the state that the last writer published and is never in a writer's way.
    """

    def __init__(self, path: Path | None, store: ox.Store, minter: Minter, *, writable: bool) -> None:
        self.path = path
        self.minter = minter
        self.writable = writable
        self._store = store
        self._records: dict[str, bytes] = {}
        self._leases: list[Lease] = []
        self._changed = False
        self._closed = False

    # -- opening and closing -------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        *,
        writable: bool = False,
        create: bool = False,
        base: str | None = None,
    ) -> GraphStore:
        """Opens the store in a folder; with ``path=None`` a new one in memory.

        ``create`` makes a new store where there is none and implies ``writable``; ``base`` is the base of its IRIs. Raises
        `StoreError` in one line when there is no store, another writer has it, it is damaged, or a newer version made it.
        """
        if path is None:
            return cls(None, ox.Store(), Minter(base or BASE), writable=True)
        folder = Path(path)
        if create:
            writable = True
            _create(folder, base or BASE)
        meta = _read_meta(folder)
        minter = Minter(meta["base"])
        if base is not None and base != minter.base:
            raise StoreError(
                f"{folder}: this store's IRIs begin with {minter.base}, not {base}; a base is chosen once, for a new store"
            )
        if writable:
            return cls._open_writer(folder, minter)
        return cls._open_reader(folder, minter)

    @classmethod
    def _open_writer(cls, folder: Path, minter: Minter) -> GraphStore:
        lock = take_write_lock(folder)
        try:
            with _telling(folder, "opened"):
                store = cls(folder, ox.Store(str(folder / "graph")), minter, writable=True)
            store._leases.append(lock)
            store._changed = (folder / "unpublished").exists()
            store._drop_pending_records()
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def _open_reader(cls, folder: Path, minter: Minter) -> GraphStore:
        if (folder / "unpublished").exists() or _newest_snapshot(folder) is None:
            # A writer is at work, or one was killed: in that case what it was acknowledged is published first.
            try:
                with cls._open_writer(folder, minter) as writer:
                    writer._changed = True
            except (StoreError, PermissionError):
                if _newest_snapshot(folder) is None:
                    raise
        for _ in range(100):
            snapshot = _newest_snapshot(folder)
            if snapshot is None:
                raise StoreError(f"{folder}: the store has no published state yet; wait for the running build to end")
            lease = take_lease(snapshot)
            if lease is not None:
                with _telling(folder, "opened"):
                    store = cls(folder, ox.Store.read_only(str(snapshot)), minter, writable=False)
                store._leases.append(lease)
                return store
        raise StoreError(f"{folder}: the published state changes faster than it can be opened; try again")

    def close(self) -> None:
        """Publishes what was written for readers and lets the store go. May be called twice."""
        if self._closed:
            return
        self._closed = True
        try:
            if self.writable and self._changed:
                self._publish()
        finally:
            del self._store
            for lease in self._leases:
                lease.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def publish(self) -> None:
        """Makes what was written so far visible to readers; `close` does so, too."""
        self._must_write()
        if self._changed:
            self._publish()

    def _publish(self) -> None:
        if self.path is None:
            return
        with _telling(self.path, "written"):
            folder = self.path / "snapshots"
            folder.mkdir(exist_ok=True)
            numbers = [int(x.name) for x in folder.iterdir() if x.name.isdigit()]
            target = folder / f"{max(numbers, default=0) + 1:08d}"
            scratch = folder / f"{target.name}.part"
            shutil.rmtree(scratch, ignore_errors=True)
            self._store.backup(str(scratch))
            scratch.rename(target)
            (self.path / "unpublished").unlink(missing_ok=True)
            self._changed = False
            for number in numbers:
                old = folder / f"{number:08d}"
                lease = take_lease(old, exclusive=True)
                if lease is not None:
                    shutil.rmtree(old, ignore_errors=True)
                    lease.release()
                    lease.forget()

    # -- writing -------------------------------------------------------------------------------------------------

    def add_article(
        self, article: Article, events: Sequence[Event], run: RunInfo | None = None
    ) -> Literal["added", "replaced", "unchanged"]:
        """Adds an article with its events, in place of an earlier version of the same article, in one transaction.

        Returns what was done. Raises `RecordError` for an event that cannot be told in the graph (nothing is then
        changed), `StoreError` when the disk is full or fails.
        """
        self._must_write()
        record = _write_record(article, events)
        hashes = (hash_article(article), hash_id(record.decode()))
        earlier = self.find_article(article.id)
        if earlier is not None and earlier.record_hash == hashes[1]:
            return "unchanged"
        built = build_article(article, events, self.minter, hashes=hashes)
        change = plan_change(self._store, self.minter, built.graph, built)
        if run is not None:
            facts = {"started": run.started, "version": run.version, **run.facts}
            change.insert |= describe_run(run.id, {k: v for k, v in facts.items() if v}, [article.id], self.minter)
        self._keep_record(article.id, hashes[1], record, earlier)
        self._apply(change)
        self._drop_pending_records()
        return "added" if earlier is None else "replaced"

    def remove_article(self, article_id: str) -> bool:
        """Takes an article and all that only it told out of the graph. Returns False when the store has no such article."""
        self._must_write()
        earlier = self.find_article(article_id)
        if earlier is None:
            return False
        change = plan_change(self._store, self.minter, self.minter.article(article_id), None)
        node = iri(self.minter.article(article_id))
        change.delete |= set(self._store.quads_for_pattern(node, None, None, iri(self.minter.runs)))
        self._mark_pending(article_id, earlier.record_hash)
        self._apply(change)
        self._drop_pending_records()
        return True

    def load(self, stream: IO[bytes], format: str = "nq") -> None:
        """Loads N-Quads or TriG as `write` makes them, fast and without merging: for a store of the same base, or an empty one."""
        self._must_write()
        self._mark_changed()
        with _telling(self.path, "written"):
            try:
                self._store.bulk_load(stream, _format(format))
            except SyntaxError as error:
                raise StoreError(f"the graph to load is malformed: {error}") from None

    def _apply(self, change: ArticleChange) -> None:
        self._mark_changed()
        with _telling(self.path, "written"):
            if change.delete:
                self._store.update(change.to_sparql())
            else:
                self._store.extend(change.insert)

    def _must_write(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.path}: opened for reading only; open it with writable=True to change it")

    def _mark_changed(self) -> None:
        if self.path is not None and not self._changed:
            with _telling(self.path, "written"):
                (self.path / "unpublished").touch()
        self._changed = True

    # -- records -------------------------------------------------------------------------------------------------

    def _record_path(self, article_id: str, record_hash: str) -> Path:
        assert self.path is not None
        return self.path / "records" / article_id[:2] / f"{article_id}-{record_hash}.json"

    def _keep_record(self, article_id: str, record_hash: str, record: bytes, earlier: ArticleInfo | None) -> None:
        if self.path is None:
            self._records[f"{article_id}-{record_hash}"] = record
            return
        # Both names are noted before either file changes: whichever the graph does not name is dropped afterwards,
        # by the next writer if this one is killed.
        self._mark_pending(article_id, record_hash, *([earlier.record_hash] if earlier else []))
        with _telling(self.path, "written"):
            target = self._record_path(article_id, record_hash)
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch = target.with_suffix(".part")
            with scratch.open("wb") as file:
                file.write(record)
                file.flush()
                os.fsync(file.fileno())
            scratch.rename(target)

    def _mark_pending(self, article_id: str, *hashes: str) -> None:
        if self.path is not None:
            with _telling(self.path, "written"):
                (self.path / "pending.json").write_text(json.dumps([article_id, *hashes]), encoding="utf-8")

    def _drop_pending_records(self) -> None:
        if self.path is None:
            return
        pending = self.path / "pending.json"
        if not pending.exists():
            return
        try:
            article_id, *hashes = json.loads(pending.read_text(encoding="utf-8"))
        except (ValueError, OSError):
            article_id, hashes = "", []
        known = self.find_article(article_id) if article_id else None
        for record_hash in hashes:
            path = self._record_path(article_id, record_hash)
            path.with_suffix(".part").unlink(missing_ok=True)
            if known is None or known.record_hash != record_hash:
                path.unlink(missing_ok=True)
        pending.unlink(missing_ok=True)

    def read_article(self, article_id: str) -> tuple[Article, list[Event]]:
        """An article with its text, and its events as they were extracted. Raises `StoreError` when there is none."""
        info = self.find_article(article_id)
        if info is None:
            raise StoreError(f"{self.path or 'the store'}: no article {article_id}; list them with `kg status`")
        try:
            if self.path is None:
                data = self._records[f"{article_id}-{info.record_hash}"]
            else:
                data = self._record_path(article_id, info.record_hash).read_bytes()
            return _read_record(data)
        except FileNotFoundError:
            raise StoreError(
                f"{self.path}: the record of article {article_id} ({info.file}) is gone: another writer replaced it, or the "
                "store is damaged; open the store again, or build it again"
            ) from None
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{self.path}: the record of article {article_id} ({info.file}) is damaged: {error}; build it again"
            ) from None

    # -- reading -------------------------------------------------------------------------------------------------

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
            url=values.get("https://schema.org/url"),
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

    def status(self) -> dict[str, Any]:
        """What is inside: counts of articles, reports, events, entities and triples, by language, outlet, type and status; the period."""

        def count(where: str, by: str = "") -> Any:
            select = f"SELECT {by} (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {where} }}"
            if not by:
                return int(next(iter(self._solutions(select)))[0].value)
            rows = self._solutions(f"{select} GROUP BY {by}")
            return dict(sorted((_short(row[0]), int(row[1].value)) for row in rows))

        period = next(
            iter(
                self._solutions(
                    "SELECT (MIN(?d) AS ?a) (MAX(?e) AS ?b) WHERE { ?x a kg:Event; kg:earliest ?d; kg:latest ?e }"
                )
            )
        )
        return {
            "articles": count("?x a kg:Article"),
            "reports": count("?x a kg:Report"),
            "events": count("?x a kg:Event"),
            "entities": count("?x a kg:Entity"),
            "triples": len(self._store),
            "from": period[0].value if period[0] else None,
            "to": period[1].value if period[1] else None,
            "articles_by_language": count(
                "?x a kg:Article OPTIONAL { ?x kg:language ?l } BIND(COALESCE(?l, 'unknown') AS ?k)", "?k"
            ),
            "articles_by_outlet": count(
                "?x a kg:Article OPTIONAL { ?x kg:outlet ?l } BIND(COALESCE(?l, 'unknown') AS ?k)", "?k"
            ),
            "articles_without_events": count("?x a kg:Article FILTER NOT EXISTS { ?r kg:inArticle ?x; a kg:Report }"),
            "events_by_type": count("?x a kg:Event; kg:ploverType ?k", "?k"),
            "events_by_act": count("?x a kg:Event; kg:act ?k", "?k"),
            "events_by_status": count("?x a kg:Event; kg:status ?k", "?k"),
            "events_told_more_than_once": count("?x a kg:Event; kg:reports ?n FILTER(?n > 1)"),
        }

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answers a SPARQL query over the union of all graphs, the project's prefixes declared (``id:`` is the base).

        Raises `QueryError` with the place of a syntax error.
        """
        try:
            return self._store.query(sparql, use_default_graph_as_union=True, prefixes=self.prefixes)
        except SyntaxError as error:
            raise QueryError(f"SPARQL: {_one_line(error)}") from None
        except ValueError as error:
            raise QueryError(f"SPARQL: {_one_line(error)}") from None
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read: {_one_line(error)}") from None

    def _solutions(self, sparql: str) -> Iterable[Any]:
        rows = self.query(sparql)
        assert isinstance(rows, ox.QuerySolutions)
        return rows

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that queries may use undeclared and that exports declare."""
        return {**PREFIXES, "id": self.minter.base}

    def dataset(self) -> rdflib.Dataset:
        """An ordinary rdflib Dataset over this store, its default graph the union. It lives as long as the store is open."""
        dataset = rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        return dataset

    def quads(self, *, runs: bool = False) -> Iterator[ox.Quad]:
        """All quads in canonical order: by graph, subject, predicate, object. The graph of runs comes only when asked for."""
        names = sorted(g.value for g in self._store.named_graphs() if runs or g.value != self.minter.runs)
        for name in names:
            yield from sort_quads(self._store.quads_for_pattern(None, None, None, iri(name)))

    def write(self, stream: IO[bytes], format: str, *, runs: bool = False) -> None:
        """Writes the graph to a binary stream, the same graph always as the same bytes.

        ``format``: ttl, trig, nq, nt, rdfxml or jsonld; those without named graphs get the union. Raises `ExportError` for
        another one, `OSError` when the stream fails.
        """
        rdf_format = _format(format)
        quads: Iterable[Any] = self.quads(runs=runs)
        if not rdf_format.supports_datasets:
            quads = (quad.triple for quad in quads)
        if rdf_format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
            ox.serialize(quads, SortedHeader(stream), format=rdf_format, prefixes=self.prefixes)  # type: ignore[arg-type]
        else:
            ox.serialize(quads, stream, format=rdf_format)


def open_graph(path: str | os.PathLike[str]) -> rdflib.Dataset:
    """The graph of a store as an ordinary rdflib Dataset for reading, its default graph the union of all graphs.

    Only queries given as text reach Oxigraph; prepared ones fall back to rdflib's slow engine. Raises `StoreError`.
    """
    store = GraphStore.open(path)
    dataset = store.dataset()
    # The snapshot stays leased while the dataset lives.
    dataset.store.lease = store  # type: ignore[attr-defined]
    return dataset


def hash_article(article: Article) -> str:
    """Fingerprint of an article as read: its text and all that is known of it."""
    return hash_id(json.dumps(asdict(article), sort_keys=True, ensure_ascii=True))


def _write_record(article: Article, events: Sequence[Event]) -> bytes:
    record = {"article": asdict(article), "events": [event.to_record() for event in events]}
    return json.dumps(record, ensure_ascii=True, indent=None, sort_keys=True).encode()


def _read_record(data: bytes) -> tuple[Article, list[Event]]:
    record = json.loads(data)
    fields = dict(record["article"])
    fields["blocks"] = tuple(Block(**x) for x in fields["blocks"])
    fields["left_out"] = tuple(LeftOut(**x) for x in fields["left_out"])
    return Article(**fields), [Event.from_record(x) for x in record["events"]]


def _format(name: str) -> ox.RdfFormat:
    try:
        return FORMATS[name.lower().lstrip(".")]
    except KeyError:
        raise ExportError(f"unknown format {name!r}; known are ttl, trig, nq, nt, rdfxml, jsonld") from None


def _create(folder: Path, base: str) -> None:
    if (folder / "store.json").exists():
        return
    Minter(base)
    with _telling(folder, "made"):
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder}: is a file; a store needs a folder of its own")
        if folder.exists() and any(x.name != "lock" for x in folder.iterdir()):
            raise StoreError(f"{folder}: holds other files and no store; give a new or an empty folder")
        (folder / "records").mkdir(parents=True, exist_ok=True)
        scratch = folder / "store.json.part"
        scratch.write_text(json.dumps({"format": FORMAT, "base": base}) + "\n", encoding="utf-8")
        scratch.rename(folder / "store.json")


def _read_meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / "store.json").read_text(encoding="utf-8"))
        made, base = int(meta["format"]), str(meta["base"])
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{folder}: no store there; make one with `kg build PATH --store {folder}`") from None
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError(
            f"{folder}: the store is damaged: store.json cannot be read; restore it from a copy, or build the store again"
        ) from None
    if made > FORMAT:
        raise StoreError(
            f"{folder}: made by a newer version (format {made}, this one knows {FORMAT}); update diplomatic-kg"
        )
    if made < FORMAT:
        raise StoreError(
            f"{folder}: made by an older version (format {made}, this one has {FORMAT}); build the store again from its articles"
        )
    return {"format": made, "base": base}


def _newest_snapshot(folder: Path) -> Path | None:
    try:
        names = sorted(x.name for x in (folder / "snapshots").iterdir() if x.name.isdigit())
    except FileNotFoundError:
        return None
    return folder / "snapshots" / names[-1] if names else None


class _telling:
    """Turns what the system and Oxigraph raise into a `StoreError` of one line."""

    def __init__(self, path: Path | None, what: str) -> None:
        self.path, self.what = path, what

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, OSError) or isinstance(error, StoreError):
            return
        text = _one_line(error)
        where = self.path or "the store in memory"
        if "No space left" in text:
            raise StoreError(
                f"{where}: the disk is full; nothing of the last article was written: make room and build again"
            ) from None
        if "lock" in text.casefold() and "hold" in text.casefold():
            raise StoreError(f"{where}: another process is writing to this store; wait until it has finished") from None
        if isinstance(error, PermissionError):
            raise StoreError(f"{where}: permission denied ({text})") from None
        if self.what == "opened":
            raise StoreError(
                f"{where}: the store is damaged ({text}); restore it from a copy, or build it again"
            ) from None
        raise StoreError(f"{where}: cannot be {self.what}: {text}") from None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _short(term: Any) -> str:
    value = term.value if term is not None else "none"
    return str(value).rsplit("#", 1)[-1]
