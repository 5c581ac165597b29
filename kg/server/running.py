"""The server as a process: its socket, its limits of the system, its end."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.errors import ServerError
from kg.server.app import make_app
from kg.server.state import Settings

__all__ = ["serve"]

#: Seconds in which the head of a request must have come, or a connection be of use.
REQUEST_SECONDS = 20.0

#: Files and connections that the process may have open, as far as the system allows.
OPEN_FILES = 65_536


def serve(settings: Settings, host: str, port: int, on_start: Callable[[str], None] = lambda url: None) -> None:
    """Serves a store until the process is told to stop (SIGINT, SIGTERM); ``on_start`` is told the address.

    Requests under way get five seconds to end. Raises `ServerError` when the address cannot be had.
    """
    _raise_file_limit()
    with _bind(host, port) as listener:
        name, bound = listener.getsockname()[:2]
        shown = f"[{name}]" if ":" in name else name
        config = uvicorn.Config(
            make_app(settings),
            http=_PatientProtocol,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=5,
            backlog=2048,
        )
        server = _Server(config, lambda: on_start(f"http://{shown}:{bound}/"))
        server.run(sockets=[listener])


class _PatientProtocol(HttpToolsProtocol):
    """HTTP that waits for a request for so long: uvicorn itself waits for ever for one that comes in drops."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to watch the connection."""
        super().connection_made(transport)
        self._watch()

    def _watch(self) -> None:
        self.loop.call_later(REQUEST_SECONDS, self._check)

    def _check(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            self._watch()


class _Server(uvicorn.Server):
    """Tells when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, and says so."""
        await super().startup(sockets)
        if self.started:
            self._tell()


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise ServerError(
            f"cannot listen at {host} port {port}: {error.strerror or error}; give another --port (0: any free one)"
        ) from None
    return listener


def _raise_file_limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
