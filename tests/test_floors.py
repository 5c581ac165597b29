"""No change lets the extraction scores fall below their floors (`floors.toml`)."""

import tomllib
from pathlib import Path

import pytest

from kg.builder import extract_articles
from kg.evaluation import read_gold, read_texts, score_events
from kg.extraction import load_extractor
from kg.reading import Skipped, read_articles

FILE = Path(__file__).parent / "floors.toml"
FLOORS = tomllib.loads(FILE.read_text(encoding="utf-8"))
LEVELS = ("detect", "dyad", "full")
USER_PAGE = "ar-seed.txt"


@pytest.fixture(scope="module")
def extractor():
    return load_extractor("rules")


def score(gold, folder, extractor):
    texts = read_texts(gold, folder)
    found = []
    for file in dict.fromkeys(article.file for article in gold):
        for step in extract_articles(read_articles(folder / file, root=folder), extractor):
            assert not isinstance(step, Skipped), f"{file} was skipped: {step}"
            assert not step.refused, f"{file}: refused: {step.refused[0].reason}"
            found += [event.to_record() for event in step.events]
    return score_events(gold, found, texts)


def compare(name, reached):
    """What fell, a line a level; empty when nothing did."""
    floors = FLOORS[name]
    return [
        f"{name}: {level} F1 fell to {measure.f1:.4f}, its floor is {floors[level]:.4f} "
        f"({measure.right} right of {measure.found} found and {measure.gold} in the gold)"
        for level in LEVELS
        if (measure := getattr(reached, level)).f1 < floors[level]
    ]


def check(name, gold, folder, extractor):
    reached = score(gold, folder, extractor)
    assert reached.detect.gold > 0
    assert reached.in_furniture == 0, f"{name}: {reached.in_furniture} events were found in page furniture"
    fallen = compare(name, reached)
    assert not fallen, "\n".join([*fallen, f"(a commit that lowers a floor in {FILE.name} says why)"])


def test_the_example_page_keeps_its_scores(pytestconfig, extractor):
    folder = pytestconfig.rootpath / "examples"
    check("example", read_gold(folder / "gold.jsonl"), folder / "articles", extractor)


@pytest.mark.shared
def test_the_users_page_keeps_its_scores(shared, extractor):
    gold = [article for article in read_gold(shared / "gold" / "dev-ar.jsonl") if article.file == USER_PAGE]
    check("user_page", gold, shared / "gold" / "articles", extractor)


@pytest.mark.shared
def test_the_other_articles_keep_their_scores(shared, extractor):
    gold = [article for article in read_gold(shared / "gold" / "dev-ar.jsonl") if article.file != USER_PAGE]
    assert len(gold) == 29
    check("others", gold, shared / "gold" / "articles", extractor)


def test_every_set_has_a_floor_for_every_level():
    assert set(FLOORS) == {"example", "user_page", "others", "english"}
    for name, floors in FLOORS.items():
        assert tuple(floors) == LEVELS, name
        assert 1 > floors["detect"] >= floors["dyad"] >= floors["full"] > 0, name


def test_what_falls_is_named(pytestconfig):
    """The check itself: a page of which nothing is found is below every floor, and each is told."""
    folder = pytestconfig.rootpath / "examples"
    gold = read_gold(folder / "gold.jsonl")
    nothing = score_events(gold, [], read_texts(gold, folder / "articles"))
    fallen = compare("example", nothing)
    assert [line.split()[1] for line in fallen] == list(LEVELS)
    assert all("fell to 0.0000, its floor is 0." in line for line in fallen)


@pytest.mark.shared
def test_the_english_articles_keep_their_scores(shared, extractor):
    gold = read_gold(shared / "gold" / "dev-en.jsonl")
    assert len(gold) == 10
    check("english", gold, shared / "gold" / "articles", extractor)
