"""The actors' network: who does what to whom, as an ordinary networkx graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx
import pyoxigraph as ox

from kg.exports import ASSERTED_ONLY
from kg.graph.store import GraphStore
from kg.graph.triples import KIND_CLASSES
from kg.model import KINDS, RECIPROCAL_ACTS
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import KG, PLOVER, STATUS
from kg.vocabulary.plover import TYPES

__all__ = ["build_network"]

Span = tuple[str, str]

_ACTS = {KG + act.class_name: act for act in ACTS.values()}
_TYPES = {PLOVER + plover.class_name: plover for plover in TYPES.values()}
_KINDS = {class_iri: kind for kind, class_iri in KIND_CLASSES.items()}
_STANDINGS = {
    KG + "Asserted": "asserted",
    KG + "Claimed": "claimed",
    KG + "Disputed": "disputed",
    KG + "NotDone": "not-done",
}

_EVENTS = """
SELECT ?event ?act ?type ?status ?standing ?reports ?earliest ?latest WHERE {
  ?event a kg:Event ; kg:act ?act ; kg:ploverType ?type ; kg:status ?status ; kg:standing ?standing ;
    kg:reports ?reports .
  OPTIONAL { ?event kg:earliest ?earliest }
  OPTIONAL { ?event kg:latest ?latest }
}"""

# Whoever the text leaves open is no actor that a network could show.
_SIDES = """
SELECT ?event ?side ?who WHERE {
  VALUES ?side { kg:actor kg:recipient }
  ?event a kg:Event ; ?side ?who .
  FILTER NOT EXISTS { ?who a kg:UnresolvedParticipant }
}"""

_LABELS = "SELECT ?who ?label WHERE { ?who a kg:Entity ; rdfs:label ?label }"
_CLASSES = "SELECT ?who ?class WHERE { ?who a kg:Entity, ?class }"
_COUNTRIES = "SELECT ?who ?code WHERE { ?who a kg:Entity ; kg:country ?code }"


@dataclass(slots=True)
class _Event:
    act: str
    type: str
    status: str
    standing: str
    reports: int
    span: Span | None
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    def pairs(self, countries: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """From whom to whom: each with each, both ways, where all do it together; else each actor to each recipient.

        Members of one delegation act together, not with each other; ``countries`` are the codes of those who have one.
        """
        together = self.act in RECIPROCAL_ACTS
        ends = sorted({*self.actors, *self.recipients}) if together else []
        several = len({countries.get(who, who) for who in ends}) > 1
        for source in ends or sorted(set(self.actors)):
            for target in ends or sorted(set(self.recipients)):
                fellows = several and countries.get(source, source) == countries.get(target, target)
                if source != target and not fellows:
                    yield source, target


@dataclass(slots=True)
class _Tie:
    """All events of one act between two actors, in one direction."""

    type: str
    events: int = 0
    reports: int = 0
    spans: list[Span | None] = field(default_factory=list)

    def add(self, event: _Event) -> None:
        self.events += 1
        self.reports += event.reports
        self.spans.append(event.span)


def build_network(store: GraphStore, *, lang: str = "en", standings: frozenset[str] = ASSERTED_ONLY) -> nx.MultiDiGraph:
    """The network of actors: an edge for each act and pair, with how often and when.

    A node is an actor's IRI with ``label`` (in ``lang``), ``label_en``, ``label_ar``, ``kind``, ``country`` and
    ``events``, the number of events that it takes part in. An edge has ``label``, ``label_en``, ``label_ar``, ``act``,
    ``plover`` (the PLOVER type), ``quad``, ``status``, ``standing``, ``mutual``, ``weight`` (events), ``reports``,
    ``first`` and ``last`` (ISO dates). What is done together is an edge each way. ``spells`` are the times of a node or
    an edge as ``first/last`` intervals with spaces between them. What is not known is left out, so every value is a
    plain one that each of networkx's writers takes. Only events of the given standings bind anybody.
    """
    events = _read_events(store, standings)
    countries = dict(sorted(_pairs(store, _COUNTRIES), reverse=True))
    ties, busy, times = _tie(events, countries)
    network = nx.MultiDiGraph()
    names = _read_names(store)
    kinds = _read_kinds(store)
    for who in sorted({end for source, target, *_ in ties for end in (source, target)}):
        labels = names[who]
        known = {
            "label": labels.get(lang) or labels.get("en") or labels.get("ar") or who.rsplit("/", 1)[-1],
            "label_en": labels.get("en"),
            "label_ar": labels.get("ar"),
            "kind": kinds.get(who),
            "country": countries.get(who),
            "events": busy[who],
            "spells": _write_spells(times[who]),
        }
        network.add_node(who, **_drop_unknown(known))
    for (source, target, act, status, standing), tie in sorted(ties.items()):
        told, plover = ACTS[act], TYPES[tie.type]
        spells = _merge_spans(tie.spans)
        known = {
            "label": told.label_ar if lang == "ar" else told.label_en,
            "label_en": told.label_en,
            "label_ar": told.label_ar,
            "act": act,
            "plover": tie.type,
            "quad": plover.quad,
            "status": status,
            "standing": standing,
            "mutual": act in RECIPROCAL_ACTS,
            "weight": tie.events,
            "reports": tie.reports,
            "first": min((span[0] for span in tie.spans if span), default=None),
            "last": max((span[1] for span in tie.spans if span), default=None),
            "spells": _write_spells(spells),
        }
        key = act if standing == "asserted" else f"{act} {status} {standing}"
        network.add_edge(source, target, key=key, **_drop_unknown(known))
    return network


def _tie(
    events: Iterable[_Event], countries: Mapping[str, str]
) -> tuple[dict[tuple[str, str, str, str, str], _Tie], Counter[str], dict[str, list[Span]]]:
    """Edges by source, target, act, status and standing; how many events bind each actor; and when."""
    ties: dict[tuple[str, str, str, str, str], _Tie] = {}
    busy: Counter[str] = Counter()
    times: dict[str, list[Span | None]] = defaultdict(list)
    for event in events:
        bound = set()
        for source, target in event.pairs(countries):
            key = (source, target, event.act, event.status, event.standing)
            ties.setdefault(key, _Tie(event.type)).add(event)
            bound |= {source, target}
        for who in bound:
            busy[who] += 1
            times[who].append(event.span)
    return ties, busy, {who: _merge_spans(spans) for who, spans in times.items()}


def _read_events(store: GraphStore, standings: frozenset[str]) -> Iterable[_Event]:
    events: dict[str, _Event] = {}
    for event, act, type_, status, standing, reports, earliest, latest in _rows(store, _EVENTS):
        if _STANDINGS[standing] in standings:
            ends = [day for day in (earliest or latest, latest or earliest) if day]
            events[event] = _Event(
                act=_ACTS[act].name,
                type=_TYPES[type_].name,
                status=status.removeprefix(STATUS),
                standing=_STANDINGS[standing],
                reports=int(reports),
                span=(ends[0], ends[1]) if ends else None,
            )
    for event, side, who in _rows(store, _SIDES):
        if event in events:
            (events[event].actors if side == KG + "actor" else events[event].recipients).append(who)
    return events.values()


def _read_names(store: GraphStore) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    answer = store.query(_LABELS)
    assert isinstance(answer, ox.QuerySolutions)
    for row in answer:
        who, label = row["who"], row["label"]
        if isinstance(label, ox.Literal) and isinstance(who, ox.NamedNode):
            names[who.value][label.language or "en"] = label.value
    return names


def _read_kinds(store: GraphStore) -> dict[str, str]:
    """The kind of each entity; where mentions disagree, the first in the model's order."""
    told: dict[str, set[str]] = defaultdict(set)
    for who, class_iri in _pairs(store, _CLASSES):
        if class_iri in _KINDS:
            told[who].add(_KINDS[class_iri])
    return {who: min(kinds, key=KINDS.index) for who, kinds in told.items()}


def _pairs(store: GraphStore, sparql: str) -> Iterator[tuple[str, str]]:
    return ((first, second) for first, second in _rows(store, sparql))


def _rows(store: GraphStore, sparql: str) -> Iterator[list[str]]:
    """The answers of a query as plain strings, an empty one where there is nothing."""
    answer = store.query(sparql)
    assert isinstance(answer, ox.QuerySolutions)
    for row in answer:
        yield ["" if term is None else _value(term) for term in row]


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def _merge_spans(spans: Iterable[Span | None]) -> list[Span]:
    """Times in order, those that overlap made one; none when something is undated, for that may be at any time."""
    known = list(spans)
    if None in known:
        return []
    merged: list[Span] = []
    for start, end in sorted(span for span in known if span):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _write_spells(spans: Iterable[Span]) -> str | None:
    return " ".join(f"{start}/{end}" for start, end in spans) or None


def _drop_unknown(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
