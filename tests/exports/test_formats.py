"""GraphML, Gephi's and Neo4j's CSV files and Pajek, read by others; and whatever strings come, in every format."""

import csv
import io

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from network_samples import BLINKEN, HAMAS, IRAN, QATAR, USA, tell

from kg.exports import Options, find_folder_exporter, gexf, graphml, pajek
from kg.exports.cells import guard, open_csv, unguard
from kg.exports.gexf import fit
from kg.exports.graphs import Edge, Network, Node
from kg.exports.pairs import write_gephi_network, write_neo4j_network
from kg.exports.views import build_view

EVENTS = [
    [tell("sign", [QATAR, USA], date="2024-03-06")],
    [tell("condemn", [QATAR], [IRAN], date="2022-11")],
    [tell("condemn", [QATAR], [IRAN], date="2023-11")],
    [tell("praise", [QATAR], [IRAN])],
    [tell("aid", [BLINKEN], [HAMAS], date="2024-01-01/2024-02-03")],
]


@pytest.fixture
def network(fill):
    return build_view(fill(*EVENTS), Options())


def write(writer, network):
    out = io.BytesIO()
    writer.write_network(network, out)
    return out.getvalue()


def test_graphml_in_networkx_and_in_igraph(network, tmp_path):
    data = write(graphml, network)
    ids = [edge.get("id") for edge in etree.fromstring(data).iter("{*}edge")]
    assert len(set(ids)) == len(ids) == 5
    read = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    (tmp_path / "g.graphml").write_bytes(data)
    other = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    told = {(e.source, e.target, e.key): e.values for e in network.edges()}
    in_networkx = {(a, b, d["kind"]): d for a, b, d in read.edges(data=True)}
    in_igraph = {(other.vs[e.source]["id"], other.vs[e.target]["id"], e["kind"]): e.attributes() for e in other.es}
    assert set(told) == set(in_networkx) == set(in_igraph) and len(told) == 5
    for key, values in told.items():
        for name, value in values.items():
            assert in_networkx[key][name] == value == in_igraph[key][name], (key, name)
    assert {n: d["label_ar"] for n, d in read.nodes(data=True)} == {v["id"]: v["label_ar"] for v in other.vs}
    assert "قطر" in other.vs["label_ar"] and read.is_directed() and other.is_directed()


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_gephi(fill, tmp_path):
    find_folder_exporter("gephi")(fill(*EVENTS), tmp_path, Options())
    nodes, edges = read_csv(tmp_path / "nodes.csv"), read_csv(tmp_path / "edges.csv")
    assert list(edges[0])[:8] == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Timeset"]
    qatar = next(node for node in nodes if node["Label"] == "Qatar")
    assert qatar["label_ar"] == "قطر" and qatar["events"] == "4"
    condemned = next(edge for edge in edges if edge["Kind"] == "condemn")
    assert (condemned["Weight"], condemned["Type"]) == ("2", "Directed")
    assert condemned["Timeset"] == "<[2022-11-01, 2022-11-30]; [2023-11-01, 2023-11-30]>"
    assert {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges} == {node["Id"] for node in nodes}


def test_neo4j(fill, tmp_path):
    find_folder_exporter("neo4j")(fill(*EVENTS), tmp_path, Options(view="events"))
    nodes, edges = read_csv(tmp_path / "nodes.csv"), read_csv(tmp_path / "edges.csv")
    labels = {node[":LABEL"] for node in nodes}
    assert {"Event;Condemn", "Entity;State", "Entity;Person", "Entity;Nonstate"} <= labels
    ids = {node["iri:ID"] for node in nodes}
    assert len(ids) == len(nodes) and {edge[":START_ID"] for edge in edges} | {edge[":END_ID"] for edge in edges} <= ids
    assert {edge[":TYPE"] for edge in edges} == {"ACTOR", "RECIPIENT"}
    assert {"events:long", "goldstein:double", "first:date"} <= set(nodes[0])


def test_pajek_in_networkx_and_in_igraph(network, tmp_path):
    data = write(pajek, network)
    read = nx.read_pajek(io.BytesIO(data))
    assert set(read) == {"Qatar", "United States", "Iran", "Antony Blinken", "Hamas"}
    assert sorted(d["weight"] for _, _, d in read.edges(data=True)) == [1, 1, 1, 1, 2]
    (tmp_path / "g.net").write_bytes(data)
    assert igraph.Graph.Read_Pajek(str(tmp_path / "g.net")).ecount() == 5


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+9", "'+9"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "' =1"), (" =1", "' =1"),
        ("＝1", "'＝1"), ("'=1", "''=1"), ("قطر", "قطر"), ("a=b", "a=b"), ("'tis", "'tis"), (None, ""), (-3.0, "-3.0"),
        (True, "true"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(text, cell):
    assert guard(text) == cell


@settings(deadline=None)
@given(st.text())
def test_cells_come_back_through_csv(text):
    out = io.BytesIO()
    with open_csv(out) as rows:
        rows.write("a", text)
    ((_, cell),) = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert unguard(cell) == guard("x" + text)[1:]
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))


STRINGS = st.text(alphabet=st.characters(codec=None), max_size=20) | st.sampled_from(
    ["]]>", "&#0;", "<!--", '"', "'", "=1", "\u202e", "\x00", "\ud800", "\ufffe", "قطر", "\\", "\n", "#", "%s", "*arcs"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(STRINGS, min_size=2, max_size=4), kind=STRINGS, value=STRINGS)
def test_hostile_strings_break_no_format(labels, kind, value, tmp_path):
    nodes = [Node(f"n{number}", {"label": label, "name": label}) for number, label in enumerate(labels)]
    edges = [
        Edge("n0", "n1", kind, {"label": value, "weight": 2}),
        Edge("n0", "n1", kind + "x", {"weight": 1, "note": value}),
    ]
    network = Network("x", value, lambda: iter(nodes), lambda: iter(edges), {"name": "string"}, {"note": "string"})

    parsed = etree.fromstring(write(gexf, network))
    assert [node.get("label") for node in parsed.iter("{*}node")] == [xml_attribute(label) for label in labels]
    read = nx.read_gexf(io.BytesIO(write(gexf, network)))
    assert len(read) == len(labels) and read.number_of_edges() == 2

    read = nx.read_graphml(io.BytesIO(write(graphml, network)), force_multigraph=True)
    assert len(read) == len(labels) and read.number_of_edges() == 2
    assert [data["weight"] for *_, data in read.edges(data=True)] == [2, 1]

    read = nx.read_pajek(io.BytesIO(write(pajek, network)))
    assert len(read) == len(labels) and read.number_of_edges() == 2

    for writer, column in ((write_gephi_network, "Label"), (write_neo4j_network, "label")):
        writer(network, tmp_path)
        rows = read_csv(tmp_path / "nodes.csv")
        assert [unguard(row[column]) for row in rows] == [guard("x" + label)[1:] for label in labels]
        assert len(read_csv(tmp_path / "edges.csv")) == 2


def xml_attribute(label):
    return fit(label)
