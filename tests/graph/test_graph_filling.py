"""A store that is filled, and merged in the end, holds what one holds that was merged article by article."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from graph_stories import Story, meeting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_graph_lasting import change_something, make_story

from kg.corrections import read_corrections
from kg.graph import deriving, filling
from kg.graph.checking import check_store
from kg.graph.correcting import apply_corrections
from kg.graph.layout import is_unmerged
from kg.graph.store import GraphStore
from kg.vocabulary.classes import EVENT
from kg.vocabulary.namespaces import RDF

HERE = Path(__file__).parent


def name_event(story: Story) -> str:
    """The id that a file of corrections has for the first event of a story."""
    minter = GraphStore.open(None).minter
    return minter.event(minter.report(story.article.id, story.events[0].trigger.start)).rpartition("/")[2]


def put(store: GraphStore, *stories: Story) -> None:
    for story in stories:
        store.add_article(story.article, story.events)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), portion=st.sampled_from([1, 100, 25_000]))
def test_filling_ends_in_the_same_graph(dump, monkeypatch, seed, portion):
    chance = random.Random(seed)
    monkeypatch.setattr(filling, "PORTION", portion)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        store = GraphStore.open(path, create=True, filling=True)
        kept: dict[str, Story] = {}
        for _ in range(chance.randint(4, 20)):
            change_something(store, kept, chance)
            if chance.random() < 0.2:
                store.close()  # stopped, and begun again
                store = GraphStore.open(path, create=True, filling=True)
        told: list[float] = []
        store.merge(told.append)
        assert told == sorted(told) and told[-1] == 1
        fresh = GraphStore.open(None)
        put(fresh, *kept.values())
        assert dump(store) == dump(fresh)
        more = make_story("9.txt", chance)
        for one in (store, fresh):
            put(one, more)  # from now on by the way of single articles
        assert dump(store) == dump(fresh)
        assert list(check_store(store)) == []
        store.close()


def test_whoever_opens_a_store_that_was_left_unmerged_merges_it(tmp_path, dump):
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        put(store, meeting("a.txt", "2024-05-01"), meeting("b.txt", "2024-05-01"))
    assert is_unmerged(tmp_path / "s")
    fresh = GraphStore.open(None)
    put(fresh, meeting("a.txt", "2024-05-01"), meeting("b.txt", "2024-05-01"))
    with GraphStore.open(tmp_path / "s") as reader:
        assert dump(reader) == dump(fresh)
    assert not is_unmerged(tmp_path / "s")


def test_a_store_with_articles_is_not_filled_but_merged_as_they_come(tmp_path):
    with GraphStore.open(tmp_path / "s", create=True) as store:
        put(store, meeting("a.txt", "2024-05-01"))
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        put(store, meeting("b.txt", "2024-05-01"))
        assert not is_unmerged(tmp_path / "s")
        assert len(list(store.find(None, RDF + "type", EVENT))) == 1


def test_corrections_hold_while_a_store_is_filled(tmp_path, dump):
    stories = [meeting(f"{name}.txt", "2024-05-01") for name in "abc"]
    fresh = GraphStore.open(None)
    put(fresh, *stories)
    text = f'[[reject]]\nevent = "{name_event(stories[0])}"\n'
    (tmp_path / "corrections.toml").write_text(text, "utf-8")
    corrections = read_corrections(tmp_path / "corrections.toml")
    assert apply_corrections(fresh, corrections) == 1
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        put(store, *stories[:2])
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        assert apply_corrections(store, corrections) == 1
        put(store, stories[2])
        store.merge()
        assert dump(store) == dump(fresh)


def test_corrections_hold_for_articles_that_wait_to_be_written(tmp_path, dump):
    story = meeting("a.txt", "2024-05-01")
    text = f'[[reject]]\nevent = "{name_event(story)}"\n'
    (tmp_path / "corrections.toml").write_text(text, "utf-8")
    corrections = read_corrections(tmp_path / "corrections.toml")
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        put(store, story)
        assert apply_corrections(store, corrections) == 1
        store.merge()
        assert list(store.find(None, RDF + "type", EVENT)) == []


def test_an_article_that_waits_is_known(tmp_path):
    story = meeting("a.txt", "2024-05-01")
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        store.add_article(story.article, story.events, fingerprint="rules")
        assert store.is_current(story.article, "rules")
        assert not store.is_current(story.article, "other rules")


def test_who_interrupts_a_merging_and_keeps_the_error_can_open_the_store_again(tmp_path, monkeypatch):
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        put(store, meeting("a.txt", "2024-05-01"))
    with monkeypatch.context() as patch:
        patch.setattr(deriving, "group", lambda tellings: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt) as kept:
            GraphStore.open(tmp_path / "s")
    with GraphStore.open(tmp_path / "s") as store:
        assert len(list(store.find(None, RDF + "type", EVENT))) == 1
    del kept


#: Fills a store with the stories of a seed, and kills itself before that of a number, or when such a share is merged.
DIE = """
import os, random, signal, sys
from pathlib import Path
from kg.graph import deriving, filling
from kg.graph.store import GraphStore
from test_graph_filling import make_stories

folder, seed, last = Path(sys.argv[1]), *map(int, sys.argv[2:4])
filling.PORTION = 20
store = GraphStore.open(folder, create=True, filling=True)
for story in make_stories(seed)[:last]:
    store.add_article(story.article, story.events)
store.merge(lambda share: os.kill(os.getpid(), signal.SIGKILL) if share >= float(sys.argv[4]) else None)
"""


def make_stories(seed: int) -> list[Story]:
    chance = random.Random(seed)
    return [make_story(f"{number}.txt", chance) for number in range(12)]


@pytest.mark.parametrize(("moment", "share"), [(0, 0.2), (3, 0.7), (5, 0.8), (6, 1)])
def test_killed_while_filling_or_merging_the_same_articles_end_in_the_same_graph(tmp_path, dump, moment, share):
    for last, merged in ((moment * 2, 0), (12, share)):
        command = [sys.executable, "-c", DIE, str(tmp_path / "s"), *map(str, (moment, last, merged))]
        environment = {**os.environ, "PYTHONPATH": str(HERE)}
        died = subprocess.run(command, env=environment, timeout=60, check=False)
        assert died.returncode == -signal.SIGKILL
    stories = make_stories(moment)
    with GraphStore.open(tmp_path / "s", create=True, filling=True) as store:
        put(store, *stories)
        store.merge()
        fresh = GraphStore.open(None)
        put(fresh, *stories)
        assert dump(store) == dump(fresh)
        records = [x for x in (tmp_path / "s" / "records").glob("*/*") if x.is_file()]
        assert len(records) == len(stories), "no record is left over"
