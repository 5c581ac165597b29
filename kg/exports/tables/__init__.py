"""The graph as tables: events, pairs, reports, and counts by pair and month with their denominators."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import ExportError
from kg.exports import Options
from kg.exports.reading import Reader
from kg.exports.tables import columns
from kg.exports.tables.columns import Cell, Column
from kg.exports.tables.months import count_articles, count_months, count_outlet_months
from kg.exports.tables.rows import list_dyads, list_events, list_reports
from kg.graph.store import GraphStore

__all__ = ["TABLES", "Cell", "Column", "Table", "build_table"]

Row: TypeAlias = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are read one after the other."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]


_Kind: TypeAlias = tuple[str, tuple[Column, ...], Callable[[Reader, Options], Iterator[Row]]]

TABLES: Mapping[str, _Kind] = {
    "events": ("One row an event, with the first report as its evidence", columns.EVENTS, list_events),
    "reports": ("One row a report of an event", columns.EVENTS, list_reports),
    "dyads": ("One row an event and pair of actor and recipient", columns.DYADS, list_dyads),
    "dyad-months": ("One row a month and pair", columns.DYAD_MONTHS, count_months),
    "outlet-months": ("One row a month, outlet and pair", columns.OUTLET_MONTHS, count_outlet_months),
    "articles": ("Articles read, by month, outlet and language", columns.ARTICLES, count_articles),
}


def build_table(store: GraphStore, options: Options) -> Table:
    """The table of ``options.table``. Raises `ExportError` for an unknown one."""
    name = options.table
    if name not in TABLES:
        near = difflib.get_close_matches(name, TABLES, n=1, cutoff=0.4)
        meant = f"did you mean {near[0]!r}? " if near else ""
        raise ExportError(f"unknown table {name!r}; {meant}known are {', '.join(TABLES)}")
    about, its_columns, list_rows = TABLES[name]
    return Table(name, about, its_columns, lambda: list_rows(Reader(store), options))
