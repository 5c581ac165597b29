"""Tables as files: CSV, Parquet (row group by row group) and Stata."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import IO, TYPE_CHECKING

from kg.bidi import clean
from kg.errors import ExportError
from kg.exports import Options
from kg.exports.cells import open_csv
from kg.exports.tables import Table, build_table
from kg.exports.tables.columns import Cell
from kg.graph.store import GraphStore

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["make_frame", "write_csv", "write_parquet", "write_stata"]

#: Rows that are held at a time.
_GROUP = 20_000

#: Stata files bear the time of their making; the same graph must give the same bytes.
_SAME_TIME = datetime(2000, 1, 1)

#: Stata's longest text that is no strL, in bytes, less what is left for safety.
_LONGEST_TEXT = 2000

#: Stata's longest label of a variable.
_LONGEST_LABEL = 80


def write_csv(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """CSV that a spreadsheet can open: UTF-8 with its mark, cells that look like formulas begun with an apostrophe."""
    table = build_table(store, options)
    with open_csv(stream) as rows:
        rows.write(*(column.name for column in table.columns))
        for row in table.rows():
            rows.write(*row)


def write_parquet(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Parquet with dates and numbers as such. Raises `ExportError` where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise _lack("pyarrow") from None
    table = build_table(store, options)
    types = {"text": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64()}
    schema = pa.schema([pa.field(c.name, types[c.kind], metadata={"about": c.about}) for c in table.columns])
    rows = table.rows()
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            columns = [
                pa.array([_read_day(value) for value in values] if column.kind == "date" else values, field.type)
                for column, field, values in zip(table.columns, schema, zip(*group, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def write_stata(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """A Stata file (format 118, Stata 14 and later; haven reads it in R), its variables labelled.

    pandas writes it, and holds the table in memory. Raises `ExportError` where pandas is not installed.
    """
    table = build_table(store, options)
    frame = make_frame(table)
    dates, texts = _list(table, "date"), _list(table, "text")
    for name in texts:
        frame[name] = frame[name].fillna("").map(clean).astype(object)
    for name in _list(table, "integer"):
        frame[name] = frame[name].astype("float64")
    frame.to_stata(
        stream, write_index=False, version=118, convert_dates=dict.fromkeys(dates, "td"),
        variable_labels={column.name: column.about[:_LONGEST_LABEL] for column in table.columns},
        convert_strl=[name for name in texts if max(map(_weigh, frame[name]), default=0) > _LONGEST_TEXT],
        data_label=f"diplomatic-kg: {table.about}"[:_LONGEST_LABEL],
        time_stamp=_SAME_TIME,
    )  # fmt: skip


def make_frame(table: Table) -> pd.DataFrame:
    """A table as a pandas DataFrame: dates as datetimes, integers that may be missing as ``Int64``.

    Raises `ExportError` where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise _lack("pandas") from None
    frame = pd.DataFrame(list(table.rows()), columns=[column.name for column in table.columns])
    for column in table.columns:
        if column.kind == "date":
            frame[column.name] = pd.to_datetime(frame[column.name], errors="coerce").astype("datetime64[s]")
        elif column.kind == "integer":
            frame[column.name] = frame[column.name].astype("Int64")
        elif column.kind == "number":
            frame[column.name] = frame[column.name].astype("float64")
        else:
            frame[column.name] = frame[column.name].astype("string")
    return frame


def _weigh(text: str) -> int:
    return len(text.encode())


def _read_day(value: Cell) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _list(table: Table, kind: str) -> list[str]:
    return [column.name for column in table.columns if column.kind == kind]


def _lack(package: str) -> ExportError:
    return ExportError(f"{package} is not installed; get it with: pip install 'diplomatic-kg[tables]'")
