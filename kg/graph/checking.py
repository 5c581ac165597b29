"""Whether a store holds together: its records, the graphs made from them, and what was derived from those graphs.

Everything is compared with what the builder would write today, article by article and event by event, so that memory
does not grow with the store. What SHACL says of the graph is another matter (`kg.graph.validation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import RecordError, StoreError
from kg.graph.entities import describe_entity, gather_facts
from kg.graph.events import describe_event
from kg.graph.grouping import find_founder
from kg.graph.lookups import holds_tie, list_namers
from kg.graph.merging import Telling
from kg.graph.records import hash_article
from kg.graph.settling import find_ties, settle
from kg.graph.store import GraphStore
from kg.graph.tellings import Tellings
from kg.graph.terms import make_quads, value_of
from kg.graph.triples import build_article
from kg.model import hash_id
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GAF, KG, RDF

__all__ = ["check_store"]

TYPE = RDF + "type"
DENOTED_BY = GAF + "denotedBy"


def check_store(store: GraphStore) -> Iterator[str]:
    """A sentence for whatever is wrong with a store; none when it is sound.

    Raises `StoreError` when it cannot be read at all.
    """
    yield from _check_records(store)
    tellings = store.tellings
    yield from _check_groups(store, tellings)
    yield from _check_events(store, tellings)
    yield from _check_ties(store, tellings)
    yield from _check_entities(store)


def _check_records(store: GraphStore) -> Iterator[str]:
    """Each article's record is there and whole, and its graph is what the record makes."""
    for info in store.articles():
        where = f"article {info.id} ({info.path or info.file})"
        try:
            article, events = store.read_article(info.id)
            hashes = hash_article(article), hash_id(store.read_record(info).decode())
            if hashes != (info.content_hash, info.record_hash):
                yield f"{where}: its record was changed since it was built"
                continue
            made = build_article(article, events, store.minter, hashes=hashes, corrections=store.corrections)
            wanted = made.quads
        except (StoreError, RecordError) as error:
            yield f"{where}: {error}"
            continue
        graph = store.minter.article(info.id)
        yield from _compare(wanted, store.find(graph=graph), where, "its graph")


def _check_groups(store: GraphStore, tellings: Tellings) -> Iterator[str]:
    """Each report tells of the one event that the rule of grouping gives it."""
    for quad in store.find(None, TYPE, c.REPORT):
        report = value_of(quad.subject)
        events = [value_of(q.subject) for q in store.find(None, DENOTED_BY, report)]
        if len(events) != 1:
            yield f"report {report}: it tells of {len(events)} events, not of one"
            continue
        telling = _read(tellings, report)
        if isinstance(telling, str):
            yield telling
        elif telling.key is not None:
            founder = min(tellings.together(report), key=lambda t: t.rank)
            wanted = find_founder(telling, tellings)
            if founder.report != wanted.report:
                yield f"report {report}: it should tell of the event of {wanted.report}, not of {founder.report}"


def _check_events(store: GraphStore, tellings: Tellings) -> Iterator[str]:
    """Each event says what its reports together say, and makes its ties."""
    for quad in store.find(None, TYPE, c.EVENT, store.minter.events):
        event = value_of(quad.subject)
        members = [_read(tellings, value_of(q.object)) for q in store.find(event, DENOTED_BY)]
        told = [t for t in members if isinstance(t, Telling)]
        if not told or len(told) < len(members):
            continue  # told of its reports already
        merged = settle(sorted(told, key=lambda t: t.order))
        wanted = make_quads(describe_event(merged, store.minter), store.minter.events)
        names = {value_of(q.subject) for q in wanted} | {event}
        there = (q for name in names for q in store.find(name, graph=store.minter.events))
        yield from _compare(wanted, there, f"event {event}", "its description")
        for subject, name, object_ in sorted(find_ties(merged)):
            if not any(store.find(subject, KG + name, object_, store.minter.ties)):
                yield f"event {event}: its tie kg:{name} from {subject} to {object_} is missing"


def _check_ties(store: GraphStore, tellings: Tellings) -> Iterator[str]:
    for quad in store.find(graph=store.minter.ties):
        tie = value_of(quad.subject), quad.predicate.value.removeprefix(KG), value_of(quad.object)
        if not holds_tie(store.engine, tellings, tie):
            yield f"{tie[0]}: its tie kg:{tie[1]} to {tie[2]} rests on no event"


def _check_entities(store: GraphStore) -> Iterator[str]:
    """Each entity is described as its mentions tell, and whoever is mentioned is described."""
    for quad in store.find(None, TYPE, c.ENTITY, store.minter.entities):
        entity = value_of(quad.subject)
        index = {mention: list(store.find(mention)) for mention in list_namers(store.engine, entity)}
        facts = gather_facts(index).get(entity, set())
        wanted = make_quads(describe_entity(entity, facts), store.minter.entities) if index else set()
        there = store.find(entity, graph=store.minter.entities)
        yield from _compare(wanted, there, f"entity {entity}", "its description")
    for quad in store.find(None, p.REFERS_TO):
        entity = value_of(quad.object)
        if not any(store.find(entity, TYPE, c.ENTITY, store.minter.entities)):
            yield f"entity {entity}: it is mentioned and not described"


def _read(tellings: Tellings, report: str) -> Telling | str:
    try:
        return tellings.read(report)
    except (LookupError, ValueError, RecordError) as error:
        return f"report {report}: it lacks what it needs ({error})"


def _compare(wanted: set[ox.Quad], there: Iterable[ox.Quad], where: str, what: str) -> Iterator[str]:
    """One sentence when two sets of quads differ, with the first of what is missing or too much."""
    found = set(there)
    if found == wanted:
        return
    missing, extra = sorted(map(str, wanted - found)), sorted(map(str, found - wanted))
    first = f"lacks {missing[0]}" if missing else f"should not hold {extra[0]}"
    yield f"{where}: {what} differs in {len(missing) + len(extra):,} triples from what it should be; it {first}"
