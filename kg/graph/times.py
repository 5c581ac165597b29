"""When a reported act may have happened, and the cells of time by which reports of about the same time are found.

A store holds no index of intervals, so each report is filed under cells of fixed lengths: at the shortest length that
is no shorter than its own interval, of which it touches two at most. All reports whose time may overlap an interval
are in the cells of all lengths that the interval touches, however many reports there are in all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import timedelta

from kg.edtf import bounds
from kg.errors import RecordError

__all__ = ["AHEAD", "NEWS", "Span", "cover_cells", "file_cells", "find_span"]

Span = tuple[dt.date, dt.date]
"""The first and the last day on which an act may lie, both included."""

#: An undated act that is told as done lies within this time before its article appeared; so old is the news of one
#: that is told as still to come.
NEWS = timedelta(days=3)

#: An undated act that is told as still to come lies within this time after its article appeared.
AHEAD = timedelta(days=60)

#: Lengths of cells in days: a day, the news of an undated report, a month, a plan ahead, a year, a decade.
LENGTHS = (1, 4, 32, 128, 512, 4096)

#: The cell of what lasts longer than the longest cell: it must be compared with everything.
EVER = "ever"


def find_span(date: str | None, published: str | None, status: str) -> Span | None:
    """The days on which an act may lie, by its EDTF date, else by its article's; None when neither tells.

    Raises `RecordError` when the date is not EDTF. An article's that is none tells nothing.
    """
    if date:
        return bounds(date)
    try:
        shown = bounds(published) if published else None
    except RecordError:
        return None
    if shown is None:
        return None
    if status in ("actual", "negated"):
        return _clamp(shown[0], -NEWS), shown[1]
    return _clamp(shown[0], -NEWS), _clamp(shown[1], AHEAD)


def file_cells(span: Span | None, article: str) -> list[str]:
    """The cells that a report is filed under, one or two; without a time it can meet only reports of its article."""
    if span is None:
        return [f"in {article}"]
    first, last = span[0].toordinal(), span[1].toordinal()
    for length in LENGTHS:
        if last - first < length:
            return [f"{length}:{at}" for at in range(first // length, last // length + 1)]
    return [EVER]


def cover_cells(span: Span, article: str) -> Iterator[str] | None:
    """All cells that can hold a report that overlaps an interval; None when any cell can, because it is so long.

    Reports of the same article without a time are among them.
    """
    first, last = span[0].toordinal(), span[1].toordinal()
    if last - first >= LENGTHS[-1]:
        return None
    return _cover(first, last, article)


def _cover(first: int, last: int, article: str) -> Iterator[str]:
    yield f"in {article}"
    yield EVER
    for length in LENGTHS:
        for at in range(first // length, last // length + 1):
            yield f"{length}:{at}"


def _clamp(day: dt.date, by: timedelta) -> dt.date:
    try:
        return day + by
    except OverflowError:
        return dt.date.max if by > timedelta() else dt.date.min
