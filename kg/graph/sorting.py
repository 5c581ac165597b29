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

__all__ = ["ReadableTurtle", "sort_quads"]

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


class ReadableTurtle:
    """A binary stream for Oxigraph's Turtle and TriG: the prefixes in order, a blank line between subjects.

    Oxigraph writes the prefixes in a random order. It keeps every literal on one line, so that a line that ends with a
    full stop ends a subject.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._rest = b""
        self._head: list[bytes] | None = []
        self._ended = False

    def write(self, data: bytes) -> int:
        """Writes the lines that are whole; the prefixes are held back until all are there."""
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        self._stream.write(b"".join(self._lay_out(lines)))
        return len(data)

    def flush(self) -> None:
        """Writes what was held back: a graph without triples has only its head."""
        self._stream.write(b"".join([*self._lay_out([self._rest] if self._rest else []), *self._let_go()]))
        self._rest = b""
        self._stream.flush()

    def _lay_out(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            if self._head is not None and line.startswith(b"@prefix "):
                self._head.append(line + b"\n")
                continue
            yield from self._let_go()
            if self._ended and line != b"}":
                yield b"\n"
            yield line + b"\n"
            self._ended = line.endswith(b" .") or line == b"}"

    def _let_go(self) -> Iterator[bytes]:
        if self._head:
            yield from sorted(self._head)
            self._ended = True
        self._head = None
