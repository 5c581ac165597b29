"""Makes the catalogue of a store, in one pass over its events and entities."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.edtf import bounds
from kg.errors import RecordError
from kg.graph.store import GraphStore
from kg.graph.terms import language_of, value_of
from kg.graph.triples import KIND_CLASSES
from kg.model import RECIPROCAL_ACTS
from kg.server.catalogue.folding import fold_name, reduce_name
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import GAF, GEO, KG, PLOVER, RDF, RDFS, SKOS, STATUS
from kg.vocabulary.plover import TYPES

__all__ = ["build_catalogue"]

_SCHEMA = """
CREATE TABLE things (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, code TEXT, en TEXT, ar TEXT,
  state INTEGER NOT NULL, events INTEGER NOT NULL DEFAULT 0, own INTEGER NOT NULL DEFAULT 0, lat REAL, lon REAL
);
CREATE TABLE events (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, act TEXT NOT NULL, type TEXT NOT NULL, quad INTEGER,
  status TEXT NOT NULL, standing TEXT NOT NULL, date TEXT, day TEXT, last TEXT, dated INTEGER NOT NULL,
  reports INTEGER NOT NULL, articles INTEGER NOT NULL, confidence REAL NOT NULL, en TEXT, ar TEXT, conflict TEXT
);
CREATE TABLE parts (event INTEGER NOT NULL, thing INTEGER NOT NULL, role TEXT NOT NULL);
CREATE TABLE ties (event INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL);
CREATE VIRTUAL TABLE names USING fts5(name, thing UNINDEXED, shown UNINDEXED, tokenize = 'trigram');
CREATE TABLE short_names (name TEXT NOT NULL, thing INTEGER NOT NULL, shown TEXT NOT NULL);
"""
_INDEXES = """
CREATE INDEX things_state ON things (state);
CREATE INDEX events_day ON events (day);
CREATE INDEX parts_thing ON parts (thing, role);
CREATE INDEX parts_event ON parts (event);
CREATE INDEX ties_source ON ties (source, target);
CREATE INDEX ties_target ON ties (target);
CREATE INDEX short_names_name ON short_names (name);
ANALYZE;
"""

#: Kinds of things by their class; where a thing has several, the first here counts.
_KINDS = {
    **{class_iri: kind for kind, class_iri in KIND_CLASSES.items()},
    c.OFFICE: "office", c.AGREEMENT: "agreement", c.ROUND: "round", c.DIALOGUE: "dialogue", c.ISSUE: "issue",
    c.UNRESOLVED_PARTICIPANT: "unresolved",
}  # fmt: skip
_ORDER = list(_KINDS.values())

_ROLES = {
    p.ACTOR: "actor", p.RECIPIENT: "recipient", p.THEME: "theme", p.TOPIC: "topic", p.PLACE: "place",
    p.SAID_BY: "source",
}  # fmt: skip
_ACTS = {KG + act.class_name: act.name for act in ACTS.values()}
_TYPES = {PLOVER + plover.class_name: plover for plover in TYPES.values()}

#: Shorter names have no trigram and are looked up whole.
SHORT = 3


def build_catalogue(store: GraphStore, path: Path) -> Path:
    """Writes the catalogue of a store to a new file, which appears under its name when it is complete."""
    scratch = path.with_suffix(f".{os.getpid()}.part")
    scratch.unlink(missing_ok=True)
    database = sqlite3.connect(scratch)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        ids = _add_things(database, store)
        _add_events(database, store, ids)
        _count_events(database)
        database.executescript(_INDEXES)
        database.commit()
    finally:
        database.close()
    scratch.replace(path)
    return path


def _add_things(database: sqlite3.Connection, store: GraphStore) -> dict[str, int]:
    entities = sorted({value_of(q.subject) for q in store.find(None, RDF + "type", c.ENTITY)})
    ids = {entity: number for number, entity in enumerate(entities, 1)}
    for entity, number in ids.items():
        names: list[tuple[str, str]] = []
        labels: dict[str, str] = {}
        kinds: set[str] = set()
        state, code = number, None
        lies: dict[str, float] = {}
        for quad in store.find(entity, None, None, store.minter.entities):
            name = quad.predicate.value
            if name == RDFS + "label":
                labels[language_of(quad.object) or "en"] = value_of(quad.object)
            if name in (RDFS + "label", SKOS + "altLabel"):
                names.append((fold_name(value_of(quad.object)), value_of(quad.object)))
            elif name == RDF + "type":
                kinds.add(_KINDS.get(value_of(quad.object), ""))
            elif name == p.COUNTRY:
                code = value_of(quad.object)
            elif name == p.OF_STATE:
                state = ids.get(value_of(quad.object), number)
            elif name in (GEO + "lat", GEO + "long"):
                lies[name.removeprefix(GEO)] = float(value_of(quad.object))
        kind = min(filter(None, kinds), key=_ORDER.index, default="thing")
        own = (entity, kind, code, labels.get("en"), labels.get("ar"), state)
        where = lies.get("lat"), lies.get("long")
        database.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)", (number, *own, *where))
        if kind != "unresolved":
            if kind in ("state", "igo") and code:
                names.append((fold_name(code), code))
            _add_names(database, number, names)
    return ids


def _add_names(database: sqlite3.Connection, thing: int, names: Iterable[tuple[str, str]]) -> None:
    for folded, shown in sorted(set(names)):
        for name in {folded, reduce_name(folded)}:
            table = "names" if len(name) >= SHORT else "short_names"
            database.execute(f"INSERT INTO {table} (name, thing, shown) VALUES (?, ?, ?)", (name, thing, shown))


def _add_events(database: sqlite3.Connection, store: GraphStore, ids: dict[str, int]) -> None:
    codes = {number: code or str(number) for number, code in database.execute("SELECT id, code FROM things")}
    graph = store.minter.events
    published: dict[str, str] = {}
    events = sorted({value_of(q.subject) for q in store.find(None, RDF + "type", c.EVENT, graph)})
    for number, event in enumerate(events, 1):
        values: dict[str, list[str]] = defaultdict(list)
        labels: dict[str, str] = {}
        for quad in store.find(event, None, None, graph):
            values[quad.predicate.value].append(value_of(quad.object))
            if quad.predicate.value == RDFS + "label":
                labels[language_of(quad.object)] = value_of(quad.object)
        act, plover = _ACTS[values[p.ACT][0]], _TYPES[values[p.PLOVER_TYPE][0]]
        date, first, last = (next(iter(values[name]), None) for name in (p.DATE, p.EARLIEST, p.LATEST))
        told = min(
            filter(None, (_find_publication(store, x, published) for x in values[GAF + "denotedBy"])), default=""
        )
        database.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, event, act, plover.name, plover.quad, values[p.STATUS][0].removeprefix(STATUS),
                values[p.STANDING][0].removeprefix(KG), date, first or last or told or None,
                last or first or told or None, int(bool(first or last)), int(values[p.REPORTS][0]),
                int(values[p.ARTICLES][0]), float(values[p.CONFIDENCE][0]), labels.get("en"), labels.get("ar"),
                " ".join(sorted(x.removeprefix(KG) for x in values[p.CONFLICT])) or None,
            ),
        )  # fmt: skip
        sides: dict[str, list[int]] = {}
        for link, role in _ROLES.items():
            sides[role] = sorted({ids[x] for x in values[link] if x in ids})
            database.executemany("INSERT INTO parts VALUES (?, ?, ?)", ((number, x, role) for x in sides[role]))
        database.executemany(
            "INSERT INTO ties VALUES (?, ?, ?)",
            ((number, *ends) for ends in _pair(act in RECIPROCAL_ACTS, sides["actor"], sides["recipient"], codes)),
        )


def _find_publication(store: GraphStore, report: str, known: dict[str, str]) -> str:
    """The day on which a report appeared, as ISO; empty when that is not known."""
    for quad in store.find(report, p.IN_ARTICLE):
        article = value_of(quad.object)
        if article not in known:
            known[article] = ""
            for published in store.find(article, p.PUBLISHED):
                try:
                    known[article] = bounds(value_of(published.object))[0].isoformat()
                except RecordError:
                    continue
        return known[article]
    return ""


def _pair(together: bool, actors: list[int], recipients: list[int], codes: dict[int, str]) -> Iterator[tuple[int, int]]:
    """From whom to whom an act goes; what all do together ties each with each once.

    Members of one delegation act together, not with each other.
    """
    if not together:
        yield from ((a, b) for a in actors for b in recipients if a != b)
        return
    ends = sorted({*actors, *recipients})
    several = len({codes[x] for x in ends}) > 1
    for index, a in enumerate(ends):
        for b in ends[index + 1 :]:
            if not (several and codes[a] == codes[b]):
                yield a, b


def _count_events(database: sqlite3.Connection) -> None:
    """How many events each thing takes part in: itself, and with all who act for it."""
    database.executescript(
        """
        CREATE TEMP TABLE own AS SELECT thing, COUNT(DISTINCT event) AS n FROM parts WHERE role != 'source'
          GROUP BY thing;
        CREATE TEMP TABLE whole AS SELECT t.state AS thing, COUNT(DISTINCT p.event) AS n
          FROM parts p JOIN things t ON t.id = p.thing WHERE p.role != 'source' GROUP BY t.state;
        UPDATE things SET own = COALESCE((SELECT n FROM own WHERE own.thing = things.id), 0);
        UPDATE things SET events = MAX(own, CASE WHEN state = id
          THEN COALESCE((SELECT n FROM whole WHERE whole.thing = things.id), 0) ELSE 0 END);
        """
    )
