"""Resolves what a date's words mean to EDTF, against the publication date and the dates before it.

A rule of a language's ``calendar.toml`` names its meaning, a function of `MEANINGS`, which takes the values of the
rule's slots and a `Context`, and gives an EDTF value, or None when it cannot be resolved: nothing is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kg import edtf as edtf_values

__all__ = ["AHEAD_DAYS", "KINDS", "MEANINGS", "PLANNED_DAYS", "Context", "is_day", "plus", "read_published"]

#: What a mention may be; ``day`` to ``century`` by the unit that it names, the rest by how it names it.
KINDS = (
    "day", "month", "year", "decade", "century", "season", "weekday", "relative", "range", "hijri", "holiday",
    "duration",
)  # fmt: skip

#: How far ahead of publication a day or month without a year and without a word of the future may lie.
#: 'on 16 June', published 23 May, is to come; 'in September', published in May, is past (both from the gold articles).
AHEAD_DAYS = 75

#: The same where a word of the future stands before it: 'will meet … on 16 June'.
PLANNED_DAYS = 270


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day, in a year that EDTF can write."""
    return 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


@dataclass(slots=True)
class Context:
    """What a mention is resolved against: the publication date as far as known, and the dates before it in the text."""

    year: int | None
    month: int | None
    day: date | None
    anchors: list[str]
    anchor_day: date | None
    """The day that the sentence's latest mention gives."""
    ahead: bool

    def latest_year(self) -> int | None:
        """The year of the date mentioned last."""
        return edtf_values.bounds(self.anchors[-1])[0].year if self.anchors else None


def read_published(published: str | None) -> tuple[int | None, int | None, date | None]:
    """Year, month and day of a publication date, None where it does not tell them or there is no such day."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d/])", published or "")
    if match is None:
        return None, None, None
    year, month, day = int(match[1]), int(match[2] or 0) or None, int(match[3] or 0) or None
    if not is_day(year, month or 1, day or 1):
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


def plus(day: date, days: int) -> date | None:
    """The day that is so many days later; None where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _shift_unit(unit: str, shift: int, ctx: Context) -> str | None:
    """This (0), last (-1), next (1) … day, week, month, year, decade or century."""
    if unit == "day":
        return _text(plus(ctx.day, shift)) if ctx.day else None
    if unit == "week":
        monday = plus(ctx.day, 7 * shift - ctx.day.weekday()) if ctx.day else None
        return _interval(monday, monday + timedelta(days=6)) if monday else None
    if unit == "weekend":
        saturday = plus(ctx.day, 7 * shift - ctx.day.weekday() + 5) if ctx.day else None
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


def _resolve_year(slots: Mapping[str, Any], ctx: Context, month: int, day: int | None) -> int | None:
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


def _mean_date(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """A day, a month or a year by name or number: slots day, month, year, way, year_way, month_way."""
    if "numeric" in slots:
        return "{:04d}-{:02d}-{:02d}".format(*slots["numeric"])
    day = slots.get("day")
    if "month_way" in slots:
        month_value = _shift_unit("month", int(slots["month_way"]), ctx)
        if month_value is None or day is None:
            return month_value
        year, month = (int(part) for part in month_value.split("-"))
        return f"{month_value}-{day:02d}" if is_day(year, month, day) else None
    if "month" not in slots:
        return _year_value(int(slots["year"]))
    found = _resolve_year(slots, ctx, slots["month"], day)
    if found is None or not is_day(found, slots["month"], day or 1):
        return None
    return f"{found:04d}-{slots['month']:02d}" + (f"-{day:02d}" if day else "")


def _mean_unit(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """This, last or next week, month, year …: slots unit, way."""
    if slots["unit"] == "week" and slots.get("way") == 0 and ctx.ahead and ctx.day and ctx.day.weekday() == 6:
        return _shift_unit("week", 1, ctx)  # on a Sunday, an act to come 'this week' is in the week that begins
    return _shift_unit(slots["unit"], int(slots.get("way") or 0), ctx)


def _mean_offset(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """Today, yesterday, tomorrow: slot days."""
    return _shift_unit("day", int(slots["days"]), ctx)


def _mean_weekday(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """A weekday: slots weekday, way, week_way ('of last week')."""
    if ctx.day is None:
        return None
    back = (ctx.day.weekday() - slots["weekday"]) % 7
    if "week_way" in slots:
        return _text(plus(ctx.day, 7 * int(slots["week_way"]) - ctx.day.weekday() + slots["weekday"]))
    way = slots.get("way")
    if way == -1:
        return _text(plus(ctx.day, -(back or 7)))
    if way == 1:
        return _text(plus(ctx.day, 7 - back))
    if way == 0:
        return _text(plus(ctx.day, slots["weekday"] - ctx.day.weekday()))
    return _text(plus(ctx.day, (7 - back) % 7 if ctx.ahead else -back))


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


def _mean_ago(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """So many units before (or, with sign 1, after) publication: slots unit, count, dual, about, sign, vague."""
    if "vague" in slots or "unit" not in slots or (slots.get("future_only") and not ctx.ahead):
        return None
    if slots["unit"] == "hour" and slots.get("count", 1) < 24:
        return None
    count, unit = _count_units(slots)
    value = _shift_unit(unit, int(slots.get("sign", -1)) * count, ctx)
    return value + "~" if value and "about" in slots else value


def _mean_since(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """'Since two months': an interval up to publication; with days, the day itself, as in 'two days ago'."""
    count, unit = _count_units(slots) if "vague" not in slots else (0, "")
    if not count or ctx.year is None:
        return None
    first = _mean_ago(slots, ctx)
    if first is None or slots["unit"] == "day":
        return first
    return f"{first}/{_shift_unit(unit, 0, ctx)}"


def _mean_within(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """The past or coming so many units: an interval to or from publication, or the sentence's last day."""
    if "count" not in slots or "vague" in slots:
        return None
    count, unit = _count_units(slots)
    sign = int(slots.get("way", slots.get("sign", 1)) or 1)
    base = ctx.day if "way" in slots else (ctx.anchor_day or ctx.day)
    if base is None:
        return None
    if unit == "day":
        other = plus(base, sign * count)
    else:
        months = base.year * 12 + base.month - 1 + sign * count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        other = date(year, month + 1, min(base.day, monthrange(year, month + 1)[1])) if 1 <= year <= 9998 else None
    return None if other is None else _interval(*sorted((base, other)))


def _mean_lasting(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """An act that lasts (sign 1) from, or lasted (sign -1) up to, the sentence's last day: an interval."""
    if ctx.anchor_day is None or "count" not in slots:
        return None
    count, unit = _count_units(slots)
    if unit != "day" or count < 1:
        return None
    other = plus(ctx.anchor_day, int(slots["lasting"]) * (count - 1))
    return None if other is None else _interval(*sorted((ctx.anchor_day, other)))


def _mean_beside(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """'The day after <act>': the act lies so many units before (sign -1) or after (1) the sentence's last day."""
    base = ctx.anchor_day or ctx.day
    if base is None or "vague" in slots or slots["unit"] in ("year", "decade", "century"):
        return None  # 'after three years of war' tells a length
    shifted = Context(base.year, base.month, base, [], None, False)
    return _mean_ago({"unit": "day", **slots}, shifted)


def _mean_decade(slots: Mapping[str, Any], ctx: Context) -> str | None:
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


def _mean_century(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """A century by number: slot century."""
    return f"{int(slots['century']) - 1:02d}XX"


def _mean_span(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """From one date to another: slots as in `_mean_date` and `_mean_weekday`, those of the end begin with ``to_``."""
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


def _span_of_weekdays(begin: Mapping[str, Any], end: Mapping[str, Any], ctx: Context) -> str | None:
    """Two weekdays are one stretch: of a past one the end decides, of a coming one the beginning."""
    ahead = ctx.ahead or begin.get("way") == 1
    fixed = _mean_weekday(begin if ahead else end, ctx)
    if fixed is None or begin["weekday"] == end["weekday"]:
        return fixed
    length = (end["weekday"] - begin["weekday"]) % 7
    day = date.fromisoformat(fixed)
    other = plus(day, length if ahead else -length)
    return None if other is None else _interval(*sorted((day, other)))


def _mean_part(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """A quarter or half of a year: slots part (months), nth, year, way."""
    year = slots.get("year") or (ctx.year + int(slots.get("way") or 0) if ctx.year else None)
    months, nth = int(slots["part"]), int(slots["nth"])
    if year is None or nth * months > 12:
        return None
    return f"{year:04d}-{(nth - 1) * months + 1:02d}/{year:04d}-{nth * months:02d}"


def _mean_season(slots: Mapping[str, Any], ctx: Context) -> str | None:
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


def _mean_same(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """The same, following or preceding day, month or year as the date before it in the text: slots unit, shift."""
    unit, shift = slots["unit"], int(slots.get("shift") or 0)
    for anchor in reversed(ctx.anchors):
        first, last = edtf_values.bounds(anchor)
        if unit == "year" and first.year == last.year:
            return _year_value(first.year + shift)
        if unit == "month" and (first.year, first.month) == (last.year, last.month):
            return _month_value(first.year * 12 + first.month - 1 + shift)
        if unit == "week" and (last - first).days < 7:
            monday = plus(first, 7 * shift - first.weekday())
            return None if monday is None else _interval(monday, monday + timedelta(days=6))
        if unit == "day" and "/" in anchor and shift == 1 and (last - first).days < 40:
            return _text(plus(last, 1))
        if unit == "day" and first == last:
            return _text(plus(first, shift))
    return None


def _mean_hijri(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """A day, month or year of the Islamic calendar (Umm al-Qura): slots hday, hmonth, hyear, way."""
    month, day = slots.get("hmonth"), slots.get("hday")
    if "hyear" in slots:
        return _from_hijri(int(slots["hyear"]), month, day)
    if ctx.day is None or month is None:
        return None
    return _nearest_hijri(month, day, slots.get("way"), ctx)


def _nearest_hijri(month: int, day: int | None, way: int | None, ctx: Context) -> str | None:
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
        coming = [
            v
            for v in values
            if edtf_values.bounds(v)[0] > ctx.day or (way is None and edtf_values.bounds(v)[1] >= ctx.day)
        ]
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
        begin = first.to_gregorian()
    except (OverflowError, ValueError):
        return None
    start = date(begin.year, begin.month, begin.day)
    return _interval(start, start + timedelta(days=length - 1))


def _mean_holiday(slots: Mapping[str, Any], ctx: Context) -> str | None:
    """A feast: slots feast, year, way.

    ``h-10-01`` is a day of the Islamic calendar (in doubt by a day: the moon is sighted), ``g-01-01`` of the Gregorian.
    """
    which, month, day = slots["feast"].split("-")
    if which == "g":
        return _mean_date({**slots, "month": int(month), "day": int(day)}, ctx)
    if "year" in slots:
        values = [
            _from_hijri(slots["year"] - 622 + (slots["year"] - 622) // 32 + i, int(month), int(day)) for i in (0, 1, 2)
        ]
        value = next((v for v in values if v and v.startswith(str(slots["year"]))), None)
    else:
        value = None if ctx.day is None else _nearest_hijri(int(month), int(day), slots.get("way"), ctx)
    return value and value + "~"


Meaning = Callable[[Mapping[str, Any], Context], "str | None"]

#: What a rule may mean: the function that resolves it, and the kind of mention it makes if the rule does not say.
MEANINGS: Mapping[str, tuple[Meaning, str]] = {
    "date": (_mean_date, "day"), "unit": (_mean_unit, "relative"), "offset": (_mean_offset, "relative"),
    "weekday": (_mean_weekday, "weekday"), "ago": (_mean_ago, "relative"), "since": (_mean_since, "duration"),
    "within": (_mean_within, "duration"), "lasting": (_mean_lasting, "duration"), "beside": (_mean_beside, "relative"),
    "decade": (_mean_decade, "decade"), "century": (_mean_century, "century"), "span": (_mean_span, "range"),
    "part": (_mean_part, "range"), "season": (_mean_season, "season"), "same": (_mean_same, "relative"),
    "hijri": (_mean_hijri, "hijri"), "holiday": (_mean_holiday, "holiday"),
}  # fmt: skip
