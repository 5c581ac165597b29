"""``kg extract``: events with their evidence, as JSON Lines, as a table or as statements."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    lang_option,
    least_confidence,
    name_step,
    open_output,
    paths_argument,
    pick_extractor,
    pick_lexicon,
    pick_model,
    report,
)
from kg.cli.terminal import make_console, show_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from kg.builder import Step
    from kg.model import Event
    from kg.statements import StatementLanguage


@click.command()
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table", "statements"]),
    default="jsonl",
    show_default=True,
    help="Form of the output.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE, not to standard output."
)
@least_confidence
@lang_option
@pick_extractor
@pick_model
@pick_lexicon
@click.pass_context
def extract(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    min_confidence: float,
    lang: StatementLanguage,
    extractor: str,
    model: str | None,
    lexicon: Path | None,
) -> None:
    """Print the events of files and folders, with their evidence.

    PATH is a text or a folder of texts; - reads articles from standard input (text, HTML, JSON Lines, JSON, CSV or TSV,
    also packed). The output is one JSON object a line, as `kg build` takes it; a table; or a
    statement a line.
    """
    from kg.builder import Summary, extract_articles, find_articles
    from kg.extraction import load_extractor

    tool = load_extractor(extractor, model, lexicon)
    summary = Summary()

    def walk() -> Iterator[Event]:
        with show_progress("Extracting") as advance:
            for path in paths:
                for step in extract_articles(find_articles(path), tool):
                    summary.add(step)
                    advance(name_step(step))
                    yield from _keep(step, min_confidence)

    if output is None:
        _write(walk(), sys.stdout, form, lang)
    else:
        with open_output(output, unless=lambda: not summary.articles) as binary:
            stream = io.TextIOWrapper(binary, encoding="utf-8", errors="replace", newline="\n", write_through=True)
            _write(walk(), stream, form, lang)
            stream.detach()
    ctx.exit(report(summary))


def _keep(step: Step, min_confidence: float) -> Iterator[Event]:
    """The events of a step that are sure enough."""
    for event in getattr(step, "events", ()):
        if event.confidence >= min_confidence:
            yield event


def _write(events: Iterable[Event], stream: IO[str], form: str, lang: StatementLanguage) -> None:
    if form == "table":
        _print_table(events, lang, stream)
    elif form == "statements":
        from kg.statements import say

        for event in events:
            stream.write(say(event, lang) + "\n")
    else:
        from kg.records import write_events

        write_events(events, stream)


def _print_table(events: Iterable[Event], lang: StatementLanguage, stream: IO[str]) -> None:
    """A row an event: the statement, the words that tell it, where they stand and which rule found it."""
    from rich.table import Table

    from kg.cli.cells import Cell
    from kg.statements import say
    from kg.tongues import reads_right_to_left

    table = Table(show_lines=True)
    table.add_column("Statement", ratio=5)
    table.add_column("Type", no_wrap=True)
    table.add_column("Sentence", ratio=5)
    table.add_column("Found at", no_wrap=True)
    table.add_column("Rule", overflow="fold", ratio=1)
    for event in events:
        table.add_row(
            Cell(say(event, lang), safe=True, right_to_left=reads_right_to_left(lang)),
            Cell(event.type),
            Cell(event.sentence.text),
            Cell(f"{event.article}:{event.trigger.start}"),
            Cell(event.rule),
        )
    if table.row_count:
        make_console(stream).print(table)
