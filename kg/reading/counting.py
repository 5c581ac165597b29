"""How many pages there are to read, told without reading them: lines of JSON Lines, rows of tables, other files one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError
from kg.reading.folder import find_files
from kg.reading.limits import Limits
from kg.reading.packed import is_archive, name_unpacked, open_packed
from kg.reading.sidecar import find_text
from kg.reading.sources import Skipped

__all__ = ["count_pages"]


def count_pages(path: Path, limits: Limits, is_over: Callable[[], bool] = lambda: False) -> int | None:
    """The number of pages of a file or folder; None when it cannot be told before they are read (archives).

    ``is_over`` is asked now and then; once it holds, the count is given up and None.
    """
    total = 0
    for file in find_files(path) if path.is_dir() else (path,):
        if is_over() or (isinstance(file, Path) and is_archive(file)):
            return None
        if isinstance(file, Skipped) or find_text(file) is not None:
            continue
        try:
            total += _count_file(file, limits, is_over)
        except (InputError, OSError, ValueError, csv.Error):
            total += 1  # what is wrong with it is told when it is read, once
    return total


def _count_file(file: Path, limits: Limits, is_over: Callable[[], bool]) -> int:
    suffix = name_unpacked(file).suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        with open_packed(file, limits) as lines:
            count, last = 0, b"\n"
            while not is_over() and (portion := lines.read(2**20)):
                count, last = count + portion.count(b"\n"), portion[-1:]
            return count + (last != b"\n")
    if suffix in (".csv", ".tsv"):
        with open_packed(file, limits) as table:
            rows = csv.reader(io.TextIOWrapper(table, encoding="utf-8", errors="replace", newline=""))
            return max(0, sum(1 for row in rows if row and not is_over()) - 1)
    return 1
