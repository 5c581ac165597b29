"""Kills a builder again and again, and looks each time whether anything acknowledged was lost or anything is half.

    python crashing.py STORE MOMENTS SEED

The parent keeps the books: what the builder said it would do, and what it said it has done. Each builder is forked, so
that its imports cost nothing. Prints what it did as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from io import BytesIO
from pathlib import Path

from graph_stories import Story, meeting

from kg.graph.checking import check_store
from kg.graph.store import GraphStore

FILES = [f"{number}.txt" for number in range(10)]
STATUSES = ["actual", "planned", "negated", "possible"]

#: Which version of each file is in the store.
Books = dict[str, int]

#: A file, and the version that it is to become, None where it is to go.
Deed = tuple[str, int | None]


def tell(file: str, version: int) -> Story:
    """A file as one of its versions: another status, another day, another number of words."""
    day = f"2024-05-{version % 5 + 1:02d}"
    story = meeting(file, day, STATUSES[version % 4], date=day if version % 3 else None)
    return story.sentence("كلمة " * (version * 37 % 400 + 1))


def work(folder: Path, seed: int, books: Books, out: int) -> None:
    """Adds, replaces and removes until it is killed, and says each before and after."""
    chance = random.Random(seed)

    def say(*what: object) -> None:
        os.write(out, (json.dumps(what) + "\n").encode())

    while True:
        with GraphStore.open(folder, create=True) as store:
            say("open")
            for _ in range(chance.randint(1, 12)):
                file = chance.choice(FILES)
                if file in books and chance.random() < 0.3:
                    say("will", file, None)
                    store.remove_article(tell(file, 0).article.id)
                    del books[file]
                else:
                    version = chance.randrange(1000)
                    story = tell(file, version)
                    say("will", file, version)
                    store.add_article(story.article, story.events)
                    books[file] = version
                say("done")
        say("closed")


def read_books(folder: Path, books: Books, open_deed: Deed | None) -> Books:
    """What is in the store, which must be what is in the books, but for the deed that was not acknowledged."""
    found = dict(books)
    with GraphStore.open(folder, create=True) as store:
        if open_deed is not None:
            file, version = open_deed
            there = store.find_article(tell(file, 0).article.id)
            wanted = tell(file, version) if version is not None else None
            if wanted is None and there is None:
                found.pop(file, None)
            elif wanted is not None and there is not None:
                article, _ = store.read_article(there.id)
                if article == wanted.article:
                    found[file] = version  # type: ignore[assignment]
        assert {info.file for info in store.articles()} == found.keys()
        for file, version in found.items():
            story = tell(file, version)
            article, events = store.read_article(story.article.id)
            assert (article, events) == (story.article, story.events), f"{file} is not as it was acknowledged"
    return found


def kill_one(folder: Path, seed: int, books: Books, chance: random.Random) -> tuple[Books, Deed | None]:
    """Lets a builder work, kills it at some moment, and returns the books and the deed that it was at."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        try:
            work(folder, seed, dict(books), out)
        finally:
            os._exit(1)
    os.close(out)
    said = b""
    wanted = chance.choice([0, 1, 2, 5, 10, 20])  # said before it is killed; at 0 it may be opening the store still
    while said.count(b"\n") < wanted and (data := os.read(into, 4096)):
        said += data
    time.sleep(chance.uniform(0, 0.05))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the builder ended by itself"
    while data := os.read(into, 65536):
        said += data
    os.close(into)
    books, deed = dict(books), None
    for line in said.split(b"\n")[:-1]:
        what, *more = json.loads(line)
        if what == "will":
            deed = (more[0], more[1])
        elif what == "done" and deed is not None:
            file, version = deed
            if version is None:
                del books[file]
            else:
                books[file] = version
            deed = None
    return books, deed


def look(folder: Path, books: Books, deed: Deed | None) -> Books:
    """`read_books` in a process of its own, because Oxigraph must not be open when the next builder is forked."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(out, json.dumps(read_books(folder, books, deed)).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(out)
    said = b""
    while data := os.read(into, 65536):
        said += data
    os.close(into)
    _, status = os.waitpid(child, 0)
    assert status == 0, "the store is not what was acknowledged"
    found: Books = json.loads(said)
    return found


def main() -> None:
    folder, moments, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    books: Books = {}
    cut = 0
    for moment in range(moments):
        books, deed = kill_one(folder, seed * 1000 + moment, books, chance)
        cut += deed is not None
        books = look(folder, books, deed)
    with GraphStore.open(folder, writable=True) as store:
        faults = list(check_store(store))
        stream, fresh = BytesIO(), BytesIO()
        store.write(stream, "nq")
        again = GraphStore.open(None)
        for file, version in books.items():
            story = tell(file, version)
            again.add_article(story.article, story.events)
        again.write(fresh, "nq")
    records = sum(1 for _ in (folder / "records").glob("*/*"))
    same = stream.getvalue() == fresh.getvalue()
    told = {"killed": moments, "cut": cut, "faults": faults, "same": same, "articles": len(books), "records": records}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
