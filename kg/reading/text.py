"""Reads plain text and light Markdown: the file is the page."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.encoding import Decoded, decode
from kg.reading.sources import Page, Skipped, Source

__all__ = ["MarkdownReader", "TextReader", "page_of"]


class TextReader:
    """Plain text in UTF-8, UTF-16 or Windows-1256."""

    name = "text"
    suffixes = frozenset({".txt", ".text", ""})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The one page of the file."""
        yield from page_of(decode(source.read_bytes()), source, marked_up=False)


class MarkdownReader:
    """Markdown: as plain text, with the signs of headings, quotations and emphasis at the edges of lines left out."""

    name = "markdown"
    suffixes = frozenset({".md", ".markdown"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The one page of the file."""
        yield from page_of(decode(source.read_bytes()), source, marked_up=True)


def page_of(decoded: Decoded, source: Source, *, marked_up: bool) -> Iterator[Page | Skipped]:
    """The page of a decoded file, and a `Skipped` for the bytes in it that were no text."""
    if decoded.bad_bytes:
        bad = ", ".join(f"{at:,}" for at in decoded.bad_bytes[:5]) + (" …" if len(decoded.bad_bytes) > 5 else "")
        yield Skipped(
            source.path,
            f"not valid UTF-8 at byte {bad}: the paragraphs with {len(decoded.bad_bytes)} such bytes are left out, the rest is read",
        )
    yield Page(decoded.text, marked_up=marked_up)
