"""What all requests of a server share: its workers, its settings, and answers that it has given before."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.graph.layout import find_snapshot, read_base
from kg.server.answers import Answer, Job, Limits, Refusal
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

    def __init__(self, settings: Settings, pool: Pool, spool: Path) -> None:
        self.settings = settings
        self.base = read_base(settings.store)
        self._spool = spool
        self._catalogues: dict[Path | None, asyncio.Future[Path]] = {}
        self._newest: Path | None = None
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

    async def look_up(self, name: str, arguments: Mapping[str, Any]) -> Answer:
        """What a job makes of the store and its catalogue. Raises `Refusal`."""
        catalogue = await self.find_catalogue()
        return await self.read(Job(name, {**arguments, "catalogue": str(catalogue)}))

    async def find_catalogue(self) -> Path:
        """The catalogue of the store as it is now; while that is being made, the one before, when there is one."""
        snapshot = find_snapshot(self.settings.store)
        made = self._catalogues.get(snapshot)
        if made is None:
            made = self._catalogues[snapshot] = asyncio.ensure_future(self._make_catalogue(snapshot))
        if self._newest is not None and not made.done():
            return self._newest
        try:
            return await asyncio.shield(made)
        except Refusal:
            self._catalogues.pop(snapshot, None)
            raise

    async def _make_catalogue(self, snapshot: Path | None) -> Path:
        path = self._spool / f"catalogue-{snapshot.name if snapshot else 'none'}.sqlite"
        await self.pool.do(Job("catalogue", {"path": str(path)}), "catalogues")
        old, self._newest = self._newest, path
        if old is not None and old != path:
            asyncio.get_running_loop().call_later(60, old.unlink, True)
        for known in [x for x in self._catalogues if x != snapshot]:
            del self._catalogues[known]
        return path


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
