"""On a Dask cluster: the same graph, also when a worker is killed midway, and a clear line when nobody answers."""

import os
import threading
import time

import pytest
from test_corpus_jobs import dump, write_corpus

from kg.builder import build
from kg.errors import ClusterError


@pytest.fixture
def cluster(plugins):
    """A Dask cluster of two worker processes, which find the plug-ins where this process does."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


def test_a_cluster_builds_the_same_graph_though_a_worker_is_killed(cluster, tmp_path):
    corpus = tmp_path / "news.jsonl"
    write_corpus(corpus, 120)
    build([corpus], tmp_path / "alone", extractor="plain")
    pids = [worker.pid for worker in cluster.workers.values()]
    assert len(pids) == 2

    def kill():
        while not (tmp_path / "graph").exists():
            time.sleep(0.01)
        os.kill(pids[0], 9)

    killer = threading.Thread(target=kill)
    killer.start()
    summary = build([corpus], tmp_path / "graph", extractor="plain", scheduler=cluster.scheduler_address)
    killer.join()
    assert (summary.articles, len(summary.skipped)) == (119, 1)
    assert dump(tmp_path / "graph") == dump(tmp_path / "alone")


def test_nobody_answers(plugins, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.corpus.crews._PATIENCE", 1)
    corpus = tmp_path / "news.jsonl"
    write_corpus(corpus, 5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ClusterError, match=f"no Dask scheduler answers at {address}"):
            build([corpus], tmp_path / "graph", extractor="plain", scheduler=address)
