"""Cuts a decoded text into paragraphs at exact offsets: a line each, or several where the text is hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Paragraph", "count_words", "cut_paragraphs", "ends_sentence"]

#: Every way to end a line; U+2028 and U+2029 are Unicode's own.
_NEWLINE = re.compile(r"\r\n|[\n\r\u2028\u2029\u0085\x0c]")
#: White space, directional marks and overrides, joiners, byte order mark: nothing to be seen at a line's edges.
_UNSEEN = "\\s\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00"
_LEFT_EDGE, _RIGHT_EDGE = re.compile(f"[{_UNSEEN}]*"), re.compile(f"[^{_UNSEEN}]")
#: Signs that begin an item of a list.
_BULLET = re.compile(r"(?:[•●▪■◦○‣∙·►▶»*+\-–—]|\d{1,2}[.)\-])[ \t\u00a0]+(?=\S)")
_MARKDOWN_EDGE = re.compile(r"(?:#{1,6}[ \t]+|>[ \t]*|\*\*(?=\S)|__(?=\S))+")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+")
_WORD = re.compile(r"[^\W\d_]+")
#: A sentence ends with one of these, closing quotation marks, brackets and note numbers after it not counted.
_ENDS = re.compile(r"[.!?؟۔…。][\s\"'”’»«)\]\u200f\u200e]*(?:\[\d+\])?$|[.!?؟][\"'”’»)\]]*$")
#: A line longer than this is no line of hard-wrapped text (mail and press releases wrap at 60 to 80 characters).
_WRAP = 100
#: A text whose longest line is shorter is a list of short lines.
_NARROW = 45


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the white space, list sign and Markdown at its edges; ``gap``: an empty line is before it."""

    start: int
    end: int
    text: str
    gap: bool
    bullet: bool = False
    heading: bool = False


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does: with a full stop or its like."""
    return _ENDS.search(text[-24:]) is not None


def count_words(text: str) -> int:
    """How many words a text has; numbers and signs are none."""
    return sum(1 for _ in _WORD.finditer(text))


def cut_paragraphs(text: str, *, marked_up: bool = False) -> list[Paragraph]:
    """The paragraphs of a text in their order; ``text[p.start:p.end] == p.text``."""
    paragraphs: list[Paragraph] = []
    for run in _runs(text, marked_up):
        if len(run) > 1 and _is_wrapped(run):
            first, last = run[0], run[-1]
            joined = text[first.start : last.end]
            paragraphs.append(Paragraph(first.start, last.end, joined, first.gap, first.bullet, first.heading))
        else:
            paragraphs.extend(run)
    return paragraphs


def _runs(text: str, marked_up: bool) -> Iterator[list[Paragraph]]:
    """Lines with no empty line between them; a line that begins an item or a heading begins a run."""
    run: list[Paragraph] = []
    gap = True
    for start, end in _lines(text):
        line = _trim(text, start, end, gap, marked_up)
        if line is None:
            gap = True
            continue
        if run and (gap or line.bullet or line.heading or run[-1].heading):
            yield run
            run = []
        run.append(line)
        gap = False
    if run:
        yield run


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for newline in _NEWLINE.finditer(text):
        yield at, newline.start()
        at = newline.end()
    yield at, len(text)


def _trim(text: str, start: int, end: int, gap: bool, marked_up: bool) -> Paragraph | None:
    start = _skip(text, start, end)
    while end > start and not _RIGHT_EDGE.match(text, end - 1):
        end -= 1
    if start >= end:
        return None
    bullet = heading = False
    if sign := _BULLET.match(text, start, end):
        bullet, start = True, _skip(text, sign.end(), end)
    if marked_up and (sign := _MARKDOWN_EDGE.match(text, start, end)):
        heading, start = _MARKDOWN_HEADING.match(text, start) is not None, sign.end()
        while end > start and text[end - 1] in "*_# ":
            end -= 1
    return Paragraph(start, end, text[start:end], gap, bullet, heading) if start < end else None


def _skip(text: str, start: int, end: int) -> int:
    unseen = _LEFT_EDGE.match(text, start, end)
    return unseen.end() if unseen else start


def _is_wrapped(run: Sequence[Paragraph]) -> bool:
    """Whether the lines of a run are one paragraph, broken where the next word would not have fitted.

    That holds for hard-wrapped text and hardly ever for paragraphs that have a line each: those end sentences.
    """
    widths = [len(line.text) for line in run]
    width = max(widths)
    if not _NARROW <= width <= _WRAP:
        return False
    inner = run[:-1]
    full = sum(
        len(a.text) + 1 + len(b.text.split(maxsplit=1)[0]) > width - 3 for a, b in zip(inner, run[1:], strict=True)
    )
    ended = sum(ends_sentence(line.text) for line in inner)
    return full >= 0.8 * len(inner) and ended <= 0.5 * len(inner)
