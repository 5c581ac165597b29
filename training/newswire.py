"""The sentences of ANERCorp (CAMeL Lab's split, CC BY-SA 4.0) as they would be written: news of 2001 to 2007.

The corpus has a token a line, an empty one between sentences, no marks between articles. Only its training part is
read: in the test part the first word of most sentences is another sentence's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = ["join_tokens", "read_sentences"]

_CLOSING, _OPENING = frozenset(".,،؛:؟!)»”%]…"), frozenset("(«“[")


def read_sentences(file: Path) -> list[str]:
    """All sentences of a file, each in one line."""
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    sentences = ([line.rpartition(" ")[0] for line in block.split("\n") if line.strip()] for block in blocks)
    return [join_tokens(tokens) for tokens in sentences if tokens]


def join_tokens(tokens: Iterable[str]) -> str:
    """Tokens with spaces between them, but none before a mark that closes and behind one that opens."""
    text, quoted, bound = "", False, True
    for token in tokens:
        straight = token == '"'
        closes = token in _CLOSING or (straight and quoted)
        text += token if bound or closes else f" {token}"
        bound = token in _OPENING or (straight and not quoted)
        quoted ^= straight
    return text
