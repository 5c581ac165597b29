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
    ``html_bytes`` for a web page, whose main text takes a second for each megabyte to find, ``html_depth`` for how
    deep its elements lie in each other, ``text_chars`` for the prose of one article. What is packed may grow
    ``expansion``-fold and to ``expanded_bytes`` in all (news in xz grows four- to eightfold), an archive may have so
    many ``members``. ``article_seconds`` is how long the extraction of an article may take, 0 for ever; one of a
    thousand words takes less than a second on an idle core.
    """

    file_bytes: int = 64 * 2**20
    html_bytes: int = 4 * 2**20
    record_bytes: int = 8 * 2**20
    line_chars: int = 200_000
    text_chars: int = 2_000_000
    html_depth: int = 500
    expansion: int = 200
    expanded_bytes: int = 64 * 2**30
    members: int = 1_000_000
    article_seconds: float = 120
