"""``kg status``: what is inside a store, and what failed and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import MOST_REASONS, store_option
from kg.cli.terminal import count, make_console

if TYPE_CHECKING:
    from kg.graph.store import GraphStore

#: What each table of counts is called.
TABLES = {
    "articles_by_language": "Articles by language", "articles_by_outlet": "Articles by outlet",
    "articles_by_year": "Articles by year", "events_by_year": "Events by year", "events_by_type": "Events by type",
    "events_by_act": "Events by act", "events_by_status": "Events by status",
}  # fmt: skip

#: So many rows of a table are shown, the largest first.
MOST_ROWS = 12


@click.command()
@store_option(must_exist=True)
@click.option("--articles", is_flag=True, help="List every article instead: id, events, date, outlet, path or URL.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the output; JSON holds all counts and all failures.",
)
def status(store: Path, articles: bool, form: str) -> None:
    """Tell what is inside the graph: articles, events, by language, outlet and period, and what failed and why."""
    from kg.graph.store import GraphStore

    with GraphStore.open(store) as graph:
        if articles:
            _list_articles(graph, form)
            return
        counts = graph.status()
        failures = [{"path": f.path, "reason": f.reason} for f in graph.failures()]
    if form == "json":
        click.echo(json.dumps({**counts, "failures": failures}, ensure_ascii=False, indent=2))
    else:
        _tell(counts, failures)


def _list_articles(graph: GraphStore, form: str) -> None:
    """A line an article; nothing is held back, so that a large store can be listed."""
    from kg.bidi import clean

    for info in graph.articles():
        where = info.url or info.path or info.file
        if form == "json":
            facts = {"id": info.id, "events": info.events, "published": info.published, "outlet": info.outlet}
            facts |= {"language": info.language, "title": info.title, "path": info.path, "url": info.url}
            click.echo(json.dumps(facts, ensure_ascii=False))
        else:
            click.echo(
                clean(f"{info.id}\t{info.events}\t{info.published or ''}\t{info.outlet or ''}\t{where}".expandtabs(1))
            )


def _tell(counts: dict[str, Any], failures: list[dict[str, str]]) -> None:
    from kg.bidi import clean

    period = f"{counts['from']} to {counts['to']}" if counts["from"] else "no dates"
    reprints = f", {counts['reprints']:,} that reprint another's text" if counts["reprints"] else ""
    for line in (
        f"{count(counts['articles'], 'article')}, {counts['articles_without_events']:,} of them without an event"
        f"{reprints}",
        f"{count(counts['events'], 'event')} ({period}) from {count(counts['reports'], 'report')}; "
        f"{counts['events_told_more_than_once']:,} told more than once",
        f"{counts['entities']:,} entities, {count(counts['triples'], 'triple')}",
    ):
        click.echo(line)
    console = make_console()
    for name, title in TABLES.items():
        if counts.get(name):
            click.echo(f"\n{title}")
            console.print(_make_table(title, counts[name]))
    if failures:
        click.echo(f"\n{len(failures):,} failed and not read since:")
        for failure in failures[:MOST_REASONS]:
            click.echo(clean(f"  {failure['path']}: {failure['reason']}"))
        if len(failures) > MOST_REASONS:
            click.echo(f"  … and {len(failures) - MOST_REASONS:,} more (--format json tells all)")


def _make_table(title: str, rows: dict[str, int]) -> Any:
    from rich.table import Table

    from kg.cli.cells import Cell

    table = Table("", "", show_header=False, box=None, padding=(0, 2))
    by_year = title.endswith("by year")
    ordered = sorted(rows.items(), key=lambda row: (row[0],) if by_year else (-row[1], row[0]))
    shown = ordered[-MOST_ROWS:] if by_year else ordered[:MOST_ROWS]
    for name, number in shown:
        table.add_row(Cell(name), f"{number:,}")
    if len(shown) < len(ordered):
        rest = [number for row in ordered if row not in shown for number in row[1:]]
        table.add_row(f"… {len(rest):,} more", f"{sum(rest):,}")
    return table
