"""What can go wrong with a store on disk: each gets one line, and whatever was good is kept."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from graph_stories import dialogue, retold

from kg.errors import StoreError
from kg.graph.store import GraphStore

HERE = Path(__file__).parent


def run_python(code: str, *args: object, **options) -> subprocess.Popen:
    """Another process that knows the stories; its standard output is a pipe of text."""
    environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, args)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, **options
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.add_article(dialogue().article, dialogue().events)
    return tmp_path / "s"


def refuse(path, match: str, **options) -> None:
    with pytest.raises(StoreError, match=match) as error:
        GraphStore.open(path, **options).close()
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)


def test_no_store(tmp_path):
    refuse(tmp_path, "no store there")
    refuse(tmp_path / "missing", "no store there")
    refuse(tmp_path / "missing", "no store there", writable=True)
    assert not (tmp_path / "missing").exists()


def test_a_store_needs_a_folder_of_its_own(tmp_path):
    (tmp_path / "file").write_text("mine")
    refuse(tmp_path / "file", "is a file", create=True)
    refuse(tmp_path, "other files and no store", create=True)
    assert [x.name for x in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("writable", [False, True])
def test_a_store_of_another_version(folder, writable):
    meta = json.loads((folder / "store.json").read_text())
    for change, match in ((1, "made by a newer version"), (-1, "made by an older version")):
        (folder / "store.json").write_text(json.dumps({**meta, "format": meta["format"] + change}))
        refuse(folder, match, writable=writable)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x", "base": 1}', "\x00"])
def test_a_damaged_description(folder, text):
    (folder / "store.json").write_text(text)
    refuse(folder, "damaged")


def test_a_damaged_graph(folder):
    for file in (folder / "graph").glob("MANIFEST*"):
        file.write_bytes(b"nonsense")
    refuse(folder, "the store is damaged", writable=True)
    # Readers still have the published state.
    with GraphStore.open(folder) as store:
        assert store.status()["articles"] == 1
    for file in (folder / "snapshots").glob("*/MANIFEST*"):
        file.write_bytes(b"nonsense")
    refuse(folder, "the store is damaged")


def test_a_damaged_record(folder):
    (record,) = (folder / "records").glob("*/*.json")
    for text, match in (("{", "damaged"), ('{"article": {}, "events": []}', "damaged")):
        record.write_text(text)
        with GraphStore.open(folder) as store, pytest.raises(StoreError, match=match) as error:
            store.read_article(dialogue().article.id)
        assert "\n" not in str(error.value)
    record.unlink()
    with GraphStore.open(folder) as store, pytest.raises(StoreError, match="is gone"):
        store.read_article(dialogue().article.id)


def test_two_builds_at_once(folder):
    with GraphStore.open(folder, writable=True) as store:
        refuse(folder, "another process is writing", writable=True)
        refuse(folder, "another process is writing", create=True)
        other = run_python(
            """
            import sys
            from kg.errors import StoreError
            from kg.graph.store import GraphStore
            try:
                GraphStore.open(sys.argv[1], writable=True)
            except StoreError as error:
                print(error)
            """,
            folder,
        )
        out, err = other.communicate(timeout=60)
        assert "another process is writing" in out, err
        store.add_article(retold().article, retold().events)
    with GraphStore.open(folder) as store:
        assert store.status()["articles"] == 2


def test_a_reader_without_a_published_state_waits_for_the_build(tmp_path):
    with GraphStore.open(tmp_path / "s", create=True):
        refuse(tmp_path / "s", "another process is writing")


def test_a_full_disk_gets_one_line_and_the_store_stays_good(folder):
    """A limit on the size of files is the nearest thing to a full disk that a test can make."""
    writer = run_python(
        """
        import resource, signal, sys
        from graph_stories import meeting
        from kg.errors import StoreError
        from kg.graph.store import GraphStore
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store = GraphStore.open(sys.argv[1], writable=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        added = 0
        try:
            for number in range(200):
                story = meeting(f"{number}.txt", "2024-05-02", date=f"2024-05-{number % 28 + 1:02d}")
                story.sentence("word " * 2000)
                store.add_article(story.article, story.events)
                added += 1
        except StoreError as error:
            print(added, error)
        sys.stdout.flush()
        import os
        os._exit(0)
        """,
        folder,
    )
    out, err = writer.communicate(timeout=120)
    assert out.count("\n") == 1, (out, err)
    added, _, message = out.partition(" ")
    assert str(folder) in message
    with GraphStore.open(folder, writable=True) as store:
        assert store.status()["articles"] in (int(added) + 1, int(added) + 2)
        for info in store.articles():
            store.read_article(info.id)


def test_no_space_left_says_what_to_do(folder, monkeypatch):
    class Full:
        def __init__(self, store):
            self._store = store

        def __getattr__(self, name):
            return getattr(self._store, name)

        def extend(self, quads):
            raise OSError("IO error: No space left on device: While appending to file: 000012.log")

        update = extend

    store = GraphStore.open(folder, writable=True)
    real, store._store = store._store, Full(store._store)
    with pytest.raises(StoreError, match=r"the disk is full; nothing of the last article was written") as error:
        store.add_article(retold().article, retold().events)
    assert "\n" not in str(error.value)
    store._store = real
    assert store.status()["articles"] == 1
    assert store.add_article(retold().article, retold().events) == "added"
    store.close()


@pytest.mark.unprivileged
def test_a_folder_that_may_not_be_written(folder):
    for path in (folder, folder / "graph"):
        path.chmod(0o555)
    try:
        refuse(folder, "permission denied", writable=True)
        with GraphStore.open(folder) as store:
            assert store.status()["articles"] == 1
    finally:
        for path in (folder, folder / "graph"):
            path.chmod(0o755)
