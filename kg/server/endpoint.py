"""The SPARQL endpoint: ``/sparql``."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.server.answers import Job, Refusal
from kg.server.negotiation import prefers_html
from kg.server.protocol import Operation, read_operation
from kg.server.requests import read_body, send_answer, while_connected
from kg.server.state import State

__all__ = ["answer_sparql"]


async def answer_sparql(request: Request) -> Response:
    """Answers a request of the SPARQL 1.1 Protocol, or describes the service. Raises `Refusal`."""
    state: State = request.app.state.kg
    accept = request.headers.get("accept", "")
    body = await read_body(request)
    operation = read_operation(
        request.method, request.scope["query_string"], request.headers.get("content-type", ""), body
    )
    if request.method == "GET" and prefers_html(accept) and not (operation and operation.form):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/ask{query}", status_code=303, headers={"Vary": "Accept"})
    if operation is None:
        form = request.query_params.get("format", "")
        endpoint = str(request.url.replace(query="", fragment=""))
        arguments = {"endpoint": endpoint, "writable": state.token is not None, "accept": accept, "form": form}
        return send_answer(await state.read(Job("service", arguments)))
    if operation.kind == "update":
        return await _update(request, state, operation)
    arguments = {
        "query": operation.text,
        "accept": accept,
        "form": operation.form,
        "default_graphs": operation.default_graphs,
        "named_graphs": operation.named_graphs,
    }
    response = send_answer(await while_connected(request, state.ask(Job("query", arguments))))
    response.headers["Vary"] = "Accept"
    return response


async def _update(request: Request, state: State, operation: Operation) -> Response:
    if state.token is None:
        raise Refusal(403, "this server only reads; start it with --writable to let it take updates")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), state.token.encode()):
        raise Refusal(
            401,
            "an update needs the server's token, in the header Authorization: Bearer TOKEN",
            headers={"WWW-Authenticate": 'Bearer realm="kg serve"'},
        )
    arguments = {
        "update": operation.text,
        "default_graphs": operation.default_graphs,
        "named_graphs": operation.named_graphs,
    }
    return send_answer(await state.pool.do(Job("update", arguments), "updates"))
