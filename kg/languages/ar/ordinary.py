"""Words that name nobody by themselves: numbers, ordinals, months, weekdays; and where months stand in a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.languages.analysis import NameTable, Word
from kg.languages.ar.romanise import is_given_name
from kg.languages.calendars import load_calendar

__all__ = ["find_dated", "is_masdar", "is_ordinary"]

_MONTHS = ("month", "hijri_month")
_NUMBERS = ("ordinal", "cardinal")
_COUNTED = (*_NUMBERS, "weekday", *_MONTHS)


@cache
def _load() -> tuple[frozenset[str], NameTable[str]]:
    """Single words of the calendar that are no name, without article, and its months; letters are folded as ours are.

    Months and weekdays are left out that are personal names too (رجب); numbers are not (ثاني of آل ثاني).
    """
    calendar = load_calendar("ar")
    classes = {code: name for name, code in calendar.codes.items() if name in _COUNTED}
    plain: set[str] = set()
    months: NameTable[str] = NameTable()
    for form, entries in calendar.lexicon.items():
        for entry in entries:
            name = classes.get(entry.code)
            if name in _MONTHS:
                months.add((form, *entry.rest), name)
            key = form.removeprefix("ال")
            if name and not entry.rest and (name in _NUMBERS or not is_given_name(key)):
                plain.add(key)
    return frozenset(plain), months


def is_ordinary(key: str) -> bool:
    """Whether a word, without article, is a number, an ordinal, a month or a weekday."""
    return key in _load()[0]


#: تفعيل, the verbal noun of the second form; a weak letter in its first or a long alif in its last place makes others.
_MASDAR = re.compile("ت[^اوي][^اوي]ي[^اوي]")


def is_masdar(key: str) -> bool:
    """Whether a word looks like the verbal noun of a second form (تسميم, تعيين), as hardly a name does."""
    return _MASDAR.fullmatch(key) is not None and not is_given_name(key)


def find_dated(words: Sequence[Word]) -> frozenset[int]:
    """The indices of the months that stand in a date: beside a number, behind 'month', or written in two words."""
    months = _load()[1]
    fulls = [word.full for word in words]
    found: set[int] = set()
    for i, word in enumerate(words):
        if word.piece != "stem":
            continue
        end, values = months.find(fulls, i)
        if not values:
            continue
        beside = (i and words[i - 1].piece == "number") or (end < len(words) and words[end].piece == "number")
        if beside or end - i > 1 or (i and words[i - 1].key == "شهر"):
            found.update(range(i, end))
    return frozenset(found)
