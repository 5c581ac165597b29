"""Reads web pages: main text and metadata by trafilatura, our furniture rules on top.

Offsets count code points of the extracted text, which begins with the page's headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import InputError
from kg.reading.encoding import decode
from kg.reading.furniture import fold_line
from kg.reading.publication import clean_date
from kg.reading.sidecar import facts_of
from kg.reading.sources import Facts, Page, Skipped, Source

__all__ = ["HtmlReader", "read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([\w\-]{2,30})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*?(/?)>")
_LANG = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
#: Elements that have no end tag.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option".split())


class HtmlReader:
    """HTML and XHTML pages."""

    name = "html"
    suffixes = frozenset({".html", ".htm", ".xhtml"})

    def read(self, source: Source) -> Iterator[Page | Skipped]:
        """The one page of the file. Raises `InputError` when it has no text or is nested too deeply."""
        data = source.read_bytes()
        match = _CHARSET.search(data[:4096])
        declared = next((g.decode("ascii") for g in match.groups() if g), None) if match else None
        yield read_html(decode(data, declared).text, depth=source.limits.html_depth)


def read_html(html: str, *, depth: int = 500) -> Page:
    """The main text of a page with what its metadata state. Raises `InputError` when there is none."""
    _check_depth(html, depth)
    import trafilatura  # half a second, and only for web pages

    document = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
    )  # fmt: skip
    body = (getattr(document, "text", None) or "").strip()
    if not body:
        raise InputError("no main text found on this page; save the article's text, or check that the page is not built by a script")
    stated = {
        "url": getattr(document, "url", None),
        "published": clean_date(getattr(document, "date", None) or ""),
        "outlet": getattr(document, "sitename", None),
        "title": getattr(document, "title", None),
    }
    facts, _ = facts_of({key: value for key, value in stated.items() if isinstance(value, str)})
    language = _LANG.search(html[:5000])
    facts = Facts(facts.url, facts.published, facts.outlet, None, facts.title)
    if language and facts.language is None:
        facts = Facts(facts.url, facts.published, facts.outlet, language.group(1).casefold(), facts.title)
    text = body
    if facts.title and fold_line(facts.title) != fold_line(body.split("\n", 1)[0]):
        text = f"{facts.title}\n\n{body}"
    return Page(text, facts)


def _check_depth(html: str, limit: int) -> None:
    """Refuses elements nested deeper than the limit: parsers and extractors recurse on them."""
    depth = 0
    for close, name, empty in _TAG.findall(html):
        if empty or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if close else depth + 1
        if depth > limit:
            raise InputError(f"has elements nested deeper than the limit of {limit} (html_depth); no news page has")
