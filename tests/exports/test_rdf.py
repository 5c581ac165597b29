"""RDF in six syntaxes, and how exporters are found."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from network_samples import IRAN, QATAR, USA, tell, who
from rdflib import VOID, Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from kg.errors import ExportError
from kg.exports import Options, find_exporter, list_endings, list_folder_formats
from kg.graph.jsonld import write_jsonld
from kg.graph.sorting import ReadableTurtle

EVENTS = [[tell("sign", [QATAR, USA], date="2024-03-06")], [tell("condemn", [QATAR], [IRAN])]]


def write(store, ending, **options):
    out = io.BytesIO()
    find_exporter(Path(f"x{ending}"))(store, out, Options(**options))
    return out.getvalue()


def test_the_endings_of_the_commands_help():
    assert list_endings() == [
        ".csv", ".dta", ".gexf", ".graphml", ".jsonld", ".md", ".net", ".nq", ".nt", ".parquet", ".rdf", ".trig",
        ".ttl",
        ".void",
    ]  # fmt: skip
    assert list_folder_formats() == ["gephi", "neo4j"]


@pytest.mark.parametrize("ending", [".jsonld", ".nq", ".trig"])
def test_no_quad_is_lost(fill, ending):
    store = fill(*EVENTS)
    name = {".jsonld": "json-ld", ".nq": "nquads", ".trig": "trig"}[ending]
    read = Dataset().parse(data=write(store, ending), format=name)
    assert {tuple(map(str, quad)) for quad in read.quads()} == {
        (value(q.subject), value(q.predicate), value(q.object), value(q.graph_name)) for q in store.quads()
    }


def value(term):
    return term.value


def test_turtle_holds_the_union(fill):
    data = write(fill(*EVENTS), ".ttl")
    ours = Graph().parse(data=data, format="turtle")
    theirs = ox.Store()
    theirs.load(data, format=ox.RdfFormat.TURTLE)
    again = Graph().parse(data=theirs.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()), format="nt")
    assert isomorphic(ours, again)
    assert b"@prefix kg:" in data


@pytest.mark.parametrize(
    "ending",
    [
        ".csv",
        ".dta",
        ".gexf",
        ".graphml",
        ".jsonld",
        ".md",
        ".net",
        ".nq",
        ".nt",
        ".parquet",
        ".rdf",
        ".trig",
        ".ttl",
        ".void",
    ],
)
def test_the_same_articles_give_the_same_bytes(fill, ending):
    assert write(fill(*EVENTS), ending) == write(fill(*EVENTS), ending)


def test_an_ending_in_capitals():
    assert find_exporter(Path("G.TTL")) is find_exporter(Path("g.ttl"))


def test_an_exporter_that_cannot_be_loaded(tmp_path, monkeypatch):
    info = tmp_path / "bad_exporter-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-exporter\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[kg.exporters]\nbad = nowhere_at_all:write\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ExportError, match=r"exporter 'bad' .* cannot be loaded: ModuleNotFoundError"):
        find_exporter(Path("x.bad"))


@pytest.mark.parametrize("ending", [".ttl", ".trig"])
def test_a_blank_line_stands_before_every_subject(fill, ending):
    text = write(fill(*EVENTS), ending).decode()
    head, *blocks = text.split("\n\n")
    assert all(line.startswith("@prefix ") for line in head.splitlines())
    assert head.splitlines() == sorted(head.splitlines())
    for block in blocks:
        lines = [line for line in block.splitlines() if line != "}" and not line.endswith("{")]
        assert [line.endswith(" .") for line in lines] == [False] * (len(lines) - 1) + [True]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_text_is_never_taken_for_the_end_of_a_subject(size):
    class Dribble(io.BytesIO):
        """Passes on what it gets in small pieces."""

        def write(self, data):
            for start in range(0, len(data), size):
                readable.write(bytes(data[start : start + size]))
            return len(data)

    nasty = ox.Literal("ends .\n\n}\n@prefix x: <y> .\r\n .")
    quads = [ox.Quad(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://x/p"), nasty) for n in range(3)]
    out = io.BytesIO()
    readable = ReadableTurtle(out)
    ox.serialize(quads, Dribble(), format=ox.RdfFormat.TRIG, prefixes={"b": "http://b/", "a": "http://x/"})
    readable.flush()
    assert set(ox.parse(out.getvalue(), format=ox.RdfFormat.TRIG)) == set(quads)
    assert out.getvalue().startswith(b"@prefix a: <http://x/> .\n@prefix b: <http://b/> .\n\na:0 ")


def test_json_ld_is_short_and_has_one_subject_a_line(fill):
    text = write(fill(*EVENTS), ".jsonld").decode()
    told = json.loads(text)
    assert told["@context"]["kg"].endswith("ontology#")
    graphs = {graph["@id"]: graph["@graph"] for graph in told["@graph"]}
    events = [node for node in graphs["id:events"] if "kg:Condemn" in node["@type"]]
    assert [(e["kg:actor"], e["kg:recipient"]) for e in events] == [({"@id": "wd:Q846"}, {"@id": "wd:Q794"})]
    lines = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('{"@id"') and "}" in line]
    assert {line["@id"] for line in lines} == {node["@id"] for nodes in graphs.values() for node in nodes}


def test_json_ld_bears_whatever_text_and_iris_hold():
    terms = [
        ox.Literal('quo"te\\ \n\u2028 "}]'), ox.Literal("نص", language="ar"), ox.Literal(""),
        ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.NamedNode("http://a/b/c"), ox.NamedNode("http://a/b"), ox.NamedNode("http://a/"),
        ox.NamedNode("http://a/x:y"),
        ox.NamedNode("https://other.example/?q=1#a"),
    ]  # fmt: skip
    graphs = [ox.DefaultGraph(), ox.NamedNode("http://a/g"), ox.NamedNode("http://a/h")]
    quads = [
        ox.Quad(ox.NamedNode(f"http://a/s{n}"), ox.NamedNode("http://a/p"), term, graph)
        for graph in graphs for n in range(2) for term in terms
    ]  # fmt: skip
    for some in (quads, quads[len(terms) * 2 :], []):
        out = io.BytesIO()
        write_jsonld(some, out, {"a": "http://a/", "ab": "http://a/b/"})
        assert set(ox.parse(out.getvalue(), format=ox.RdfFormat.JSON_LD)) == set(some)
        read = Dataset().parse(data=out.getvalue(), format="json-ld")
        assert len(list(read.quads())) == len(some)


def test_rdf_xml_and_n_triples_are_read_alike_by_rdflib_oxigraph_and_rapper(fill, tmp_path):
    store = fill(*EVENTS, [tell("praise", [who("<a&\"b'>\u202e", "قط", "<&>", id_="nasty")], [IRAN])])
    ours = Graph().parse(data=write(store, ".nt"), format="nt")
    data = write(store, ".rdf")
    assert isomorphic(ours, Graph().parse(data=data, format="xml"))
    assert {str(triple) for triple in ox.parse(data, format=ox.RdfFormat.RDF_XML)} == {
        str(triple) for triple in ox.parse(write(store, ".nt"), format=ox.RdfFormat.N_TRIPLES)
    }
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed: it is in Debian's raptor2-utils")
    (tmp_path / "g.rdf").write_bytes(data)
    for name, parser in (("g.rdf", "rdfxml"), ("g.ttl", "turtle")):
        (tmp_path / name).write_bytes(write(store, f".{name[2:]}"))
        done = subprocess.run(["rapper", "-q", "-i", parser, "-o", "ntriples", tmp_path / name], capture_output=True,
                              timeout=60, check=True)  # fmt: skip
        assert isomorphic(ours, Graph().parse(data=done.stdout, format="nt"))


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".rdf", ".jsonld", ".trig", ".nq"])
def test_the_answer_of_a_construct_in_every_format(fill, ending):
    query = """CONSTRUCT { ?a kg:condemns ?b . ?b rdfs:label ?l }
               { ?e kg:act kg:Condemn; kg:actor ?a; kg:recipient ?b . ?b rdfs:label ?l }"""
    data = write(fill(*EVENTS), ending, construct=query)
    name = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".jsonld": "json-ld", ".trig": "trig", ".nq": "nquads"}[
        ending
    ]
    read = Dataset(default_union=True).parse(data=data, format=name)
    assert {(str(s), str(p).rsplit("#", 1)[-1], str(o)) for s, p, o, _ in read.quads()} == {
        ("http://www.wikidata.org/entity/Q846", "condemns", "http://www.wikidata.org/entity/Q794"),
        ("http://www.wikidata.org/entity/Q794", "label", "Iran"),
        ("http://www.wikidata.org/entity/Q794", "label", "إيران"),
    }


def test_a_select_constructs_nothing(fill):
    with pytest.raises(ExportError, match="only CONSTRUCT and DESCRIBE"):
        write(fill(*EVENTS), ".ttl", construct="SELECT * { ?s ?p ?o }")


def test_void_counts_as_rdflib_does(fill):
    store = fill(*EVENTS)
    told = Graph().parse(data=write(store, ".void"), format="turtle")
    union = Graph().parse(data=write(store, ".nt"), format="nt")
    dataset = URIRef(store.minter.base)
    counted = {q: int(told.value(dataset, VOID[q])) for q in ("triples", "distinctSubjects", "distinctObjects")}
    assert counted == {
        "triples": len(union), "distinctSubjects": len(set(union.subjects())),
        "distinctObjects": len(set(union.objects())),
    }  # fmt: skip
    parts = {
        told.value(part, VOID.property): int(told.value(part, VOID.triples))
        for part in told[dataset : VOID.propertyPartition]
    }
    assert parts == {p: len(list(union.subject_objects(p))) for p in set(union.predicates())}
