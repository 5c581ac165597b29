"""Options by which commands are told which network is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["choose_view"]

Command = TypeVar("Command", bound=Callable[..., Any])


def choose_view(default: str) -> Callable[[Command], Command]:
    """Gives a command ``--view``, ``--around`` and ``--steps``, which `kg.exports.Options` takes by these names."""
    options = (
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

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add
