"""The network as data: for the drawing in the browser, which filters it, and as files of what is seen."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields

from kg.server.answers import Answer
from kg.server.catalogue.reading import ACTOR_KINDS, Catalogue, Thing

__all__ = ["tell_network"]

#: Actors that are drawn, the busiest; more than this makes no picture.
MOST_ACTORS = 2_000


def tell_network(store: object, *, catalogue: str) -> Answer:
    """Actors and the events that tie them, as JSON: what repeats is told once, by number.

    ``actors`` are [iri, English name, Arabic name, kind, number of the actor that is its state]; ``ties`` are [source,
    target, act, quad class or 0, status, standing, reports, first day, last day, number of the event].
    """
    known = Catalogue(catalogue)
    actors = _choose_actors(known.database)
    places = {thing.id: index for index, thing in enumerate(actors)}
    acts: dict[str, int] = {}
    ties = []
    rows = known.database.execute(
        """SELECT t.source, t.target, e.act, e.quad, e.status, e.standing, e.reports, e.day, e.last, e.id
        FROM ties t JOIN events e ON e.id = t.event ORDER BY e.id, t.source, t.target"""
    )
    for source, target, act, quad, status, standing, reports, day, last, event in rows:
        if source in places and target in places:
            number = acts.setdefault(act, len(acts))
            ties.append(
                [places[source], places[target], number, quad or 0, status, standing, reports, day, last, event]
            )
    told = {
        "actors": [[x.iri, x.en, x.ar, x.kind, places.get(x.state, places[x.id])] for x in actors],
        "acts": list(acts),
        "ties": ties,
        "cut": len(actors) >= MOST_ACTORS,
    }
    return Answer(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), "application/json")


def _choose_actors(database: sqlite3.Connection) -> list[Thing]:
    columns = ", ".join(f"t.{f.name}" for f in fields(Thing))
    rows = database.execute(
        f"""SELECT {columns} FROM things t WHERE t.kind IN {ACTOR_KINDS} AND
        t.id IN (SELECT source FROM ties UNION SELECT target FROM ties UNION
                 SELECT s.state FROM things s WHERE s.id IN (SELECT source FROM ties UNION SELECT target FROM ties))
        ORDER BY t.events DESC, t.iri LIMIT ?""",
        (MOST_ACTORS,),
    )
    return [Thing(*row) for row in rows]
