"""How fast the graph is: ``python benchmarks/graph.py [--triples N …] [--articles N N] [--json]``.

Seconds say more of the machine than of the program, so everything is told as a ratio, measured in the same run:

* loading N-Quads through our API against pyoxigraph's own bulk load, both on disk, and against rdflib's own store;
* every named question through our API against pyoxigraph directly on the same snapshot;
* building one more article into a large store against building it into an empty one, opening and publishing included;
* the peak memory of a build of many articles against one of few, each in a process of its own.

The graphs are those that `benchmarks/made_articles.py` and the builder make. Compared is processor time, the best of
some rounds, in turns, so that neither side has the warmer machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import rdflib
from made_articles import make_articles

from kg.cli.terminal import show_progress
from kg.graph.questions import list_questions
from kg.graph.store import GraphStore

#: rdflib's own store is only asked to load so many triples; it takes a hundred times as long.
MOST_FOR_RDFLIB = 120_000

ROUNDS = 3


def compete(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The least processor time that each of some works takes, in turns, in seconds."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, work in enumerate(works):
            began = time.process_time()
            work()
            best[number] = min(best[number], time.process_time() - began)
    return best


def fill(folder: Path, triples: int, advance: Callable[[str], None]) -> int:
    """Builds a store of at least so many triples of made-up articles; returns the number of articles."""
    per_article = 450
    number = triples // per_article + 1
    with GraphStore.open(folder, create=True) as store:
        for count, (article, events) in enumerate(make_articles(number), 1):
            store.add_article(article, events)
            advance(article.file)
            if len(store.engine) >= triples:
                return count
    return number


def measure_loading(store: GraphStore, work: Path) -> dict[str, float]:
    """Our loading and rdflib's, as multiples of pyoxigraph's bulk load of the same N-Quads."""
    dump = work / "dump.nq"
    with dump.open("wb") as stream:
        store.write(stream, "nq")

    def load_ours() -> None:
        shutil.rmtree(work / "ours", ignore_errors=True)
        with dump.open("rb") as stream:
            ours = GraphStore.open(work / "ours", create=True)
            ours.load(stream)
            ours.close()

    def load_theirs() -> None:
        shutil.rmtree(work / "theirs", ignore_errors=True)
        theirs = ox.Store(str(work / "theirs"))
        with dump.open("rb") as stream:
            theirs.bulk_load(stream, ox.RdfFormat.N_QUADS)
        theirs.flush()

    ours, theirs = compete(load_ours, load_theirs)
    told = {"seconds": ours, "× bulk_load": ours / theirs}
    if len(store.engine) <= MOST_FOR_RDFLIB:
        (slow,) = compete(lambda: rdflib.Dataset().parse(dump, format="nquads"), rounds=1)
        told["rdflib × ours"] = slow / ours
    return told


def measure_questions(store: GraphStore) -> dict[str, float]:
    """Every named question as a multiple of what pyoxigraph takes for the same query."""
    engine, prefixes = store.engine, store.prefixes

    def ask_ours(sparql: str) -> None:
        for _ in store.query(sparql):  # type: ignore[union-attr]
            pass

    def ask_theirs(sparql: str) -> None:
        for _ in engine.query(sparql, prefixes=prefixes, use_default_graph_as_union=True):  # type: ignore[union-attr]
            pass

    told = {}
    for question in list_questions():
        ours, theirs = compete(lambda: ask_ours(question.sparql), lambda: ask_theirs(question.sparql))  # noqa: B023
        # A question of less than a millisecond is answered before the clock has moved.
        told[question.name] = max(ours, 1e-3) / max(theirs, 1e-3)
    return told


def measure_adding(full: Path, work: Path) -> dict[str, float]:
    """Building one article into the full store against building it into an empty one."""
    article, events = list(make_articles(3))[2]

    def add(folder: Path, number: int) -> None:
        name = f"new-{folder.name}-{number}.txt"
        here = replace(article, file=name, path=name)
        with GraphStore.open(folder, writable=True) as store:
            store.add_article(here, [replace(e, article=name) for e in events])

    numbers = iter(range(10**6))
    GraphStore.open(work / "empty", create=True).close()
    add(full, next(numbers))  # what must be read once is read

    def add_to_empty() -> None:
        shutil.rmtree(work / "empty")
        GraphStore.open(work / "empty", create=True).close()

    times: dict[str, list[float]] = {"full": [], "empty": []}
    for _ in range(5):
        add_to_empty()
        for name, folder in (("full", full), ("empty", work / "empty")):
            began = time.perf_counter(), time.process_time()
            add(folder, next(numbers))
            times[name].append(time.process_time() - began[1])
    ours, empty = min(times["full"]), min(times["empty"])
    return {"seconds": ours, "× empty": ours / empty}


def measure_memory(articles: Sequence[int]) -> dict[str, float]:
    """Peak memory in MiB of builds of so many articles, each in its own process; the last as a ratio to the first."""
    peaks = {}
    for number in articles:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, "--build", str(number), folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks[f"{number:,} articles"] = float(done.stdout) / 1024
    first, *_, last = peaks.values()
    return {**peaks, "ratio": last / first}


def build_and_tell_memory(number: int, folder: Path) -> None:
    """Builds articles of two events each and prints the peak memory in KiB."""
    with GraphStore.open(folder / "s", create=True) as store:
        for article, events in make_articles(number, 2):
            store.add_article(article, events)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def tell(found: dict[str, dict[str, float]]) -> None:
    for part, numbers in found.items():
        print(part)
        for name, number in numbers.items():
            print(f"  {name:28} {number:10.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000], help="builds to compare in memory")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", nargs=2, metavar=("N", "DIR"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.build:
        build_and_tell_memory(int(given.build[0]), Path(given.build[1]))
        return
    found: dict[str, dict[str, float]] = {}
    for triples in given.triples:
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            with show_progress("Building") as advance:
                fill(work / "full", triples, advance)
            with GraphStore.open(work / "full") as store:
                size = f"{len(store.engine):,} triples"
                found[f"loading {size}"] = measure_loading(store, work)
                found[f"named questions × pyoxigraph, {size}"] = measure_questions(store)
            found[f"one more article to {size}"] = measure_adding(work / "full", work)
    if given.articles:
        found["peak memory of a build, MiB"] = measure_memory(given.articles)
    print(json.dumps(found, ensure_ascii=False)) if given.json else tell(found)


if __name__ == "__main__":
    main()
