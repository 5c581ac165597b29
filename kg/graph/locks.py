"""Who may write and who is reading: advisory locks of the system, which end with the process that holds them."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: Oxigraph's own lock still keeps a second writer out.
    fcntl = None  # type: ignore[assignment]

__all__ = ["Lease", "take_lease", "take_write_lock"]


class Lease:
    """A lock that is held until `release`, or until the process ends."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """Lets the lock go. May be called twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def forget(self) -> None:
        """Removes the lock's file, once what it guarded is gone."""
        self.path.unlink(missing_ok=True)

    def __del__(self) -> None:
        self.release()


def take_write_lock(folder: Path) -> Lease:
    """The lock of a store's only writer. Raises `StoreError` when another process has it."""
    lease = _lock(folder / "lock", exclusive=True)
    if lease is None:
        raise StoreError(f"{folder}: another process is writing to this store; wait until it has finished")
    return lease


def take_lease(snapshot: Path, *, exclusive: bool = False) -> Lease | None:
    """A lease on a snapshot: many readers may hold one, or one writer about to drop it. None when it cannot be had."""
    lease = _lock(snapshot.with_suffix(".lease"), exclusive=exclusive)
    if lease is not None and not snapshot.is_dir():
        lease.release()
        return None
    return lease


def _lock(path: Path, *, exclusive: bool) -> Lease | None:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError:
        if exclusive:
            raise StoreError(f"{path.parent}: permission denied; the store's folder cannot be written") from None
        return Lease(path, os.open(path.parent, os.O_RDONLY))
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be locked: {error.strerror}") from None
    if fcntl is not None:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
    return Lease(path, handle)
