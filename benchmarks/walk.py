"""How fast the walk is, step by step: ``python benchmarks/walk.py [PATH …]`` (by default the example articles).

Seconds say more of the machine than of the program. So every step is also told as a ratio, measured in the same run:
how many times as long it takes as spaCy's bare tokeniser over the same text.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import spacy
from rich.console import Console
from rich.table import Table

from kg.builder import find_articles
from kg.cli.terminal import show_progress
from kg.errors import KgError
from kg.exports import Options, find_exporter
from kg.extraction import DEFAULT_EXTRACTOR, Extracted, extract_checked, load_extractor
from kg.graph.store import GraphStore
from kg.model import Article

ROOT = Path(__file__).resolve().parents[1]


class Step(NamedTuple):
    """A step of the walk and how long it took."""

    name: str
    seconds: float


def read(paths: Sequence[Path]) -> list[Article]:
    return [found for path in paths for found in find_articles(path) if isinstance(found, Article)]


def copy(articles: Sequence[Article], times: int) -> list[Article]:
    """The articles many times over, each copy one of its own to the graph."""
    return [
        replace(article, file=f"{number}-{article.file}", path=f"{number}-{article.path}")
        for number in range(times)
        for article in articles
    ]


def measure(
    paths: Sequence[Path], times: int, extractor: str, advance: Callable[[str], None]
) -> tuple[list[Step], int, int, int]:
    """The steps with their times, and the numbers of articles, words and events."""
    steps: list[Step] = []

    def clock(name: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        work()
        steps.append(Step(name, time.perf_counter() - began))

    tool = load_extractor(extractor)
    first = read(paths)
    if not first:
        raise SystemExit(f"no article in {', '.join(map(str, paths))}")
    for article in first:
        extract_checked(tool, article)  # models are loaded here, outside the clock
    articles = copy(first, times)
    blank = spacy.blank("ar")
    texts = [" ".join(block.text for block in article.blocks) for article in articles]
    words = sum(len(text.split()) for text in texts)
    clock("spaCy's tokeniser alone", lambda: [blank.tokenizer(text) for text in texts])
    clock("read", lambda: [read(paths) for _ in range(times)])
    done: list[Extracted] = []

    def extract() -> None:
        for article in articles:
            done.append(extract_checked(tool, article))
            advance(article.file)

    clock("extract", extract)
    with tempfile.TemporaryDirectory() as folder:
        store = GraphStore.open(Path(folder) / "graph", create=True)

        def add() -> None:
            for step in done:
                store.add_article(step.article, step.events)
                advance(step.article.file)

        clock("add to the graph", add)
        clock("publish", store.close)
        with GraphStore.open(Path(folder) / "graph") as graph:
            for ending in (".ttl", ".gexf"):
                target = Path(folder) / f"x{ending}"
                with target.open("wb") as stream:
                    clock(f"export {ending}", lambda: find_exporter(target)(graph, stream, Options()))  # noqa: B023
    return steps, len(articles), words, sum(len(step.events) for step in done)


def tell(steps: list[Step], articles: int, words: int, events: int) -> None:
    base, *walk = steps
    whole = sum(step.seconds for step in walk)
    table = Table("step", "seconds", "articles/s", "words/s", "share", "× tokeniser", title_justify="left")
    for step in [*walk, Step("the whole walk", whole), base]:
        table.add_row(
            step.name,
            f"{step.seconds:.2f}",
            f"{articles / step.seconds:,.1f}",
            f"{words / step.seconds:,.0f}",
            f"{step.seconds / whole:.0%}" if step in walk else "",
            f"{step.seconds / base.seconds:,.1f}",
        )
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(f"{articles:,} articles, {words:,} words, {events:,} events", highlight=False)
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "examples" / "articles"], metavar="PATH")
    parser.add_argument("--times", type=int, default=20, help="copies of each article (default: 20)")
    parser.add_argument("--extractor", default=DEFAULT_EXTRACTOR)
    parser.add_argument("--json", action="store_true", help="print the seconds and counts as JSON")
    given = parser.parse_args(arguments)
    try:
        total = 2 * given.times * len(read(given.paths))
        with show_progress("Measuring", total) as advance:
            steps, articles, words, events = measure(given.paths, given.times, given.extractor, advance)
    except KgError as error:
        raise SystemExit(f"walk: {error}") from None
    if given.json:
        seconds = {step.name: round(step.seconds, 4) for step in steps}
        print(json.dumps({"articles": articles, "words": words, "events": events, "seconds": seconds}))
    else:
        tell(steps, articles, words, events)


if __name__ == "__main__":
    main()
