"""Who works on shards: processes of this machine (pebble), or the workers of a Dask cluster.

Each crew takes a shard with `Crew.begin` and gives it back with `Crew.finish`, which raises `ShardLost` when a worker
died over it or had to be stopped.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kg.corpus.working import Recipe, work_shard, write_atomically
from kg.errors import ClusterError
from kg.model import Article
from kg.threads import leave_cores

__all__ = ["Crew", "ShardLost", "hire"]

#: A shard may take so much longer than its articles may one by one: the start of a worker is in it.
_GRACE = 120.0
#: Seconds to wait for a cluster to answer.
_PATIENCE = 20


class ShardLost(Exception):
    """A shard was not finished, for a reason that lies in it or in the worker that had it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A shard to be worked on: its articles, with what and how long an article may take, where the result goes."""

    articles: Sequence[Article]
    recipe: Recipe
    seconds: float
    target: Path

    @property
    def longest(self) -> float | None:
        """Seconds after which the whole shard counts as lost, None for never."""
        return self.seconds * len(self.articles) + _GRACE if self.seconds > 0 else None


class Crew(Protocol):
    """Workers; ``size`` is how many shards they work on at a time."""

    size: int

    def begin(self, job: Job) -> Any:
        """Hands a shard out; what comes back is for `finish`."""
        ...

    def finish(self, ticket: Any) -> bytes:
        """Waits for a shard. Raises `ShardLost`, or `ClusterError` when nobody is left to work."""
        ...


@contextmanager
def hire(jobs: int, scheduler: str | None = None) -> Iterator[Crew]:
    """The workers of the Dask cluster at an address, or else ``jobs`` processes; let go at the end of the block.

    Raises `ClusterError` when the cluster cannot be reached.
    """
    with _hire_cluster(scheduler) if scheduler is not None else _hire_processes(jobs) as crew:
        yield crew


@contextmanager
def _hire_processes(jobs: int) -> Iterator[Crew]:
    from pebble import ProcessPool

    # A fork would take the store's threads and locks along.
    context = multiprocessing.get_context("spawn")
    pool: Any = ProcessPool(max_workers=jobs, initializer=_settle_in, context=context)
    try:
        yield _Processes(pool, jobs)
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def _settle_in() -> None:
    """Leaves Ctrl-C to the process that began, and the other cores to the other workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_cores()


class _Processes:
    def __init__(self, pool: Any, size: int) -> None:
        self._pool, self.size = pool, size

    def begin(self, job: Job) -> Any:
        arguments = [tuple(job.articles), job.recipe, job.seconds, str(job.target)]
        return self._pool.schedule(work_shard, args=arguments, timeout=job.longest)

    def finish(self, ticket: Any) -> bytes:
        from pebble import ProcessExpired

        try:
            data: bytes = ticket.result()
        except ProcessExpired as error:
            raise ShardLost(f"the worker died ({_say_death(error.exitcode)})") from None
        except TimeoutError:
            raise ShardLost("the worker hung and was stopped") from None
        return data


def _say_death(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            pass
    return f"exit status {code}"


@contextmanager
def _hire_cluster(address: str) -> Iterator[Crew]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--scheduler needs Dask, which is not installed; pip install 'diplomatic-kg[cluster]'"
        ) from None
    connect: Any = Client
    try:
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error) or type(error).__name__
        raise ClusterError(
            f"no Dask scheduler answers at {address}: {reason}; give its address, such as tcp://HOST:8786"
        ) from None
    try:
        _await_worker(client, address)
        yield _Cluster(client, address)
    finally:
        client.close(timeout=_PATIENCE)


def _await_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise ClusterError(
            f"the Dask scheduler at {address} has no worker; start one with `dask worker {address}`"
        ) from None


class _Cluster:
    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self.size = max(1, sum(client.nthreads().values()))

    def begin(self, job: Job) -> Any:
        # Whoever works may see another disk: the result comes back through the scheduler and is written here.
        future = self._client.submit(work_shard, tuple(job.articles), job.recipe, job.seconds, pure=False, retries=1)
        return future, job

    def finish(self, ticket: Any) -> bytes:
        from distributed import KilledWorker

        future, job = ticket
        try:
            data: bytes = future.result(timeout=job.longest and job.longest * 4)
        except KilledWorker:
            raise ShardLost("several workers died over it") from None
        except TimeoutError:
            future.cancel()
            raise ShardLost("no worker finished it in time") from None
        except (CancelledError, OSError) as error:
            raise ClusterError(
                f"the Dask scheduler at {self._address} went away ({type(error).__name__}); "
                "what is done is kept: the same command goes on from there"
            ) from None
        write_atomically(job.target, data)
        return data
