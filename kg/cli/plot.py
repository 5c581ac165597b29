"""``kg plot``: a picture of the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.choosing import choose_events, read_selection
from kg.cli.options import open_output, output_option, pick_language, store_option
from kg.cli.terminal import note
from kg.cli.views import choose_view


@click.command()
@click.argument("kind", metavar="network|timeline|heatmap", type=click.Choice(["network", "timeline", "heatmap"]))
@store_option(must_exist=True)
@output_option("File to write: .svg or .png.")
@click.option(
    "--most",
    type=click.IntRange(1),
    metavar="N",
    help="At most N nodes, events or pairs, the busiest.  [default: 60, 30, 25]",
)
@choose_view("pairs")
@pick_language("Language of the names.")
@click.option("--title", metavar="TEXT", default="", help="Title above the picture.")
@click.option("--dpi", type=click.IntRange(50, 1200), default=200, show_default=True, help="Points an inch of a PNG.")
@choose_events
def plot(
    kind: str,
    store: Path,
    output: Path,
    most: int | None,
    lang: str,
    title: str,
    dpi: int,
    actors: str | None,
    **chosen: Any,
) -> None:
    """Draw a network, a timeline or a heat map of pairs by month, as SVG or PNG.

    Needs the extra: pip install 'diplomatic-kg[plots]'. The same graph always gives the same picture.
    """
    from kg.errors import ExportError
    from kg.exports import Options
    from kg.exports.reading import Reader
    from kg.exports.tables import build_table
    from kg.exports.views import build_view
    from kg.graph.store import GraphStore
    from kg.plots import draw_heatmap, draw_network, draw_timeline, save_figure

    if output.suffix.lower() not in (".svg", ".png"):
        raise ExportError(f"{output}: pictures are .svg or .png")
    selection = read_selection(chosen)
    options = Options(lang=lang, selection=selection, actors=actors or "", table="dyad-months", **chosen)  # type: ignore[arg-type]
    with GraphStore.open(store) as graph:
        if kind == "network":
            figure = draw_network(build_view(graph, options), lang=lang, most=most or 60, title=title)
        elif kind == "timeline":
            figure = draw_timeline(Reader(graph).events(selection), lang=lang, most=most or 30, title=title)
        else:
            figure = draw_heatmap(build_table(graph, options), lang=lang, most=most or 25, title=title)
    with open_output(output) as stream:
        save_figure(figure, stream, output, dpi=dpi)
    note(f"wrote {output}, {output.stat().st_size:,} bytes")
