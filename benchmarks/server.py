"""How `kg serve` bears load, beside Oxigraph's own server on the same store: ``python benchmarks/server.py STORE``.

Requests a second and the slowest of a hundred of five named questions at 16 clients, each asked anew (a comment tells
them apart) and as it was asked before; then how long a light query takes while 1,000 slow or broken clients and a flood
of heavy queries are at the server.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.graph.layout import find_snapshot
from kg.graph.questions import load_question

NAMES = ("agreements", "mediation", "planned", "rounds", "timeline")
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextmanager
def run(command: list[str], ready: str) -> Iterator[str]:
    """A server as a process; gives host:port once it has said that it is ready."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            found = re.search(ready, line)
            if found:
                threading.Thread(target=process.stderr.read, daemon=True).start()
                yield found[1]
                return
        raise SystemExit(f"{command[0]} did not start")
    finally:
        process.terminate()
        process.wait(20)


def serve_ours(store: Path) -> list[str]:
    return [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", "--timeout", "10"]


def serve_theirs(folder: Path) -> list[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tool = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:/usr/bin:/usr/local/bin")
    if tool is None:
        raise SystemExit("no oxigraph: pip install oxigraph")
    bind = f"127.0.0.1:{port}"
    return [tool, "serve-read-only", "--location", str(folder), "--bind", bind, "--union-default-graph"]


def make_request(path: str, query: str, host: str) -> bytes:
    address = f"{path}?query={quote(query, safe='')}"
    return (
        f"GET {address} HTTP/1.1\r\nHost: {host}\r\nAccept: application/sparql-results+json\r\n"
        "Connection: keep-alive\r\n\r\n"
    ).encode()


async def read_response(reader: asyncio.StreamReader) -> int:
    """Reads a response to its end; returns its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = re.search(r"content-length: (\d+)", head)
        await reader.readexactly(int(length[1]) if length else 0)
    return status


async def ask_for(host: str, path: str, clients: int, seconds: float, *, anew: bool) -> tuple[float, float, int]:
    """Requests a second, the 99th percentile in seconds, and how many were not answered."""
    queries = [load_question(name).sparql for name in NAMES]
    numbers = itertools.count()
    times: list[float] = []
    failed = 0
    end = time.monotonic() + seconds

    async def client(first: int) -> None:
        nonlocal failed
        name, port = host.rsplit(":", 1)
        reader, writer = await asyncio.open_connection(name, int(port), limit=2**26)
        for query in itertools.cycle(queries[first:] + queries[:first]):
            if time.monotonic() > end:
                break
            text = f"{query}\n# {next(numbers)}" if anew else query
            begun = time.monotonic()
            writer.write(make_request(path, text, host))
            status = await read_response(reader)
            times.append(time.monotonic() - begun)
            failed += status != 200
        writer.close()

    await asyncio.gather(*(client(number % len(queries)) for number in range(clients)))
    times.sort()
    return len(times) / seconds, times[int(len(times) * 0.99) - 1], failed


async def ask_in_trouble(host: str, seconds: float, slow: int, heavy: int) -> tuple[list[float], int, int]:
    """How long light queries and pages take meanwhile, how many were refused, and how many slow clients there were."""
    name, port = host.rsplit(":", 1)
    stop = asyncio.Event()
    opened = 0

    async def be_slow(number: int) -> None:
        nonlocal opened
        while not stop.is_set():
            try:
                _, writer = await asyncio.open_connection(name, int(port))
            except OSError:
                await asyncio.sleep(0.5)
                continue
            opened += 1
            try:
                if number % 3 == 0:  # a head that never ends
                    for letter in itertools.cycle(b"GET /sparql?query=ASK"):
                        writer.write(bytes([letter]))
                        await writer.drain()
                        await asyncio.sleep(1.5)
                        if stop.is_set():
                            break
                elif number % 3 == 1:  # a body that never comes
                    writer.write(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                                 b"Content-Length: 100000\r\n\r\nASK")  # fmt: skip
                    await asyncio.wait_for(stop.wait(), 60)
                else:  # nonsense, and away
                    writer.write(b"\x16\x03\x01\x00\xff" * 20)
                    await asyncio.sleep(2)
            except (OSError, TimeoutError):
                pass
            finally:
                writer.close()

    async def be_heavy(number: int) -> None:
        while not stop.is_set():
            try:
                reader, writer = await asyncio.open_connection(name, int(port))
                writer.write(make_request("/sparql", f"{HEAVY} # {number} {time.monotonic()}", host))
                await read_response(reader)
                writer.close()
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.2)

    # The first page waits for the catalogue.
    reader, writer = await asyncio.open_connection(name, int(port), limit=2**26)
    writer.write(f"GET /search?q=qatar HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n".encode())
    await read_response(reader)
    writer.close()
    crowd = [asyncio.create_task(be_slow(number)) for number in range(slow)]
    crowd += [asyncio.create_task(be_heavy(number)) for number in range(heavy)]
    await asyncio.sleep(3)
    times, refused = [], 0
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        begun = time.monotonic()
        reader, writer = await asyncio.open_connection(name, int(port), limit=2**26)
        if number % 2:
            writer.write(make_request("/sparql", f"SELECT ?l {{ wd:Q846 rdfs:label ?l }} # {number}", host))
        else:
            writer.write(f"GET /search?q=qatar+{number} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n".encode())
        refused += await read_response(reader) != 200
        writer.close()
        times.append(time.monotonic() - begun)
        await asyncio.sleep(0.1)
    stop.set()
    for task in crowd:
        task.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    return sorted(times), refused, opened


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--slow", type=int, default=1000)
    parser.add_argument("--heavy", type=int, default=32)
    arguments = parser.parse_args()
    snapshot = find_snapshot(arguments.store)
    if snapshot is None:
        raise SystemExit(f"{arguments.store}: no published state")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(snapshot, copy)
        measured = {}
        for name, command, ready, path in (
            ("oxigraph serve", serve_theirs(copy), r"(127\.0\.0\.1:\d+)", "/query"),
            ("kg serve", serve_ours(arguments.store), r"http://(\S+?)/ ", "/sparql"),
        ):
            with run(command, ready) as host:
                for kind, anew in (("each asked anew", True), ("as asked before", False)):
                    work = ask_for(host, path, arguments.clients, arguments.seconds, anew=anew)
                    rate, slowest, failed = asyncio.run(work)
                    measured[name, kind] = rate
                    ratio = rate / measured["oxigraph serve", kind]
                    print(f"{name:15} {kind:16} {rate:8.1f} requests/s  p99 {slowest * 1000:7.0f} ms  "
                          f"{failed} failed  ratio {ratio:.2f}", flush=True)  # fmt: skip
    with run(serve_ours(arguments.store), r"http://(\S+?)/ ") as host:
        work = ask_in_trouble(host, arguments.seconds * 2, arguments.slow, arguments.heavy)
        times, refused, opened = asyncio.run(work)
        print(f"in trouble      {opened} slow or broken connections, {arguments.heavy} heavy queries at once: "
              f"{len(times)} light requests, {refused} refused, median {times[len(times) // 2] * 1000:.0f} ms, "
              f"p99 {times[int(len(times) * 0.99) - 1] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
