"""Options by which commands are told which network is meant."""

from __future__ import annotations

import click

from kg.cli.options import Decorator, add_options

__all__ = ["choose_view"]


def choose_view(default: str) -> Decorator:
    """Gives a command ``--view``, ``--around`` and ``--steps``, which `kg.exports.Options` takes by these names."""
    return add_options(
        click.option(
            "--view",
            type=click.Choice(["ties", "pairs", "events", "mediation", "agreements", "ego", "cooccurrence"]),
            default=default,
            show_default=True,
            help="Which network.",
        ),
        click.option("--around", metavar="WHO", default="", help="Centre of the view ego: a code, a name or an IRI."),
        click.option(
            "--steps", type=click.IntRange(1), default=1, show_default=True, metavar="N",
            help="How far the view ego reaches.",
        ),
    )  # fmt: skip
