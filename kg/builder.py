"""The walk: from files to articles, from articles to events, from events to the graph.

==========================  ===============================  ========================================
a file is read              `kg.reading.read_articles`       `Article`, or `Skipped` with the reason
its events are found        `kg.extraction.extract_checked`  `Extracted`: the article with its events
or taken from records       `take_records`                   `Extracted`, checked in the same way
they become a graph         `kg.graph.store.GraphStore`      quads with their evidence
==========================  ===============================  ========================================

Every step is an iterator over the last, so memory does not grow with the number of articles, and whatever cannot be
done is handed on as `Skipped` while the rest goes on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from kg import __version__
from kg.errors import ExtractorError, InputError, RecordError
from kg.extraction import Extracted, Extractor, Refused, check_events, extract_checked, load_extractor
from kg.model import Article, Event
from kg.reading import Skipped, read_articles, read_file
from kg.records import holds_events, read_events

__all__ = [
    "STANDARD_INPUT",
    "Step",
    "Summary",
    "build",
    "extract",
    "extract_articles",
    "find_articles",
    "take_records",
    "walk",
]

#: The path that stands for standard input, for event records from ``kg extract``.
STANDARD_INPUT = "-"

Step: TypeAlias = Extracted | Skipped


@dataclass
class Summary:
    """What a walk did: counts, and everything that was left out, with reasons."""

    articles: int = 0
    events: int = 0
    refused: list[Refused] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Counts one step of the walk."""
        if isinstance(step, Skipped):
            self.skipped.append(step)
        else:
            self.articles += 1
            self.events += len(step.events)
            self.refused += step.refused

    @property
    def is_complete(self) -> bool:
        """Whether nothing was skipped or refused."""
        return not self.skipped and not self.refused


def extract(path: str | Path, *, extractor: str = "rules") -> Iterator[Event]:
    """The events of a file or folder, article by article, in the order of the text.

    Raises `InputError` for the first file that cannot be read; use `walk` to go on past such.
    """
    for step in walk([Path(path)], load_extractor(extractor)):
        if isinstance(step, Skipped):
            raise InputError(str(step))
        yield from step.events


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    extractor: str = "rules",
    articles: Path | None = None,
    on_step: Callable[[Step], None] = lambda step: None,
) -> Summary:
    """Reads files and folders, or event records of ``kg extract``, and builds or updates the graph in ``store``.

    ``articles`` is the folder of the texts that event records speak of. ``on_step`` is told of each article when it is
    in the graph, and of whatever was skipped. A store is made only when there is an article to put into it. Raises
    `StoreError` when the store is locked, damaged or of another version, `ExtractorError` when there is no such
    extractor.
    """
    from kg.graph.store import GraphStore, RunInfo  # loads RDF libraries, which extraction alone does without

    tool = load_extractor(extractor)
    folder = Path(store)
    started = datetime.now(UTC).isoformat(timespec="microseconds")
    run = RunInfo(id=f"{started}-{os.getpid()}", started=started, version=__version__, facts={"extractor": extractor})
    summary = Summary()
    # A store that cannot be written is told of at once, not after an hour of extraction.
    graph = GraphStore.open(folder, create=True) if _is_taken(folder) else None
    try:
        for step in walk(map(Path, paths), tool, articles):
            done = step
            if isinstance(step, Extracted):
                graph = graph or GraphStore.open(folder, create=True)
                try:
                    graph.add_article(step.article, step.events, run)
                except RecordError as error:
                    done = Skipped(step.article.path or step.article.file, f"cannot be told in the graph: {error}")
            summary.add(done)
            on_step(done)
    finally:
        if graph is not None:
            graph.close()
    return summary


def _is_taken(folder: Path) -> bool:
    """Whether something is there already, a store or not."""
    return folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))


def walk(paths: Iterable[Path], extractor: Extractor, articles: Path | None = None) -> Iterator[Step]:
    """Every article under the paths with its events: extracted, or taken from event records where a path holds such."""
    for path in paths:
        if str(path) == STANDARD_INPUT or holds_events(path):
            yield from take_records(path, articles)
        else:
            yield from extract_articles(find_articles(path), extractor)


def find_articles(path: Path) -> Iterator[Article | Skipped]:
    """The articles of a file, or of a folder and all below it, in the order of their paths.

    An article's identity is its path under that folder, so a folder can move without its articles becoming new ones.
    """
    if not path.exists():
        yield Skipped(str(path), "no such file or folder")
        return
    yield from read_articles(path, root=path if path.is_dir() else path.parent)


def extract_articles(found: Iterable[Article | Skipped], extractor: Extractor) -> Iterator[Step]:
    """Each article with its checked events. One that the extractor fails on is skipped, with the reason."""
    for article in found:
        if isinstance(article, Skipped):
            yield article
            continue
        try:
            yield extract_checked(extractor, article)
        except ExtractorError as error:
            yield Skipped(article.path or article.file, str(error).removeprefix(article.file).lstrip(",: "))


def take_records(path: Path, articles: Path | None = None) -> Iterator[Step]:
    """The articles that event records speak of, with these events, checked against the articles' own words.

    The texts are looked up by their file names under ``articles``, by default the folder that the records lie in. An
    article has the same identity as when `kg build` is given the text itself.
    """
    from_stdin = str(path) == STANDARD_INPUT
    name = "standard input" if from_stdin else str(path)
    folder = articles or (Path() if from_stdin else path.parent)
    by_file: dict[str, dict[str, dict[int, list[Event]]]] = {}
    for event in _read_records(path, name):
        if isinstance(event, RecordError):
            yield Skipped(name, str(event).removeprefix(f"{name}:"))
        else:
            file = _split_label(event.article)
            by_file.setdefault(file, {}).setdefault(event.article, {}).setdefault(event.part, []).append(event)
    for file, claimed in by_file.items():
        yield from _match_records(file, claimed, folder, name)


def _match_records(file: str, claimed: dict[str, dict[int, list[Event]]], folder: Path, name: str) -> Iterator[Step]:
    """The articles of one file with the events claimed of them; events without an article are left out."""
    try:
        source = _locate(file, folder)
    except InputError as error:
        count = sum(len(events) for parts in claimed.values() for events in parts.values())
        yield Skipped(name, f"{_count_events(count)} left out: {error}")
        return
    root = source.parents[len(Path(file).parts) - 1]
    for article in read_file(source, root=root, file=file):
        if isinstance(article, Skipped):
            yield article
        elif events := claimed.get(article.file, {}).pop(article.part, None):
            yield check_events(events, article)
    for label, parts in claimed.items():
        for part, events in parts.items():
            yield Skipped(name, f"{_count_events(len(events))} left out: {label} has no article number {part}")


def _count_events(number: int) -> str:
    return "1 event" if number == 1 else f"{number:,} events"


def _read_records(path: Path, name: str) -> Iterator[Event | RecordError]:
    if str(path) == STANDARD_INPUT:
        stream = TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
        yield from read_events(stream, name)
        stream.detach()
        return
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from read_events(file, name)


def _split_label(article: str) -> str:
    """The file of an article that may be one record of it: ``news.jsonl`` of ``news.jsonl#3``."""
    file, mark, number = article.rpartition("#")
    return file if mark and number.isdecimal() else article


def _locate(file: str, folder: Path) -> Path:
    """The one file of this name in a folder or below it. Raises `InputError`."""
    parts = PurePosixPath(file).parts
    if not parts or PurePosixPath(file).is_absolute() or ".." in parts or "\0" in file:
        raise InputError(f"{file!r} is no name of a text")
    direct = folder.joinpath(*parts)
    if direct.is_file():
        return direct
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.name == parts[-1] and path.parts[-len(parts) :] == parts and path.is_file()
    )
    if not found:
        raise InputError(f"the text {file} is not in {folder}; name its folder with --articles")
    if len(found) > 1:
        raise InputError(
            f"{len(found)} files are called {file} ({found[0]}, {found[1]} …); name one's folder with --articles"
        )
    return found[0]
