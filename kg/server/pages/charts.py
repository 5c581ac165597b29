"""Charts over time as plain numbers for a template: cooperation above a line, conflict below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bar", "Chart", "draw_time"]

WIDTH, HALF = 960, 84
GAP = 0.24
#: Spans of more months than these are shown by year.
MOST_MONTHS = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year: its place and heights in the drawing, and what it counts."""

    period: str
    x: float
    width: float
    up: float
    down: float
    cooperation: int
    conflict: int
    labelled: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of `WIDTH` by twice `HALF`; ``most`` is what the full height stands for."""

    bars: tuple[Bar, ...]
    most: int
    by: str
    width: int = WIDTH
    half: int = HALF


def draw_time(months: Sequence[tuple[str, int, int, int]]) -> Chart | None:
    """The chart of counts by month; by year where these are many. None when there is nothing to draw."""
    if not months:
        return None
    first, last = _number(months[0][0]), _number(months[-1][0])
    by_month = last - first < MOST_MONTHS
    sums: dict[str, list[int]] = {}
    for month, together, against, _ in months:
        period = month if by_month else month[:4]
        known = sums.setdefault(period, [0, 0])
        known[0] += together
        known[1] += against
    if by_month:
        periods = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1)]
    else:
        periods = [f"{year:04d}" for year in range(first // 12, last // 12 + 1)]
        periods = _drop_empty_start(periods, sums)
    most = max(max(x) for x in sums.values()) or 1
    step = WIDTH / max(len(periods), 6)
    every = max(1, round(64 / step))
    bars = []
    for index, period in enumerate(periods):
        together, against = sums.get(period, (0, 0))
        bars.append(
            Bar(
                period, round(index * step + step * GAP / 2, 1), round(step * (1 - GAP), 1),
                _height(together, most), _height(against, most), together, against, index % every == 0,
            )
        )  # fmt: skip
    return Chart(tuple(bars), most, "month" if by_month else "year")


def _drop_empty_start(periods: list[str], sums: dict[str, list[int]]) -> list[str]:
    """Without far years of hardly any events before the rest, which would squeeze it: those are in the list below."""
    total = sum(sum(x) for x in sums.values())
    skipped = 0
    for index, period in enumerate(periods):
        skipped += sum(sums.get(period, (0, 0)))
        if skipped > max(2, 0.04 * total) or len(periods) - index <= 12:
            return periods[index:]
    return periods


def _height(count: int, most: int) -> float:
    return round(max(count / most * HALF, 2.0 if count else 0.0), 1)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7] or 1) - 1
