"""``kg cite``: the reference of an event, with the sentence it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import lang_option, store_option

if TYPE_CHECKING:
    from kg.graph.citing import Origin


@click.command()
@click.argument("event", metavar="EVENT")
@store_option(must_exist=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "bibtex", "csl", "prov"]),
    default="text",
    show_default=True,
    help="text for people; BibTeX (biblatex) or CSL-JSON for their programs; prov for PROV-O in Turtle.",
)
@click.option("--trace", "show_trace", is_flag=True, help="Tell for every triple of the event which words say so.")
@lang_option
def cite(event: str, store: Path, form: str, show_trace: bool, lang: str) -> None:
    """Print a reference to an event with the quoted sentence of each report.

    EVENT is its id (event-…) or IRI, or that of one of its reports. An id that has been retired leads to its successor.
    """
    from kg.graph import citing, references
    from kg.graph.serialising import write_quads
    from kg.graph.store import GraphStore

    with GraphStore.open(store) as graph:
        node = citing.find_event(graph, event)
        if show_trace:
            _print_trace(citing.trace(graph, node), graph.prefixes)
        elif form == "prov":
            stream = BytesIO()
            write_quads(citing.describe_origin(graph, node), stream, "ttl", graph.prefixes)
            click.echo(stream.getvalue().decode(), nl=False)
        else:
            told = citing.cite(graph, node)
            write = {"bibtex": references.write_bibtex, "csl": references.write_csl}.get(form)
            click.echo(write(told) if write else references.write_text(told, lang))


def _print_trace(origins: Iterable[Origin], prefixes: dict[str, str]) -> None:
    from rich import box
    from rich.table import Table

    from kg.cli.cells import Cell, shorten_iri
    from kg.cli.terminal import make_console

    table = Table("property", "value", "words", "at", "article", box=box.SIMPLE_HEAD)
    for origin in origins:
        place = f"{origin.words.start}–{origin.words.end}"
        told = (origin.predicate, origin.value, origin.words.text, place, origin.article)
        table.add_row(*(Cell(shorten_iri(text, prefixes)) for text in told))
    make_console().print(table)
