"""Deals articles out to a crew in shards and gives them back with their events, in the order they came.

At most a few shards for each worker are on their way at a time, so memory does not grow with the corpus. A finished
shard lies in a folder until all of it has been taken: whoever is killed in between finds it there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.corpus.crews import Crew, Job, ShardLost
from kg.corpus.working import Recipe, Step, read_shard
from kg.errors import ClusterError
from kg.graph.records import hash_article
from kg.model import Article, hash_id
from kg.reading import Skipped

__all__ = ["Dealer"]

#: Articles of a shard: some ten seconds of work, little beside a worker's start, little to lose.
SHARD = 50
#: Characters of a shard, unless its first article alone has more.
SHARD_CHARS = 250_000
#: So many shards for each worker are handed out ahead of the one that is waited for.
AHEAD = 3


@dataclass(slots=True)
class _Shard:
    """Articles that follow each other, those of them that are to be extracted, and where the result is or will be."""

    found: list[Article | Skipped]
    wanted: list[Article]
    file: Path
    ticket: Any = None
    steps: list[Step] | None = field(default=None)


class Dealer:
    """Deals out what is to be extracted by this recipe and the rules that ``rules`` tells.

    ``folder`` keeps finished shards; ``seconds`` is how long an article may take.
    """

    def __init__(
        self, crew: Crew, folder: Path, recipe: Recipe, rules: Mapping[str, Any], *, seconds: float, size: int = SHARD
    ) -> None:
        self._crew, self._folder, self._recipe, self._rules = crew, folder, recipe, rules
        self._seconds, self._size = seconds, size

    def deal(
        self,
        found: Iterable[Article | Skipped],
        knows: Callable[[Article], bool],
    ) -> Iterator[tuple[Article | Skipped, Step | None]]:
        """Each thing found with what became of it, in the order found; None for an article that ``knows`` accepts.

        Raises `ClusterError` when the crew is gone or works by other rules.
        """
        waiting: deque[_Shard] = deque()
        for group in _cut(iter(found), self._size):
            waiting.append(self._begin(group, knows))
            if len(waiting) > AHEAD * self._crew.size:
                yield from self._finish(waiting.popleft())
        while waiting:
            yield from self._finish(waiting.popleft())

    def _begin(self, group: list[Article | Skipped], knows: Callable[[Article], bool]) -> _Shard:
        articles = [x for x in group if isinstance(x, Article)]
        wanted = [x for x in articles if not knows(x)]
        shard = _Shard(group, wanted, self._folder / _name(articles))
        if wanted:
            shard.steps = self._take_up(shard, articles)
        if wanted and shard.steps is None:
            if len(wanted) < len(articles):  # its file holds these only, and is no use to whoever wants them all
                shard.file = self._folder / _name(wanted)
                shard.steps = self._take_up(shard, wanted)
            if shard.steps is None:
                shard.ticket = self._crew.begin(Job(wanted, self._recipe, self._seconds, shard.file))
        return shard

    def _take_up(self, shard: _Shard, articles: list[Article]) -> list[Step] | None:
        """What an earlier run that was ended has left of a shard."""
        try:
            steps = read_shard(shard.file.read_bytes(), articles, self._rules)
        except (OSError, ValueError):
            return None
        by_article = dict(zip(map(id, articles), steps, strict=True))
        return [by_article[id(article)] for article in shard.wanted]

    def _finish(self, shard: _Shard) -> Iterator[tuple[Article | Skipped, Step | None]]:
        if shard.steps is None:
            shard.steps = self._wait(shard) if shard.wanted else []
        done = dict(zip(map(id, shard.wanted), shard.steps, strict=True))
        for found in shard.found:
            yield found, found if isinstance(found, Skipped) else done.get(id(found))
        shard.file.unlink(missing_ok=True)

    def _wait(self, shard: _Shard) -> list[Step]:
        try:
            return self._read(self._crew.finish(shard.ticket), shard.wanted)
        except ShardLost as lost:
            return self._work_singly(shard, str(lost))

    def _work_singly(self, shard: _Shard, reason: str) -> list[Step]:
        """Finds the article that a shard was lost over: each is tried alone, and what is lost alone is set aside."""
        steps: list[Step] = []
        for number, article in enumerate(shard.wanted):
            job = Job([article], self._recipe, self._seconds, shard.file.with_suffix(f".{number}.jsonl"))
            try:
                steps += self._read(self._crew.finish(self._crew.begin(job)), [article])
            except ShardLost as lost:
                steps.append(Skipped(article.path or article.file, f"set aside: {lost}, twice ({reason} before)"))
            job.target.unlink(missing_ok=True)
        return steps

    def _read(self, data: bytes, articles: list[Article]) -> list[Step]:
        try:
            return read_shard(data, articles, self._rules)
        except ValueError as error:
            raise ClusterError(
                f"a worker's shard cannot be used: {error}; install the same version of diplomatic-kg on all machines"
            ) from None


def _name(articles: Iterable[Article]) -> str:
    """The file of a shard, by what is in it, so that it is found again."""
    return hash_id(*(hash_article(article) for article in articles), length=32) + ".jsonl"


def _cut(found: Iterator[Article | Skipped], most: int) -> Iterator[list[Article | Skipped]]:
    """Groups that depend on nothing but what is found: by number, and by length of the texts."""
    group: list[Article | Skipped] = []
    length = 0
    for thing in found:
        size = len(thing.text) if isinstance(thing, Article) else 0
        if group and (len(group) >= most or length + size > SHARD_CHARS):
            yield group
            group, length = [], 0
        group.append(thing)
        length += size
    if group:
        yield group
