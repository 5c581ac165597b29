"""Which of the forms that we can give a client wants most (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HTML", "RDF_FORMATS", "RESULT_FORMATS", "Format", "choose_format", "find_named_format", "prefers_html"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an answer: its short name (a file ending), and the media types that ask for it, ours first."""

    name: str
    media_types: tuple[str, ...]

    @property
    def content_type(self) -> str:
        """The media type that we send, with its encoding where the type has such a parameter."""
        text = self.media_types[0].startswith("text/")
        return self.media_types[0] + ("; charset=utf-8" if text else "")


#: Results of SELECT and ASK, the one that is sent to whoever does not care first.
RESULT_FORMATS = (
    Format("json", ("application/sparql-results+json", "application/json")),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Format("csv", ("text/csv",)),
    Format("tsv", ("text/tab-separated-values",)),
)

#: Results of CONSTRUCT and DESCRIBE, and descriptions of things.
RDF_FORMATS = (
    Format("ttl", ("text/turtle", "application/x-turtle", "text/n3")),
    Format("nt", ("application/n-triples", "text/plain")),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml")),
    Format("jsonld", ("application/ld+json", "application/json")),
)

HTML = Format("html", ("text/html", "application/xhtml+xml"))


def choose_format(accept: str, formats: Sequence[Format]) -> Format | None:
    """The format that an ``Accept`` header wants most, ours in order where it wants several alike; None for none."""
    wanted = _read_accept(accept)
    best: tuple[float, int] | None = None
    for index, form in enumerate(formats):
        quality = max(_weigh(form.media_types[0], wanted), *(dict(wanted).get(x, 0.0) for x in form.media_types))
        if quality > 0 and (best is None or quality > best[0]):
            best = quality, index
    return None if best is None else formats[best[1]]


def find_named_format(name: str, formats: Sequence[Format]) -> Format | None:
    """The format of a short name or a media type, as ``format=csv`` gives it."""
    wanted = name.strip().lower()
    wanted = {"turtle": "ttl", "ntriples": "nt", "n-triples": "nt", "json-ld": "jsonld", "rdf+xml": "rdfxml"}.get(
        wanted, wanted
    )
    return next((x for x in formats if wanted == x.name or wanted in x.media_types), None)


def prefers_html(accept: str) -> bool:
    """Whether a browser asks: HTML is named, and nothing else is wanted more."""
    wanted = _read_accept(accept)
    named = [quality for media_type, quality in wanted if media_type in HTML.media_types]
    return bool(named) and max(named) >= max(quality for _, quality in wanted)


def _read_accept(accept: str) -> list[tuple[str, float]]:
    wanted = []
    for part in accept.split(",") if accept.strip() else ["*/*"]:
        media_type, *parameters = (x.strip().lower() for x in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if media_type:
            wanted.append((media_type, quality))
    return wanted


def _weigh(media_type: str, wanted: Sequence[tuple[str, float]]) -> float:
    """The quality that the most specific range which covers a media type gives it."""
    kind = media_type.partition("/")[0]
    for pattern in (media_type, f"{kind}/*", "*/*"):
        found = [quality for name, quality in wanted if name == pattern]
        if found:
            return max(found)
    return 0.0
