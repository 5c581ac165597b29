"""How far a build has come: a bar on a terminal, else a line now and then; and its summary as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.bidi import clean
from kg.cli.options import open_output
from kg.cli.terminal import count, note

if TYPE_CHECKING:
    from kg.builder import Step, Summary, Unchanged

__all__ = ["watch_build", "write_summary"]

#: Seconds between two lines where there is no terminal.
INTERVAL = 30.0


class _Tally:
    """What has been done since the beginning."""

    def __init__(self) -> None:
        self.articles = self.events = self.errors = 0
        self._begun = time.monotonic()

    def add(self, step: Step | Unchanged) -> None:
        from kg.extraction import Extracted
        from kg.reading import Skipped

        self.articles += not isinstance(step, Skipped)
        self.errors += isinstance(step, Skipped)
        if isinstance(step, Extracted):
            self.events += len(step.events)
            self.errors += len(step.refused)

    def __str__(self) -> str:
        rate = self.articles / max(time.monotonic() - self._begun, 0.001)
        done = f"{count(self.articles, 'article')} ({rate:.1f}/s), {count(self.events, 'event')}"
        return f"{done}, {count(self.errors, 'error')}"


@contextmanager
def watch_build(interval: float = INTERVAL) -> Iterator[Callable[[Step | Unchanged], None]]:
    """Shows on standard error what is being built; call what it gives with each step of the walk."""
    from kg.cli.options import name_step

    tally = _Tally()
    if not sys.stderr.isatty():
        told = time.monotonic()

        def tell(step: Step | Unchanged) -> None:
            nonlocal told
            tally.add(step)
            if time.monotonic() - told >= interval:
                told = time.monotonic()
                note(f"so far {tally}")

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )  # fmt: skip
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Building", total=None, now="")

        def show(step: Step | Unchanged) -> None:
            tally.add(step)
            bar.update(task, description=str(tally), now=clean(name_step(step))[:40])

        yield show


def write_summary(summary: Summary, path: Path, seconds: float) -> None:
    """Writes what a build did as JSON: counts, and everything that was skipped or refused, with reasons.

    Raises `OSError`.
    """
    told: dict[str, Any] = {
        "articles": summary.articles, "events": summary.events, "replaced": summary.replaced,
        "unchanged": summary.unchanged, "removed": summary.removed, "seconds": round(seconds, 3),
        "skipped": [{"path": skip.path, "reason": skip.reason} for skip in summary.skipped],
        "refused": [{"event": refused.event.id, "reason": refused.reason} for refused in summary.refused],
    }  # fmt: skip
    with open_output(path) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
