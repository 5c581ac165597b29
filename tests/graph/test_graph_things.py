"""Agreements, dialogues and rounds as things that several articles tell of."""

import pytest
from graph_stories import PACT, PACT_EN, Story, dialogue, retold

from kg.graph.things import content_words, read_thing, settle_things


@pytest.mark.parametrize(
    ("text", "english", "codes", "kind", "local"),
    [
        (PACT, PACT_EN, "USA QAT", "Agreement", "agreement-qat-usa-defence"),
        (PACT, None, "QAT USA", "Agreement", "agreement-qat-usa-defence"),
        ("defense cooperation pact", None, "QAT USA", "Agreement", "agreement-qat-usa-defence"),
        ("مذكرة تفاهم في الطاقة", None, "QAT USA", "Agreement", "agreement-qat-usa-energy-memorandum"),
        ("الاتفاقية", None, "", "Agreement", "agreement-of-here"),
        ("الاتفاق النووي", "nuclear deal", "", "Agreement", "agreement-nuclear-of-here"),
        ("اتفاق الطائف", "the Taif agreement", "", "Agreement", "agreement-taif"),
        ("Cairo agreement", None, "", "Agreement", "agreement-cairo"),
        ("Separate agreement", None, "", "Agreement", "agreement-separate-of-here"),
        ("مذكرات تفاهم", "memoranda of understanding", "QAT USA", "Issue", "issue-memoranda-of-understanding"),
        ("الجولة الثالثة من الحوار الاستراتيجي", None, "QAT USA", "Round", "dialogue-qat-usa-strategic-round-3"),
        ("the third round of the strategic dialogue", None, "QAT USA", "Round", "dialogue-qat-usa-strategic-round-3"),
        ("US withdrawal from the nuclear deal", None, "USA", "Issue", "issue-us-withdrawal-from-the-nuclear-deal"),
        ("بنود الاتفاق النووي", "terms of the nuclear deal", "", "Issue", "issue-terms-of-the-nuclear-deal"),
        ("هذه الاتفاقية", None, "EGY QAT", "Agreement", "agreement-of-here"),
        ("security agreement signed with Egypt", None, "EGY QAT", "Agreement", "agreement-egy-qat-security"),
        ("حل الدولتين", "two-state solution", "", "Issue", "issue-two-state-solution"),
    ],
)
def test_words_name_a_thing(text, english, codes, kind, local):
    thing = read_thing(text, english, codes.split(), "here")
    assert (thing.kind, thing.local) == (kind, local)


def test_a_bare_name_is_what_the_article_tells_more_fully():
    full = read_thing(PACT, PACT_EN, ["QAT", "USA"], "here")
    bare = read_thing("الاتفاقية", None, [], "here")
    assert [t.local for t in settle_things([bare, full])] == ["agreement-qat-usa-defence"] * 2


def test_an_agreement_told_with_fewer_words_is_the_same():
    short = read_thing("investment agreement", None, [], "here")
    full = read_thing("strategic investment agreement", None, ["EGY", "QAT"], "here")
    assert {t.local for t in settle_things([short, full])} == {"agreement-egy-qat-investment-strategic"}


def test_a_bare_name_that_fits_two_stays_open():
    things = [
        read_thing(PACT, PACT_EN, ["QAT", "USA"], "here"),
        read_thing("اتفاقية النقل البحري", None, ["EGY", "QAT"], "here"),
        read_thing("الاتفاقية", None, [], "here"),
    ]
    assert settle_things(things)[2].local == "agreement-of-here"


def test_spelling_variants_and_both_languages_share_content_words():
    assert content_words("الأمن والدفاع") & content_words("security and defence") == {"security", "defence"}
    assert content_words("الجولة الخامسة") & content_words("fifth round") == {"#5", "round"}


def test_an_agreement_has_a_life_and_parties(build):
    store = build(dialogue(), retold())
    life = store.query(
        """SELECT ?act ?date { ?e a kg:Event; kg:theme id:agreement-qat-usa-defence; kg:act ?act; kg:date ?date }
        ORDER BY ?date"""
    )
    told = [(r["act"].value.rsplit("#")[-1], r["date"].value) for r in life]
    assert sorted(told) == [("Amend", "2024-03-06"), ("Sign", "199X")]
    assert store.query("ASK { id:agreement-qat-usa-defence a kg:Agreement; kg:party wd:Q846, wd:Q30 }")


def test_who_praises_an_agreement_is_no_party_of_it(build):
    story = (
        Story("praise.txt")
        .sentence("أشادت مصر باتفاقية التعاون الدفاعي مع قطر.")
        .event("praise", "أشادت", {"EGY": "مصر"}, {"QAT": "قطر"}, theme=(PACT, PACT_EN))
    )
    assert not build(story).query("ASK { ?x a kg:Agreement; kg:party ?party }")


def test_a_round_belongs_to_its_dialogue(build):
    store = build(dialogue())
    assert store.query(
        """ASK { ?round a kg:Round; kg:roundNumber 5; kg:roundOf ?dialogue .
        ?dialogue a kg:Dialogue; rdfs:label 'strategic dialogue'@en, 'الحوار الاستراتيجي'@ar }"""
    )
