"""``kg load``: a table of events into the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import PARTLY, store_option, tell_reasons
from kg.cli.terminal import count, note, show_progress


@click.command()
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path))
@store_option(must_exist=False)
@click.pass_context
def load(ctx: click.Context, table: Path, store: Path) -> None:
    """Put the events of TABLE into the graph in DIR.

    TABLE is a .csv, .parquet or .dta with the columns of `kg export --table events` or `reports`; actor and act (or
    cameo) must be there. Rows of one article become one article of the sentences that they hold. Bad rows are told and
    left out.
    """
    from kg.exports.tables.importing import Left, read_table
    from kg.graph.store import GraphStore

    taken = articles = 0
    left: list[str] = []
    with show_progress("Loading") as advance, GraphStore.open(store, create=True, filling=True) as graph:
        for found in read_table(table, graph.minter.base):
            if isinstance(found, Left):
                left.append(found.reason)
                continue
            article, events = found
            if events:
                graph.add_article(article, events)
                taken, articles = taken + len(events), articles + 1
            advance(article.file)
        graph.merge(lambda share: advance(f"merging events: {share:.0%}"))
    tell_reasons([f"{table}: {reason}" for reason in left])
    note(f"{count(taken, 'event')} of {count(articles, 'article')} taken, {count(len(left), 'row')} left out")
    ctx.exit(0 if taken and not left else PARTLY if taken else 1)
