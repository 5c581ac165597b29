"""The explorer's addresses: pages, data for them, and what an IRI of the graph leads to."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.server.answers import Job, Refusal
from kg.server.negotiation import prefers_html
from kg.server.protocol import read_parameters
from kg.server.requests import read_body, send_answer, while_connected
from kg.server.state import State
from kg.statements import STATEMENT_LANGUAGES
from kg.vocabulary.namespaces import WD

__all__ = [
    "DATA",
    "PAGES",
    "choose_language",
    "choose_theme",
    "follow_iri",
    "lead_home",
    "read_text",
    "show_page",
    "tell_data",
    "tell_error",
]

#: Pages by their addresses.
PAGES = {
    "/": "home", "/search": "search", "/pair": "pair", "/network": "network", "/map": "map", "/ask": "ask",
    "/text": "text",
}  # fmt: skip

#: Data of pages, and the description of the whole.
DATA = ("/network.json", "/network.gexf", "/network.csv", "/network.ttl", "/void", "/.well-known/void")

#: A reader's choices are kept a year.
YEAR = 365 * 24 * 3600


async def show_page(request: Request) -> Response:
    """A page by its address."""
    return await _send_page(request, PAGES[request.url.path], dict(request.query_params))


async def follow_iri(request: Request) -> Response:
    """What an IRI of the graph stands for, as a page or as RDF by content negotiation."""
    state: State = request.app.state.kg
    iri = _find_iri(request, state)
    if not _is_iri(iri):
        raise Refusal(400, f"no IRI: {iri[:200]!r}")
    accept, form = request.headers.get("accept", ""), request.query_params.get("format", "")
    if form not in ("", "html") or not (prefers_html(accept) or form == "html"):
        answer = await state.read(Job("describe", {"thing": iri, "accept": accept, "form": form}))
        return send_answer(answer)
    return await _send_page(request, "iri", {**request.query_params, "iri": iri})


async def tell_data(request: Request) -> Response:
    """Data of the explorer: the network for its drawing, the description of the data set."""
    state: State = request.app.state.kg
    if request.url.path in ("/void", "/.well-known/void"):
        endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
        arguments = {"endpoint": endpoint, "accept": request.headers.get("accept", ""),
                     "form": request.query_params.get("format", "")}  # fmt: skip
        if prefers_html(arguments["accept"]):
            arguments["accept"] = "text/turtle"
        return send_answer(await state.read(Job("void", arguments)))
    form = request.url.path.rpartition(".")[2]
    if form == "json":
        return send_answer(await state.look_up("network", {}))
    query = tuple(sorted(request.query_params.items()))
    return send_answer(await state.look_up("file", {"form": form, "query": query}))


async def read_text(request: Request) -> Response:
    """The text box: shows its form, or what a pasted text reports."""
    if request.method != "POST":
        return await show_page(request)
    state: State = request.app.state.kg
    fields = dict(read_parameters(await read_body(request), "the form"))
    arguments = {"text": fields.get("text", ""), "published": fields.get("published", ""),
                 "lang": choose_language(request), "theme": choose_theme(request)}  # fmt: skip
    catalogue = str(await state.find_catalogue())
    work = state.pool.do(Job("text", {**arguments, "catalogue": catalogue}), "texts")
    response = send_answer(await while_connected(request, work))
    response.headers["Cache-Control"] = "no-store"
    return response


async def _send_page(request: Request, page: str, query: dict[str, str]) -> Response:
    state: State = request.app.state.kg
    chosen = {name: query.pop(name, "") for name in ("lang", "theme")}
    lang, theme = choose_language(request), choose_theme(request)
    arguments = {"page": page, "lang": lang, "theme": theme, "path": request.url.path,
                 "query": tuple(sorted(query.items()))}  # fmt: skip
    response = send_answer(await state.look_up("page", arguments))
    _keep_choices(response.headers, chosen, lang, theme)
    return response


def _keep_choices(headers: MutableHeaders, chosen: dict[str, str], lang: str, theme: str) -> None:
    for name, value in (("lang", lang), ("theme", theme)):
        if chosen[name]:
            headers.append("Set-Cookie", f"{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly")


def choose_language(request: Request) -> str:
    """The language that a reader has chosen, else the one of ours that the browser wants most."""
    for wanted in (request.query_params.get("lang"), request.cookies.get("lang")):
        if wanted in STATEMENT_LANGUAGES:
            return wanted
    best, most = "en", 0.0
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        weight = float(quality) if quality.replace(".", "", 1).isdigit() else 1.0
        if tag[:2] in STATEMENT_LANGUAGES and weight > most:
            best, most = tag[:2], weight
    return best


def choose_theme(request: Request) -> str:
    """The colours that a reader has chosen; empty for those of the system."""
    for wanted in (request.query_params.get("theme"), request.cookies.get("theme")):
        if wanted in ("dark", "light"):
            return wanted
    return ""


def _find_iri(request: Request, state: State) -> str:
    if request.url.path == "/iri":
        return request.query_params.get("iri", "")
    local = unquote(request.scope["raw_path"].decode("latin-1").partition("?")[0]).split("/", 2)[2]
    return (WD if request.url.path.startswith("/wd/") else state.base) + local


def _is_iri(text: str) -> bool:
    return 0 < len(text) <= 4096 and ":" in text and not any(x in '<>"{}|^`\\' or x <= " " for x in text)


async def tell_error(request: Request, status: int, message: str, headers: Mapping[str, str]) -> Response | None:
    """A page that tells an error, for whoever asks for pages; None for others."""
    if not prefers_html(request.headers.get("accept", "")) or request.url.path.startswith(("/sparql", "/static")):
        return None
    state: State = request.app.state.kg
    shown = "" if status == 404 and message == "Not Found" else message
    query = {k: v for k, v in request.query_params.items() if k not in ("lang", "theme")}
    arguments = {"page": "error", "lang": choose_language(request), "theme": choose_theme(request),
                 "path": request.url.path, "query": (*sorted(query.items()), ("message", shown))}  # fmt: skip
    try:
        answer = await state.look_up("page", arguments)
    except Refusal:
        return None
    response = send_answer(answer)
    response.status_code = status
    response.headers.update(headers)
    return response


async def lead_home(request: Request) -> Response:
    """Leads IRIs whose base is this very server to their pages: ``/event-…`` is ``/id/event-…``."""
    return RedirectResponse(f"/id/{request.path_params['local']}", status_code=303)
