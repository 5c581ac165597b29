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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import TYPE_CHECKING

from kg import __version__
from kg.corpus.crews import Crew, hire
from kg.corpus.working import Recipe, Step, extract_step, name_rules
from kg.corrections import Correction, read_corrections
from kg.errors import InputError, RecordError
from kg.extraction import Extracted, Extractor, Refused, check_events, load_extractor
from kg.model import Article, Event, hash_id
from kg.reading import Facts, Limits, Skipped, read_articles, read_file
from kg.reading.counting import count_pages
from kg.reading.standard_input import STANDARD_INPUT, keep_standard_input
from kg.records import holds_events, read_events

if TYPE_CHECKING:
    from kg.graph.store import GraphStore

__all__ = [
    "Source",
    "Step",
    "Summary",
    "Unchanged",
    "build",
    "count_input",
    "extract",
    "extract_articles",
    "find_articles",
    "take_records",
    "walk",
]


@dataclass(frozen=True, slots=True)
class Source:
    """How texts are to be read: facts of articles that state none, columns of tables and JSON, and limits."""

    defaults: Facts = field(default_factory=Facts)
    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


_AS_USUAL = Source()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that the graph has already, extracted by the same rules and weights: there is nothing to do."""

    article: Article


@dataclass
class Summary:
    """What a walk did: counts, and everything that was left out, with reasons."""

    articles: int = 0
    events: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    """Articles that their page has no longer."""
    corrected: int = 0
    """Articles that changed corrections touched."""
    idle: list[str] = field(default_factory=list)
    """Corrections that change nothing now, each with the reason; they are kept."""
    refused: list[Refused] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, step: Step | Unchanged) -> None:
        """Counts one step of the walk."""
        if isinstance(step, Skipped):
            self.skipped.append(step)
        elif isinstance(step, Unchanged):
            self.articles += 1
            self.unchanged += 1
        else:
            self.articles += 1
            self.events += len(step.events)
            self.refused += step.refused

    @property
    def is_complete(self) -> bool:
        """Whether nothing was skipped or refused."""
        return not self.skipped and not self.refused


def extract(path: str | Path, *, extractor: str = "rules", lexicon: str | Path | None = None) -> Iterator[Event]:
    """The events of a file or folder, article by article, in the order of the text.

    ``lexicon`` is a folder of words of one's own. Raises `InputError` for the first file that cannot be read (use
    `walk` to go on past such), `LanguageError` for a wrong entry of the lexicon.
    """
    for step in walk([Path(path)], load_extractor(extractor, lexicon=lexicon)):
        if isinstance(step, Skipped):
            raise InputError(str(step))
        yield from step.events


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    extractor: str = "rules",
    articles: Path | None = None,
    again: bool = False,
    corrections: Path | None = None,
    lexicon: str | Path | None = None,
    min_confidence: float = 0.0,
    jobs: int = 1,
    scheduler: str | None = None,
    source: Source = _AS_USUAL,
    on_step: Callable[[Step | Unchanged], None] = lambda step: None,
    on_merge: Callable[[float], None] = lambda share: None,
) -> Summary:
    """Reads files and folders, or event records of ``kg extract``, and builds or updates the graph in ``store``.

    What the graph has already is passed over, unless its text, its facts, or the rules and weights have changed, or
    ``again`` is set. An article that its page has no longer goes; one whose file is gone stays (`kg remove`).
    ``articles`` is the folder of the texts that event records speak of, ``corrections`` a file of corrections
    (`kg.corrections`), which hold from then on; those of an earlier build hold where none is given. ``lexicon`` is a
    folder of words of the user's own; where they change, their language is extracted again. Events less sure than
    ``min_confidence`` are left out; a change of it, too, has all extracted again. ``on_step`` is
    told of each article when it was put into the graph, and of whatever was skipped. A store is made only when there is
    an article to put into it. The events of a new store are merged in the end: ``on_merge`` is then told which share is
    done, from 0 to 1.

    ``jobs`` processes extract, or the workers of a Dask cluster at ``scheduler``; the graph is the same. Stopped in any
    way, a build goes on when it is called again. ``source`` says how texts are read. Raises `StoreError` when the store
    is locked, damaged or of another version, `ExtractorError` when there is no such extractor, `ClusterError` when the
    cluster cannot be reached or goes away.
    """
    corrected = read_corrections(corrections) if corrections is not None else None
    tool = load_extractor(extractor, lexicon=lexicon)
    building = _Building(Path(store), tool, extractor, again, corrected, min_confidence, lexicon)
    try:
        with ExitStack() as stack:
            crew = stack.enter_context(hire(jobs, scheduler)) if jobs > 1 or scheduler is not None else None
            for step in building.walk(map(Path, paths), articles, source, crew):
                on_step(building.put(step))
        building.finish_page()
        building.merge(on_merge)
        building.find_idle_corrections()
    finally:
        building.close()
    return building.summary


class _Building:
    """One run of `build`: the graph, and what has been done so far."""

    def __init__(
        self, folder: Path, tool: Extractor, extractor: str, again: bool, corrections: Sequence[Correction] | None,
        min_confidence: float, lexicon: str | Path | None = None,
    ) -> None:  # fmt: skip
        from kg.graph.store import RunInfo  # loads RDF libraries, which extraction alone does without

        self.summary = Summary()
        self._folder, self._tool, self._again = folder, tool, again
        self._materials: Mapping[str, str] = getattr(tool, "materials", {})
        started = datetime.now(UTC).isoformat(timespec="microseconds")
        self._run = RunInfo(
            id=f"{started}-{os.getpid()}", started=started, version=__version__, facts={"extractor": extractor},
            materials=self._materials,
        )  # fmt: skip
        self._corrections = corrections
        self._least = min_confidence
        # Absolute: a worker may have begun in another folder.
        self._lexicon = None if lexicon is None else str(Path(lexicon).resolve())
        self._graph: GraphStore | None = None
        self._page, self._told = "", dict[str, str | None]()
        """The path of the page that is read, and the articles that it had so far: their urls by their ids."""
        self._failed: set[str] = set()
        if _is_taken(folder):  # one that cannot be written is told of at once, not after an hour of extraction
            self._open()

    def walk(
        self, paths: Iterable[Path], articles: Path | None, source: Source, crew: Crew | None
    ) -> Iterator[Step | Unchanged]:
        """Every article under the paths as `walk` gives it; those that the graph has already are not extracted."""
        for path in paths:
            if str(path) == STANDARD_INPUT:
                with keep_standard_input() as kept:
                    if kept is None:
                        continue
                    if holds_events(kept):
                        yield from take_records(kept, articles or Path(), name="standard input")
                    else:
                        yield from self._walk_texts(kept, source, crew)
            elif holds_events(path):
                yield from take_records(path, articles)
            else:
                yield from self._walk_texts(path, source, crew)

    def _walk_texts(self, path: Path, source: Source, crew: Crew | None) -> Iterator[Step | Unchanged]:
        for found, step in self._extract(find_articles(path, source), source.limits.article_seconds, crew):
            if isinstance(found, Article):
                self._turn_page(found)
                if self._knows(found):  # by now: another article may have been the same, or have replaced it
                    yield Unchanged(found)
                    continue
                yield step or extract_step(self._tool, found, source.limits.article_seconds)
            else:
                yield found

    def _extract(
        self, found: Iterable[Article | Skipped], seconds: float, crew: Crew | None
    ) -> Iterator[tuple[Article | Skipped, Step | None]]:
        """Everything found with what became of it; None for an article that the graph has already."""
        if crew is not None:
            from kg.corpus.sharding import Dealer  # loads the graph's libraries

            folder = self._folder / "shards"
            recipe = Recipe(self._run.facts["extractor"], self._lexicon)
            dealer = Dealer(crew, folder, recipe, name_rules(self._tool), seconds=seconds)
            yield from dealer.deal(self._open_first(found), self._knows)
            rmtree(folder, ignore_errors=True)
            return
        for thing in found:
            if isinstance(thing, Skipped):
                yield thing, thing
            else:
                yield thing, None if self._knows(thing) else extract_step(self._tool, thing, seconds)

    def _open_first(self, found: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
        """Everything found; the store, which keeps the shards, is there when the first article comes."""
        for thing in found:
            if isinstance(thing, Article):
                self._open()
            yield thing

    def put(self, step: Step | Unchanged) -> Step | Unchanged:
        """Puts what a step tells into the graph, and returns the step, or what went wrong."""
        if isinstance(step, Extracted):
            sure = tuple(event for event in step.events if event.confidence >= self._least)
            step = self._put_article(replace(step, events=sure))
        self.summary.add(step)
        if isinstance(step, Skipped):
            self._note(step.path, step.reason)
        elif isinstance(step, Extracted) and step.refused:
            reason = f"{_count_events(len(step.refused))} refused: {step.refused[0].reason}"
            self._note(step.article.path or step.article.file, reason)
        elif self._graph is not None and (path := step.article.path) not in self._failed:
            self._graph.note_failure(path, None)
        return step

    def finish_page(self) -> None:
        """Takes the articles out that a page had and has no longer, now that all of it has been read."""
        told, self._told = self._told, {}
        if self._graph is None or not told or self._page in self._failed:
            return
        urls = set(told.values())
        for info in self._graph.find_articles(self._page):
            if info.path == self._page and info.url in urls and info.id not in told:
                self.summary.removed += self._graph.remove_article(info.id)

    def merge(self, on_merge: Callable[[float], None]) -> None:
        """Merges the events of a store that was filled."""
        if self._graph is not None:
            self._graph.merge(on_merge)

    def find_idle_corrections(self) -> None:
        """Notes the corrections that change nothing in what the graph holds now."""
        from kg.graph.correcting import find_idle

        if self._graph is not None:
            self.summary.idle = [f"{correction}: {reason}" for correction, reason in find_idle(self._graph)]

    def close(self) -> None:
        if self._graph is not None:
            self._graph.close()

    def _put_article(self, step: Extracted) -> Step:
        graph = self._open()
        # Of records we do not know by which rules they were made.
        fingerprint = self._fingerprint(step.article) if step.article.id in self._told else ""
        try:
            done = graph.add_article(step.article, step.events, self._run, fingerprint=fingerprint)
        except RecordError as error:
            return Skipped(step.article.path or step.article.file, f"cannot be told in the graph: {error}")
        self.summary.replaced += done == "replaced"
        return step

    def _open(self) -> GraphStore:
        if self._graph is None:
            from kg.graph.correcting import apply_corrections
            from kg.graph.store import GraphStore

            self._graph = GraphStore.open(self._folder, create=True, filling=True)
            self.summary.corrected = apply_corrections(self._graph, self._corrections)
            for skipped in self.summary.skipped:
                self._note(skipped.path, skipped.reason)
        return self._graph

    def _turn_page(self, article: Article) -> None:
        if self._told and self._page != article.path:
            self.finish_page()
        self._page = article.path
        self._told[article.id] = article.url

    def _knows(self, article: Article) -> bool:
        if self._again or self._graph is None:
            return False
        return self._graph.is_current(article, self._fingerprint(article))

    def _fingerprint(self, article: Article) -> str:
        """Of the extractor and of those of its rules and weights that are for all languages or for the article's."""
        materials = sorted(x for x in self._materials.items() if x[0].split()[1:] in ([], [article.language]))
        chosen = (f"from {self._least}",) if self._least else ()
        return hash_id(self._tool.name, self._tool.version, *(part for pair in materials for part in pair), *chosen)

    def _note(self, path: str, reason: str) -> None:
        self._failed.add(path)
        if self._graph is not None:
            self._graph.note_failure(path, reason, self._run)


def _is_taken(folder: Path) -> bool:
    """Whether something is there already, a store or not."""
    return folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))


def walk(paths: Iterable[Path], extractor: Extractor, articles: Path | None = None) -> Iterator[Step]:
    """Every article under the paths with its events: extracted, or taken from event records where a path holds such."""
    for path in paths:
        if holds_events(path):
            yield from take_records(path, articles)
        else:
            yield from extract_articles(find_articles(path), extractor)


def find_articles(path: Path, source: Source = _AS_USUAL) -> Iterator[Article | Skipped]:
    """The articles of a file, of a folder and all below it in the order of their paths, or of standard input (``-``).

    An article's identity is its path under that folder, so a folder can move without its articles becoming new ones.
    """
    if str(path) == STANDARD_INPUT:
        with keep_standard_input() as kept:
            yield from find_articles(kept, source) if kept is not None else ()
        return
    if not path.exists():
        yield Skipped(str(path), "no such file or folder")
        return
    yield from read_articles(
        path, root=path if path.is_dir() else path.parent,
        defaults=source.defaults, columns=source.columns, limits=source.limits,
    )  # fmt: skip


def count_input(paths: Iterable[Path], source: Source, is_over: Callable[[], bool] = lambda: False) -> int | None:
    """How many pages there are to read, None where that is not known before: standard input, archives, event records.

    ``is_over`` tells that nobody wants to know any more.
    """
    total = 0
    for path in paths:
        if str(path) == STANDARD_INPUT or holds_events(path):
            return None
        count = count_pages(path, source.limits, is_over)
        if count is None:
            return None
        total += count
    return total


def extract_articles(found: Iterable[Article | Skipped], extractor: Extractor) -> Iterator[Step]:
    """Each article with its checked events. One that the extractor fails on is skipped, with the reason."""
    for article in found:
        if isinstance(article, Skipped):
            yield article
        else:
            yield extract_step(extractor, article, _AS_USUAL.limits.article_seconds)


def take_records(path: Path, articles: Path | None = None, *, name: str | None = None) -> Iterator[Step]:
    """The articles that event records speak of, with these events, checked against the articles' own words.

    The texts are looked up by their file names under ``articles``, by default the folder that the records lie in. An
    article has the same identity as when `kg build` is given the text itself. ``name`` is what the records are called
    in messages.
    """
    name = name or str(path)
    folder = articles or path.parent
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
