"""Corrections applied to a store: only the articles that a changed correction touches are told again.

Killed in between, the store knows which articles are still to be done, and the next call goes on with them. What comes
out depends on the articles and the corrections alone, in whatever order both came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.corrections import Correction
from kg.graph.corrections import Corrections
from kg.graph.store import GraphStore
from kg.graph.terms import value_of
from kg.vocabulary import properties as p

__all__ = ["apply_corrections", "find_idle"]


def apply_corrections(store: GraphStore, corrections: Iterable[Correction] | None = None) -> int:
    """Makes these the corrections that hold; without any given, goes on with what an earlier call left undone.

    Returns how many articles were told again. Raises `StoreError`.
    """
    store.write_waiting()
    if corrections is not None:
        new = Corrections(corrections, store.minter)
        old = store.corrections
        if [x.to_json() for x in old.all] != [x.to_json() for x in new.all]:
            known = {x.id for x in old.all} & {x.id for x in new.all}
            changed = [x for x in (*old.all, *new.all) if x.id not in known]
            store.put_corrections(new, set(_find_touched(store, new, changed)))
    awaiting = store.find_awaiting()
    for article_id in awaiting:
        store.tell_again(article_id)
    return len(awaiting)


def _find_touched(store: GraphStore, corrections: Corrections, changed: Iterable[Correction]) -> Iterator[str]:
    """The ids of the articles that changed corrections touch."""
    prefix = store.minter.article("")
    groups: set[str] = set()
    for correction in changed:
        # Of an entity also what it has become by corrections before: those who are called so now may not be any more.
        entities = {*correction.entities, *filter(None, [correction.changes.get("into")])}
        for entity in map(corrections.entity, entities):
            yield from (value_of(q.object).removeprefix(prefix)
                        for m in store.find(None, p.REFERS_TO, entity)
                        for q in store.find(value_of(m.subject), p.IN_ARTICLE))  # fmt: skip
        groups.update(correction.events)
        for quad in store.find(None, p.CORRECTED_IN, corrections.node(correction)):
            articles = store.find(value_of(quad.subject), p.IN_ARTICLE)
            yield from (value_of(q.object).removeprefix(prefix) for q in articles)
    if any(c.action == "merge" and c.events for c in changed):
        # A merge may join reports that other merges name: all that merges name have new keys.
        groups.update(x for c in (*store.corrections.all, *corrections.all) if c.action == "merge" for x in c.events)
    for report in map(corrections.report, groups):
        yield from (value_of(q.object).removeprefix(prefix) for q in store.find(report, p.IN_ARTICLE))


def find_idle(store: GraphStore) -> Iterator[tuple[Correction, str]]:
    """The corrections that change nothing now, each with the reason: their report is gone, or cannot be so edited.

    They are kept: they hold again when their report comes back.
    """
    corrections = store.corrections
    for correction in corrections.all:
        gone = [x for x in correction.events if not any(True for _ in store.find(corrections.report(x), p.IN_ARTICLE))]
        node = corrections.node(correction)
        if gone:
            names = ", ".join(name.replace("report-", "event-", 1) for name in gone)
            yield correction, f"no report in the graph has the id {names}"
        elif correction.entities and correction.action != "accept":
            if not any(True for _ in store.find(None, p.CORRECTED_IN, node)):
                yield correction, f"no article in the graph names {', '.join(correction.entities)}"
        elif correction.entities:
            entity = corrections.entity(correction.entities[0])
            if not any(True for _ in store.find(None, p.REFERS_TO, entity)):
                yield correction, f"no article in the graph names {correction.entities[0]}"
        elif correction.action == "edit" and not any(True for _ in store.find(None, p.CORRECTED_IN, node)):
            yield correction, "it cannot be applied: its sentence does not hold the words, or nobody is known by the id"
