"""Reads tables, an article a row: CSV with commas, semicolons or tabs, and TSV; the columns are found by their usual names."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from kg.errors import InputError
from kg.reading.encoding import decode
from kg.reading.records import match_columns, page_of_record
from kg.reading.sources import Page, Skipped, Source

__all__ = ["TableReader"]


class TableReader:
    """CSV and TSV with a first row of column names."""

    name = "table"
    suffixes = frozenset({".csv", ".tsv"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """A page for each row, named ``#N`` by its number below the column names, counted from 1."""
        text = decode(source.read_bytes()).text.lstrip("\ufeff").replace("\x00", "\ufffd")
        head = text.split("\n", 1)[0]
        delimiter = "\t" if source.location.suffix.lower() == ".tsv" else max(",;\t", key=head.count)
        csv.field_size_limit(source.limits.record_bytes)
        rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
        names = [name.strip() for name in next(rows, [])]
        columns = match_columns(names, source.columns)
        number = 0
        while True:
            number += 1
            name = f"{source.path}#{number}"
            try:
                row = next(rows)
                if not any(cell.strip() for cell in row):
                    continue
                page, problems = page_of_record(dict(zip(names, row, strict=False)), columns, f"#{number}")
            except StopIteration:
                return
            except (csv.Error, InputError) as error:
                yield Skipped(name, str(error))
                continue
            yield from (Skipped(name, problem) for problem in problems)
            yield page
