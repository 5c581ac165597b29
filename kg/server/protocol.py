"""Requests of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) read, or refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

from kg.server.answers import Refusal

__all__ = ["Operation", "read_operation", "read_parameters"]

FORM = "application/x-www-form-urlencoded"
DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update, with the graphs that the request names for it."""

    kind: Literal["query", "update"]
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str = ""
    """The form of the answer asked for by ``format=``, which wins over ``Accept``."""


def read_operation(method: str, query_string: bytes, content_type: str, body: bytes) -> Operation | None:
    """What a request asks; None for a GET that asks nothing, which wants the service described. Raises `Refusal`."""
    parameters = read_parameters(query_string, "the query string")
    if method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in parameters):
            raise Refusal(400, "an update must be sent by POST (SPARQL 1.1 Protocol, 2.2)")
        if not any(name == "query" for name, _ in parameters):
            return None
        return _make("query", parameters)
    media_type, charset = _read_content_type(content_type)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"a request must be in UTF-8, not in {charset}")
    if media_type == FORM:
        form = [*parameters, *read_parameters(body, "the form")]
        kinds = {name for name, _ in form} & {"query", "update"}
        if len(kinds) != 1:
            raise Refusal(400, "the form must have one field called query or one called update")
        return _make("update" if "update" in kinds else "query", form)
    if media_type in DIRECT:
        kind = DIRECT[media_type]
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refusal(400, f"the {kind} is not UTF-8 at byte {error.start}") from None
        if any(name in ("query", "update") for name, _ in parameters):
            raise Refusal(400, f"the {kind} must be in the body alone, not in the address as well")
        return _make("update" if kind == "update" else "query", [*parameters, (kind, text)])
    known = ", ".join((FORM, *DIRECT))
    raise Refusal(415, f"cannot read a body of the type {media_type or '(none given)'}; send one of {known}")


def read_parameters(encoded: bytes, where: str) -> list[tuple[str, str]]:
    """The names and values of a query string or a form, decoded once. Raises `Refusal` for what is no UTF-8."""
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Refusal(400, f"{where} is not UTF-8, percent-encoded") from None
    except ValueError:
        raise Refusal(400, f"{where} has more than 1,000 fields") from None


def _make(kind: Literal["query", "update"], parameters: Parameters) -> Operation:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    texts = all_of(kind)
    if len(texts) != 1:
        raise Refusal(400, f"a request must have one {kind}, not {len(texts)}")
    default, named = ("default", "named") if kind == "query" else ("using", "using-named")
    graphs = all_of(f"{default}-graph-uri"), all_of(f"{named}-graph-uri")
    for graph in (*graphs[0], *graphs[1]):
        if not _is_iri(graph):
            raise Refusal(400, f"no IRI of a graph: {graph!r}")
    return Operation(kind, texts[0], *graphs, form=next(iter((*all_of("format"), *all_of("output"))), ""))


def _read_content_type(header: str) -> tuple[str, str]:
    media_type, *parameters = (x.strip() for x in header.split(";"))
    named = dict(x.lower().split("=", 1) for x in parameters if "=" in x)
    return media_type.lower(), named.get("charset", "").strip('"')


def _is_iri(text: str) -> bool:
    return ":" in text and not any(x in '<>"{}|^`\\' or x <= " " for x in text)
