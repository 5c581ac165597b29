"""``kg push``: sends the graph to another store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import store_option
from kg.cli.terminal import count, note, show_progress

if TYPE_CHECKING:
    from kg.pushing import Protocol


@click.command()
@store_option(must_exist=True)
@click.option("--endpoint", metavar="URL", required=True, help="Address of the other's graph store.")
@click.option(
    "--protocol",
    type=click.Choice(["graph-store", "nquads"]),
    default="graph-store",
    show_default=True,
    help="graph-store replaces graph by graph (PUT); nquads adds all in one request (POST).",
)
@click.option("--user", metavar="NAME", help="Log in by this name; the password is read from KG_PASSWORD.")
@click.option("--runs", is_flag=True, help="Send the graph of runs, too.")
def push(store: Path, endpoint: str, protocol: Protocol, user: str | None, runs: bool) -> None:
    """Send the graph to any store that speaks the SPARQL 1.1 Graph Store Protocol, or takes N-Quads.

    Oxigraph: --endpoint http://HOST:7878/store; Virtuoso: --endpoint http://HOST:8890/sparql-graph-crud-auth --user
    dba. The named questions answer there as here when its default graph is the union of all graphs.
    """
    from kg.graph.store import GraphStore
    from kg.pushing import push as push_graph

    login = (user, os.environ.get("KG_PASSWORD", "")) if user else None
    with GraphStore.open(store) as graph, show_progress("Pushing", len(graph.graph_names())) as advance:
        graphs, triples = push_graph(graph, endpoint, protocol=protocol, runs=runs, login=login, on_graph=advance)
    note(f"{count(graphs, 'graph')} with {count(triples, 'triple')} sent to {endpoint.partition('?')[0]}")
