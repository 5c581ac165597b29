"""What adding, replacing or removing one article changes in the graph, worked out before anything is written.

The article's own graph is exchanged. Of the merged events, entities and ties only those are looked at that the
article's old or new version touches, so that the work depends on what is added, not on what is there. What remains is a
function of the articles alone: any order of additions and removals ends in the same graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.entities import describe_entity, gather_facts, read_description
from kg.graph.events import About, describe_event, read_telling
from kg.graph.grouping import regroup
from kg.graph.identifiers import Minter
from kg.graph.lookups import find_facts_elsewhere, holds_tie
from kg.graph.settling import Merged, find_ties, settle
from kg.graph.tellings import Tellings
from kg.graph.terms import iri, make_quads, value_of
from kg.graph.triples import ArticleGraph
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import KG, RDF

__all__ = ["ArticleChange", "find_reports", "index_quads", "plan_change", "plan_exchange", "read_article_quads"]


@dataclass(slots=True)
class ArticleChange:
    """The quads to take out and to put in."""

    delete: set[ox.Quad] = field(default_factory=set)
    insert: set[ox.Quad] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    """The reports of the article, old and new."""

    @property
    def size(self) -> int:
        """How many quads it takes out and puts in."""
        return len(self.delete) + len(self.insert)

    def apply(self, store: ox.Store) -> None:
        """Makes the change, wholly or not at all. Raises what Oxigraph raises."""
        if self.delete:
            store.update(self._to_sparql())
        else:
            store.extend(self.insert)

    def follow(self, tellings: Tellings) -> None:
        """Lets what is known of the store's reports follow the change, once it is made."""
        tellings.follow(self.delete, self.insert, self.reports)

    def _to_sparql(self) -> str:
        """The change as one SPARQL update, which Oxigraph carries out as one transaction."""
        gone, new = self.delete - self.insert, self.insert - self.delete
        parts = [
            f"{verb} DATA {{\n{_write_block(quads)}}}" for verb, quads in (("DELETE", gone), ("INSERT", new)) if quads
        ]
        return " ;\n".join(parts)


def plan_exchange(old_quads: set[ox.Quad], new: ArticleGraph | None) -> ArticleChange:
    """What changes in an article's own graph of these quads when it becomes ``new``, or goes when that is None."""
    new_quads = new.quads if new is not None else set()
    return ArticleChange(old_quads - new_quads, new_quads - old_quads)


def plan_change(
    store: ox.Store, minter: Minter, tellings: Tellings, graph: str, new: ArticleGraph | None
) -> ArticleChange:
    """What changes when an article's graph becomes ``new``, or goes when that is None. Writes nothing.

    ``tellings`` are the store's; they must follow the change once it is made.
    """
    name = iri(graph)
    old_quads = set(store.quads_for_pattern(None, None, None, name))
    change = plan_exchange(old_quads, new)
    here = index_quads(new.quads if new is not None else ())
    before = index_quads(old_quads)
    change.reports = {*find_reports(before), *find_reports(here)}
    was = [tellings.read(report) for report in find_reports(before)]
    will = [read_telling(report, read_article_quads(store, minter, here)) for report in find_reports(here)]
    old, new_ = regroup([t for t in was if t.key], [t for t in will if t.key], tellings)
    old_events = [settle(members) for members in (*([t] for t in was if not t.key), *old)]
    new_events = [settle(members) for members in (*([t] for t in will if not t.key), *new_)]
    _replace(store, change, minter.events, _event_subjects(old_events, minter) | _event_subjects(new_events, minter),
             (t for m in new_events for t in describe_event(m, minter)))  # fmt: skip
    _plan_ties(store, minter, change, tellings, old_events, new_events)
    _plan_entities(store, minter, change, name, before, here)
    return change


def read_article_quads(store: ox.Store, minter: Minter, here: Mapping[str, list[ox.Quad]]) -> About:
    """Reads what an article says by its quads (`index_quads`), and what corrections say of it."""
    corrections = iri(minter.corrections)
    return lambda subject: [
        *here.get(subject, ()),
        *store.quads_for_pattern(iri(subject), iri(p.KEPT_APART_FROM), None, corrections),
    ]


def find_reports(index: Mapping[str, Iterable[ox.Quad]]) -> list[str]:
    """The reports among the subjects of some quads (`index_quads`), in the order of their IRIs."""
    return sorted(
        subject
        for subject, quads in index.items()
        if any(q.predicate.value == RDF + "type" and value_of(q.object) == c.REPORT for q in quads)
    )


def _event_subjects(events: Iterable[Merged], minter: Minter) -> set[str]:
    """The ids that an event has and those that redirect to it, and its reports, which may repeat other articles."""
    tellings = [t for merged in events for t in merged.tellings]
    return {minter.event(t.report) for t in tellings} | {t.report for t in tellings}


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


def _plan_ties(
    store: ox.Store, minter: Minter, change: ArticleChange, tellings: Tellings, old: list[Merged], new: list[Merged]
) -> None:
    graph = iri(minter.ties)
    was, will = ({tie for merged in events for tie in find_ties(merged)} for events in (old, new))
    touched = {minter.event(merged.first) for merged in old}
    for subject, name, object_ in will - was:
        change.insert.add(ox.Quad(iri(subject), iri(KG + name), iri(object_), graph))
    for tie in was - will:
        if not holds_tie(store, tellings, tie, touched):
            subject, name, object_ = tie
            change.delete.add(ox.Quad(iri(subject), iri(KG + name), iri(object_), graph))


def _plan_entities(
    store: ox.Store,
    minter: Minter,
    change: ArticleChange,
    name: ox.NamedNode,
    before: dict[str, list[ox.Quad]],
    here: dict[str, list[ox.Quad]],
) -> None:
    was, will = gather_facts(before), gather_facts(here)
    graph = iri(minter.entities)
    for entity in was.keys() | will.keys():
        described = set(store.quads_for_pattern(iri(entity), None, None, graph))
        facts = read_description(described) | will.get(entity, set())
        doubtful = was.get(entity, set()) - will.get(entity, set())
        mentioned = entity in will
        if doubtful or not mentioned:
            others = find_facts_elsewhere(store, {name, graph}, entity, doubtful)
            mentioned = mentioned or others is not None
            facts -= doubtful - (others or set())
        new = make_quads(describe_entity(entity, facts), minter.entities) if mentioned else set()
        change.delete |= described - new
        change.insert |= new - described


def index_quads(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    """Quads by their subjects."""
    out: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        out[value_of(quad.subject)].append(quad)
    return dict(out)


def _write_block(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return "".join(f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}\n" for graph, lines in sorted(graphs.items()))
