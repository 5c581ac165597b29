"""``kg extract -`` and ``kg build -``: articles of any form on standard input, told apart by what they look like."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pytest
from sample_pages import OTHER, PAGE

from kg.reading.standard_input import guess_ending, keep_standard_input


def make_table(delimiter: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([["title", "نص الخبر", "التاريخ"], ["Talks", PAGE, "2024-03-06"], ["More", OTHER, "2024-03-07"]])
    return stream.getvalue()


LINES = "".join(
    json.dumps({"text": text, "url": f"https://example.org/{i}"}) + "\n" for i, text in enumerate((PAGE, OTHER))
)
FORMS = {
    "text": (PAGE, ".txt", 1),
    "JSON Lines": (LINES, ".jsonl", 2),
    "JSON": (json.dumps({"articles": [{"text": PAGE}, {"text": OTHER}]}, indent=1), ".json", 2),
    "CSV": (make_table(","), ".csv", 2),
    "TSV": (make_table("\t"), ".tsv", 2),
    "packed": (gzip.compress(LINES.encode(), mtime=0), ".jsonl.gz", 2),
    "UTF-16": (PAGE.encode("utf-16"), ".txt", 1),
}


@pytest.mark.parametrize(("given", "ending", "articles"), FORMS.values(), ids=FORMS)
def test_whatever_comes_is_read_as_what_it_is(kg, given, ending, articles):
    result = kg("extract", "-", "--extractor", "plain", stdin=given)
    assert result.exit_code == 0, result.stderr
    assert f"kg: {articles} article" in result.stderr
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert events and all(event["article"].split("#")[0].endswith(ending) for event in events)


def test_the_same_again_is_not_built_again_and_another_text_does_not_replace_it(kg, tmp_path):
    def build(given: str) -> str:
        return kg("build", "-", "--store", tmp_path / "g", "--extractor", "plain", stdin=given).stderr

    assert "unchanged" not in build(PAGE)
    assert "1 unchanged" in build(PAGE)
    assert "replaced" not in build(OTHER)
    assert kg("status", "--store", tmp_path / "g").stdout.startswith("2 articles")


def test_records_from_extract_are_records_still(kg, pages, tmp_path):
    records = kg("extract", pages, "--extractor", "plain").stdout
    result = kg("build", "-", "--articles", pages, "--store", tmp_path / "g", stdin="no record\n" + records)
    assert result.exit_code == 3 and "standard input: 1: not JSON" in result.stderr
    assert "2 articles read" in result.stderr


CUT = gzip.compress(PAGE.encode(), mtime=0)[:40]  # without the time: each worker must name the case the same


@pytest.mark.parametrize("given", [b"%PDF-1.7 \x00\x01", CUT, b"\x00\x01\x02" * 40])
def test_what_is_no_text_is_told_in_a_line(kg, given):
    result = kg("extract", "-", "--extractor", "plain", stdin=given)
    assert result.exit_code == 1 and not result.stdout
    assert len(result.stderr.splitlines()) == 1 and result.stderr.startswith("kg: ")


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"", ".txt"), (b"<!DOCTYPE html><html>", ".html"), (b'{\n "text": "a"\n}', ".json"), (b"[\n", ".json"),
        (b'bad\n{"text": "a"}\n', ".jsonl"), (b"text", ".txt"), (b"Norway, Kenya and others met.", ".txt"),
        (b"url;text\n", ".csv"), (b"{}", ".jsonl"), (b"\xef\xbb\xbftext,date\n", ".csv"),
    ],
)  # fmt: skip
def test_endings_are_guessed(head, ending):
    assert guess_ending(head) == ending


def test_nothing_is_left_behind():
    with keep_standard_input(io.BytesIO(b"some text")) as kept:
        assert kept is not None and kept.read_bytes() == b"some text"
    assert not kept.parent.exists()
    with keep_standard_input(io.BytesIO()) as kept:
        assert kept is None
