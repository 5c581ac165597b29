"""A text that a reader pastes: what it reports, with its words marked, and nothing of it kept."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.edtf import is_valid
from kg.errors import RecordError
from kg.extraction import extract_checked, load_extractor
from kg.graph.store import GraphStore
from kg.model import Article, Event, Participant
from kg.reading import Skipped, read_articles
from kg.reading.sources import Facts
from kg.server.answers import Answer
from kg.server.catalogue.building import build_catalogue
from kg.server.catalogue.reading import Catalogue
from kg.server.pages.evidence import Piece, mark_words
from kg.server.pages.network import tell_network
from kg.server.pages.view import View
from kg.statements import find_language, say
from kg.vocabulary.plover import TYPES

__all__ = ["read_text"]

#: Characters that are read, about forty articles.
MOST = 200_000


@dataclass(frozen=True, slots=True)
class _Found:
    """One event of the text, as it is shown."""

    event: Event
    statement: str
    quad: int | None
    pieces: tuple[Piece, ...]


def read_text(store: GraphStore, *, catalogue: str, text: str, published: str, lang: str, theme: str) -> Answer:
    """The page of what a pasted text reports."""
    view = View(store, Catalogue(catalogue), lang, theme, "/text", {})
    text = text.replace("\r\n", "\n").replace("\r", "\n")[:MOST]
    published = published if published and is_valid(published) else ""
    problems: list[str] = []
    found: list[tuple[Article, list[Event]]] = []
    if not text.strip():
        problems.append(view.say("text_empty"))
    else:
        for step in _extract(text, published):
            if isinstance(step, Skipped):
                problems.append(step.reason)
            else:
                found.append(step)
    language = find_language(lang)
    shown = [
        _Found(event, say(event, language), TYPES[event.type].quad, mark_words(article.text, 0, _spans(event)))
        for article, events in found
        for event in events
    ]
    spans = [span for _, events in found for event in events for span in _spans(event)]
    whole = mark_words(found[0][0].text, 0, spans) if found else ()
    return view.render(
        "text.html", text=text, published=published, problems=problems, found=shown, whole=whole,
        network=_draw(found) if shown else "", asked=True,
    )  # fmt: skip


def _extract(text: str, published: str) -> Iterator[tuple[Article, list[Event]] | Skipped]:
    with tempfile.TemporaryDirectory(prefix="kg-text-") as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        read = list(read_articles(path, defaults=Facts(published=published or None)))
    extractor = load_extractor()
    for article in read:
        if isinstance(article, Skipped):
            yield article
        else:
            extracted = extract_checked(extractor, article)
            yield extracted.article, list(extracted.events)


def _spans(event: Event) -> Iterator[tuple[int, int, str]]:
    yield event.trigger.start, event.trigger.end, "act"
    groups: tuple[tuple[str, tuple[Participant, ...]], ...] = (
        ("actor", event.actors), ("recipient", event.recipients), ("source", event.said_by),
    )  # fmt: skip
    for role, people in groups:
        for person in people:
            yield person.start, person.end, role
    for gloss in (event.theme, *event.topics):
        if gloss is not None:
            yield gloss.start, gloss.end, "theme"


def _draw(found: list[tuple[Article, list[Event]]]) -> str:
    """The network of the text as JSON, by way of a graph in memory."""
    store = GraphStore.open(None)
    for article, events in found:
        try:
            store.add_article(replace(article, url=None), events)
        except RecordError:
            continue
    with tempfile.TemporaryDirectory(prefix="kg-text-") as folder:
        path = build_catalogue(store, Path(folder) / "text.sqlite")
        body = tell_network(store, catalogue=str(path)).body
    store.close()
    assert isinstance(body, bytes)
    return json.dumps(json.loads(body), ensure_ascii=False)
