"""EDTF dates in words, in English and Arabic."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date, format_skeleton

from kg.tongues import pick

__all__ = ["say_date"]

_SEASONS = {
    "21": ("spring", "ربيع"), "22": ("summer", "صيف"), "23": ("autumn", "خريف"), "24": ("winter", "شتاء"),
    "33": ("first quarter of", "الربع الأول من"), "34": ("second quarter of", "الربع الثاني من"),
    "35": ("third quarter of", "الربع الثالث من"), "36": ("fourth quarter of", "الربع الرابع من"),
}  # fmt: skip
_ABOUT = {"~": ("about ", "نحو "), "?": ("perhaps ", "ربما "), "%": ("perhaps about ", "ربما نحو ")}
_LOCALES = {"en": "en_GB", "ar": "ar_AE"}


def say_date(edtf: str, lang: str) -> str:
    """A date as a reader says it: ``6 March 2024``, ``the 1990s``, ``spring 2011``. What is no EDTF stays as it is."""
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        if first in ("", ".."):
            return f"{pick(lang, en='until', ar='حتى')} {say_date(last, lang)}"
        if last in ("", ".."):
            return f"{pick(lang, en='since', ar='منذ')} {say_date(first, lang)}"
        return f"{say_date(first, lang)} – {say_date(last, lang)}"
    english, arabic = _ABOUT.get(edtf[-1:], ("", ""))
    return pick(lang, en=english, ar=arabic) + _say_point(edtf.rstrip("~?%"), lang)


def _say_point(text: str, lang: str) -> str:
    if re.fullmatch(r"\d{3}X", text):
        return pick(lang, en=f"the {text[:3]}0s", ar=f"عقد {text[:3]}0")
    if re.fullmatch(r"\d{2}XX", text):
        return pick(lang, en=f"the {text[:2]}00s", ar=f"القرن {int(text[:2]) + 1}")
    year, _, rest = text.partition("-")
    if rest in _SEASONS:
        english, arabic = _SEASONS[rest]
        return f"{pick(lang, en=english, ar=arabic)} {year}"
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return format_date(date.fromisoformat(text), "d MMMM y", locale=_LOCALES[lang])
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=_LOCALES[lang])
    except ValueError:
        return text
    return text
