"""The graph in notebooks: data frames, networks, answers, and the example notebook from end to end."""

import shutil

import nbformat
import networkx as nx
import pandas as pd
import polars as pl
import pytest
import rdflib
from nbclient import NotebookClient

import kg
from kg.errors import ExportError, QueryError
from kg.graph.store import GraphStore
from kg.model import Article, Block, Event, Participant, Sentence, Words
from kg.notebook import Answer

TEXT = "أدانت قطر إيران."


def take(text, name, code, qid):
    start = TEXT.index(text)
    return Participant(text, start, start + len(text), name, text, code, "state", qid)


@pytest.fixture
def graph(tmp_path):
    article = Article(
        "a.txt", 0, TEXT, (Block(0, len(TEXT), TEXT),), path="a.txt", language="ar", published="2024-03-06"
    )
    event = Event(
        id="x", article="a.txt", part=0, trigger=Words("أدانت", 0, 5), act="condemn", type="ACCUSE",
        actors=(take("قطر", "Qatar", "QAT", "wd:Q846"),), recipients=(take("إيران", "Iran", "IRN", "wd:Q794"),),
        theme=None, topics=(), place=None, date=None, status="actual", said_by=(),
        sentence=Sentence(TEXT, 0, len(TEXT)),
        rule="r",        confidence=0.9,
    )  # fmt: skip
    with GraphStore.open(tmp_path / "g", create=True) as store:
        store.add_article(article, [event])
    with kg.open_graph(tmp_path / "g") as opened:
        yield opened


def test_it_is_an_ordinary_dataset(graph):
    assert isinstance(graph, rdflib.Dataset)
    assert len(list(graph.query("SELECT ?e { ?e a kg:Event }"))) == 1
    assert (rdflib.URIRef("http://www.wikidata.org/entity/Q846"), None, None) in graph


def test_events_in_pandas_and_in_polars(graph):
    frame, other = graph.events(), graph.events_polars()
    assert isinstance(frame, pd.DataFrame) and isinstance(other, pl.DataFrame)
    assert list(frame.columns) == other.columns and len(frame) == len(other) == 1
    assert frame["actor_ar"][0] == other["actor_ar"][0] == "قطر"
    assert frame["date"][0] == pd.Timestamp("2024-03-06") and str(other["date"][0]) == "2024-03-06"
    assert (frame["goldstein"][0], frame["quad_class"][0]) == (other["goldstein"][0], other["quad_class"][0])
    assert len(graph.events(period="2023")) == 0 and len(graph.events("dyads", what=["ACCUSE"])) == 1
    with pytest.raises(ExportError, match="did you mean 'condemn'"):
        graph.events(what=["condem"])


def test_networks(graph):
    network = graph.network("ties", lang="ar")
    assert isinstance(network, nx.MultiDiGraph)
    assert {data["label"] for _, data in network.nodes(data=True)} == {"قطر", "إيران"}


def test_answers(graph):
    answer = graph.ask("ties", country="QAT")
    assert answer[0][answer.columns.index("actor_en")] == "Qatar" and isinstance(answer.to_frame(), pd.DataFrame)
    assert graph.ask("SELECT ?a (COUNT(*) AS ?n) { ?e a kg:Event ; kg:actor ?a } GROUP BY ?a")[:] == [("wd:Q846", 1)]
    assert graph.ask("ASK { ?e kg:act kg:Condemn }")[:] == [(True,)]
    assert graph.ask("CONSTRUCT { ?a kg:x ?g } { ?e kg:actor ?a; kg:goldstein ?g }")[:] == [("wd:Q846", "kg:x", -2.0)]
    assert "timeline" in [row[0] for row in graph.questions()]
    with pytest.raises(QueryError, match="did you mean 'ties'"):
        graph.ask("tie")
    with pytest.raises(QueryError, match="only questions of the library"):
        graph.ask("SELECT * { ?s ?p ?o }", country="QAT")


def test_what_shows_is_no_markup_of_strangers():
    shown = Answer(("a",), [("<script>x</script>\x1b",), ("قطر",), (None,)] * 20)._repr_html_()
    assert "<script>" not in shown and "\x1b" not in shown and '<td dir="rtl"' in shown and "10 more rows" in shown


def test_the_graph_shows_what_is_inside(graph):
    assert "<td" in graph._repr_html_() and "events" in graph._repr_html_()
    with pytest.raises(ExportError, match="known are network, timeline, heatmap"):
        graph.plot("pie")


def test_the_example_notebook(pytestconfig, tmp_path):
    examples = pytestconfig.rootpath / "examples"
    shutil.copytree(examples / "articles", tmp_path / "articles")
    notebook = nbformat.read(examples / "events.ipynb", as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    kinds = [kind for output in shown for kind in output.get("data", ())]
    assert kinds.count("text/html") >= 6 and kinds.count("image/png") == 2
    assert not any(output["output_type"] == "error" for output in shown)
