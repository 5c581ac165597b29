"""Writes the graph for other programs: RDF in four syntaxes, and the actors' network for Gephi.

Exporters come in by the entry-point group ``kg.exporters``, ours by the same door as a stranger's. The name of the
entry point is the file ending, without its dot, that the exporter writes.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, Protocol, TypeAlias

from kg.errors import ExportError

if TYPE_CHECKING:
    from kg.graph.store import GraphStore

__all__ = ["ASSERTED_ONLY", "Exporter", "Language", "Options", "find_exporter", "list_endings"]

Language: TypeAlias = Literal["en", "ar"]

GROUP = "kg.exporters"

#: What binds actors unless more is asked for: what the outlet or an own actor tells as done, and nobody denies.
ASSERTED_ONLY = frozenset({"asserted"})


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose. An exporter takes no notice of what does not concern its format."""

    lang: Language = "en"
    """Language of the labels that are shown where a format shows one only."""
    standings: frozenset[str] = field(default=ASSERTED_ONLY)
    """Which events tie actors: of ``asserted``, ``claimed``, ``disputed``, ``not-done``."""


class Exporter(Protocol):
    """Writes a store's graph to a binary stream, the same graph always as the same bytes."""

    def __call__(self, store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
        """Writes all of it. Raises `ExportError` when the graph cannot be told in this format."""
        ...


def list_endings() -> list[str]:
    """The file endings that can be written, each with its dot, in alphabetical order."""
    return sorted({f".{point.name}" for point in entry_points(group=GROUP)})


def find_exporter(path: Path) -> Exporter:
    """The exporter for a file by its ending. Raises `ExportError` naming the nearest one that is known."""
    ending = path.suffix.lower()
    for point in entry_points(group=GROUP):
        if f".{point.name}" == ending:
            try:
                made: Exporter = point.load()
            except Exception as error:  # a stranger's module may raise anything
                raise ExportError(
                    f"exporter {point.name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}"
                ) from error
            return made
    known = list_endings()
    near = difflib.get_close_matches(ending, known, n=1, cutoff=0.4)
    meant = f"did you mean {near[0]}? " if near else ""
    what = f"files ending in {ending} are" if ending else "a file without an ending is"
    raise ExportError(f"{path}: {what} not written; {meant}known are {' '.join(known)}")
