"""The questions that everybody asks, on gold records: of the example, and of the user's page where it lies."""

from pathlib import Path

import pytest
from gold_graph import fill_from_gold

from kg.graph.questions import load_question
from kg.graph.store import GraphStore
from kg.graph.validation import validate

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "gold"
PAIR = "Qatar, United States"


def ask(store, name, *columns):
    rows = store.query(load_question(name).sparql)
    return {tuple(row[c].value if row[c] is not None else None for c in columns) for row in rows}


@pytest.fixture(scope="module")
def example():
    with GraphStore.open(None) as store:
        source = ROOT / "examples" / "articles" / "qatar-us-iran.txt"
        assert fill_from_gold(store, ROOT / "examples" / "gold.jsonl", source) > 50
        yield store


@pytest.fixture(scope="module")
def page():
    if not SHARED.is_dir():
        pytest.skip("needs ../shared: the user's page lies there")
    with GraphStore.open(None) as store:
        assert fill_from_gold(store, SHARED / "dev-ar.jsonl", SHARED / "articles" / "ar-seed.txt") > 40
        yield store


def test_the_example_amends_one_agreement(example):
    rows = ask(example, "amended", "agreement_en", "signed", "by_en")
    assert rows == {("defence cooperation agreement", "199X", PAIR)}


def test_the_other_agreement_of_the_example_is_another_one(example):
    assert {row for row in ask(example, "agreements", "act_en", "date") if row[1] == "2021"} == {("Signing", "2021")}


def test_the_example_holds_rounds_of_two_dialogues(example):
    assert ask(example, "rounds", "number", "date", "place_en", "parties_en") == {
        ("1", None, "Muscat", "Iran, United States"),
        ("5", "2022-11-22", "Doha", PAIR),
        ("6", "2024-03-05/2024-03-06", "Washington", PAIR),
    }


def test_the_example_tells_who_mediates(example):
    assert ask(example, "mediation", "mediator_en", "between_en") == {
        (mediator, "Hamas, Israel") for mediator in ("Egypt", "Qatar", "United States")
    } | {("Oman", "Iran, United States")}


def test_the_example_tells_what_is_worried_about_and_condemned_together(example):
    rows = ask(example, "joint-positions", "parties_en", "act_en")
    assert rows == {(PAIR, "Concern"), (PAIR, "Condemnation")}


def test_the_example_tells_what_is_only_planned(example):
    assert len(ask(example, "planned", "event_en", "status_en")) == 6
    assert {status for (status,) in ask(example, "planned", "status_en")} == {"Planned", "Possible"}


def test_speakers_of_a_joint_statement_are_one_row(example):
    speakers = {speaker for (speaker,) in ask(example, "sources", "speaker_en")}
    assert PAIR in speakers and not speakers & {"Qatar", "United States"}


def test_the_graph_of_the_example_is_in_good_order(example):
    assert list(validate(example)) == []


@pytest.mark.shared
def test_the_page_amends_one_agreement(page):
    rows = ask(page, "amended", "agreement_en", "amended", "signed", "by_en")
    assert rows == {("defence cooperation agreement", "2024-03-06", "199X", PAIR)}


@pytest.mark.shared
def test_the_page_tells_where_and_when_the_rounds_took_place(page):
    assert ask(page, "rounds", "number", "date", "place_en", "parties_en") == {
        ("5", "2022-11", "Doha", PAIR),
        ("6", "2024-03-05", "Washington", PAIR),
    }


@pytest.mark.shared
def test_the_page_tells_who_mediates(page):
    rows = ask(page, "mediation", "mediator_en", "between_en", "according_to_en")
    assert {row[:2] for row in rows} >= {
        ("Qatar", "Hamas, Israel"), ("United States", "Hamas, Israel"), ("Oman", "Iran, United States"),
    }  # fmt: skip
    assert ("Oman", "Iran, United States", "Ministry of Foreign Affairs of Iran") in rows


@pytest.mark.shared
def test_the_page_tells_what_is_worried_about_and_condemned_together(page):
    rows = ask(page, "joint-positions", "parties_en", "act_en", "about_en")
    assert {row[:2] for row in rows} == {(PAIR, "Concern"), (PAIR, "Condemnation")}
    assert len(rows) == 4


@pytest.mark.shared
def test_the_page_tells_what_is_only_planned(page):
    rows = ask(page, "planned", "event_en", "status_en")
    assert sum(status == "Planned" for _, status in rows) == 3
    assert any("FBI" in said or "Federal Bureau" in said for said, _ in rows)
