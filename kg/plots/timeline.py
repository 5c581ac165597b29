"""A timeline: how much happened each month, and below it the events that most articles tell, one a line."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import ExportError
from kg.exports.reading import EventRow
from kg.plots.style import GREY, colour, cut, list_quads, new_figure, styled, wrap
from kg.tongues import pick, reads_right_to_left
from kg.vocabulary.plover import TYPES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_timeline"]

ROW, LINE_WIDTH = 0.34, 62

#: Over more days than this, events are counted by year.
_LONG = 2500

_Months: TypeAlias = Counter[tuple[tuple[str, str], int | None]]
"""Events by first and last month and quad class."""


def draw_timeline(events: Iterable[EventRow], *, lang: str = "en", most: int = 30, title: str = "") -> Figure:
    """Dated events in order: a dot on the day, a bar where only a longer time is known.

    Told are those of most reports, then of highest confidence. Raises `ExportError` when no event has a date, or
    matplotlib is missing.
    """
    months: _Months = Counter()
    kept: list[tuple[int, float, str, EventRow]] = []
    for event in events:
        if event.span is None:
            continue
        months[(event.span[0][:7], event.span[1][:7]), TYPES[event.type].quad] += 1
        entry = (event.reports, event.confidence, event.iri, event)
        heapq.heappush(kept, entry) if len(kept) < most else heapq.heappushpop(kept, entry)
    shown = sorted((event for *_, event in kept), key=lambda event: (event.span, event.iri))
    if not shown:
        raise ExportError("no dated event to draw in what was chosen")
    with styled():
        from matplotlib.dates import date2num

        figure, axes = new_figure(7, 1.4 + ROW * len(shown))
        _draw_events(axes, shown, lang)
        first, last = (edge(event.span[part] for event in shown if event.span) for part, edge in ((0, min), (1, max)))
        within = Counter(
            {key: number for key, number in months.items() if first[:7] <= key[0][1] and key[0][0] <= last[:7]}
        )
        if len({span for span, _ in within}) > 1:
            _draw_counts(figure, axes, within)
        # The time of what is told: one event long before the others would leave them no room.
        margin = max((date.fromisoformat(last) - date.fromisoformat(first)).days * 0.04, 2)
        edges = date2num([date.fromisoformat(first), date.fromisoformat(last)])  # type: ignore[no-untyped-call]
        axes.set_xlim(edges[0] - margin, edges[1] + margin)
        if title:
            figure.suptitle(cut(title, 120), fontsize=12, y=1.02)
    return figure


def _draw_events(axes: Any, shown: list[EventRow], lang: str) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first = min(date.fromisoformat(event.span[0]) for event in shown if event.span)
    last = max(date.fromisoformat(event.span[1]) for event in shown if event.span)
    least = max((last - first).days / 150, 1)
    for row, event in enumerate(shown):
        assert event.span is not None
        start, end = (date.fromisoformat(day) for day in event.span)
        shade = colour(TYPES[event.type].quad)
        if (end - start).days > least:
            axes.plot([start, end], [row, row], color=shade, lw=4, solid_capstyle="round", alpha=0.7)
        else:
            axes.plot([start], [row], "o", color=shade, ms=6)
        axes.axhline(row, color="#eeeeee", lw=0.6, zorder=0)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_yticks(range(len(shown)))
    labels = [pick(lang, en=event.label_en, ar=event.label_ar) for event in shown]
    axes.set_yticklabels(
        [wrap(label, LINE_WIDTH, 2) for label in labels], fontsize=7.5, parse_math=False, linespacing=1.05
    )
    axes.tick_params(axis="y", length=0)
    if reads_right_to_left(lang):
        axes.yaxis.tick_right()
        for label in axes.get_yticklabels():
            label.set_multialignment("right")
    axes.spines["left"].set_visible(False)
    locator = AutoDateLocator(maxticks=7)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    list_quads(
        axes, {TYPES[event.type].quad for event in shown}, lang, loc="upper center", ncols=5,
        bbox_to_anchor=(0.5, -0.28 / (ROW * len(shown) + 0.2) - 0.02),
    )  # fmt: skip


def _draw_counts(figure: Figure, axes: Any, months: _Months) -> None:
    """Events a month, stacked by quad class, above the lines and on their axis of time; a year where it is long."""
    first, last = (
        date.fromisoformat(f"{edge(span[part] for span, _ in months)}-01") for part, edge in ((0, min), (1, max))
    )
    yearly = (last - first).days > _LONG
    counts: Counter[tuple[date, int | None]] = Counter()
    for (start, end), quad in months:
        if start[: 4 if yearly else 7] == end[: 4 if yearly else 7]:
            counts[date.fromisoformat(f"{start[:4]}-01-01" if yearly else f"{start}-01"), quad] += months[
                (start, end), quad
            ]
    from matplotlib.dates import date2num
    from matplotlib.ticker import MaxNLocator

    box = axes.get_position()
    strip = 0.7 / figure.get_figheight()
    above = figure.add_axes((box.x0, box.y1 + strip * 0.25, box.width, strip), sharex=axes)
    height: Counter[date] = Counter()
    for quad in (1, 2, 3, 4, None):
        for day in sorted({first_day for first_day, its in counts if its == quad}):
            number = counts[day, quad]
            left = date2num(day)  # type: ignore[no-untyped-call]
            above.bar(left, number, width=355 if yearly else 28, bottom=height[day], align="edge", color=colour(quad))
            height[day] += number
    above.tick_params(axis="x", labelbottom=False, length=0)
    above.tick_params(axis="y", labelsize=7, colors=GREY)
    above.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
