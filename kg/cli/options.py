"""Arguments and options that several commands share, and what they do alike."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from kg.bidi import clean
from kg.cli.terminal import count, note

if TYPE_CHECKING:
    from kg.builder import Step, Summary, Unchanged

__all__ = [
    "CORRECTIONS",
    "PARTLY",
    "Decorator",
    "add_options",
    "corrections_option",
    "count_cores",
    "find_corrections",
    "lang_option",
    "least_confidence",
    "name_step",
    "open_output",
    "output_option",
    "paths_argument",
    "pick_extractor",
    "pick_language",
    "pick_lexicon",
    "pick_model",
    "report",
    "store_option",
    "tell_reasons",
]

#: Exit status when some of the input was skipped or refused and the rest was done.
PARTLY = 3

#: So many reasons are printed in full; of the rest only their number.
MOST_REASONS = 20

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def add_options(*options: Decorator) -> Decorator:
    """Gives a command several options, which its help lists in this order."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


paths_argument = click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))

pick_extractor = click.option(
    "--extractor",
    metavar="NAME",
    default="rules",
    show_default=True,
    help="Which installed extractor finds the events.",
)

pick_model = click.option(
    "--model",
    metavar="NAME",
    help="Installed spaCy pipeline that English is parsed with.  [default: the one that comes with kg]",
)

#: Where corrections are looked for when no file is named.
CORRECTIONS = Path("corrections.toml")

corrections_option = click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File of corrections, which hold from then on.  [default: corrections.toml here, if there is one]",
)

pick_lexicon = click.option(
    "--lexicon",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of words of your own: triggers, titles, names and glosses that add to or override those of kg.",
)

least_confidence = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out events less sure than P.",
)


def pick_language(help_text: str) -> Callable[[Command], Command]:
    """``--lang en|ar``."""
    return click.option("--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help=help_text)


lang_option = pick_language("Language that statements are said in.")


def output_option(help_text: str) -> Callable[[Command], Command]:
    """``-o, --output FILE``, which must be given."""
    return click.option(
        "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help=help_text
    )


def store_option(*, must_exist: bool) -> Callable[[Command], Command]:
    """``--store DIR``: the folder that holds, or shall hold, the graph."""
    help_text = "Folder of the graph." if must_exist else "Folder of the graph; made when it is not there."
    callback = _tell_unmerged if must_exist else None
    return click.option(
        "--store", metavar="DIR", required=True, type=click.Path(path_type=Path), help=help_text, callback=callback
    )


def _tell_unmerged(ctx: click.Context, parameter: click.Parameter, store: Path) -> Path:
    """Says why opening a store is going to take long."""
    from kg.errors import StoreError
    from kg.graph.layout import is_unmerged
    from kg.graph.locks import take_write_lock

    if is_unmerged(store):
        try:
            take_write_lock(store).release()
        except StoreError:
            return store  # a build is at work, as the command will tell
        note(f"{clean(str(store))}: the events of its last build are still to be merged, which is done first")
    return store


def count_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def find_corrections(given: Path | None) -> Path | None:
    """The file of corrections: the one named, else that of the working folder, None where there is none."""
    return given or (CORRECTIONS if CORRECTIONS.is_file() else None)


@contextmanager
def open_output(path: Path, *, unless: Callable[[], bool] = lambda: False) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it has been written to the end: an error leaves what was there.

    So does ``unless``, asked at the end. Raises `OSError`.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder; name a file in it", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        if unless():
            return
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def name_step(step: Step | Unchanged) -> str:
    """What a step of the walk is called on the progress bar."""
    from kg.reading import Skipped

    return step.path if isinstance(step, Skipped) else step.article.file


def tell_reasons(reasons: Sequence[str]) -> None:
    """The first reasons why something was left out, a line each, on standard error; of the rest only their number."""
    for reason in reasons[:MOST_REASONS]:
        note(reason)
    if len(reasons) > MOST_REASONS:
        note(f"… and {len(reasons) - MOST_REASONS:,} more")


def report(summary: Summary) -> int:
    """Tells on standard error what a walk did and what it left out, with reasons. Returns the exit status.

    Where nothing could be done, the reasons say it all.
    """
    parts = [count(summary.articles, "article") + " read", count(summary.events, "event") + " found"]
    changes = {"replaced": summary.replaced, "unchanged": summary.unchanged, "removed": summary.removed}
    parts += [f"{number:,} {what}" for what, number in changes.items() if number]
    if summary.refused:
        parts.append(count(len(summary.refused), "event") + " refused")
    if summary.skipped:
        parts.append(f"{len(summary.skipped):,} skipped")
    reasons = [f"skipped {skip}" for skip in summary.skipped] + [
        f"refused: {refused.reason}" for refused in summary.refused
    ]
    reasons += [f"correction without effect, kept for later: {idle}" for idle in summary.idle]
    tell_reasons(reasons)
    if not summary.articles:
        if not reasons:
            note("there is nothing to read: no article, and no event record")
        return 1
    note(", ".join(parts))
    return 0 if summary.is_complete else PARTLY
