"""Reads JSON Lines, an article a line, and JSON files of one article or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.reading.encoding import decode
from kg.reading.records import match_columns, page_of_record
from kg.reading.sources import Page, Skipped, Source

__all__ = ["JsonLinesReader", "JsonReader"]

#: Keys under which files wrap their list of articles (NewsAPI, GDELT, crawlers).
_LISTS = ("articles", "items", "results", "data", "documents", "docs", "hits")


class JsonLinesReader:
    """JSON Lines: each line is read by itself, and a bad one costs only itself."""

    name = "jsonl"
    suffixes = frozenset({".jsonl", ".ndjson"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """A page for each line, named ``#N`` by its number, counted from 1."""
        limit, number, filled = source.limits.record_bytes, 0, False
        with source.open() as lines:
            while line := lines.readline(limit + 1):
                number += 1
                label = f"#{number}"
                if len(line) > limit:
                    while line and not line.endswith(b"\n"):
                        line = lines.readline(limit)
                    yield Skipped(
                        source.path + label, f"a line of more than the limit of {limit:,} bytes (record_bytes)"
                    )
                elif not line.strip(b" \t\r\n\xef\xbb\xbf"):
                    continue
                else:
                    yield from _read_record(_parse(line, source, label), source, label)
                filled = True
        if not filled:
            raise InputError("is empty")


class JsonReader:
    """A JSON file: one article, a list of articles, or an object that holds such a list."""

    name = "json"
    suffixes = frozenset({".json"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """A page for each article. Raises `InputError` when the file is no JSON or holds no articles."""
        decoded = decode(source.read_bytes())
        if decoded.problem:
            yield Skipped(source.path, decoded.problem)
        try:
            value = json.loads(decoded.text.lstrip("\ufeff"))
        except ValueError as error:
            raise InputError(f"is not valid JSON: {error}") from None
        except RecursionError:
            raise InputError("is JSON nested too deeply") from None
        if isinstance(value, Mapping):
            wrapped = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
            if wrapped is None:
                yield from _read_record(value, source, "")
                return
            value = wrapped
        if not isinstance(value, list):
            raise InputError(f"must hold an article or a list of articles, not {type(value).__name__}")
        for number, record in enumerate(value, start=1):
            yield from _read_record(record, source, f"#{number}")


def _parse(line: bytes, source: Source, label: str) -> Any:
    try:
        return json.loads(line.lstrip(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        return Skipped(
            source.path + label,
            f"is not valid UTF-8: byte 0x{line[error.start]:02X} at offset {error.start:,} of the line",
        )
    except ValueError as error:
        return Skipped(source.path + label, f"is not valid JSON: {error}")
    except RecursionError:
        return Skipped(source.path + label, "is JSON nested too deeply")


def _read_record(record: Any, source: Source, label: str) -> Iterator[Page | Skipped]:
    if isinstance(record, Skipped):
        yield record
        return
    name = source.path + label
    if not isinstance(record, Mapping):
        yield Skipped(name, f"must be a JSON object with a text, not {type(record).__name__}")
        return
    try:
        page, problems = page_of_record(record, match_columns([str(key) for key in record], source.columns), label)
    except InputError as error:
        yield Skipped(name, str(error))
        return
    yield from (Skipped(name, problem) for problem in problems)
    yield page
