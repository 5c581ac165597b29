"""``kg build``: from texts and from records to the graph."""

import json
import subprocess
import sys

import pytest

from kg.graph.store import GraphStore


def dump(kg, store, tmp_path, ending="nq"):
    target = tmp_path / f"dump.{ending}"
    assert kg("export", "--store", store, "-o", target).exit_code == 0
    return target.read_bytes()


def test_texts(kg, pages, tmp_path):
    result = kg("build", pages, "--store", tmp_path / "g", "--extractor", "plain")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "kg: 2 articles read, 5 events found\n"
    with GraphStore.open(tmp_path / "g") as store:
        assert [(article.file, article.events) for article in store.articles()] in (
            [("one.txt", 4), ("two.txt", 1)],
            [("two.txt", 1), ("one.txt", 4)],
        )


@pytest.mark.parametrize("ending", ["ttl", "trig", "nq", "jsonld", "gexf"])
def test_the_same_articles_give_the_same_bytes(kg, pages, tmp_path, ending):
    """Whether built at once or one by one, once or twice, in whatever order."""
    kg("build", pages, "--store", tmp_path / "a", "--extractor", "plain")
    once = dump(kg, tmp_path / "a", tmp_path, ending)
    kg("build", pages, "--store", tmp_path / "a", "--extractor", "plain")
    assert dump(kg, tmp_path / "a", tmp_path, ending) == once
    for page in ("two.txt", "one.txt"):
        kg("build", pages / page, "--store", tmp_path / "b", "--extractor", "plain")
    assert dump(kg, tmp_path / "b", tmp_path, ending) == once


def test_records_give_the_same_graph_as_their_texts(kg, pages, store, tmp_path):
    records = pages / "e.jsonl"
    kg("extract", pages, "--extractor", "plain", "-o", tmp_path / "e.jsonl")
    (tmp_path / "e.jsonl").rename(records)
    assert kg("build", records, "--store", tmp_path / "b").exit_code == 0
    assert dump(kg, tmp_path / "b", tmp_path) == dump(kg, store, tmp_path)


def test_records_from_standard_input(kg, pages, store, tmp_path):
    records = kg("extract", pages, "--extractor", "plain").stdout
    result = kg("build", "-", "--store", tmp_path / "b", "--articles", pages, stdin=records)
    assert result.exit_code == 0
    assert dump(kg, tmp_path / "b", tmp_path) == dump(kg, store, tmp_path)


def test_records_of_texts_in_folders_and_of_lines(kg, pages, tmp_path):
    (pages / "deep").mkdir()
    (pages / "one.txt").rename(pages / "deep" / "one.txt")
    text = (pages / "two.txt").read_text(encoding="utf-8")
    (pages / "news.jsonl").write_text(json.dumps({"text": text}) + "\n" + json.dumps({"text": text}), encoding="utf-8")
    records = kg("extract", pages, "--extractor", "plain").stdout
    assert {json.loads(line)["article"] for line in records.splitlines()} == {
        "deep/one.txt", "two.txt", "news.jsonl#1", "news.jsonl#2",
    }  # fmt: skip
    assert kg("build", pages, "--store", tmp_path / "a", "--extractor", "plain").exit_code == 0
    assert kg("build", "-", "--store", tmp_path / "b", "--articles", pages, stdin=records).exit_code == 0
    assert dump(kg, tmp_path / "b", tmp_path) == dump(kg, tmp_path / "a", tmp_path)


def change(record, **changes):
    return json.dumps({**json.loads(record), **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"article": "three.txt"}, "1 event left out: the text three.txt is not in"),
        ({"article": "../../etc/passwd"}, "is no name of a text"),
        ({"article": "/etc/passwd"}, "is no name of a text"),
        ({"article": 3}, "article must be a string, not 3"),
        ({"part": 7}, "one.txt has no article number 7"),
        ({"part": "0"}, "part must be a whole number"),
        ({"part": True}, "part must be a whole number"),
        ({"act": "dance"}, "unknown act 'dance'"),
        ({"act": []}, "act must be a string"),
        ({"type": "AID"}, "has the type SUPPORT, not 'AID'"),
        ({"status": "sure"}, "unknown status 'sure'"),
        ({"date": "6.3.2024"}, "date '6.3.2024' is not EDTF"),
        ({"date": 2024}, "date must be a string or null"),
        ({"cameo": "<x>"}, "unknown CAMEO code '<x>'"),
        ({"confidence": 2}, "confidence 2 is not between 0 and 1"),
        ({"confidence": "high"}, "confidence must be a whole number or a number"),
        ({"trigger": {"text": "عدلت", "start": 0, "end": 4}}, "trigger ‘عدلت’ does not stand at 0"),
        ({"trigger": {"text": "عدلت", "start": 99999, "end": 100003}}, "lies outside the text"),
        ({"trigger": "عدلت"}, "trigger must be an object with text, start and end"),
        ({"actors": [{"text": "قطر", "start": 0, "end": 3, "name": 5}]}, "actors: name must be a string"),
        ({"actors": [{"text": "قطر", "start": 0, "end": 3, "name": "x", "kind": "sun"}]}, "unknown kind 'sun'"),
        ({"actors": "Qatar"}, "actors must be a list"),
        ({"topics": [{"text": "قطر", "start": 0, "end": 3, "en": []}]}, "topics: en must be a string or null"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_is_left_out_and_the_rest_is_built(kg, pages, tmp_path, changes, message):
    good, *_ = records = kg("extract", pages, "--extractor", "plain").stdout.splitlines()
    result = kg(
        "build",
        "-",
        "--store",
        tmp_path / "g",
        "--articles",
        pages,
        stdin="\n".join([change(good, **changes), records[1]]),
    )
    assert result.exit_code == 3
    assert message in result.stderr
    with GraphStore.open(tmp_path / "g") as store:
        assert [article.events for article in store.articles()] == [1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "standard input: 1: not JSON"),
        ("[1]", "must be a JSON object, not list"),
        ("{}", "lacks the key"),
        ('"' + "x" * 1_200_000 + '"', "a line of more than 1,000,000 characters"),
        ("[" * 100_000, "not JSON"),
        ("1" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_is_no_record_is_left_out(kg, pages, tmp_path, line, message):
    good = kg("extract", pages, "--extractor", "plain").stdout.splitlines()[0]
    result = kg("build", "-", "--store", tmp_path / "g", "--articles", pages, stdin=f"{line}\n{good}\n")
    assert result.exit_code == 3
    assert message in result.stderr
    assert all(len(told) < 300 for told in result.stderr.splitlines())


def test_no_records_at_all(kg, tmp_path):
    result = kg("build", "-", "--store", tmp_path / "g", stdin="")
    assert result.exit_code == 1
    assert result.stderr == "kg: there is nothing to read: no article, and no event record\n"
    assert not (tmp_path / "g").exists()


def test_a_text_of_which_there_are_two(kg, pages, tmp_path):
    records = kg("extract", pages / "one.txt", "--extractor", "plain").stdout
    for name in ("a", "b"):
        (tmp_path / "texts" / name).mkdir(parents=True)
        (tmp_path / "texts" / name / "one.txt").write_bytes((pages / "one.txt").read_bytes())
    result = kg("build", "-", "--store", tmp_path / "g", "--articles", tmp_path / "texts", stdin=records)
    assert result.exit_code == 1
    assert "2 files are called one.txt" in result.stderr and "name one's folder with --articles" in result.stderr


def test_a_second_build_at_the_same_time_is_told_at_once(run_kg, pages, store):
    code = (
        "import sys, pathlib\nfrom kg.graph.store import GraphStore\n"
        f"store = GraphStore.open(pathlib.Path({str(store)!r}), writable=True)\n"
        "print('open', flush=True)\nsys.stdin.read()\nstore.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        result = run_kg("build", pages, "--store", store, "--extractor", "plain")
        assert result.returncode == 1
        assert result.stderr == f"kg: {store}: another process is writing to this store; wait until it has finished\n"
        assert run_kg("query", "--store", store, "ASK { ?x a kg:Event }").stdout == "yes\n"
        other.communicate()
    assert run_kg("build", pages, "--store", store, "--extractor", "plain").returncode == 0


def test_the_run_is_recorded_beside_what_is_exported(kg, pages, store, tmp_path):
    runs = "SELECT ?run ?by { GRAPH ?g { ?run a kg:Run ; kg:version ?by } }"
    assert len(kg("query", "--store", store, runs, "--format", "csv").stdout.splitlines()) == 2
    assert b"/run-" not in dump(kg, store, tmp_path, "nq")
