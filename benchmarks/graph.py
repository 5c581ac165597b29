"""How fast the graph is: ``python benchmarks/graph.py [--triples N …] [--articles N N] [--work DIR] [--json]``.

Seconds say more of the machine than of the program, so everything is told as a ratio, measured in the same run:

* loading N-Quads through our API against pyoxigraph's own bulk load, both on disk, and against rdflib's own store;
* every named question through our API against pyoxigraph directly on the same snapshot, and against rdflib's own store,
  which is given some seconds for each and not asked further (``over 3 s``);
* building one more article into a large store against building it into an empty one, opening and publishing included;
* the peak memory of a build of many articles against one of few, each in a process of its own.

The graphs are those that `benchmarks/made_articles.py` and the builder make. Compared is processor time, the best of
some rounds, in turns, so that neither side has the warmer machine. ``--work /dev/shm`` keeps a slow disk out of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import signal
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

#: Processor seconds that rdflib's own store is given for a question.
PATIENCE = 3.0

ROUNDS = 2

#: An engine tells its size by counting, so it is asked after so many articles only.
PORTION = 50

Found = dict[str, float | str]


class OverError(BaseException):
    """The time is over. rdflib catches whatever is an `Exception`."""


def compete(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The least processor time that each of some works takes, in turns, in seconds."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, work in enumerate(works):
            best[number] = min(best[number], time_of(work))
    return best


def time_of(work: Callable[[], object]) -> float:
    """The processor seconds of a work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def write_dump(dump: Path, triples: int, advance: Callable[[str], None]) -> int:
    """Writes a graph of at least so many triples of made-up articles as N-Quads; returns how many they are."""
    with GraphStore.open(None) as store:
        for count, (article, events) in enumerate(make_articles(triples // 450 + 1), 1):
            store.add_article(article, events)
            advance(article.file)
            if count % PORTION == 0 and len(store.engine) >= triples:
                break
        with dump.open("wb") as stream:
            store.write(stream, "nq")
        return len(store.engine)


def measure_loading(dump: Path, work: Path) -> tuple[Found, rdflib.Dataset]:
    """Our loading and rdflib's, as multiples of pyoxigraph's bulk load of the same N-Quads; and rdflib's own store.

    Leaves our store in ``work/ours``.
    """

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

    slow = rdflib.Dataset(default_union=True)
    ours, theirs = compete(load_ours, load_theirs)
    shutil.rmtree(work / "theirs")
    others = time_of(lambda: slow.parse(dump, format="nquads"))
    return {"seconds": ours, "× bulk_load": ours / theirs, "rdflib × ours": others / ours}, slow


def measure_questions(store: GraphStore, slow: rdflib.Dataset, patience: float) -> tuple[Found, Found]:
    """Every named question as a multiple of what pyoxigraph takes for it, and rdflib's time as a multiple of ours."""
    engine, prefixes = store.engine, store.prefixes

    def ask_ours(sparql: str) -> None:
        for _ in store.query(sparql):  # type: ignore[union-attr]
            pass

    def ask_theirs(sparql: str) -> None:
        for _ in engine.query(sparql, prefixes=prefixes, use_default_graph_as_union=True):  # type: ignore[union-attr]
            pass

    told: Found = {}
    against: Found = {}
    for question in list_questions():
        sparql = question.sparql
        ours, theirs = compete(lambda: ask_ours(sparql), lambda: ask_theirs(sparql))  # noqa: B023
        # A question of less than a millisecond is answered before the clock has moved.
        told[question.name] = max(ours, 1e-3) / max(theirs, 1e-3)
        others = ask_patiently(slow, sparql, patience)
        against[question.name] = others if isinstance(others, str) else others / max(ours, 1e-3)
    return told, against


def ask_patiently(slow: rdflib.Dataset, sparql: str, patience: float) -> float | str:
    """The processor seconds that rdflib's own store takes for a query, or in words why it gave no answer."""

    def stop(number: int, frame: object) -> None:
        raise OverError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, patience)
    try:
        return time_of(lambda: list(slow.query(sparql)))
    except OverError:
        return f"over {patience:g} s"
    except Exception as error:  # rdflib's own errors have no common class
        return f"fails: {type(error).__name__}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def measure_adding(full: Path, work: Path) -> Found:
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


def measure_memory(articles: Sequence[int], work: Path | None) -> Found:
    """Peak memory in MiB of builds of so many articles, each in its own process; the last as a ratio to the first."""
    peaks = {}
    for number in articles:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            command = [sys.executable, __file__, "--build", str(number), folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks[f"{number:,} articles"] = float(done.stdout) / 1024
    first, *_, last = peaks.values()
    return {**peaks, "ratio": last / first}


def build_and_tell_memory(number: int, folder: Path) -> None:
    """Builds articles of one event each and prints the peak memory in KiB."""
    with GraphStore.open(folder / "s", create=True) as store:
        for article, events in make_articles(number, 1):
            store.add_article(article, events)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def tell(found: dict[str, Found]) -> None:
    for part, numbers in found.items():
        print(part)
        for name, number in numbers.items():
            print(f"  {name:28} {number:>10}" if isinstance(number, str) else f"  {name:28} {number:10.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000], help="builds to compare in memory")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds for rdflib's own store a question")
    parser.add_argument("--work", type=Path, help="folder for the stores, else the system's for temporary files")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", nargs=2, metavar=("N", "DIR"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.build:
        build_and_tell_memory(int(given.build[0]), Path(given.build[1]))
        return
    found: dict[str, Found] = {}
    if given.articles:
        found["peak memory of a build, MiB"] = measure_memory(given.articles, given.work)
    for triples in given.triples:
        with tempfile.TemporaryDirectory(dir=given.work) as name:
            work = Path(name)
            with show_progress("Building") as advance:
                size = f"{write_dump(work / 'dump.nq', triples, advance):,} triples"
            found[f"loading {size}"], slow = measure_loading(work / "dump.nq", work)
            with GraphStore.open(work / "ours") as store:
                (
                    found[f"named questions × pyoxigraph, {size}"],
                    found[f"named questions, rdflib × ours, {size}"],
                ) = measure_questions(store, slow, given.patience)
            del slow
            found[f"one more article to {size}"] = measure_adding(work / "ours", work)
    print(json.dumps(found, ensure_ascii=False)) if given.json else tell(found)


if __name__ == "__main__":
    main()
