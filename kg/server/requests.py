"""How requests are read and answers sent: bodies within limits, work stopped when nobody waits, security headers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import TypeVar

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.answers import Answer, Refusal

__all__ = ["SecurityHeaders", "read_body", "send_answer", "while_connected"]

T = TypeVar("T")

#: Bytes of a request's body, and the seconds that it may take to come.
MOST_BODY = 2 * 1024 * 1024
BODY_SECONDS = 30.0

CHUNK = 64 * 1024

#: Nothing but our own files; no inline scripts or styles, no frames, no plug-ins.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The one style that a part of YASGUI (column-resizer) writes into its page, by its hash.
EDITOR_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
EDITOR_POLICY = PAGE_POLICY.replace("style-src 'self'", f"style-src 'self' {EDITOR_STYLE}")

#: What is no page cannot do anything when a browser shows it.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


async def read_body(request: Request) -> bytes:
    """The body of a request. Raises `Refusal` when it is too long or takes too long."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > MOST_BODY:
                    raise Refusal(413, f"the request is longer than {MOST_BODY // 1024**2} MiB; send less")
                parts.append(part)
    except TimeoutError:
        raise Refusal(408, f"the request did not come within {BODY_SECONDS:g} seconds") from None
    return b"".join(parts)


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """The result of some work, which is cancelled when the client goes away. The body must have been read before."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_wait_until_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
        return await task
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def send_answer(answer: Answer) -> Response:
    """An answer as a response; a file is sent in pieces and then removed."""
    headers = dict(answer.headers)
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, headers, media_type=answer.media_type)
    path = answer.body
    headers["Content-Length"] = str(path.stat().st_size)
    return StreamingResponse(
        _read_pieces(path), answer.status, headers, answer.media_type, background=BackgroundTask(path.unlink, True)
    )


async def _read_pieces(path: Path) -> AsyncIterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := await asyncio.to_thread(file.read, CHUNK):
                yield piece
    finally:
        path.unlink(missing_ok=True)


class SecurityHeaders:
    """Says to browsers what a response may do: a page its own scripts and styles, anything else nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and adds the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.setdefault("headers", [])
                names = {name.lower() for name, _ in headers}
                kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
                if b"content-security-policy" not in names:
                    page = EDITOR_POLICY if scope["path"] == "/ask" else PAGE_POLICY
                    policy = page if kind.startswith(b"text/html") else DATA_POLICY
                    headers.append((b"content-security-policy", policy.encode()))
                headers += [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
            await send(message)

        await self.app(scope, receive, send_with_headers)
