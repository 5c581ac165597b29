"""``kg review`` and ``kg build --corrections``: decisions are written into a file and hold in every build."""

import pytest

from kg.corrections import read_corrections

EVENTS = "SELECT ?e { ?e a kg:Event } ORDER BY ?e"


def list_events(kg, store):
    return kg("query", "--store", store, EVENTS, "--format", "tsv").stdout.splitlines()[1:]


def test_decisions_are_written_applied_and_not_asked_again(kg, pages, store, tmp_path):
    before = list_events(kg, store)
    file = tmp_path / "corrections.toml"
    answers = "r\nno such act\ne\nstatus=plannd\nstatus=planned\n\nbecause\na\n\nq\n"
    result = kg("review", "--store", store, "--below", "1", "--by", "N. N.", stdin=answers)
    assert result.exit_code == 0 and "3 corrections written" in result.stderr
    assert "unknown status 'plannd'; did you mean 'planned'?" in result.stderr
    rejected, edited, accepted = read_corrections(file)
    assert (rejected.action, rejected.why, rejected.by) == ("reject", "no such act", "N. N.")
    assert (edited.action, edited.changes) == ("edit", {"status": "planned"})
    assert accepted.action == "accept"
    assert len(list_events(kg, store)) == len(before) - 1
    again = kg("review", "--store", store, "--below", "1", stdin="q\n")
    assert again.exit_code == 0 and rejected.events[0].removeprefix("report-") not in again.stdout
    # A new store, built with the file, is corrected from the beginning.
    assert kg("build", pages, "--store", tmp_path / "new", "--extractor", "plain").exit_code == 0
    assert list_events(kg, tmp_path / "new") == list_events(kg, store)


def test_a_correction_without_its_report_is_told_by_the_build(kg, pages, store, tmp_path):
    (tmp_path / "c.toml").write_text('[[reject]]\nevent = "event-0123456789abcdef-7"\n', encoding="utf-8")
    result = kg("build", pages, "--store", store, "--extractor", "plain", "--corrections", tmp_path / "c.toml")
    assert result.exit_code == 0
    assert "kept for later: reject report-0123456789abcdef-7: no report in the graph" in result.stderr


@pytest.mark.parametrize("text", ["[[rejct]]\n", "\x00"])
def test_a_wrong_file_stops_the_build_before_it_begins(kg, pages, tmp_path, text):
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    result = kg("build", pages, "--store", tmp_path / "new", "--extractor", "plain", "--corrections", "c.toml")
    assert result.exit_code == 1 and "c.toml" in result.stderr and not (tmp_path / "new").exists()
