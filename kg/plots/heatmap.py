"""A heat map of pairs by month: the colour is the mean Goldstein score, the number that of events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from kg.bidi import is_right_to_left
from kg.errors import ExportError
from kg.exports.tables import Table
from kg.plots.style import cut, new_figure, styled
from kg.tongues import pick, reads_right_to_left

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_heatmap"]

#: With more months than this a column is a year.
MOST_MONTHS = 72
CELL = 0.3

_WORDS = {"en": ("mean Goldstein score", "month", "year"), "ar": ("متوسط درجة غولدستين", "الشهر", "السنة")}


def draw_heatmap(table: Table, *, lang: str = "en", most: int = 25, title: str = "") -> Figure:
    """The pairs with most events of a table ``dyad-months``, month by month, or year by year where they are many.

    Raises `ExportError` when there is no such event, or matplotlib is missing.
    """
    places = {column.name: number for number, column in enumerate(table.columns)}
    names: dict[tuple[str, str], str] = {}
    events: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    scores: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in table.rows():
        told = {name: row[place] for name, place in places.items()}
        pair = (str(told["actor"]), str(told["recipient"]))
        names[pair] = _name(told, lang)
        number = int(told["events"] or 0)
        events[pair][str(told["month"])] += number
        scores[pair][str(told["month"])] += float(told["goldstein"] or 0) * number  # type: ignore[assignment]
    pairs = sorted(events, key=lambda pair: (-events[pair].total(), pair))[:most]
    if not pairs:
        raise ExportError("no event to draw: none in what was chosen has a month and two sides")
    columns, unit = _list_columns({month for pair in pairs for month in events[pair]})
    with styled():
        figure, axes = new_figure(1 + CELL * len(columns), 0.8 + CELL * len(pairs))
        counts = np.zeros((len(pairs), len(columns)))
        sums = np.zeros_like(counts)
        for row_number, pair in enumerate(pairs):
            for month, number in events[pair].items():
                column = columns.index(month[: 7 if unit == 1 else 4])
                counts[row_number, column] += number
                sums[row_number, column] += scores[pair][month]
        means = np.ma.masked_array(np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0), counts == 0)
        picture = axes.pcolormesh(means, cmap="RdBu", vmin=-10, vmax=10, edgecolors="white", linewidth=1)
        for (row_number, column), count in np.ndenumerate(counts):
            if count:
                dark = abs(float(means[row_number, column])) > 6
                axes.text(column + 0.5, row_number + 0.5, f"{count:.0f}", ha="center", va="center", fontsize=7,
                          color="white" if dark else "black")  # fmt: skip
        axes.set_ylim(len(pairs), 0)
        axes.set_yticks(np.arange(len(pairs)) + 0.5)
        axes.set_yticklabels([cut(names[pair], 60) for pair in pairs], fontsize=8, parse_math=False)
        step = max(1, len(columns) // 24)
        axes.set_xticks(np.arange(0, len(columns), step) + 0.5)
        axes.set_xticklabels(columns[::step], rotation=90, fontsize=7)
        axes.tick_params(length=0)
        axes.set_xlabel(_WORDS[lang][unit])
        if reads_right_to_left(lang):
            axes.yaxis.tick_right()
        for spine in axes.spines.values():
            spine.set_visible(False)
        inches = figure.get_figheight()
        bar = figure.colorbar(
            picture, ax=axes, orientation="horizontal", location="top", aspect=30, pad=0.15 / inches,
            fraction=0.6 / inches,
            shrink=min(1.0, 3 / figure.get_figwidth() + 0.2),
        )  # fmt: skip
        bar.set_label(_WORDS[lang][0], fontsize=8)
        bar.ax.tick_params(labelsize=7)
        if title:
            figure.suptitle(cut(title, 120), fontsize=12, y=1.02)
    return figure


def _name(told: Mapping[str, object], lang: str) -> str:
    """From whom to whom; the arrow points in the direction of writing."""
    ends = [str(pick(lang, en=told[side], ar=told[f"{side}_ar"]) or "") for side in ("actor", "recipient")]
    return " ← ".join(ends) if all(map(is_right_to_left, ends)) else " → ".join(ends)


def _list_columns(months: Iterable[str]) -> tuple[list[str], int]:
    """All months from the first to the last, or all years, and which of the two (1 or 2)."""
    first, last = min(months), max(months)
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    if end - start < MOST_MONTHS:
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)], 1
    return [f"{year:04}" for year in range(start // 12, end // 12 + 1)], 2
