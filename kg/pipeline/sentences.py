"""Sentences of news prose: where a block of text is cut before anything is read from it.

Measured on the gold articles in `training/README.md`. Ellipses and semicolons join clauses in the press of both
languages (headlines above all), so they end no sentence.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from kg.errors import LanguageError

__all__ = ["split_sentences"]

_CLOSERS = "\"'»”’)\\]›"
_STOP = re.compile(
    rf"""
    (?P<newline>\s*\n\s*)
  | (?P<dots>\.(?:\s?\.)+|…)
  | (?P<stop>[.!?؟۔]+)(?P<close>[{_CLOSERS}]*(?:[\u200e\u200f])*)
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(r"[\w.]+\Z")
_QUOTES = {"«": "»", "“": "”", '"': '"'}
_SHORT = 60
"""A quotation of at most so many characters is a name or a phrase: no sentence ends in it."""
_MARKS = re.compile("[\u064b-\u0652\u0640]")


def split_sentences(text: str, language: str = "ar") -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends, white space around it left out.

    A line break ends a sentence, and so does a stop, with the quotation marks and brackets that close after it, unless
    it belongs to an abbreviation, a number, a web address or an ellipsis, or stands in a short quotation.
    Raises `LanguageError` if the language has no list of abbreviations.
    """
    abbreviations = _load_abbreviations(language)
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.lastgroup == "newline" or match.group("newline") is not None:
            end, after = match.start(), match.end()
        elif match.group("dots") is not None or not _ends_sentence(text, match, start, abbreviations):
            continue
        else:
            end = after = match.end()
        _add(spans, text, start, end)
        start = after
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and not any(map(str.isalnum, text[start:end])) and "\n" not in text[spans[-1][1] : start]:
        spans[-1] = (spans[-1][0], end)  # a stray bracket or quotation mark goes with what it follows
    else:
        spans.append((start, end))


def _ends_sentence(text: str, match: re.Match[str], start: int, abbreviations: frozenset[str]) -> bool:
    stop, at, end = match.group("stop"), match.start(), match.end()
    after = text[end : end + 1]
    if stop == ".":
        before = _BEFORE.search(text[max(start, at - 30) : at])
        word = _MARKS.sub("", before.group()) if before else ""
        if after and not after.isspace():
            # No space after the stop: a number, an address, U.S.-led; but كلمة.كلمة is two sentences in hasty Arabic.
            left, right = text[at - 1 : at], after
            if not (_is_arabic(left) and _is_arabic(right)) and not match.group("close"):
                return False
            if match.group("close") and not after.isalpha():
                return False
        if word and not match.group("close") and _is_abbreviation(word, text[end : end + 40], abbreviations):
            return False
    elif after and not after.isspace() and not after.isalpha():
        return False
    return not _in_short_quotation(text, start, at, end)


def _is_arabic(character: str) -> bool:
    return "\u0620" <= character <= "\u06ff"


def _is_abbreviation(word: str, rest: str, abbreviations: frozenset[str]) -> bool:
    last = word.rpartition(".")[2]
    chain = "." in word.strip(".") and all(len(part) <= 1 for part in word.split("."))
    if _is_arabic(word[:1]):
        return chain or len(last) == 1 or last in abbreviations or word in abbreviations
    if not last or last.isdigit():
        return False
    if len(last) == 1 and last.isalpha() and (chain or last.isupper()):
        # After U.S. a sentence may begin, with a word that is not a name's part: The, In …
        return not (chain and re.match(r"\s+(?:The|A|An|In|On|He|She|It|They|But|And|His|Its|This|That|We)\s", rest))
    return last.lower() in abbreviations and bool(rest.strip())


def _in_short_quotation(text: str, start: int, at: int, end: int) -> bool:
    sentence = text[start:at]
    for opening, closing in _QUOTES.items():
        if opening == closing:
            is_open = sentence.count(opening) % 2 == 1
        else:
            is_open = sentence.rfind(opening) > sentence.rfind(closing)
        if not is_open:
            continue
        begun = start + sentence.rfind(opening)
        if closing in text[at:end]:
            return False
        closed = text.find(closing, end, begun + _SHORT)
        if closed > 0 and "\n" not in text[begun:closed]:
            return True
    return False


@cache
def _load_abbreviations(language: str) -> frozenset[str]:
    source = resources.files("kg.languages") / language / "abbreviations.txt"
    if not source.is_file():
        raise LanguageError(f"language {language!r}: kg/languages/{language}/abbreviations.txt is missing; known are ar, en")
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
