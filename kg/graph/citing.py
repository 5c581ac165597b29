"""From an event back to the words that it rests on: its reference, and for each of its triples what says so."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.sorting import sort_quads
from kg.graph.store import GraphStore
from kg.graph.terms import iri, language_of, value_of
from kg.model import Words
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import DCT, GAF, PROV, RDF, RDFS, SCHEMA

__all__ = ["Citation", "Origin", "Quote", "cite", "describe_origin", "find_event", "trace"]

TYPE, LABEL = RDF + "type", RDFS + "label"
DENOTED_BY = GAF + "denotedBy"

#: How a triple of an event names what a mention of a report names.
_MENTIONS = {
    p.ACTOR: (p.ACTOR_MENTION,), p.RECIPIENT: (p.RECIPIENT_MENTION,), p.SAID_BY: (p.SAID_BY_MENTION,),
    p.DENIED_BY: (p.SAID_BY_MENTION,), p.PLACE: (p.PLACE_MENTION,),
}  # fmt: skip
_DATES = frozenset({p.DATE, p.EARLIEST, p.LATEST})


@dataclass(frozen=True, slots=True)
class Quote:
    """One report of an event: its sentence and the words that carry the act, and where they were published."""

    report: str
    sentence: Words
    trigger: Words
    article: str
    file: str
    part: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    rule: str
    extractor: str | None
    version: str | None
    run: str | None
    read: str | None
    """When the run began that added the article, as an ISO date and time."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An event as it is cited. ``labels`` holds its statement in each language."""

    event: str
    labels: dict[str, str]
    date: str | None
    status: str
    standing: str
    confidence: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Words of an article, at their offsets, on which a triple of an event rests; ``report`` is the telling."""

    predicate: str
    value: str
    language: str
    words: Words
    article: str
    report: str


def find_event(store: GraphStore, name: str) -> str:
    """The IRI of the event that an IRI, ``id:event-…`` or ``event-…`` means, or the id of one of its reports.

    Retired ids lead to what they became. Raises `QueryError` with the nearest id when there is none.
    """
    node = _expand(store, name)
    if not _is_iri(node):
        raise QueryError(_say_unknown(store, name))
    seen = {node}
    while not any(True for _ in store.find(node, TYPE, c.EVENT)):
        onward = next((value_of(q.object) for q in store.find(node, DCT + "isReplacedBy")), None)
        if onward is None or onward in seen:
            raise QueryError(_say_unknown(store, name))
        node = onward
        seen.add(node)
    return node


def _expand(store: GraphStore, name: str) -> str:
    """The IRI of an event by any of its names; that of a report stands for the event that it may begin."""
    bare = name.strip().removeprefix("<").removesuffix(">")
    local = bare.removeprefix("id:").removeprefix(store.minter.base)
    if local.startswith("report-"):
        return store.minter.event(store.minter.base + local)  # an event's id, or one that has been retired
    return store.minter.base + local


def _is_iri(text: str) -> bool:
    try:
        iri(text)
    except ValueError:
        return False
    return True


def _say_unknown(store: GraphStore, name: str) -> str:
    prefix = store.minter.base
    ids = [value_of(q.subject).removeprefix(prefix) for q in store.find(None, TYPE, c.EVENT)]
    wanted = name.strip().removeprefix("<").removesuffix(">").removeprefix("id:").removeprefix(prefix)
    near = difflib.get_close_matches(wanted, ids, n=1, cutoff=0.7)
    hint = f"did you mean {near[0]}? " if near else ""
    where = store.path or "the store"
    return f"{where}: no event {name!r}; {hint}`kg query evidence` and `kg query doubtful` tell events with their ids"


def cite(store: GraphStore, event: str) -> Citation:
    """The reference of an event, given by its IRI as `find_event` gives it, its reports in the order of publication."""
    facts = {q.predicate.value: value_of(q.object) for q in store.find(event)}
    labels = {language_of(q.object): value_of(q.object) for q in store.find(event, LABEL)}
    quotes = sorted(
        (_quote(store, value_of(q.object)) for q in store.find(event, DENOTED_BY)),
        key=lambda x: (x.published or "9999", x.article, x.trigger.start, x.report),
    )
    return Citation(
        event=event,
        labels=dict(sorted(labels.items())),
        date=facts.get(p.DATE),
        status=facts[p.STATUS].rsplit("#", 1)[-1],
        standing=facts[p.STANDING].rsplit("#", 1)[-1],
        confidence=facts[p.CONFIDENCE],
        quotes=tuple(quotes),
    )


def _quote(store: GraphStore, report: str) -> Quote:
    told = _read(store, report)
    sentence = _read(store, told[p.IN_SENTENCE])
    # Of an article, the runs graph tells which run added it, beside what its own graph tells.
    article = _read(store, told[p.IN_ARTICLE])
    run = article.get(p.ADDED_BY)
    return Quote(
        report=report,
        sentence=Words(sentence[p.TEXT], int(sentence[p.START]), int(sentence[p.END])),
        trigger=Words(told[p.TRIGGER], int(told[p.START]), int(told[p.END])),
        article=told[p.IN_ARTICLE],
        file=article[p.FILE],
        part=int(article[p.PART]),
        title=article.get(LABEL),
        outlet=article.get(p.OUTLET),
        published=article.get(p.PUBLISHED),
        url=article.get(SCHEMA + "url"),
        rule=told[p.RULE],
        extractor=told.get(p.EXTRACTOR),
        version=told.get(p.VERSION),
        run=run,
        read=_read(store, run).get(PROV + "startedAtTime") if run else None,
    )


def _read(store: GraphStore, node: str) -> dict[str, str]:
    """The properties of a node, one value each: the greatest, so that the newest of several runs counts."""
    out: dict[str, str] = {}
    for quad in store.find(node):
        name, value = quad.predicate.value, value_of(quad.object)
        out[name] = max(value, out.get(name, value))
    return out


def trace(store: GraphStore, event: str) -> Iterator[Origin]:
    """For every triple about an event the words that it rests on, in the order of properties and values.

    Who takes part, where and about what is named by mentions, a date by its own words; all else by the words that carry
    the act, of each report that says so.
    """
    reports = [value_of(q.object) for q in store.find(event, DENOTED_BY)]
    told = {report: list(store.find(report)) for report in sorted(reports)}
    for quad in sorted(store.find(event), key=lambda q: (q.predicate.value, str(q.object))):
        name, value, language = quad.predicate.value, value_of(quad.object), language_of(quad.object)
        found = list(_find_words(store, name, value, told))
        for report, words in found or [(r, _read_trigger(quads)) for r, quads in told.items()]:
            article = next(value_of(q.object) for q in told[report] if q.predicate.value == p.IN_ARTICLE)
            yield Origin(name, value, language, words, article, report)


def _find_words(
    store: GraphStore, name: str, value: str, told: dict[str, list[ox.Quad]]
) -> Iterator[tuple[str, Words]]:
    for report, quads in told.items():
        if name in _MENTIONS:
            mentions = [value_of(q.object) for q in quads if q.predicate.value in _MENTIONS[name]]
            yield from ((report, _read_mention(store, m)) for m in mentions if _refers(store, m, value))
        elif name in (p.THEME, p.TOPIC):
            if any(q.predicate.value == name and value_of(q.object) == value for q in quads):
                yield from ((report, words) for words in _find_thing(store, report, quads, value))
        elif name in _DATES:
            if any(q.predicate.value == name and value_of(q.object) == value for q in quads):
                yield report, _find_date(store, quads)
        elif name == DENOTED_BY:
            if report == value:
                yield report, _read_trigger(quads)
        elif any(q.predicate.value in (name, p.STATUS if name == p.TOLD_AS else name) and value_of(q.object) == value
                 for q in quads):  # fmt: skip
            yield report, _read_trigger(quads)


def _refers(store: GraphStore, mention: str, entity: str) -> bool:
    return any(value_of(q.object) == entity for q in store.find(mention, p.REFERS_TO))


def _read_mention(store: GraphStore, mention: str) -> Words:
    """The words of a mention. One of a place knows only its sentence: then this is what it quotes."""
    facts = _read(store, mention)
    start, end = int(facts[p.START]), int(facts[p.END])
    words = facts.get(p.WORDS)
    if words is None:
        sentences = (
            value_of(q.object)
            for s in store.find(None, p.START, None, facts[p.IN_ARTICLE])
            if value_of(s.object) == facts[p.START]
            for q in store.find(value_of(s.subject), p.TEXT)
        )
        words = next(sentences, "")
    return Words(words, start, end)


def _find_thing(store: GraphStore, report: str, quads: Sequence[ox.Quad], thing: str) -> Iterator[Words]:
    """The words that name a theme or topic in the report's sentence."""
    sentence = _read(store, next(value_of(q.object) for q in quads if q.predicate.value == p.IN_SENTENCE))
    article = next(value_of(q.object) for q in quads if q.predicate.value == p.IN_ARTICLE)
    within = range(int(sentence[p.START]), int(sentence[p.END]) + 1)
    said = {value_of(q.object) for q in quads if q.predicate.value in (p.THEME_WORDS, p.TOPIC_WORDS)}
    for mention in sorted(value_of(q.subject) for q in store.find(None, p.REFERS_TO, thing, article)):
        words = _read_mention(store, mention)
        if words.start in within and words.text in said:
            yield words


def _find_date(store: GraphStore, quads: Sequence[ox.Quad]) -> Words:
    """The words of a report's date where its sentence has them, else those that carry the act."""
    written = next((value_of(q.object) for q in quads if q.predicate.value == p.DATE_WORDS), None)
    if written:
        sentence = _read(store, next(value_of(q.object) for q in quads if q.predicate.value == p.IN_SENTENCE))
        at = sentence[p.TEXT].find(written)
        if at >= 0:
            start = int(sentence[p.START]) + at
            return Words(written, start, start + len(written))
    return _read_trigger(quads)


def _read_trigger(quads: Sequence[ox.Quad]) -> Words:
    facts = {q.predicate.value: value_of(q.object) for q in quads}
    return Words(facts[p.TRIGGER], int(facts[p.START]), int(facts[p.END]))


def describe_origin(store: GraphStore, event: str) -> list[ox.Quad]:
    """Where an event comes from in the terms of PROV-O alone, for tools that know no other.

    Event from reports, these from sentences and articles at their offsets, articles by a run of the program, which used
    rules and weights; corrections that made a report what it is.
    """
    out: set[ox.Quad] = set()

    def say(subject: str, name: str, value: ox.NamedNode | ox.Literal) -> None:
        out.add(ox.Quad(iri(subject), iri(name), value))

    entity = iri(PROV + "Entity")
    say(event, TYPE, entity)
    for quad in store.find(event, LABEL):
        assert isinstance(quad.object, ox.Literal)
        say(event, LABEL, quad.object)
    for quote in cite(store, event).quotes:
        sentence = next(value_of(q.object) for q in store.find(quote.report, p.IN_SENTENCE))
        for source, target in ((event, quote.report), (quote.report, sentence), (sentence, quote.article)):
            say(source, PROV + "wasDerivedFrom", iri(target))
            say(target, TYPE, entity)
        say(sentence, PROV + "value", ox.Literal(quote.sentence.text))
        say(quote.report, PROV + "value", ox.Literal(quote.trigger.text))
        for node in (quote.report, sentence):
            for name in (p.START, p.END):
                for quad in store.find(node, name):
                    assert isinstance(quad.object, ox.Literal)
                    say(node, name, quad.object)
        if quote.url:
            say(quote.article, PROV + "atLocation", iri(quote.url))
        if quote.run:
            say(quote.article, PROV + "wasGeneratedBy", iri(quote.run))
            _describe_run(store, quote.run, out)
        for quad in store.find(quote.report, p.CORRECTED_IN):
            correction = value_of(quad.object)
            say(quote.report, PROV + "wasInfluencedBy", iri(correction))
            out.update(_bare(q) for q in store.find(correction))
    return list(sort_quads(out))


def _describe_run(store: GraphStore, run: str, out: set[ox.Quad]) -> None:
    for quad in store.find(run):
        out.add(_bare(quad))
        if quad.predicate.value in (PROV + "used", PROV + "wasAssociatedWith"):
            out.update(_bare(q) for q in store.find(value_of(quad.object)))


def _bare(quad: ox.Quad) -> ox.Quad:
    """A quad without its graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object)
