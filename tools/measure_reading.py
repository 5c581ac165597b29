"""Measures the reading of pages on annotated articles: what prose is lost, what furniture kept, where sentences end.

    python tools/measure_reading.py GOLD.jsonl… [--articles DIR] [--verbose]

For every article: gold sentences that do not lie inside a block of prose, and characters of prose outside all gold
sentences. For every file: the share of gold sentences that `split_sentences` cuts out exactly, and the share of gold
triggers whose sentence it does. Offsets are found as the scorer finds them: each sentence after the one before it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.pipeline.sentences import split_sentences
from kg.reading import read_articles
from kg.reading.furniture import find_desk

Span = tuple[int, int]


@dataclass
class Measured:
    """What was counted on one article or, added up, on many."""

    sentences: int = 0
    exact: int = 0
    triggers: int = 0
    placed: int = 0
    prose: int = 0
    lost: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    cut_otherwise: list[str] = field(default_factory=list)

    def add(self, other: Measured) -> None:
        """Adds another article's counts."""
        for name in ("sentences", "exact", "triggers", "placed", "prose"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("lost", "extra", "cut_otherwise"):
            getattr(self, name).extend(getattr(other, name))

    def say(self) -> str:
        """One line of figures."""
        outside = sum(len(text) for text in self.extra)
        return (
            f"{self.sentences} gold sentences: {len(self.lost)} not in the prose, {self.exact} cut exactly "
            f"({self.exact / max(self.sentences, 1):.1%}); {self.placed} of {self.triggers} triggers in such "
            f"({self.placed / max(self.triggers, 1):.1%}); {outside} of {self.prose} characters of prose outside gold "
            f"({outside / max(self.prose, 1):.2%})"
        )


def find_sentences(text: str, gold: Sequence[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each gold sentence with its offset in the text. Raises `InputError` when one is not there."""
    at = 0
    for sentence in gold:
        found = text.find(sentence["text"], at)
        if found < 0:
            raise InputError(f"gold sentence not found, or out of order: {sentence['text'][:60]!r}")
        yield found, sentence
        at = found + len(sentence["text"])


def strip_span(text: str, start: int, end: int) -> Span:
    """A span without the white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def measure(gold: dict[str, Any], folder: Path) -> Measured:
    """The counts of one gold article. Raises `InputError` when it cannot be read or is not the annotated text."""
    articles = [a for a in read_articles(folder / gold["article"]) if isinstance(a, Article)]
    if not articles:
        raise InputError(f"{gold['article']}: nothing was read")
    text, result = articles[0].text, Measured()
    blocks = sorted((b.start, b.end) for a in articles for b in a.blocks)
    language = articles[0].language or "ar"
    cut = {(s + b, e + b) for b, end in blocks for s, e in split_sentences(text[b:end], language)}
    covered = bytearray(len(text))
    for at, sentence in find_sentences(text, gold["sentences"]):
        # The gold leaves the desk of an agency in a title, where we leave it out.
        span = strip_span(text, at + find_desk(sentence["text"]), at + len(sentence["text"]))
        covered[span[0] : span[1]] = b"\1" * (span[1] - span[0])
        result.sentences += 1
        result.triggers += len(sentence["events"])
        if not any(start <= span[0] and span[1] <= end for start, end in blocks):
            result.lost.append(sentence["text"])
        if span in cut:
            result.exact += 1
            result.placed += len(sentence["events"])
        else:
            result.cut_otherwise.append(sentence["text"])
    for start, end in blocks:
        result.prose += end - start
        result.extra.extend(_uncovered(text, start, end, covered))
    return result


def _uncovered(text: str, start: int, end: int, covered: bytearray) -> Iterator[str]:
    at = start
    while at < end:
        if covered[at]:
            at += 1
            continue
        stop = covered.find(b"\1", at, end)
        stop = end if stop < 0 else stop
        left, right = strip_span(text, at, stop)
        if left < right:
            yield text[left:right]
        at = stop


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 1 when an article cannot be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--articles", type=Path, help="folder of the texts (default: articles/ beside the gold file)")
    parser.add_argument("--verbose", action="store_true", help="also print the sentences and characters themselves")
    given = parser.parse_args(arguments)
    failed = 0
    for path in given.gold:
        total = Measured()
        for line in path.read_bytes().decode("utf-8").strip().split("\n"):
            gold = json.loads(line)
            try:
                one = measure(gold, given.articles or path.parent / "articles")
            except InputError as error:
                failed += 1
                print(f"{gold['article']}: {error}", file=sys.stderr)
                continue
            total.add(one)
            shown = [("lost", one.lost), ("extra", one.extra)] + [("cut", one.cut_otherwise)] * given.verbose
            for label, texts in shown:
                for text in texts:
                    print(f"{gold['article']}\t{label}\t{text if given.verbose else text[:100]!r}")
        print(f"{path.name}: {total.say()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
