"""Events counted by pair and month, and the articles read: how much is told, out of how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.exports import Options
from kg.exports.reading import EventRow, Reader
from kg.exports.tables.coding import code_person
from kg.exports.tables.columns import Cell
from kg.exports.views.ties import pair_up
from kg.vocabulary.plover import TYPES

__all__ = ["count_articles", "count_months", "count_outlet_months"]


@dataclass(slots=True)
class _Count:
    events: int = 0
    reports: int = 0
    quads: Counter[int | None] = field(default_factory=Counter)
    goldstein: float = 0.0
    score: float = 0.0

    def add(self, event: EventRow, reports: int) -> None:
        plover = TYPES[event.type]
        self.events += 1
        self.reports += reports
        self.quads[plover.quad] += 1
        self.goldstein += event.goldstein
        self.score += plover.score

    def cells(self) -> list[Cell]:
        means = [round(total / self.events, 4) for total in (self.goldstein, self.score)]
        return [self.events, self.reports, *(self.quads[quad] for quad in (1, 2, 3, 4)), *means]


def count_months(reader: Reader, options: Options) -> Iterator[list[Cell]]:
    """Events by month and pair, with the articles of the month. An event whose month is not known counts nowhere."""
    counts: dict[tuple[str, str, str], _Count] = {}
    for event, month, pairs in _list_by_month(reader, options):
        for actor, recipient in pairs:
            counts.setdefault((month, actor, recipient), _Count()).add(event, event.reports)
    read = _sum_articles(_count_articles(reader), (0,))
    for (month, actor, recipient), count in sorted(counts.items()):
        ends = [*_name_end(reader, actor), *_name_end(reader, recipient)]
        yield [month, *ends, *count.cells(), read.get((month,), 0)]


def count_outlet_months(reader: Reader, options: Options) -> Iterator[list[Cell]]:
    """Events by month, outlet and pair, with the articles of the outlet that month."""
    counts: dict[tuple[str, str, str, str], _Count] = {}
    for event, month, pairs in _list_by_month(reader, options):
        tellers = Counter(reader.evidence(report).article.outlet for report in event.denoted_by)
        for outlet, reports in tellers.items():
            for actor, recipient in pairs:
                counts.setdefault((month, outlet, actor, recipient), _Count()).add(event, reports)
    read = _sum_articles(_count_articles(reader), (0, 1))
    for (month, outlet, actor, recipient), count in sorted(counts.items()):
        ends = [*_name_end(reader, actor), *_name_end(reader, recipient)]
        yield [month, outlet or None, *ends, *count.cells(), read.get((month, outlet), 0)]


def count_articles(reader: Reader, options: Options) -> Iterator[list[Cell]]:
    """Articles by month of publication, outlet and language."""
    for (month, outlet, language), number in sorted(_count_articles(reader).items()):
        yield [month or None, outlet or None, language or None, number]


def _list_by_month(reader: Reader, options: Options) -> Iterator[tuple[EventRow, str, list[tuple[str, str]]]]:
    for event in reader.events(options.selection):
        if event.span is not None and event.span[0][:7] == event.span[1][:7]:
            pairs = pair_up(reader, event, options.actors or "folded")
            if pairs:
                yield event, event.span[0][:7], pairs


def _count_articles(reader: Reader) -> Counter[tuple[str, str, str]]:
    return Counter((article.published[:7], article.outlet, article.language) for article in reader.articles())


def _sum_articles(counts: Mapping[tuple[str, str, str], int], parts: Iterable[int]) -> Mapping[tuple[str, ...], int]:
    sums: Counter[tuple[str, ...]] = Counter()
    kept = tuple(parts)
    for key, number in counts.items():
        sums[tuple(key[part] for part in kept)] += number
    return sums


def _name_end(reader: Reader, iri: str) -> list[Cell]:
    name, name_ar, _, _, iso3, _, _, cow, gw = code_person(reader.entity(iri))
    return [name or None, name_ar or None, iso3 or None, int(cow) if cow else None, int(gw) if gw else None]
