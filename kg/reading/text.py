"""Reads plain text and light Markdown: the file is the page."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.encoding import decode
from kg.reading.sources import Page, Skipped, Source

__all__ = ["MarkdownReader", "TextReader"]


class TextReader:
    """Plain text in UTF-8, UTF-16 or Windows-1256."""

    name = "text"
    suffixes = frozenset({".txt", ".text", ""})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The one page of the file."""
        decoded = decode(source.read_bytes())
        if decoded.problem:
            yield Skipped(source.path, decoded.problem)
        yield Page(decoded.text)


class MarkdownReader:
    """Markdown: as plain text, with the signs of headings, quotations and emphasis at the edges of lines left out."""

    name = "markdown"
    suffixes = frozenset({".md", ".markdown"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The one page of the file."""
        decoded = decode(source.read_bytes())
        if decoded.problem:
            yield Skipped(source.path, decoded.problem)
        yield Page(decoded.text, marked_up=True)
