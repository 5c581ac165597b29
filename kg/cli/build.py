"""``kg build``: from texts, or from event records, to the graph on disk."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.cli.options import (
    corrections_option,
    count_cores,
    find_corrections,
    least_confidence,
    paths_argument,
    pick_extractor,
    pick_lexicon,
    report,
    store_option,
)
from kg.cli.progress import watch_build, write_summary
from kg.cli.source import make_source, source_options


@click.command()
@paths_argument
@store_option(must_exist=False)
@click.option(
    "--articles",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the texts that event records speak of.  [default: the records' folder]",
)
@pick_extractor
@pick_lexicon
@least_confidence
@corrections_option
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Extract with N processes; 0 means one for each core.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Extract on the workers of the Dask cluster whose scheduler is there (tcp://HOST:8786).",
)
@click.option("--again", is_flag=True, help="Extract articles again even where nothing has changed.")
@source_options
@click.option(
    "--summary",
    "summary_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what was read, found, skipped and refused, with reasons, to FILE as JSON.",
)
@click.pass_context
def build(
    ctx: click.Context, paths: tuple[Path, ...], store: Path, articles: Path | None, extractor: str,
    lexicon: Path | None, min_confidence: float, corrections: Path | None, jobs: int, scheduler: str | None,
    again: bool, outlet: str | None, published: str | None, language: str | None, columns: tuple[str, ...],
    limits: tuple[str, ...], summary_file: Path | None,
) -> None:  # fmt: skip
    """Read texts, extract their events, and build or update the graph in DIR.

    PATH is a text, a folder of texts, or a file of event records as `kg extract` writes them; - reads either from
    standard input (text, HTML, JSON Lines, JSON, CSV or TSV, also packed). Only what is new or has changed is
    extracted: an article in the graph already is passed over when its text, its facts, the rules and the lexicon are
    the same, and replaced when they are not.
    """
    from kg.builder import build as build_graph
    from kg.builder import count_input

    source = make_source(outlet, published, language, columns, limits)
    begun = time.monotonic()
    with watch_build(count_all=lambda is_over: count_input(paths, source, is_over)) as watch:
        summary = build_graph(
            paths, store, extractor=extractor, lexicon=lexicon, articles=articles, again=again,
            min_confidence=min_confidence,
            corrections=find_corrections(corrections), jobs=jobs or count_cores(), scheduler=scheduler,
            source=source, on_step=watch.tell, on_merge=watch.merge,
        )  # fmt: skip
    if summary_file is not None:
        write_summary(summary, summary_file, time.monotonic() - begun)
    ctx.exit(report(summary))
