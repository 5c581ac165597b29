"""Clients that are not ours: SPARQLWrapper, rdflib's SPARQLStore, curl, R, and comunica."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from conftest import TOKEN
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

NODE = Path(__file__).parent / "node"
COMUNICA = NODE / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
QUERY = "SELECT ?label { <http://www.wikidata.org/entity/Q846> rdfs:label ?label } ORDER BY ?label"
ARABIC = 'SELECT ?s { ?s rdfs:label "قطر"@ar }'


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper(server, method):
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setMethod(method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(QUERY)
    rows = wrapper.query().convert()["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == ["Qatar", "قطر"]
    wrapper.setQuery(ARABIC)
    assert wrapper.query().convert()["results"]["bindings"][0]["s"]["value"].endswith("Q846")
    wrapper.setReturnFormat(CSV)
    assert wrapper.query().convert().decode().splitlines()[0] == "s"
    wrapper.setQuery("CONSTRUCT WHERE { ?s a kg:State }")
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.query().convert(), format="turtle")) > 2
    wrapper.setQuery("SELECT {")
    with pytest.raises(QueryBadFormed):
        wrapper.query()


def test_sparqlstore(server):
    store = SPARQLStore(f"{server}/sparql")
    graph = rdflib.Graph(store=store)
    qatar = rdflib.URIRef("http://www.wikidata.org/entity/Q846")
    assert {str(x) for x in graph.objects(qatar, rdflib.RDFS.label)} == {"Qatar", "قطر"}
    assert len(list(graph.query(ARABIC))) == 1
    assert len(graph) > 100


def test_sparqlupdatestore(writable_server):
    store = SPARQLUpdateStore(
        f"{writable_server}/sparql", f"{writable_server}/sparql", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    graph = rdflib.Graph(store=store, identifier=rdflib.URIRef("http://example.org/notes"))
    triple = (rdflib.URIRef("http://example.org/ملاحظة"), rdflib.RDFS.label, rdflib.Literal("ملاحظة", lang="ar"))
    graph.add(triple)
    assert triple in graph
    graph.remove(triple)
    assert triple not in graph


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
def test_curl(server):
    def curl(*arguments):
        run = subprocess.run(["curl", "-sS", *arguments], capture_output=True, check=True, timeout=60)
        return run.stdout.decode()

    assert curl("-G", f"{server}/sparql", "--data-urlencode", f"query={QUERY}", "-H", "Accept: text/csv").split() == [
        "label", "Qatar", "قطر",
    ]  # fmt: skip
    assert "Q846" in curl(f"{server}/sparql", "--data-urlencode", f"query={ARABIC}")
    direct = curl(f"{server}/sparql", "-H", "Content-Type: application/sparql-query", "--data-binary", ARABIC)
    assert json.loads(direct)["results"]["bindings"]
    assert curl("-o", "/dev/null", "-w", "%{http_code}", f"{server}/sparql?query=nonsense") == "400"


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R: it is in Debian's r-base-core")
def test_r(server):
    """Base R alone: an answer as CSV becomes a data frame, with Arabic as Arabic."""
    script = """
        arguments <- commandArgs(TRUE)
        address <- paste0(arguments[1], "/sparql?format=csv&query=", URLencode(arguments[2], reserved = TRUE))
        rows <- read.csv(url(address, encoding = "UTF-8"), encoding = "UTF-8")
        stopifnot(is.data.frame(rows), identical(names(rows), "label"))
        cat(nrow(rows), rows$label, sep = "\\n")
        refused <- tryCatch(readLines(url(paste0(arguments[1], "/sparql?query=nonsense"))),
                            error = function(e) "refused", warning = function(w) conditionMessage(w))
        cat("", grepl("400", refused), sep = "\\n")
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = ["Rscript", "--vanilla", "-", server, QUERY]
    run = subprocess.run(
        command, input=script, capture_output=True, encoding="utf-8", timeout=120, env=environment, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["2", "Qatar", "قطر", "TRUE"]


@pytest.mark.skipif(not COMUNICA.exists(), reason="no comunica: npm ci --prefix tests/server/node")
def test_comunica(server):
    query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> " + QUERY
    command = ["node", str(COMUNICA), f"sparql@{server}/sparql", query, "-t", "application/sparql-results+json"]
    run = subprocess.run(command, capture_output=True, timeout=120, cwd=NODE, check=False)
    assert run.returncode == 0, run.stderr.decode()
    rows = json.loads(run.stdout)["results"]["bindings"]
    assert sorted(row["label"]["value"] for row in rows) == ["Qatar", "قطر"]
