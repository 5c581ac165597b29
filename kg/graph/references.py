"""An event's citation in the forms that people and their programs read: lines of text, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.bidi import clean, isolate
from kg.graph.citing import Citation, Quote

__all__ = ["write_bibtex", "write_csl", "write_text"]

#: What TeX would take for a command, and what it prints for it.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def write_text(citation: Citation, language: str = "en") -> str:
    """The event as a statement, then each report as a reference with its sentence, then what vouches for it."""
    label = citation.labels.get(language) or next(iter(citation.labels.values()), citation.event)
    lines = [isolate(label, right_to_left=False)]
    for number, quote in enumerate(citation.quotes, 1):
        lines.append(f"[{number}] {_refer(quote)}")
        lines.append(f"    “{isolate(_one_line(quote.sentence.text), right_to_left=False)}”")
        words = isolate(_one_line(quote.trigger.text), right_to_left=False)
        lines.append(
            f"    sentence at {quote.sentence.start}–{quote.sentence.end}, ‘{words}’ at "
            f"{quote.trigger.start}–{quote.trigger.end}; found by {_name_tool(quote)}"
        )
    lines.append(f"{citation.status}, {citation.standing}, confidence {citation.confidence}")
    lines.append(citation.event)
    return "\n".join(lines)


def _refer(quote: Quote) -> str:
    title = f"“{isolate(_one_line(quote.title), right_to_left=False)}”" if quote.title else None
    outlet = isolate(_one_line(quote.outlet), right_to_left=False) if quote.outlet else None
    number = f" (article {quote.part + 1})" if quote.part else ""
    parts = [outlet, title, quote.published, clean(quote.url or "") or clean(quote.file) + number]
    return ", ".join(filter(None, parts))


def _name_tool(quote: Quote) -> str:
    tool = " ".join(filter(None, (quote.extractor, quote.version))) or "hand"
    read = f", read {quote.read[:10]}" if quote.read else ""
    return clean(f"{tool} ({quote.rule}){read}")


def write_bibtex(citation: Citation) -> str:
    """An entry for each article that tells of the event, with the quoted sentence as its annotation (biblatex)."""
    entries = []
    for quote in _one_per_article(citation.quotes):
        date = quote.published if re.fullmatch(r"\d{4}(-\d\d){0,2}", quote.published or "") else None
        fields = {
            "title": quote.title or quote.file, "organization": quote.outlet, "date": date,
            "url": quote.url, "annotation": f"“{quote.sentence.text}”", "note": citation.event,
        }  # fmt: skip
        told = {name: value if name == "url" else _escape_tex(value) for name, value in fields.items() if value}
        body = [f"  {name} = {{{value}}}" for name, value in told.items()]
        entries.append(f"@online{{{quote.article.rsplit('/', 1)[-1].rsplit('#', 1)[-1]},\n" + ",\n".join(body) + "\n}")
    return "\n\n".join(entries)


def _escape_tex(text: str) -> str:
    return "".join(_TEX.get(x, x) for x in _one_line(text))


def write_csl(citation: Citation) -> str:
    """The same as CSL-JSON, which Zotero and pandoc read."""
    items = []
    for quote in _one_per_article(citation.quotes):
        item: dict[str, Any] = {
            "id": quote.article, "type": "article-newspaper", "title": _one_line(quote.title or quote.file),
            "container-title": _one_line(quote.outlet or ""), "URL": quote.url, "issued": _date(quote.published),
            "accessed": _date(quote.read), "note": f"{citation.event}: “{_one_line(quote.sentence.text)}”",
        }  # fmt: skip
        items.append({key: value for key, value in item.items() if value})
    return json.dumps(items, ensure_ascii=False, indent=2)


def _date(day: str | None) -> Mapping[str, object] | None:
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", day or "")
    return {"date-parts": [[int(x) for x in match.groups() if x]]} if match else None


def _one_per_article(quotes: Sequence[Quote]) -> list[Quote]:
    """The first quote of each article."""
    first: dict[str, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.article, quote)
    return list(first.values())


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))
