"""The graph sent to another store, for those whose graph outgrows one machine: any that speaks SPARQL 1.1 over HTTP.

By the Graph Store HTTP Protocol each named graph takes the place of what the other store had under its name; as bulk
N-Quads all of it is added in one request. One graph at a time is read, so memory does not grow with their number.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import ExportError
from kg.graph.store import GraphStore
from kg.graph.terms import iri

__all__ = ["Protocol", "push"]

Protocol = Literal["graph-store", "nquads"]

#: Seconds without an answer after which a server counts as gone.
PATIENCE = 300

#: So many characters of what a server says of an error are told.
LONGEST_REASON = 200


def push(
    store: GraphStore,
    endpoint: str,
    *,
    protocol: Protocol = "graph-store",
    runs: bool = False,
    login: tuple[str, str] | None = None,
    on_graph: Callable[[str], None] = lambda graph: None,
) -> tuple[int, int]:
    """Sends all named graphs, those of runs only when asked for. Returns how many graphs and triples were sent.

    ``endpoint`` is the address of the other's graph store (Oxigraph's ends in ``/store``, Virtuoso's in
    ``/sparql-graph-crud-auth``); ``login`` a name and password. Raises `ExportError` in one line that says what the
    server said; a repeated call does all of it again and harms nothing.
    """
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ExportError(f"{endpoint}: no address of a graph store; it begins with http:// or https://")
    opener = _make_opener(endpoint, login)
    if protocol == "nquads":
        count = Counter()
        _send(opener, endpoint, "POST", _read_all(store, runs, count, on_graph), "application/n-quads")
        return count.graphs, count.triples
    graphs = triples = 0
    for name in _list_graphs(store, runs):
        count = Counter()
        address = _with_graph(endpoint, name)
        body = b"".join(_read_graph(store, name, count))  # digest authentication sends a body twice
        _send(opener, address, "PUT", body, "application/n-triples")
        graphs, triples = graphs + 1, triples + count.triples
        on_graph(name)
    return graphs, triples


class Counter:
    """What has been sent so far."""

    def __init__(self) -> None:
        self.graphs = self.triples = 0


def _list_graphs(store: GraphStore, runs: bool) -> list[str]:
    return [name for name in store.graph_names() if runs or name != store.minter.runs]


def _read_graph(store: GraphStore, name: str, count: Counter) -> Iterator[bytes]:
    for quad in store.find(graph=name):
        count.triples += 1
        yield f"{quad.triple} .\n".encode()


def _read_all(store: GraphStore, runs: bool, count: Counter, on_graph: Callable[[str], None]) -> Iterator[bytes]:
    for name in _list_graphs(store, runs):
        for quad in store.find(graph=name):
            count.triples += 1
            yield f"{quad.triple} {iri(name)} .\n".encode()
        count.graphs += 1
        on_graph(name)


def _with_graph(endpoint: str, graph: str) -> str:
    """The address of one graph: the endpoint's with the parameter ``graph`` (SPARQL 1.1 Graph Store, 4.2)."""
    parts = urlsplit(endpoint)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), ("graph", graph)], quote_via=quote, safe="")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _make_opener(endpoint: str, login: tuple[str, str] | None) -> OpenerDirector:
    if login is None:
        return build_opener()
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, endpoint, *login)
    return build_opener(HTTPBasicAuthHandler(passwords), HTTPDigestAuthHandler(passwords))


def _send(opener: OpenerDirector, address: str, method: str, body: bytes | Iterator[bytes], form: str) -> None:
    request = Request(address, data=body, method=method, headers={"Content-Type": form})
    where = address.partition("?")[0]
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            answer.read()
    except HTTPError as error:
        said = " ".join(error.read(4 * LONGEST_REASON).decode("utf-8", "replace").split())[:LONGEST_REASON]
        advice = "; give name and password (--user, KG_PASSWORD)" if error.code in (401, 403) else ""
        raise ExportError(f"{where}: the server refused it with {error.code} {error.reason}: {said}{advice}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ExportError(f"{where}: cannot be reached: {reason}") from None
