"""IRIs and terms made from untrusted text."""

from io import BytesIO

import pyoxigraph as ox
import pytest
import rdflib
from graph_stories import Story
from rdflib.compare import isomorphic

from kg.errors import StoreError
from kg.graph.identifiers import Minter, slugify
from kg.graph.terms import decimal, literal, url_iri
from kg.model import Participant

NASTY = "a\"b\\c\n\r\t<x>{}|^` \u202e\u0000\u0007\ud800\udfff \uffff \"\"''' . } ; DROP ALL # ؟"


@pytest.mark.parametrize(
    ("text", "slug"), [("Élysée Palace", "elysee-palace"), ("UN", "un"), ("ﬁnance & trade", "finance-trade")]
)
def test_slugs_are_plain(text, slug):
    assert slugify(text) == slug


def test_what_ascii_cannot_hold_is_told_apart_by_a_hash():
    assert slugify("قطر") != slugify("مصر")
    assert slugify("قطر").isascii()
    assert slugify("word " * 50) != slugify("word " * 51)
    assert len(slugify("word " * 50)) < 100


def test_surrogates_do_not_break_a_slug():
    assert slugify("\ud800").isascii()


@pytest.mark.parametrize("local", ["events", "runs", "article-x", "Report-1", "vocabulary"])
def test_no_entity_takes_the_name_of_a_part_of_the_graph(local):
    minter = Minter()
    taken = {minter.events, minter.runs, minter.vocabulary, minter.article("x"), minter.report("1", 0)}
    assert minter.entity(local) not in taken
    assert "/entity-" in minter.entity(local)


def test_participants_without_an_id_are_named_by_kind_country_and_name():
    minter = Minter()
    somebody = Participant("هو", 0, 2, "Jane Doe", None, "SWE", "person", "")
    assert minter.participant(somebody, "x") == minter.base + "person-swe-jane-doe"
    left_open = Participant("هما", 4, 7, "the two", None, None, "state", "", resolved=False)
    assert minter.participant(left_open, "x") == minter.base + "unresolved-x-4-7"


@pytest.mark.parametrize("base", ["", "urn:x:", "https://example.org", "https://مثال.org/", "https://a b/", "ftp://x/"])
def test_a_base_must_be_an_ascii_web_address(base):
    with pytest.raises(StoreError, match="cannot be a base"):
        Minter(base)


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://example.org/a b?q=\"<>\\^`{|}", "https://example.org/a%20b?q=%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("https://example.org/مقال", "https://example.org/%D9%85%D9%82%D8%A7%D9%84"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("http://[::1", None),
        ("https://example.org/\ud800", None),
        ("not a url", None),
    ],
)  # fmt: skip
def test_addresses_become_iris_or_nothing(url, iri):
    made = url_iri(url)
    assert (made.value if made else None) == iri


def test_numbers_are_written_in_one_way():
    assert [decimal(x, 2).value for x in (8.0, 0.5, 0.931, -0.001, -2.5)] == ["8", "0.5", "0.93", "0", "-2.5"]


def test_literals_lose_what_no_syntax_can_hold():
    assert literal("a\x00b\ud800c").value == "a\ufffdb\ufffdc"
    assert literal("x", "not a tag!").language is None
    assert literal("x", "AR-QA").language == "ar-qa"


@pytest.mark.parametrize("format", ["ttl", "trig", "nq", "nt", "rdfxml", "jsonld"])
def test_hostile_text_survives_every_format(build, format):
    text = NASTY.replace("\n", " ").replace("\r", " ")
    story = Story(f"{text}.txt", outlet=NASTY, language='en" . }', url=f"https://example.org/{NASTY}")
    story.sentence(f"Qatar met Iran {text} there.")
    story.event("meet", "met", {"QAT": "Qatar", "IRN": "Iran"}, topics=[(text, text)], place=NASTY)
    store = build(story)
    stream = BytesIO()
    store.write(stream, format)
    data = stream.getvalue()
    named = {"ttl": "turtle", "rdfxml": "xml", "jsonld": "json-ld"}.get(format, format)
    read: rdflib.Graph = rdflib.Dataset(default_union=True) if format in ("trig", "nq", "jsonld") else rdflib.Graph()
    read.parse(data=data, format={"nq": "nquads"}.get(named, named))
    count = len({(q.subject, q.predicate, q.object) for q in store.all_quads()})
    assert len(read) == count
    assert not read.query("ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }").askAnswer


def test_turtle_is_the_same_graph_for_rdflib_and_for_oxigraph(build):
    story = Story("quotes.txt", outlet=NASTY).sentence('Qatar met Iran: "it\'s" \\ fine.')
    story.event("meet", "met", {"QAT": "Qatar", "IRN": "Iran"}, topics=[('"it\'s" \\', None)])
    stream = BytesIO()
    build(story).write(stream, "ttl")
    by_rdflib = rdflib.Graph().parse(data=stream.getvalue(), format="turtle")
    triples = (quad.triple for quad in ox.parse(stream.getvalue(), format=ox.RdfFormat.TURTLE))
    by_oxigraph = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(by_rdflib, by_oxigraph)
