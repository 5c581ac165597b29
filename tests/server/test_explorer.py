"""The explorer's pages without a browser: what they hold, in which language, and what IRIs lead to."""

import csv
import io
import json
import re

import httpx
import pytest
import rdflib
from conftest import SCRIPT, fill, serve
from graph_stories import dialogue, retold
from lxml import html as lxml_html

from kg.server.pages.places import project

BASE = "https://w3id.org/diplomatic-kg/"
PAIR = "/pair?a=http://www.wikidata.org/entity/Q846&b=http://www.wikidata.org/entity/Q30"
PAGES = ["/", "/search?q=قطر", "/network", "/map", "/ask", "/text", "/wd/Q846", "/id/agreement-qat-usa-defence", PAIR,
         "/iri?iri=https://w3id.org/diplomatic-kg/ontology%23Amend"]  # fmt: skip
HTML = {"Accept": "text/html"}


def page(client, path, lang="en", **headers):
    response = client.get(path, headers={**HTML, "Accept-Language": lang, **headers})
    assert response.status_code == 200, response.text
    return lxml_html.fromstring(response.text)


def text_of(element):
    return " ".join(element.text_content().split())


def find_event(client, pattern):
    query = f"SELECT ?e {{ ?e a kg:Event . {pattern} }} ORDER BY ?e LIMIT 1"
    row = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    return row["e"]["value"].replace(BASE, "/id/")


@pytest.mark.parametrize("lang, direction", [("en", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages_and_loads_nothing_from_elsewhere(client, path, lang, direction):
    document = page(client, path, lang)
    assert (document.get("lang"), document.get("dir")) == (lang, direction)
    assert document.xpath("//h1") and text_of(document.xpath("//h1")[0])
    loaded = document.xpath("//script/@src | //link[@rel!='alternate']/@href | //img/@src | //form/@action")
    assert loaded and all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert not document.xpath("//script[not(@src)] | //style | //@style | //@onclick | //@onload")
    assert "{" not in re.sub(r"data-\w+=\"[^\"]*\"|<textarea.*?</textarea>", "", "".join(document.xpath("//h1/text()")))


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_a_strict_policy(client, path):
    policy = client.get(path, headers=HTML).headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy


@pytest.mark.parametrize(
    "text, found",
    [
        ("قطر", "Qatar"), ("واشنطون", "Washington"), ("qatar", "Qatar"), ("Katar", "Qatar"), ("QAT", "Qatar"),
        ("بلنكن", "Antony Blinken"), ("أنتونى بلينكن", "Antony Blinken"), ("Blinkin", "Antony Blinken"),
        ("الولايات المتحده", "United States"), ("defense cooperation", "defence cooperation agreement"),
        ("التعاون الدفاعى", "defence cooperation agreement"), ("prisoner deal", "prisoner deal"),
    ],
)  # fmt: skip
def test_search_finds_names_however_they_are_spelt(client, text, found):
    document = page(client, httpx.URL("/search", params={"q": text}))
    hits = [text_of(hit) for hit in document.xpath("//ol[@class='hits']/li//*[@class='hit-name']")]
    assert found in hits[:2]


def test_search_tells_when_it_finds_nothing(client):
    assert "Nothing is called anything like “zzqqxx”" in text_of(page(client, "/search?q=zzqqxx"))
    assert page(client, httpx.URL("/search", params={"q": '"; DROP TABLE names --'})) is not None


def test_an_actor_has_its_ties_and_its_timeline(client):
    document = page(client, "/wd/Q846")
    assert text_of(document.xpath("//h1")[0]) == "Qatar"
    ties = {text_of(row.xpath("./th")[0]): text_of(row.xpath("./td")[0]) for row in document.xpath("//table//tbody/tr")}
    assert int(ties["United States"]) >= 3
    assert document.xpath("//figure[@class='chart']//*[local-name()='rect'][@class='coop']")
    statements = [text_of(x) for x in document.xpath("//ol[@class='events']//*[contains(@class, 'statement')]")]
    assert "Qatar amends defence cooperation agreement with United States" in statements
    assert not any("–" in statement for statement in statements)


def test_a_list_of_events_can_be_filtered(client):
    def count(query):
        return len(page(client, f"/wd/Q846?{query}").xpath("//ol[@class='events']/li"))

    everything, planned, amended = count(""), count("status=planned"), count("act=amend")
    assert everything > planned >= 1 and amended == 1
    assert count("year=1850") == 0


def test_a_pair_has_what_is_between_the_two_by_all_who_act_for_them(client):
    document = page(client, PAIR)
    statements = [text_of(x) for x in document.xpath("//ol[@class='events']//*[contains(@class, 'statement')]")]
    assert "Qatar amends defence cooperation agreement with United States" in statements
    assert any("Blinken" in statement and "visit" in statement for statement in statements)
    assert any("condemn" in statement for statement in statements)
    assert client.get("/pair?a=x:1&b=x:2", headers=HTML).status_code == 404


def test_an_event_has_its_sentences_with_the_words_marked(client):
    path = find_event(client, "?e kg:act kg:Mediate ; kg:saidBy id:person-antony-blinken")
    document = page(client, path)
    sentence = document.xpath("//blockquote[@class='sentence']")[0]
    assert text_of(sentence) == "وذكر بلينكن أن قطر تتوسط بين إسرائيل وحماس لإبرام صفقة أسرى."
    marks = {text_of(mark): mark.get("class").split() for mark in sentence.xpath("./mark")}
    assert marks == {
        "بلينكن": ["m-source"], "قطر": ["m-actor"], "تتوسط": ["m-act"], "إسرائيل": ["m-recipient"],
        "حماس": ["m-recipient"], "صفقة أسرى": ["m-theme"],
    }  # fmt: skip
    facts = {text_of(x.xpath("./dt")[0]): text_of(x.xpath("./dd")[0]) for x in document.xpath("//dl/div")}
    assert facts["Who"] == "Qatar" and facts["Who says so"] == "Antony Blinken"
    assert facts["Codes"].startswith("PLOVER CONSULT · CAMEO")
    assert "by hand" in text_of(document.xpath("//*[@class='how']")[0])


def test_an_event_of_two_outlets_has_both(client):
    path = find_event(client, "?e kg:act kg:Amend ; kg:articles ?n FILTER(?n > 1)")
    outlets = [text_of(x) for x in page(client, path).xpath("//*[@class='from']/b")]
    assert sorted(outlets) == ["The Example Post", "صحيفة المثال"]


def test_iris_lead_to_pages_or_to_rdf(client):
    path = find_event(client, "?e kg:act kg:Amend")
    for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        response = client.get(path, headers={"Accept": accept})
        assert response.headers["content-type"].partition(";")[0] == accept
        graph = rdflib.Graph().parse(data=response.content, format=form)
        assert (rdflib.URIRef(BASE + path.removeprefix("/id/")), None, None) in graph
    assert client.get(f"{path}?format=nt").headers["content-type"].startswith("application/n-triples")
    assert client.get(path, headers=HTML).headers["content-type"].startswith("text/html")
    assert client.get("/wd/Q846", headers={"Accept": "text/turtle"}).status_code == 200
    moved = client.get(path.replace("/id/", "/"), headers=HTML)
    assert (moved.status_code, moved.headers["location"]) == (303, path)


@pytest.mark.parametrize("path", ["/id/event-nothing", "/wd/Q0", "/iri?iri=http://example.org/x"])
def test_an_iri_that_the_graph_does_not_know_is_not_found(client, path):
    assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 404
    told = client.get(path, headers=HTML)
    assert told.status_code == 404 and "says nothing of" in told.text


def test_every_iri_of_the_graph_has_a_page_and_rdf(client):
    query = "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } FILTER(ISIRI(?x)) }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    iris = [row["x"]["value"] for row in rows]
    assert len(iris) > 200
    for iri in iris[::7]:
        if iri.startswith(BASE) and "#" not in iri:
            path = iri.replace(BASE, "/id/")
        else:
            path = str(httpx.URL("/iri", params={"iri": iri}))
        for accept in ("text/html", "text/turtle"):
            response = client.get(path, headers={"Accept": accept}, follow_redirects=True)
            # A property that has no description of its own has nothing to be told of as a subject or object.
            assert response.status_code == 200 or "nothing of" in response.text, (path, response.text)


def test_hostile_words_are_shown_and_do_nothing(client):
    path = find_event(client, "?e kg:act kg:Condemn ; kg:actor wd:Q794")
    article = find_article(client, "hostile.txt")
    for address in ("/", path, article, "/wd/Q794", "/search?q=script", "/network.json", "/ask?query=" + SCRIPT):
        response = client.get(address, headers=HTML)
        assert response.status_code == 200
        if response.headers["content-type"].startswith("text/html"):
            document = lxml_html.fromstring(response.text)
            assert not document.xpath(
                "//img | //script[not(@src)] | //@onerror | //a[starts-with(@href, 'javascript')]"
            )
            assert "\u202e" not in response.text.partition("<textarea")[0]
    assert "<script>window.hacked" in text_of(page(client, path))


def find_article(client, file):
    query = f"SELECT ?a {{ ?a kg:file '{file}' }}"
    row = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    return row["a"]["value"].replace(BASE, "/id/")


def test_choices_of_language_and_colours_are_kept(client):
    chosen = client.get("/?lang=ar&theme=dark", headers=HTML)
    cookies = chosen.headers.get_list("set-cookie")
    assert len(cookies) == 2 and all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    kept = page(client, "/", Cookie="lang=ar; theme=dark")
    assert (kept.get("lang"), kept.get("data-theme")) == ("ar", "dark")
    assert page(client, "/", Cookie="lang=<x>; theme='").get("lang") == "en"


def test_what_is_seen_of_the_network_can_be_taken_away(client):
    everything = {"statuses": "actual planned possible negated", "claimed": "1"}
    whole = list(csv.DictReader(io.StringIO(client.get("/network.csv", params=everything).text.removeprefix("\ufeff"))))
    some = list(csv.DictReader(io.StringIO(
        client.get("/network.csv", params={"statuses": "actual", "quads": "1 2", "fold": "1"}).text
    )))  # fmt: skip
    assert 0 < len(some) < len(whole)
    assert {row["quad"] for row in some} <= {"1", "2"} and {row["status"] for row in some} == {"actual"}
    ends = {row[f"{side}_en"] for row in some for side in ("source", "target")}
    assert "Qatar" in ends and "Antony Blinken" not in ends  # he stands for the United States
    turtle = rdflib.Graph().parse(data=client.get("/network.ttl", params={"statuses": "actual"}).content, format="ttl")
    assert (None, rdflib.RDF.type, rdflib.URIRef(f"{BASE}ontology#Event")) in turtle
    drawn = client.get("/network.json").json()
    assert {"actors", "acts", "ties", "cut"} == set(drawn) and len(drawn["ties"]) >= 5


def test_a_pasted_text_is_read_and_not_kept(client):
    pasted = "عدّلت قطر والولايات المتحدة يوم الأربعاء اتفاقية التعاون الدفاعي. ونددت قطر بالهجوم على السفارة."
    before = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text
    response = client.post("/text", data={"text": pasted, "published": "2024-03-08"}, headers=HTML)
    assert response.status_code == 200 and response.headers["cache-control"] == "no-store"
    document = lxml_html.fromstring(response.text)
    statements = [text_of(x) for x in document.xpath("//ol[@class='events']//*[contains(@class, 'statement')]")]
    assert any(x.startswith("Qatar amends") for x in statements)
    assert "عدّلت" in [text_of(x) for x in document.xpath("//*[@class='read-text']/mark[contains(@class, 'm-act')]")]
    assert json.loads(document.xpath("//*[@id='network']/@data-network")[0])["ties"]
    assert client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text == before


@pytest.mark.parametrize("text", ["", "   \n", "x" * 300, "<script>alert(1)</script>", "\u202e\x00\ufffe"])
def test_a_text_without_events_is_told_so(client, text):
    response = client.post("/text", data={"text": text, "published": "no date"}, headers=HTML)
    assert response.status_code == 200 and "<script>alert" not in response.text
    assert "warning" in response.text or "No diplomatic act" in response.text


def test_pages_follow_a_graph_that_is_built_on(tmp_path):
    folder = fill(tmp_path / "graph", dialogue())
    with serve(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        figures = "//*[@class='figures']"
        before = text_of(page(client, "/").xpath(figures)[0])
        fill(folder, retold())
        client.get("/", headers=HTML)  # the catalogue is made anew from here on, the old one serves meanwhile
        for _ in range(100):
            if text_of(page(client, "/").xpath(figures)[0]) != before:
                break
        else:
            pytest.fail("the page still shows the graph as it was")


def test_the_map_is_drawn_from_the_graph(client):
    query = "SELECT ?lat ?long { ?p a kg:Place ; rdfs:label 'Washington'@en ; geo:lat ?lat ; geo:long ?long }"
    (row,) = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    x, y = project(float(row["lat"]["value"]), float(row["long"]["value"]))
    drawn = page(client, "/map").xpath("//*[local-name()='a'][contains(@aria-label, 'Washington')]//@cx")
    assert drawn == [str(x)] and 0 < y < 262
