"""A worker: a process that does one job after another on the newest published state of the store.

It reads only, so it can be killed at any moment.
"""

from __future__ import annotations

import contextlib
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, QueryError
from kg.graph.layout import find_snapshot
from kg.graph.store import GraphStore
from kg.server.answers import Answer, Job, Limits, Refusal
from kg.server.jobs import do_job

if TYPE_CHECKING:
    from types import ModuleType

resource: ModuleType | None
try:
    import resource
except ImportError:  # Windows
    resource = None

__all__ = ["NO_LIMIT", "OpenStore", "lower_priority", "run_worker"]

#: A job that is still at work so many seconds after its time has lost its server, which would have killed it.
GRACE, LONGEST = 30, 90

#: Memory, and so time, of jobs that no stranger can start.
NO_LIMIT = -1


class OpenStore:
    """The store of a folder, opened anew whenever a writer has published a newer state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store: GraphStore | None = None
        self._snapshot: Path | None = None

    def fresh(self) -> GraphStore:
        """The store in its newest state. Raises `StoreError`."""
        snapshot = find_snapshot(self.folder)
        if self._store is None or snapshot != self._snapshot:
            if self._store is not None:
                self._store.close()
                self._store = None
            self._store = GraphStore.open(self.folder)
            self._snapshot = find_snapshot(self.folder)
        return self._store


def run_worker(connection: Connection, folder: Path, spool: Path, limits: Limits, memory: int) -> None:
    """Does the jobs that come over the connection until it is closed. ``memory`` is what they may take, in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    opened = OpenStore(folder)
    with contextlib.suppress(KgError):
        opened.fresh()
    if memory != NO_LIMIT:
        _limit_memory(memory)
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        _set_alarm(0 if memory == NO_LIMIT else max(int(limits.seconds), LONGEST) + GRACE)
        reply = _try(job, opened, spool, limits)
        _set_alarm(0)
        try:
            connection.send(reply)
        except OSError:
            return


def _try(job: Job, opened: OpenStore, spool: Path, limits: Limits) -> Answer | Refusal:
    try:
        return do_job(job, opened, spool, limits)
    except Refusal as refusal:
        return refusal
    except QueryError as error:
        return Refusal(400, str(error))
    except KgError as error:
        return Refusal(500, str(error))
    except MemoryError:
        return Refusal(507, "the query needs more memory than this server gives to one; ask for less")
    except Exception as error:  # a fault of ours ends one request, not the worker
        return Refusal(500, f"this request failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}")


def _limit_memory(memory: int) -> None:
    """Lets the process take so many bytes more than it has now. Linux only: elsewhere it is not limited."""
    if resource is None:
        return
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return
    taken = next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:")), None)
    if taken is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (taken + memory, taken + memory))


def _set_alarm(seconds: int) -> None:
    """Has the system end this process after some time, even while Oxigraph, which cannot be interrupted, is at work."""
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)


def lower_priority(process_id: int) -> None:
    """Makes a process give way to others, where the system knows how."""
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process_id, 10)
