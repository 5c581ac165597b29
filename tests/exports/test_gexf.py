"""GEXF: valid against the format's own schemas, and loaded by networkx and by graphology."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree
from network_samples import BLINKEN, HAMAS, IRAN, QATAR, USA, tell, who

from kg.exports import Options
from kg.exports.gexf import GEXF, VIZ, write_gexf, write_network
from kg.exports.selecting import select
from kg.model import Gloss

NODE = Path(__file__).parent / "node"
EVENTS = [
    [tell("sign", [QATAR, USA], date="2024-03-06")],
    [tell("condemn", [QATAR], [IRAN], date="2022-11")],
    [tell("praise", [QATAR], [IRAN])],
    [tell("attack", [IRAN], [HAMAS], date="199X")],
    [tell("aid", [BLINKEN], [HAMAS], date="2024-01-01/2024-02-03")],
    [tell("state", [USA], [QATAR], date="2018/..")],
]
NASTY = who("Qa\x1b[31m<tar>&\"'\u202e\x00", "قط\ufffeر\x85", "<&>", id_="nasty")


def write(store, times="intervals", view="ties", lang="en", **given):
    out = io.BytesIO()
    write_gexf(store, out, Options(times=times, view=view, lang=lang, selection=select(**given)))
    return out.getvalue()


@pytest.fixture
def gexf(fill):
    return write(fill(*EVENTS), undated="open")


def check(schema, data):
    """Raises unless valid; the schemas know no viz: elements, though the format has them."""
    document = etree.fromstring(data)
    for element in document.findall(f".//{{{VIZ}}}*"):
        element.getparent().remove(element)
    schema.assertValid(etree.fromstring(etree.tostring(document)))


@pytest.fixture(scope="module")
def schema(shared):
    return etree.XMLSchema(etree.parse(shared / "specs" / "gexf-1.3" / "gexf.xsd"))


@pytest.mark.shared
def test_valid(schema, gexf):
    check(schema, gexf)
    with pytest.raises(etree.DocumentInvalid):
        check(schema, gexf.replace(b'timeformat="date"', b'timeformat="day"'))


@pytest.mark.shared
def test_valid_when_empty_static_or_hostile(schema, fill):
    check(schema, write(fill()))
    check(schema, write(fill([tell("praise", [QATAR], [IRAN])]), times="none"))
    check(schema, write(fill([tell("praise", [NASTY], [IRAN])]), lang="ar"))


@pytest.mark.shared
@pytest.mark.parametrize("view", ["pairs", "events", "mediation", "agreements", "cooccurrence"])
def test_every_view_is_valid(schema, fill, view):
    store = fill(*EVENTS, [tell("mediate", [QATAR], [USA, IRAN], theme=Gloss("خبر", 0, 3, "oil"))])
    check(schema, write(store, view=view))
    check(schema, write(store, view=view, times="timestamps"))


def test_time_stamps(fill):
    document = etree.fromstring(write(fill(*EVENTS), times="timestamps", undated="open"))
    assert document.find(f"{{{GEXF}}}graph").get("timerepresentation") == "timestamp"
    stamps = {
        edge.get("kind"): [spell.get("timestamp") for spell in edge.iter(f"{{{GEXF}}}spell")]
        for edge in document.iter(f"{{{GEXF}}}edge")
    }
    assert stamps["sign"] == ["2024-03-06"] and stamps["attack"] == ["1990-01-01", "1999-12-31"]


def test_networkx_reads_back_what_was_written(fill, gexf):
    network = nx.read_gexf(io.BytesIO(gexf))
    assert isinstance(network, nx.MultiDiGraph)
    by_label = {data["label"]: (who, data) for who, data in network.nodes(data=True)}
    assert set(by_label) == {"Qatar", "United States", "Iran", "Hamas", "Antony Blinken"}
    assert by_label["Antony Blinken"][1]["kind"] == "person"
    assert by_label["Qatar"][1]["label_ar"] == "قطر" and by_label["Qatar"][1]["events"] == 4
    told = {(data["act"], data["plover"], data["weight"], data["mutual"]) for *_, data in network.edges(data=True)}
    assert told == {
        ("sign", "SUPPORT", 1.0, True), ("condemn", "ACCUSE", 1.0, False), ("praise", "SUPPORT", 1.0, False),
        ("attack", "ASSAULT", 1.0, False), ("aid", "AID", 1.0, False), ("state", "STATE", 1.0, False),
    }  # fmt: skip


def test_time(gexf):
    graph = etree.fromstring(gexf).find(f"{{{GEXF}}}graph")
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "dynamic",
        "date",
        "interval",
    )
    assert graph.get("start") == "1990-01-01"
    spells = {
        edge.get("kind"): [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{{{GEXF}}}spell")]
        for edge in graph.iter(f"{{{GEXF}}}edge")
    }
    assert spells["sign"] == [("2024-03-06", "2024-03-06")]
    assert spells["attack"] == [("1990-01-01", "1999-12-31")]
    assert spells["praise"] == []


def test_without_a_date_the_graph_is_static(fill):
    store = fill([tell("praise", [QATAR], [IRAN])])
    graph = etree.fromstring(write(store, undated="open")).find(f"{{{GEXF}}}graph")
    assert graph.get("mode") == "static" and graph.get("start") is None


def test_looks(gexf):
    document = etree.fromstring(gexf)
    colours = {
        edge.get("kind"): tuple(edge.find(f"{{{VIZ}}}color").get(part) for part in "rgb")
        for edge in document.iter(f"{{{GEXF}}}edge")
    }
    assert len({colours[act] for act in ("sign", "aid", "condemn", "attack", "state")}) == 5
    assert colours["sign"] == colours["praise"]
    sizes = {
        node.get("label"): float(node.find(f"{{{VIZ}}}size").get("value")) for node in document.iter(f"{{{GEXF}}}node")
    }
    assert sizes["Qatar"] > sizes["Iran"] > sizes["Antony Blinken"]


def test_strangers_names_cannot_break_the_file(fill):
    document = etree.fromstring(write(fill([tell("praise", [NASTY], [IRAN])])))
    labels = {node.get("label") for node in document.iter(f"{{{GEXF}}}node")}
    assert len(labels) == 2 and "Iran" in labels
    (label,) = labels - {"Iran"}
    assert "<tar>&\"'" in label and not set(label) & set("\x1b\u202e\x00")


def test_the_same_store_gives_the_same_bytes(fill):
    assert write(fill(*EVENTS)) == write(fill(*EVENTS))


def test_it_is_written_as_it_goes():
    """A large network never lies in memory as XML: the writer's stream is written to many times."""

    class Stream(io.BytesIO):
        writes = 0

        def write(self, data):
            self.writes += 1
            assert len(data) < 200_000
            return super().write(data)

    network = nx.MultiDiGraph()
    for number in range(5000):
        network.add_node(f"n{number}", label="قطر" * 20, events=1)
        network.add_edge(f"n{number}", "n0", key="praise", label="x", weight=1, quad=1)
    stream = Stream()
    write_network(network, stream)
    assert stream.writes > 10 and len(stream.getvalue()) > 1_000_000


def test_graphology_reads_what_was_written(gexf, tmp_path):
    if shutil.which("node") is None:
        pytest.skip("node is not installed: graphology runs on it")
    if not (NODE / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip(f"graphology is not installed: run `npm ci` in {NODE}")
    (tmp_path / "g.gexf").write_bytes(gexf)
    command = ["node", NODE / "load_gexf.mjs", tmp_path / "g.gexf"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    told = json.loads(result.stdout)
    network = nx.read_gexf(io.BytesIO(gexf))
    assert (told["type"], told["multi"]) == ("directed", True)
    assert {node["id"] for node in told["nodes"]} == set(network)
    assert len(told["edges"]) == network.number_of_edges()
    qatar = next(node for node in told["nodes"] if node["label"] == "Qatar")
    assert qatar["label_ar"] == "قطر" and qatar["events"] == 4 and qatar["color"].startswith("rgb(")
    edge = next(edge for edge in told["edges"] if edge["kind"] == "condemn")
    assert (edge["plover"], edge["quad"], edge["weight"], edge["first"]) == ("ACCUSE", 3, 1, "2022-11-01")
