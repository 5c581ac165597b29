"""Events read from a store one after the other, in the order of their IRIs; what grows with the store stays on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.edtf import bounds, is_valid
from kg.exports.latin import name_in_latin
from kg.exports.selecting import Selection
from kg.graph.sorting import sort_quads
from kg.graph.states import find_state, name_state
from kg.graph.store import GraphStore
from kg.graph.terms import language_of, value_of
from kg.graph.triples import KIND_CLASSES, THING_CLASSES
from kg.model import KINDS
from kg.tongues import pick
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import GAF, KG, PLOVER, RDF, RDFS, SCHEMA, STATUS
from kg.vocabulary.plover import TYPES

__all__ = ["ArticleFacts", "Entity", "EventRow", "Evidence", "Reader", "Span"]

Span = tuple[str, str]
"""First and last ISO day, both included."""

TYPE, LABEL = RDF + "type", RDFS + "label"

_ACTS = {KG + act.class_name: act.name for act in ACTS.values()}
_TYPES = {PLOVER + plover.class_name: plover.name for plover in TYPES.values()}
_STANDINGS = {c.ASSERTED: "asserted", c.CLAIMED: "claimed", c.DISPUTED: "disputed", c.NOT_DONE: "not-done"}
_KINDS = {class_iri: kind for kind, class_iri in KIND_CLASSES.items()}
_THINGS = {class_iri: kind.lower() for kind, class_iri in THING_CLASSES.items()}

#: Entities and articles that are kept at hand.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what an IRI stands for. ``kind`` is one of `kg.model.KINDS`, or agreement, dialogue, round, issue."""

    iri: str
    kind: str
    label_en: str
    label_ar: str
    code: str
    """ISO 3166-1 alpha-3 code of the state, or the code of an organisation; empty where there is none."""
    resolved: bool

    @property
    def latin(self) -> str:
        """The Arabic label in Latin letters, empty where there is none."""
        return name_in_latin(self.label_ar, self.kind) if self.label_ar else ""

    def label(self, lang: str) -> str:
        """The label in a language, else in the other, else the end of the IRI."""
        return pick(lang, en=self.label_en, ar=self.label_ar) or self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Where a report stands."""

    iri: str
    file: str
    part: int
    title: str
    outlet: str
    published: str
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report of an event: the words that tell it."""

    report: str
    article: ArticleFacts
    sentence: str
    trigger: str
    rule: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as exports need it; participants and things by their IRIs."""

    iri: str
    act: str
    type: str
    status: str
    standing: str
    mode: str
    context: str
    cameo: str
    goldstein: float
    confidence: float
    reports: int
    articles: int
    texts: int
    edtf: str
    span: Span | None
    """As told, else by the day of publication where the selection says so; None when neither is known."""
    told: bool
    """Whether a text tells the time; else it is that of publication."""
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    said_by: tuple[str, ...]
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    places: tuple[str, ...]
    label_en: str
    label_ar: str
    denoted_by: tuple[str, ...]
    """The IRIs of its reports, in their order."""


class Reader:
    """Reads the events of a store, and what is known of those in them. Keeps the last few thousand at hand."""

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self.entity = lru_cache(maxsize=_KEPT)(self._read_entity)
        self.article = lru_cache(maxsize=_KEPT)(self._read_article)

    def events(self, selection: Selection) -> Iterator[EventRow]:
        """The events that a selection means, by IRI."""
        graph = self.store.minter.events
        for quad in sort_quads(self.store.find(None, TYPE, c.EVENT, graph)):
            event = self._read_event(value_of(quad.subject), graph, selection)
            if event is not None:
                yield event

    def fold(self, iri: str) -> str:
        """The state that somebody belongs to and acts for; whoever belongs to none stands for himself."""
        entity = self.entity(iri)
        state = find_state(entity.code) if entity.kind in ("state", "government", "person", "population") else None
        return name_state(state) if state is not None else iri

    def evidence(self, report: str) -> Evidence:
        """The words of a report."""
        values = self._values(report, (p.IN_ARTICLE, p.IN_SENTENCE, p.TRIGGER, p.RULE))
        sentence = values.get(p.IN_SENTENCE, "")
        text = self._values(sentence, (p.TEXT,)).get(p.TEXT, "") if sentence else ""
        return Evidence(
            report, self.article(values.get(p.IN_ARTICLE, "")), text, values.get(p.TRIGGER, ""), values.get(p.RULE, "")
        )

    def published(self, reports: Sequence[str]) -> Span | None:
        """When the first of some reports was published; None when none has a date."""
        articles = (self.article(self._values(report, (p.IN_ARTICLE,)).get(p.IN_ARTICLE, "")) for report in reports)
        spans = (bounds(article.published) for article in articles if is_valid(article.published))
        first = min(spans, default=None)
        return (first[0].isoformat(), first[1].isoformat()) if first else None

    def articles(self) -> Iterator[ArticleFacts]:
        """All articles, by IRI."""
        for quad in sort_quads(self.store.find(None, TYPE, c.ARTICLE)):
            yield self._read_article(value_of(quad.subject))

    def _values(self, subject: str, names: Sequence[str]) -> dict[str, str]:
        return {name: value_of(quad.object) for name in names for quad in self.store.find(subject, name)}

    def _read_event(self, iri: str, graph: str, selection: Selection) -> EventRow | None:
        one: dict[str, str] = {}
        many: dict[str, list[str]] = {}
        labels = {}
        for quad in self.store.find(iri, graph=graph):
            name, term = quad.predicate.value, quad.object
            if name in _MANY:
                many.setdefault(name, []).append(value_of(term))
            elif name == LABEL:
                labels[language_of(term)] = value_of(term)
            else:
                one[name] = value_of(term)
        act, type_ = _ACTS[one[p.ACT]], _TYPES[one[p.PLOVER_TYPE]]
        status, standing = one[p.STATUS].removeprefix(STATUS), _STANDINGS[one[p.STANDING]]
        reports, texts, confidence = int(one[p.REPORTS]), int(one[p.TEXTS]), float(one[p.CONFIDENCE])
        if not selection.admits(act, type_, status, standing, reports, texts, confidence):
            return None
        lists = {name: tuple(sorted(many.get(name, ()))) for name in _MANY}
        days = [day for day in (one.get(p.EARLIEST, ""), one.get(p.LATEST, "")) if day]
        told = bool(days)
        span = (days[0], days[-1]) if days else None
        if span is None and selection.undated == "published":
            span = self.published(lists[_DENOTED_BY])
        if not selection.admits_time(span):
            return None
        return EventRow(
            iri=iri, act=act, type=type_, status=status, standing=standing, reports=reports, confidence=confidence,
            mode=one.get(p.MODE, "").removeprefix(f"{PLOVER}{type_.lower()}-"),
            context=one.get(p.CONTEXT, "").removeprefix(f"{PLOVER}context-"),
            cameo=one[p.CAMEO].rsplit("#", 1)[-1], goldstein=float(one[p.GOLDSTEIN]),
            articles=int(one[p.ARTICLES]), texts=texts, edtf=one.get(p.DATE, ""), span=span, told=told,
            actors=lists[p.ACTOR], recipients=lists[p.RECIPIENT], said_by=lists[p.SAID_BY], themes=lists[p.THEME],
            topics=lists[p.TOPIC], places=lists[p.PLACE], denoted_by=lists[_DENOTED_BY],
            label_en=labels.get("en", ""), label_ar=labels.get("ar", ""),
        )  # fmt: skip

    def _read_entity(self, iri: str) -> Entity:
        labels: dict[str, str] = {}
        kinds: set[str] = set()
        codes: list[str] = []
        resolved = True
        for quad in self.store.find(iri, graph=self.store.minter.entities):
            name, value = quad.predicate.value, _text(quad.object)
            if name == LABEL:
                labels[language_of(quad.object) or "en"] = value
            elif name == TYPE:
                kinds |= {kind for known in (_KINDS, _THINGS) if (kind := known.get(value))}
                resolved = resolved and value != c.UNRESOLVED_PARTICIPANT
            elif name == p.COUNTRY:
                codes.append(value)
        order = (*KINDS, *_THINGS.values())
        kind = min(kinds, key=order.index, default="")
        return Entity(iri, kind, labels.get("en", ""), labels.get("ar", ""), min(codes, default=""), resolved)

    def _read_article(self, iri: str) -> ArticleFacts:
        values = {q.predicate.value: _text(q.object) for q in self.store.find(iri, graph=iri)} if iri else {}
        return ArticleFacts(
            iri=iri, file=values.get(p.FILE, ""), part=int(values.get(p.PART, 0)), title=values.get(LABEL, ""),
            outlet=values.get(p.OUTLET, ""), published=values.get(p.PUBLISHED, ""),
            language=values.get(p.LANGUAGE, ""), url=values.get(SCHEMA + "url", ""),
        )  # fmt: skip


_DENOTED_BY = GAF + "denotedBy"
_MANY = frozenset({p.ACTOR, p.RECIPIENT, p.SAID_BY, p.THEME, p.TOPIC, p.PLACE, _DENOTED_BY})


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
