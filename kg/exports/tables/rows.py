"""Rows of events: whole, by report, by pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.exports import Options
from kg.exports.reading import EventRow, Evidence, Reader
from kg.exports.tables.coding import code_people, code_person, join
from kg.exports.tables.columns import Cell
from kg.exports.views.ties import pair_up
from kg.vocabulary.plover import TYPES

__all__ = ["list_dyads", "list_events", "list_reports"]


def list_events(reader: Reader, options: Options) -> Iterator[list[Cell]]:
    """One row an event, by IRI, with the first report as its evidence."""
    for event in reader.events(options.selection):
        first = reader.store.minter.event
        lead = next((report for report in event.denoted_by if first(report) == event.iri), event.denoted_by[0])
        yield _list_event(reader, event, reader.evidence(lead))


def list_reports(reader: Reader, options: Options) -> Iterator[list[Cell]]:
    """One row a report, by event and report."""
    for event in reader.events(options.selection):
        for report in event.denoted_by:
            yield _list_event(reader, event, reader.evidence(report))


def list_dyads(reader: Reader, options: Options) -> Iterator[list[Cell]]:
    """One row an event and pair; people and bodies stand for their state unless ``options.actors`` says otherwise."""
    for event in reader.events(options.selection):
        pairs = pair_up(reader, event, options.actors or "folded")
        if not pairs:
            continue
        evidence = reader.evidence(event.denoted_by[0])
        for actor, recipient in pairs:
            ends = [_number(code_person(reader.entity(end))) for end in (actor, recipient)]
            yield [
                *_head(event), *ends[0], *ends[1], *code_people(reader, event.said_by, 5),
                *_tail(reader, event, evidence),
            ]  # fmt: skip


def _list_event(reader: Reader, event: EventRow, evidence: Evidence) -> list[Cell]:
    return [
        *_head(event), *code_people(reader, event.actors), *code_people(reader, event.recipients),
        *code_people(reader, event.said_by, 5), *_tail(reader, event, evidence),
    ]  # fmt: skip


def _head(event: EventRow) -> list[Cell]:
    first, last = event.span or (None, None)
    plover = TYPES[event.type]
    return [
        event.iri, first if first == last else None,
        None if event.span is None else "text" if event.told else "published",
        event.edtf or None, first, last, event.act, event.type, event.mode or None, event.context or None, event.cameo,
        event.goldstein, plover.score, plover.quad, event.status, event.standing,
    ]  # fmt: skip


def _tail(reader: Reader, event: EventRow, evidence: Evidence) -> list[Cell]:
    article = evidence.article
    cells: list[Cell] = []
    for things in (event.themes, event.topics, event.places):
        found = [reader.entity(thing) for thing in things]
        cells += [join([thing.label("en") for thing in found]), join([thing.label_ar for thing in found])]
    return [
        *cells, event.label_en or None, event.label_ar or None, event.reports, event.articles, event.texts,
        event.confidence, evidence.report, article.url or None, article.outlet or None, article.published[:10] or None,
        article.language or None, article.file or None, article.part, evidence.sentence or None,
        evidence.trigger or None, evidence.rule or None,
    ]  # fmt: skip


def _number(codes: Sequence[str]) -> list[Cell]:
    """Codes of one participant as cells: the last two are numbers."""
    texts: list[Cell] = [code or None for code in codes[:-2]]
    return [*texts, *(int(code) if code else None for code in codes[-2:])]
