"""Annotated articles, to train on and to measure on: the gold of ``../shared/gold`` and our own annotations.

Our own (`training/annotations/*.tsv`) hold offsets and labels only, into articles of the SANAD corpus (CC BY 4.0),
which stays where it lies; their form is told in ``training/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[2] / "shared"
ANNOTATIONS = Path("/tmp/annot")

#: Articles of ``train-ar`` that were set aside at the start (the eight with the smallest sha256 of "set-aside" + name among
#: those whose licence allows training): never trained on, never looked at, measured once at the end.
SET_ASIDE = frozenset(f"ar-{n}.txt" for n in ("263", "277", "264", "072", "023", "260", "231", "230"))


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


def read_gold(file: Path, articles: Path, *, for_weights: bool = False) -> Iterator[GoldArticle]:
    """The articles of a gold file, those set aside left out; ``for_weights``: only those whose licence allows it."""
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["article"] in SET_ASIDE or (for_weights and not record.get("for_weights", True)):
            continue
        with (articles / record["article"]).open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        yield GoldArticle(
            record["article"], text, record["published"], record["outlet"], list(_place(text, record["sentences"]))
        )


def _place(text: str, sentences: list[dict[str, Any]]) -> Iterator[GoldSentence]:
    at = 0
    for sentence in sentences:
        start = text.find(sentence["text"], at)
        if start < 0:
            start = text.find(sentence["text"])
        at = start + len(sentence["text"])
        yield GoldSentence(start, at, sentence["text"], sentence["events"])


def read_annotations(folder: Path = ANNOTATIONS, sources: Path = ANNOTATIONS) -> Iterator[GoldArticle]:
    """Annotations in the working form: ``NNN.tsv`` with the sentences of ``NNN.json``."""
    for file in sorted(folder.glob("*.tsv")):
        sentences = json.loads((sources / f"{file.stem}.json").read_text(encoding="utf-8"))["sentences"]
        text = "\n".join(sentences)
        events: dict[int, list[dict[str, Any]]] = {}
        for line in file.read_text(encoding="utf-8").splitlines():
            fields = [f.strip() for f in line.split("|")]
            if line.startswith("#") or len(fields) != 10:
                continue
            number, trigger, act, actors, recipients, status, date, said_by, theme, topics = fields
            events.setdefault(int(number), []).append(
                {
                    "trigger": trigger, "act": act, "status": status, "date": date or None,
                    "actors": _participants(actors), "recipients": _participants(recipients), "said_by": _participants(said_by),
                    "theme": {"text": theme} if theme else None,
                    "topics": [{"text": t.strip()} for t in topics.split(";") if t.strip()],
                }
            )  # fmt: skip
        placed, at = [], 0
        for k, sentence in enumerate(sentences):
            placed.append(GoldSentence(at, at + len(sentence), sentence, events.get(k, [])))
            at += len(sentence) + 1
        yield GoldArticle(f"sanad-{file.stem}", text, None, "Al Khaleej (UAE), via SANAD", placed)


def _participants(field: str) -> list[dict[str, Any]]:
    found = []
    for part in field.split(";"):
        text, _, code = part.strip().rpartition("=")
        if text:
            named = code.startswith("?")
            found.append(
                {
                    "text": text.strip(),
                    "country": None if named else code,
                    "name": code[1:] if named else "",
                    "kind": "",
                }
            )
    return found
