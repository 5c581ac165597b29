"""``kg query``: what is asked, in which form it answers, and errors in words."""

import csv
import io
import json

import pytest
from lxml import etree
from rdflib import Graph

from kg.graph.questions import list_questions

LABELS = "SELECT ?who ?name { ?who a kg:State ; rdfs:label ?name } ORDER BY ?who ?name"


def test_the_table_shortens_iris_and_isolates_arabic(kg, store):
    result = kg("query", "--store", store, LABELS)
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines() if "wd:" in line]
    assert "wd:Q30" in lines[0] and any(line.startswith("wd:Q846") and line.endswith("Qatar") for line in lines)
    assert any("\u2067قطر\u2069" in line for line in lines)
    assert result.stderr == f"kg: {len(lines)} answers\n"


def test_csv_tsv_json_and_xml_hold_the_same(kg, store):
    def ask(form):
        result = kg("query", "--store", store, LABELS, "--format", form)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    rows = list(csv.reader(io.StringIO(ask("csv"))))
    assert rows[0] == ["who", "name"] and ["http://www.wikidata.org/entity/Q846", "قطر"] in rows
    bindings = json.loads(ask("json"))["results"]["bindings"]
    assert [[row["who"]["value"], row["name"]["value"]] for row in bindings] == rows[1:]
    assert '<http://www.wikidata.org/entity/Q846>\t"قطر"@ar' in ask("tsv").splitlines()
    document = etree.fromstring(ask("xml").encode())
    assert len(document.findall(".//{*}result")) == len(rows) - 1


@pytest.mark.parametrize(("query", "told"), [("ASK { ?x a kg:Event }", "yes\n"), ("ASK { ?x a kg:Fish }", "no\n")])
def test_yes_and_no(kg, store, query, told):
    assert kg("query", "--store", store, query).stdout == told
    assert json.loads(kg("query", "--store", store, query, "--format", "json").stdout)["boolean"] == (told == "yes\n")


def test_construct_answers_in_turtle(kg, store):
    told = kg("query", "--store", store, "CONSTRUCT { ?e kg:date ?d } WHERE { ?e a kg:Event ; kg:date ?d }").stdout
    assert "@prefix kg:" in told
    assert len(Graph().parse(data=told, format="turtle")) == 2


def test_no_answer_tells_which_names_the_graph_has_not(kg, store):
    asked = 'SELECT ?x { ?x kg:actorr ?who ; kg:act plover:Fish ; rdfs:label "kg:theme" FILTER(?who != kg:Event) }'
    result = kg("query", "--store", store, asked)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "kg: 0 answers",
        "kg: kg:actorr stands nowhere in this graph; did you mean kg:actor?",
        "kg: plover:Fish stands nowhere in this graph",
    ]
    assert kg("query", "--store", store, "SELECT ?x { ?x kg:act 5 }").stderr == "kg: 0 answers\n"


def test_a_query_from_a_file_and_from_standard_input(kg, store, tmp_path):
    (tmp_path / "q.rq").write_text(LABELS, encoding="utf-8")
    told = kg("query", "--store", store, LABELS).stdout
    assert kg("query", "--store", store, tmp_path / "q.rq").stdout == told
    assert kg("query", "--store", store, "-", stdin=LABELS).stdout == told


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?a WHERE { ?a b }", "SPARQL syntax error in line 1, column 25"),
        ("SELECT ?a\nWHERE { ?a kg:act }", "SPARQL syntax error in line 2, column 19 at ‘}’"),
        (
            "SELECT ?a { ?a nope:act ?b }",
            "line 1, column 16 at ‘nope:act ?b }’: the prefix nope: is not declared; known are ",
        ),
        ("SELEKT ?a { ?a a ?b }", "SPARQL syntax error in line 1, column"),
        ("   ", "SPARQL"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "SPARQL syntax error in line 1, column"),
    ],
)
def test_a_malformed_query_is_told_by_line_and_column(kg, store, query, message):
    result = kg("query", "--store", store, query)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr and len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("nowhere.rq", "nowhere.rq: no such query file"),
        ("bad.rq", "bad.rq: not UTF-8 at byte 0"),
    ],
)
def test_files_that_hold_no_query(kg, store, tmp_path, question, message):
    (tmp_path / "bad.rq").write_bytes(b"\xff\xff")
    result = kg("query", "--store", store, question)
    assert result.exit_code == 1 and message in result.stderr


def test_a_parameter_is_given_as_data(kg, store):
    whole = kg("query", "--store", store, "timeline", "--format", "csv").stdout
    some = kg("query", "--store", store, "timeline", "--format", "csv", "--set", "country=QAT")
    assert some.exit_code == 0, some.stderr
    assert 1 < len(some.stdout.splitlines()) < len(whole.splitlines())
    none = kg("query", "--store", store, "timeline", "--format", "csv", "--set", 'country=QAT" } } #')
    assert none.exit_code == 0 and len(none.stdout.splitlines()) == 1
    wrong = kg("query", "--store", store, "timeline", "--set", "planet=Mars")
    assert wrong.exit_code == 1 and "no parameter 'planet'" in wrong.stderr
    assert kg("query", "--store", store, "timeline", "--set", "QAT").exit_code == 2


def test_nothing_is_asked(kg, store):
    result = kg("query", "--store", store)
    assert result.exit_code == 2 and "--list shows them" in result.stderr


def test_a_cell_has_the_direction_of_its_language(kg, store):
    told = kg("query", "--store", store, 'SELECT ("Houthis – قطر"@ar AS ?x) ("Houthis – قطر"@en AS ?y) {}').stdout
    assert "\u2067Houthis – قطر\u2069" in told and "\u2066Houthis – قطر\u2069" in told


def test_cells_cannot_steer_the_terminal(kg, store):
    told = kg("query", "--store", store, 'SELECT ("a\x9b2J\u202eb\\r\\nc" AS ?x) {}').stdout
    assert "a 2J b c" in told


def test_every_question_of_the_library_can_be_asked(kg, store):
    names = [question.name for question in list_questions()]
    listed = kg("query", "--store", store, "--list").stdout
    assert names and all(name in listed for name in names)
    for name in names:
        result = kg("query", "--store", store, name, "--format", "csv")
        assert result.exit_code == 0, result.stderr


def test_a_question_that_is_not_in_the_library_names_the_nearest(kg, store):
    name = list_questions()[0].name
    result = kg("query", "--store", store, name + "x")
    assert result.exit_code == 1 and name in result.stderr and len(result.stderr.splitlines()) == 1
