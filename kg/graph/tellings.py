"""The reports of a store as merging needs them, read from their triples when they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.events import read_telling
from kg.graph.identifiers import Minter
from kg.graph.merging import TOGETHER, Telling, meet_in_time, name_cell
from kg.graph.terms import iri, literal, value_of
from kg.graph.times import cover_cells
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GAF

__all__ = ["Kept", "Tellings"]

DENOTED_BY = iri(GAF + "denotedBy")
MERGE_CELL = iri(p.MERGE_CELL)

#: So many reports are kept in memory, those that were asked for last; and so many entries of what is filed where.
MOST_KEPT, MOST_FILED = 16_384, 100_000


@dataclass(slots=True)
class Kept:
    """What was read of a store and is still true: its reports, and which of them are filed under a cell of time."""

    reports: OrderedDict[str, Telling] = field(default_factory=OrderedDict)
    filed: OrderedDict[str, dict[str, None]] = field(default_factory=OrderedDict)
    entries: int = 0
    """How many there are in ``filed``, an empty cell as one."""

    def add_cell(self, name: str, reports: Iterable[str]) -> dict[str, None]:
        """Keeps a cell, in the place of those that were not asked for since long."""
        cell = self.filed[name] = dict.fromkeys(reports)
        self.entries += 1 + len(cell)
        while self.entries > MOST_FILED and len(self.filed) > 1:
            self.entries -= 1 + len(self.filed.popitem(last=False)[1])
        return cell

    def file(self, name: str, report: str, *, there: bool) -> None:
        """A report is now filed under a cell, or no longer."""
        cell = self.filed.get(name)
        if cell is None or (report in cell) == there:
            return
        if there:
            cell[report] = None
        else:
            del cell[report]
        self.entries += 1 if there else -1


class Tellings:
    """The reports of a store and how they are grouped: what `kg.graph.grouping.regroup` needs to know of it.

    A report follows from its article's graph alone, so it may be kept in memory until that graph changes (`follow`).
    """

    def __init__(self, store: ox.Store, minter: Minter, kept: Kept | None = None) -> None:
        """``kept``: what was read of the same store before it was opened anew."""
        self._store = store
        self._events = iri(minter.events)
        self.kept = Kept() if kept is None else kept

    def read(self, report: str) -> Telling:
        """A report. Raises `LookupError` when it lacks what it needs."""
        reports = self.kept.reports
        telling = reports.get(report)
        if telling is None:
            telling = reports[report] = read_telling(report, self._about)
            if len(reports) > MOST_KEPT:
                reports.popitem(last=False)
        else:
            reports.move_to_end(report)
        return telling

    def follow(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad], reports: Iterable[str]) -> None:
        """Takes note of a change that was made: its quads, and the reports that are to be read anew."""
        for report in reports:
            self.kept.reports.pop(report, None)
        for quads, there in ((gone, False), (new, True)):
            for quad in quads:
                if quad.predicate == MERGE_CELL:
                    self.kept.file(value_of(quad.object), value_of(quad.subject), there=there)

    def near(self, telling: Telling) -> Iterator[Telling]:
        """The reports of the same merge key whose time may overlap that of a report."""
        put_together = (telling.key or "").startswith(TOGETHER)
        for report in self._find_filed(telling):
            other = self.read(report)
            if put_together or meet_in_time(telling, other):
                yield other

    def together(self, report: str) -> list[Telling]:
        """All reports of the event of a report; only itself when the store knows of no event."""
        events = [q.subject for q in self._store.quads_for_pattern(None, DENOTED_BY, iri(report), self._events)]
        found = {
            value_of(q.object)
            for event in events
            for q in self._store.quads_for_pattern(event, DENOTED_BY, None, self._events)
        }
        return [self.read(member) for member in sorted(found | {report})]

    def _find_filed(self, telling: Telling) -> Iterable[str]:
        """The reports that are filed where one is that a report may be compatible with, each once."""
        if telling.key is None:
            return ()
        cells = graph = None
        if not telling.key.startswith(TOGETHER):
            if telling.span is None:  # it can meet only reports of its own article, whose graph has the article's name
                graph = iri(telling.article)
            else:
                cells = cover_cells(telling.span, telling.article)
        if cells is None:
            keyed = self._store.quads_for_pattern(None, iri(p.MERGE_KEY), literal(telling.key), graph)
            return dict.fromkeys(value_of(quad.subject) for quad in keyed)
        found: dict[str, None] = {}
        for cell in cells:
            found |= self._read_cell(name_cell(telling.key, cell))
        return found

    def _read_cell(self, name: str) -> dict[str, None]:
        cell = self.kept.filed.get(name)
        if cell is None:
            quads = self._store.quads_for_pattern(None, MERGE_CELL, literal(name), None)
            return self.kept.add_cell(name, (value_of(quad.subject) for quad in quads))
        self.kept.filed.move_to_end(name)
        return cell

    def _about(self, subject: str) -> Iterator[ox.Quad]:
        return iter(self._store.quads_for_pattern(iri(subject), None, None, None))
