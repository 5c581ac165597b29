"""``kg extract``: events with their evidence, as JSON Lines or as a table of statements."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import lang_option, name_step, open_output, paths_argument, pick_extractor, report
from kg.cli.terminal import make_console, show_progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from kg.model import Event
    from kg.statements import StatementLanguage


@click.command()
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table"]),
    default="jsonl",
    show_default=True,
    help="Form of the output.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE, not to standard output."
)
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="P", help="Leave out events less sure than P."
)
@lang_option
@pick_extractor
@click.pass_context
def extract(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    min_confidence: float,
    lang: StatementLanguage,
    extractor: str,
) -> None:
    """Print the events of files and folders, with their evidence.

    PATH is a text or a folder of texts. One JSON object a line, as `kg build` takes it, or a table of statements.
    """
    from kg.builder import Summary, extract_articles, find_articles
    from kg.extraction import Extracted, load_extractor
    from kg.records import write_events

    tool = load_extractor(extractor)
    summary = Summary()
    buffer = io.StringIO()
    events: list[Event] = []
    to_stream = form == "jsonl" and output is None
    with show_progress("Extracting") as advance:
        for path in paths:
            for step in extract_articles(find_articles(path), tool):
                summary.add(step)
                advance(name_step(step))
                if isinstance(step, Extracted):
                    kept = [event for event in step.events if event.confidence >= min_confidence]
                    if form == "table":
                        events += kept
                    else:
                        write_events(kept, sys.stdout if to_stream else buffer)
    if form == "table":
        _print_table(events, lang, buffer if output else sys.stdout)
    if output and summary.articles:
        with open_output(output) as stream:
            stream.write(buffer.getvalue().encode())
    ctx.exit(report(summary))


def _print_table(events: Sequence[Event], lang: StatementLanguage, stream: IO[str]) -> None:
    """A row an event: the statement, the words that tell it, where they stand and which rule found it."""
    from rich.table import Table
    from rich.text import Text

    from kg.bidi import clean, is_right_to_left
    from kg.statements import say

    table = Table(show_lines=True)
    table.add_column("Statement", ratio=5, justify="right" if lang == "ar" else "left")
    table.add_column("Type", no_wrap=True)
    table.add_column("Sentence", ratio=5)
    table.add_column("Found at", no_wrap=True)
    table.add_column("Rule", overflow="fold", ratio=1)
    for event in events:
        sentence = clean(event.sentence.text)
        table.add_row(
            Text(say(event, lang)),
            Text(event.type),
            Text(sentence, justify="right" if is_right_to_left(sentence) else "left"),
            Text(f"{clean(event.article)}:{event.trigger.start}"),
            Text(clean(event.rule)),
        )
    make_console(stream).print(table)
