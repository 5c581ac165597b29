"""Reports grouped into events, so that a change costs what it touches and not what is there.

The rule: reports join events in the order of their `Telling.rank`, each the event most of whose reports so far speak
for it (`kg.graph.merging.weigh`), the earlier founded one of two; one for which none speaks founds an event. The
outcome depends on the set of reports alone, never on the order in which they came.

`group` does just that. `regroup` keeps to the rule without going through all reports again. Whether a report joins an
event depends only on reports of lower rank that overlap it in time; so after a change only those are decided again
whose surroundings changed, in the order of their rank, and what they do is passed on in the same way until nothing
changes any more.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import Protocol

from kg.graph.merging import TOGETHER, Telling, compatible, may_join, weigh
from kg.graph.times import cover_cells, file_cells

__all__ = ["Known", "find_founder", "group", "regroup"]


class Known(Protocol):
    """The reports as they were grouped before the change."""

    def near(self, telling: Telling) -> Iterable[Telling]:
        """All known reports of the same merge key whose time may overlap, at least; each once."""
        ...

    def together(self, report: str) -> Collection[Telling]:
        """All reports of the event that a known report belongs to, itself among them."""
        ...


def regroup(
    gone: Iterable[Telling], new: Iterable[Telling], known: Known
) -> tuple[list[list[Telling]], list[list[Telling]]]:
    """The events that a change touches: as they were, and as they are then, each in canonical order.

    ``gone`` are known reports that go, ``new`` those that come; a report that changes is in both.
    """
    return _Regrouping(list(gone), list(new), known).run()


def group(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """The events of all reports of one merge key, each in canonical order."""
    events: dict[str, list[Telling]] = {}
    founders = _Founders()
    for telling in sorted(tellings, key=lambda t: t.rank):
        founder = _choose(telling, founders.near(telling), lambda founder: events[founder.report])
        if founder is telling:
            events[telling.report] = [telling]
            founders.add(telling)
        else:
            events[founder.report].append(telling)
    return [_sort(members) for members in events.values()]


class _Founders:
    """The founders of the events of one merge key, by when it was: in the cells under which a store files them, too."""

    def __init__(self) -> None:
        self._all: list[Telling] = []
        self._filed: dict[str, list[Telling]] = defaultdict(list)
        self._of_article: dict[str, list[Telling]] = defaultdict(list)

    def add(self, founder: Telling) -> None:
        self._all.append(founder)
        self._of_article[founder.article].append(founder)
        for cell in file_cells(founder.span, founder.article):
            self._filed[cell].append(founder)

    def near(self, telling: Telling) -> Iterable[Telling]:
        """All whose time may overlap that of a report, at least; each once."""
        if (telling.key or "").startswith(TOGETHER):
            return self._all
        if telling.span is None:
            return self._of_article.get(telling.article, ())
        cells = cover_cells(telling.span, telling.article)
        if cells is None:
            return self._all
        found = chain.from_iterable(self._filed[cell] for cell in cells if cell in self._filed)
        return {founder.report: founder for founder in found}.values()


def _choose(
    telling: Telling, near: Iterable[Telling], list_earlier: Callable[[Telling], Collection[Telling]]
) -> Telling:
    """The founder of the event that a report joins, itself when it founds one; ``near`` are the founders to weigh.

    ``list_earlier`` gives those reports of a founder's event that are of lower rank.
    """
    best, most = telling, 0
    for founder in sorted((f for f in near if may_join(telling, f)), key=lambda t: t.rank):
        support = weigh(telling, list_earlier(founder))
        if support > most:
            best, most = founder, support
    return best


def find_founder(telling: Telling, known: Known) -> Telling:
    """The founder of the event that a known report should belong to, given where those of lower rank belong."""
    return _Regrouping([], [], known).decide(telling)


class _Regrouping:
    def __init__(self, gone: list[Telling], new: list[Telling], known: Known) -> None:
        self._gone = {t.report: t for t in gone}
        self._new = {t.report: t for t in new}
        self._known = known
        self._were: dict[str, dict[str, Telling]] = {}
        """The events looked at as they were, by the report of their founder."""
        self._founder_was: dict[str, Telling] = {}
        self._founder_is: dict[str, Telling] = {}
        """The founder of the event of each report that was decided again."""
        self._joined: dict[str, dict[str, Telling]] = {}
        """The reports that were decided again, by their founder."""
        self._touched: set[str] = set()
        self._queue: list[tuple[object, str, Telling]] = []
        self._queued: set[str] = set()

    def run(self) -> tuple[list[list[Telling]], list[list[Telling]]]:
        for telling in self._gone.values():
            self._spread(telling, self._find_old_founder(telling), left=True)
        for telling in self._new.values():
            self._push(telling)
        while self._queue:
            telling = heapq.heappop(self._queue)[2]
            founder = self.decide(telling)
            known = telling.report not in self._new
            before = self._find_old_founder(telling) if known else None
            self._founder_is[telling.report] = founder
            self._joined.setdefault(founder.report, {})[telling.report] = telling
            if before is None:
                self._spread(telling, founder)
            elif before.report != founder.report or before.report in self._gone:
                self._spread(telling, before, left=True)
                self._spread(telling, founder, left=before.report == founder.report)
        old = [list(self._were[f].values()) for f in self._touched if f in self._were]
        new = [members for f in self._touched if (members := self._list_members(f))]
        return [_sort(x) for x in old], [_sort(x) for x in new]

    def decide(self, telling: Telling) -> Telling:
        """The founder of the event that a report joins, itself when it founds one. Those of lower rank are decided."""
        founders = (
            other
            for other in self._find_near(telling)
            if other.rank < telling.rank and self._find_founder(other).report == other.report
        )
        return _choose(
            telling, founders, lambda founder: [m for m in self._list_members(founder.report) if m.rank < telling.rank]
        )

    def _spread(self, telling: Telling, founder: Telling, *, left: bool = False) -> None:
        """Queues the reports that may decide otherwise now that a report joined the event of a founder, or left it.

        One that joins draws those for which it speaks and repels those that are there already; it is nothing to others.
        """
        self._touched.add(founder.report)
        if founder.report not in self._new and founder.report not in self._were:
            self._find_old_founder(founder)
        for other in self._find_near(founder):
            if other.rank <= telling.rank or other.report == founder.report or not may_join(other, founder):
                continue
            if left or compatible(other, telling) or self._find_founder(other).report == founder.report:
                self._push(other)

    def _push(self, telling: Telling) -> None:
        if telling.report not in self._queued:
            self._queued.add(telling.report)
            heapq.heappush(self._queue, (telling.rank, telling.report, telling))

    def _find_near(self, telling: Telling) -> Iterable[Telling]:
        for other in self._known.near(telling):
            if other.report not in self._gone:
                yield other
        for other in self._new.values():
            if other.key == telling.key:
                yield other

    def _find_founder(self, telling: Telling) -> Telling:
        """The founder of a report's event as far as it is decided. Known reports stay where they were."""
        decided = self._founder_is.get(telling.report)
        if decided is not None:
            return decided
        return telling if telling.report in self._new else self._find_old_founder(telling)

    def _find_old_founder(self, telling: Telling) -> Telling:
        if telling.report not in self._founder_was:
            members = {t.report: t for t in self._known.together(telling.report)}
            founder = min(members.values(), key=lambda t: t.rank)
            self._were[founder.report] = members
            self._founder_was |= dict.fromkeys(members, founder)
        return self._founder_was[telling.report]

    def _list_members(self, founder: str) -> list[Telling]:
        """The reports of an event as far as they are decided."""
        there = {
            report: telling
            for report, telling in self._were.get(founder, {}).items()
            if report not in self._gone and report not in self._founder_is
        }
        return list((there | self._joined.get(founder, {})).values())


def _sort(tellings: Iterable[Telling]) -> list[Telling]:
    return sorted(tellings, key=lambda t: t.order)
