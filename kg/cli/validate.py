"""``kg validate``: checks the graph against its shapes, in plain sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import store_option
from kg.cli.terminal import count, note


@click.command()
@store_option(must_exist=True)
@click.pass_context
def validate(ctx: click.Context, store: Path) -> None:
    """Check the graph against the SHACL shapes of the ontology. Prints a sentence for whatever is wrong.

    Exit status 0 when nothing is, 1 when something is.
    """
    from kg.bidi import clean
    from kg.graph.store import GraphStore
    from kg.graph.validation import validate as check

    found = 0
    with GraphStore.open(store) as graph:
        for finding in check(graph):
            click.echo(clean(str(finding)))
            found += 1
    note(f"{count(found, 'finding')} in {store}" if found else f"nothing is wrong with {store}")
    ctx.exit(1 if found else 0)
