"""Turns a mapping, one object of JSON or one row of a table, into a page, whatever its columns are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg.errors import InputError
from kg.reading.furniture import fold_line
from kg.reading.publication import clean_date, read_date_line
from kg.reading.sidecar import facts_of
from kg.reading.sources import Page

__all__ = ["COLUMNS", "match_columns", "page_of_record", "replace_surrogates"]

#: Usual names of columns in news databases, crawlers' output and corpora; without spaces, dashes and underscores.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    key: tuple(names.split())
    for key, names in {
        "text": "text body content article fulltext articletext articlebody maintext bodytext story articlecontent "
        "النص نص المحتوى محتوى الخبر نصالخبر المقال نصالمقال المتن",
        "title": "title headline heading articletitle العنوان عنوان عنوانالخبر عنوانالمقال",
        "url": "url link uri sourceurl articleurl documentidentifier webpage الرابط رابط",
        "published": "published date publishdate publicationdate publishedat datepublished pubdate publisheddate "
        "timestamp created datetime seendate التاريخ تاريخ تاريخالنشر",
        "outlet": "outlet source publisher sitename newspaper medium media sourcename website publication site domain "
        "المصدر مصدر الصحيفة الموقع الناشر",
        "language": "language lang languagecode اللغة لغة",
    }.items()
}

#: Columns that article lists of GDELT's DOC 2.0 API have (url, url_mobile, title, seendate, socialimage, domain,
#: language, sourcecountry; https://pypi.org/project/gdeltdoc/), without underscores.
GDELT_LIST = frozenset({"url", "title", "seendate", "domain", "sourcecountry"})

#: GDELT's way to write a time: 20240306T101500Z.
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")

_FOLDED = {key: tuple(fold_line(name) for name in names) for key, names in COLUMNS.items()}


def match_columns(names: list[str], given: Mapping[str, str]) -> dict[str, str]:
    """Which of some columns holds the text, the title and so on; ``given`` goes before the usual names.

    Raises `InputError` when a given column does not exist or none is known to hold the text.
    """
    plain = {name: fold_line(name).replace(" ", "").replace("_", "").replace("-", "") for name in names}
    found: dict[str, str] = {}
    for key, usual in _FOLDED.items():
        if key in given:
            if given[key] not in names:
                raise InputError(
                    f"has no column {given[key]!r} for {key}; its columns are {', '.join(map(repr, names[:20]))}"
                )
            found[key] = given[key]
            continue
        found |= next(({key: name} for word in usual for name in names if plain[name] == word), {})
    if "text" not in found and set(plain.values()) >= GDELT_LIST:
        raise InputError(
            "is an article list of GDELT, which holds addresses and headlines but no texts; save the pages that its "
            "url column names, each with a sidecar, and read those"
        )
    if "text" not in found:
        known = ", ".join(map(repr, names[:20])) or "none"
        raise InputError(f"no column known to hold the text among {known}; name it (text=COLUMN)")
    return found


def page_of_record(record: Mapping[str, Any], columns: Mapping[str, str], label: str) -> tuple[Page, list[str]]:
    """The page of one record, its headline above its text, and a line for each value that could not be used.

    Raises `InputError` when the text is missing or no text.
    """
    text = record.get(columns["text"])
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"its {columns['text']!r} is {'empty' if not text else 'no text'}")
    stated = {key: record.get(name) for key, name in columns.items() if key != "text"}
    problems = []
    if isinstance(outlet := stated.get("outlet"), Mapping):  # NewsAPI: {"source": {"id": …, "name": …}}
        stated["outlet"] = outlet.get("name")
    if isinstance(date := stated.get("published"), str) and date.strip() and not clean_date(date):
        if compact := _COMPACT_DATE.fullmatch(date.strip()):
            date = "-".join(compact.groups())
        read = None if clean_date(date) else read_date_line(date)
        stated["published"] = (read and read.date) or date
    facts, wrong = facts_of(stated)
    problems.extend(wrong)
    text = replace_surrogates(text)
    if facts.title and fold_line(facts.title) != fold_line(text.lstrip().split("\n", 1)[0]):
        text = f"{replace_surrogates(facts.title)}\n\n{text}"
    return Page(text, facts, label), problems


def replace_surrogates(text: str) -> str:
    """A text with U+FFFD for each lone surrogate, which JSON can write and UTF-8 cannot; offsets stay."""
    return text if text.isprintable() else "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
