"""What the modules of this room hand to each other: a source file, the pages in it, and what had to be skipped."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from kg.errors import InputError
from kg.reading.limits import Limits
from kg.reading.packed import name_unpacked, open_packed

__all__ = ["Facts", "Page", "Reader", "Skipped", "Source"]

#: Bytes that are read at a time.
_PORTION = 2**20


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article besides its text; None where nothing is."""

    url: str | None = None
    published: str | None = None
    """ISO date ``YYYY-MM-DD``, or ``YYYY-MM`` or ``YYYY``."""
    outlet: str | None = None
    language: str | None = None
    title: str | None = None

    def over(self, other: Facts) -> Facts:
        """These facts, and where they are silent the other ones."""
        return Facts(
            self.url or other.url,
            self.published or other.published,
            self.outlet or other.outlet,
            self.language or other.language,
            self.title or other.title,
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a part of one, that could not be read, and why, in one line that can stand alone on a terminal."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: where it lies, and what it is called in events (``file``) and identities (``path``)."""

    location: Path
    file: str
    path: str
    limits: Limits = field(default_factory=Limits)
    columns: Mapping[str, str] = field(default_factory=dict)
    """For tables and JSON: which column holds ``text``, ``title``, ``url`` … where the usual names do not tell."""

    data: bytes | None = None
    """The content of a file that does not lie on the disk: a member of an archive, or standard input."""

    @property
    def suffix(self) -> str:
        """The ending of the file's name in small letters, when it is unpacked."""
        return name_unpacked(self.location).suffix.lower()

    def open(self) -> BinaryIO:
        """The file, unpacked, open for reading. Raises `InputError` when it is unreadable or no regular file."""
        try:
            if self.data is not None:
                return io.BytesIO(self.data)
            if not self.location.is_file():
                raise InputError("is not a regular file")
            return open_packed(self.location, self.limits)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}") from None

    def read_bytes(self, limit: str = "file_bytes") -> bytes:
        """The whole file. Raises `InputError` as `open` does, and when it is over the limit of that name."""
        most = getattr(self.limits, limit)
        with self.open() as file:
            try:
                data = b"".join(_read_portions(file, most))
            except OSError as error:
                raise InputError(f"cannot be read: {error.strerror or error}") from None
            if len(data) > most:
                raise InputError(f"is larger than the limit of {most:,} bytes ({limit}); split it or raise the limit")
            return data


def _read_portions(file: BinaryIO, most: int) -> Iterator[bytes]:
    """What a file holds, up to a little more than so many bytes."""
    have = 0
    while have <= most and (portion := file.read(_PORTION)):
        have += len(portion)
        yield portion


@dataclass(frozen=True, slots=True)
class Page:
    """The decoded text of one page (newlines untouched) with what its file states; several articles may be on it.

    ``record`` tells the pages of one file apart (``#3`` for the third line). ``marked_up`` says that lines may begin
    with Markdown's signs.
    """

    text: str
    facts: Facts = Facts()
    record: str = ""
    marked_up: bool = False


@runtime_checkable
class Reader(Protocol):
    """Reads files of one kind. Readers come in by the entry-point group ``kg.readers``; ours by the same door.

    ``suffixes`` are lower-case file endings with their dot. `read` may raise `InputError` for a file that it cannot
    read at all; where only a part is bad it yields a `Skipped` for that and goes on.
    """

    name: str
    suffixes: frozenset[str]

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The pages of a file in their order."""
        ...
