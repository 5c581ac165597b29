"""``kg export``: every format by its ending, read back by others."""

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

FORMATS = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


@pytest.fixture
def export(kg, store, tmp_path):
    def write(name, *options):
        result = kg("export", "--store", store, "-o", tmp_path / name, *options)
        assert result.exit_code == 0, result.stderr
        return tmp_path / name

    return write


def test_turtle_is_read_alike_by_rdflib_and_by_oxigraph(export):
    path = export("g.ttl")
    ours = rdflib.Graph().parse(path)
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    theirs = rdflib.Graph().parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()))
    assert len(ours) > 100 and isomorphic(ours, theirs)


@pytest.mark.parametrize("ending", ["trig", "nq", "jsonld"])
def test_the_formats_with_graphs_hold_the_same_quads(export, ending):
    def read(path, name):
        return set(rdflib.Dataset().parse(path, format=name).quads())

    quads = read(export("g.nq"), "nquads")
    assert len(quads) > 100
    assert read(export(f"h.{ending}"), FORMATS[ending]) == quads


def test_the_network(export):
    network = nx.read_gexf(export("g.gexf"))
    assert {data["label"] for _, data in network.nodes(data=True)} == {
        "Qatar",
        "United States",
        "Iran",
        "Oman",
    }
    told = {
        (network.nodes[a]["label"], data["act"], network.nodes[b]["label"]) for a, b, data in network.edges(data=True)
    }
    assert told == {
        ("Qatar", "amend", "United States"), ("United States", "amend", "Qatar"), ("Qatar", "condemn", "Iran"),
        ("Oman", "mediate", "Iran"), ("Oman", "mediate", "United States"), ("Oman", "sign", "Iran"),
        ("Iran", "sign", "Oman"),
    }  # fmt: skip


def test_the_network_in_arabic_and_with_what_is_only_planned(export):
    network = nx.read_gexf(export("g.gexf", "--lang", "ar", "--standing", "not-done"))
    assert {data["label"] for _, data in network.nodes(data=True)} == {"قطر", "سلطنة عمان"}
    assert {(data["act"], data["status"]) for *_, data in network.edges(data=True)} == {("sign", "planned")}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("g.tll", "files ending in .tll are not written; did you mean .ttl?"),
        ("g.gxf", "did you mean .gexf?"),
        ("g.json", "did you mean .jsonld?"),
        ("g.docx", "known are .csv .dta .gexf .graphml .jsonld .md .net .nq .nt .parquet .rdf .trig .ttl"),
        ("g", "a file without an ending is not written"),
    ],
)
def test_an_unknown_ending_names_the_nearest(kg, store, tmp_path, name, message):
    result = kg("export", "--store", store, "-o", tmp_path / name)
    assert result.exit_code == 1 and message in result.stderr
    assert not (tmp_path / name).exists()


def test_a_view_and_who_is_in_it(export):
    network = nx.read_gexf(export("g.gexf", "--view", "mediation", "--actors", "states"))
    assert {(network.nodes[a]["label"], network.nodes[b]["label"]) for a, b in network.edges()} == {
        ("Oman", "Iran"), ("Oman", "United States"),
    }  # fmt: skip
    chosen = nx.read_gexf(export("h.gexf", "--act", "condemn", "--quad", "verbal-conflict", "--period", "2020/.."))
    assert {data["act"] for *_, data in chosen.edges(data=True)} <= {"condemn"}


def test_a_table_there_and_back(kg, export, tmp_path):
    table = export("e.csv", "--standing", "all")
    assert len(table.read_text("utf-8-sig").splitlines()) == 6
    result = kg("load", table, "--store", tmp_path / "again")
    assert result.exit_code == 0, result.stderr
    assert "5 events of 2 articles taken, 0 rows left out" in result.stderr
    (tmp_path / "bad.csv").write_text("actor,act\nQatar,sing\nQatar,sign\n", "utf-8")
    result = kg("load", tmp_path / "bad.csv", "--store", tmp_path / "again")
    assert result.exit_code == 3 and "line 2: unknown act 'sing'" in result.stderr


def test_a_folder_of_files(kg, store, tmp_path):
    result = kg("export", "--store", store, "--format", "gephi", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["edges.csv", "nodes.csv"]


def test_a_construct(kg, store, export, tmp_path):
    (tmp_path / "q.rq").write_text("CONSTRUCT { ?a kg:condemns ?b } { ?a kg:condemns ?b }")
    assert len(rdflib.Graph().parse(export("c.ttl", "--construct", tmp_path / "q.rq"))) == 1
    for arguments, message in (
        (["-o", "c.gexf", "--construct", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"], "--construct gives RDF"),
        (["-o", "c.ttl", "--construct", "none.rq"], "no such query file"),
        (["-o", "c.ttl", "--format", "gefx"], "did you mean gexf?"),
        (["-o", "c.gexf", "--act", "sing"], "did you mean 'sign'?"),
        (["-o", "c.gexf", "--view", "ego"], "around whom?"),
    ):
        result = kg("export", "--store", store, *arguments)
        assert result.exit_code == 1 and message in result.stderr and len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["network", "timeline", "heatmap"])
def test_a_picture(kg, store, tmp_path, kind):
    result = kg("plot", kind, "--store", store, "-o", tmp_path / "p.svg", "--lang", "ar")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "p.svg").read_bytes().startswith(b"<?xml")
    result = kg("plot", kind, "--store", store, "-o", tmp_path / "p.jpg")
    assert result.exit_code == 1 and "pictures are .svg or .png" in result.stderr


def test_an_exporter_from_outside(export):
    assert sorted(export("g.txt").read_text().split()) == ["one.txt", "two.txt"]


def test_a_file_that_cannot_be_written(kg, store, tmp_path):
    (tmp_path / "file").touch()
    for target in (tmp_path / "file" / "g.ttl", tmp_path / "folder.ttl"):
        (tmp_path / "folder.ttl").mkdir(exist_ok=True)
        result = kg("export", "--store", store, "-o", target)
        assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith("kg: ")
