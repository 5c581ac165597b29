"""When and where an article was published, as far as its page says so in lines made for that.

A date in a sentence is a date of the news, not of its publication; only a line of nothing but a date and its label, a
dateline ('DOHA, March 6, 2024 (QNA) -'), and the signature of an embedded tweet count.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.languages.dates import Calendar, DateMention, find_dates, load_calendar
from kg.languages.folders import find_folder
from kg.reading.furniture import fold_line, load_words
from kg.reading.paragraphs import count_words

__all__ = ["DateLine", "clean_date", "read_date_line", "read_dateline", "read_outlet", "read_tweet_date"]

_YEAR = re.compile(r"[12١٢۱۲][\d٠-٩۰-۹]{3}")
_TIME = re.compile(r"\b\d{1,2}\s?[:.]\s?\d{2}(?:\s?[:.]\s?\d{2})?\b")
_TIME_LINE = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?")
_DIGIT = re.compile(r"\d")
#: A time of day with the letters of who stamped it: 'LOC22:49'.
_STAMP = re.compile(r"[^\W\d_]{0,4}\d{1,2}:\d{2}")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-z]")
_WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_SIGNATURE = re.compile(r"\(@\w{1,30}\)\s*(.*)", re.DOTALL)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")
_DATELINE_END = re.compile(r"\s*[,،]?\s*(?:[(/\[]\s*([^()/\[\]]{2,30}?)\s*[)/\]])?\s*(?:[-–—ـ]+|:)")


@dataclass(frozen=True, slots=True)
class DateLine:
    """The date (ISO) in a line that says when a page was published (rank 0) or updated (1); None for a time alone."""

    date: str | None
    rank: int


def clean_date(value: str) -> str | None:
    """An ISO date without its time, if a text is one (``2024-03-06T10:00Z`` gives ``2024-03-06``); else None."""
    match = _ISO.match(value.strip())
    if not match:
        return None
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


@lru_cache(maxsize=1)
def _calendars() -> Mapping[str, Calendar]:
    """The calendar of every language that has furniture words and a calendar."""
    return {name: load_calendar(name) for name in load_words() if (find_folder(name) / "calendar.toml").is_file()}


def _find_days(text: str) -> list[DateMention]:
    """The full dates of a line, read in every language whose script stands in it."""
    letters = {"Arabic": _ARABIC.search(text), "Latin": _LATIN.search(text)}
    languages = [n for n in _calendars() if any(letters.get(s) for s in load_words()[n].scripts)] or list(_calendars())
    found: list[DateMention] = []
    for language in languages:
        days = find_dates(text, None, _calendars()[language])
        found.extend(m for m in days if m.edtf and len(m.edtf) == 10 and clean_date(m.edtf))
    # A date in figures alone that the languages read differently (06/03/2024) is no date at all.
    read = {(m.start, m.edtf) for m in found}
    if len(languages) > 1 and len({start for start, _ in read}) < len(read):
        return []
    return sorted(found, key=lambda m: m.start)


def read_date_line(text: str) -> DateLine | None:
    """The date of a line that gives nothing but a date: with its label, weekday, time, place and agency; else None.

    ``DateLine.date`` is None for a line of only a time of day, as agencies put below a despatch.
    """
    if len(text) > 160 or count_words(text) > 22:
        return None
    folded = fold_line(text)
    if _STAMP.fullmatch(folded):
        return DateLine(None, 0)
    if not _YEAR.search(text) and _is_relative(folded):
        return DateLine(None, 0)
    if not _DIGIT.search(text):
        rest = _rest(folded)
        return DateLine(None, 0) if ":" in text and rest.label and not rest.words else None
    if _TIME_LINE.search(folded) and not _YEAR.search(text):
        rest = _rest(_TIME_LINE.sub(" ", folded))
        return DateLine(None, 0) if not rest.words else None
    if not _YEAR.search(text):
        return None
    days = _find_days(text)
    if not days:
        # The figures may mean two days, but with a label and nothing else they are a date of publication.
        rest = _rest(_TIME.sub(" ", folded))
        return DateLine(None, 0) if rest.label and not rest.words else None
    left = text
    for mention in sorted(days, key=lambda m: -m.start):
        left = left[: mention.start] + " " + left[mention.end :]
    rest = _rest(_TIME.sub(" ", fold_line(left)))
    allowed = 5 if rest.counted else 3 if rest.agency or rest.label else 0
    if rest.words > allowed:
        return None
    return DateLine(days[0].edtf, 1 if rest.updated else 0)


def _is_relative(folded: str) -> bool:
    """Whether a line says how long ago something was published, and nothing else."""
    tokens = _WORDS.findall(folded)
    marked = any(token in words.relative_dates for token in tokens for words in load_words().values())
    return marked and 2 <= len(tokens) <= 4 and not _rest(folded).words


@dataclass(frozen=True, slots=True)
class _Rest:
    words: int
    label: bool
    updated: bool
    agency: bool
    counted: bool
    """Whether comments or views are told of."""


def _rest(folded: str) -> _Rest:
    """What a line holds besides its date: how many words that mean nothing for one, and whether labels stand there."""
    label = updated = agency = counted = False
    for words in load_words().values():
        for known in (*words.labels["comments"], *words.labels["views"]):
            if re.search(rf"(?<!\w){re.escape(known)}(?!\w)", folded):
                counted, folded = True, re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", folded)
        for known in words.date_labels:
            if re.search(rf"(?<!\w){re.escape(known)}(?!\w)", folded):
                label, updated = True, updated or known in words.updated_labels
                folded = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", folded)
    left = 0
    for token in _WORDS.findall(folded):
        if token.isdigit() or any(
            token in w.date_particles or token in w.relative_dates or _is_calendar_word(token, w.language)
            for w in load_words().values()
        ):
            continue
        if any(token.replace(".", "") in w.agencies for w in load_words().values()):
            agency = True
            continue
        left += 1
    # An update says so only where no other label does.
    return _Rest(left, label, updated, agency, counted)


def _is_calendar_word(token: str, language: str) -> bool:
    return language in _calendars() and token in _calendars()[language].lexicon


def read_dateline(text: str) -> str | None:
    """The date of a dateline ('الدوحة في 6 مارس 2024 (قنا) -- …') at the beginning of a paragraph, if there is one."""
    head = text[:90]
    if not _YEAR.search(head):
        return None
    for mention in _find_days(head):
        behind = _DATELINE_END.match(text, mention.end)
        if count_words(text[: mention.start]) <= 4 and behind:
            return mention.edtf
    return None


def read_tweet_date(text: str) -> str | None:
    """The date behind the signature of an embedded tweet: '— Name (@handle) March 6, 2024'."""
    match = _SIGNATURE.search(text)
    if not match or not _YEAR.search(match.group(1)):
        return None
    days = _find_days(match.group(1)[:60])
    return days[0].edtf if days else None


def read_outlet(text: str) -> str | None:
    """The outlet that stands behind a source label; None for 'agencies' and their like, and for links."""
    name = text.strip(" \t\u00a0\u200f\u200e.:|-–—()[]")
    folded = fold_line(name)
    vague = any(folded in words.not_an_outlet for words in load_words().values())
    return None if not count_words(name) or vague or "://" in name or len(name) > 80 else name
