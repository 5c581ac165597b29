"""Reads web pages: main text and metadata by trafilatura, our furniture rules on top.

Offsets count code points of the extracted text, which begins with the page's headline.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.reading.elements import (
    clear_furniture,
    find_headline,
    find_published,
    find_standfirst,
    list_lines,
    restore_headings,
)
from kg.reading.encoding import decode
from kg.reading.furniture import fold_line
from kg.reading.publication import clean_date
from kg.reading.sidecar import facts_of
from kg.reading.sources import Page, Skipped, Source

__all__ = ["HtmlReader"]

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([\w\-]{2,30})",
    re.IGNORECASE,
)
_LANG = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)

_EMPTY = "no main text found on this page; save the article's text, or check that the page is not built by a script"

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b(?![^<>]{0,1000}/>)")
#: Elements that have no end tag, or may go without.
_OPEN = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead "
    "tbody tfoot colgroup rb rt rp html head body path circle rect line".split()
)


class HtmlReader:
    """HTML and XHTML pages."""

    name = "html"
    suffixes = frozenset({".html", ".htm", ".xhtml"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The one page of the file. Raises `InputError` when it has no text."""
        data = source.read_bytes("html_bytes")
        match = _CHARSET.search(data[:4096])
        declared = next((g.decode("ascii", "replace") for g in match.groups() if g), None) if match else None
        decoded = decode(data, declared)
        if decoded.problem:
            yield Skipped(source.path, decoded.problem)
        _check_depth(decoded.text, source.limits.html_depth)
        yield _read_html(decoded.text)


def _check_depth(html: str, most: int) -> None:
    """Raises `InputError` for elements that lie in each other more deeply than the limit allows.

    Those that need not be closed are not counted, nor are comments and scripts told apart: it is a guard, no parser.
    """
    depth = 0
    for tag in _TAG.finditer(html):
        if tag.group(2).lower() not in _OPEN:
            depth = max(0, depth - 1) if tag.group(1) else depth + 1
            if depth > most:
                raise InputError(f"has elements nested more deeply than the limit of {most:,} (html_depth)")


def _read_html(html: str) -> Page:
    """The main text of a page with what its metadata state. Raises `InputError` when there is none."""
    import trafilatura  # half a second, and only for web pages

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what goes wrong is told in our one line
    tree = trafilatura.load_html(html)
    if tree is None:
        raise InputError(_EMPTY)
    document = trafilatura.extract_metadata(
        tree, date_config={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    )
    lines = list_lines(tree)
    headline = find_headline(lines, document.title, document.sitename)
    standfirst = find_standfirst(lines, headline)
    published = find_published(tree, lines, headline) or clean_date(document.date or "")
    clear_furniture(lines, headline, standfirst)
    body = restore_headings(_extract(tree), list_lines(tree)) or _extract(trafilatura.load_html(html))
    if not body:
        raise InputError(_EMPTY)
    language = _LANG.search(html[:5000])
    stated = {
        "url": document.url,
        "published": published,
        "outlet": document.sitename,
        "language": language and language.group(1),
        "title": headline,
    }
    facts, _ = facts_of(stated)
    if standfirst and standfirst.text not in body.split("\n"):
        body = f"{standfirst.text}\n{body}"
    if facts.title and fold_line(facts.title) != fold_line(body.split("\n", 1)[0]):
        body = f"{facts.title}\n\n{body}"
    return Page(body, facts)


def _extract(tree: Any) -> str:
    """The main text of a tree, or nothing."""
    import trafilatura

    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, favor_recall=True)
    return (getattr(found, "text", None) or "").strip()
