"""``kg extract``: records, tables and statements."""

import json

from kg.model import Event


def read(text):
    return [Event.from_record(json.loads(line)) for line in text.splitlines()]


def test_records_carry_their_evidence(kg, pages):
    result = kg("extract", pages, "--extractor", "plain")
    assert result.exit_code == 0
    events = read(result.stdout)
    assert [(event.article, event.act, event.status) for event in events] == [
        ("one.txt", "amend", "actual"),
        ("one.txt", "condemn", "actual"),
        ("one.txt", "sign", "planned"),
        ("one.txt", "mediate", "actual"),
        ("two.txt", "sign", "actual"),
    ]
    text = (pages / "one.txt").read_text(encoding="utf-8")
    first = events[0]
    for words in (first.sentence, first.trigger, first.theme, *first.actors):
        assert text[words.start : words.end] == words.text
    assert result.stderr == "kg: 2 articles read, 5 events found\n"


def test_to_a_file(kg, pages, tmp_path):
    printed = kg("extract", pages, "--extractor", "plain").stdout
    result = kg("extract", pages, "--extractor", "plain", "-o", tmp_path / "new" / "e.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "new" / "e.jsonl").read_text(encoding="utf-8") == printed


def test_a_failed_run_leaves_the_file_that_was_there(kg, pages, tmp_path):
    target = tmp_path / "e.jsonl"
    target.write_text("precious", encoding="utf-8")
    assert kg("extract", tmp_path / "nowhere", "--extractor", "plain", "-o", target).exit_code == 1
    assert target.read_text(encoding="utf-8") == "precious"
    assert [path.name for path in tmp_path.glob(".e.jsonl*")] == []


def test_statements(kg, pages):
    told = kg("extract", pages / "one.txt", "--extractor", "plain", "--format", "statements").stdout
    assert told.splitlines()[0] == (
        "Qatar – amends – defence cooperation agreement – with – United States (2024-03-06)"
    )
    told = kg("extract", pages / "one.txt", "--extractor", "plain", "--format", "statements", "--lang", "ar").stdout
    assert told.startswith("\u2067قطر – تعدّل – ")


def test_the_table_isolates_every_line_of_a_cell(kg, pages):
    told = kg("extract", pages, "--extractor", "plain", "--format", "table", "--lang", "ar").stdout
    assert "plain:amend" in told and "one.txt:" in told
    for line in told.splitlines():
        for cell in line.split("│"):
            opened = sum(cell.count(mark) for mark in "\u2066\u2067\u2068")
            assert opened == cell.count("\u2069")
            assert opened or not any("\u0600" <= letter <= "\u06ff" for letter in cell)


def test_unsure_events_are_left_out(kg, pages):
    assert kg("extract", pages, "--extractor", "plain", "--min-confidence", "0.95").stdout == ""


def test_an_event_that_the_text_does_not_bear_out_is_refused(kg, pages):
    result = kg("extract", pages, "--extractor", "lying")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 5
    assert "5 events refused" in result.stderr
    assert "trigger ‘كذب’ does not stand at" in result.stderr


def test_one_article_that_the_extractor_fails_on_costs_only_itself(kg, pages):
    (pages / "bad.txt").write_bytes((pages / "one.txt").read_bytes())
    result = kg("extract", pages, "--extractor", "half")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 5
    assert "skipped bad.txt" in result.stderr and "ValueError: I do not feel like it" in result.stderr


def test_an_extractor_that_fails_on_everything_does_nothing(kg, pages):
    result = kg("extract", pages, "--extractor", "failing")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 2


def test_an_unknown_extractor_names_the_nearest(kg, pages):
    result = kg("extract", pages, "--extractor", "plein")
    assert result.exit_code == 1
    assert "no extractor 'plein'; did you mean 'plain'?" in result.stderr


def test_an_extractor_that_cannot_be_loaded(kg, pages):
    result = kg("extract", pages, "--extractor", "broken")
    assert result.exit_code == 1
    assert "extractor 'broken' (plain_extractor:NotThere) cannot be loaded: AttributeError" in result.stderr
