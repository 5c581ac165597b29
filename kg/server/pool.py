"""Worker processes and who may use them when.

Every query starts in the quick lane. One that has used up `QUANTUM` goes on as a long one, at a lower priority, when a
place for long ones is free; else it is stopped and waits for such a place. Who came last is served first, so that a
light query need not wait for a flood of heavy ones to be sorted out, and spare workers stand by, so that nobody waits
for one to be started in the place of one that was stopped. Pages have a lane of their own.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections import OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from kg.server.answers import Answer, Job, Limits, Refusal
from kg.server.worker import NO_LIMIT, lower_priority, run_worker

__all__ = ["Pool"]

#: Seconds of a processor's time after which a query counts as a long one, and how often it is looked at.
QUANTUM, LOOK = 0.15, 0.02

#: So many long queries are remembered, to send them to their lane at once when they come again.
REMEMBERED = 1024

#: So many workers more than places stand by in the lanes that must not keep anybody waiting.
SPARE = 2

#: Languages' models need more memory than queries do.
TEXT_MEMORY = 4 * 1024**3


class _Sort(NamedTuple):
    """What holds for a lane: how many jobs may wait in it, and the seconds and bytes of one; None for the query's."""

    waiting: int
    seconds: float | None
    memory: int | None


_SORTS = {
    "quick": _Sort(256, None, None),
    "long": _Sort(32, None, None),
    "pages": _Sort(256, 20.0, None),
    "texts": _Sort(8, 90.0, TEXT_MEMORY),
    "updates": _Sort(8, None, NO_LIMIT),
    "catalogues": _Sort(8, 3600.0, NO_LIMIT),
}

#: Lanes whose workers are started before they are needed.
_PREPARED = ("quick", "pages")

_BUSY = {"Retry-After": "2"}


class Pool:
    """The workers of one store. Made inside a running event loop; `close` ends them all."""

    def __init__(self, folder: Path, spool: Path, limits: Limits, *, long_queries: int | None = None) -> None:
        cores = os.cpu_count() or 1
        self._folder, self._spool, self._limits = folder, spool, limits
        methods = multiprocessing.get_all_start_methods()
        self._context: ForkServerContext | SpawnContext = multiprocessing.get_context("spawn")
        if "forkserver" in methods:
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["kg.server.worker", "kg.server.jobs"])
        sizes = {
            "quick": max(2, cores),
            "long": long_queries or max(1, cores),
            "pages": 2,
            "texts": 1,
            "updates": 1,
            "catalogues": 1,
        }
        self._threads = ThreadPoolExecutor(sum(sizes.values()) + 4, thread_name_prefix="worker")
        self._lanes = {name: _Lane(self, name, size) for name, size in sizes.items()}
        self._long: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def start(self) -> None:
        """Starts the workers that every server needs, so that the first request does not wait for them."""
        for name in _PREPARED:
            await self._lanes[name].prepare()

    async def do(self, job: Job, lane: str) -> Answer:
        """Has a job done in a lane: ``pages``, ``texts``, ``updates`` or ``catalogues``. Raises `Refusal`."""
        seconds = _SORTS[lane].seconds or self._limits.seconds
        return await self._do_within(job, self._lanes[lane], seconds)

    async def ask(self, job: Job) -> Answer:
        """Has a query answered, as the module tells. Raises `Refusal`."""
        quick, long = self._lanes["quick"], self._lanes["long"]
        if job.key in self._long:
            self._long.move_to_end(job.key)
            return await self._do_within(job, long, self._limits.seconds)
        worker = await quick.acquire()
        begun, used = time.monotonic(), worker.seconds_used()
        asked = asyncio.ensure_future(worker.do(job))
        try:
            done = False
            while not done and worker.seconds_used() - used < QUANTUM:
                if time.monotonic() - begun > self._limits.seconds:
                    return await self._wait(asked, worker, quick, 0)
                done = bool((await asyncio.wait({asked}, timeout=LOOK))[0])
        except asyncio.CancelledError:
            quick.drop(worker)
            _forget(asked)
            raise
        if done:
            return _take(asked, worker, quick)
        self._remember(job)
        if not long.adopt(worker):
            quick.drop(worker)
            _forget(asked)
            return await self._do_within(job, long, self._limits.seconds)
        quick.replace()
        worker.lower_priority()
        return await self._wait(asked, worker, long, self._limits.seconds + begun - time.monotonic())

    async def close(self) -> None:
        """Ends all workers, at once."""
        for lane in self._lanes.values():
            lane.close()
        await asyncio.get_running_loop().run_in_executor(None, self._threads.shutdown)

    async def _do_within(self, job: Job, lane: _Lane, seconds: float) -> Answer:
        try:
            worker = await asyncio.wait_for(lane.acquire(), max(seconds, 1.0))
        except TimeoutError:
            raise Refusal(503, "this server is busy with other queries; try again later", headers=_BUSY) from None
        return await self._wait(asyncio.ensure_future(worker.do(job)), worker, lane, seconds)

    async def _wait(self, asked: asyncio.Future[Answer], worker: _Worker, lane: _Lane, seconds: float) -> Answer:
        try:
            done, _ = await asyncio.wait({asked}, timeout=max(seconds, 0.0))
        except asyncio.CancelledError:
            lane.drop(worker)
            _forget(asked)
            raise
        if done:
            return _take(asked, worker, lane)
        lane.drop(worker)
        _forget(asked)
        most = f"{_SORTS[lane.name].seconds or self._limits.seconds:g}"
        raise Refusal(504, f"stopped after {most} seconds, the most that one request may take here; ask for less")

    def _remember(self, job: Job) -> None:
        self._long[job.key] = None
        while len(self._long) > REMEMBERED:
            self._long.popitem(last=False)

    async def spawn(self, lane: str) -> _Worker:
        """A new worker for a lane."""
        memory = _SORTS[lane].memory or self._limits.memory
        loop = asyncio.get_running_loop()
        worker = await loop.run_in_executor(
            self._threads, _Worker, self._context, self._threads, (self._folder, self._spool, self._limits, memory)
        )
        if lane == "long":
            worker.lower_priority()
        return worker


class _Lane:
    """Workers of one sort: a number of places, those waiting for one, and idle workers. Places fill when needed."""

    def __init__(self, pool: Pool, name: str, size: int) -> None:
        self._pool, self.name, self.size = pool, name, size
        self._free = size
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._closed = False
        self._filling: set[asyncio.Task[None]] = set()

    async def prepare(self) -> None:
        """Starts the workers of all places, and those that stand by."""
        for _ in range(self.size + SPARE):
            self._idle.append(await self._pool.spawn(self.name))

    async def acquire(self) -> _Worker:
        """A worker of this lane, when there is one free. Raises `Refusal` when too many wait already."""
        if self._closed:
            raise Refusal(503, "this server is stopping")
        if not self._free:
            if len(self._waiting) >= _SORTS[self.name].waiting:
                raise Refusal(503, "this server is busy with other queries; try again later", headers=_BUSY)
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self._pass_on()
                elif turn in self._waiting:
                    self._waiting.remove(turn)
                raise
        else:
            self._free -= 1
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                self._busy.add(worker)
                return worker
        try:
            worker = await self._pool.spawn(self.name)
        except BaseException:
            self._pass_on()
            raise
        self._busy.add(worker)
        return worker

    def release(self, worker: _Worker) -> None:
        """Gives a worker back."""
        self._busy.discard(worker)
        if self._closed:
            worker.kill()
        else:
            self._idle.append(worker)
        self._pass_on()

    def drop(self, worker: _Worker) -> None:
        """Kills a worker and frees its place; a new one is started in its stead."""
        worker.kill()
        self._busy.discard(worker)
        self.replace()

    def replace(self) -> None:
        """Frees the place of a worker that has left, at once if one stands by, else when a new one is there."""
        if self._closed:
            return
        task = asyncio.ensure_future(self._fill())
        self._filling.add(task)
        task.add_done_callback(self._filling.discard)

    async def _fill(self) -> None:
        ready = bool(self._idle)
        if ready:
            self._pass_on()
        try:
            if self.name in _PREPARED:
                worker = await self._pool.spawn(self.name)
                if self._closed:
                    worker.kill()
                else:
                    self._idle.append(worker)
        finally:
            if not ready:
                self._pass_on()

    def adopt(self, worker: _Worker) -> bool:
        """Takes in a busy worker of another lane, when there is a place."""
        if self._closed or not self._free:
            return False
        self._free -= 1
        if len(self._idle) > self._free:
            self._idle.pop().kill()
        self._pool._lanes["quick"]._busy.discard(worker)
        self._busy.add(worker)
        return True

    def _pass_on(self) -> None:
        while self._waiting:
            turn = self._waiting.pop() if self.name == "quick" else self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def close(self) -> None:
        """Kills all workers and refuses whoever waits."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.kill()
        for turn in self._waiting:
            if not turn.done():
                turn.set_exception(Refusal(503, "this server is stopping"))
        self._waiting.clear()


class _Worker:
    """A process with the connection over which it takes jobs."""

    def __init__(
        self,
        context: ForkServerContext | SpawnContext,
        threads: ThreadPoolExecutor,
        arguments: tuple[Path, Path, Limits, int],
    ) -> None:
        self._threads = threads
        ours, theirs = context.Pipe()
        self._connection: Connection = ours
        self._process: BaseProcess = context.Process(target=run_worker, args=(theirs, *arguments), daemon=True)
        self._process.start()
        theirs.close()
        self._killed = False

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return not self._killed and self._process.is_alive()

    async def do(self, job: Job) -> Answer:
        """Has a job done. Raises `Refusal`, also when the process ends over it."""
        reply = await asyncio.get_running_loop().run_in_executor(self._threads, self._exchange, job)
        if isinstance(reply, Refusal):
            raise reply
        return reply

    def _exchange(self, job: Job) -> Answer | Refusal:
        try:
            self._connection.send(job)
            reply: Answer | Refusal = self._connection.recv()
        except (EOFError, OSError):
            self._process.join(5)
            if self._killed:
                return Refusal(503, "this request was stopped")
            # Oxigraph aborts when it gets no memory; the system's own killer sends SIGKILL.
            return Refusal(507, "the query needs more memory than this server gives to one; ask for less")
        return reply

    def seconds_used(self) -> float:
        """The processor's time that the process has had; the time by the clock where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_bytes().rpartition(b")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return time.monotonic()

    def lower_priority(self) -> None:
        """Lets the process give way to those of other lanes, for good."""
        if self._process.pid is not None:
            lower_priority(self._process.pid)

    def kill(self) -> None:
        """Ends the process at once, whatever it does."""
        self._killed = True
        self._process.kill()


def _take(asked: asyncio.Future[Answer], worker: _Worker, lane: _Lane) -> Answer:
    """The answer of a worker, which is given back; one that died over it is replaced."""
    if worker.is_alive:
        lane.release(worker)
    else:
        lane.drop(worker)
    return asked.result()


def _forget(asked: asyncio.Future[Answer]) -> None:
    """Lets an answer that nobody waits for any more come and go."""
    asked.add_done_callback(lambda done: done.cancelled() or done.exception())
