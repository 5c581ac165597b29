"""Quads in canonical order, however many: sorted in memory by portions, and merged from disk when there are several."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

import pyoxigraph as ox

from kg.graph.terms import sort_key

__all__ = ["SortedHeader", "sort_quads"]

#: Quads sorted in memory at a time.
PORTION = 200_000


def sort_quads(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads by graph, subject, predicate and object, compared as N-Quads text."""
    source = iter(quads)
    first = sorted(islice(source, PORTION), key=sort_key)
    if len(first) < PORTION:
        yield from first
        return
    with ExitStack() as stack:
        files: list[IO[bytes]] = []
        portion = first
        while portion:
            file = stack.enter_context(tempfile.TemporaryFile())
            ox.serialize(portion, file, format=ox.RdfFormat.N_QUADS)
            file.seek(0)
            files.append(file)
            portion = sorted(islice(source, PORTION), key=sort_key)
        streams = [ox.parse(file, format=ox.RdfFormat.N_QUADS) for file in files]
        yield from heapq.merge(*streams, key=sort_key)


class SortedHeader:
    """A binary stream that puts the ``@prefix`` lines at the head in order: Oxigraph writes them in a random one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Writes on; the head is held back until it is whole."""
        if self._held is None:
            self._stream.write(data)
            return len(data)
        self._held += bytes(data)
        *lines, rest = self._held.split(b"\n")
        head = [x for x in lines if x.startswith(b"@prefix ")]
        if len(head) < len(lines) or not b"@prefix ".startswith(rest[:8]):
            self._let_go()
        return len(data)

    def flush(self) -> None:
        """Writes what was held back: a graph without triples has only its head."""
        self._let_go()
        self._stream.flush()

    def _let_go(self) -> None:
        if self._held is None:
            return
        lines = self._held.splitlines(keepends=True)
        count = next((i for i, x in enumerate(lines) if not x.startswith(b"@prefix ")), len(lines))
        self._stream.write(b"".join([*sorted(lines[:count]), *lines[count:]]))
        self._held = None
