"""Servers of a small store, started once for all tests of a process."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "graph"))

from graph_stories import Story, dialogue, meeting, retold  # noqa: E402

from kg.graph.store import GraphStore  # noqa: E402

TOKEN = "token-for-tests"

#: What a page must show and never run.
SCRIPT = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>\u202e"


def hostile():
    """An article whose title, outlet and address would do harm if a page took them for more than text."""
    story = Story("hostile.txt", published="2024-05-20", outlet=f"صحيفة {SCRIPT}", url="javascript:window.hacked=1")
    return (
        story.sentence(f"أدانت إيران إسرائيل {SCRIPT} اليوم.")
        .event("condemn", "أدانت", {"IRN": "إيران"}, {"ISR": "إسرائيل"}, theme=(SCRIPT, SCRIPT))
    )  # fmt: skip


def fill(folder, *stories):
    with GraphStore.open(folder, create=True) as store:
        for story in stories:
            store.add_article(story.article, story.events)
    return folder


def all_stories():
    return dialogue(), retold(), meeting("planned.txt", "2024-05-01", "planned"), hostile()


@contextmanager
def serve(folder, *options):
    """Runs ``kg serve`` as a process; gives its address."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(folder), "--port", "0", *options]
    environment = {**os.environ, "KG_SERVE_TOKEN": TOKEN, "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        found = re.search(r"http://\S+?/(?= )", line)
        assert found, line + process.stderr.read()
        yield found[0].rstrip("/")
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            process.stderr.close()


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("served") / "graph", *all_stories())


@pytest.fixture(scope="session")
def server(store_folder):
    """The address of a server that only reads."""
    with serve(store_folder) as url:
        yield url


@pytest.fixture(scope="session")
def writable_server(tmp_path_factory):
    """The address of a server that takes updates."""
    with serve(fill(tmp_path_factory.mktemp("writable") / "graph", dialogue()), "--writable") as url:
        yield url


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server, timeout=60) as made:
        yield made


@pytest.fixture
def writer(writable_server):
    """A client with the server's token."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=writable_server, timeout=60, headers=headers) as made:
        yield made
