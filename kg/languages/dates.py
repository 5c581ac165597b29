"""Finds the dates of a text and resolves them to EDTF. The words and rules are in a language's ``calendar.toml``.

A text is folded (spelling variants made one, offsets kept) and cut into tokens. A dictionary, made once from the
calendar's words with their clitics, gives each token a class (``month``, ``weekday``, ``unit`` …), written as one
character. The rules are regular expressions over these characters, so that a sentence is a string of a few dozen
letters, and the whole is fast in pure Python. What a rule means is said by its ``means``, a function of `MEANINGS`.

Rules of resolution, as the gold annotations have them:

* A week runs from Monday to Sunday and is an interval; a month is ``YYYY-MM``, a year ``YYYY``; 'early', 'mid' and
  'late' do not narrow.
* A plain weekday is the latest one, the publication day included; if a word before it in the sentence says that the act
  is to come, it is the next one. `DateMention.ahead` has the reading of an act to come in any case.
* A day or month without a year lies in the year that puts it nearest, the past preferred: at most ``AHEAD_DAYS`` ahead,
  unless the text says that it is to come.
* What cannot be resolved (no or too coarse a publication date) has no EDTF value; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from kg import edtf as edtf_values
from kg.languages.calendars import PUNCTUATION, Calendar, Rule, fold, load_calendar, read_calendar
from kg.languages.moments import AHEAD_DAYS, KINDS, MEANINGS, Context, is_day, plus, read_published

__all__ = ["AHEAD_DAYS", "KINDS", "Calendar", "DateMention", "find_dates", "load_calendar", "read_calendar"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words of a text that say when.

    ``start`` and ``end`` are offsets into the text that was given. ``edtf`` is None when the date cannot be resolved.
    ``ahead`` is the value if the act is to come, where that differs ('Friday' in a planned act is the next one).
    ``of_what_follows`` marks 'the day after <act>' and the like: the date is that of the act named after the mention,
    not of the clause that it stands in.
    """

    text: str
    start: int
    end: int
    edtf: str | None
    kind: str
    ahead: str | None = None
    of_what_follows: bool = False


@dataclass(slots=True)
class _Token:
    code: str
    value: Any
    start: int
    end: int


_TOKEN = re.compile(
    r"(?<![\d/.-])(?P<numeric>\d{1,4}([/.-])\d{1,2}\2\d{2,4})(?![\d/]|[.-]\d)"
    r"|(?P<figure>\d+(?:[.,]\d+)+%?|\d+%|[+]\d+)|(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<break>\n\s*\n)|[^\s']"
)


_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d")


def _tokenise(folded: str, calendar: Calendar) -> list[_Token]:
    codes, lexicon = calendar.codes, calendar.lexicon
    other = codes["other"]
    tokens: list[_Token] = []
    add = tokens.append
    skip_until = 0
    skip = codes.get("skip")
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if start < skip_until:
            continue
        kind = match.lastgroup
        if kind == "word":
            entries = lexicon.get(match[0])
            if entries is None:
                add(_Token(other, None, start, end))
                continue
            for entry in entries:
                if entry.rest:
                    phrase_end = _match_phrase(folded, end, entry.rest)
                    if phrase_end is None:
                        continue
                    end = skip_until = phrase_end
                if entry.code == skip:
                    break
                if entry.cut:
                    add(_Token(codes["and"], None, start, start + entry.cut))
                add(_Token(entry.code, entry.value, start + entry.cut, end))
                break
            else:
                add(_Token(other, None, start, end))
        elif kind == "number":
            add(_Token(codes[_class_of_number(match[0])], int(match[0][:9]), start, end))
        elif kind == "numeric":
            value = _read_numeric(match[0], calendar.day_first)
            add(_Token(codes["figure" if value is None else "numeric"], value, start, end))
        elif kind is None:
            add(_Token(codes[PUNCTUATION.get(match[0], "other")], None, start, end))
        else:
            add(_Token(codes["stop" if kind == "break" else "figure"], None, start, end))
    return _join_pairs(tokens, codes)


_SPACES = re.compile(r" *\n? *")


def _match_phrase(folded: str, at: int, rest: tuple[str, ...]) -> int | None:
    """Where the further words of a phrase end, if they stand here."""
    for word in rest:
        spaces = _SPACES.match(folded, at)
        at = spaces.end() if spaces else at
        if not folded.startswith(word, at):
            return None
        at += len(word)
    return None if folded[at : at + 1].isalpha() else at


def _class_of_number(digits: str) -> str:
    if len(digits) <= 2:
        return "small" if 1 <= int(digits) <= 31 else "large"
    return "year" if len(digits) == 4 and 1000 <= int(digits) <= 2199 else "large"


def _read_numeric(text: str, day_first: bool) -> tuple[int, int, int] | None:
    """Year, month and day of a date in figures; None when there is no such day."""
    a, b, c = (int(part) for part in re.split("[/.-]", text))
    if a > 31:
        year, month, day = a, b, c
    else:
        year, month, day = (c, b, a) if day_first else (c, a, b)
        if month > 12 >= day:
            month, day = day, month
    if year < 100:
        year += 2000 if year < 50 else 1900
    return (year, month, day) if is_day(year, month, day) else None


def _join_pairs(tokens: list[_Token], codes: Mapping[str, str]) -> list[_Token]:
    """A month named in two systems ('X/Y', 'X (Y)') becomes one token."""
    months = codes.get("month", "") + codes["doubtful"]
    at = [i for i, token in enumerate(tokens) if token.code in months]
    if len(at) < 2:
        return tokens
    dropped: set[int] = set()
    for i, j in pairwise(at):
        if (
            j - i == 2
            and tokens[i].value == tokens[j].value
            and tokens[i + 1].code in codes["slash"] + codes["open"] + codes["dash"]
        ):
            closed = (
                tokens[i + 1].code == codes["open"] and j + 1 < len(tokens) and tokens[j + 1].code == codes["close"]
            )
            last = j + 1 if closed else j
            if i in dropped or (tokens[i + 1].code == codes["open"] and not closed):
                continue
            tokens[i].end = tokens[last].end
            tokens[i].code = codes["month"]
            dropped.update(range(i + 1, last + 1))
    return [token for i, token in enumerate(tokens) if i not in dropped] if dropped else tokens


@dataclass(slots=True)
class _Found:
    """A match that may be joined with its neighbour before it is a mention; ``first`` and ``last`` count tokens."""

    first: int
    last: int
    rule: Rule
    slots: dict[str, Any]
    mention: DateMention


#: How many characters before a date are searched for a cue; keeps the time linear in text without full stops.
_CUE_REACH = 500


def find_dates(
    text: str, published: str | None, calendar: Calendar, *, anchors: Sequence[str] = ()
) -> list[DateMention]:
    """The dates that a text mentions, in order, none within another.

    ``published`` is the publication date, an ISO day, month or year; ``anchors`` are EDTF values of dates mentioned
    before the text, the latest last, for 'in the same year'. Raises `RecordError` if an anchor is not EDTF.
    """
    for anchor in anchors:
        edtf_values.bounds(anchor)
    folded, offsets = fold(text)
    if not _FIGURE.search(folded) and calendar.lexicon.keys().isdisjoint(_WORD.findall(folded)):
        return []  # most sentences
    tokens = _tokenise(folded, calendar)
    matches = _match_rules("".join([token.code for token in tokens]), calendar)
    if not matches:
        return []

    def place(start: int, end: int) -> tuple[int, int]:
        """The span of the text for one of the folded text, with the diacritics and the tatweel of its last letter."""
        first, last = offsets[start], offsets[end - 1] + 1
        while last < len(text) and (text[last] == "\u0640" or unicodedata.combining(text[last])):
            last += 1
        return first, last

    year, month, day = read_published(published)
    stops = [i for i, token in enumerate(tokens) if token.code == calendar.codes["stop"]]
    found: list[_Found] = []
    known = list(anchors)
    for first, last, rule, match in matches:
        if rule.means == "nothing":
            continue
        slots: dict[str, Any] = dict(rule.given)
        for group, slot in rule.slots:
            if (at := match.start(group)) >= 0:
                slots[slot] = tokens[at].value
        if "dual" in slots:
            slots |= {"unit": slots["dual"], "count": 2}
        begun = bisect_right(stops, first)
        stop = stops[begun - 1] + 1 if begun else 0
        start, end = tokens[first].start, tokens[last].end
        since = first > 0 and tokens[first - 1].code == calendar.codes.get("since")
        cued = not since and _is_ahead(folded[max(tokens[stop].start, start - _CUE_REACH) : start], calendar)
        anchor_day = _latest_day(found, stop)
        context = Context(year, month, day, known, anchor_day, cued)
        meaning, kind = MEANINGS[rule.means]
        value = meaning(slots, context)
        other = value if cued or since else meaning(slots, replace(context, ahead=True))
        span = place(start, end)
        mention = DateMention(
            text[span[0] : span[1]], *span, value, _kind_of(rule.kind or kind, slots, rule.means),
            other if other != value else None, rule.means == "beside",
        )  # fmt: skip
        item = _Found(first, last, rule, slots, mention)
        if found and (joined := _join(found[-1], item, tokens, calendar, text, place)):
            found[-1] = item = joined
        else:
            found.append(item)
        if item.mention.edtf and not item.mention.of_what_follows:
            known.append(item.mention.edtf)
    return [item.mention for item in found]


def _kind_of(kind: str, slots: Mapping[str, Any], means: str) -> str:
    if means != "date" or kind != "day" or "day" in slots or "numeric" in slots:
        return kind
    return "month" if "month" in slots or "month_way" in slots else "year"


def _match_rules(codes: str, calendar: Calendar) -> list[tuple[int, int, Rule, re.Match[str]]]:
    """The rules' matches in text order, none over another: the leftmost wins, then the longest, then the earlier."""
    if codes.count(calendar.codes["other"]) == len(codes):
        return []
    every = [
        (match.start(), -match.end(), order, rule, match)
        for order, rule in enumerate(calendar.rules)
        for match in rule.pattern.finditer(codes)
    ]
    every.sort(key=lambda item: item[:3])
    chosen: list[tuple[int, int, Rule, re.Match[str]]] = []
    free = 0
    for start, minus_end, _, rule, match in every:
        if start >= free:
            chosen.append((start, -minus_end - 1, rule, match))
            free = -minus_end
    return chosen


def _is_ahead(before: str, calendar: Calendar) -> bool:
    """Whether the last cue of the sentence before a date says that the act is to come."""
    ahead = False
    for match in calendar.cue.finditer(before):
        ahead = match.lastgroup == "ahead"
    return ahead


def _latest_day(found: Sequence[_Found], stop: int) -> date | None:
    """The latest day given since the sentence began, at token ``stop``."""
    for item in reversed(found):
        if item.first < stop:
            break
        if (day := _day_of(item.mention)) is not None:
            return day
    return None


def _day_of(mention: DateMention) -> date | None:
    """The day that a mention gives for its clause, the end of an interval of a few days."""
    if mention.edtf is None or mention.of_what_follows or mention.kind == "duration":
        return None
    first, last = edtf_values.bounds(mention.edtf)
    return last if (last - first).days <= 3 else None


_JOINABLE = frozenset({"weekday", "offset"})


def _join(
    left: _Found,
    right: _Found,
    tokens: list[_Token],
    calendar: Calendar,
    text: str,
    place: Callable[[int, int], tuple[int, int]],
) -> _Found | None:
    """One mention of two that name one day: 'today, Wednesday', 'Tuesday 6 March', a Hijri date and a Gregorian."""
    names = {code: name for name, code in calendar.codes.items()}
    between = [names[token.code] for token in tokens[left.last + 1 : right.first]]
    equal = "equals" in between
    if (
        len(between) > 2
        or not set(between) <= {"comma", "equals", "open"}
        or (between and between[-1] == "open" and not equal)
    ) and between != ["open"]:
        return None
    a, b = left.mention, right.mention
    fixed = right.rule.means == "date" and b.kind == "day"
    if left.rule.means in ("hijri", "date", "weekday", "offset") and equal and (fixed or right.rule.means == "hijri"):
        value, kind = (b.edtf, b.kind) if fixed else (a.edtf or b.edtf, a.kind)
    elif left.rule.means in _JOINABLE and fixed:
        value, kind = b.edtf, b.kind
    elif left.rule.means == "offset" and right.rule.means == "weekday" and "way" not in right.slots:
        value, kind = _reconcile(a.edtf, right.slots["weekday"]), a.kind
        if between and value != a.edtf:
            return None
    elif left.rule.means == "weekday" and right.rule.means == "offset" and not between:
        value, kind = _reconcile(b.edtf, left.slots["weekday"]), b.kind
    else:
        return None
    start, end = a.start, b.end
    last = right.last
    if between == ["open"]:
        if last + 1 >= len(tokens) or names[tokens[last + 1].code] != "close":
            return None
        last += 1
        end = place(tokens[last].start, tokens[last].end)[1]
    mention = DateMention(text[start:end], start, end, value, kind)
    rule, slots = (right.rule, right.slots) if fixed else (left.rule, left.slots)
    return _Found(left.first, last, rule, slots, mention)


def _reconcile(value: str | None, weekday: int) -> str | None:
    """The named weekday nearest to a reckoned day: a statement quoted a day later still says 'today, Tuesday'."""
    if value is None:
        return None
    day = date.fromisoformat(value)
    for shift in (0, -1, 1, -2, 2):
        other = plus(day, shift)
        if other is not None and other.weekday() == weekday:
            return str(other)
    return value
