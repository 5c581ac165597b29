"""Gold records as events: what the graph and its questions make of an article when nothing is extracted wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.gazetteer import load_countries, load_organisations
from kg.graph.identifiers import slugify
from kg.graph.store import GraphStore
from kg.model import Article, Event, Gloss, Participant, Sentence, Words
from kg.reading import Skipped, read_articles


def fill_from_gold(store: GraphStore, gold: Path, source: Path) -> int:
    """Adds the articles of one file with their gold events; returns how many there were."""
    rows = [row for row in map(json.loads, gold.read_text("utf-8").splitlines()) if row["article"] == source.name]
    count = 0
    for article in read_articles(source):
        assert not isinstance(article, Skipped)
        events = list(_make_events(rows, article))
        store.add_article(article, events)
        count += len(events)
    return count


def _make_events(rows: list[dict[str, Any]], article: Article) -> Iterator[Event]:
    for sentence in (s for row in rows for s in row["sentences"]):
        start = article.text.find(sentence["text"])
        if any(block.start <= start < block.end for block in article.blocks):
            for number, record in enumerate(sentence["events"]):
                yield _make_event(record, f"{start}-{number}", Sentence(sentence["text"], start, 0), article)


def _make_event(record: dict[str, Any], name: str, at: Sentence, article: Article) -> Event:
    def find(words: str) -> tuple[str, int, int]:
        start = at.start + at.text.index(words)
        return words, start, start + len(words)

    def gloss(value: dict[str, str]) -> Gloss:
        return Gloss(*find(value["text"]), value["en"])

    def people(values: list[dict[str, Any]]) -> tuple[Participant, ...]:
        return tuple(
            Participant(*find(x["text"]), x["name"], _name_arabic(x), x["country"], x["kind"], _identify(x))
            for x in values
        )

    return Event(
        id=name, article=article.file, part=article.part, trigger=Words(*find(record["trigger"])), act=record["act"],
        type=record["type"], actors=people(record["actors"]), recipients=people(record["recipients"]),
        theme=gloss(record["theme"]) if record["theme"] else None, topics=tuple(map(gloss, record["topics"])),
        place=record["place"], date=record["date"], status=record["status"], said_by=people(record["said_by"]),
        sentence=Sentence(at.text, at.start, at.start + len(at.text)), rule="gold", confidence=1.0,
    )  # fmt: skip


def _identify(person: dict[str, Any]) -> str:
    country = load_countries().get(person["country"] or "")
    if person["kind"] == "state" and country is not None:
        return f"wd:{country.qid}"
    known = (o.id for o in load_organisations().values() if o.name_en == person["name"])
    return next(known, slugify(f"{person['kind']} {person['name']}"))


def _name_arabic(person: dict[str, Any]) -> str | None:
    country = load_countries().get(person["country"] or "")
    return country.name_ar if person["kind"] == "state" and country is not None else None
