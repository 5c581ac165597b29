"""How far a build has come: a bar on a terminal, else a line now and then; and its summary as JSON."""

from __future__ import annotations

import json
import sys
import threading
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
def watch_build(
    interval: float = INTERVAL, *, count_all: Callable[[Callable[[], bool]], int | None] = lambda is_over: None
) -> Iterator[Callable[[Step | Unchanged], None]]:
    """Shows on standard error what is being built; call what it gives with each step of the walk.

    On a terminal ``count_all`` counts the pages that there are, beside the work, for the time left; it is given what
    tells it to stop, and may return None.
    """
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
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(bar_width=20), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(), TextColumn("{task.fields[now]}", markup=False),
    )  # fmt: skip
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    over = threading.Event()
    # What is passed over goes by fast, what is extracted does not: the speed is that of the last ten minutes.
    with Progress(*columns, console=console, transient=True, speed_estimate_period=600) as bar:
        task = bar.add_task("Building", total=None, now="")
        seen = ""

        def find_total() -> None:
            total = count_all(over.is_set)
            if total is not None:
                bar.update(task, total=total)

        def show(step: Step | Unchanged) -> None:
            nonlocal seen
            tally.add(step)
            page = name_page(step)  # several articles of one page come one after the other
            bar.update(task, description=str(tally), advance=page != seen, now=clean(name_step(step))[:40])
            seen = page

        counter = threading.Thread(target=find_total, daemon=True, name="kg-count")
        counter.start()
        try:
            yield show
        finally:
            over.set()
            counter.join(timeout=1)


def name_page(step: Step | Unchanged) -> str:
    """The path of the page that a step is of."""
    from kg.reading import Skipped

    return step.path if isinstance(step, Skipped) else step.article.path or step.article.file


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
