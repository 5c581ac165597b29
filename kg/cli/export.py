"""``kg export``: the graph as a file, in the format that the file's ending names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import open_output, store_option
from kg.cli.terminal import note

if TYPE_CHECKING:
    from kg.exports import Language


@click.command()
@store_option(must_exist=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; its ending chooses the format: .ttl .trig .nq .jsonld .gexf",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="Language of the labels that a network shows; both are written.",
)
@click.option(
    "--standing",
    "standings",
    multiple=True,
    type=click.Choice(["asserted", "claimed", "disputed", "not-done"]),
    default=("asserted",),
    show_default=True,
    help="Which events tie actors in a network. May be given several times.",
)
def export(store: Path, output: Path, lang: Language, standings: tuple[str, ...]) -> None:
    """Write the graph to FILE: RDF (.ttl .trig .nq .jsonld), or the actors' network for Gephi (.gexf).

    The same graph always gives the same bytes.
    """
    from kg.exports import Options, find_exporter
    from kg.graph.store import GraphStore

    exporter = find_exporter(output)
    with GraphStore.open(store) as graph, open_output(output) as stream:
        exporter(graph, stream, Options(lang=lang, standings=frozenset(standings)))
    note(f"wrote {output}, {output.stat().st_size:,} bytes")
