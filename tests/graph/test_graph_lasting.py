"""What lasts: the same graph whatever the way to it, and a store that outlives its builders."""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from graph_stories import Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.checking import check_store
from kg.graph.store import GraphStore

HERE = Path(__file__).parent

#: Verbs of acts: trigger, act, whether it has a recipient.
VERBS = [("اجتمعت", "meet", False), ("أدانت", "condemn", True), ("زارت", "visit", True), ("استقبلت", "receive", True)]
THEMES = [None, ("خرق الهدنة", "breach of the truce"), ("الملف النووي", "nuclear file")]
WHO = {"EGY": "مصر", "IRN": "إيران", "USA": "الولايات المتحدة", "blinken": "بلينكن"}
DAYS = ["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-06"]
DATES = [None, None, *DAYS, "2024-05", "2024", "../2024-05-02"]


def make_story(file: str, chance: random.Random) -> Story:
    """An article of a small world, where the same few meet and condemn each other all the time."""
    story = Story(file, published=chance.choice([None, *DAYS]), language="ar")
    for _ in range(chance.randint(0, 4)):
        verb, act, sided = chance.choice(VERBS)
        one, other = chance.sample(sorted(WHO), 2)
        theme = chance.choice(THEMES) if act in ("condemn", "meet") else None
        story.sentence(f"{verb} {WHO[one]} مع {WHO[other]} {theme[0] if theme else ''}.")
        sides = ({one: WHO[one]}, {other: WHO[other]}) if sided else ({one: WHO[one], other: WHO[other]}, None)
        story.event(
            act, verb, *sides, theme=theme, date=chance.choice(DATES), confidence=chance.choice([0.5, 0.8]),
            status=chance.choice(["actual", "actual", "planned", "negated"]),
            said_by={"USA": WHO["USA"]} if WHO["USA"] in story.blocks[-1].text and chance.random() < 0.3 else None,
        )  # fmt: skip
    return story if story.blocks else story.sentence("لا شيء هنا.")


def change_something(store: GraphStore, kept: dict[str, Story], chance: random.Random) -> None:
    """Adds, replaces or removes one of six articles; ``kept`` are those that are there."""
    file = f"{chance.randrange(6)}.txt"
    if file in kept and chance.random() < 0.4:
        assert store.remove_article(kept.pop(file).article.id)
    else:
        kept[file] = make_story(file, chance)
        store.add_article(kept[file].article, kept[file].events)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), on_disk=st.sampled_from([False, False, False, True]))
def test_orders_splits_removals_and_returns_end_in_the_same_graph(dump, seed, on_disk):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s" if on_disk else None
        store = GraphStore.open(path, create=True)
        kept: dict[str, Story] = {}
        for _ in range(chance.randint(4, 14)):
            change_something(store, kept, chance)
            if on_disk and chance.random() < 0.3:
                store.close()
                store = GraphStore.open(path, writable=True)
        fresh = GraphStore.open(None)
        for file in chance.sample(sorted(kept), len(kept)):
            fresh.add_article(kept[file].article, kept[file].events)
        assert dump(store) == dump(fresh)
        assert list(check_store(store)) == []
        store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, which this system cannot")
def test_killing_the_builder_at_fifty_moments_loses_nothing_and_leaves_nothing_half(tmp_path):
    command = [sys.executable, str(HERE / "crashing.py"), str(tmp_path / "s"), "50", "7"]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == [] and told["same"] and told["killed"] == 50
    assert told["records"] == told["articles"] > 0, "no record is left over"
    assert told["cut"] > 0, "some were killed in the middle of a deed"
