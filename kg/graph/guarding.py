"""What a query says by its keywords. It stays at home: Oxigraph would fetch from what ``SERVICE`` or ``LOAD`` name."""

from __future__ import annotations

import re

from kg.errors import QueryError

__all__ = ["names_graphs", "refuse_network"]

#: What is no keyword of a query: comments, strings, IRIs, and names with a prefix or a sigil.
_NO_KEYWORD = re.compile(
    r"""\#[^\n\r]*
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | <[^<>"{}|^`\\\x00-\x20]*>
    | [?$@]\w+ | [\w.-]*:[\w.%-]*
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_network(sparql: str) -> None:
    """Raises `QueryError` when a query has a ``SERVICE`` clause, or an update a ``LOAD``."""
    found = re.search(r"\b(SERVICE|LOAD)\b", _keep_keywords(sparql), re.IGNORECASE)
    if found:
        raise QueryError(
            f"SPARQL: {found[1].upper()} is not allowed, since a query must not reach into the network; leave it out"
        )


def names_graphs(sparql: str) -> bool:
    """Whether a query says itself which graphs it asks, by ``FROM``."""
    return re.search(r"\bFROM\b", _keep_keywords(sparql), re.IGNORECASE) is not None


def _keep_keywords(sparql: str) -> str:
    plain = _ESCAPE.sub(_unescape, sparql)  # SPARQL 1.1, 19.2: escapes stand for characters anywhere in a query
    return _NO_KEYWORD.sub(" ", plain)


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
