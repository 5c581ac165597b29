"""The worked case in examples/fishing-year: from its articles to three findings, with pictures and citations.

What is asserted holds with room to spare: not that single events are found, but that the findings stand.
"""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.vocabulary.acts import ACTS

SIDES = {("OMN", "TZA"), ("TZA", "OMN")}


def run(*arguments):
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="kg", catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def ask(store, *question):
    return list(csv.DictReader(io.StringIO(run("query", "--store", store, "--format", "csv", *question))))


@pytest.fixture(scope="module")
def months(fishing_store, tmp_path_factory):
    """Cooperation and conflict between the two sides, by month."""
    file = tmp_path_factory.mktemp("tables") / "months.csv"
    run("export", "--store", fishing_store, "--table", "dyad-months", "-o", file)
    found = {}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if (row["actor_iso3"], row["recipient_iso3"]) in SIDES:
                cooperation, conflict = found.get(row["month"], (0, 0))
                cooperation += int(row["verbal_cooperation"]) + int(row["material_cooperation"])
                conflict += int(row["verbal_conflict"]) + int(row["material_conflict"])
                found[row["month"]] = (cooperation, conflict)
    return found


def test_all_articles_of_both_languages_are_read_without_their_furniture(fishing_store):
    counts = json.loads(run("status", "--store", fishing_store, "--format", "json"))
    assert counts["articles"] == 24
    assert not counts["failures"]
    rows = ask(fishing_store, "articles")
    assert {row["language"] for row in rows} == {"ar", "en"}
    assert all(row["published"].startswith("2031-") and row["outlet"] for row in rows)
    sentences = " ".join(row["sentence"] for row in ask(fishing_store, "evidence"))
    for furniture in ("cookies", "newsletter", "Related", "All rights", "كلمات دلالية", "اقرأ أيضا", "واتساب"):
        assert furniture not in sentences


def test_the_agreement_is_signed_suspended_amended_and_ratified_in_this_order(fishing_store, pytestconfig):
    rows = ask(fishing_store, pytestconfig.rootpath / "examples" / "fishing-year" / "steps.rq")
    told = {(row["act"], row["date"][:7]) for row in rows}
    steps = {("Signing", "2031-02"), ("Suspension", "2031-05"), ("Amendment", "2031-09"), ("Ratification", "2031-11")}
    assert len(told & steps) >= 3
    best = max(rows, key=lambda row: int(row["articles"]))
    assert int(best["articles"]) >= 2
    citation = run("cite", "--store", fishing_store, best["event"])
    assert "“" in citation
    assert "https://" in citation


def test_the_crisis_is_in_may_and_over_by_september(months):
    cooperation, conflict = months["2031-05"]
    assert conflict > 2 * cooperation
    for calm in ("2031-02", "2031-09"):
        cooperation, conflict = months[calm]
        assert cooperation > 2 * conflict


def test_norway_is_the_mediator(fishing_store):
    rows = [row for row in ask(fishing_store, "mediators") if row["mediator_en"]]
    best = max(rows, key=lambda row: int(row["mediations"]))
    assert best["mediator_en"] == "Norway"
    assert int(best["mediations"]) >= 3


def test_denials_are_found_and_what_is_denied_makes_no_tie(fishing_store):
    for tie, told in (("mediatesBetween", "true"), (ACTS["cut-relations"].party_tie, "false")):
        assert told in run("query", "--store", fishing_store, "--format", "json", f"ASK {{ ?a kg:{tie} ?b }}")
    deniers = ask(fishing_store, "SELECT ?who { ?e a kg:Event ; kg:act kg:Deny ; kg:actor ?who }")
    assert {row["who"].rpartition("/")[2] for row in deniers} & {"Q842", "Q924"}


@pytest.mark.parametrize(
    "picture",
    [
        ("timeline", "--act", "sign", "--act", "suspend", "--act", "amend", "--act", "ratify"),
        ("heatmap", "--actors", "states", "--most", "6"),
        ("network", "--view", "ties", "--actors", "states", "--lang", "ar"),
    ],
    ids=lambda options: options[0],
)
def test_pictures_are_drawn(fishing_store, tmp_path, picture):
    run("plot", *picture, "--store", fishing_store, "-o", tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").stat().st_size > 5000
