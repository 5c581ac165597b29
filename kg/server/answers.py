"""What passes between the server and its workers: jobs, answers, refusals. Plain data, so that it can be pickled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Answer", "Job", "Limits", "Refusal"]

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may cost; more is refused with the reason."""

    seconds: float = 30.0
    memory: int = 1024 * MEBIBYTE
    """Bytes that a worker may take beyond what it needs to have the store open."""
    rows: int = 1_000_000
    """Rows or triples of an answer."""
    size: int = 256 * MEBIBYTE
    """Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something for a worker to do: a function of `kg.server.jobs` by its name, with its arguments."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """The same for jobs that ask the same."""
        return self.name, repr(sorted(self.arguments.items()))


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. A body too large for memory is a file, which whoever sends it removes."""

    body: bytes | Path
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Refusal(Exception):
    """Something that is not answered: an HTTP status and one line that says why and what to do."""

    def __init__(self, status: int, message: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    def __reduce__(self) -> tuple[Any, ...]:
        return _remake, (self.status, self.message, self.headers)


def _remake(status: int, message: str, headers: Mapping[str, str]) -> Refusal:
    return Refusal(status, message, headers=headers)
