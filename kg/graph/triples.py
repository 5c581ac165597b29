"""An article and its events as triples: one named graph an article, with the words of every report as its evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.edtf import bounds
from kg.errors import RecordError
from kg.extraction import check_event
from kg.graph.corrections import Applied, Corrections
from kg.graph.identifiers import Minter
from kg.graph.merging import make_merge_key, name_cell
from kg.graph.offices import Office, read_office
from kg.graph.parties import OWN_PARTIES
from kg.graph.reprints import make_imprint
from kg.graph.terms import date_literal, decimal, integer, iri, literal, make_quads, url_iri
from kg.graph.things import PARTY_ACTS, Thing, read_thing, settle_things
from kg.graph.times import file_cells, find_span
from kg.lending import lend_arabic_names, name_place_in_arabic
from kg.model import RECIPROCAL_ACTS, Article, Event, Gloss, Participant, Words
from kg.statements import STATEMENT_LANGUAGES, say
from kg.vocabulary import classes as c
from kg.vocabulary import code_act
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.cameo import GOLDSTEIN
from kg.vocabulary.labels import LABELS
from kg.vocabulary.namespaces import CAMEO, KG, PLOVER, RDF, RDFS, SCHEMA, STATUS
from kg.vocabulary.plover import CONTEXTS, TYPES

__all__ = ["ArticleGraph", "build_article", "describe_vocabulary"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]

TYPE = RDF + "type"
LABEL = RDFS + "label"

#: The class of each kind of participant.
KIND_CLASSES = {
    "state": c.STATE, "government": c.GOVERNMENT, "person": c.PERSON, "igo": c.INTERNATIONAL_ORGANISATION,
    "nonstate": c.NON_STATE_ACTOR, "ngo": c.NON_GOVERNMENTAL_ORGANISATION, "company": c.COMPANY,
    "population": c.POPULATION, "place": c.PLACE,
}  # fmt: skip

THING_CLASSES = {"Agreement": c.AGREEMENT, "Dialogue": c.DIALOGUE, "Round": c.ROUND, "Issue": c.ISSUE}

#: Kinds whose members speak for their state or organisation. A party or a company speaks for itself alone.
SPEAKS_FOR_COUNTRY = frozenset({"state", "government", "person", "igo"})

#: Characters that isolate foreign words on a terminal; a label in the graph does without.
ISOLATES = dict.fromkeys(range(8294, 8298))


@dataclass(slots=True)
class ArticleGraph:
    """The quads of one article's graph, by the IRI of the graph, which is the article's."""

    graph: str
    quads: set[ox.Quad]


def build_article(
    article: Article,
    events: Sequence[Event],
    minter: Minter,
    *,
    hashes: tuple[str, str],
    corrections: Corrections | None = None,
) -> ArticleGraph:
    """The graph of an article and of the events found in it, as corrections leave them.

    A report has its id by what was extracted, whatever corrections make of it. ``hashes`` are the fingerprints of the
    article and of its record. Raises `RecordError` when the article does not
    bear an event out (`kg.extraction.check_event`), its date is not EDTF, or its CAMEO code or score is none.
    """
    for event in events:
        check_event(event, article)
        _check_codes(event)
    node = minter.article(article.id)
    triples: list[Triple] = list(_describe_article(article, node, hashes))
    corrections = corrections or Corrections((), minter)
    writer = _Writer(article, minter, corrections, node)
    ordered = sorted(lend_arabic_names(events), key=lambda e: (e.trigger.start, e.trigger.end, e.act, e.id))
    seen: dict[int, int] = {}
    kept: list[tuple[Event, str]] = []
    for event in ordered:
        count = seen.get(event.trigger.start, 0)
        seen[event.trigger.start] = count + 1
        report = minter.report(article.id, event.trigger.start, count)
        applied = corrections.correct(report, event, article, ordered)
        triples += writer.describe_review(event, applied, report)
        if applied.event is not None:
            kept.append((applied.event, report))
    for (event, report), things in zip(kept, writer.read_things([event for event, _ in kept]), strict=True):
        triples += writer.describe_report(event, things, report)
    triples += writer.extra
    return ArticleGraph(node, make_quads(triples, node))


def _check_codes(event: Event) -> None:
    """What no text can bear out must at least be well formed."""
    where = f"{event.article}: event {event.id}"
    if event.date is not None:
        try:
            bounds(event.date)
        except RecordError as error:
            raise RecordError(f"{where}: {error}") from None
    if event.cameo and event.cameo not in GOLDSTEIN:
        raise RecordError(f"{where}: no CAMEO code {event.cameo!r}; leave it out to get the one of the act")
    if event.goldstein is not None and not (math.isfinite(event.goldstein) and abs(event.goldstein) <= 10):
        raise RecordError(f"{where}: Goldstein score {event.goldstein} is not between -10 and 10")


def describe_vocabulary(minter: Minter) -> set[ox.Quad]:
    """The words that a question needs without loading the ontology, in a graph of their own.

    Acts, PLOVER types, statuses and classes with their names in both languages; which acts are reciprocal, and to which
    stage they bring an agreement, a round or an office.
    """
    named = {KG + act.class_name: (act.label_en, act.label_ar) for act in ACTS.values()}
    named |= {PLOVER + kind.class_name: (kind.label_en, kind.label_ar) for kind in TYPES.values()}
    named |= LABELS
    triples: list[Triple] = [
        (node, LABEL, literal(label, language))
        for node, labels in named.items()
        for label, language in zip(labels, ("en", "ar"), strict=True)
    ]
    for name, act in ACTS.items():
        triples.append((KG + act.class_name, TYPE, iri(c.ACT)))
        if name in RECIPROCAL_ACTS:
            triples.append((KG + act.class_name, TYPE, iri(c.RECIPROCAL_ACT)))
        if act.stage:
            triples.append((KG + act.class_name, p.LEADS_TO, iri(KG + act.stage)))
    return make_quads(triples, minter.vocabulary)


def _describe_article(article: Article, node: str, hashes: tuple[str, str]) -> Iterator[Triple]:
    yield node, TYPE, iri(c.ARTICLE)
    yield node, p.FILE, literal(article.file)
    yield node, p.PART, integer(article.part)
    yield node, p.CONTENT_HASH, literal(hashes[0])
    yield node, p.RECORD_HASH, literal(hashes[1])
    if article.path:
        yield node, p.PATH, literal(article.path)
    if imprint := make_imprint(article):
        yield node, p.IMPRINT, literal(imprint)
    if article.title:
        yield node, LABEL, literal(article.title, article.language)
    if article.published:
        yield node, p.PUBLISHED, literal(article.published)
    if article.outlet:
        yield node, p.OUTLET, literal(article.outlet)
    if article.language:
        yield node, p.LANGUAGE, literal(article.language)
    if article.url:
        address = url_iri(article.url)
        yield node, SCHEMA + "url", address or literal(article.url)


class _Writer:
    """Writes the reports of one article, sharing sentences and mentions between them."""

    def __init__(self, article: Article, minter: Minter, corrections: Corrections, node: str) -> None:
        self.article, self.minter, self.corrections, self.node = article, minter, corrections, node
        self.extra: list[Triple] = []
        self._done: set[str] = set()

    def read_things(self, events: Sequence[Event]) -> list[list[tuple[Gloss, Thing]]]:
        """The themes and topics of each event as things, theme first when there is one."""
        glosses = [[g for g in (event.theme, *event.topics) if g is not None] for event in events]
        read = [
            read_thing(gloss.text, gloss.en, _name_parties(event) if gloss is event.theme else (), self.article.id)
            for event, row in zip(events, glosses, strict=True)
            for gloss in row
        ]
        settled = iter(settle_things(read))
        return [[(gloss, next(settled)) for gloss in row] for row in glosses]

    def describe_report(self, event: Event, things: list[tuple[Gloss, Thing]], node: str) -> Iterator[Triple]:
        """The triples of one report."""
        language = self.article.language
        code = code_act(event.act, event.type)
        cameo, goldstein = event.cameo or code.cameo, code.goldstein if event.goldstein is None else event.goldstein
        yield node, TYPE, iri(c.REPORT)
        yield node, p.ACT, iri(KG + ACTS[event.act].class_name)
        yield node, p.PLOVER_TYPE, iri(PLOVER + TYPES[event.type].class_name)
        yield node, p.STATUS, iri(STATUS + event.status)
        yield node, p.CAMEO, iri(CAMEO + cameo)
        yield node, p.GOLDSTEIN, decimal(goldstein, 1)
        yield node, p.CONFIDENCE, decimal(event.confidence, 2)
        yield node, p.IN_ARTICLE, iri(self.node)
        yield node, p.TRIGGER, literal(event.trigger.text, language)
        yield node, p.START, integer(event.trigger.start)
        yield node, p.END, integer(event.trigger.end)
        yield node, p.RULE, literal(event.rule)
        for tongue in STATEMENT_LANGUAGES:
            yield node, p.STATEMENT, literal(say(event, tongue).translate(ISOLATES), tongue)
        if event.extractor:
            yield node, p.EXTRACTOR, literal(event.extractor)
        if event.version:
            yield node, p.VERSION, literal(event.version)
        mode = event.mode or code.mode
        if mode in TYPES[event.type].modes:
            yield node, p.MODE, iri(f"{PLOVER}{event.type.lower()}-{mode}")
        if event.context in CONTEXTS:
            yield node, p.CONTEXT, iri(f"{PLOVER}context-{event.context.replace('_', '-')}")
        yield node, p.IN_SENTENCE, iri(self._sentence(event))
        for people, link, mention in (
            (event.actors, p.ACTOR, p.ACTOR_MENTION),
            (event.recipients, p.RECIPIENT, p.RECIPIENT_MENTION),
            (event.said_by, p.SAID_BY, p.SAID_BY_MENTION),
        ):
            for person in people:
                entity, words = self._participant(person)
                yield node, link, iri(entity)
                yield node, mention, iri(words)
        yield from self._describe_things(event, things, node)
        yield from self._describe_setting(event, node)
        yield node, p.STANDING, iri(stand(event))
        together = self.corrections.merge_key(node)
        key = make_merge_key(event)
        if together:
            yield node, p.MERGE_KEY, literal(together)
        elif key:
            yield node, p.MERGE_KEY, literal(key)
            for cell in file_cells(find_span(event.date, self.article.published, event.status), self.node):
                yield node, p.MERGE_CELL, literal(name_cell(key, cell))

    def describe_review(self, event: Event, applied: Applied, node: str) -> Iterator[Triple]:
        """What corrections say of a report; of one that was rejected also the words that were taken for it."""
        if applied.review:
            yield node, p.REVIEW, iri(applied.review)
        for correction in applied.used:
            yield node, p.CORRECTED_IN, iri(correction)
        if applied.event is None:
            yield node, p.IN_ARTICLE, iri(self.node)
            yield node, p.TRIGGER, literal(event.trigger.text, self.article.language)
            yield node, p.START, integer(event.trigger.start)
            yield node, p.END, integer(event.trigger.end)
            for tongue in STATEMENT_LANGUAGES:
                yield node, p.STATEMENT, literal(say(event, tongue).translate(ISOLATES), tongue)

    def _rename(self, entity: str, node: str) -> str | None:
        """What an entity is by the corrections, which the report then names."""
        renamed, used = self.corrections.rename(entity, node)
        self.extra += [(node, p.CORRECTED_IN, iri(self.corrections.node(correction))) for correction in used]
        return renamed

    def _describe_things(self, event: Event, things: list[tuple[Gloss, Thing]], node: str) -> Iterator[Triple]:
        for index, (gloss, thing) in enumerate(things):
            theme = index == 0 and event.theme is not None
            entity = self._thing(gloss, thing, node)
            if entity is None:
                continue
            yield node, p.THEME if theme else p.TOPIC, iri(entity)
            yield node, p.THEME_WORDS if theme else p.TOPIC_WORDS, literal(gloss.text, self.article.language)

    def _describe_setting(self, event: Event, node: str) -> Iterator[Triple]:
        if event.place:
            place = self._rename(self.minter.place(event.place, event.place_id), node)
        if event.place and place:
            mention = self.minter.mention(self.article.id, event.sentence.start, event.sentence.end, place)
            # The record does not say with which words: the mention is somewhere in the sentence.
            words = Words("", event.sentence.start, event.sentence.end)
            names = {"en": event.place, "ar": name_place_in_arabic(event.place, event.place_id)}
            self._mention(mention, place, words, c.PLACE, names)
            yield node, p.PLACE, iri(place)
            yield node, p.PLACE_MENTION, iri(mention)
        if event.date_text:
            yield node, p.DATE_WORDS, literal(event.date_text, self.article.language)
        if event.date:
            first, last = bounds(event.date)
            yield node, p.DATE, literal(event.date)
            if first.year > 1:
                yield node, p.EARLIEST, date_literal(first.isoformat())
            if last.year < 9999:
                yield node, p.LATEST, date_literal(last.isoformat())

    def _sentence(self, event: Event) -> str:
        node = self.minter.sentence(self.article.id, event.sentence.start)
        if node not in self._done:
            self._done.add(node)
            self.extra += [
                (node, TYPE, iri(c.SENTENCE)),
                (node, p.IN_ARTICLE, iri(self.node)),
                (node, p.TEXT, literal(event.sentence.text, self.article.language)),
                (node, p.START, integer(event.sentence.start)),
                (node, p.END, integer(event.sentence.end)),
            ]
        return node

    def _participant(self, person: Participant) -> tuple[str, str]:
        entity = self.minter.participant(person, self.article.id)
        kind = KIND_CLASSES[person.kind] if person.resolved else c.UNRESOLVED_PARTICIPANT
        names = {"en": person.name, "ar": person.name_ar} if person.resolved else {}
        if not any(names.values()):
            names = {"ar" if any("\u0600" <= x <= "\u06ff" for x in person.text) else "en": person.text}
        mention = self.minter.mention(self.article.id, person.start, person.end, entity)
        if self._mention(mention, entity, person, kind, names):
            if person.country:
                self.extra.append((mention, p.COUNTRY, literal(person.country)))
            office = read_office(person)
            if office is not None:
                self.extra.append((mention, p.NAMES_OFFICE, iri(self._office(office))))
        return entity, mention

    def _office(self, office: Office) -> str:
        entity = self.minter.entity(office.local)
        mention = self.minter.mention(self.article.id, office.words.start, office.words.end, entity)
        names = {"en": office.label_en, "ar": office.label_ar}
        if self._mention(mention, entity, office.words, c.OFFICE, names) and office.country:
            self.extra.append((mention, p.COUNTRY, literal(office.country)))
        return entity

    def _thing(self, gloss: Gloss, thing: Thing, node: str) -> str | None:
        """The entity of a theme or topic of a report; None when a correction says that it names nothing."""
        entity = self._rename(self.minter.entity(thing.local), node)
        if entity is None:
            return None
        mention = self.minter.mention(self.article.id, gloss.start, gloss.end, entity)
        facts, used = self.corrections.facts(entity)
        self.extra += [(node, p.CORRECTED_IN, iri(self.corrections.node(correction))) for correction in used]
        names = {"en": facts.get("name_en", thing.label_en), "ar": facts.get("name_ar", thing.label_ar)}
        if not self._mention(mention, entity, gloss, THING_CLASSES[thing.kind], names):
            return entity
        parent = thing.dialogue
        dialogue = self._thing(gloss, parent, node) if parent is not None else None
        if dialogue is not None:
            self.extra.append((mention, p.NAMES_ROUND_OF, iri(dialogue)))
        if thing.number:
            self.extra.append((mention, p.NAMES_ROUND, integer(thing.number)))
        self.extra += [(mention, p.NAMES_PARTY, literal(code)) for code in thing.codes if code.isupper()]
        return entity

    def _mention(self, node: str, entity: str, words: Words, kind: str, names: dict[str, str | None]) -> bool:
        """Describes a mention, once; returns whether it was new."""
        if node in self._done:
            return False
        self._done.add(node)
        self.extra += [
            (node, TYPE, iri(c.MENTION)),
            (node, p.IN_ARTICLE, iri(self.node)),
            (node, p.REFERS_TO, iri(entity)),
            (node, p.KIND, iri(kind)),
            (node, p.START, integer(words.start)),
            (node, p.END, integer(words.end)),
        ]
        if words.text:
            self.extra.append((node, p.WORDS, literal(words.text, self.article.language)))
        self.extra += [(node, p.NAME, literal(name, tag)) for tag, name in names.items() if name]
        return True


def _name_parties(event: Event) -> list[str]:
    """The codes of those whom an act makes parties of its theme; an armed group has its identifier instead."""
    actors = event.actors if event.act in PARTY_ACTS else ()
    codes = (x.id if x.kind in OWN_PARTIES and x.id.startswith("org-") else x.country for x in actors)
    return [code for code in codes if code]


def stand(event: Event) -> str:
    """What one report says for its event: told by the outlet or by an own actor of the act, or only by others.

    A visit is its host's act as well as its guest's.
    """
    if event.status != "actual":
        return c.NOT_DONE
    own = (*event.actors, *event.recipients) if event.act in ("visit", "receive") else event.actors
    if not event.said_by or any(_speaks_for(speaker, actor) for speaker in event.said_by for actor in own):
        return c.ASSERTED
    return c.CLAIMED


def _speaks_for(speaker: Participant, actor: Participant) -> bool:
    if not speaker.resolved or not actor.resolved:
        return False
    if speaker.id and speaker.id == actor.id:
        return True
    compatriots = bool(speaker.country) and speaker.country == actor.country
    return compatriots and {speaker.kind, actor.kind} <= SPEAKS_FOR_COUNTRY
