"""Sentences of news prose: where a paragraph is cut before anything is read from it.

Measured by ``tools/measure_reading.py`` on the gold articles. Ellipses and semicolons join clauses in the press of both
languages (headlines above all), so they end no sentence; neither does a line break, since a paragraph holds one only
where its text is hard-wrapped.
"""

from __future__ import annotations

import re
from functools import cache

from kg.errors import LanguageError
from kg.languages.folders import find_folder
from kg.languages.syntax import SentenceMarks, load_sentence_marks

__all__ = ["split_sentences"]

_CLOSERS = "\"'»”’)\\]›"
_STOP = re.compile(
    rf"""
    (?P<gap>\n(?:[^\S\n]*\n)+)
  | (?P<dots>\.(?:\s?\.)+|…)
  | (?P<stop>[.!?؟۔]+)(?P<close>[{_CLOSERS}]*[\u200e\u200f]*)
    """,
    re.VERBOSE,
)
_BEFORE = re.compile("[\\w.\u064b-\u0652]+\\Z")
_QUOTES = {"«": "»", "“": "”", '"': '"'}
_SHORT = 60
"""A quotation of at most so many characters is a name or a phrase: no sentence ends in it."""
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_YEAR = re.compile("[0-9\u0660-\u0669]\\s*\\Z")
_FIRST_WORD = re.compile(r"\s+(\w+)\s")


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, white space around it left out.

    A stop ends a sentence, with the quotation marks and brackets that close after it, unless it belongs to an
    abbreviation, a number, a web address or an ellipsis, or stands in a short quotation. An empty line ends one always.
    Raises `LanguageError` if the language has no list of abbreviations.
    """
    abbreviations, marks = _load_abbreviations(language), load_sentence_marks(language)
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match["dots"] and not _closes_long_quotation(text, match.start()):
            continue
        if match["stop"] and not _ends_sentence(text, match, abbreviations, marks):
            continue
        _add(spans, text, start, match.start() if match["gap"] else match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and not any(map(str.isalnum, text[start:end])):
        spans[-1] = (spans[-1][0], end)  # a stray bracket or quotation mark goes with what it follows
    else:
        spans.append((start, end))


def _ends_sentence(text: str, match: re.Match[str], abbreviations: frozenset[str], marks: SentenceMarks) -> bool:
    stop, at, end = match["stop"], match.start(), match.end()
    before, after = text[max(0, at - 30) : at].rstrip(), text[end : end + 1]
    glued = bool(after) and not after.isspace()
    if stop == "." and not match["close"]:
        if glued and not _is_left_out_space(before, after):
            return False
        word = _BEFORE.search(before)
        if word and _is_abbreviation(word.group(), before, text[end : end + 40], abbreviations, marks):
            return False
    elif glued and not after.isalpha():
        return False
    return not _is_in_short_quotation(text, at, end)


def _is_left_out_space(before: str, after: str) -> bool:
    """Whether no more than a space is missing after a stop, as in hasty Arabic; 3.5, kuna.net.kw and U.S.-led go on."""
    return (_is_arabic(before[-1:]) or before[-1:].isdigit() or before[-1:] in _CLOSERS) and _is_arabic(after)


def _is_arabic(character: str) -> bool:
    return character != "" and 0x620 <= ord(character) <= 0x6FF and not character.isdigit()


def _is_abbreviation(word: str, before: str, rest: str, abbreviations: frozenset[str], marks: SentenceMarks) -> bool:
    word = _MARKS.sub("", word).lstrip(".")
    last = word.rpartition(".")[2]
    chain = "." in word.strip(".") and all(len(part) <= 1 for part in word.split("."))
    if _is_arabic(word[:1]):
        return (
            chain
            or (len(last) == 1 and not _is_era(_MARKS.sub("", before), marks))
            or last in abbreviations
            or word in abbreviations
        )
    if not last or last.isdigit():
        return False
    if len(last) == 1 and last.isalpha() and (chain or last.isupper()):
        # After U.S. a sentence may begin, with a word that is not a name's part: The, In …
        following = _FIRST_WORD.match(rest)
        return not (chain and following and following[1] in marks.openers)
    return last.lower() in abbreviations and bool(rest.strip())


def _is_era(before: str, marks: SentenceMarks) -> bool:
    return before[-1:] in marks.eras and _YEAR.search(before[:-1]) is not None


def _is_in_short_quotation(text: str, at: int, end: int) -> bool:
    for opening, closing in _QUOTES.items():
        begun = text.rfind(opening, max(0, at - _SHORT), at)
        if begun < 0 or closing in text[at:end] or text.find(closing, end, begun + _SHORT) < 0:
            continue
        if opening == closing:
            if text.count(opening, 0, at) % 2:
                return True
        elif text.find(closing, begun, at) < 0:
            return True
    return False


def _closes_long_quotation(text: str, at: int) -> bool:
    """Whether a quotation that is a sentence of its own, not a name or a phrase, closes right before an offset."""
    closed = at - 1
    opening = next((o for o, c in _QUOTES.items() if text[closed:at] == c), None)
    return opening is not None and text.rfind(opening, max(0, closed - _SHORT), closed) < 0 <= text.rfind(
        opening, 0, closed
    )


@cache
def _load_abbreviations(language: str) -> frozenset[str]:
    source = find_folder(language) / "abbreviations.txt"
    if not source.is_file():
        raise LanguageError(
            f"language {language!r}: {language}/abbreviations.txt is missing; put it beside the language's pack.py"
        )
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
