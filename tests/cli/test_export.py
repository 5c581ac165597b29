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
        ("g.docx", "known are .gexf .jsonld .nq .trig .ttl"),
        ("g", "a file without an ending is not written"),
    ],
)
def test_an_unknown_ending_names_the_nearest(kg, store, tmp_path, name, message):
    result = kg("export", "--store", store, "-o", tmp_path / name)
    assert result.exit_code == 1 and message in result.stderr
    assert not (tmp_path / name).exists()


def test_an_exporter_from_outside(export):
    assert sorted(export("g.txt").read_text().split()) == ["one.txt", "two.txt"]


def test_a_file_that_cannot_be_written(kg, store, tmp_path):
    (tmp_path / "file").touch()
    for target in (tmp_path / "file" / "g.ttl", tmp_path / "folder.ttl"):
        (tmp_path / "folder.ttl").mkdir(exist_ok=True)
        result = kg("export", "--store", store, "-o", target)
        assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith("kg: ")
