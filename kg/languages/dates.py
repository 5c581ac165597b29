"""Finds the dates of a text and resolves them to EDTF: the algorithm; words and rules are a language's ``calendar.toml``.

A text is folded (spelling variants made one, offsets kept) and cut into tokens. A dictionary, made once from the
calendar's words with their clitics, gives each token a class (``month``, ``weekday``, ``unit`` …), written as one
character. The rules are regular expressions over these characters, so that a sentence is a string of a few dozen
letters, and the whole is fast in pure Python. What a rule means is said by its ``means``, a function of `_MEANINGS`.

Rules of resolution, as the gold annotations have them:

* A week runs from Monday to Sunday and is an interval; a month is ``YYYY-MM``, a year ``YYYY``; 'early', 'mid' and 'late'
  do not narrow.
* A plain weekday is the latest one, the publication day included; if a word before it in the sentence says that the act
  is to come, it is the next one. `DateMention.ahead` has the reading of an act to come in any case.
* A day or month without a year lies in the year that puts it nearest, the past preferred: at most ``AHEAD_DAYS`` ahead,
  unless the text says that it is to come.
* What cannot be resolved (no or too coarse a publication date) has no EDTF value; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from kg import edtf as edtf_values
from kg.errors import LanguageError

__all__ = ["AHEAD_DAYS", "KINDS", "Calendar", "DateMention", "find_dates", "load_calendar", "read_calendar"]

#: What a mention may be; ``day`` to ``century`` by the unit that it names, the rest by how it names it.
KINDS = (
    "day", "month", "year", "decade", "century", "season", "weekday", "relative", "range", "hijri", "holiday", "duration",
)  # fmt: skip

#: How far ahead of publication a day or month without a year and without a word of the future may lie.
#: 'on 16 June', published 23 May, is to come; 'in September', published in May, is past (both from the gold articles).
AHEAD_DAYS = 75

#: The same where a word of the future stands before it: 'will meet … on 16 June'.
PLANNED_DAYS = 270


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words of a text that say when.

    ``start`` and ``end`` are offsets into the text that was given. ``edtf`` is None when the date cannot be resolved.
    ``ahead`` is the value if the act is to come, where that differs ('Friday' in a planned act is the next one).
    ``of_what_follows`` marks 'the day after <act>' and the like: the date is that of the act named after the mention, not
    of the clause that it stands in.
    """

    text: str
    start: int
    end: int
    edtf: str | None
    kind: str
    ahead: str | None = None
    of_what_follows: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A language's dates, compiled: the forms of its words with their classes, and the rules over them."""

    language: str
    lexicon: Mapping[str, tuple[_Entry, ...]]
    rules: tuple[_Rule, ...]
    codes: Mapping[str, str]
    day_first: bool
    cue: re.Pattern[str]
    """Words before a date that say whether the act is to come (group ``ahead``) or not (group ``back``)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    rest: tuple[str, ...]
    """The further words of a phrase."""
    code: str
    value: Any
    cut: int
    """Length of the conjunction written together with the word, which becomes a token of its own."""


@dataclass(frozen=True, slots=True)
class _Rule:
    means: str
    pattern: re.Pattern[str]
    kind: str | None
    given: Mapping[str, Any]
    slots: tuple[tuple[int, str], ...]
    """The numbers of the pattern's groups with the names of their slots (``day_2`` fills ``day``)."""


@dataclass(slots=True)
class _Token:
    code: str
    value: Any
    start: int
    end: int


# ---------------------------------------------------------------------------------------------------------- folding

_DROPPED = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ہ": "ه", "ە": "ه",
        **{chr(0x660 + i): str(i) for i in range(10)}, **{chr(0x6F0 + i): str(i) for i in range(10)},
        **{chr(c): chr(c + 32) for c in range(65, 91)},
        "،": ",", "؛": ";", "؟": "?", "٫": ".", "٬": ",", "⁄": "/", "’": "'", "‘": "'",
        **dict.fromkeys("–—−‐‑‒―", "-"), **dict.fromkeys("“”«»„", '"'),
        **dict.fromkeys("\u00a0\u2009\u202f\t\r_#", " "),
    }
)  # fmt: skip


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """The text with its spelling variants made one, and each folded character's offset in the text."""
    if not (_DROPPED.search(text) or _FORMS.search(text)):
        return text.translate(_FOLDS), range(len(text))
    dropped = set(_DROPPED.findall(text))
    if not _FORMS.search(text):
        kept = [i for i, char in enumerate(text) if char not in dropped]
        return "".join([text[i] for i in kept]).translate(_FOLDS), kept
    chars: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        if char in dropped:
            continue
        for folded in unicodedata.normalize("NFKC", char) if _FORMS.match(char) else char:
            if not _DROPPED.match(folded):
                chars.append(folded)
                offsets.append(i)
    return "".join(chars).translate(_FOLDS), offsets


# --------------------------------------------------------------------------------------------------- the calendar file

_BUILT_IN = (
    "other", "small", "large", "year", "numeric", "figure", "comma", "slash", "dash", "open", "close", "stop", "quote", "and",
)  # fmt: skip
_PUNCTUATION = {
    ",": "comma", "/": "slash", "-": "dash", "(": "open", "[": "open", ")": "close", "]": "close", '"': "quote", ".": "stop",
    "?": "stop", "!": "stop", ";": "stop", "\n\n": "stop",
}  # fmt: skip
_NAME = re.compile(r"(?:(\w+):)?(\w+)")


def load_calendar(language: str) -> Calendar:
    """The calendar of one of our language packs (``ar``, ``en``). Raises `LanguageError` if the pack has none or it is wrong."""
    return _load(language)


@lru_cache(maxsize=8)
def _load(language: str) -> Calendar:
    path = resources.files("kg.languages") / language / "calendar.toml"
    if not path.is_file():
        raise LanguageError(f"language pack {language!r} has no calendar.toml; add kg/languages/{language}/calendar.toml")
    return read_calendar(path.read_text(encoding="utf-8"), name=f"{language}/calendar.toml")


def read_calendar(toml: str, *, name: str = "calendar.toml") -> Calendar:
    """The calendar that a TOML text describes. Raises `LanguageError` naming the file, the entry and what is known."""
    try:
        raw = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{name}: not TOML: {error}") from None
    for key in ("language", "words", "rules"):
        if key not in raw:
            raise LanguageError(f"{name}: the key {key!r} is missing; a calendar has language, words, rules")
    words: dict[str, dict[str, Any]] = {cls: dict(_forms_of(cls, table, name)) for cls, table in raw["words"].items()}
    for cls, table in _cldr_words(raw.get("cldr", {}), name).items():
        words[cls] = table | words.get(cls, {})
    doubtful = {_fold(form)[0] for form in raw.get("doubtful", [])}
    classes = [*_BUILT_IN, *(cls for cls in words if cls not in _BUILT_IN), "doubtful"]
    codes = {cls: chr(0x4E00 + i) for i, cls in enumerate(classes)}
    lexicon = _compile_lexicon(words, doubtful, codes, raw.get("clitics", {}))
    known: dict[str, str] = dict(codes)
    for group, members in raw.get("groups", {}).items():
        known[group] = "".join(_lookup(known, member, f"{name}: group {group!r}") for member in members)
    macros: dict[str, str] = {}
    for macro, pattern in raw.get("macros", {}).items():
        macros[macro] = "(?:" + _expand(pattern, macros, f"{name}: macro {macro!r}") + ")"
    rules = tuple(_compile_rule(rule, known, macros, name) for rule in raw["rules"])
    cues = raw.get("cues", {})
    edge, never = r"(?<![^\W_])", cues.get("never", [])
    ahead, back = ("|".join(map(_fold_pattern, cues.get(side, []))) or "(?!)" for side in ("ahead", "back"))
    try:
        cue = re.compile(
            f"{edge}(?!(?:{'|'.join(map(_fold_pattern, never)) or '(?!)'}))(?:(?P<ahead>{ahead})|(?P<back>{back}))(?![^\\W_])"
        )
    except re.error as error:
        raise LanguageError(f"{name}: cues: not a regular expression: {error}") from None
    return Calendar(raw["language"], lexicon, rules, codes, bool(raw.get("day_first", True)), cue)


def _fold_pattern(pattern: str) -> str:
    return re.sub("[^\x00-\x7f]+", lambda run: _fold(run[0])[0], pattern)


def _forms_of(cls: str, table: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(table, list):
        table = {"": table}
    if not isinstance(table, Mapping):
        raise LanguageError(f"{name}: words.{cls} must be a list of forms, or a table of value = [forms]")
    for value, forms in table.items():
        if not (isinstance(forms, list) and all(isinstance(form, str) for form in forms)):
            raise LanguageError(f"{name}: words.{cls}.{value} must be a list of forms")
        for form in forms:
            yield _fold(form)[0], int(value) if re.fullmatch(r"-?\d+", value) else (value or None)


def _cldr_words(cldr: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """Names of months (1 to 12, in the widths asked for) and weekdays (0 is Monday) from Unicode's CLDR."""
    from babel import Locale, UnknownLocaleError

    months: dict[str, Any] = {}
    weekdays: dict[str, Any] = {}
    for code in cldr.get("locales", []):
        try:
            locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise LanguageError(f"{name}: cldr.locales: CLDR has no locale {code!r}") from None
        for width in cldr.get("widths", ["wide"]):
            months |= {_fold(form.rstrip("."))[0]: value for value, form in locale.months["format"][width].items()}
        weekdays |= {_fold(form)[0]: value for value, form in locale.days["format"]["wide"].items()}
    return {"month": months, "weekday": weekdays} if months else {}


def _compile_lexicon(
    words: Mapping[str, Mapping[str, Any]], doubtful: set[str], codes: Mapping[str, str], clitics: Mapping[str, Any]
) -> dict[str, tuple[_Entry, ...]]:
    conjunctions, prepositions = clitics.get("conjunctions", []), clitics.get("prepositions", [])
    article, contracted = clitics.get("article"), clitics.get("contracted")
    found: dict[str, dict[tuple[str, ...], _Entry]] = {}
    bare = [
        (form.split(" "), codes["doubtful" if cls == "month" and form in doubtful else cls], value)
        for cls, forms in words.items() for form, value in forms.items()
    ]  # fmt: skip
    for (first, *rest), code, value in bare:
        found.setdefault(first, {}).setdefault(tuple(rest), _Entry(tuple(rest), code, value, 0))
    for (first, *rest), code, value in bare:
        # a letter or two with a clitic is another word: له is no ل + هـ
        forms = [p + first for p in prepositions] if len(first) > 2 else []
        if forms and article and contracted and first.startswith(article):
            forms = [f for f in forms if not f.startswith(contracted[0] + article)] + [contracted + first[len(article):]]
        for form in forms:
            found.setdefault(form, {}).setdefault(tuple(rest), _Entry(tuple(rest), code, value, 0))
        for form in (first, *forms) if len(first) > 1 else ():
            for c in conjunctions:
                found.setdefault(c + form, {}).setdefault(tuple(rest), _Entry(tuple(rest), code, value, len(c)))
    return {form: tuple(sorted(entries.values(), key=lambda e: -len(e.rest))) for form, entries in found.items()}


def _lookup(known: Mapping[str, str], cls: str, where: str) -> str:
    if cls not in known:
        raise LanguageError(f"{where}: no word class {cls!r}; known are {', '.join(sorted(known))}")
    return known[cls]


def _expand(pattern: str, macros: Mapping[str, str], where: str) -> str:
    def put(match: re.Match[str]) -> str:
        if match[1] not in macros:
            raise LanguageError(f"{where}: no macro {match[1]!r} above it; known are {', '.join(sorted(macros))}")
        return macros[match[1]]

    return re.sub(r"\{(\w+)\}", put, pattern)


def _compile_rule(rule: Mapping[str, Any], known: Mapping[str, str], macros: Mapping[str, str], name: str) -> _Rule:
    where = f"{name}: rule {rule.get('pattern', '?')!r}"
    means = rule.get("means", "")
    if means != "nothing" and means not in _MEANINGS:
        raise LanguageError(f"{where}: no meaning {means!r}; known are nothing, {', '.join(_MEANINGS)}")
    if rule.get("kind", KINDS[0]) not in KINDS:
        raise LanguageError(f"{where}: no kind {rule['kind']!r}; known are {', '.join(KINDS)}")

    def put(match: re.Match[str]) -> str:
        codes = f"[{_lookup(known, match[2], where)}]"
        return f"(?P<{match[1]}>{codes})" if match[1] else codes

    expanded = _expand(rule.get("pattern", ""), macros, where)
    try:
        pattern = re.compile(_NAME.sub(put, expanded).replace(" ", ""))
    except re.error as error:
        raise LanguageError(f"{where}: not a pattern over word classes: {error}") from None
    if pattern.match(""):
        raise LanguageError(f"{where}: the pattern matches no word at all; make one of its words required")
    slots = tuple((number, re.sub(r"_\d$", "", group)) for group, number in pattern.groupindex.items())
    return _Rule(means, pattern, rule.get("kind"), rule.get("given", {}), slots)


# -------------------------------------------------------------------------------------------------------------- tokens

_TOKEN = re.compile(
    r"(?<![\d/.-])(?P<numeric>\d{1,4}([/.-])\d{1,2}\2\d{2,4})(?![\d/]|[.-]\d)"
    r"|(?P<figure>\d+(?:[.,]\d+)+%?|\d+%|[+]\d+)|(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<break>\n\s*\n)|[^\s']"
)


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
            add(_Token(codes[_PUNCTUATION.get(match[0], "other")], None, start, end))
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
    return (year, month, day) if _is_day(year, month, day) else None


def _join_pairs(tokens: list[_Token], codes: Mapping[str, str]) -> list[_Token]:
    """A month named in two systems ('X/Y', 'X (Y)') becomes one token."""
    months = codes.get("month", "") + codes["doubtful"]
    at = [i for i, token in enumerate(tokens) if token.code in months]
    if len(at) < 2:
        return tokens
    dropped: set[int] = set()
    for i, j in zip(at, at[1:], strict=False):
        if j - i == 2 and tokens[i].value == tokens[j].value and tokens[i + 1].code in codes["slash"] + codes["open"] + codes["dash"]:
            closed = tokens[i + 1].code == codes["open"] and j + 1 < len(tokens) and tokens[j + 1].code == codes["close"]
            last = j + 1 if closed else j
            if i in dropped or (tokens[i + 1].code == codes["open"] and not closed):
                continue
            tokens[i].end = tokens[last].end
            tokens[i].code = codes["month"]
            dropped.update(range(i + 1, last + 1))
    return [token for i, token in enumerate(tokens) if i not in dropped] if dropped else tokens


# ---------------------------------------------------------------------------------------------------------- resolution


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


@dataclass(slots=True)
class _Context:
    """What a mention is resolved against: the publication date as far as known, and the dates before it in the text."""

    year: int | None
    month: int | None
    day: date | None
    anchors: list[str]
    anchor_day: date | None
    """The day that the sentence's latest mention gives."""
    ahead: bool

    def latest_year(self) -> int | None:
        return edtf_values.bounds(self.anchors[-1])[0].year if self.anchors else None


def _read_published(published: str | None) -> tuple[int | None, int | None, date | None]:
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d/])", published or "")
    if match is None:
        return None, None, None
    year, month, day = int(match[1]), int(match[2] or 0) or None, int(match[3] or 0) or None
    if not _is_day(year, month or 1, day or 1):
        return None, None, None
    return year, month, date(year, month, day) if month and day else None


def _month_value(months: int) -> str:
    """The EDTF month of a count of months since the year 0."""
    year, month = divmod(months, 12)
    return f"{year:04d}-{month + 1:02d}"


def _year_value(year: int) -> str | None:
    return f"{year:04d}" if 1 <= year <= 9998 else None


def _interval(first: date, last: date) -> str:
    return f"{first}/{last}" if first < last else str(first)


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _shift_unit(unit: str, shift: int, ctx: _Context) -> str | None:
    """This (0), last (-1), next (1) … day, week, month, year, decade or century."""
    if unit == "day":
        return _text(_plus(ctx.day, shift)) if ctx.day else None
    if unit == "week":
        monday = _plus(ctx.day, 7 * shift - ctx.day.weekday()) if ctx.day else None
        return _interval(monday, monday + timedelta(days=6)) if monday else None
    if unit == "weekend":
        saturday = _plus(ctx.day, 7 * shift - ctx.day.weekday() + 5) if ctx.day else None
        return _interval(saturday, saturday + timedelta(days=1)) if saturday else None
    if ctx.year is None:
        return None
    if unit == "month":
        return _month_value(ctx.year * 12 + ctx.month - 1 + shift) if ctx.month else None
    if unit == "year":
        return _year_value(ctx.year + shift)
    if unit == "decade":
        return f"{ctx.year // 10 + shift:03d}X"
    return f"{ctx.year // 100 + shift:02d}XX" if unit == "century" else None


def _text(day: date | None) -> str | None:
    return None if day is None else str(day)


def _resolve_year(slots: Mapping[str, Any], ctx: _Context, month: int, day: int | None) -> int | None:
    """The year of a month, or of a day of a month, whose text names none."""
    if slots.get("year") is not None:
        return int(slots["year"])
    if "year_way" in slots:
        return None if ctx.year is None else ctx.year + int(slots["year_way"])
    if "same" in slots:
        return ctx.latest_year()
    if ctx.year is None:
        return None
    way = slots.get("way")
    if ctx.day is None:
        return _resolve_year_coarsely(ctx.year, ctx.month, month, way, ctx.ahead)
    if way == 0:
        return ctx.year
    known: tuple[int, ...] = (ctx.day.month, ctx.day.day) if day else (ctx.day.month,)
    wanted: tuple[int, ...] = (month, day) if day else (month,)
    if way == -1:
        return ctx.year if wanted < known else ctx.year - 1
    if way == 1:
        return ctx.year if wanted > known else ctx.year + 1
    limit = ctx.day + timedelta(days=PLANNED_DAYS if ctx.ahead else AHEAD_DAYS)
    for year in (ctx.year + 1, ctx.year):
        if (year, month, day or 1) <= (limit.year, limit.month, limit.day):
            return year
    return ctx.year - 1


def _resolve_year_coarsely(year: int, known: int | None, month: int, way: int | None, ahead: bool) -> int | None:
    """The year of a month when only the year, or year and month, of publication are known."""
    if known is None:
        return None if way in (-1, 1) else year
    if way == 0:
        return year
    if way == -1:
        return year if month < known else year - 1
    if way == 1 or ahead:
        return year if month > known or (way != 1 and month == known) else year + 1
    return year + 1 if month + 12 - known <= 2 else year - (month > known + 2)


def _mean_date(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A day, a month or a year by name or number: slots day, month, year, way, year_way, month_way."""
    if "numeric" in slots:
        return "{:04d}-{:02d}-{:02d}".format(*slots["numeric"])
    day = slots.get("day")
    if "month_way" in slots:
        month_value = _shift_unit("month", int(slots["month_way"]), ctx)
        if month_value is None or day is None:
            return month_value
        year, month = (int(part) for part in month_value.split("-"))
        return f"{month_value}-{day:02d}" if _is_day(year, month, day) else None
    if "month" not in slots:
        return _year_value(int(slots["year"]))
    found = _resolve_year(slots, ctx, slots["month"], day)
    if found is None or not _is_day(found, slots["month"], day or 1):
        return None
    return f"{found:04d}-{slots['month']:02d}" + (f"-{day:02d}" if day else "")


def _mean_unit(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """This, last or next week, month, year …: slots unit, way."""
    if slots["unit"] == "week" and slots.get("way") == 0 and ctx.ahead and ctx.day and ctx.day.weekday() == 6:
        return _shift_unit("week", 1, ctx)  # on a Sunday, an act to come 'this week' is in the week that begins
    return _shift_unit(slots["unit"], int(slots.get("way") or 0), ctx)


def _mean_offset(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """Today, yesterday, tomorrow: slot days."""
    return _shift_unit("day", int(slots["days"]), ctx)


def _mean_weekday(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A weekday: slots weekday, way, week_way ('of last week')."""
    if ctx.day is None:
        return None
    back = (ctx.day.weekday() - slots["weekday"]) % 7
    if "week_way" in slots:
        return _text(_plus(ctx.day, 7 * int(slots["week_way"]) - ctx.day.weekday() + slots["weekday"]))
    way = slots.get("way")
    if way == -1:
        return _text(_plus(ctx.day, -(back or 7)))
    if way == 1:
        return _text(_plus(ctx.day, 7 - back))
    if way == 0:
        return _text(_plus(ctx.day, slots["weekday"] - ctx.day.weekday()))
    return _text(_plus(ctx.day, (7 - back) % 7 if ctx.ahead else -back))


def _count_units(slots: Mapping[str, Any]) -> tuple[int, str]:
    count, unit = int(slots.get("count", 1)), slots["unit"]
    if unit == "hour":
        return max(1, round(count / 24)), "day"
    if unit == "week":
        return count * 7, "day"
    if unit == "decade":
        return count * 10, "year"
    if unit == "century":
        return count * 100, "year"
    return count, unit


def _mean_ago(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """So many units before (or, with sign 1, after) publication: slots unit, count, dual, about, sign, vague."""
    if "vague" in slots or "unit" not in slots or (slots.get("future_only") and not ctx.ahead):
        return None
    if slots["unit"] == "hour" and slots.get("count", 1) < 24:
        return None
    count, unit = _count_units(slots)
    value = _shift_unit(unit, int(slots.get("sign", -1)) * count, ctx)
    return value + "~" if value and "about" in slots else value


def _mean_since(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """'Since two months': an interval up to publication; with days, the day itself, as in 'two days ago'."""
    count, unit = _count_units(slots) if "vague" not in slots else (0, "")
    if not count or ctx.year is None:
        return None
    first = _mean_ago(slots, ctx)
    if first is None or slots["unit"] == "day":
        return first
    return f"{first}/{_shift_unit(unit, 0, ctx)}"


def _mean_within(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """The past or coming so many units: an interval that begins or ends at publication, or at the sentence's last day."""
    if "count" not in slots or "vague" in slots:
        return None
    count, unit = _count_units(slots)
    sign = int(slots.get("way", slots.get("sign", 1)) or 1)
    base = ctx.day if "way" in slots else (ctx.anchor_day or ctx.day)
    if base is None:
        return None
    if unit == "day":
        other = _plus(base, sign * count)
    else:
        months = base.year * 12 + base.month - 1 + sign * count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        other = date(year, month + 1, min(base.day, monthrange(year, month + 1)[1])) if 1 <= year <= 9998 else None
    return None if other is None else _interval(*sorted((base, other)))


def _mean_lasting(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """An act that lasts (sign 1) from, or lasted (sign -1) up to, the sentence's last day: an interval."""
    if ctx.anchor_day is None or "count" not in slots:
        return None
    count, unit = _count_units(slots)
    if unit != "day" or count < 1:
        return None
    other = _plus(ctx.anchor_day, int(slots["lasting"]) * (count - 1))
    return None if other is None else _interval(*sorted((ctx.anchor_day, other)))


def _mean_beside(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """'The day after <act>': the act lies so many units before (sign -1) or after (1) the sentence's last day."""
    base = ctx.anchor_day or ctx.day
    if base is None or "vague" in slots or slots["unit"] in ("year", "decade", "century"):
        return None  # 'after three years of war' tells a length
    shifted = _Context(base.year, base.month, base, [], None, False)
    return _mean_ago({"unit": "day", **slots}, shifted)


def _mean_decade(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A decade: slot decade (0 to 90, or a year), century (20 for the twentieth) or way ('of the last century')."""
    if (years := slots.get("decade")) is None:
        return None
    if years >= 1000:
        return f"{years // 10:03d}X"
    if "century" in slots:
        century = int(slots["century"]) - 1
    elif "way" in slots:
        if ctx.year is None:
            # 'of the last century' said without a known date: news is of the 21st century.
            return f"19{years // 10}X" if slots["way"] == -1 else None
        century = ctx.year // 100 + int(slots["way"])
    else:
        century = 20 if years <= 20 else 19
    return f"{century:02d}{years // 10}X"


def _mean_century(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A century by number: slot century."""
    return f"{int(slots['century']) - 1:02d}XX"


def _mean_span(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """From one date to another: slots as `_mean_date` and `_mean_weekday` have them, those of the end with ``to_`` before them."""
    end = {name[3:]: value for name, value in slots.items() if name.startswith("to_")}
    begin = {name: value for name, value in slots.items() if not name.startswith("to_")}
    for name in ("month", "year", "way", "year_way", "week_way", "weekday_way", "century"):
        if name in end and name not in begin and name != "weekday_way":
            begin[name] = end[name]
        elif name in begin and name not in end:
            end[name] = begin[name]
    if "weekday" in begin:
        return _span_of_weekdays(begin, end, ctx)
    if "decade" in begin:
        first, last = _mean_decade(begin, ctx), _mean_decade(end, ctx)
        if first is None or last is None:
            return None
        first, last = f"{edtf_values.bounds(first)[0]:%Y}", f"{edtf_values.bounds(last)[1]:%Y}"
    else:
        if "year" in end and end["year"] < 100 <= begin.get("year", 0):
            end["year"] += begin["year"] // 100 * 100
        last = _mean_date(end, ctx)
        first = _mean_date(begin, ctx)
        if first and last and first > last and "month" in begin and begin.get("year") == end.get("year"):
            begin["year"] = int(last[:4]) - (last[5:] < first[5:])
            first = _mean_date(begin, ctx)
    if first is None or last is None:
        return None
    value = f"{first}/{last}"
    return value if first != last and edtf_values.is_valid(value) else None


def _span_of_weekdays(begin: Mapping[str, Any], end: Mapping[str, Any], ctx: _Context) -> str | None:
    """Two weekdays are one stretch: of a past one the end decides, of a coming one the beginning."""
    ahead = ctx.ahead or begin.get("way") == 1
    fixed = _mean_weekday(begin if ahead else end, ctx)
    if fixed is None or begin["weekday"] == end["weekday"]:
        return fixed
    length = (end["weekday"] - begin["weekday"]) % 7
    day = date.fromisoformat(fixed)
    other = _plus(day, length if ahead else -length)
    return None if other is None else _interval(*sorted((day, other)))


def _mean_part(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A quarter or half of a year: slots part (months), nth, year, way."""
    year = slots.get("year") or (ctx.year + int(slots.get("way") or 0) if ctx.year else None)
    months, nth = int(slots["part"]), int(slots["nth"])
    if year is None or nth * months > 12:
        return None
    return f"{year:04d}-{(nth - 1) * months + 1:02d}/{year:04d}-{nth * months:02d}"


def _mean_season(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A season of a year: slots season (21 spring to 24 winter), year, year_way, way."""
    year = slots.get("year")
    if year is None and ctx.year is not None:
        if "year_way" in slots or slots.get("way") == 0:
            year = ctx.year + int(slots.get("year_way") or 0)
        elif ctx.month and "way" in slots:
            start = {21: 3, 22: 6, 23: 9, 24: 12}[slots["season"]]
            if slots["way"] == -1:
                year = ctx.year if start + 2 < ctx.month else ctx.year - 1
            else:
                year = ctx.year if start > ctx.month else ctx.year + 1
    return None if year is None else f"{year:04d}-{slots['season']}"


def _mean_same(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """The same, following or preceding day, month or year as the date before it in the text: slots unit, shift."""
    unit, shift = slots["unit"], int(slots.get("shift") or 0)
    for anchor in reversed(ctx.anchors):
        first, last = edtf_values.bounds(anchor)
        if unit == "year" and first.year == last.year:
            return _year_value(first.year + shift)
        if unit == "month" and (first.year, first.month) == (last.year, last.month):
            return _month_value(first.year * 12 + first.month - 1 + shift)
        if unit == "week" and (last - first).days < 7:
            monday = _plus(first, 7 * shift - first.weekday())
            return None if monday is None else _interval(monday, monday + timedelta(days=6))
        if unit == "day" and "/" in anchor and shift == 1 and (last - first).days < 40:
            return _text(_plus(last, 1))
        if unit == "day" and first == last:
            return _text(_plus(first, shift))
    return None


def _mean_hijri(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A day, month or year of the Islamic calendar (Umm al-Qura): slots hday, hmonth, hyear, way."""
    month, day = slots.get("hmonth"), slots.get("hday")
    if "hyear" in slots:
        return _from_hijri(int(slots["hyear"]), month, day)
    if ctx.day is None or month is None:
        return None
    return _nearest_hijri(month, day, slots.get("way"), ctx)


def _nearest_hijri(month: int, day: int | None, way: int | None, ctx: _Context) -> str | None:
    from hijridate import Gregorian

    assert ctx.day is not None
    try:
        today = Gregorian.fromdate(ctx.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    if way == 0:
        return _from_hijri(today.year, month, day)
    values = [v for v in (_from_hijri(today.year + i, month, day) for i in (1, 0, -1)) if v]
    if way == 1 or (way is None and ctx.ahead):
        coming = [v for v in values if edtf_values.bounds(v)[0] > ctx.day or (way is None and edtf_values.bounds(v)[1] >= ctx.day)]
        return coming[-1] if coming else None
    limit = ctx.day if way == -1 else ctx.day + timedelta(days=AHEAD_DAYS)
    for value in values:
        first, last = edtf_values.bounds(value)
        if (last < limit) if way == -1 else (first <= limit):
            return value
    return None


def _from_hijri(year: int, month: int | None, day: int | None) -> str | None:
    from hijridate import Hijri

    try:
        first = Hijri(year, month or 1, day or 1)
        length = 1 if day else first.month_length() if month else first.year_length()
        start = first.to_gregorian()
    except (OverflowError, ValueError):
        return None
    start = date(start.year, start.month, start.day)
    return _interval(start, start + timedelta(days=length - 1))


def _mean_holiday(slots: Mapping[str, Any], ctx: _Context) -> str | None:
    """A feast: slot feast, ``h-10-01`` in the Islamic calendar (a day's doubt: the moon is sighted) or ``g-01-01``; year, way."""
    which, month, day = slots["feast"].split("-")
    if which == "g":
        return _mean_date({**slots, "month": int(month), "day": int(day)}, ctx)
    if "year" in slots:
        values = [_from_hijri(slots["year"] - 622 + (slots["year"] - 622) // 32 + i, int(month), int(day)) for i in (0, 1, 2)]
        value = next((v for v in values if v and v.startswith(str(slots["year"]))), None)
    else:
        value = None if ctx.day is None else _nearest_hijri(int(month), int(day), slots.get("way"), ctx)
    return value and value + "~"


_Meaning = Callable[[Mapping[str, Any], _Context], "str | None"]

#: What a rule may mean: the function that resolves it, and the kind of mention it makes if the rule does not say.
_MEANINGS: Mapping[str, tuple[_Meaning, str]] = {
    "date": (_mean_date, "day"), "unit": (_mean_unit, "relative"), "offset": (_mean_offset, "relative"),
    "weekday": (_mean_weekday, "weekday"), "ago": (_mean_ago, "relative"), "since": (_mean_since, "duration"),
    "within": (_mean_within, "duration"), "lasting": (_mean_lasting, "duration"), "beside": (_mean_beside, "relative"),
    "decade": (_mean_decade, "decade"), "century": (_mean_century, "century"), "span": (_mean_span, "range"),
    "part": (_mean_part, "range"), "season": (_mean_season, "season"), "same": (_mean_same, "relative"),
    "hijri": (_mean_hijri, "hijri"), "holiday": (_mean_holiday, "holiday"),
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- finding


@dataclass(slots=True)
class _Found:
    """A match that may be joined with its neighbour before it becomes a mention; ``first`` and ``last`` count tokens."""

    first: int
    last: int
    rule: _Rule
    slots: dict[str, Any]
    mention: DateMention


#: How many characters before a date are searched for a cue; keeps the time linear in text without full stops.
_CUE_REACH = 500


def find_dates(text: str, published: str | None, calendar: Calendar, *, anchors: Sequence[str] = ()) -> list[DateMention]:
    """The dates that a text mentions, in order, none within another.

    ``published`` is the publication date, an ISO day, month or year; ``anchors`` are EDTF values of dates mentioned before
    the text, the latest last, for 'in the same year'. Raises `RecordError` if an anchor is not EDTF.
    """
    for anchor in anchors:
        edtf_values.bounds(anchor)
    folded, offsets = _fold(text)
    tokens = _tokenise(folded, calendar)
    matches = _match_rules("".join([token.code for token in tokens]), calendar)
    if not matches:
        return []

    def place(start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of the folded text stands for, with the diacritics and the tatweel of its last letter."""
        first, last = offsets[start], offsets[end - 1] + 1
        while last < len(text) and (text[last] == "\u0640" or unicodedata.combining(text[last])):
            last += 1
        return first, last

    year, month, day = _read_published(published)
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
        context = _Context(year, month, day, known, anchor_day, cued)
        meaning, kind = _MEANINGS[rule.means]
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


def _match_rules(codes: str, calendar: Calendar) -> list[tuple[int, int, _Rule, re.Match[str]]]:
    """The rules' matches in order of the text, none over another: the leftmost wins, then the longest, then the earlier rule."""
    if codes.count(calendar.codes["other"]) == len(codes):
        return []
    every = [
        (match.start(), -match.end(), order, rule, match)
        for order, rule in enumerate(calendar.rules)
        for match in rule.pattern.finditer(codes)
    ]
    every.sort(key=lambda item: item[:3])
    chosen: list[tuple[int, int, _Rule, re.Match[str]]] = []
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
    left: _Found, right: _Found, tokens: list[_Token], calendar: Calendar, text: str, place: Callable[[int, int], tuple[int, int]]
) -> _Found | None:
    """One mention of two that name the same day: 'today, Wednesday', 'Tuesday 6 March', a Hijri date and its Gregorian one."""
    names = {code: name for name, code in calendar.codes.items()}
    between = [names[token.code] for token in tokens[left.last + 1 : right.first]]
    equal = "equals" in between
    if len(between) > 2 or not set(between) <= {"comma", "equals", "open"} or (between and between[-1] == "open" and not equal):
        if between != ["open"]:
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
    """The day next to a reckoned one that is the named weekday: a statement of the day before may say 'today, Tuesday'."""
    if value is None:
        return None
    day = date.fromisoformat(value)
    for shift in (0, -1, 1, -2, 2):
        other = _plus(day, shift)
        if other is not None and other.weekday() == weekday:
            return str(other)
    return value

