"""What all requests of a server share: its workers, its settings, and answers that it has given before."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph.layout import find_snapshot
from kg.server.answers import Answer, Job, Limits
from kg.server.pool import Pool

__all__ = ["Settings", "State"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is run."""

    store: Path
    limits: Limits = field(default_factory=Limits)
    token: str | None = None
    """What an update must bring along; None for a server that only reads."""
    allow_origin: str = "*"
    """Pages of which origin may read the data, as CORS has it; ``*`` all, empty none."""
    remember: int = 32 * 1024 * 1024
    """Bytes of answers that are kept to be given again while the store has not changed."""


class State:
    """The running server."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings = settings
        self.pool = pool
        self.token = settings.token
        self._memory = _Memory(settings.remember)

    async def ask(self, job: Job) -> Answer:
        """A query's answer. Raises `Refusal`."""
        snapshot = find_snapshot(self.settings.store)
        known = self._memory.find(snapshot, job.key)
        if known is None:
            known = await self.pool.ask(job)
            self._memory.keep(snapshot, job.key, known)
        return known

    async def read(self, job: Job) -> Answer:
        """What a reading job makes of the store: a page, or data for one. Raises `Refusal`."""
        snapshot = find_snapshot(self.settings.store)
        known = self._memory.find(snapshot, job.key)
        if known is None:
            known = await self.pool.do(job, "pages")
            self._memory.keep(snapshot, job.key, known)
        return known


class _Memory:
    """Answers to give again: those of the newest state of the store, the least recently asked for going first."""

    def __init__(self, size: int) -> None:
        self._most, self._size = size, 0
        self._snapshot: Path | None = None
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def find(self, snapshot: Path | None, key: tuple[str, str]) -> Answer | None:
        if snapshot != self._snapshot:
            self._answers.clear()
            self._snapshot, self._size = snapshot, 0
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def keep(self, snapshot: Path | None, key: tuple[str, str], answer: Answer) -> None:
        """Keeps an answer, unless it is large or the store has changed while it was made."""
        if not isinstance(answer.body, bytes) or answer.status != 200 or snapshot != self._snapshot:
            return
        if len(answer.body) * 16 > self._most or key in self._answers:
            return
        self._answers[key] = answer
        self._size += len(answer.body) + len(key[1])
        while self._size > self._most:
            (_, arguments), dropped = self._answers.popitem(last=False)
            assert isinstance(dropped.body, bytes)
            self._size -= len(dropped.body) + len(arguments)
