"""Whether anything at all in a store bears something out, found from whichever side has less to look through."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.graph.entities import Fact, name_term, spell_fact
from kg.graph.settling import tell_ties
from kg.graph.states import find_state_code
from kg.graph.tellings import Tellings
from kg.graph.terms import iri, literal, value_of
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GAF

__all__ = ["find_facts_elsewhere", "holds_tie", "list_namers"]

DENOTED_BY = iri(GAF + "denotedBy")
REFERS_TO = iri(p.REFERS_TO)


def holds_tie(
    store: ox.Store, tellings: Tellings, tie: tuple[str, str, str], besides: Collection[str] = frozenset()
) -> bool:
    """Whether an event makes a tie, given as subject, local name and object; those in ``besides`` do not count."""
    subject, _, object_ = tie
    doers = (
        quad for link in (p.ACTOR, p.RECIPIENT) for quad in store.quads_for_pattern(None, iri(link), iri(subject), None)
    )
    others = (
        quad
        for link in (p.THEME, p.RECIPIENT, p.ACTOR)
        for quad in store.quads_for_pattern(None, iri(link), iri(object_), None)
    )
    for quad in _alternate(doers, others):
        report = value_of(quad.subject)
        linked = (any(store.quads_for_pattern(quad.subject, None, iri(x), None)) for x in (subject, object_))
        stands = all(linked) and any(event not in besides for event in _list_standing(store, report))
        if stands and tie in tell_ties(tellings.read(report)):
            return True
    return False


def _list_standing(store: ox.Store, report: str) -> Iterator[str]:
    """The event of a report, when what the report tells is done and stands as the event does."""
    told = {value_of(q.object) for q in store.quads_for_pattern(iri(report), iri(p.STANDING), None, None)}
    stands = told & {c.ASSERTED, c.CLAIMED}
    for quad in store.quads_for_pattern(None, DENOTED_BY, iri(report), None):
        event = quad.subject
        if any(value_of(q.object) in stands for q in store.quads_for_pattern(event, iri(p.STANDING), None, None)):
            yield value_of(event)


def find_facts_elsewhere(
    store: ox.Store, besides: set[ox.NamedNode], entity: str, doubtful: set[Fact]
) -> set[Fact] | None:
    """Which of some facts of an entity are told outside of some graphs; None when nothing is told of it there."""
    facts: set[Fact] = set()
    code = find_state_code(entity)
    for name in (p.COUNTRY, p.NAMES_PARTY) if code else ():
        told = store.quads_for_pattern(None, iri(name), literal(code or ""), None)
        if any(quad.graph_name not in besides for quad in told):
            facts.add((p.COUNTRY, code or "", ""))
    mentions = store.quads_for_pattern(None, REFERS_TO, iri(entity), None)
    if not facts and all(quad.graph_name in besides for quad in mentions):
        return None
    return facts | {fact for fact in doubtful - facts if _is_told(store, besides, entity, fact)}


def _is_told(store: ox.Store, besides: set[ox.NamedNode], entity: str, fact: Fact) -> bool:
    """Whether a mention of an entity outside of some graphs tells a fact of it."""
    property_, term = iri(spell_fact(fact)), name_term(fact)
    mentions = store.quads_for_pattern(None, REFERS_TO, iri(entity), None)
    sayings = store.quads_for_pattern(None, property_, term, None)
    for quad in _alternate(iter(mentions), iter(sayings)):
        name, graph = quad.subject, quad.graph_name
        if (
            graph not in besides
            and any(store.quads_for_pattern(name, REFERS_TO, iri(entity), graph))
            and any(store.quads_for_pattern(name, property_, term, graph))
        ):
            return True
    return False


def list_namers(store: ox.Store, entity: str) -> Iterator[str]:
    """The mentions that tell something of an entity: those of it, and for a state those of its people and bodies."""
    code = find_state_code(entity)
    patterns: list[tuple[str, ox.NamedNode | ox.Literal]] = [(p.REFERS_TO, iri(entity))]
    patterns += [(name, literal(code)) for name in (p.COUNTRY, p.NAMES_PARTY)] if code else []
    for name, value in patterns:
        for quad in store.quads_for_pattern(None, iri(name), value, None):
            if any(store.quads_for_pattern(quad.subject, REFERS_TO, None, None)):
                yield value_of(quad.subject)


def _alternate(one: Iterator[ox.Quad], other: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads of both in turns, until one has no more: what is in both must have come by then."""
    for pair in zip(one, other, strict=False):
        yield from pair
