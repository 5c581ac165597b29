"""Which reports become one event, what the event then says, and which ties it makes."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from graph_stories import Story, dialogue, meeting, retold

from kg.corrections import Correction
from kg.graph.checking import check_store
from kg.graph.correcting import apply_corrections
from kg.graph.store import GraphStore

EVENTS = "SELECT ?e ?status ?standing ?reports ?confidence { ?e a kg:Event; kg:status ?status; kg:standing ?standing; "
EVENTS += "kg:reports ?reports; kg:confidence ?confidence } ORDER BY ?e"


def read_events(store: GraphStore) -> list[tuple[str, str, int, float]]:
    """Status, standing, number of reports and confidence of each event."""
    rows = store.query(EVENTS)
    return [
        (r["status"].value.rsplit("#")[-1], r["standing"].value.rsplit("#")[-1], int(r["reports"].value),
         float(r["confidence"].value))
        for r in rows
    ]  # fmt: skip


def read_ties(store: GraphStore) -> set[tuple[str, str, str]]:
    return {
        tuple(x.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for x in (q.subject, q.predicate, q.object))
        for q in store.find(graph=store.minter.ties)
    }


def ask(store: GraphStore, where: str) -> bool:
    return bool(store.query(f"ASK {{ {where} }}"))


def test_one_act_told_twice_in_one_article_is_one_event(build):
    story = (
        Story("twice.txt")
        .sentence("استضافت عُمان جولة بين إيران والسويد.")
        .event("mediate", "استضافت", {"OMN": "عُمان"}, {"IRN": "إيران", "SWE": "السويد"}, confidence=0.5)
        .sentence("وجاءت وساطة عُمان بين إيران والسويد بعد أشهر من القطيعة.")
        .event("mediate", "وساطة", {"OMN": "عُمان"}, {"IRN": "إيران", "SWE": "السويد"}, confidence=0.7)
    )
    # An article is one witness: its best report counts, and twice telling does not make it surer.
    assert read_events(build(story)) == [("actual", "Asserted", 2, 0.7)]


def test_two_articles_in_two_languages_tell_of_one_event(build):
    store = build(dialogue(), retold())
    assert ask(store, "?e a kg:Amend; kg:reports 2; kg:articles 2; kg:confidence 0.92")
    assert read_events(build(dialogue(), retold())).__len__() == 10


def test_two_acts_in_one_sentence_are_two_events(build):
    story = (
        Story("pair.txt")
        .sentence("زار بلينكن قطر ثم زار بلينكن قطر مجددا.")
        .event("visit", "زار بلينكن", {"blinken": "بلينكن"}, {"QAT": "قطر"})
        .event("visit", "ثم زار", {"blinken": "بلينكن"}, {"QAT": "قطر"})
    )
    assert len(read_events(build(story))) == 2


def test_host_and_guest_tell_of_one_visit(build):
    host = (
        Story("host.txt")
        .sentence("استقبلت قطر بلينكن الأربعاء.")
        .event("receive", "استقبلت", {"QAT": "قطر"}, {"blinken": "بلينكن"}, date="2024-03-06")
    )
    guest = (
        Story("guest.txt")
        .sentence("زار بلينكن قطر الأربعاء.")
        .event("visit", "زار", {"blinken": "بلينكن"}, {"QAT": "قطر"}, date="2024-03-06")
    )
    store = build(host, guest)
    assert [reports for _, _, reports, _ in read_events(store)] == [2]
    assert read_ties(store) == {
        ("person-antony-blinken", "visits", "Q846"),
        ("Q846", "receives", "person-antony-blinken"),
    }


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (meeting("b.txt", "2024-06-20", date="2024-06-19"), "another day"),
        (
            Story("c.txt", published="2024-05-03")
            .sentence("اجتمعت مصر بقطر الخميس.")
            .event("meet", "اجتمعت", {"EGY": "مصر", "QAT": "بقطر"}, date="2024-05-02"),
            "another party",
        ),
        (
            Story("d.txt", published="2024-05-03")
            .sentence("اتصلت مصر بإيران الخميس.")
            .event("call", "اتصلت", {"EGY": "مصر", "IRN": "بإيران"}, date="2024-05-02"),
            "another act",
        ),
    ],
)
def test_what_differs_stays_apart(build, other, why):
    assert len(read_events(build(meeting("a.txt", "2024-05-02"), other))) == 2, why


def test_different_persons_of_one_country_stay_apart(build):
    def call(file: str, who: str, words: str) -> Story:
        return (
            Story(file)
            .sentence(f"التقى {words} في الدوحة مسؤولين من قطر الأربعاء.")
            .event("meet", "التقى", {who: words, "QAT": "قطر"}, date="2024-03-06")
        )

    store = build(call("a.txt", "blinken", "بلينكن"), call("b.txt", "sullivan", "سوليفان"))
    assert len(read_events(store)) == 2
    # A state's plain name fits whoever acts for it.
    assert len(read_events(build(call("a.txt", "blinken", "بلينكن"), call("c.txt", "USA", "الأميركيون")))) == 1


def test_acts_about_different_things_stay_apart(build):
    def demand(file: str, what: str, english: str) -> Story:
        return (
            Story(file)
            .sentence(f"طالبت مصر إسرائيل الأربعاء بـ{what}.")
            .event("request", "طالبت", {"EGY": "مصر"}, {"ISR": "إسرائيل"}, theme=(what, english), date="2024-03-06")
        )

    truce, aid = ("وقف إطلاق النار", "ceasefire"), ("إدخال المساعدات", "entry of aid")
    assert len(read_events(build(demand("a.txt", *truce), demand("b.txt", *aid)))) == 2
    assert len(read_events(build(demand("a.txt", *truce), demand("b.txt", *truce)))) == 1


def test_to_whom_may_be_left_out_where_the_content_is_the_same(build):
    truce, aid = ("وقف إطلاق النار", "ceasefire"), ("إدخال المساعدات", "entry of aid")

    def demand(file: str, whom: str | None, what: tuple[str, str]) -> Story:
        story = Story(file).sentence(f"طالبت مصر {'إسرائيل' if whom else ''} الأربعاء بـ{what[0]} في غزة ومعها إيران.")
        others = {"ISR": "إسرائيل"} if whom == "ISR" else {"IRN": "إيران"} if whom else {}
        return story.event("request", "طالبت", {"EGY": "مصر"}, others, theme=what, date="2024-03-06")

    assert len(read_events(build(demand("a.txt", "ISR", truce), demand("b.txt", None, truce)))) == 1
    assert len(read_events(build(demand("a.txt", "ISR", truce), demand("b.txt", None, aid)))) == 2
    assert len(read_events(build(demand("a.txt", "ISR", truce), demand("b.txt", "IRN", truce)))) == 2


def test_planned_and_then_done_is_one_event_that_shows_both(build):
    store = build(meeting("before.txt", "2024-05-01", "planned"), meeting("after.txt", "2024-05-03"))
    assert read_events(store) == [("actual", "Asserted", 2, 0.96)]
    assert ask(store, "?e kg:toldAs status:planned, status:actual; kg:conflict kg:StatusConflict")
    assert ("Q79", "meetsWith", "Q794") in read_ties(store)


def test_one_article_does_not_tell_of_one_act_as_done_and_as_still_to_come(build):
    story = (
        Story("threat.txt")
        .sentence("هاجمت إيران إسرائيل ليلا.")
        .event("attack", "هاجمت", {"IRN": "إيران"}, {"ISR": "إسرائيل"})
        .sentence("وقد تهاجم إيران إسرائيل مجددا.")
        .event("attack", "تهاجم", {"IRN": "إيران"}, {"ISR": "إسرائيل"}, status="possible")
    )
    assert sorted(status for status, *_ in read_events(build(story))) == ["actual", "possible"]


def test_a_denied_act_is_disputed_and_makes_no_tie(build):
    store = build(meeting("told.txt", "2024-05-02"), meeting("denied.txt", "2024-05-03", "negated", said_by="USA"))
    assert read_events(store) == [("actual", "Disputed", 2, 0.96)]
    assert ask(store, "?e kg:conflict kg:StatusConflict; kg:deniedBy wd:Q30")
    assert read_ties(store) == set()


@pytest.mark.parametrize("status", ["planned", "possible", "negated"])
def test_what_is_not_done_makes_no_tie(build, status):
    store = build(meeting("a.txt", "2024-05-01", status))
    assert [event[:2] for event in read_events(store)] == [(status, "NotDone")]
    assert read_ties(store) == set()


def test_what_only_others_say_is_a_claim(build):
    store = build(meeting("claim.txt", "2024-05-02", said_by="USA"))
    assert read_ties(store) == {("Q79", "claimedMeetsWith", "Q794"), ("Q794", "claimedMeetsWith", "Q79")}
    # As soon as an outlet tells it itself, it is a tie, and the claim goes.
    store = build(meeting("claim.txt", "2024-05-02", said_by="USA"), meeting("told.txt", "2024-05-02"))
    assert read_ties(store) == {("Q79", "meetsWith", "Q794"), ("Q794", "meetsWith", "Q79")}


def test_a_doer_speaks_for_his_state_but_not_for_its_opponents(build):
    def tell(speaker: str, words: str) -> set[tuple[str, str, str]]:
        story = Story("said.txt").sentence(f"قال {words} إن الولايات المتحدة هاجمت إيران، وفق حماس.")
        story.event("attack", "هاجمت", {"USA": "الولايات المتحدة"}, {"IRN": "إيران"}, said_by={speaker: words})
        return read_ties(build(story))

    assert tell("blinken", "بلينكن") == {("Q30", "attacks", "Q794")}
    assert tell("IRN", "إيران") == {("Q30", "claimedAttacks", "Q794")}
    assert tell("open", "حماس") == {("Q30", "claimedAttacks", "Q794")}


def test_a_delegation_is_not_tied_to_itself(build):
    story = (
        Story("talks.txt")
        .sentence("بحث بلينكن وسوليفان مع آل ثاني تنفيذ الاتفاق.")
        .event("meet", "بحث", {"blinken": "بلينكن", "sullivan": "سوليفان", "thani": "آل ثاني"})
    )
    ties = {(a, b) for a, name, b in read_ties(build(story)) if name == "meetsWith"}
    qatari = "person-al-thani"
    americans = ("person-antony-blinken", "person-jake-sullivan")
    assert ties == {pair for x in americans for pair in ((x, qatari), (qatari, x))}


def test_a_tie_lasts_as_long_as_one_event_makes_it(build):
    first, second = meeting("a.txt", "2024-05-02"), meeting("b.txt", "2024-09-01", date="2024-08-30")
    store = build(first, second)
    tie = ("Q79", "meetsWith", "Q794")
    assert tie in read_ties(store)
    store.remove_article(first.article.id)
    assert tie in read_ties(store)
    store.remove_article(second.article.id)
    assert read_ties(store) == set()


def test_a_plan_does_not_keep_a_claim(build):
    claim, plan = meeting("a.txt", "2024-05-02", said_by="USA"), meeting("b.txt", "2024-09-01", "planned", "2024-09-02")
    store = build(claim, plan)
    assert ("Q79", "claimedMeetsWith", "Q794") in read_ties(store)
    store.remove_article(claim.article.id)
    assert read_ties(store) == set()


def test_an_open_participant_is_merged_with_nobody(build):
    def open_story(file: str) -> Story:
        return (
            Story(file)
            .sentence("وأعلن الطرفان هدنة الأربعاء.")
            .event("ceasefire", "هدنة", {"open": "الطرفان"}, date="2024-03-06")
        )

    store = build(open_story("a.txt"), open_story("b.txt"))
    assert len(read_events(store)) == 2
    assert ask(store, "?x a kg:UnresolvedParticipant; rdfs:label 'الطرفان'@ar")


def orders() -> Iterator[tuple[Story, ...]]:
    return permutations(
        [
            meeting("before.txt", "2024-05-01", "planned"),
            meeting("after.txt", "2024-05-03"),
            meeting("denied.txt", "2024-05-04", "negated", said_by="USA"),
            dialogue(),
        ]
    )


def test_the_order_of_articles_makes_no_difference(build, dump):
    assert len({dump(build(*order)) for order in orders()}) == 1


def test_the_first_report_names_the_event_and_retired_ids_redirect(build):
    late, early = meeting("late.txt", "2024-05-03"), meeting("early.txt", "2024-05-02")
    store = build(late)
    (was,) = {q.subject.value for q in store.find(None, None, "https://w3id.org/diplomatic-kg/ontology#Event")}
    store.add_article(early.article, early.events)
    (now,) = {q.subject.value for q in store.find(None, None, "https://w3id.org/diplomatic-kg/ontology#Event")}
    assert now != was
    assert ask(store, f"<{was}> <http://purl.org/dc/terms/isReplacedBy> <{now}>")


def test_each_merge_says_why(build):
    store = build(meeting("a.txt", "2024-05-02"), meeting("b.txt", "2024-05-03", date=None), dialogue(), retold())
    rows = store.query(
        "SELECT ?why { ?old kg:mergedBecause ?why; dct:isReplacedBy ?event . FILTER(LANG(?why) = 'en') } ORDER BY ?why"
    )
    assert [row["why"].value for row in rows] == [
        "the same parties; both of 2024-03-06; about the same (100% alike)",
        "the same parties; of 2024-05-02; in the news of 2024-05-03; an act known by who meets whom",
    ]
    assert ask(store, "?old kg:mergedBecause ?why FILTER(LANG(?why) = 'ar' && CONTAINS(?why, 'الأطراف نفسها'))")


def test_a_merge_can_be_forbidden_and_allowed_again(build, dump):
    first, second = meeting("a.txt", "2024-05-02"), meeting("b.txt", "2024-05-03")
    store = build(first, second)
    merged = dump(store)
    reports = [store.minter.report(s.article.id, s.events[0].trigger.start) for s in (first, second)]
    apply_corrections(store, [Correction("split", tuple(report.rsplit("/", 1)[-1] for report in reports))])
    assert len(read_events(store)) == 2 and list(check_store(store)) == []
    # It outlives the articles, whatever the order in which they come back.
    for story in (first, second):
        store.remove_article(story.article.id)
    for story in (second, first):
        store.add_article(story.article, story.events)
    assert len(read_events(store)) == 2
    apply_corrections(store, [])
    assert dump(store) == merged


def strike(file: str, sentence: str, theme: str | None = None, *, published: str = "2024-05-03") -> Story:
    """A report of an Israeli attack on Iran."""
    story = Story(file, published=published).sentence(sentence)
    return story.event("attack", "قصفت", {"ISR": "إسرائيل"}, {"IRN": "إيران"}, theme=(theme, None) if theme else None)


SPELT_OUT = "قصفت إسرائيل مستودعات الصواريخ الباليستية في إيران."


@pytest.mark.parametrize(
    ("sentence", "one"),
    [
        ("قصفت إسرائيل إيران بعد نقل الصواريخ الباليستية إلى المستودعات.", True),
        ("قصفت إسرائيل إيران بعد أيام من التهديد.", False),
    ],
    ids=["its sentence speaks of it", "its sentence does not"],
)
def test_a_report_that_is_silent_about_the_content_is_known_by_its_sentence(build, sentence, one):
    spelt_out = strike("a.txt", SPELT_OUT, "الصواريخ الباليستية")
    assert len(read_events(build(spelt_out, strike("b.txt", sentence)))) == (1 if one else 2)


@pytest.mark.parametrize(
    ("sentence", "one"),
    [
        ("قصفت إسرائيل (مساءً) منشآت في شمال إيران، بحسب شهود، دون إصابات.", True),
        ("وسبق أن قصفت إسرائيل مطارا قرب حدود إيران الغربية.", False),
    ],
    ids=["printed by two outlets", "other words"],
)
def test_a_sentence_that_two_outlets_print_tells_of_one_act(build, sentence, one):
    first = strike("a.txt", "قصفت إسرائيل منشآت في شمال إيران، بحسب شهود عيان.")
    assert len(read_events(build(first, strike("b.txt", sentence)))) == (1 if one else 2)


@pytest.mark.parametrize(("published", "events"), [("2024-05-01", 1), ("2024-03-20", 2)])
def test_a_contact_that_was_announced_is_the_one_that_follows_soon(build, published, events):
    announced = (
        Story("plan.txt", published=published)
        .sentence("يعتزم بلينكن زيارة قطر.")
        .event("visit", "زيارة", {"blinken": "بلينكن"}, {"QAT": "قطر"}, status="planned")
    )
    made = (
        Story("made.txt", published="2024-05-06")
        .sentence("وصل بلينكن إلى قطر.")
        .event("visit", "وصل", {"blinken": "بلينكن"}, {"QAT": "قطر"})
    )
    assert len(read_events(build(announced, made))) == events


def test_what_is_quoted_as_coming_the_day_after_it_is_done_is_that(build):
    def sign(file: str, published: str, verb: str, status: str, theme: str) -> Story:
        return (
            Story(file, published=published)
            .sentence(f"{verb} قطر وإيران {theme}.")
            .event("sign", verb, {"QAT": "قطر", "IRN": "إيران"}, theme=(theme, None), status=status)
        )

    done = sign("done.txt", "2024-05-02", "وقعت", "actual", "اتفاق المنطقة الحرة")
    quoted = sign("quoted.txt", "2024-05-03", "ستوقع", "planned", "اتفاق المنطقة الحرة")
    other = sign("other.txt", "2024-05-03", "ستوقع", "planned", "معاهدة تسليم المطلوبين")
    assert len(read_events(build(done, quoted))) == 1
    assert len(read_events(build(done, other))) == 2


def test_two_words_of_one_sentence_for_a_visit_tell_of_one(build):
    story = (
        Story("both.txt")
        .sentence("وصل بلينكن إلى قطر في زيارة قصيرة.")
        .event("visit", "وصل", {"blinken": "بلينكن"}, {"QAT": "قطر"})
        .event("visit", "زيارة", {"blinken": "بلينكن"}, {"QAT": "قطر"})
    )
    assert [reports for _, _, reports, _ in read_events(build(story))] == [2]


def test_one_report_that_differs_does_not_keep_out_what_the_others_bear_out(build):
    def tell(file: str, published: str, opening: str, besides: dict[str, str]) -> Story:
        story = Story(file, published=published).sentence(f"{opening} قصفت إسرائيل الصواريخ في إيران والسويد وعُمان.")
        others = {"IRN": "إيران"} | besides
        return story.event("attack", "قصفت", {"ISR": "إسرائيل"}, others, theme=("الصواريخ", None))

    stories = [
        tell("a.txt", "2024-05-02", "ليلا", {}),
        tell("b.txt", "2024-05-02", "أمس", {}),
        tell("c.txt", "2024-05-03", "فجرا", {"OMN": "عُمان"}),
        tell("d.txt", "2024-05-04", "مساء", {"SWE": "السويد"}),
    ]
    for order in permutations(stories):
        assert [reports for _, _, reports, _ in read_events(build(*order))] == [4]
    assert len(read_events(build(stories[2], stories[3]))) == 2


def test_different_days_keep_reports_apart_however_many_speak_for_them(build):
    stories = [meeting(f"{n}.txt", "2024-05-03", date=None) for n in range(4)]
    dated = meeting("x.txt", "2024-05-04", date="2024-05-03"), meeting("y.txt", "2024-05-04", date="2024-05-01")
    assert len(read_events(build(*stories, *dated))) == 2
