"""The application: all routes, and how what is refused is told."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.server.answers import Refusal
from kg.server.endpoint import answer_sparql
from kg.server.pool import Pool
from kg.server.requests import SecurityHeaders
from kg.server.site import DATA, PAGES, follow_iri, lead_home, read_text, show_page, tell_data, tell_error
from kg.server.state import Settings, State

__all__ = ["make_app"]


def make_app(settings: Settings) -> Starlette:
    """The ASGI application that serves a store. Its workers start and end with the application's lifespan."""

    @asynccontextmanager
    async def run(app: Starlette) -> AsyncIterator[None]:
        spool = Path(tempfile.mkdtemp(prefix="kg-serve-"))
        pool = Pool(settings.store, spool, settings.limits)
        try:
            await pool.start()
            app.state.kg = state = State(settings, pool, spool)
            first = asyncio.ensure_future(state.find_catalogue())  # made while nobody waits for it
            first.add_done_callback(lambda made: made.cancelled() or made.exception())
            yield
        finally:
            await pool.close()
            shutil.rmtree(spool, ignore_errors=True)

    middleware = [Middleware(SecurityHeaders)]
    if settings.allow_origin:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=[settings.allow_origin],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["Accept", "Authorization", "Content-Type"],
                max_age=86_400,
            )
        )
    routes = [
        Route("/sparql", answer_sparql, methods=["GET", "POST"]),
        Route("/sparql/", answer_sparql, methods=["GET", "POST"]),
        *(Route(path, show_page) for path in PAGES if path != "/text"),
        Route("/text", read_text, methods=["GET", "POST"]),
        *(Route(path, tell_data) for path in DATA),
        *(Route(path, follow_iri) for path in ("/iri", "/wd/{local:path}", "/id/{local:path}")),
        Mount("/static", StaticFiles(packages=[("kg.server", "static")])),
        Route("/{local}", lead_home),
    ]
    handlers = {Refusal: tell_refusal, HTTPException: tell_http_error}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers, lifespan=run)  # type: ignore[arg-type]


async def tell_refusal(request: Request, error: Refusal) -> Response:
    """A refusal as one line of text, or as a page for a reader."""
    page = await tell_error(request, error.status, error.message, error.headers)
    return page or PlainTextResponse(error.message + "\n", error.status, error.headers)


async def tell_http_error(request: Request, error: HTTPException) -> Response:
    """What the framework refuses itself: unknown addresses, methods that are not allowed."""
    headers = dict(error.headers or {})
    page = await tell_error(request, error.status_code, error.detail, headers)
    return page or PlainTextResponse(f"{error.detail}\n", error.status_code, headers)
