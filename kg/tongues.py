"""The language in which something is shown: which of two labels, and in which direction it is written."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from babel import Locale

__all__ = ["pick", "reads_right_to_left"]

T = TypeVar("T")


def pick(lang: str, *, en: T, ar: T) -> T:
    """What is told in a language, else, if that is empty or None, what is told in the other."""
    told = {"en": en, "ar": ar}
    return told.get(lang) or en or ar


@cache
def reads_right_to_left(lang: str) -> bool:
    """Whether a language, told by its ISO 639-1 code, is written from right to left (as CLDR has it)."""
    return Locale.parse(lang).text_direction == "rtl"
