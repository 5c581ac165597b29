"""What goes to a terminal besides the output proper: notes, tables, a progress bar, and the summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import click

from kg.bidi import clean

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["count", "make_console", "note", "show_progress"]

WIDTH_IN_A_FILE = 160


def make_console(stream: IO[str] | None = None) -> Console:
    """A rich console on a stream (standard output by default) that adds nothing of its own: no markup, no emoji."""
    from rich.console import Console

    stream = stream or sys.stdout
    width = None if stream.isatty() else WIDTH_IN_A_FILE
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def note(message: str) -> None:
    """One line to the user, beside the output proper: on standard error."""
    click.echo(f"kg: {clean(message)}", err=True)


def count(number: int, noun: str) -> str:
    """A number with its noun: ``1 article``, ``2,000 articles``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


@contextmanager
def show_progress(label: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error while the block runs; call what it gives once for each thing done.

    Shows nothing when standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda message: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=total, now="")
        yield lambda message: bar.update(task, advance=1, now=clean(message)[:40])
