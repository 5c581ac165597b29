"""Reading tables in a hurry: what is built stays, so that searching it for garbage on the way is lost time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["pause_collection"]


@contextmanager
def pause_collection() -> Iterator[None]:
    """Let the garbage collector rest while tables of some 100,000 objects are built (a fifth of the time of a start).

    It also serves as a decorator. A collector that rests already is left so.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
