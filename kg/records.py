"""Event records on disk: JSON Lines, one event a line, as `kg extract` prints and `kg build` takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO

from kg.errors import InputError, RecordError
from kg.model import Event

__all__ = ["check_values", "holds_events", "read_events", "read_records", "write_events"]

_NOTHING = type(None)
_NAMES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false", _NOTHING: "null"}
_TEXT, _TEXT_OR_NULL = (str,), (str, _NOTHING)

#: What a record's values must be, as far as the model's reading of records does not look at them.
_EVENT: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("id", "article", "act", "type", "status", "rule", "extractor", "version"), _TEXT),
    **dict.fromkeys(("place", "date", "place_id", "date_text", "mode", "context", "cameo"), _TEXT_OR_NULL),
    "part": (int,),
    "confidence": (int, float),
    "goldstein": (int, float, _NOTHING),
}
_PARTICIPANT: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("name", "kind", "id"), _TEXT),
    **dict.fromkeys(("name_ar", "country"), _TEXT_OR_NULL),
    "resolved": (bool,),
}
_GLOSS: Mapping[str, tuple[type, ...]] = {"en": _TEXT_OR_NULL}
_PEOPLE = ("actors", "recipients", "said_by")

#: A line longer than this is no event record: an event with its sentence stays far below.
LONGEST_LINE = 1_000_000

#: So many lines are looked at to tell event records from articles: the first may be a bad one.
FIRST_LINES = 20


def write_events(events: Iterable[Event], stream: IO[str]) -> None:
    """Writes one JSON object a line, keys in the model's order, text unescaped."""
    for event in events:
        stream.write(json.dumps(event.to_record(), ensure_ascii=False) + "\n")


def read_records(stream: IO[str], name: str) -> Iterator[tuple[int, dict[str, object] | RecordError]]:
    """The JSON objects of a JSON Lines stream with their line numbers; a line that is none gives its error instead."""
    for number, line in enumerate(_read_lines(stream), 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        if len(line) > LONGEST_LINE:
            yield number, RecordError(f"{where}: a line of more than {LONGEST_LINE:,} characters is no event record")
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, RecordError(f"{where}: not JSON: {error}")
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            yield number, RecordError(f"{where}: an event record must be a JSON object, not {type(record).__name__}")


def _read_lines(stream: IO[str]) -> Iterator[str]:
    """Lines, of which one that is too long comes cut, so that it never lies in memory whole."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith("\n"):
            line = stream.readline(LONGEST_LINE + 1)


def read_events(stream: IO[str], name: str) -> Iterator[Event | RecordError]:
    """The events of a JSON Lines stream; a line that is none gives its error instead, and the rest is read on."""
    for number, record in read_records(stream, name):
        if isinstance(record, RecordError):
            yield record
            continue
        try:
            check_values(record)
            yield Event.from_record(record)
        except RecordError as error:
            yield RecordError(f"{name}:{number}: {error}")


def check_values(record: Mapping[str, object]) -> None:
    """Raises `RecordError` for a value of another type than the model's, naming its key; missing keys are let pass."""
    _check(record, _EVENT, "")
    for slot in _PEOPLE:
        for person in _items(record.get(slot)):
            _check(person, _PARTICIPANT, f"{slot}: ")
    for slot in ("theme", "topics"):
        value = record.get(slot)
        for gloss in _items(value) if slot == "topics" else _items([value]):
            _check(gloss, _GLOSS, f"{slot}: ")


def _check(record: Mapping[str, object], expected: Mapping[str, tuple[type, ...]], slot: str) -> None:
    for key, types in expected.items():
        value = record.get(key)
        if key in record and (not isinstance(value, types) or (isinstance(value, bool) and bool not in types)):
            names = " or ".join(_NAMES[kind] for kind in types)
            raise RecordError(f"event record: {slot}{key} must be {names}, not {json.dumps(value)[:40]}")


def _items(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of a list; what is no object is found out where the record is read."""
    yield from (item for item in (value if isinstance(value, list) else []) if isinstance(item, dict))


def holds_events(path: Path) -> bool:
    """Whether a file is event JSON Lines (rather than articles): one of its first lines has event keys."""
    if path.suffix not in {".jsonl", ".ndjson"} or not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(islice((line for line in _read_lines(file) if line.strip()), FIRST_LINES))
    except UnicodeDecodeError:
        return False
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return any(map(_is_event, lines))


def _is_event(line: str) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and {"trigger", "act", "article"} <= record.keys()
