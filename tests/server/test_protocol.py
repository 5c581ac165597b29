"""The SPARQL endpoint: what is asked, in which form it is answered, and what is refused, with the reason."""

import csv
import io
import json
import threading
import time

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from conftest import TOKEN, fill, serve
from graph_stories import dialogue, retold

from kg.graph.store import GraphStore
from kg.server.updating import use_graphs

SELECT = "SELECT ?s ?label { ?s a kg:State ; rdfs:label ?label } ORDER BY ?label"
ARABIC_IRI = "http://example.org/قطر"


def ask(client, query, accept="", **more):
    return client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept} if accept else {})


@pytest.mark.parametrize(
    "accept, media_type",
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv", "text/csv"),
        ("image/png, text/*;q=0.1", "text/csv"),
    ],
)
def test_results_come_in_the_form_that_is_wanted_most(client, accept, media_type):
    response = ask(client, SELECT, accept)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert "accept" in response.headers["vary"].lower()
    assert "قطر" in response.text


@pytest.mark.parametrize(
    "accept, media_type, form",
    [
        ("", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s a kg:State }", "DESCRIBE wd:Q846"])
def test_graphs_come_in_the_form_that_is_wanted_most(client, accept, media_type, form, query):
    response = ask(client, query, accept)
    assert response.headers["content-type"].partition(";")[0] == media_type
    graph = rdflib.Graph().parse(data=response.content, format=form)
    assert (rdflib.URIRef("http://www.wikidata.org/entity/Q846"), None, None) in graph


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/sparql-results+json;q=0"])
def test_a_form_that_is_not_there_is_refused_with_those_that_are(client, accept):
    response = ask(client, SELECT, accept)
    assert response.status_code == 406
    assert "csv (text/csv)" in response.text


def test_a_format_may_be_named_in_the_address(client):
    rows = list(csv.reader(io.StringIO(ask(client, SELECT, "text/html", format="csv").text)))
    assert rows[0] == ["s", "label"] and len(rows) > 5


def test_the_same_query_is_answered_alike_by_every_method(client):
    expected = ask(client, SELECT).json()
    form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=utf-8"})
    assert form.json() == direct.json() == expected
    assert client.head("/sparql", params={"query": SELECT}).status_code == 200


def test_arabic_comes_through_every_way_in(client):
    query = f'SELECT * {{ BIND(<{ARABIC_IRI}> AS ?iri) BIND("السُّودان" AS ?text) }}'
    for response in (
        ask(client, query),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"}),
    ):
        row = response.json()["results"]["bindings"][0]
        assert row["iri"]["value"] == ARABIC_IRI
        assert row["text"]["value"] == "السُّودان"


def test_a_percent_sign_is_decoded_once(client):
    query = "SELECT ?x { BIND('100%25' AS ?x) }"
    for response in (ask(client, query), client.post("/sparql", data={"query": query})):
        assert response.json()["results"]["bindings"][0]["x"]["value"] == "100%25"


def test_a_query_sees_all_graphs_as_one_unless_it_or_the_request_names_some(client):
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"

    def number(query, **more):
        return int(ask(client, query, **more).json()["results"]["bindings"][0]["n"]["value"])

    vocabulary = "https://w3id.org/diplomatic-kg/vocabulary"
    all_of_it = number(count.format(""))
    words = number(count.format(f"FROM <{vocabulary}>"))
    assert 0 < words < all_of_it
    assert number(count.format(""), **{"default-graph-uri": vocabulary}) == words
    assert number(count.format("FROM id:events"), **{"default-graph-uri": vocabulary}) == words
    assert number(count.format(""), **{"named-graph-uri": vocabulary}) == 0


@pytest.mark.parametrize(
    "method, path, body, content_type, status, told",
    [
        ("GET", "/sparql?query=SELECT%20*%20%7B", None, None, 400, "SPARQL: error at 1:11"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400, "one query, not 2"),
        ("GET", "/sparql?update=CLEAR%20ALL", None, None, 400, "by POST"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", None, None, 400, "no IRI"),
        ("GET", "/sparql?query=ASK%7B%FF%7D", None, None, 400, "UTF-8"),
        ("POST", "/sparql", b"ASK {}", None, 415, "(none given)"),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415, "text/plain"),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=UTF-16", 415, "utf-16"),
        ("POST", "/sparql", b"ASK { \xff }", "application/sparql-query", 400, "not UTF-8 at byte 6"),
        ("POST", "/sparql", b"x=1", "application/x-www-form-urlencoded", 400, "one field called query"),
        ("POST", "/sparql", b"query=ASK{}&update=CLEAR+ALL", "application/x-www-form-urlencoded", 400, "one field"),
        ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", "application/sparql-query", 400, "in the body alone"),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403, "--writable"),
        ("PUT", "/sparql", b"", None, 405, "Method Not Allowed"),
        ("DELETE", "/sparql", None, None, 405, "Method Not Allowed"),
        ("POST", "/sparql", b"x" * 2_100_000, "application/sparql-query", 413, "longer than 2 MiB"),
        ("GET", "/sparql?query=ASK%7BSERVICE%20%3Chttp%3A%2F%2Fx%2F%3E%20%7B%7D%7D", None, None, 400, "SERVICE is not"),
    ],
)
def test_what_is_malformed_is_refused_with_the_reason_in_one_line(
    client, method, path, body, content_type, status, told
):
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.request(method, path, content=body, headers=headers)
    assert response.status_code == status, response.text
    assert told in response.text
    assert response.text.count("\n") == 1 and "Traceback" not in response.text


def test_the_service_is_described(client):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.content, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(f"{str(client.base_url).rstrip('/')}/sparql")
    assert sd.UnionDefaultGraph in graph.objects(service, sd.feature)
    assert set(graph.objects(service, sd.supportedLanguage)) == {sd.SPARQL11Query}
    data = graph.value(service, sd.defaultDataset)
    assert int(graph.value(data, void.triples)) == int(
        ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    )


def test_pages_of_other_sites_may_ask(client):
    answer = ask(client, "ASK {}")
    preflight = client.options(
        "/sparql",
        headers={
            "Origin": "https://example.org", "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )  # fmt: skip
    crossed = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"})
    assert preflight.status_code == 200
    assert crossed.headers["access-control-allow-origin"] == "*" == preflight.headers["access-control-allow-origin"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_long_answer_comes_whole(client):
    query = "SELECT ?a ?b ?c { ?a a kg:Mention . ?b a kg:Mention . ?c a kg:Act } LIMIT 20000"
    for accept in ("application/sparql-results+json", "text/csv"):
        response = ask(client, query, accept)
        assert response.status_code == 200
        assert int(response.headers["content-length"]) == len(response.content) > 1_000_000
    assert len(response.text.splitlines()) == 20_001


HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def strict_server(store_folder):
    """A server that gives little to a query."""
    with serve(store_folder, "--timeout", "1", "--rows", "1000", "--memory", "64") as url:
        yield url


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                                    "text/tab-separated-values"])  # fmt: skip
def test_rows_are_counted_and_limited(strict_server, accept):
    query = 'SELECT ?a ?x {{ ?a a ?t . ?b ?p ?o BIND("<result>\\r\\n\\"}}}},{{\\"" AS ?x) }} LIMIT {}'
    with httpx.Client(base_url=strict_server, timeout=30) as client:
        few, many = ask(client, query.format(400), accept), ask(client, query.format(1100), accept)
    assert few.status_code == 200
    assert (many.status_code, many.text.partition(",")[0]) == (413, "the answer has more than 1")


def test_triples_are_limited(strict_server):
    with httpx.Client(base_url=strict_server, timeout=30) as client:
        response = ask(client, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert response.status_code == 413 and "1,000 triples" in response.text


def test_a_query_that_takes_too_long_or_too_much_is_stopped_and_light_ones_go_on(strict_server):
    with httpx.Client(base_url=strict_server, timeout=30) as client:
        begun = time.monotonic()
        slow = ask(client, HEAVY)
        assert slow.status_code == 504 and "stopped after 1 seconds" in slow.text
        assert time.monotonic() - begun < 10
        fat = ask(client, "SELECT ?a (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f . BIND(CONCAT(STR(?a), "
                  "STR(?d), STR(?f), STR(?c), STR(?a), STR(?d)) AS ?x) } GROUP BY ?a")  # fmt: skip
        assert fat.status_code in (504, 507)
        assert ask(client, "ASK {}").json()["boolean"] is True


def test_a_flood_of_heavy_queries_leaves_the_server_answering(strict_server):
    def flood(number):
        with httpx.Client(base_url=strict_server, timeout=60) as client:
            statuses.append(ask(client, f"{HEAVY} # {number}").status_code)

    statuses: list[int] = []
    threads = [threading.Thread(target=flood, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    with httpx.Client(base_url=strict_server, timeout=60) as client:
        answers = [ask(client, f"ASK {{}} # {number}").status_code for number in range(5)]
    for thread in threads:
        thread.join()
    assert answers == [200] * 5
    assert len(statuses) == 24 and set(statuses) <= {503, 504}


def test_a_query_whose_client_goes_away_is_stopped(store_folder):
    with serve(store_folder, "--timeout", "60") as url, httpx.Client(base_url=url) as client:
        for _ in range(6):
            with pytest.raises(httpx.ReadTimeout):
                client.get("/sparql", params={"query": HEAVY}, timeout=0.7)
        assert ask(client, "SELECT * { ?s a kg:State }").status_code == 200


def test_a_graph_that_is_built_on_meanwhile_is_seen_at_once(tmp_path):
    folder = fill(tmp_path / "graph", dialogue())
    count = "SELECT (COUNT(*) AS ?n) { ?x a kg:Article }"
    with serve(folder) as url, httpx.Client(base_url=url, timeout=30) as client:
        before = ask(client, count, "text/csv").text.split()
        fill(folder, retold())
        after = ask(client, count, "text/csv").text.split()
    assert (before, after) == (["n", "1"], ["n", "2"])


def test_updates_need_the_token(writable_server):
    update = "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> 1 } }"
    for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        response = httpx.post(f"{writable_server}/sparql", data={"update": update}, headers=header)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")


def test_an_update_is_seen_by_the_next_query(writer):
    subject = "<http://example.org/السودان>"
    graph = "<http://example.org/notes>"
    done = writer.post("/sparql", data={"update": f"INSERT DATA {{ GRAPH {graph} {{ {subject} rdfs:label 'ح' }} }}"})
    assert done.status_code == 204
    assert ask(writer, f"ASK {{ {subject} rdfs:label 'ح' }}").json()["boolean"] is True
    writer.post("/sparql", data={"update": f"DELETE WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"})
    assert ask(writer, f"ASK {{ {subject} ?p ?o }}").json()["boolean"] is False


def test_an_update_must_not_load_from_elsewhere(writer):
    response = writer.post("/sparql", data={"update": "LOAD <http://127.0.0.1:1/x.ttl>"})
    assert response.status_code == 400 and "LOAD is not allowed" in response.text


@pytest.mark.parametrize(
    "update, expected",
    [
        ("INSERT { ?s a <x:B> } WHERE { ?s a <x:A> }", 1),
        ("DELETE WHERE { ?s a <x:A> }", 1),
        ("PREFIX using: <x:> INSERT { ?s a using:B } WHERE { ?s a using:A } # WITH", 1),
        ("INSERT DATA { <x:q> <x:p> 'WHERE {' } ; INSERT { ?s a <x:B> } WHERE { { ?s a <x:A> } UNION { ?s ?p 1 } }", 1),
    ],
)
def test_graphs_named_by_a_request_are_used_by_its_update(update, expected):
    store = ox.Store()
    store.update("INSERT DATA { <x:none> a <x:A> . GRAPH <x:g> { <x:s> a <x:A> } GRAPH <x:h> { <x:t> a <x:A> } }")
    written = use_graphs(update, ["x:g"], [])
    store.update(written)
    assert written.count("USING <x:g>") == expected
    assert store.query("ASK { GRAPH ?g { <x:t> a <x:A> } }") and store.query("ASK { <x:none> a <x:A> }")
    if "DELETE" not in update:
        assert store.query("ASK { <x:s> a <x:B> }") and not store.query("ASK { <x:none> a <x:B> }")


def test_the_store_answers_over_the_graphs_that_a_query_names(store_folder):
    with GraphStore.open(store_folder) as store:
        assert (
            json.loads(store.query("ASK FROM id:nothing { ?s ?p ?o }").serialize(format=ox.QueryResultsFormat.JSON))[
                "boolean"
            ]
            is False
        )
