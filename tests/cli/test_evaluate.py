"""``kg evaluate``: figures for a gold file of one's own, and the same ones as the gold's scorer gives."""

import json
import subprocess
import sys

import pytest


def person(name, country):
    return {"text": name, "name": name, "country": country, "kind": "state"}


@pytest.fixture
def gold(pages, tmp_path):
    """Gold for the pages: what the extractor `plain` finds, with a mistake in it and one event too many."""
    amend = {
        "trigger": "عدلت", "act": "amend", "type": "SUPPORT", "recipients": [],
        "actors": [person("Qatar", "QAT"), person("United States", "USA")],
        "theme": {"text": "اتفاقية التعاون الدفاعي", "en": "agreement"}, "topics": [], "place": None,
        "date": "2024-03-06", "status": "actual", "said_by": [],
    }  # fmt: skip
    blame = {**amend, "trigger": "أدانت", "act": "condemn", "type": "ACCUSE", "actors": [person("Oman", "OMN")],
             "theme": None, "date": None}  # fmt: skip
    articles = [
        {
            "article": "one.txt",
            "sentences": [
                {"text": "قطر والولايات المتحدة توسعان تعاونهما", "events": []},
                {"text": "الدوحة - عدلت قطر والولايات المتحدة يوم 2024-03-06 اتفاقية التعاون الدفاعي بين البلدين.",
                 "events": [amend]},
                {"text": "أدانت قطر إيران في بيان صدر مساء اليوم.", "events": [blame, {**blame, "type": "REJECT"}]},
            ],
        }
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(article, ensure_ascii=False) for article in articles), encoding="utf-8")
    return path


def test_figures_in_a_table(kg, gold, pages):
    result = kg("evaluate", gold, "--articles", pages, "--extractor", "plain")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line.strip()}
    assert rows["detect"] == ["0.500", "0.667", "0.571", "2", "4", "3"]
    assert rows["dyad"] == ["0.250", "0.333", "0.286", "1", "4", "3"]
    assert "2 events in page furniture" in result.stdout
    assert "silence: 1.000 of 1 sentence without an event" in result.stdout


def test_figures_as_json(kg, gold, pages):
    told = json.loads(kg("evaluate", gold, "--articles", pages, "--extractor", "plain", "--json").stdout)
    assert told["detect"] == {"precision": 0.5, "recall": 0.6667, "f1": 0.5714}
    assert told["counts"]["in page furniture"] == 2


def test_errors_are_shown_kind_by_kind(kg, gold, pages):
    told = kg("evaluate", gold, "--articles", pages, "--extractor", "plain", "--errors", "1").stdout
    for words in ("furniture: 2", "missed: 1", "wrong sides: 1", "plain:condemn", "REJECT condemn actual"):
        assert words in told
    assert told.count("(page furniture)") == 1


def test_records_can_be_scored_instead(kg, gold, pages, tmp_path):
    kg("extract", pages / "one.txt", "--extractor", "plain", "-o", tmp_path / "e.jsonl")
    one = kg("evaluate", gold, "--articles", pages, "--extractor", "plain", "--json").stdout
    assert kg("evaluate", gold, "--articles", pages, "--events", tmp_path / "e.jsonl", "--json").stdout == one
    with (tmp_path / "e.jsonl").open("a", encoding="utf-8") as file:
        file.write('{\n{"actors": 3}\n')
    result = kg("evaluate", gold, "--articles", pages, "--events", tmp_path / "e.jsonl", "--json")
    assert result.exit_code == 3 and result.stdout == one
    assert "e.jsonl:5: not JSON" in result.stderr and "e.jsonl:6: actors must be a list" in result.stderr


def test_articles_lie_beside_the_gold(kg, gold, pages):
    pages.rename(pages.with_name("articles"))
    assert kg("evaluate", gold, "--extractor", "plain").exit_code == 0


def test_an_article_that_is_not_there(kg, gold, pages):
    (pages / "one.txt").unlink()
    result = kg("evaluate", gold, "--articles", pages, "--extractor", "plain")
    assert result.exit_code == 1
    assert "one.txt: no such article; name the folder of the texts with --articles" in result.stderr


def test_an_article_that_the_extractor_fails_on(kg, gold, pages):
    result = kg("evaluate", gold, "--articles", pages, "--extractor", "failing")
    assert result.exit_code == 3
    assert "skipped one.txt" in result.stderr


@pytest.mark.shared
def test_the_figures_of_a_whole_run_are_the_scorers(kg, shared, tmp_path):
    """Extracted with the rules, from some articles of the development gold (`tests/test_floors.py` takes all)."""
    lines = (shared / "gold" / "dev-ar.jsonl").read_text(encoding="utf-8").splitlines()[::5]
    gold, folder = tmp_path / "gold.jsonl", shared / "gold" / "articles"
    gold.write_text("\n".join(lines), encoding="utf-8")
    ours = json.loads(kg("evaluate", gold, "--articles", folder, "--json").stdout)
    files = [folder / json.loads(line)["article"] for line in lines]
    assert kg("extract", *files, "-o", tmp_path / "e.jsonl").exit_code == 0
    scorer = [sys.executable, shared / "gold" / "score.py", gold, tmp_path / "e.jsonl", "--json", "--articles", folder]
    theirs = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    assert ours == theirs
    assert theirs["counts"]["found"] > 20
