"""What the system and Oxigraph raise, told as a `StoreError` of one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from kg.errors import StoreError

__all__ = ["one_line", "tell_failures"]


@contextmanager
def tell_failures(path: Path | None, doing: Literal["made", "opened", "read", "written"]) -> Iterator[None]:
    """Turns an error of the system or of Oxigraph in the block into a `StoreError` that says what to do.

    Oxigraph raises `RuntimeError` for corruption.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path or 'the store in memory'}: {_say(error, doing)}") from None


def _say(error: OSError | RuntimeError, doing: str) -> str:
    text = one_line(error)
    if "No space left" in text or "Disk quota" in text:
        return "the disk is full; nothing of the last article was written: make room and build again"
    if "lock" in text.casefold() and ("hold" in text.casefold() or "unavailable" in text.casefold()):
        return "another process is writing to this store; wait until it has finished"
    if isinstance(error, PermissionError) or "Permission denied" in text:
        return f"permission denied ({text})"
    if doing == "opened" or "Corruption" in text:
        return f"the store is damaged ({text}); make it anew from its records with `kg check --rebuild`"
    return f"cannot be {doing}: {text}"


def one_line(error: BaseException) -> str:
    """The message of an error without its line breaks."""
    return " ".join(str(error).split())
