"""``kg export``: the graph as files: RDF, networks, tables."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import click

from kg.cli.choosing import choose_events, read_selection
from kg.cli.options import open_output, output_option, pick_language, store_option
from kg.cli.terminal import note
from kg.cli.views import choose_view
from kg.errors import ExportError, InputError


@click.command()
@store_option(must_exist=True)
@output_option("File to write; its ending chooses the format. A folder for gephi and neo4j.")
@click.option(
    "--format", metavar="NAME", default="", help="The format, where the ending does not tell: gephi, neo4j, void …"
)
@choose_view("ties")
@click.option(
    "--table",
    type=click.Choice(["events", "reports", "dyads", "dyad-months", "outlet-months", "articles"]),
    default="events",
    show_default=True,
    help="Which table.",
)
@pick_language("Language of the labels that a network shows; both are written.")
@choose_events
@click.option(
    "--times",
    type=click.Choice(["intervals", "timestamps", "none"]),
    default="intervals",
    show_default=True,
    help="How GEXF tells times.",
)
@click.option("--construct", metavar="FILE.rq|QUERY", default="", help="Write what this CONSTRUCT query gives, as RDF.")
def export(store: Path, output: Path, format: str, construct: str, actors: str | None, **chosen: Any) -> None:
    """Write the graph to FILE for other programs.

    RDF: .ttl .trig .nq .nt .rdf .jsonld, its description .void. Networks: .gexf .graphml .net, and the folders gephi
    and neo4j. Tables of events: .csv .parquet .dta, their codebook .md. The same graph always gives the same bytes.
    """
    from kg.exports import Options, find_exporter, find_folder_exporter
    from kg.graph.store import GraphStore

    selection = read_selection(chosen)
    options = Options(selection=selection, actors=actors or "", construct=_read_query(construct), **chosen)  # type: ignore[arg-type]
    folder_exporter = find_folder_exporter(format)
    if folder_exporter is not None:
        with GraphStore.open(store) as graph, tempfile.TemporaryDirectory() as scratch:
            folder_exporter(graph, Path(scratch), options)
            written = _move(Path(scratch), output)
        note(f"wrote {', '.join(f'{path}, {path.stat().st_size:,} bytes' for path in written)}")
        return
    exporter = find_exporter(output, format)
    if construct and (format or output.suffix.lower().removeprefix(".")) not in _RDF:
        raise ExportError(f"{output}: --construct gives RDF; write it to a file ending in .{' .'.join(_RDF)}")
    with GraphStore.open(store) as graph, open_output(output) as stream:
        exporter(graph, stream, options)
    note(f"wrote {output}, {output.stat().st_size:,} bytes")


_RDF = ("ttl", "trig", "nq", "nt", "rdf", "jsonld")


def _read_query(construct: str) -> str:
    if not construct.endswith((".rq", ".sparql")):
        return construct
    try:
        return Path(construct).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{construct}: no such query file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{construct}: not UTF-8 at byte {error.start}") from None


def _move(scratch: Path, folder: Path) -> list[Path]:
    """Puts the files of one folder into another, each only when it is there as a whole."""
    written = []
    for path in sorted(scratch.iterdir()):
        with open_output(folder / path.name) as stream, path.open("rb") as source:
            while part := source.read(1 << 20):
                stream.write(part)
        written.append(folder / path.name)
    return written
