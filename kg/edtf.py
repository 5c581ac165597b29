"""Dates as EDTF (ISO 8601-2, levels 0 and 1, and quarters): what they may mean, and whether two may mean the same.

The forms are those that the record of an event uses: ``2024-03-06``, ``2022-11``, ``2015``, ``199X``, ``18XX``, seasons
(``2011-21``), quarters (``2018-33``), intervals (``2018-06-11/2018-06-17``, open ones with ``..``), each with ``~``
(approximate), ``?`` (uncertain) or ``%`` (both). Own code, because the ``edtf`` package (5.0.2) gives infinite floats
for ``2018/..``, ten years for ``2018/``, a year's doubt to an approximate day, and takes an interval that ends before
it begins.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from kg.errors import RecordError

__all__ = ["bounds", "compatible", "is_valid"]

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<doubt>[~?%]?)", re.ASCII
)

#: First month and number of months of a season (21 to 24, the northern half of the globe) and a quarter (33 to 36).
_PARTS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}


def bounds(edtf: str) -> tuple[date, date]:
    """The earliest and the latest day that an EDTF value covers, both included.

    An open end is `date.min` or `date.max`; ``~`` and ``?`` do not widen. Raises `RecordError` on a malformed value.
    """
    first, last, _ = _read(edtf)
    return first, last


def is_valid(edtf: str) -> bool:
    """Whether `bounds` can read the value: its form is right, its days exist, an interval ends after it begins."""
    try:
        _read(edtf)
    except RecordError:
        return False
    return True


def compatible(a: str, b: str) -> bool:
    """Whether two EDTF values can denote the same time: they overlap, doubtful ones widened by one of their own units.

    So ``2018`` and ``2018-05-08`` are compatible, and so are ``2014~`` and ``2015-02``. Raises `RecordError` on a
    malformed value.
    """
    (a_first, a_last, a_slack), (b_first, b_last, b_slack) = _read(a), _read(b)
    slack = a_slack + b_slack
    return _shift(a_first, -slack) <= b_last and b_first <= _shift(a_last, slack)


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


@lru_cache(maxsize=8192)
def _read(edtf: str) -> tuple[date, date, timedelta]:
    """First day, last day, and how far a doubtful value may lie beside them."""
    sides = edtf.split("/")
    if len(sides) == 1:
        return _read_point(edtf, edtf)
    if len(sides) != 2 or set(sides) <= {"", ".."}:
        raise _malformed(edtf)
    first, last, slack = date.min, date.max, timedelta()
    if sides[0] not in ("", ".."):
        first, _, slack = _read_point(sides[0], edtf)
    if sides[1] not in ("", ".."):
        _, last, other = _read_point(sides[1], edtf)
        slack = max(slack, other)
    if last < first:
        raise RecordError(f"date {edtf!r}: the interval ends before it begins; put the earlier date first")
    return first, last, slack


def _read_point(text: str, whole: str) -> tuple[date, date, timedelta]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise _malformed(whole)
    year, month, day = match["year"], match["month"], match["day"]
    try:
        if "X" in year:
            if month:
                raise _malformed(whole)
            # Python's calendar begins with the year 1, and so the first century and decade do.
            first, last = date(max(int(year.replace("X", "0")), 1), 1, 1), date(int(year.replace("X", "9")), 12, 31)
            unit = timedelta(days=3653 if year.count("X") == 1 else 36525)
        elif month is None:
            first, last, unit = date(int(year), 1, 1), date(int(year), 12, 31), timedelta(days=366)
        elif day is not None:
            first = last = date(int(year), int(month), int(day))
            unit = timedelta(days=1)
        else:
            start, months = _PARTS.get(int(month), (int(month), 1))
            first = date(int(year), start, 1)
            end_year, end_month = divmod(int(year) * 12 + start - 1 + months - 1, 12)
            last = date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])
            unit = timedelta(days=31 * months)
    except ValueError:
        raise RecordError(f"date {whole!r}: no such day or month in the calendar; check it against the text") from None
    return first, last, unit if match["doubt"] else timedelta()


def _malformed(edtf: str) -> RecordError:
    return RecordError(
        f"date {edtf!r} is not EDTF; known are 2024-03-06, 2022-11, 2015, 199X, 18XX, 2011-21 (spring), a/b, ../b and "
        "a/.., each with ~ or ?"
    )
