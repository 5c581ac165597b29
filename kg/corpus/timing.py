"""A limit of time for what runs in a thread, whichever it is: a worker of Dask has no main thread to signal."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["OutOfTime", "limit_time"]

#: The watch looks so often, in seconds, at what is running.
_TICK = 0.25


class OutOfTime(BaseException):
    """Time is up. No `Exception`, so that whoever catches all of those does not take it for one of his own."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Raises `OutOfTime` in the block when it runs for longer; at its next step of Python, so foreign code ends first.

    0 and less set no limit.
    """
    if seconds <= 0:
        yield
        return
    _WATCH.begin(seconds)
    try:
        yield
    finally:
        _WATCH.end()


class _Watch:
    """One thread that looks after all that run against time in this process; to start one for each would cost more."""

    def __init__(self) -> None:
        self._deadlines: dict[int, float] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self, seconds: float) -> None:
        with self._lock:
            self._deadlines[threading.get_ident()] = time.monotonic() + seconds
            if self._thread is None or not self._thread.is_alive():  # a forked process has not inherited it
                self._thread = threading.Thread(target=self._look, daemon=True, name="kg-time-limit")
                self._thread.start()

    def end(self) -> None:
        """Ends the watch; an exception that was sent and has not come yet comes here and not later."""
        try:
            with self._lock:
                fired = self._deadlines.pop(threading.get_ident(), 0.0) < 0
            for _ in range(20 if fired else 0):
                time.sleep(0.001)
        except OutOfTime:
            with self._lock:
                self._deadlines.pop(threading.get_ident(), None)

    def _look(self) -> None:
        while True:
            time.sleep(_TICK)
            with self._lock:
                for thread, deadline in list(self._deadlines.items()):
                    # Sent again at every look: the first may have been lost in foreign code that swallows everything.
                    if deadline < time.monotonic():
                        self._deadlines[thread] = -1.0
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))


_WATCH = _Watch()
