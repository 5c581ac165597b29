"""Options by which commands are told which events are meant, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import add_options

if TYPE_CHECKING:
    from kg.exports.selecting import Selection

__all__ = ["choose_events", "read_selection"]

#: Gives a command the options that `read_selection` reads, and ``--actors``.
choose_events = add_options(
    click.option("--period", metavar="EDTF", default="",
                 help="Only events of this time: 2024, 2024-03, 2023-01/2024-06, 2023/.."),
    click.option(
        "--act", "acts", metavar="NAME", multiple=True,
        help="Only these acts (sign) or PLOVER types (AID). May be given several times.",
    ),
    click.option(
        "--quad", "quads", multiple=True,
        type=click.Choice(["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]),
        help="Only events of this quad class. May be given several times.",
    ),
    click.option(
        "--status", "statuses", multiple=True, type=click.Choice(["actual", "planned", "possible", "negated"]),
        help="Only events of this status; give --standing not-done, too, for what is not actual.",
    ),
    click.option(
        "--standing", "standings", multiple=True, default=("asserted",), show_default=True,
        type=click.Choice(["asserted", "claimed", "disputed", "not-done", "all"]),
        help="Which events count. May be given several times.",
    ),
    click.option("--min-reports", type=click.IntRange(1), default=1, show_default=True, metavar="N",
                 help="Only events that at least N reports tell of."),
    click.option("--min-texts", type=click.IntRange(1), default=1, show_default=True, metavar="N",
                 help="Only events that N articles tell of in texts of their own; reprints of one text count once."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, metavar="P",
                 help="Only events of at least this confidence."),
    click.option(
        "--undated", type=click.Choice(["published", "open"]), default="published", show_default=True,
        help="Date of an event that no text dates: the day of publication, or none.",
    ),
    click.option(
        "--actors", type=click.Choice(["told", "folded", "states"]),
        help="Actors as told; people and bodies folded into their state; or states alone.  "
        "[default: told in networks, folded in tables of pairs]",
    ),
)  # fmt: skip


def read_selection(chosen: dict[str, Any]) -> Selection:
    """The selection of the options of `choose_events`, taken out of a command's arguments. Raises `ExportError`."""
    from kg.exports.selecting import select

    return select(
        period=chosen.pop("period"), what=chosen.pop("acts"), quads=chosen.pop("quads"),
        statuses=chosen.pop("statuses"), standings=chosen.pop("standings"), min_reports=chosen.pop("min_reports"),
        min_texts=chosen.pop("min_texts"),
        min_confidence=chosen.pop("min_confidence"), undated=chosen.pop("undated"),
    )  # fmt: skip
