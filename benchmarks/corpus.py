"""How fast ``kg build`` goes through a corpus with one and with more processes, how much memory each takes, and whether
the graphs are the same: ``python benchmarks/corpus.py CORPUS.jsonl.xz [--articles N] [--jobs 1,2] [--workers 2,4]``.

The first articles of a JSON Lines file, packed or not, are taken. ``--workers`` builds on Dask clusters of so many
worker processes on this machine (extra ``cluster``); with ``--kill`` one of them is killed in the middle of the work.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import sys
import tempfile
import threading
import time
from io import BytesIO
from itertools import islice
from pathlib import Path

import psutil

from kg.graph.store import GraphStore
from kg.reading.limits import Limits
from kg.reading.packed import open_packed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--workers", default="")
    parser.add_argument("--kill", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        slice_ = Path(scratch) / "slice.jsonl"
        with open_packed(chosen.corpus, Limits()) as lines:
            slice_.write_bytes(b"".join(islice(lines, chosen.articles)))
        words = sum(len(json.loads(line)["text"].split()) for line in slice_.read_text("utf-8").splitlines())
        print(f"{chosen.articles:,} articles, {words:,} words")
        for jobs in map(int, chosen.jobs.split(",")):
            store = Path(scratch) / f"graph-{jobs}"
            measure(f"jobs {jobs}", slice_, store, ["--jobs", str(jobs)], words, chosen.articles)
        for workers in map(int, filter(None, chosen.workers.split(","))):
            store = Path(scratch) / f"graph-dask-{workers}"
            measure_on_dask(workers, slice_, store, words, chosen.articles, kill=chosen.kill)


def measure_on_dask(workers: int, corpus: Path, store: Path, words: int, articles: int, *, kill: bool) -> None:
    from dask.distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:
        if kill:
            victim = next(iter(cluster.workers.values())).process.pid
            threading.Timer(30, os.kill, (victim, signal.SIGKILL)).start()
        name = f"Dask, {workers} workers" + (", one of them killed after 30 s" if kill else "")
        measure(name, corpus, store, ["--scheduler", cluster.scheduler_address], words, articles)


def measure(name: str, corpus: Path, store: Path, how: list[str], words: int, articles: int) -> None:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "kg", "build", str(corpus), "--store", str(store), *how]
    process = psutil.Popen(command)
    peaks: dict[int, int] = {}
    cpu: dict[int, float] = {}
    watch = threading.Thread(target=look, args=(process, peaks, cpu))
    watch.start()
    process.wait()
    took = time.perf_counter() - begun
    watch.join()
    stream = BytesIO()
    with GraphStore.open(store) as graph:
        counts = graph.status()
        graph.write(stream, "nq")
    size = sum(path.stat().st_size for path in (store / "graph").rglob("*") if path.is_file())
    print(f"{name}: {took:.1f} s, {articles / took:.1f} articles/s, {words / took:,.0f} words/s")
    print("  peak memory, MB: " + ", ".join(f"{peak / 2**20:.0f}" for peak in peaks.values()))
    print("  processor seconds: " + ", ".join(f"{seconds:.1f}" for seconds in cpu.values()))
    print(f"  {counts['events']:,} events, {counts['triples']:,} triples, {size / 2**20:.1f} MB of graph")
    print(f"  N-Quads: {len(stream.getvalue()):,} bytes, sha256 {hashlib.sha256(stream.getvalue()).hexdigest()[:16]}")


def look(process: psutil.Popen, peaks: dict[int, int], cpu: dict[int, float]) -> None:
    """Notes the memory and time of a process and its children until it ends."""
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        for one in (process, *process.children(recursive=True)):
            try:
                peaks[one.pid] = max(peaks.get(one.pid, 0), one.memory_info().rss)
                cpu[one.pid] = sum(one.cpu_times()[:2])
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.2)


if __name__ == "__main__":
    main()
