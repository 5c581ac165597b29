"""Many quads written at once: Oxigraph sorts a portion of them into files, in a third of the time of transactions.

It takes these files over together (RocksDB's ingestion), so that a portion is there as a whole or not at all, whenever
the process is killed. Oxigraph does not promise that; `tests/graph/test_graph_filling.py` kills it to see.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["Portion"]

#: So many quads wait in memory to be written together: those of some fifty articles, as many as a shard has.
PORTION = 25_000


class Portion:
    """Quads that wait to be written together."""

    def __init__(self) -> None:
        self._quads: list[ox.Quad] = []

    def add(self, quads: Iterable[ox.Quad]) -> bool:
        """Lets quads wait that may be in the store already; returns whether it is time to write them."""
        self._quads.extend(quads)
        return len(self._quads) >= PORTION

    def write(self, store: ox.Store) -> None:
        """Writes what waits. Raises what Oxigraph raises."""
        if self._quads:
            store.bulk_extend(self._quads)
            self._quads = []
