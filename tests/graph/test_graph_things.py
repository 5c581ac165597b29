"""Agreements, dialogues and rounds as things that several articles tell of."""

import pytest
from graph_stories import PACT, PACT_EN, Story, dialogue, retold

from kg.graph.things import content_words, measure_name, read_thing, settle_things


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
        ("هذه الاتفاقية", None, "EGY QAT", "Agreement", "agreement-egy-qat-of-here"),
        ("security agreement signed with Egypt", None, "EGY QAT", "Agreement", "agreement-egy-qat-security"),
        ("مذكرة احتجاج", "note of protest", "EGY", "Issue", "issue-note-of-protest"),
        ("مذكرة توقيف", "arrest memorandum", "EGY", "Issue", "issue-arrest-memorandum"),
        ("إبرام اتفاق نفطي", "concluding an oil agreement", "EGY", "Issue", "issue-concluding-an-oil-agreement"),
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


HUDNA = "اتفاق بين مصر والسويد لوقف إطلاق النار في السودان"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("الاتفاقية", None),
        ("اتفاقيتهما", None),
        ("هذه الاتفاقية", "this agreement"),
        ("الاتفاقية الثنائية", "bilateral agreement"),
        ("اتفاقية الدفاع الثنائية", "bilateral defence agreement"),
        ("اتفاقية التعاون الدفاعي القائمة", None),
        ("الاتفاقية بين قطر والولايات المتحدة", None),
    ],
)
def test_words_that_say_nothing_else_mean_the_agreement_spoken_of(text, english):
    things = [read_thing(PACT, PACT_EN, ["QAT", "USA"], "here"), read_thing(text, english, [], "here")]
    assert settle_things(things)[1].local == "agreement-qat-usa-defence"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (HUDNA, None),
        (HUDNA, "agreement between Egypt and Sweden for a ceasefire in Sudan"),
        ("الاتفاقية مع إيران", None),
        ("الاتفاقية الجديدة", "new agreement"),
        ("الاتفاقية الجديدة بين قطر والولايات المتحدة بشأن إيواء العالقين", None),
        ("الاتفاقية بشأن إيواء العالقين", "agreement"),
        ("مذكرة تعاون بشأن البصمات", None),
        ("المذكرة", "memorandum"),
        ("اتفاقا", "agreement"),
        ("اتفاقية النقل", "transport agreement"),
    ],
)
def test_another_subject_other_parties_or_a_new_one_is_another_agreement(text, english):
    things = [read_thing(PACT, PACT_EN, ["QAT", "USA"], "here"), read_thing(text, english, [], "here")]
    first, second = settle_things(things)
    assert second.kind == "Agreement"
    assert second.local != first.local == "agreement-qat-usa-defence"


def test_a_headline_brings_up_what_the_text_names_more_fully():
    things = [read_thing(text, None, ["EGY", "QAT"], "here") for text in ("اتفاقا", PACT)]
    assert {t.local for t in settle_things(things)} == {"agreement-egy-qat-defence"}


def test_two_agreements_that_nothing_describes_are_two():
    things = [read_thing("اتفاقا", None, ["EGY", "QAT"], "here") for _ in range(2)]
    assert len({t.local for t in settle_things(things)}) == 2


def test_parties_that_the_words_name_go_before_those_who_negotiate():
    thing = read_thing(HUDNA, None, ["QAT", "USA"], "here")
    assert (thing.codes, thing.local) == (("EGY", "SWE"), "agreement-egy-swe-ceasefire")


def test_who_an_agreement_is_about_is_no_party_of_it():
    assert read_thing("agreement between Egypt and Qatar on Sudan", None, [], "here").codes == ("EGY", "QAT")


@pytest.mark.parametrize(
    ("text", "english", "local", "label_en", "label_ar"),
    [
        ("الحوار الاستراتيجي المصري القطري الرابع", "fourth Egyptian-Qatari strategic dialogue",
         "dialogue-egy-qat-strategic-round-4", "Egyptian-Qatari strategic dialogue",
         "الحوار الاستراتيجي المصري القطري"),
        ("الجولة الحادية عشرة من الحوار الاستراتيجي المصري القطري", None,
         "dialogue-egy-qat-strategic-round-11", None, "الحوار الاستراتيجي المصري القطري"),
        ("جولة حوارهما الرابعة في القاهرة", "fourth round of their dialogue in Cairo",
         "dialogue-egy-qat-of-here-round-4", "dialogue between Egypt and Qatar", "الحوار بين مصر وقطر"),
        ("الجولة الأولى من المحادثات المصرية القطرية", "first round of Egyptian-Qatari talks",
         "dialogue-egy-qat-dialogue-round-1", "Egyptian-Qatari talks", "المحادثات المصرية القطرية"),
    ],
)  # fmt: skip
def test_a_dialogue_is_named_without_the_number_of_its_round(text, english, local, label_en, label_ar):
    thing = read_thing(text, english, ["EGY", "QAT"], "here")
    parent = thing.dialogue
    assert (thing.kind, thing.local) == ("Round", local)
    assert parent is not None
    assert (parent.label_en, parent.label_ar) == (label_en, label_ar)
    assert parent.local == local.rsplit("-round-")[0]


def test_what_is_said_of_a_dialogue_in_quotation_marks_is_not_its_name():
    thing = read_thing('الحوار الاستراتيجي بين مصر وقطر "ركيزة للعلاقات', None, [], "here")
    assert (thing.kind, thing.label_ar) == ("Dialogue", "الحوار الاستراتيجي بين مصر وقطر")
    assert thing.local == "dialogue-egy-qat-strategic"


def test_dialogue_in_general_is_an_issue_and_a_session_of_nothing_too():
    things = [
        read_thing("الجولة الثالثة من الحوار الاستراتيجي", None, ["EGY", "QAT"], "here"),
        read_thing("الحوار", "dialogue", [], "here"),
        read_thing("الدورة السابعة", "seventh session", [], "here"),
        read_thing("الدورة الثالثة", "third session", [], "here"),
        read_thing("الحوار", "dialogue", ["EGY", "QAT"], "here"),
    ]
    assert [(t.kind, t.local) for t in settle_things(things)[1:]] == [
        ("Issue", "issue-dialogue"),
        ("Issue", "issue-seventh-session"),
        ("Round", "dialogue-egy-qat-strategic-round-3"),
        ("Dialogue", "dialogue-egy-qat-strategic"),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ["defence cooperation agreement", "the agreement", "defence cooperation agreement signed with Qatar"],
        ["Egyptian-Qatari strategic dialogue", "strategic dialogue", "strategic dialogue between Egypt and Qatar"],
        ["الحوار الاستراتيجي المصري القطري", "الاستراتيجي المصري القطري"],
        ["اتفاقية التعاون الدفاعي", "الاتفاقية", "اتفاقية التعاون الدفاعي الثنائية الحالية"],
    ],
)
def test_the_label_is_the_shortest_full_name(names):
    assert max(names, key=measure_name) == names[0]


def test_an_agreement_is_labelled_by_its_shortest_full_name(build):
    long = "اتفاقية التعاون الدفاعي الثنائية الحالية"
    story = (
        Story("labels.txt")
        .sentence(f"عدلت قطر ومصر {long} وقالتا إن الاتفاقية مهمة، وإن {PACT} باقية.")
        .event("amend", "عدلت", {"QAT": "قطر", "EGY": "مصر"}, theme=(long, None))
        .event("praise", "مهمة", {"QAT": "قطر"}, theme=("الاتفاقية", None))
        .event("support", "باقية", {"QAT": "قطر"}, theme=(PACT, None))
    )
    rows = build(story).query("SELECT ?x ?label { ?x a kg:Agreement; rdfs:label ?label }")
    assert [(str(r["x"].value).rsplit("/")[-1], r["label"].value) for r in rows] == [
        ("agreement-egy-qat-defence", PACT)
    ]


def test_a_ministry_has_the_arabic_name_that_the_article_gives_it(build):
    story = Story("port.txt").sentence("أعلنت هيئة الموانئ السويدية ذلك، وقالت للهيئة مصر كل شيء.")
    story.event("state", "أعلنت", {"port": "هيئة الموانئ السويدية"})
    story.event("state", "قالت", {"EGY": "مصر"}, {"port": "للهيئة"})
    store = build(story)
    rows = store.query("SELECT ?label { id:gov-port-authority rdfs:label ?label . FILTER(LANG(?label) = 'ar') }")
    assert [r["label"].value for r in rows] == ["هيئة الموانئ السويدية"]
    assert store.query("ASK { ?m a kg:Mention; kg:words 'للهيئة'@ar }")  # the evidence is quoted as it stands
    assert store.query("ASK { ?r a kg:Report; kg:statement 'مصر – تصرّح – إلى – هيئة الموانئ السويدية'@ar }")


def test_an_armed_group_is_party_in_its_own_name_not_its_states(build):
    words = "اتفاق هدنة بين إسرائيل وحركة حماس"
    story = Story("truce.txt").sentence(f"وقعت إسرائيل وحماس {words}.")
    store = build(story.event("sign", "وقعت", {"ISR": "إسرائيل", "hamas": "حماس"}, theme=(words, None)))
    told = store.query("SELECT ?x ?code { ?x a kg:Agreement; kg:partyCode ?code }")
    assert [(r["x"].value.rsplit("/")[-1], r["code"].value) for r in told] == [
        ("agreement-isr-org-hamas-ceasefire", "ISR")
    ]


def test_a_bare_round_is_one_of_the_rounds_that_are_spoken_of():
    things = [
        read_thing("التفاوض مع السويد", "direct negotiations with Sweden", [], "here"),
        read_thing("جولة ثانية من المباحثات", "second round of talks", ["EGY", "OMN"], "here"),
        read_thing("الجولة الأولى", "first round", [], "here"),
    ]
    assert [t.local for t in settle_things(things)[1:]] == [
        "dialogue-egy-omn-of-here-round-2",
        "dialogue-egy-omn-of-here-round-1",
    ]


@pytest.mark.parametrize(
    ("text", "codes", "label_en", "label_ar"),
    [
        ("first round", ["EGY", "OMN", "UN"], "dialogue between Egypt, Oman and United Nations", None),
        ("الجولة الأولى", ["org-hamas", "ISR"], None, "الحوار بين إسرائيل وحركة المقاومة الإسلامية"),
        ("الجولة الأولى الاقتصادية", [], "economic dialogue", None),
    ],
)
def test_every_dialogue_has_a_name(text, codes, label_en, label_ar):
    parent = read_thing(text, None, codes, "here").dialogue
    assert (parent.label_en, parent.label_ar) == (label_en, label_ar)
