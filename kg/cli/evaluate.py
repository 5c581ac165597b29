"""``kg evaluate``: extracts from a gold file's articles and scores the events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import PARTLY, least_confidence, pick_extractor, pick_lexicon, pick_model
from kg.cli.terminal import count, make_console, note, show_progress

if TYPE_CHECKING:
    from rich.console import Console

    from kg.evaluation import Error, GoldArticle, Score
    from kg.extraction import Extractor


@click.command()
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--articles",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the articles' texts.  [default: articles/ beside GOLD.jsonl, else its folder]",
)
@click.option(
    "--events", metavar="FILE", type=click.Path(path_type=Path), help="Score these event records; extract nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N errors of each kind."
)
@pick_extractor
@pick_model
@pick_lexicon
@least_confidence
@click.pass_context
def evaluate(
    ctx: click.Context,
    gold: Path,
    articles: Path | None,
    events: Path | None,
    as_json: bool,
    errors: int,
    extractor: str,
    model: str | None,
    lexicon: Path | None,
    min_confidence: float,
) -> None:
    """Extract events from the articles of a gold file and score them: precision, recall, F1, slot by slot.

    GOLD.jsonl has one article a line: its file's name and its sentences, each with the events that it reports.
    """
    from kg.evaluation import read_gold, read_texts, score_events
    from kg.extraction import load_extractor

    wanted = read_gold(gold)
    folder = articles or find_folder(gold)
    texts = read_texts(wanted, folder)
    trouble: list[str] = []
    if events is None:
        found = list(extract_records(wanted, folder, load_extractor(extractor, model, lexicon), trouble))
    else:
        found = list(read_found(events, trouble))
    found = [record for record in found if float(record.get("confidence") or 0) >= min_confidence]
    score = score_events(wanted, found, texts)
    for line in trouble:
        note(line)
    if as_json:
        click.echo(json.dumps(score.to_record(), ensure_ascii=False))
    else:
        console = make_console()
        _print_score(console, score)
        if errors:
            _print_errors(console, score, errors)
    ctx.exit(PARTLY if trouble else 0)


def find_folder(gold: Path) -> Path:
    """The folder of a gold file's texts where none is named."""
    beside = gold.parent / "articles"
    return beside if beside.is_dir() else gold.parent


def extract_records(
    wanted: list[GoldArticle], folder: Path, tool: Extractor, trouble: list[str]
) -> Iterator[Mapping[str, Any]]:
    """The records of the events found in the articles of a gold file; what went wrong is added to ``trouble``."""
    from kg.builder import extract_articles
    from kg.reading import Skipped, read_articles

    with show_progress("Extracting", len(wanted)) as advance:
        for file in dict.fromkeys(article.file for article in wanted):
            for step in extract_articles(read_articles(folder / file, root=folder), tool):
                if isinstance(step, Skipped):
                    trouble.append(f"skipped {step}")
                    continue
                trouble += (f"refused: {refused.reason}" for refused in step.refused)
                yield from (event.to_record() for event in step.events)
            advance(file)


def read_found(path: Path, trouble: list[str]) -> Iterator[Mapping[str, Any]]:
    """The event records of a file; what is wrong in it is added to ``trouble``."""
    from kg.errors import RecordError
    from kg.evaluation import Told
    from kg.records import read_records

    with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
        for number, record in read_records(stream, str(path)):
            try:
                if isinstance(record, RecordError):
                    raise record
                Told.from_record(record, f"{path}:{number}")
            except RecordError as error:
                trouble.append(str(error))
            else:
                yield record


def _print_score(console: Console, score: Score) -> None:
    from rich import box
    from rich.table import Table

    main = Table("", "precision", "recall", "F1", "right", "found", "gold", box=box.SIMPLE_HEAD)
    for name in ("detect", "dyad", "full"):
        measure = getattr(score, name)
        figures = (measure.precision, measure.recall, measure.f1)
        main.add_row(
            name, *(f"{figure:.3f}" for figure in figures), str(measure.right), str(measure.found), str(measure.gold)
        )
    console.print(
        f"{count(score.articles, 'article')}; {count(score.in_furniture, 'event')} in page furniture, "
        f"{score.from_unknown_articles:,} from articles that gold lacks",
        soft_wrap=True,
    )
    console.print(main)
    if score.silence is not None:
        quiet = count(score.quiet.gold, "sentence")
        console.print(f"silence: {score.silence:.3f} of {quiet} without an event\n", soft_wrap=True)
    slots = Table("slot", "right", "of", box=box.SIMPLE_HEAD)
    for name, measure in score.slots.items():
        slots.add_row(name, f"{measure.recall:.3f}", str(measure.gold))
    console.print(slots)
    types = Table("type", "precision", "recall", "F1", "found", "gold", box=box.SIMPLE_HEAD)
    for name, measure in score.types.items():
        figures = (measure.precision, measure.recall, measure.f1)
        types.add_row(name, *(f"{figure:.3f}" for figure in figures), str(measure.found), str(measure.gold))
    console.print(types)


def _print_errors(console: Console, score: Score, most: int) -> None:
    """The first errors of each kind, the commonest kind first."""
    for kind, number in score.count_errors().most_common():
        console.print(f"\n{kind}: {number}", style="bold", soft_wrap=True)
        for error in [error for error in score.errors if error.kind == kind][:most]:
            _print_error(console, error)


def _print_error(console: Console, error: Error) -> None:
    from kg.bidi import clean

    console.print(f"  {clean(error.article)}: {clean(error.sentence or '(page furniture)')}", soft_wrap=True)
    for name, told in (("gold ", error.gold), ("found", error.found)):
        if told is not None:
            console.print(f"    {name} {clean(told.summarise())}", soft_wrap=True, style="dim")
