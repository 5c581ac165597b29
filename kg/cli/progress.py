"""How far a build has come: a bar on a terminal, else a line now and then; and its summary as JSON."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.bidi import clean
from kg.cli.options import open_output
from kg.cli.terminal import count, note

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kg.builder import Step, Summary, Unchanged

__all__ = ["Watch", "watch_build", "write_summary"]

#: Seconds between two lines where there is no terminal.
INTERVAL = 30.0

_MERGING = "merging events"


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


class Watch(Protocol):
    """What shows a build: it is told of each step of the walk, then how far merging has come."""

    def tell(self, step: Step | Unchanged) -> None:
        """Shows a step."""

    def merge(self, share: float) -> None:
        """Shows how far merging has come, from 0 to 1."""


class _Lines:
    """A line now and then."""

    def __init__(self, interval: float) -> None:
        self._tally, self._interval, self._told = _Tally(), interval, time.monotonic()

    def tell(self, step: Step | Unchanged) -> None:
        self._tally.add(step)
        self._say(f"so far {self._tally}")

    def merge(self, share: float) -> None:
        self._say(f"{_MERGING}: {share:.0%}")

    def _say(self, text: str) -> None:
        if time.monotonic() - self._told >= self._interval:
            self._told = time.monotonic()
            note(text)


class _Bar:
    """A bar of rich."""

    def __init__(self, bar: Progress) -> None:
        self._tally, self._bar, self._page = _Tally(), bar, ""
        self._task = bar.add_task("Building", total=None, now="")
        self._merging: TaskID | None = None

    def await_total(self, total: int) -> None:
        """So many pages there are."""
        self._bar.update(self._task, total=total)

    def tell(self, step: Step | Unchanged) -> None:
        from kg.cli.options import name_step

        self._tally.add(step)
        page = name_page(step)  # several articles of one page come one after the other
        now = clean(name_step(step))[:40]
        self._bar.update(self._task, description=str(self._tally), advance=page != self._page, now=now)
        self._page = page

    def merge(self, share: float) -> None:
        if self._merging is None:
            self._bar.update(self._task, now="")
            self._merging = self._bar.add_task(_MERGING.capitalize(), total=1.0, now="")
        self._bar.update(self._merging, completed=share)


@contextmanager
def watch_build(
    interval: float = INTERVAL, *, count_all: Callable[[Callable[[], bool]], int | None] = lambda is_over: None
) -> Iterator[Watch]:
    """Shows on standard error what is being built; what it gives is to be told.

    On a terminal ``count_all`` counts the pages that there are, beside the work, for the time left; it is given what
    tells it to stop, and may return None.
    """
    if not sys.stderr.isatty():
        yield _Lines(interval)
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
    with Progress(*columns, console=console, transient=True, speed_estimate_period=600) as progress:
        bar = _Bar(progress)

        def find_total() -> None:
            total = count_all(over.is_set)
            if total is not None:
                bar.await_total(total)

        counter = threading.Thread(target=find_total, daemon=True, name="kg-count")
        counter.start()
        try:
            yield bar
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
