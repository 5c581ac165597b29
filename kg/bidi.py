"""Words from strangers made fit for one line of a terminal or a table, in either direction of writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["clean", "is_right_to_left", "isolate", "isolate_line", "isolate_lines"]

_LEFT_TO_RIGHT_ISOLATE, _RIGHT_TO_LEFT_ISOLATE, _FIRST_STRONG_ISOLATE, _POP = "\u2066", "\u2067", "\u2068", "\u2069"

# C0 and C1 controls (tab and newline too: a cell is one line), the marks that reorder what follows them (embeddings,
# overrides, isolates), line separators and lone surrogates. Joiners and plain directional marks stay: Arabic needs
# them.
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


def isolate_lines(lines: Iterable[str], *, right_to_left: bool) -> Iterator[str]:
    """The lines that a text was wrapped into, each set apart in the text's direction and complete in itself.

    A terminal orders every line by itself, so an isolate of ours that a break has cut is closed and opened again on the
    next line. A line that holds nothing of a right-to-left script is left as it is in a left-to-right text.
    """
    outer = _RIGHT_TO_LEFT_ISOLATE if right_to_left else _LEFT_TO_RIGHT_ISOLATE
    opened: list[str] = []
    for line in lines:
        begin = "".join(opened)
        for character in line:
            if character == _POP and opened:
                opened.pop()
            elif character in (_LEFT_TO_RIGHT_ISOLATE, _RIGHT_TO_LEFT_ISOLATE, _FIRST_STRONG_ISOLATE):
                opened.append(character)
        whole = begin + line + _POP * len(opened)
        yield f"{outer}{whole}{_POP}" if right_to_left or _RIGHT_TO_LEFT.search(whole) else whole
