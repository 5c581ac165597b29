"""Writes the graph for other programs: RDF, networks, tables of events.

Exporters come in by two groups of entry points, ours by the same door as a stranger's: those of ``kg.exporters`` write
one file, those of ``kg.folder_exporters`` several in a folder. The name of the entry point is the format's, and for the
former the file ending, too, without its dot.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from kg.errors import ExportError
from kg.exports.selecting import ASSERTED_ONLY, Selection

if TYPE_CHECKING:
    from kg.graph.store import GraphStore

__all__ = [
    "ASSERTED_ONLY", "Actors", "Exporter", "FolderExporter", "Language", "Options", "Selection", "find_exporter",
    "find_folder_exporter", "list_endings", "list_folder_formats", "list_formats",
]  # fmt: skip

Language: TypeAlias = Literal["en", "ar"]
Actors: TypeAlias = Literal["", "told", "folded", "states"]

GROUP, FOLDER_GROUP = "kg.exporters", "kg.folder_exporters"


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose. An exporter takes no notice of what does not concern its format."""

    lang: Language = "en"
    """Language of the labels that are shown where a format shows one only."""
    selection: Selection = field(default_factory=Selection)
    """Which events are meant, in networks and tables."""
    view: str = "ties"
    """Which network: one of `kg.exports.views.VIEWS`."""
    actors: Actors = ""
    """Whether people and bodies of government stand for themselves (``told``) or for their state (``folded``), and
    whether anybody else is there (``states``: no). Empty is ``told`` in networks, ``folded`` in tables of pairs."""
    around: str = ""
    """The centre of an ego network, by code, name or IRI."""
    steps: int = 1
    """How many ties an ego network reaches."""
    times: Literal["intervals", "timestamps", "none"] = "intervals"
    """How GEXF tells times."""
    table: str = "events"
    """Which table: one of `kg.exports.tables.TABLES`."""
    construct: str = ""
    """A SPARQL CONSTRUCT or DESCRIBE query whose answer is written, as RDF, in place of the whole graph."""


class Exporter(Protocol):
    """Writes a store's graph to a binary stream, the same graph always as the same bytes."""

    def __call__(self, store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
        """Writes all of it. Raises `ExportError` when the graph cannot be told in this format."""
        ...


class FolderExporter(Protocol):
    """Writes a store's graph as several files, the same graph always as the same bytes."""

    def __call__(self, store: GraphStore, folder: Path, options: Options, /) -> None:
        """Writes all of it into a folder that is there. Raises `ExportError`."""
        ...


def list_endings() -> list[str]:
    """The file endings that can be written, each with its dot, in alphabetical order."""
    return [f".{name}" for name in list_formats()]


def list_formats() -> list[str]:
    """The names of the formats that are one file, in alphabetical order."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def list_folder_formats() -> list[str]:
    """The names of the formats that are a folder of files, in alphabetical order."""
    return sorted({point.name for point in entry_points(group=FOLDER_GROUP)})


def find_exporter(path: Path, format: str = "") -> Exporter:
    """The exporter of a format, by default the one that the file's ending names.

    Raises `ExportError` naming the nearest one that is known.
    """
    name = format or path.suffix.lower().removeprefix(".")
    for made in _load(GROUP, name):
        exporter: Exporter = made
        return exporter
    known = [*list_formats(), *list_folder_formats()] if format else list_endings()
    near = difflib.get_close_matches(name if format else f".{name}", known, n=1, cutoff=0.4)
    meant = f"did you mean {near[0]}? " if near else ""
    if format:
        raise ExportError(f"unknown format {format!r}; {meant}known are {' '.join(known)}")
    what = f"files ending in .{name} are" if name else "a file without an ending is"
    raise ExportError(
        f"{path}: {what} not written; {meant}known are {' '.join(known)}, "
        f"and as folders, with --format, {' '.join(list_folder_formats())}"
    )


def find_folder_exporter(format: str) -> FolderExporter | None:
    """The exporter that writes a format as a folder of files; None when the format is none of those."""
    for made in _load(FOLDER_GROUP, format):
        exporter: FolderExporter = made
        return exporter
    return None


def _load(group: str, name: str) -> Iterator[Any]:
    point: EntryPoint
    for point in entry_points(group=group):
        if point.name == name:
            try:
                made = point.load()
            except Exception as error:  # a stranger's module may raise anything
                raise ExportError(
                    f"exporter {point.name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}"
                ) from error
            yield made
