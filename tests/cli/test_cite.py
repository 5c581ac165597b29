"""``kg cite``: references on the terminal."""

import json

import pytest
from rdflib import Graph


@pytest.fixture
def event(kg, store):
    told = kg("query", "--store", store, "SELECT ?e { ?e a kg:Event ; kg:act kg:Amend }", "--format", "tsv").stdout
    return told.splitlines()[1].strip("<>")


def test_a_reference_with_its_sentence(kg, store, event):
    result = kg("cite", event, "--store", store)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "عدلت قطر والولايات المتحدة" in result.stdout and event in result.stdout and "one.txt" in result.stdout
    assert "amends" in result.stdout and "تعدّل" in kg("cite", event, "--store", store, "--lang", "ar").stdout


def test_forms_for_programs(kg, store, event):
    assert kg("cite", event, "--store", store, "--format", "bibtex").stdout.startswith("@online{article-")
    assert json.loads(kg("cite", event, "--store", store, "--format", "csl").stdout)[0]["type"] == "article-newspaper"
    prov = Graph().parse(data=kg("cite", event, "--store", store, "--format", "prov").stdout, format="turtle")
    assert any("wasGeneratedBy" in str(predicate) for predicate in prov.predicates())


def test_the_words_behind_every_triple(kg, store, event):
    told = kg("cite", event, "--store", store, "--trace").stdout
    assert "kg:actor" in told and "wd:Q846" in told and "عدلت" in told


def test_no_such_event(kg, store):
    result = kg("cite", "event-x", "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no event 'event-x'" in result.stderr and len(result.stderr.splitlines()) == 1
