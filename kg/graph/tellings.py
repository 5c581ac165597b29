"""The reports of a store as merging needs them, read from their triples when they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.events import read_telling
from kg.graph.identifiers import Minter
from kg.graph.merging import TOGETHER, Telling, meet_in_time, name_cell
from kg.graph.terms import iri, literal, value_of
from kg.graph.times import cover_cells
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GAF

__all__ = ["Tellings"]

DENOTED_BY = iri(GAF + "denotedBy")

#: So many reports are kept in memory, those that were asked for last.
MOST_KEPT = 4096


class Tellings:
    """The reports of a store and how they are grouped: what `kg.graph.grouping.regroup` needs to know of it.

    A report follows from its article's graph alone, so it may be kept in memory until that graph changes (`forget`).
    """

    def __init__(self, store: ox.Store, minter: Minter, kept: OrderedDict[str, Telling] | None = None) -> None:
        """``kept``: reports of the same store that were read before it was opened anew."""
        self._store = store
        self._events = iri(minter.events)
        self.kept: OrderedDict[str, Telling] = OrderedDict() if kept is None else kept

    def read(self, report: str) -> Telling:
        """A report. Raises `LookupError` when it lacks what it needs."""
        telling = self.kept.get(report)
        if telling is None:
            telling = self.kept[report] = read_telling(report, self._about)
            if len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        else:
            self.kept.move_to_end(report)
        return telling

    def forget(self, *reports: str) -> None:
        """Reads these reports anew when they are asked for again: their article has changed."""
        for report in reports:
            self.kept.pop(report, None)

    def near(self, telling: Telling) -> Iterator[Telling]:
        """The reports of the same merge key whose time may overlap that of a report."""
        seen = set()
        for quad in self._file(telling):
            report = value_of(quad.subject)
            if report not in seen:
                seen.add(report)
                other = self.read(report)
                if (telling.key or "").startswith(TOGETHER) or meet_in_time(telling, other):
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

    def _file(self, telling: Telling) -> Iterator[ox.Quad]:
        """The places where reports are filed that a report may be compatible with."""
        if telling.key is None:
            return
        cells = graph = None
        if not telling.key.startswith(TOGETHER):
            if telling.span is None:  # it can meet only reports of its own article, whose graph has the article's name
                graph = iri(telling.article)
            else:
                cells = cover_cells(telling.span, telling.article)
        if cells is None:
            yield from self._store.quads_for_pattern(None, iri(p.MERGE_KEY), literal(telling.key), graph)
            return
        for cell in cells:
            name = literal(name_cell(telling.key, cell))
            yield from self._store.quads_for_pattern(None, iri(p.MERGE_CELL), name, None)

    def _about(self, subject: str) -> Iterator[ox.Quad]:
        return iter(self._store.quads_for_pattern(iri(subject), None, None, None))
