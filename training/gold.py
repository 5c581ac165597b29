"""Annotated articles, to train on and to measure on: the gold of ``../shared/gold`` and our own annotations.

Our own: `annotations/ar-sanad.jsonl` and `annotations/ar-aner.jsonl` hold offsets and labels only, into articles of the
corpora SANAD (CC BY 4.0) and ANERCorp (CC BY-SA 4.0), which stay where they lie; `annotations/own.jsonl` holds texts
that we wrote. All were made by reading, after the guidelines of the gold.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from kg.pipeline.sentences import split_sentences
from training.newswire import read_sentences

SHARED = Path(__file__).parents[2] / "shared"
SANAD = SHARED / "corpora" / "ar-sanad.jsonl.xz"
FOLDER = Path(__file__).parent / "annotations"
#: Annotated articles that we wrote ourselves, by language.
OWN = {"ar": (FOLDER / "own.jsonl",), "en": (FOLDER / "own-en.jsonl",)}
ANNOTATIONS = FOLDER / "ar-sanad.jsonl"
#: Likewise annotated newswire: an article is a range of the sentences of the corpus.
NEWSWIRE = FOLDER / "ar-aner.jsonl"
NEWSWIRE_TEXTS = SHARED / "ner" / "ANERCorp_CamelLab_train.txt"
#: Likewise annotated, but topics are hardly told; of every so many articles one is learnt from by no weights.
HELD = FOLDER / "held-own.jsonl"
HELD_EVERY = 6
#: So many of our own English texts are learnt from; from the others but how far to trust.
LEARNT_EN = 1914
#: Articles of the corpus ar-ant, whose texts nothing that ships may rest on: only measured on. The first 60 were looked
#: at for errors, the last 51 were not.
ANT = FOLDER / "ar-ant.jsonl"
ANT_TEXTS = SHARED / "corpora" / "ar-ant.jsonl.xz"

#: Articles of ``train-ar`` that were set aside at the start (the eight with the smallest sha256 of "set-aside" + name
#: among those whose licence allows training): never trained on.
SET_ASIDE = frozenset(f"ar-{n}.txt" for n in ("263", "277", "264", "072", "023", "260", "231", "230"))

#: How much an article of the gold counts beside one that we annotated after its guidelines, by language: who wrote the
#: guidelines knows best what they mean. As much count those whose annotators had read articles of the gold first: with
#: six of these they agree at F1 0.95, 0.84 and 0.74 (detect, dyad, full), with our older annotations at 0.85 and less.
GOLD_WEIGHT = {"ar": 4, "en": 4}
#: The manners of annotating, by who did it. The gold's is that of whoever wrote its guidelines, or read articles of it
#: before; the other readers knew the guidelines alone, and name more events of a sentence, more who are acted on, or
#: fewer sources: of SANAD, of what we wrote, and of what is held back.
MANNERS = ("gold", "sanad", "own", "held-own")


def weigh_manner(manner: str, language: str = "ar") -> int:
    """How much an article counts that was annotated in a manner of `MANNERS`."""
    return GOLD_WEIGHT.get(language, 1) if manner == MANNERS[0] else 1


@dataclass(frozen=True)
class GoldSentence:
    """A sentence with its events as the gold has them; offsets into the article's text."""

    start: int
    end: int
    text: str
    events: list[dict[str, Any]]


@dataclass(frozen=True)
class GoldArticle:
    """One annotated article."""

    name: str
    text: str
    published: str | None
    outlet: str | None
    sentences: list[GoldSentence]
    language: str = "ar"
    topics: bool = True
    """Whether the topics of its events are told."""
    manner: str = MANNERS[0]
    """How its annotators went about it, of `MANNERS`."""


def read_gold(file: Path, articles: Path, *, for_weights: bool = False) -> Iterator[GoldArticle]:
    """The articles of a gold file, those set aside left out; ``for_weights``: only those whose licence allows it."""
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["article"] in SET_ASIDE or (for_weights and not record.get("for_weights", True)):
            continue
        with (articles / record["article"]).open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        yield GoldArticle(
            record["article"], text, record["published"], record["outlet"], list(_place(text, record["sentences"])),
            record.get("language", "ar"),
        )  # fmt: skip


def _place(text: str, sentences: list[dict[str, Any]]) -> Iterator[GoldSentence]:
    at = 0
    for sentence in sentences:
        start = text.find(sentence["text"], at)
        if start < 0:
            start = text.find(sentence["text"])
        at = start + len(sentence["text"])
        yield GoldSentence(start, at, sentence["text"], sentence["events"])


def read_annotations(language: str = "ar") -> Iterator[GoldArticle]:
    """Annotations of our own: of articles that we wrote ourselves and, in Arabic, of articles of the SANAD corpus.

    Sentences are those of the pipeline's splitter. A record is a line of the corpus (counted from 0), or a text, with
    its events; every word is given by its offsets, participants as ``[start, end, code]``, where one without a code has
    ``?`` and its English name.
    """
    for file in OWN[language]:
        if file.exists():
            yield from islice(_read_written(file, language), LEARNT_EN if language == "en" else None)
    if language != "ar":
        return
    for number, article in enumerate(_read_written(HELD, "ar")):
        if number % HELD_EVERY:
            yield replace(article, topics=False)
    records = {record["line"]: record for record in _read_lines(ANNOTATIONS)}
    for number, told in _find_articles(SANAD, records):
        record = records[number]
        article = _place_annotations(f"sanad-{number}", told["text"], record["events"], outlet="Al Khaleej")
        yield replace(article, topics=False) if record.get("close") else replace(article, manner="sanad")
    yield from _read_newswire()


def _read_newswire() -> Iterator[GoldArticle]:
    """The annotated articles of ANERCorp, a sentence of the corpus in each line."""
    told = read_sentences(NEWSWIRE_TEXTS)
    for record in _read_lines(NEWSWIRE):
        first, end = record["sentences"]
        article = _place_annotations(f"aner-{first}", "\n".join(told[first:end]), record["events"])
        yield replace(article, topics=False)


def read_unlearnt(file: Path) -> Iterator[GoldArticle]:
    """The articles of a file that no weights learnt from, in its order: of `HELD`, `ANT` or our own English ones."""
    if file == HELD:
        yield from islice(_read_written(file, "ar"), 0, None, HELD_EVERY)
        return
    if file in OWN["en"]:
        yield from islice(_read_written(file, "en"), LEARNT_EN, None)
        return
    events = {record["line"]: record["events"] for record in _read_lines(file)}
    articles = dict(_find_articles(ANT_TEXTS, events))
    for number, own in events.items():
        told = articles[number]
        yield _place_annotations(f"ant-{number}", told["text"], own, told["date"][:10], outlet=told["outlet"])


def _read_lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _read_written(file: Path, language: str) -> Iterator[GoldArticle]:
    """Articles that we wrote, each with its events."""
    for number, record in enumerate(_read_lines(file)):
        name = f"{file.stem}-{number}"
        article = _place_annotations(
            name, record["text"], record["events"], record["published"], language, record.get("outlet")
        )
        yield replace(article, manner="held-own" if file == HELD else "own")


def _find_articles(corpus: Path, wanted: Container[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The wanted lines of a corpus, by their numbers from 0, in its order."""
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number in wanted:
                yield number, json.loads(line)


def _place_annotations(
    name: str,
    text: str,
    events: list[dict[str, Any]],
    published: str | None = None,
    language: str = "ar",
    outlet: str | None = None,
) -> GoldArticle:
    def words(span: list[int]) -> dict[str, Any]:
        return {"text": text[span[0] : span[1]]}

    def people(spans: list[list[Any]]) -> list[dict[str, Any]]:
        found = []
        for start, end, code in spans:
            known = not code.startswith("?")
            found.append(
                {
                    "text": text[start:end],
                    "country": code if known else None,
                    "name": "" if known else code[1:],
                    "kind": "",
                }
            )
        return found

    sentences = [GoldSentence(start, end, text[start:end], []) for start, end in split_sentences(text, language)]
    for event in events:
        start, end = event["trigger"]
        home = next((s for s in sentences if s.start <= start < s.end), None)
        if home is not None:
            home.events.append(
                {
                    "at": start,
                    "trigger": text[start:end],
                    "act": event["act"],
                    "status": event["status"],
                    "date": event.get("date"),
                    "theme": words(event["theme"]) if "theme" in event else None,
                    "topics": [words(t) for t in event.get("topics", [])],
                    **{key: people(event[key]) for key in ("actors", "recipients", "said_by")},
                }
            )
    return GoldArticle(name, text, published, outlet, sentences, language)
