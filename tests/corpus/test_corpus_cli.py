"""Options of ``kg build`` for corpora: columns, facts, limits, the summary as JSON, and progress without a terminal."""

import json
import time

import pytest

from kg.cli.progress import watch_build
from kg.reading import Skipped

TEXT = "أدانت قطر إيران يوم 2024-03-06 في بيان نشرته وزارة الخارجية مساء اليوم."


def test_columns_facts_limits_and_summary(run_kg, tmp_path):
    lines = [{"corpo": TEXT}, {"corpo": TEXT * 30}, {"corpo": ""}]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    done = run_kg(
        "build", "news.jsonl", "--store", "graph", "--extractor", "plain", "--column", "text=corpo",
        "--outlet", "Example",
        "--published", "2024-03-07", "--language", "ar", "--limit", "text_chars=500", "--summary", "summary.json",
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    told = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert (told["articles"], told["events"]) == (1, 1)
    assert [skip["path"] for skip in told["skipped"]] == ["news.jsonl#2", "news.jsonl#3"]
    assert "(text_chars)" in told["skipped"][0]["reason"]
    assert told["seconds"] > 0
    listed = json.loads(run_kg("status", "--store", "graph", "--articles", "--format", "json").stdout)
    assert (listed["outlet"], listed["published"]) == ("Example", "2024-03-07")


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--limit", "text_char=5", "did you mean text_chars?"),
        ("--limit", "text_chars=many", "'many' is no number"),
        ("--column", "txt=a", "did you mean text?"),
        ("--column", "text", "give NAME=VALUE"),
        ("--published", "yesterday", "must be an ISO date"),
    ],
)
def test_wrong_options_are_told_with_the_right_word(run_kg, option, value, told):
    done = run_kg("build", ".", "--store", "graph", option, value)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_terminal_a_line_is_told_at_intervals(capsys):
    with watch_build(interval=0.05) as watch:
        watch.tell(Skipped("a", "is empty"))
        time.sleep(0.06)
        watch.tell(Skipped("b", "is empty"))
        watch.tell(Skipped("c", "is empty"))
        time.sleep(0.06)
        watch.merge(0.4)
        watch.merge(0.5)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["kg: so far 0 articles (0.0/s), 0 events, 2 errors", "kg: merging events: 40%"]
