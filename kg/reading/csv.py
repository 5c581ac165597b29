"""Reads tables, an article a row: CSV with commas, semicolons or tabs, and TSV, with columns of the usual names."""

from __future__ import annotations

import csv
import io
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
        decoded = decode(source.read_bytes())
        if decoded.problem:
            yield Skipped(source.path, decoded.problem)
        text = decoded.text.lstrip("\ufeff").replace("\x00", "\ufffd")
        head = text.split("\n", 1)[0]
        delimiter = "\t" if source.suffix == ".tsv" else max(",;\t", key=head.count)
        csv.field_size_limit(source.limits.record_bytes)
        # Strict: a quotation mark that never closes is told of; a lenient reader takes all rows after it for text.
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            names = [name.strip() for name in next(rows, [])]
        except csv.Error as error:
            raise InputError(f"is not valid CSV: {error} in the row of column names") from None
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
            except csv.Error as error:
                yield Skipped(name, f"is not valid CSV: {error} (line {rows.line_num:,})")
                continue
            except InputError as error:
                yield Skipped(name, str(error))
                continue
            yield from (Skipped(name, problem) for problem in problems)
            yield page
