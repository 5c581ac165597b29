"""Finds the files of a folder in an order that does not depend on the machine, and the reader of each."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path, PurePath

from kg.errors import InputError
from kg.reading.packed import ARCHIVES, PACKED, name_unpacked
from kg.reading.sources import Reader, Skipped

__all__ = ["GROUP", "find_files", "find_reader", "is_about", "load_readers"]

GROUP = "kg.readers"

#: Files about a folder, which no one means to have read as news.
_ABOUT = ("readme", "license", "licence", "copying", "changelog", "notice", "authors")


@lru_cache(maxsize=1)
def load_readers() -> Mapping[str, Reader]:
    """Every installed reader by its name. Raises `InputError` when one does not load, naming its package."""
    readers: dict[str, Reader] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        try:
            reader = entry.load()()
        except Exception as error:  # a stranger's module may raise anything
            raise InputError(
                f"reader {entry.name!r} ({entry.value}) does not load: {error}; reinstall or remove its package"
            ) from error
        if not isinstance(reader, Reader):
            raise InputError(
                f"reader {entry.name!r} ({entry.value}) lacks name, suffixes or read(); see kg.reading.Reader"
            )
        readers[entry.name] = reader
    if not readers:
        raise InputError(f"no reader is installed (entry-point group {GROUP}); reinstall diplomatic-kg")
    return readers


def find_reader(path: Path) -> Reader:
    """The reader for a file by its ending. Raises `InputError` with the endings that are known."""
    suffix = name_unpacked(path).suffix.lower()
    known: dict[str, Reader] = {}
    for reader in load_readers().values():
        for ending in sorted(reader.suffixes):
            known.setdefault(ending, reader)
    if suffix in known:
        return known[suffix]
    endings = sorted({*(ending for ending in known if ending), *PACKED, *ARCHIVES})
    near = difflib.get_close_matches(suffix, endings, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise InputError(f"no reader for files ending in {suffix}; {hint}known are {', '.join(endings)}")


def is_about(path: PurePath) -> bool:
    """Whether a file is one about its folder, by its name."""
    return path.stem.lower() in _ABOUT


def find_files(folder: Path) -> Iterator[Path | Skipped]:
    """The files below a folder, sorted by their path, hidden ones and a folder's own README and licence left out.

    Links to folders are followed, each real folder once, so that a loop of links ends.
    """
    yield from _walk(folder, folder, set())


def _walk(folder: Path, root: Path, seen: set[Path]) -> Iterator[Path | Skipped]:
    name = folder.relative_to(root).as_posix()
    try:
        real = folder.resolve(strict=True)
        if real in seen:
            yield Skipped(name, "a link to a folder that is read already")
            return
        seen.add(real)
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except (OSError, RuntimeError) as error:
        yield Skipped(name, f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                yield from _walk(entry, root, seen)
            elif not is_about(entry):
                entry.stat()
                yield entry
        except (OSError, RuntimeError) as error:
            yield Skipped(
                entry.relative_to(root).as_posix(), f"cannot be read: {getattr(error, 'strerror', None) or error}"
            )
