"""Event records on disk: JSON Lines, one event a line, as `kg extract` prints and `kg build` takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kg.errors import InputError, RecordError
from kg.model import Event

__all__ = ["holds_events", "read_events", "read_records", "write_events"]

#: A line longer than this is no event record: an event with its sentence stays far below.
LONGEST_LINE = 1_000_000


def write_events(events: Iterable[Event], stream: IO[str]) -> None:
    """Writes one JSON object a line, keys in the model's order, text unescaped."""
    for event in events:
        stream.write(json.dumps(event.to_record(), ensure_ascii=False) + "\n")


def read_records(stream: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, object] | RecordError]]:
    """The JSON objects of a JSON Lines stream with their line numbers; a line that is none gives its error instead."""
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            yield (
                number,
                RecordError(
                    f"{name}:{number}: line of {len(line):,} characters is no event record (limit {LONGEST_LINE:,})"
                ),
            )
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield number, RecordError(f"{name}:{number}: not JSON: {error}")
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            yield (
                number,
                RecordError(f"{name}:{number}: an event record must be a JSON object, not {type(record).__name__}"),
            )


def read_events(stream: Iterable[str], name: str) -> Iterator[Event | RecordError]:
    """The events of a JSON Lines stream; a line that is none gives its error instead, and the rest is read on."""
    for number, record in read_records(stream, name):
        if isinstance(record, RecordError):
            yield record
            continue
        try:
            yield Event.from_record(record)
        except RecordError as error:
            yield RecordError(f"{name}:{number}: {error}")


def holds_events(path: Path) -> bool:
    """Whether a file is event JSON Lines (rather than articles): its first line that is not blank has event keys."""
    if path.suffix not in {".jsonl", ".ndjson"} or not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8", newline="") as file:
            first = file.readline(LONGEST_LINE)
            while first and not first.strip():
                first = file.readline(LONGEST_LINE)
        record = json.loads(first) if first else None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return False
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return isinstance(record, dict) and {"trigger", "act", "article"} <= record.keys()
