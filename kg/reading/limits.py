"""What is too large to be an article, each limit named in the message that it causes, and each settable."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a reading, in the units that their names say.

    They are far above any article: the longest of 218 gold articles has 4 kB, the longest line of a Reuters,
    BBC or SPA page 4,000 characters. ``file_bytes`` holds for a file read whole (text, Markdown, JSON, CSV),
    ``record_bytes`` for one line of JSON Lines or one row of a table, ``line_chars`` for one paragraph,
    ``html_bytes`` for a web page, whose main text takes a second for each megabyte to find.
    """

    file_bytes: int = 64 * 2**20
    html_bytes: int = 4 * 2**20
    record_bytes: int = 8 * 2**20
    line_chars: int = 200_000
