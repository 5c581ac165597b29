"""Limits of time, shards as bytes, and a worker that dies over an article."""

import json
import time
from pathlib import Path

import pytest

from kg.corpus.crews import ShardLost
from kg.corpus.sharding import Dealer, _name
from kg.corpus.timing import OutOfTime, limit_time
from kg.corpus.working import Recipe, extract_step, name_rules, read_shard, work_shard
from kg.extraction import Extracted
from kg.model import Article, Block
from kg.reading import Skipped


class Slow:
    name, version = "slow", "1"

    def extract(self, article):
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # as careless code does
                continue

    def explain(self, article):
        return ()


class Quick(Slow):
    name = "quick"

    def extract(self, article):
        return ()


class Crew:
    """Works at once and in this process; dies over an article whose text says so."""

    size = 1

    def __init__(self):
        self.begun = []

    def begin(self, job):
        self.begun.append(len(job.articles))
        return job

    def finish(self, job):
        if any("poison" in article.text for article in job.articles):
            raise ShardLost("the worker died (SIGSEGV)")
        steps = [name_rules(Quick()), *({"article": x.id, "events": [], "refused": []} for x in job.articles)]
        return b"".join(json.dumps(step).encode() + b"\n" for step in steps)


def make_article(name, text="Nothing happened today in the harbour."):
    return Article(name, 0, text, (Block(0, len(text), text),), path=name, language="en")


def test_what_takes_too_long_is_ended_and_told():
    begun = time.monotonic()
    step = extract_step(Slow(), make_article("a"), 0.3)
    assert step == Skipped("a", "takes longer than the limit of 0.3 seconds (article_seconds)")
    assert time.monotonic() - begun < 20


def test_what_ends_in_time_is_left_alone():
    for _ in range(3):
        with limit_time(0.2):
            time.sleep(0.15)
    time.sleep(0.6)
    with pytest.raises(OutOfTime), limit_time(0.1):
        time.sleep(2)
        sum(range(100))
    assert isinstance(extract_step(Quick(), make_article("a"), 0), Extracted)


def test_a_shard_gives_the_same_steps_and_bytes(plugins, tmp_path):
    text = "أدانت قطر إيران يوم 2024-03-06 في بيان."
    articles = [make_article("a", text), make_article("b")]
    data = work_shard(articles, Recipe("plain"), 60, str(tmp_path / "new" / "shard"))
    assert data == work_shard(articles, Recipe("plain"), 60) == (tmp_path / "new" / "shard").read_bytes()
    from plain_extractor import PlainExtractor

    first, second = read_shard(data, articles, name_rules(PlainExtractor()))
    assert (first.article, len(first.events), second.events) == (articles[0], 1, ())
    for damaged, reason in ((data[:-9], "."), (data.splitlines()[0], "longer"), (b"", "not enough"), (b"[]\n", ".")):
        with pytest.raises(ValueError, match=reason):
            read_shard(damaged, articles, name_rules(PlainExtractor()))
    with pytest.raises(ValueError, match="other rules"):
        read_shard(data, articles, name_rules(Quick()))


def test_an_article_that_kills_its_worker_is_set_aside(tmp_path):
    crew = Crew()
    poison, bad = make_article("b", "poison"), Skipped("c", "is empty")
    found = [make_article("a"), poison, bad, make_article("d"), make_article("e")]
    dealer = Dealer(crew, tmp_path, Recipe("quick"), name_rules(Quick()), seconds=1, size=4)
    done = list(dealer.deal(found, lambda article: article.file == "a"))
    assert [thing for thing, _ in done] == found
    assert [type(step).__name__ for _, step in done] == ["NoneType", "Skipped", "Skipped", "Extracted", "Extracted"]
    assert "set aside: the worker died (SIGSEGV), twice" in done[1][1].reason
    assert crew.begun == [2, 1, 1, 1]


def test_finished_shards_are_taken_up(tmp_path):
    crew, found = Crew(), [make_article(name) for name in "abcdef"]
    dealer = Dealer(crew, tmp_path, Recipe("quick"), name_rules(Quick()), seconds=1, size=3)
    walk = dealer.deal(found, lambda article: False)
    next(walk)  # and is killed in the midst of the first shard
    assert crew.begun == [3, 3]
    (tmp_path / _name(found[3:])).write_bytes(crew.finish(type("Job", (), {"articles": found[3:]})))
    again = Crew()
    dealer = Dealer(again, tmp_path, Recipe("quick"), name_rules(Quick()), seconds=1, size=3)
    assert len(list(dealer.deal(found, lambda article: article.file == "a"))) == 6
    assert again.begun == [2]
    assert not list(Path(tmp_path).iterdir())
