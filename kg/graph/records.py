"""The record of every article: its text and its events as they were extracted, a file each, named by its content.

A record is written before the transaction that makes it the one that counts, and dropped after the one that ends it.
Which records are in between, of which articles, stands in ``pending.json``, so that the next writer clears up after one
that was killed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from kg.errors import KgError
from kg.graph.failures import tell_failures
from kg.model import Article, Block, Event, LeftOut, hash_id

__all__ = ["RecordFiles", "hash_article", "read_record", "write_record"]


def hash_article(article: Article) -> str:
    """Fingerprint of an article as read: its text and all that is known of it."""
    return hash_id(json.dumps(asdict(article), sort_keys=True, ensure_ascii=True))


def write_record(article: Article, events: Sequence[Event]) -> bytes:
    """The record of an article as bytes."""
    record = {"article": asdict(article), "events": [event.to_record() for event in events]}
    return json.dumps(record, ensure_ascii=True, sort_keys=True).encode()


def read_record(data: bytes) -> tuple[Article, list[Event]]:
    """The article and the events of a record. Raises `ValueError` when it is damaged."""
    try:
        record = json.loads(data)
        fields = dict(record["article"])
        fields["blocks"] = tuple(Block(**x) for x in fields["blocks"])
        fields["left_out"] = tuple(LeftOut(**x) for x in fields["left_out"])
        return Article(**fields), [Event.from_record(x) for x in record["events"]]
    except (KeyError, TypeError, KgError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None


class RecordFiles:
    """The records of a store: in its folder, or in memory when that is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._memory: dict[str, bytes] = {}

    def keep(self, article_id: str, record_hash: str, record: bytes, earlier: str | None) -> None:
        """Writes a record beside the earlier one of the same article, given by its hash. Raises `StoreError`."""
        if self._folder is None:
            self._memory[f"{article_id}-{record_hash}"] = record
            return
        self.mark_pending(article_id, *filter(None, (record_hash, earlier)))
        with tell_failures(self._folder, "written"):
            target = self._path(self._folder, article_id, record_hash)
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch = target.with_suffix(".part")
            with scratch.open("wb") as file:
                file.write(record)
                file.flush()
                os.fsync(file.fileno())
            scratch.rename(target)

    def mark_pending(self, article_id: str, *hashes: str) -> None:
        """Notes that records of an article may have to go, whatever happens next."""
        if self._folder is not None:
            noted = self._read_note()
            noted[article_id] = sorted({*noted.get(article_id, ()), *hashes})
            self._write_note(self._folder, noted)

    def list_pending(self) -> list[str]:
        """The articles whose records may have to go."""
        return list(self._read_note())

    def drop_pending(self, counts: Mapping[str, str | None]) -> None:
        """Drops the noted records of these articles except the ones that count, given by their hashes."""
        if self._folder is None:
            return
        noted = self._read_note()
        with tell_failures(self._folder, "written"):
            for article_id, counting in counts.items():
                for record_hash in noted.pop(article_id, ()):
                    path = self._path(self._folder, article_id, record_hash)
                    path.with_suffix(".part").unlink(missing_ok=True)
                    if record_hash != counting:
                        path.unlink(missing_ok=True)
        self._write_note(self._folder, noted)

    @staticmethod
    def _write_note(folder: Path, noted: Mapping[str, Sequence[str]]) -> None:
        with tell_failures(folder, "written"):
            if noted:
                scratch = folder / "pending.json.part"
                scratch.write_text(json.dumps(noted), encoding="utf-8")
                scratch.rename(folder / "pending.json")
            else:
                (folder / "pending.json").unlink(missing_ok=True)

    def read(self, article_id: str, record_hash: str) -> bytes:
        """A record. Raises `FileNotFoundError` when it is gone."""
        if self._folder is None:
            return self._memory[f"{article_id}-{record_hash}"]
        return self._path(self._folder, article_id, record_hash).read_bytes()

    def list_all(self) -> Iterator[tuple[str, str]]:
        """The article and the hash of every record there is, those of one article in the order they were written."""
        folders = sorted((self._folder / "records").glob("??")) if self._folder is not None else []
        for folder in folders:
            for path in sorted(folder.glob("*-*.json"), key=lambda x: (x.name.split("-")[0], x.stat().st_mtime_ns)):
                article_id, record_hash = path.stem.split("-", 1)
                yield article_id, record_hash

    def _read_note(self) -> dict[str, list[str]]:
        if self._folder is None:
            return {}
        try:
            noted = json.loads((self._folder / "pending.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}  # killed while noting: nothing was written yet
        if isinstance(noted, list):  # as versions before noted it: one article and its hashes
            noted = {noted[0]: noted[1:]} if noted else {}
        if not isinstance(noted, dict):
            return {}
        return {str(key): [str(x) for x in hashes] for key, hashes in noted.items()}

    @staticmethod
    def _path(folder: Path, article_id: str, record_hash: str) -> Path:
        return folder / "records" / article_id[:2] / f"{article_id}-{record_hash}.json"
