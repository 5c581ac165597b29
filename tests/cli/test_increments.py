"""Adding, changing and removing articles from the command line: ``kg build`` again, ``kg remove``, ``kg status``."""

import json
import sys
from dataclasses import replace

import pytest
from sample_pages import OTHER

from kg.graph.store import GraphStore


@pytest.fixture
def rebuild(kg, pages, store):
    """Builds the pages into the store again, by an extractor, and gives what the command says."""

    def run(*options, extractor="plain"):
        result = kg("build", pages, "--store", store, "--extractor", extractor, *options)
        return result.exit_code, result.stderr

    return run


@pytest.fixture
def read(monkeypatch, plugins):
    """The files of the articles that were given to the extractor, in order."""
    import plain_extractor

    seen = []
    extract = plain_extractor.PlainExtractor.extract

    def spy(self, article):
        seen.append(article.file)
        return extract(self, article)

    monkeypatch.setattr(plain_extractor.PlainExtractor, "extract", spy)
    return seen


def count(store, where):
    with GraphStore.open(store) as graph:
        return len(list(graph.query(f"SELECT ?x {{ {where} }}")))


def dump(kg, store, tmp_path):
    target = tmp_path / "dump.nq"
    assert kg("export", "--store", store, "-o", target).exit_code == 0
    return target.read_bytes()


def test_what_is_there_is_not_extracted_again(rebuild, read):
    assert rebuild() == (0, "kg: 2 articles read, 0 events found, 2 unchanged\n")
    assert read == []
    assert rebuild("--again")[1] == "kg: 2 articles read, 5 events found\n"
    assert read == ["one.txt", "two.txt"]


def test_only_what_is_new_or_has_changed_is_extracted(kg, rebuild, read, pages, store, tmp_path):
    (pages / "three.txt").write_text(OTHER.replace("2023-05-28", "2024-01-02"), encoding="utf-8")
    (pages / "two.txt").write_text(OTHER.replace("2023-05-28", "2023-05-29"), encoding="utf-8")
    assert rebuild() == (0, "kg: 3 articles read, 2 events found, 1 replaced, 1 unchanged\n")
    assert read == ["three.txt", "two.txt"]
    kg("build", pages, "--store", tmp_path / "fresh", "--extractor", "plain")
    assert dump(kg, store, tmp_path) == dump(kg, tmp_path / "fresh", tmp_path)


def test_other_rules_extract_anew(rebuild, read, monkeypatch):
    import plain_extractor

    monkeypatch.setattr(plain_extractor.PlainExtractor, "materials", {"rules": "1", "rules en": "1"}, raising=False)
    rebuild()
    assert len(read) == 2
    rebuild()
    assert len(read) == 2
    plain_extractor.PlainExtractor.materials = {"rules": "1", "rules en": "2"}
    rebuild()
    assert len(read) == 2, "the rules of another language do not matter"
    plain_extractor.PlainExtractor.materials = {"rules": "1", "weights ar": "2"}
    rebuild()
    assert len(read) == 4


def test_what_came_from_records_is_known_once_it_was_extracted(kg, pages, tmp_path, read):
    records = kg("extract", pages, "--extractor", "plain").stdout
    kg("build", "-", "--articles", pages, "--store", tmp_path / "g", stdin=records)
    read.clear()
    for files in (["one.txt", "two.txt"], []):
        kg("build", pages, "--store", tmp_path / "g", "--extractor", "plain")
        assert read == files
        read.clear()


def test_an_article_that_its_page_has_no_longer_goes(kg, pages, tmp_path):
    url = "https://news.example/a"
    lines = [json.dumps({"text": OTHER, "url": url}), json.dumps({"text": OTHER.replace("05-28", "06-28")})]
    (pages / "three.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (pages / "page.txt").write_text(OTHER.replace("عمان", "قطر"), encoding="utf-8")
    store = tmp_path / "g"
    kg("build", pages, "--store", store, "--extractor", "plain")
    with GraphStore.open(store, writable=True) as graph:
        article, events = graph.read_article(graph.find_articles("page.txt")[0].id)
        # As if the page had held one article more when it was read first.
        graph.add_article(replace(article, part=7), [replace(e, part=7) for e in events])
    before = count(store, "?x a kg:Article")
    (pages / "page.txt").write_text(OTHER, encoding="utf-8")
    (pages / "three.jsonl").write_text(lines[0], encoding="utf-8")
    result = kg("build", pages, "--store", store, "--extractor", "plain")
    assert result.stderr.endswith(", 1 removed\n")
    with GraphStore.open(store) as graph:
        assert [a.part for a in graph.find_articles("page.txt")] == [0]
        # A line of a file is a page of its own: that it is gone does not mean that its article is.
        assert len(list(graph.articles())) < before and graph.find_articles("three.jsonl#2")


def test_status_tells_what_is_inside_and_what_failed(kg, pages, store, rebuild):
    told = kg("status", "--store", store)
    assert told.exit_code == 0
    assert told.stdout.startswith("2 articles, 0 of them without an event\n5 events (2023-05-28 to ")
    for word in ("Articles by language", "Articles by outlet", "Events by year", "Events by type", "2023"):
        assert word in told.stdout
    assert "failed" not in told.stdout
    (pages / "three.txt").write_bytes(b"\x00\x01\x02")
    assert rebuild()[0] == 3
    told = kg("status", "--store", store).stdout
    assert "1 failed and not read since:\n  three.txt: " in told
    counts = json.loads(kg("status", "--store", store, "--format", "json").stdout)
    assert (counts["articles"], counts["events"], counts["runs"]) == (2, 5, 2)
    assert [failure["path"] for failure in counts["failures"]] == ["three.txt"]
    (pages / "three.txt").write_text(OTHER, encoding="utf-8")
    rebuild()
    assert "failed" not in kg("status", "--store", store).stdout


def test_events_that_were_refused_are_a_failure_with_its_reason(kg, pages, tmp_path):
    assert kg("build", pages, "--store", tmp_path / "g", "--extractor", "lying").exit_code == 3
    told = kg("status", "--store", tmp_path / "g").stdout
    assert "2 failed and not read since:\n  one.txt: 4 events refused: " in told


def test_status_lists_the_articles(kg, store):
    lines = kg("status", "--store", store, "--articles").stdout.splitlines()
    assert sorted(line.split()[1] + " " + line.split()[-1] for line in lines) == ["1 two.txt", "4 one.txt"]
    rows = kg("status", "--store", store, "--articles", "--format", "json").stdout.splitlines()
    assert {json.loads(row)["path"] for row in rows} == {"one.txt", "two.txt"}


@pytest.mark.parametrize("by", ["id", "path"])
def test_remove_leaves_no_trace(kg, pages, store, tmp_path, by):
    with GraphStore.open(store) as graph:
        (info,) = graph.find_articles("one.txt")
    result = kg("remove", getattr(info, by), "--store", store)
    assert (result.exit_code, result.stderr) == (0, "kg: 1 article removed\n")
    kg("build", pages / "two.txt", "--store", tmp_path / "only", "--extractor", "plain")
    assert dump(kg, store, tmp_path) == dump(kg, tmp_path / "only", tmp_path)
    with GraphStore.open(store) as graph:
        assert not any(info.id in str(quad) for quad in graph.all_quads())
    assert not list((store / "records").glob(f"*/{info.id}*"))


def test_remove_by_url(kg, pages, tmp_path):
    url = "https://news.example/خبر"
    (pages / "three.jsonl").write_text(json.dumps({"text": OTHER, "url": url}), encoding="utf-8")
    kg("build", pages, "--store", tmp_path / "g", "--extractor", "plain")
    assert kg("remove", url, "--store", tmp_path / "g").exit_code == 0
    assert count(tmp_path / "g", "?x a kg:Article") == 2


def test_remove_of_what_is_not_there_names_the_nearest(kg, store):
    result = kg("remove", "on.txt", "--store", store)
    assert (result.exit_code, result.stderr) == (1, "kg: no article 'on.txt' in the graph; did you mean one.txt?\n")
    result = kg("remove", "one.txt", "\u202e<zzzzzzzzzzzz>", "--store", store)
    assert result.exit_code == 3
    assert "list them with `kg status --articles`" in result.stderr and "\u202e" not in result.stderr


def test_remove_of_several_wants_to_be_told(kg, pages, tmp_path):
    for name in ("a", "b"):
        (pages / name).mkdir()
        (pages / name / "same.txt").write_text(OTHER, encoding="utf-8")
        kg("build", pages / name / "same.txt", "--store", tmp_path / "g", "--extractor", "plain")
    lines = [json.dumps({"text": OTHER, "url": f"https://news.example/{n}"}) for n in range(2)]
    (pages / "n.jsonl").write_text(lines[0], encoding="utf-8")
    kg("build", pages / "n.jsonl", "--store", tmp_path / "g", "--extractor", "plain")
    (pages / "n.jsonl").write_text(lines[1], encoding="utf-8")
    kg("build", pages / "n.jsonl", "--store", tmp_path / "g", "--extractor", "plain")
    result = kg("remove", "n.jsonl#1", "--store", tmp_path / "g")
    assert result.exit_code == 1 and "2 articles are called n.jsonl#1" in result.stderr
    assert kg("remove", "n.jsonl#1", "--all", "--store", tmp_path / "g").stderr == "kg: 2 articles removed\n"


def test_remove_forgets_a_failure(kg, pages, store, rebuild):
    (pages / "three.txt").write_bytes(b"\x00")
    rebuild()
    assert kg("remove", "three.txt", "--store", store).exit_code == 0
    assert "failed" not in kg("status", "--store", store).stdout


@pytest.mark.parametrize("command", [("remove", "x"), ("status",), ("check",)])
def test_no_store(kg, tmp_path, command):
    result = kg(*command, "--store", tmp_path / "nothing")
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "no store there" in result.stderr


def test_check_finds_nothing_wrong_with_a_sound_store(kg, store):
    result = kg("check", "--store", store)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"kg: {store} holds together\n")


def test_check_tells_and_rebuild_mends(kg, store, tmp_path):
    good = dump(kg, store, tmp_path)
    with GraphStore.open(store, writable=True) as graph:
        graph.update("DELETE WHERE { GRAPH ?g { ?x kg:confidence ?y } } ; DELETE WHERE { GRAPH id:ties { ?s ?p ?o } }")
    result = kg("check", "--store", store)
    assert result.exit_code == 1
    assert "its graph differs in" in result.stdout and f"kg check --rebuild --store {store}" in result.stderr
    assert kg("check", "--rebuild", "--store", store).exit_code == 0
    assert kg("check", "--store", store).exit_code == 0
    assert dump(kg, store, tmp_path) == good
    assert count(store, "?x a kg:Run") == 1, "the runs are kept"


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be replaced there")
def test_rebuild_makes_a_damaged_graph_and_one_of_an_older_version_anew(kg, store, rebuild, tmp_path):
    good = dump(kg, store, tmp_path)
    for file in (store / "graph").glob("MANIFEST*"):
        file.write_bytes(b"nonsense")
    meta = json.loads((store / "store.json").read_text())
    (store / "store.json").write_text(json.dumps({**meta, "format": meta["format"] - 1}))
    code, told = rebuild()
    assert code == 1 and "made by an older version" in told and "kg check --rebuild" in told
    result = kg("check", "--rebuild", "--store", store)
    assert (result.exit_code, result.stderr) == (0, f"kg: 2 articles put together anew in {store}\n")
    assert dump(kg, store, tmp_path) == good
    assert kg("check", "--store", store).exit_code == 0
    assert {path.name for path in store.iterdir()} >= {"graph", "records"}
    assert not {"graph.new", "graph.old", "graph.ready"} & {path.name for path in store.iterdir()}


def test_rebuild_tells_of_a_record_that_is_lost(kg, store):
    record = sorted((store / "records").glob("*/*.json"))[0]
    record.write_bytes(record.read_bytes() + b" ")
    result = kg("check", "--rebuild", "--store", store)
    assert result.exit_code == 1
    assert "its record cannot be used (its bytes are not those that were written)" in result.stdout
    assert "1 article put together anew" in result.stderr
