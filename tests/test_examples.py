"""The example page, all the way with our own extractor: what `make demo` does."""

import io
import json

import networkx as nx
import pytest
from click.testing import CliRunner
from rdflib import Graph

from kg.cli import cli


def run(*arguments):
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="kg", catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def example(pytestconfig):
    return pytestconfig.rootpath / "examples" / "articles"


@pytest.fixture(scope="module")
def store(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "graph"
    run("build", example, "--store", folder)
    return folder


@pytest.fixture(scope="module")
def records(example):
    return run("extract", example)


def test_both_articles_tell_events_and_the_furniture_none(example, records):
    events = [json.loads(line) for line in records.splitlines()]
    assert {event["part"] for event in events} == {0, 1}
    assert len(events) >= 20
    text = (example / "qatar-us-iran.txt").read_text(encoding="utf-8")
    for event in events:
        trigger = event["trigger"]
        assert text[trigger["start"] : trigger["end"]] == trigger["text"]


def test_a_statement_for_each_event_in_either_language(example, records):
    number = len(records.splitlines())
    english = run("extract", example, "--format", "statements").splitlines()
    arabic = run("extract", example, "--format", "statements", "--lang", "ar").splitlines()
    assert len(english) == len(arabic) == number
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in arabic)
    assert any("defence cooperation agreement – with – United States (199X)" in line for line in english)


def test_the_graph_is_sound_and_its_exports_are_read_by_others(store, tmp_path):
    run("validate", "--store", store)
    run("export", "--store", store, "-o", tmp_path / "g.ttl")
    run("export", "--store", store, "-o", tmp_path / "g.gexf")
    assert len(Graph().parse(tmp_path / "g.ttl")) > 1000
    network = nx.read_gexf(io.BytesIO((tmp_path / "g.gexf").read_bytes()))
    assert {"Qatar", "United States"} <= {data["label"] for _, data in network.nodes(data=True)}


def test_the_same_page_gives_the_same_bytes(example, store, records, tmp_path):
    assert run("extract", example) == records
    run("build", example, "--store", tmp_path / "again")
    for name, folder in (("a", store), ("b", tmp_path / "again")):
        run("export", "--store", folder, "-o", tmp_path / f"{name}.nq")
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()
