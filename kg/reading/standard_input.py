"""Articles on standard input: kept in a file for as long as they are read, and named by what they are.

What comes is not known before it has come: a stream of a hundred thousand articles must not lie in memory, and its
articles need names that are the same when the same comes again. So the file is called by the hash of its content.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.reading.encoding import decode
from kg.reading.limits import Limits
from kg.reading.packed import open_packed
from kg.reading.records import match_columns

__all__ = ["STANDARD_INPUT", "keep_standard_input"]

#: The path that stands for standard input.
STANDARD_INPUT = "-"

_PORTION = 2**20
#: So many lines of so many bytes tell what the whole is: the first may be a bad one.
_LINES, _LONGEST = 20, 2**20
#: How packed streams begin.
_PACKED = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ": ".xz", b"\x28\xb5\x2f\xfd": ".zst"}


@contextmanager
def keep_standard_input(stream: BinaryIO | None = None) -> Iterator[Path | None]:
    """A file with all of standard input, called ``stdin-HASH`` with the ending of what it holds; gone after the block.
    None when nothing came.

    Raises `OSError` when the disk is full, `InputError` when what came is packed and damaged.
    """
    stream = stream or sys.stdin.buffer
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        hashed = hashlib.sha256()
        kept = Path(folder) / "stdin"
        with kept.open("wb") as file:
            while portion := stream.read(_PORTION):
                hashed.update(portion)
                file.write(portion)
        if not kept.stat().st_size:
            yield None
            return
        with kept.open("rb") as file:
            begin = file.read(8)
        packed = next((ending for magic, ending in _PACKED.items() if begin.startswith(magic)), "")
        if packed:
            kept = kept.rename(kept.with_suffix(packed))
        with open_packed(kept, Limits()) as unpacked:
            head = b"".join(islice(iter(lambda: unpacked.readline(_LONGEST), b""), _LINES))
        ending = guess_ending(head)
        yield kept.rename(kept.with_name(f"stdin-{hashed.hexdigest()[:12]}{ending}{packed}"))


def guess_ending(head: bytes) -> str:
    """The ending of a file that begins so: JSON Lines, JSON, HTML, CSV or TSV with a row of known names, else text."""
    try:
        text = decode(head).text.lstrip("\ufeff \t\r\n")
    except InputError:
        return ".txt"  # whose reader says what is wrong
    lines = text.split("\n")
    line = lines[0]
    if any(map(_is_object, lines)):
        return ".jsonl"
    if line.startswith(("{", "[")):
        return ".json"
    if line[:100].lower().startswith(("<!doctype html", "<html", "<?xml")):
        return ".html"
    return _guess_table(line) or ".txt"


def _is_object(line: str) -> bool:
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _guess_table(line: str) -> str | None:
    """The ending of a table whose names of columns these are; one of them must be known to hold the text."""
    delimiter = max(",;\t", key=line.count)
    names = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    try:
        columns = match_columns([name.strip() for name in names], {})
    except InputError:
        return None
    return (".tsv" if delimiter == "\t" else ".csv") if len(columns) > 1 else None
