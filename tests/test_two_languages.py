"""One invented event, told in Arabic and in English: one event in the graph, two reports, and where they disagree."""

import json

import pytest

import kg
from kg.reading import read_articles

ARABIC = "زار وزير الخارجية التركي هاكان فيدان نيروبي من 14 إلى 16 مايو 2024."
ENGLISH = "Turkish Foreign Minister Hakan Fidan visited Kenya from 15 to 17 May 2024."
TOLD = """
PREFIX kg: <https://w3id.org/diplomatic-kg/ontology#>
PREFIX gaf: <http://groundedannotationframework.org/gaf#>
SELECT ?event ?date ?text {
  ?event a kg:Visit, kg:Event ; gaf:denotedBy ?report .
  ?report kg:inSentence/kg:text ?text .
  OPTIONAL { ?report kg:date ?date }
} ORDER BY ?date
"""
CONFLICT = "PREFIX kg: <https://w3id.org/diplomatic-kg/ontology#> ASK { ?e a kg:Visit ; kg:conflict kg:DateConflict }"
NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX kg: <https://w3id.org/diplomatic-kg/ontology#>
SELECT DISTINCT ?name { ?e a kg:Visit, kg:Event ; kg:actor ?who . ?who rdfs:label ?name } ORDER BY ?name
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    (folder / "in").mkdir()
    for name, published, text in (("ar.json", "2024-05-17", ARABIC), ("en.json", "2024-05-18", ENGLISH)):
        article = {"published": published, "text": text}
        (folder / "in" / name).write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    kg.build([folder / "in"], folder / "graph")
    return folder


@pytest.fixture
def graph(folder):
    return kg.open_graph(folder / "graph")


def test_the_languages_are_told_by_script_and_words(folder):
    found = [a.language for name in ("ar.json", "en.json") for a in read_articles(folder / "in" / name)]
    assert found == ["ar", "en"]


def test_it_is_one_event_with_both_sentences(graph):
    rows = [(str(event), str(text)) for event, _, text in graph.query(TOLD)]
    assert len({event for event, _ in rows}) == 1
    assert {text for _, text in rows} == {ARABIC, ENGLISH}


def test_their_dates_are_told_as_a_conflict(graph):
    assert bool(graph.query(CONFLICT))


def test_who_took_part_is_one_in_both_languages_and_has_both_names(graph):
    assert [str(name) for (name,) in graph.query(NAMES)] == ["Hakan Fidan", "هاكان فيدان"]
