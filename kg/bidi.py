"""Words from strangers made fit for one line of a terminal or a table, in either direction of writing."""

from __future__ import annotations

import re

__all__ = ["clean", "is_right_to_left", "isolate", "isolate_line"]

_LEFT_TO_RIGHT_ISOLATE, _RIGHT_TO_LEFT_ISOLATE, _FIRST_STRONG_ISOLATE, _POP = "\u2066", "\u2067", "\u2068", "\u2069"

# C0 and C1 controls (tab and newline too: a cell is one line), the marks that reorder what follows them (embeddings,
# overrides, isolates), line separators and lone surrogates. Joiners and plain directional marks stay: Arabic needs them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_STRONG = re.compile("[A-Za-z\u00c0-\u02af\u0370-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def clean(text: str) -> str:
    """The text without control characters, escape codes and bidirectional overrides, each run of them a space."""
    return _UNSAFE.sub(" ", text)


def is_right_to_left(text: str) -> bool:
    """Whether the text's first letter is of a right-to-left script, as a paragraph's direction is found (UAX 9, P2)."""
    first = _STRONG.search(text)
    return bool(first and _RIGHT_TO_LEFT.match(first[0]))


def isolate(text: str, *, right_to_left: bool) -> str:
    """Cleaned text set apart where it would disturb a line of the given direction, else as it is.

    Numbers count as left-to-right: beside Arabic letters an unisolated ``2024-03-06`` is shown as ``06-03-2024``.
    """
    text = clean(text)
    if is_right_to_left(text):
        return text if right_to_left else f"{_FIRST_STRONG_ISOLATE}{text}{_POP}"
    return f"{_LEFT_TO_RIGHT_ISOLATE}{text}{_POP}" if right_to_left and text else text


def isolate_line(line: str) -> str:
    """A whole line to be laid out right to left. Its parts must have been isolated before."""
    return f"{_RIGHT_TO_LEFT_ISOLATE}{line}{_POP}"
