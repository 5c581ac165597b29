"""Which events are meant: by time, act, type, quad class, status, standing, and by how well they are borne out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.edtf import bounds
from kg.errors import ExportError, RecordError
from kg.model import STATUSES
from kg.vocabulary.acts import ACTS
from kg.vocabulary.plover import TYPES

__all__ = ["ASSERTED_ONLY", "QUADS", "STANDINGS", "Selection", "read_period", "select"]

#: What binds actors unless more is asked for: what the outlet or an own actor tells as done, and nobody denies.
ASSERTED_ONLY = frozenset({"asserted"})
STANDINGS = ("asserted", "claimed", "disputed", "not-done")

#: PLOVER's quad classes by name.
QUADS: Mapping[str, int] = {
    "verbal-cooperation": 1, "material-cooperation": 2, "verbal-conflict": 3, "material-conflict": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are meant. An empty set leaves its part open; all parts must hold."""

    since: str = ""
    """First day (ISO); events that end before it are left out, and those without a date."""
    until: str = ""
    """Last day (ISO)."""
    acts: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    """PLOVER types. An event passes that has one of the acts or one of the types."""
    quads: frozenset[int] = frozenset()
    statuses: frozenset[str] = frozenset()
    standings: frozenset[str] = ASSERTED_ONLY
    min_reports: int = 1
    min_texts: int = 1
    """So many articles must tell of it in texts of their own: reprints do not count."""
    min_confidence: float = 0.0
    undated: str = "published"
    """An event of which no text tells the time: ``published`` gives it the day of the first article that tells it, as
    event data sets do; ``open`` leaves it without a date."""

    def admits(
        self, act: str, type_: str, status: str, standing: str, reports: int, texts: int, confidence: float
    ) -> bool:
        """Whether an event passes that is so described, its time aside."""
        return (
            (not self.standings or standing in self.standings)
            and (not (self.acts or self.types) or act in self.acts or type_ in self.types)
            and (not self.quads or TYPES[type_].quad in self.quads)
            and (not self.statuses or status in self.statuses)
            and reports >= self.min_reports
            and texts >= self.min_texts
            and confidence >= self.min_confidence
        )

    def admits_time(self, span: tuple[str, str] | None) -> bool:
        """Whether a time, as first and last ISO day, overlaps the period."""
        if not (self.since or self.until):
            return True
        return span is not None and span[1] >= self.since and (not self.until or span[0] <= self.until)


def select(
    *,
    period: str = "",
    what: Iterable[str] = (),
    quads: Iterable[str | int] = (),
    statuses: Iterable[str] = (),
    standings: Iterable[str] = ASSERTED_ONLY,
    min_reports: int = 1,
    min_texts: int = 1,
    min_confidence: float = 0.0,
    undated: str = "published",
) -> Selection:
    """The selection of what a user names: ``what`` holds acts (``sign``) and PLOVER types (``AID``) alike.

    ``period`` is EDTF: ``2024``, ``2024-03``, ``2023-01/2024-06``, ``2023/..``. Standings ``all`` are all of them.
    Raises `ExportError` for an unknown name, with the nearest that is known.
    """
    first, last = read_period(period)
    acts, types = set(), set()
    for name in what:
        if name.upper() in TYPES and name.lower() not in ACTS:
            types.add(name.upper())
        elif name.isupper() and name in TYPES:
            types.add(name)
        else:
            acts.add(_find(name.lower(), [*ACTS, *(t.lower() for t in TYPES)], "act or PLOVER type"))
    chosen = {_find_quad(quad) for quad in quads}
    stands = set(standings)
    stands = set(STANDINGS) if "all" in stands else {_find(name, STANDINGS, "standing") for name in stands}
    if undated not in ("published", "open"):
        raise ExportError(f"undated events are 'published' or 'open', not {undated!r}")
    return Selection(
        since=first,
        until=last,
        acts=frozenset(acts),
        types=frozenset(types),
        quads=frozenset(chosen),
        statuses=frozenset(_find(name, STATUSES, "status") for name in statuses),
        standings=frozenset(stands),
        min_reports=min_reports,
        min_texts=min_texts,
        min_confidence=min_confidence,
        undated=undated,
    )


def read_period(period: str) -> tuple[str, str]:
    """The first and the last ISO day of an EDTF value, empty where it is open. Raises `ExportError`."""
    if not period:
        return "", ""
    try:
        first, last = bounds(period)
    except RecordError as error:
        raise ExportError(f"period: {error}") from None
    return first.isoformat() if first.year > 1 else "", last.isoformat() if last.year < 9999 else ""


def _find_quad(quad: str | int) -> int:
    if str(quad).isdigit() and int(quad) in QUADS.values():
        return int(quad)
    return QUADS[_find(str(quad), list(QUADS), "quad class")]


def _find(name: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    meant = f"did you mean {near[0]!r}? " if near else ""
    raise ExportError(f"unknown {what} {name!r}; {meant}known are {', '.join(names)}")
