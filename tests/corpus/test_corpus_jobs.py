"""However many workers extract, in whatever order, killed or not: the graph is the same, byte for byte."""

import json
import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest

from kg.graph.store import GraphStore

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
SENTENCES = (
    "عدلت قطر والولايات المتحدة يوم 2024-03-{day:02} اتفاقية التعاون الدفاعي بين البلدين في مراسم رسمية.",
    "أدانت إيران الولايات المتحدة يوم 2024-04-{day:02} في بيان نشرته اليوم في العاصمة طهران مساء.",
    "وقعت عمان وقطر يوم 2024-05-{day:02} اتفاقية التعاون الدفاعي في مسقط بحضور عدد من الوزراء.",
)


def write_corpus(path, number):
    """JSON Lines of made-up articles, a few of them bad."""
    lines = []
    for at in range(number):
        text = "\n".join(sentence.format(day=(at + shift) % 28 + 1) for shift, sentence in enumerate(SENTENCES))
        text += f"\nالخبر رقم {at} في هذه السلسلة."
        lines.append(json.dumps({"url": f"https://example.org/{at}", "text": text}))
    lines[3] = "{"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def dump(store):
    stream = BytesIO()
    with GraphStore.open(store) as graph:
        graph.write(stream, "nq")
    return stream.getvalue()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    write_corpus(path, 120)
    return path


@pytest.fixture
def start(tmp_path):
    """Starts ``kg build`` in a process of its own, the plug-ins installed."""

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "kg", "build", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=tmp_path, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(PLUGINS)},
        )  # fmt: skip

    return start


@pytest.fixture(scope="module")
def alone(corpus, tmp_path_factory):
    """The graph as one process builds it, and what that told."""
    store = tmp_path_factory.mktemp("alone") / "graph"
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", corpus, "--store", store, "--extractor", "plain"],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(PLUGINS)}, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    return dump(store), done.stderr


def test_two_processes_build_the_same_graph_and_tell_the_same(corpus, alone, start, tmp_path):
    done = start(corpus, "--store", tmp_path / "graph", "--extractor", "plain", "--jobs", "2")
    _, told = done.communicate()
    assert (done.returncode, told) == (3, alone[1])
    assert dump(tmp_path / "graph") == alone[0]
    assert not (tmp_path / "graph" / "shards").exists()


def test_an_article_that_kills_its_process_is_set_aside(start, tmp_path):
    (tmp_path / "pages").mkdir()
    for name in ("a", "bad", "c"):
        (tmp_path / "pages" / f"{name}.txt").write_text(SENTENCES[1].format(day=3), encoding="utf-8")
    done = start("pages", "--store", "graph", "--extractor", "dying", "--jobs", "2")
    _, told = done.communicate(timeout=100)
    assert done.returncode == 3
    assert told.splitlines()[-1] == "kg: 2 articles read, 2 events found, 1 skipped"
    assert "skipped bad.txt: set aside: the worker died (exit status 139), twice" in told


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_build_goes_on(corpus, alone, start, tmp_path, how):
    store = tmp_path / "graph"
    interrupted = 0
    for _ in range(3):
        process = start(corpus, "--store", store, "--extractor", "plain", "--jobs", "2")
        shards = store / "shards"
        begun = time.monotonic()
        while process.poll() is None and not list(shards.glob("*.jsonl")) and time.monotonic() < begun + 60:
            time.sleep(0.01)
        time.sleep(0.05)
        if process.poll() is None:
            os.killpg(process.pid, how)
            interrupted += 1
        process.communicate(timeout=60)
        if process.returncode == 3:
            break
    else:
        process = start(corpus, "--store", store, "--extractor", "plain", "--jobs", "2")
        process.communicate(timeout=60)
    assert interrupted
    assert process.returncode == 3
    assert dump(store) == alone[0]
    assert not list(store.glob("shards/*"))
