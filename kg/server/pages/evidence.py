"""The reports of an event with their sentences, the words marked that say who, what, to whom and on whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.graph.store import GraphStore
from kg.graph.terms import language_of, value_of
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GAF, RDFS, SCHEMA, STATUS

__all__ = ["ROLES", "Piece", "Report", "Source", "mark_words", "read_report", "read_reports", "read_source", "safe_url"]

#: What words of a sentence can be, in the order in which a legend tells it.
ROLES = ("act", "actor", "recipient", "theme", "source", "date")

_MENTIONS = {p.ACTOR_MENTION: "actor", p.RECIPIENT_MENTION: "recipient", p.SAID_BY_MENTION: "source"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, and what its words are."""

    text: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a report stands in."""

    iri: str
    title: str
    outlet: str
    published: str
    url: str
    file: str
    language: str


@dataclass(frozen=True, slots=True)
class Report:
    """One telling of an event."""

    iri: str
    start: int
    """Where its trigger stands in the article."""
    statements: Mapping[str, str]
    status: str
    rule: str
    confidence: str
    extractor: str
    pieces: tuple[Piece, ...]
    source: Source
    speakers: tuple[str, ...]

    @property
    def roles(self) -> list[str]:
        """What is marked in the sentence, in the legend's order."""
        there = {role for piece in self.pieces for role in piece.roles}
        return [role for role in ROLES if role in there]


def read_reports(store: GraphStore, event: str) -> list[Report]:
    """The reports of an event, as published."""
    reports = [read_report(store, value_of(q.object)) for q in store.find(event, GAF + "denotedBy")]
    return sorted(reports, key=lambda x: (x.source.published or "9999", x.iri))


def read_source(store: GraphStore, article: str) -> Source:
    """An article as its graph describes it."""
    values: dict[str, tuple[str, str]] = {}
    for quad in store.find(article, None, None, article):
        values[quad.predicate.value] = value_of(quad.object), language_of(quad.object)

    def one(name: str) -> str:
        return values.get(name, ("", ""))[0]

    return Source(
        article, one(RDFS + "label"), one(p.OUTLET), one(p.PUBLISHED), safe_url(one(SCHEMA + "url")), one(p.FILE),
        one(p.LANGUAGE),
    )  # fmt: skip


def safe_url(url: str) -> str:
    """A web address that a page may link to; empty for whatever else a source may give, ``javascript:`` say."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def mark_words(text: str, start: int, spans: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """A sentence cut where words with a role begin or end; ``spans`` and ``start`` are offsets in the article."""
    inside = [
        (max(first - start, 0), min(last - start, len(text)), role)
        for first, last, role in spans
        if first < start + len(text) and last > start
    ]
    cuts = sorted({0, len(text), *(x for first, last, _ in inside for x in (first, last))})
    pieces: list[Piece] = []
    for first, last in pairwise(cuts):
        there = {role for begin, end, role in inside if begin <= first and last <= end}
        roles = tuple(role for role in ROLES if role in there)
        if pieces and pieces[-1].roles == roles:
            pieces[-1] = Piece(pieces[-1].text + text[first:last], roles)
        else:
            pieces.append(Piece(text[first:last], roles))
    return tuple(pieces)


def read_report(store: GraphStore, report: str) -> Report:
    """One report with its sentence."""
    values: dict[str, list[str]] = defaultdict(list)
    statements: dict[str, str] = {}
    for quad in store.find(report):
        values[quad.predicate.value].append(value_of(quad.object))
        if quad.predicate.value == p.STATEMENT:
            statements[language_of(quad.object)] = value_of(quad.object)
    article = values[p.IN_ARTICLE][0]
    sentence = {q.predicate.value: value_of(q.object) for q in store.find(values[p.IN_SENTENCE][0])}
    text, start = sentence[p.TEXT], int(sentence[p.START])
    spans = [(int(values[p.START][0]), int(values[p.END][0]), "act")]
    for link, role in _MENTIONS.items():
        spans += [(*_find_span(store, mention), role) for mention in values[link]]
    for thing in (*values[p.THEME], *values[p.TOPIC]):
        spans += _find_theme(store, article, thing, start, start + len(text))
    for words in values[p.DATE_WORDS]:
        at = text.find(words)
        if words and at >= 0:
            spans.append((start + at, start + at + len(words), "date"))
    extractor = " ".join(filter(None, (_first(values[p.EXTRACTOR]), _first(values[p.VERSION]))))
    return Report(
        report, spans[0][0], statements, values[p.STATUS][0].removeprefix(STATUS), _first(values[p.RULE]),
        _first(values[p.CONFIDENCE]), extractor, mark_words(text, start, spans), read_source(store, article),
        tuple(sorted(values[p.SAID_BY])),
    )  # fmt: skip


def _find_span(store: GraphStore, mention: str) -> tuple[int, int]:
    values = {q.predicate.value: value_of(q.object) for q in store.find(mention)}
    return int(values.get(p.START, 0)), int(values.get(p.END, 0))


def _find_theme(store: GraphStore, article: str, thing: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The words of a sentence that name a thing."""
    spans = [_find_span(store, value_of(q.subject)) for q in store.find(None, p.REFERS_TO, thing, article)]
    return [(first, last, "theme") for first, last in spans if start <= first and last <= end]


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""
