"""``kg check``: whether a store holds together, and its graph made anew from its records."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import store_option
from kg.cli.terminal import count, note, show_progress


@click.command()
@store_option(must_exist=True)
@click.option(
    "--rebuild",
    is_flag=True,
    help="Make the graph anew from the records of its articles: after damage, or after an update.",
)
@click.pass_context
def check(ctx: click.Context, store: Path, rebuild: bool) -> None:
    """Check that the store holds together. Prints a line for whatever is wrong.

    Compared are the record of each article with its graph, and events, ties and entities with what the articles tell.
    (`kg validate` checks the graph against the ontology.) Exit status 0 when nothing is wrong, 1 when something is.
    """
    found = _rebuild(store) if rebuild else _check(store)
    ctx.exit(1 if found else 0)


def _check(store: Path) -> int:
    from kg.bidi import clean
    from kg.graph.checking import check_store
    from kg.graph.store import GraphStore

    found = 0
    with GraphStore.open(store, writable=True) as graph:
        for problem in check_store(graph):
            click.echo(clean(problem))
            found += 1
    if found:
        note(f"{count(found, 'fault')} in {store}; make it anew with `kg check --rebuild --store {store}`")
    else:
        note(f"{store} holds together")
    return found


def _rebuild(store: Path) -> int:
    from kg.bidi import clean
    from kg.graph.rebuilding import rebuild

    with show_progress("Rebuilding") as advance:
        done = rebuild(store, advance, lambda share: advance(f"merging events: {share:.0%}"))
    for problem in done.lost:
        click.echo(clean(problem))
    note(f"{count(done.articles, 'article')} put together anew in {store}")
    return len(done.lost)
