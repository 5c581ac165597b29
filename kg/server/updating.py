"""SPARQL updates: the graphs that a request names put into their text, and done by the store's one writer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kg.errors import StoreError
from kg.graph.store import GraphStore
from kg.server.answers import Answer, Refusal

__all__ = ["do_update", "use_graphs"]

#: The tokens that matter: what may hold braces or keywords without being such, and words, braces and semicolons.
_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n\r]*
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | <[^<>"{}|^`\\\x00-\x20]*>
    | [?$@]\w+ | [\w.-]*:[\w.%-]*)
    | (?P<open>\{) | (?P<close>\}) | (?P<end>;) | (?P<word>[A-Za-z]+)""",
    re.VERBOSE | re.DOTALL,
)


def do_update(folder: Path, *, update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Answer:
    """Does an update and publishes it, so that whoever asks next sees it.

    Raises `Refusal` when another process is writing, `QueryError` for what is no SPARQL update.
    """
    text = use_graphs(update, default_graphs, named_graphs)
    try:
        store = GraphStore.open(folder, writable=True)
    except StoreError as error:
        raise Refusal(503, str(error), headers={"Retry-After": "5"}) from None
    with store:
        store.update(text)
    return Answer(b"", "text/plain; charset=utf-8", status=204)


def use_graphs(update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """An update with ``USING`` clauses for the graphs that the request names (SPARQL 1.1 Protocol, 2.2.3).

    Raises `Refusal` when the update has ``USING`` or ``WITH`` itself.
    """
    if not (default_graphs or named_graphs):
        return update
    clauses = [f"USING <{graph}>" for graph in default_graphs] + [f"USING NAMED <{graph}>" for graph in named_graphs]
    using = " ".join(clauses) + " "
    out: list[str] = []
    copied = depth = 0
    deletes_where: int | None = None
    before = ""
    for token in _TOKEN.finditer(update):
        if token["skip"]:
            continue
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth -= 1
            if depth == 0 and deletes_where is not None:
                # The short form deletes what its pattern says; in full it takes USING.
                pattern = update[deletes_where : token.end()]
                out.append(f"{pattern} {using}WHERE {pattern}")
                copied, deletes_where = token.end(), None
        elif token["word"] and depth == 0:
            word = token["word"].upper()
            if word in ("USING", "WITH"):
                raise Refusal(400, f"the request and its update ({word}) both name graphs; leave one of them out")
            if word == "WHERE" and before == "DELETE":
                out.append(update[copied : token.start()])
                copied = deletes_where = token.end()
            elif word == "WHERE":
                out += [update[copied : token.start()], using]
                copied = token.start()
            before = word
            continue
        before = ""
    return "".join(out) + update[copied:]
