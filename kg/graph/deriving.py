"""The merged events, entities and ties of a store, all at once from the graphs of its articles.

`kg.graph.updating` keeps them right as articles come and go, and looks again and again at what stands beside a new
report. A store that is filled with many articles is merged once, when all of them are there: by the same functions, so
that the same graph comes out, in a time that grows with the articles alone.

The articles are gone through one after the other. What each says of a merge key or of an entity is laid into one of
many files, by its name; then one file after the other is put together. So memory holds a small part of it at a time.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zlib import crc32

import pyoxigraph as ox

from kg.graph.entities import describe_entity, gather_facts
from kg.graph.events import describe_event, read_telling
from kg.graph.filling import Portion
from kg.graph.grouping import group
from kg.graph.identifiers import Minter
from kg.graph.settling import find_ties, settle
from kg.graph.terms import iri, make_quads
from kg.graph.updating import ArticleChange, find_reports, index_quads, read_article_quads
from kg.vocabulary import classes as c
from kg.vocabulary.namespaces import KG, RDF

__all__ = ["derive"]

#: So many files hold what the articles say of merge keys, and as many what they say of entities: few enough to be open
#: at the same time on any system, enough that one of them has some 20 MB of a corpus of 30,000 articles.
FILES = 32
#: Quads that are taken out in one transaction.
_CLEARED = 10_000


def derive(
    store: ox.Store,
    minter: Minter,
    folder: Path | None = None,
    on_share: Callable[[float], None] = lambda share: None,
) -> None:
    """Writes the graphs of events, entities and ties anew from those of the articles.

    ``folder`` is where the files are laid, the system's for such when it is None. ``on_share`` is told which share is
    done, from 0 to 1. Killed in between, it must be called again. Raises what Oxigraph and the system raise.
    """
    for derived in (minter.events, minter.entities, minter.ties):
        _clear(store, derived)
    with _Sorted(folder) as reports, _Sorted(folder) as facts:
        graphs = [q.subject for q in store.quads_for_pattern(None, iri(RDF + "type"), iri(c.ARTICLE), None)]
        for done, graph in enumerate(graphs):
            on_share(done / len(graphs) / 2)
            _lay_out(store, minter, graph, reports, facts)
        portion = Portion()
        for members in (event for tellings in reports.gather(on_share, 0.5) for event in group(tellings)):
            merged = settle(members)
            ties = ((subject, KG + name, iri(object_)) for subject, name, object_ in find_ties(merged))
            quads = make_quads(describe_event(merged, minter), minter.events) | make_quads(ties, minter.ties)
            if portion.add(quads):
                portion.write(store)
        for named in facts.gather(on_share, 0.75):
            entity, told = named[0][0], {fact for _, some in named for fact in some}
            if portion.add(make_quads(describe_entity(entity, told), minter.entities)):
                portion.write(store)
        portion.write(store)
        on_share(1.0)


def _clear(store: ox.Store, graph: str) -> None:
    """Empties a graph that a merging left that was killed, in portions: one transaction would need memory for all."""
    while quads := set(islice(store.quads_for_pattern(None, None, None, iri(graph)), _CLEARED)):
        ArticleChange(delete=quads).apply(store)


def _lay_out(store: ox.Store, minter: Minter, graph: Any, reports: _Sorted, facts: _Sorted) -> None:
    """Lays out what an article tells: its reports by their merge keys, and the facts of entities by the entities."""
    index = index_quads(store.quads_for_pattern(None, None, None, graph))
    about = read_article_quads(store, minter, index)
    for report in find_reports(index):
        telling = read_telling(report, about)
        reports.add(telling.key or report, telling)
    for entity, told in gather_facts(index).items():
        facts.add(entity, (entity, told))


class _Sorted:
    """What is laid under names, in temporary files, and gathered name by name. A context manager."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> _Sorted:
        self._files: list[IO[bytes]] = []
        for _ in range(FILES):
            self._files.append(self._stack.enter_context(TemporaryFile(dir=self._folder)))
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def add(self, name: str, thing: object) -> None:
        """Lays a thing under a name."""
        pickle.dump((name, thing), self._files[crc32(name.encode()) % FILES], pickle.HIGHEST_PROTOCOL)

    def gather(self, on_share: Callable[[float], None], begun: float) -> Iterator[list[Any]]:
        """All things of one name, for one name after the other; a quarter of the work that has begun at a share."""
        for number, file in enumerate(self._files):
            on_share(begun + number / FILES / 4)
            named: dict[str, list[Any]] = defaultdict(list)
            file.seek(0)
            while True:
                try:
                    name, thing = pickle.load(file)
                except EOFError:
                    break
                named[name].append(thing)
            yield from named.values()
