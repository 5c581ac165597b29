"""Cells of tables: text of strangers in either direction of writing, wrapped and kept inside its cell."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

from kg.bidi import clean, is_right_to_left, isolate_lines

__all__ = ["Cell", "shorten_iri"]


def shorten_iri(text: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by its prefix where one fits; any other text as it is."""
    for prefix, namespace in sorted(prefixes.items(), key=lambda entry: -len(entry[1])):
        local = text.removeprefix(namespace)
        if local != text and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return text


class Cell:
    """One cell: text cleaned of control characters, laid out in its own direction whatever stands in its neighbours.

    ``text`` may hold isolates of our own (a statement does): then it is not cleaned again, ``safe`` says so. A terminal
    orders each line by itself, so every line of a wrapped cell is an isolate of its own.
    """

    def __init__(self, text: str, *, safe: bool = False, right_to_left: bool | None = None) -> None:
        self.text = text if safe else clean(text)
        self.right_to_left = is_right_to_left(self.text) if right_to_left is None else right_to_left

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        words = self.text.split() or [""]
        return Measurement(max(map(cell_len, words)), cell_len(self.text)).clamp(max_width=options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        wrapped = [line.plain.rstrip() for line in Text(self.text).wrap(console, width, overflow="fold")]
        for line in isolate_lines(wrapped, right_to_left=self.right_to_left):
            padding = " " * max(0, width - cell_len(line))
            yield Segment(padding + line if self.right_to_left else line + padding)
            yield Segment.line()
