"""A SPARQL query answered inside a worker, as bytes, within its limits."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.graph.serialising import write_quads
from kg.graph.store import GraphStore
from kg.server.answers import Answer, Limits, Refusal
from kg.server.negotiation import RDF_FORMATS, RESULT_FORMATS, Format, choose_format, find_named_format

__all__ = ["Meter", "answer_query", "write_graph"]

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}

#: Bytes of an answer that are kept in memory; longer ones are written to a file.
IN_MEMORY = 256 * 1024

#: What stands once between or before two rows of an answer and in no value: values escape ``"``, ``<`` and tabs.
_ROW_MARKS = {"json": b'"}},{"', "xml": b"<result>", "tsv": b"\n", "csv": b"\r\n"}


def answer_query(
    store: GraphStore,
    limits: Limits,
    spool: Path,
    *,
    query: str,
    accept: str = "",
    form: str = "",
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answer:
    """The answer to a query in the form that ``form`` names, else the one that ``accept`` wants most.

    Raises `Refusal`: 406 for a form that we do not have, 413 for an answer over the limits; `QueryError` for what is no
    SPARQL.
    """
    answer = store.query(query, default_graphs=default_graphs, named_graphs=named_graphs)
    formats = RDF_FORMATS if isinstance(answer, ox.QueryTriples) else RESULT_FORMATS
    chosen = pick_format(accept, form, formats)
    with Meter(spool, limits, _ROW_MARKS.get(chosen.name)) as meter:
        if isinstance(answer, ox.QueryTriples):
            quads = (ox.Quad(t.subject, t.predicate, t.object) for t in answer)
            write_graph(quads, meter, chosen, store, limits)
        elif isinstance(answer, ox.QueryBoolean) and chosen.name in ("csv", "tsv"):
            meter.write(b"true" if answer else b"false")  # the formats know rows only
        else:
            answer.serialize(meter, format=_RESULTS[chosen.name])  # type: ignore[arg-type]
        return Answer(meter.finish(), chosen.content_type)


def pick_format(accept: str, form: str, formats: Sequence[Format]) -> Format:
    """The format asked for by name or by ``Accept``. Raises `Refusal` with those that there are."""
    # Some clients (SPARQLWrapper) send names of their own besides a right Accept, or a list of media types.
    chosen = find_named_format(form, formats) or (choose_format(form, formats) if "/" in form else None)
    if chosen is None and (not form or accept not in ("", "*/*")):
        chosen = choose_format(accept, formats)
    if chosen is None:
        known = ", ".join(f"{x.name} ({x.media_types[0]})" for x in formats)
        raise Refusal(406, f"this answer cannot be given as {form or accept}; it can as {known}")
    return chosen


def write_graph(
    quads: Iterator[ox.Quad], stream: IO[bytes] | Meter, chosen: Format, store: GraphStore, limits: Limits
) -> None:
    """Writes triples in a format; what prints names with prefixes groups them by subject, so they are sorted first."""
    counted = list(islice(quads, limits.rows + 1))
    if len(counted) > limits.rows:
        raise _too_long(f"{limits.rows:,} triples")
    unique = sorted(set(counted), key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    write_quads(unique, stream, chosen.name, store.prefixes)  # type: ignore[arg-type]


class Meter:
    """A stream that counts what is written to it, and refuses more than the limits allow.

    Small answers stay in memory, larger ones go to a file in ``spool``.
    """

    def __init__(self, spool: Path, limits: Limits, row_mark: bytes | None = None) -> None:
        self._spool = spool
        self._limits = limits
        self._mark = row_mark
        self._chunks: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._size = self._rows = 0
        self._tail = b""
        self._done = False

    def __enter__(self) -> Meter:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
            if not self._done:
                Path(self._file.name).unlink(missing_ok=True)

    def write(self, data: bytes) -> int:
        """Takes bytes. Raises `Refusal` when they are too many, or hold too many rows."""
        self._size += len(data)
        if self._size > self._limits.size:
            raise _too_long(f"{self._limits.size // (1024 * 1024):,} MiB")
        if self._mark:
            self._rows += (self._tail + data).count(self._mark)
            self._tail = (self._tail + data)[-len(self._mark) + 1 :] if len(self._mark) > 1 else b""
            if self._rows > self._limits.rows:
                raise _too_long(f"{self._limits.rows:,} rows")
        self._chunks.append(data)
        if self._file is None and self._size > IN_MEMORY:
            self._file = tempfile.NamedTemporaryFile(dir=self._spool, delete=False)  # noqa: SIM115 - closed at exit
        if self._file is not None:
            self._file.writelines(self._chunks)
            self._chunks.clear()
        return len(data)

    def flush(self) -> None:
        """Does nothing: what is written is complete at `finish`."""

    def finish(self) -> bytes | Path:
        """All that was written: bytes, or the file that holds them."""
        self._done = True
        if self._file is None:
            return b"".join(self._chunks)
        self._file.flush()
        return Path(self._file.name)


def _too_long(most: str) -> Refusal:
    return Refusal(413, f"the answer has more than {most}, which this server does not send; ask for less, by LIMIT say")
