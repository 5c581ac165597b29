"""What pages ask the catalogue: things, lines of events, and counts. Everything comes in a fixed order."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from kg.tongues import pick

__all__ = ["ACTOR_KINDS", "Catalogue", "Filter", "Line", "Thing", "events_beside", "events_between", "events_of"]

#: Who can do something; all other things are done something about.
ACTOR_KINDS = ("state", "government", "person", "igo", "nonstate", "ngo", "company", "population")

COOPERATION, CONFLICT = (1, 2), (3, 4)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: who or what. ``events`` counts those of all who act for it, where it is a state.

    ``lat`` and ``lon`` are degrees (WGS 84), a state's those of its capital; None where the graph has none.
    """

    id: int
    iri: str
    kind: str
    code: str | None
    en: str | None
    ar: str | None
    state: int
    events: int
    own: int
    lat: float | None
    lon: float | None

    def name(self, lang: str) -> str:
        """Its name in a language, else in the other, else the end of its IRI."""
        return pick(lang, en=self.en, ar=self.ar) or self.iri.rpartition("/")[2].rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a line of a list. ``day`` is its first day, or when it was first told of, which ``dated`` tells."""

    id: int
    iri: str
    act: str
    type: str
    quad: int | None
    status: str
    standing: str
    date: str | None
    day: str | None
    last: str | None
    dated: int
    reports: int
    articles: int
    confidence: float
    en: str | None
    ar: str | None
    conflict: str | None

    def statement(self, lang: str) -> str:
        """The event as it is said in a language, else in the other."""
        return pick(lang, en=self.en, ar=self.ar) or self.act


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events of a list are wanted."""

    year: str = ""
    side: str = ""
    """``cooperation`` or ``conflict``."""
    status: str = ""
    act: str = ""

    def to_sql(self) -> tuple[str, dict[str, Any]]:
        """A condition on ``e``, with its parameters."""
        parts, values = ["1"], {}
        if self.year:
            parts.append("substr(e.day, 1, 4) <= :year AND substr(e.last, 1, 4) >= :year")
            values["year"] = self.year
        if self.side in ("cooperation", "conflict"):
            parts.append(f"e.quad IN {COOPERATION if self.side == 'cooperation' else CONFLICT}")
        if self.status:
            parts.append("e.status = :status")
            values["status"] = self.status
        if self.act:
            parts.append("e.act = :act")
            values["act"] = self.act
        return " AND ".join(parts), values


_THING = ", ".join(f"t.{f.name}" for f in fields(Thing))
_LINE = ", ".join(f"e.{f.name}" for f in fields(Line))


class Catalogue:
    """A catalogue opened for reading."""

    def __init__(self, path: str) -> None:
        self.database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)

    def find(self, iri: str) -> Thing | None:
        """The thing of an IRI."""
        return self._thing(f"SELECT {_THING} FROM things t WHERE t.iri = ?", (iri,))

    def get(self, number: int) -> Thing | None:
        """The thing of a number."""
        return self._thing(f"SELECT {_THING} FROM things t WHERE t.id = ?", (number,))

    def find_line(self, iri: str) -> Line | None:
        """The event of an IRI."""
        row = self.database.execute(f"SELECT {_LINE} FROM events e WHERE e.iri = ?", (iri,)).fetchone()
        return Line(*row) if row else None

    def get_line(self, number: int) -> Line:
        """The event of a number. Raises `KeyError`."""
        row = self.database.execute(f"SELECT {_LINE} FROM events e WHERE e.id = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return Line(*row)

    def counts(self) -> dict[str, Any]:
        """How much there is of what, and the years that it spans."""
        one = self.database.execute
        kinds = dict(one("SELECT kind, COUNT(*) FROM things WHERE events > 0 GROUP BY kind"))
        first, last = one("SELECT MIN(day), MAX(last) FROM events WHERE dated").fetchone()
        events, reports = one("SELECT COUNT(*), COALESCE(SUM(reports), 0) FROM events").fetchone()
        return {"events": events, "reports": reports, "kinds": kinds, "first": first, "last": last}

    def top(self, kinds: Sequence[str], limit: int) -> list[Thing]:
        """The things of some kinds with the most events."""
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT {_THING} FROM things t WHERE t.kind IN ({marks}) AND t.events > 0 ORDER BY t.events DESC, t.iri"
        return [Thing(*row) for row in self.database.execute(f"{sql} LIMIT ?", (*kinds, limit))]

    def latest(self, limit: int) -> list[Line]:
        """The last dated events that are told as done."""
        sql = f"SELECT {_LINE} FROM events e WHERE e.dated AND e.status = 'actual' ORDER BY e.day DESC, e.reports DESC"
        return [Line(*row) for row in self.database.execute(f"{sql}, e.iri LIMIT ?", (limit,))]

    def lines(self, where: str, values: Mapping[str, Any], wanted: Filter, offset: int, limit: int) -> list[Line]:
        """Events that meet a condition on ``e``, newest first."""
        condition, more = wanted.to_sql()
        sql = f"""SELECT {_LINE} FROM events e WHERE ({where}) AND {condition}
            ORDER BY e.day IS NULL, e.day DESC, e.reports DESC, e.iri LIMIT :limit OFFSET :offset"""
        found = self.database.execute(sql, {**values, **more, "limit": limit, "offset": offset})
        return [Line(*row) for row in found]

    def count(self, where: str, values: Mapping[str, Any], wanted: Filter) -> int:
        """How many events meet a condition."""
        condition, more = wanted.to_sql()
        sql = f"SELECT COUNT(*) FROM events e WHERE ({where}) AND {condition}"
        return int(self.database.execute(sql, {**values, **more}).fetchone()[0])

    def tally(self, what: str, where: str, values: Mapping[str, Any]) -> list[tuple[Any, int]]:
        """How many events of each value of an expression on ``e``, the most first."""
        sql = f"SELECT {what} AS k, COUNT(*) AS n FROM events e WHERE {where} GROUP BY k ORDER BY n DESC, k"
        return [(key, number) for key, number in self.database.execute(sql, dict(values)) if key is not None]

    def months(self, where: str, values: Mapping[str, Any]) -> list[tuple[str, int, int, int]]:
        """Month (``2024-03``), and events of cooperation, of conflict and of neither in it, in order of time."""
        sql = f"""SELECT substr(e.day, 1, 7) AS m, SUM(e.quad IN {COOPERATION}), SUM(e.quad IN {CONFLICT}),
            SUM(e.quad IS NULL) FROM events e WHERE ({where}) AND e.day IS NOT NULL AND e.status = 'actual'
            GROUP BY m ORDER BY m"""
        return [(m, a or 0, b or 0, n or 0) for m, a, b, n in self.database.execute(sql, dict(values))]

    def partners(self, thing: Thing, limit: int) -> list[tuple[Thing, int, int, int, dict[str, int]]]:
        """With whom a thing has ties: partner, events, of them cooperation and conflict, events by year.

        The ties of a state are those of all who act for it, and so are its partners'.
        """
        whole = thing.kind == "state"
        own = "a.state = :id" if whole else "a.id = :id"
        other = "b.state" if whole else "b.id"
        sql = f"""
            WITH sides AS (
              SELECT event, source AS one, target AS two FROM ties UNION ALL SELECT event, target, source FROM ties
            ), met AS (
              SELECT DISTINCT s.event, {other} AS partner FROM sides s
              JOIN things a ON a.id = s.one JOIN things b ON b.id = s.two
              WHERE {own} AND {other} != :id AND b.kind != 'unresolved'
            )
            SELECT m.partner, substr(e.day, 1, 4), COUNT(*), SUM(e.quad IN {COOPERATION}), SUM(e.quad IN {CONFLICT})
            FROM met m JOIN events e ON e.id = m.event WHERE e.status = 'actual' GROUP BY 1, 2"""
        totals: dict[int, list[int]] = {}
        years: dict[int, dict[str, int]] = {}
        for partner, year, number, together, against in self.database.execute(sql, {"id": thing.id}):
            known = totals.setdefault(partner, [0, 0, 0])
            for index, value in enumerate((number, together or 0, against or 0)):
                known[index] += value
            if year:
                years.setdefault(partner, {})[year] = number
        order = sorted(totals, key=lambda x: (-totals[x][0], x))[:limit]
        found = ((self.get(number), number) for number in order)
        return [(other, *totals[n], years.get(n, {})) for other, n in found if other is not None]  # type: ignore[misc]

    def members(self, state: Thing, limit: int) -> list[Thing]:
        """Who acts for a state: people, bodies and groups, the busiest first."""
        sql = f"""SELECT {_THING} FROM things t WHERE t.state = ? AND t.id != t.state AND t.own > 0
            AND t.kind IN {ACTOR_KINDS} ORDER BY t.own DESC, t.iri LIMIT ?"""
        return [Thing(*row) for row in self.database.execute(sql, (state.id, limit))]

    def parts(self, event: int) -> list[tuple[str, Thing]]:
        """The things of an event, with their roles."""
        sql = f"SELECT p.role, {_THING} FROM parts p JOIN things t ON t.id = p.thing WHERE p.event = ? ORDER BY t.iri"
        return [(role, Thing(*row)) for role, *row in self.database.execute(sql, (event,))]

    def count_at(self, place: Thing) -> int:
        """How many events took place somewhere."""
        sql = "SELECT COUNT(DISTINCT event) FROM parts WHERE thing = ? AND role = 'place'"
        return int(self.database.execute(sql, (place.id,)).fetchone()[0])

    def roles(self, thing: Thing) -> dict[str, int]:
        """In how many events a thing has each role, with all who act for it where it is a state."""
        own = "t.state = :id" if thing.kind == "state" else "t.id = :id"
        sql = f"""SELECT p.role, COUNT(DISTINCT p.event) FROM parts p JOIN things t ON t.id = p.thing
            WHERE {own} GROUP BY p.role"""
        return dict(self.database.execute(sql, {"id": thing.id}))

    def _thing(self, sql: str, values: Sequence[Any]) -> Thing | None:
        row = self.database.execute(sql, values).fetchone()
        return Thing(*row) if row else None


def events_of(thing: Thing) -> str:
    """The condition on ``e`` for the events that a thing takes part in; its parameter is ``:id``."""
    own = "t.state = :id OR t.id = :id" if thing.kind == "state" else "t.id = :id"
    return f"e.id IN (SELECT p.event FROM parts p JOIN things t ON t.id = p.thing WHERE {own})"


def events_between(one: Thing, other: Thing) -> str:
    """The condition on ``e`` for what two do to or with each other; its parameters are ``:a`` and ``:b``."""
    first = "a.state = :a" if one.kind == "state" else "a.id = :a"
    second = "b.state = :b" if other.kind == "state" else "b.id = :b"
    return f"""e.id IN (SELECT x.event FROM ties x JOIN things a ON a.id = x.source JOIN things b ON b.id = x.target
        WHERE {first} AND {second} UNION
        SELECT x.event FROM ties x JOIN things a ON a.id = x.target JOIN things b ON b.id = x.source
        WHERE {first} AND {second})"""


def events_beside(one: Thing, other: Thing) -> str:
    """The condition on ``e`` for what two do side by side, to others or alone; its parameters are ``:a`` and ``:b``."""
    sides = []
    for letter, thing in (("a", one), ("b", other)):
        own = f"t.state = :{letter}" if thing.kind == "state" else f"t.id = :{letter}"
        sides.append(
            f"e.id IN (SELECT p.event FROM parts p JOIN things t ON t.id = p.thing WHERE p.role = 'actor' AND {own})"
        )
    return f"{' AND '.join(sides)} AND NOT ({events_between(one, other)})"
