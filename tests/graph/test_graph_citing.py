"""Events are cited with their sentences, and every triple about one leads back to words of an article."""

import json
import re

import pytest
from graph_stories import Story
from rdflib import Graph
from rdflib.namespace import PROV, RDFS
from sample_graph import RUN, build_sample

from kg.errors import QueryError
from kg.graph.citing import cite, describe_origin, find_event, trace
from kg.graph.references import write_bibtex, write_csl, write_text
from kg.graph.serialising import write_quads
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import RDF


@pytest.fixture(scope="module")
def store():
    with build_sample() as made:
        yield made


def list_events(store):
    return sorted(q.subject.value for q in store.find(None, RDF + "type", c.EVENT))


def find_meeting(store):
    (row,) = store.query("SELECT ?e { ?e a kg:Event ; kg:act kg:Meet }")
    return row["e"].value


def test_every_triple_about_every_event_leads_to_words_that_stand_in_an_article(store):
    texts = {store.minter.article(info.id): store.read_article(info.id)[0].text for info in store.articles()}
    for event in list_events(store):
        origins = list(trace(store, event))
        assert {(o.predicate, o.value, o.language) for o in origins} == {
            (q.predicate.value, q.object.value, getattr(q.object, "language", None) or "") for q in store.find(event)
        }
        assert all(o.words.text and texts[o.article][o.words.start : o.words.end] == o.words.text for o in origins)


def test_who_and_what_lead_to_the_words_that_name_them(store):
    event = find_event(store, find_meeting(store))
    told = {(o.value.rsplit("/", 1)[-1], o.words.text) for o in trace(store, event) if o.predicate == p.ACTOR}
    assert told == {("Q79", "مصر"), ("Q794", "إيران")}
    (amended,) = store.query("SELECT ?e { ?e a kg:Event ; kg:act kg:Amend }")
    themes = {o.words.text for o in trace(store, amended["e"].value) if o.predicate == p.THEME}
    assert themes == {"اتفاقية التعاون الدفاعي", "defence cooperation agreement"}


def test_an_event_is_found_by_each_of_its_names(store):
    event = find_meeting(store)
    citation = cite(store, event)
    assert [quote.published for quote in citation.quotes] == ["2024-04-20", "2024-05-02", "2024-05-03"]
    local = event.removeprefix(store.minter.base)
    retired = store.minter.event(citation.quotes[1].report)
    for name in (event, f"<{event}>", local, f"id:{local}", retired, citation.quotes[2].report, f" {local} "):
        assert find_event(store, name) == event


@pytest.mark.parametrize("name", ["event-0941fa02bb5755a4-1", "", "x y", "report-1", "<>", "http://[", 'a"b'])
def test_no_such_event(store, name):
    with pytest.raises(QueryError, match="no event") as error:
        find_event(store, name)
    assert "\n" not in str(error.value)


def test_a_wrong_id_names_the_nearest(store):
    event = find_meeting(store).removeprefix(store.minter.base)
    with pytest.raises(QueryError, match=f"did you mean {event}"):
        find_event(store, event[:-1] + "77")


def test_a_reference_quotes_each_sentence_with_its_place(store):
    text = write_text(cite(store, find_meeting(store)))
    assert text.startswith("Egypt – meets – with – Iran (2024-05-02)\n[1] ")
    assert text.count("“") == 6 and "صحيفة المثال" in text and "told.txt" in text
    assert "sentence at 0–" in text and "found by tests 1 (by hand), read 2024-06-01" in text
    assert "confidence" in text and text.endswith(find_meeting(store))


def test_bibtex_and_csl_hold_an_entry_an_article(store):
    citation = cite(store, find_meeting(store))
    entries = write_bibtex(citation)
    assert entries.count("@online{") == 3
    assert "date = {2024-05-03}" in entries and f"note = {{{citation.event}}}".replace("_", r"\_") in entries
    items = json.loads(write_csl(citation))
    assert [item["issued"]["date-parts"] for item in items] == [[[2024, 4, 20]], [[2024, 5, 2]], [[2024, 5, 3]]]
    assert items[0]["container-title"] == "صحيفة المثال" and "ستجتمع" in items[0]["note"]


def test_text_of_strangers_is_data_in_references(build):
    story = Story("evil.txt", outlet="50% {Post} & \\input{x}\u202e", url="https://example.org/a_b?c=%7B")
    story.sentence("Egypt met Iran \x1b[31m & left_right #1.")
    story.event("meet", "met", {"EGY": "Egypt", "IRN": "Iran"})
    store = build(story)
    citation = cite(store, list_events(store)[0])
    entry = write_bibtex(citation)
    assert r"50\% \{Post\} \& \textbackslash{}input\{x\}" in entry and r"left\_right \#1" in entry
    assert "url = {https://example.org/a_b?c=%7B}" in entry
    for written in (entry, write_text(citation), write_csl(citation)):
        assert not re.search("[\x1b\u202e]", written)


def test_the_origin_in_prov_goes_from_the_event_to_the_run(store, tmp_path):
    event = find_meeting(store)
    with (tmp_path / "origin.ttl").open("wb") as stream:
        write_quads(describe_origin(store, event), stream, "ttl", store.prefixes)
    graph = Graph().parse(tmp_path / "origin.ttl")
    rows = graph.query(
        """SELECT ?words ?text ?material ?program { ?event prov:wasDerivedFrom ?report .
        ?report prov:value ?words ; prov:wasDerivedFrom ?sentence .
        ?sentence prov:value ?text ; prov:wasDerivedFrom ?article . ?article prov:wasGeneratedBy ?run .
        ?run prov:used/rdfs:label ?material ; prov:wasAssociatedWith/rdfs:label ?program }""",
        initNs={"prov": PROV, "rdfs": RDFS},
    )
    told = {tuple(map(str, row)) for row in rows}
    assert len(told) == 6 and all(words in text for words, text, _, _ in told)
    assert {material for _, _, material, _ in told} == set(RUN.materials)
    assert {program for *_, program in told} == {"diplomatic-kg 1.0"}
