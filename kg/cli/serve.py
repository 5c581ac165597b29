"""``kg serve``: the graph over HTTP, a SPARQL endpoint for programs and an explorer for people."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from kg.cli.options import store_option
from kg.cli.terminal import note


@click.command()
@store_option(must_exist=True)
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen at; 0: any free one."
)
@click.option(
    "--timeout", metavar="SECONDS", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True,
    help="Time that one query may take.",
)  # fmt: skip
@click.option(
    "--memory", metavar="MIB", type=click.IntRange(64), default=1024, show_default=True,
    help="Memory that one query may take (on Linux).",
)  # fmt: skip
@click.option(
    "--rows", metavar="N", type=click.IntRange(1), default=1_000_000, show_default=True,
    help="Rows that one answer may have.",
)  # fmt: skip
@click.option(
    "--allow-origin", metavar="ORIGIN", default="*", show_default=True,
    help="Web pages of which origin may read the data (CORS); '' for none.",
)  # fmt: skip
@click.option(
    "--writable",
    is_flag=True,
    help="Take SPARQL updates from whoever has the token: the one in KG_SERVE_TOKEN, else a new one, which is printed.",
)
def serve(
    store: Path, host: str, port: int, timeout: float, memory: int, rows: int, allow_origin: str, writable: bool
) -> None:
    """Serve the graph in DIR: pages to explore it at /, SPARQL 1.1 at /sparql. Ctrl-C stops.

    Only this computer can reach it unless --host says otherwise. A graph that is built anew meanwhile is seen at once.
    """
    from kg.graph.store import GraphStore
    from kg.server.answers import Limits
    from kg.server.running import serve as run
    from kg.server.state import Settings

    GraphStore.open(store).close()  # what is wrong with it is told at once, in one line
    token = os.environ.get("KG_SERVE_TOKEN") or secrets.token_urlsafe(24) if writable else None
    limits = Limits(seconds=timeout, memory=memory * 1024 * 1024, rows=rows)

    def tell(url: str) -> None:
        note(f"serving {store} at {url} and SPARQL at {url}sparql; Ctrl-C stops")
        if writable and not os.environ.get("KG_SERVE_TOKEN"):
            note(f"updates need the header Authorization: Bearer {token}")

    run(Settings(store, limits, token, allow_origin), host, port, tell)
