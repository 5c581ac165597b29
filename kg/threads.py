"""How many threads numeric libraries start: one. On products as small as ours others cost more than they gain."""

from __future__ import annotations

import os

__all__ = ["leave_cores"]


def leave_cores() -> None:
    """Has libraries that this process loads from here on use one thread, unless its environment says otherwise."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
