"""What adding, replacing or removing one article changes in the graph, worked out before anything is written.

The article's own graph is exchanged. Of the merged events, entities and ties only those are looked at that the article's old
or new version touches, so that the work depends on what is added, not on what is there. What remains is a function of the
articles alone: any order of additions and removals ends in the same graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.events import (
    About,
    EntityFacts,
    describe_entity,
    describe_event,
    read_entity,
    read_mention,
    read_telling,
)
from kg.graph.identifiers import Minter
from kg.graph.merging import Merged, Telling, find_ties, merge, settle
from kg.graph.terms import iri, literal, make_quads, value_of
from kg.graph.triples import ArticleGraph
from kg.model import RECIPROCAL_ACTS
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import KG, RDF

__all__ = ["ArticleChange", "plan_change"]


@dataclass(slots=True)
class ArticleChange:
    """The quads to take out and to put in."""

    delete: set[ox.Quad] = field(default_factory=set)
    insert: set[ox.Quad] = field(default_factory=set)

    def to_sparql(self) -> str:
        """The change as one SPARQL update, which Oxigraph carries out wholly or not at all."""
        gone, new = self.delete - self.insert, self.insert - self.delete
        parts = [
            f"{verb} DATA {{\n{_write_block(quads)}}}" for verb, quads in (("DELETE", gone), ("INSERT", new)) if quads
        ]
        return " ;\n".join(parts)


def plan_change(store: ox.Store, minter: Minter, graph: str, new: ArticleGraph | None) -> ArticleChange:
    """What changes when an article's graph becomes ``new``, or goes when that is None. Reads the store and writes nothing."""
    name = iri(graph)
    old_quads = set(store.quads_for_pattern(None, None, None, name))
    new_quads = new.quads if new is not None else set()
    change = ArticleChange(old_quads - new_quads, new_quads - old_quads)
    here = _index(new_quads)
    before = _index(old_quads)

    def about(subject: str) -> Iterable[ox.Quad]:
        return store.quads_for_pattern(iri(subject), None, None, None)

    def about_new(subject: str) -> Iterable[ox.Quad]:
        return here[subject] if subject in here else about(subject)

    old_events, new_events = _plan_events(store, name, before, here, about, about_new)
    _replace(store, change, minter.events, _event_subjects(old_events, minter) | _event_subjects(new_events, minter),
             (t for m in new_events for t in describe_event(m, minter)))  # fmt: skip
    _plan_ties(store, minter, change, old_events, new_events)
    _plan_entities(store, minter, change, name, before, here)
    return change


def _plan_events(
    store: ox.Store,
    name: ox.NamedNode,
    before: dict[str, list[ox.Quad]],
    here: dict[str, list[ox.Quad]],
    about: About,
    about_new: About,
) -> tuple[list[Merged], list[Merged]]:
    """The merged events that the change touches, as they were and as they will be."""
    keys: set[str] = set()
    old_alone: list[Telling] = []
    new_alone: list[Telling] = []
    old_own: dict[str, list[Telling]] = defaultdict(list)
    new_own: dict[str, list[Telling]] = defaultdict(list)
    for index, about_it, alone, own in ((before, about, old_alone, old_own), (here, about_new, new_alone, new_own)):
        for subject, quads in index.items():
            predicates = {q.predicate.value: value_of(q.object) for q in quads}
            if not any(value_of(q.object) == c.REPORT and q.predicate.value == RDF + "type" for q in quads):
                continue
            telling = read_telling(subject, about_it)
            key = predicates.get(p.MERGE_KEY)
            if key is None:
                alone.append(telling)
            else:
                keys.add(key)
                own[key].append(telling)
    old_events = [settle([t]) for t in old_alone]
    new_events = [settle([t]) for t in new_alone]
    for key in sorted(keys):
        others = [
            read_telling(value_of(q.subject), about)
            for q in store.quads_for_pattern(None, iri(p.MERGE_KEY), literal(key), None)
            if q.graph_name != name
        ]
        was = merge([*others, *old_own[key]])
        will = merge([*others, *new_own[key]])
        same = {frozenset(x.report for x in e) for e in was} & {frozenset(x.report for x in e) for e in will}
        mine = {t.report for t in (*old_own[key], *new_own[key])}
        for source, target in ((was, old_events), (will, new_events)):
            for event in source:
                members = frozenset(t.report for t in event)
                if members not in same or members & mine:
                    target.append(settle(event))
    return old_events, new_events


def _event_subjects(events: Iterable[Merged], minter: Minter) -> set[str]:
    """The ids that an event has and those that redirect to it."""
    return {minter.event(t.report) for merged in events for t in merged.tellings}


def _replace(
    store: ox.Store,
    change: ArticleChange,
    graph: str,
    subjects: set[str],
    triples: Iterable[tuple[str, str, ox.NamedNode | ox.Literal]],
) -> None:
    """All that a graph says of some subjects becomes these triples."""
    old = {q for s in subjects for q in store.quads_for_pattern(iri(s), None, None, iri(graph))}
    new = make_quads(triples, graph)
    change.delete |= old - new
    change.insert |= new - old


def _plan_ties(store: ox.Store, minter: Minter, change: ArticleChange, old: list[Merged], new: list[Merged]) -> None:
    graph = iri(minter.ties)

    def ties_of(events: Iterable[Merged]) -> set[tuple[str, str, str]]:
        return {tie for m in events for tie in find_ties(m, {x for t in m.tellings for x in t.themes})}

    was, will = ties_of(old), ties_of(new)
    touched = {minter.event(m.first) for m in old}
    for subject, name, object_ in sorted(will - was):
        change.insert.add(ox.Quad(iri(subject), iri(KG + name), iri(object_), graph))
    for subject, name, object_ in sorted(was - will):
        if not _still_holds(store, minter, (subject, name, object_), touched):
            change.delete.add(ox.Quad(iri(subject), iri(KG + name), iri(object_), graph))


def _still_holds(store: ox.Store, minter: Minter, tie: tuple[str, str, str], touched: set[str]) -> bool:
    """Whether an event that the change does not touch makes a tie, too."""
    subject, name, object_ = tie
    claimed = name.startswith("claimed") and name[7:8].isupper()
    plain = name[7].lower() + name[8:] if claimed else name
    standing = c.CLAIMED if claimed else c.ASSERTED
    for act in ACTS.values():
        links = [link for link, own in ((p.THEME, act.theme_tie), ("party", act.party_tie)) if own == plain]
        for link in links:
            for quad in store.quads_for_pattern(None, None, iri(object_), iri(minter.events)):
                event = value_of(quad.subject)
                if event in touched or not _fits(store, minter, quad, act.name, link):
                    continue
                facts = {
                    (q.predicate.value, value_of(q.object))
                    for q in store.quads_for_pattern(quad.subject, None, None, iri(minter.events))
                }
                roles = (p.ACTOR, p.RECIPIENT) if act.name in RECIPROCAL_ACTS else (p.ACTOR,)
                if (p.STANDING, standing) in facts and any((role, subject) in facts for role in roles):
                    return True
    return False


def _fits(store: ox.Store, minter: Minter, quad: ox.Quad, act: str, link: str) -> bool:
    """Whether a quad links an event of an act to the object of a tie."""
    parties = (p.ACTOR, p.RECIPIENT) if act in RECIPROCAL_ACTS else (p.RECIPIENT,)
    if quad.predicate.value not in (parties if link == "party" else (p.THEME,)):
        return False
    wanted = ox.Quad(quad.subject, iri(p.ACT), iri(KG + ACTS[act].class_name), iri(minter.events))
    return wanted in store


def _plan_entities(
    store: ox.Store,
    minter: Minter,
    change: ArticleChange,
    name: ox.NamedNode,
    before: dict[str, list[ox.Quad]],
    here: dict[str, list[ox.Quad]],
) -> None:
    was, will = _facts_of_mentions(before), _facts_of_mentions(here)
    graph = iri(minter.entities)
    for entity in sorted(was.keys() | will.keys()):
        described = set(store.quads_for_pattern(iri(entity), None, None, graph))
        doubtful = was.get(entity, set()) - will.get(entity, set())
        known = read_entity(described).facts()
        mentioned = True
        if doubtful or entity not in will:
            doubtful, mentioned = _check_elsewhere(store, name, entity, doubtful)
        facts = (known - doubtful) | will.get(entity, set())
        keep = mentioned or entity in will
        new = make_quads(describe_entity(entity, EntityFacts.of(facts)), minter.entities) if keep else set()
        change.delete |= described - new
        change.insert |= new - described


def _check_elsewhere(
    store: ox.Store, name: ox.NamedNode, entity: str, doubtful: set[tuple[str, object]]
) -> tuple[set[tuple[str, object]], bool]:
    """Those of some facts that no other article tells, and whether another one mentions the entity at all."""
    missing, mentioned = set(doubtful), False
    for quad in store.quads_for_pattern(None, iri(p.REFERS_TO), iri(entity), None):
        if quad.graph_name == name:
            continue
        mentioned = True
        if missing:
            missing -= read_mention(store.quads_for_pattern(quad.subject, None, None, quad.graph_name)).facts()
        if not missing:
            break
    return missing, mentioned


def _facts_of_mentions(index: dict[str, list[ox.Quad]]) -> dict[str, set[tuple[str, object]]]:
    out: dict[str, set[tuple[str, object]]] = {}
    for quads in index.values():
        for quad in quads:
            if quad.predicate.value == p.REFERS_TO:
                out.setdefault(value_of(quad.object), set()).update(read_mention(quads).facts())
    return out


def _index(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    out: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        out[value_of(quad.subject)].append(quad)
    return dict(out)


def _write_block(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return "".join(f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}\n" for graph, lines in sorted(graphs.items()))
