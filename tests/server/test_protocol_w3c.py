"""The W3C's tests of the SPARQL 1.1 Protocol, request by request as their manifest has it."""

import csv
import io
import json

import pytest
import rdflib
from rdflib import RDF, RDFS
from rdflib.collection import Collection

from kg.server.negotiation import RDF_FORMATS, RESULT_FORMATS

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/"

NAMES = """query_post_form query_dataset_default_graphs_get query_dataset_default_graphs_post
query_dataset_named_graphs_post query_dataset_named_graphs_get query_dataset_full query_multiple_dataset query_get
query_content_type_select query_content_type_ask query_content_type_describe query_content_type_construct
update_dataset_default_graph update_dataset_default_graphs update_dataset_named_graphs update_dataset_full
update_post_form update_post_direct update_base_uri query_post_direct bad_query_method bad_multiple_queries
bad_query_wrong_media_type bad_query_missing_form_type bad_query_missing_direct_type bad_query_non_utf8
bad_query_syntax bad_update_get bad_multiple_updates bad_update_wrong_media_type bad_update_missing_form_type
bad_update_non_utf8 bad_update_syntax bad_update_dataset_conflict""".split()


@pytest.fixture(scope="module")
def manifest(shared):
    return rdflib.Graph().parse(shared / "specs" / "sparql11-protocol" / "manifest.ttl", publicID=BASE)


@pytest.mark.shared
def test_the_manifest_holds_the_tests_that_are_run(manifest):
    entries = Collection(manifest, manifest.value(rdflib.URIRef(BASE), MF.entries))
    assert sorted(str(x).rpartition("#")[2] for x in entries) == sorted(NAMES)
    assert len(NAMES) == 34


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_w3c(name, manifest, writer, shared):
    test = rdflib.URIRef(f"{BASE}manifest#{name}")
    for data in manifest.objects(test, UT.graphData):
        file = str(manifest.value(data, UT.graph)).rpartition("/")[2]
        triples = (shared / "specs" / "sparql11-protocol" / file).read_text("utf-8")
        graph = manifest.value(data, RDFS.label)
        loaded = writer.post(
            "/sparql", content=f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}",
            headers={"Content-Type": "application/sparql-update"},
        )  # fmt: skip
        assert loaded.status_code == 204
    action = manifest.value(test, MF.action)
    requests = list(Collection(manifest, manifest.value(action, HT.requests)))
    assert requests
    for request in requests:
        check(manifest, request, writer)


def check(manifest, request, writer):
    headers = {}
    if (listed := manifest.value(request, HT.headers)) is not None:
        for header in Collection(manifest, listed):
            headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    content = None
    if (body := manifest.value(request, HT.body)) is not None:
        encoding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(manifest.value(body, CNT.chars)).encode(encoding)
    path = str(manifest.value(request, HT.absolutePath))
    response = writer.request(str(manifest.value(request, HT.methodName)), path, content=content, headers=headers)
    expected = manifest.value(request, HT.resp)
    assert manifest.value(expected, RDF.type) == HT.Response
    allowed = {str(x).removesuffix("xx")[-1] for x in manifest.objects(expected, MF.expectedStatus)}
    assert str(response.status_code)[0] in allowed, response.text
    told = str(manifest.value(expected, MF.expectedFormat) or "")
    if told:
        known = RDF_FORMATS if told == "RDF" else RESULT_FORMATS
        media_type = response.headers["content-type"].partition(";")[0]
        assert media_type in {form.media_types[0] for form in known}
    if (truth := manifest.value(expected, MF.expectedBoolean)) is not None:
        assert json.loads(response.content)["boolean"] is truth.toPython()
    elif told == "tabular" and response.headers["content-type"].startswith("text/csv"):
        assert list(csv.reader(io.StringIO(response.text)))
