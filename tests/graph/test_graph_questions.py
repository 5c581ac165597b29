"""The library of named questions: each is described in both languages, runs, and is answered right."""

import re

import pytest
from graph_stories import Story, dialogue, meeting, retold
from sample_graph import build_sample
from sample_stories import sample

from kg.errors import QueryError
from kg.graph.questions import Question, fill_question, list_questions, load_question

NAMES = [question.name for question in list_questions()]


def ask(store, name: str, /, *columns: str, **parameters: str) -> list[tuple[str | None, ...]]:
    """The answers to a question, in some of its columns."""
    rows = store.query(fill_question(load_question(name), parameters))
    return [tuple(row[c].value if row[c] is not None else None for c in columns) for row in rows]


@pytest.fixture
def store(build):
    return build(
        dialogue(),
        retold(),
        meeting("told.txt", "2024-05-02"),
        meeting("denied.txt", "2024-05-03", "negated", said_by="USA"),
    )


def test_the_questions_that_everybody_asks_are_there():
    wanted = (
        "actors agreements aid amended between changes claims condemnations conflicts corrections "
        "corroborated demands denials derivation dialogues doubtful ego evidence issues joint-positions kept "
        "life mediation mediators meetings offices outlets overdue places planned relations rounds runs "
        "sanctions sources stages threats tie-evidence ties timeline unresolved visits "
    )
    assert set(wanted.split()) <= set(NAMES)


@pytest.fixture(scope="module")
def sample_store():
    with build_sample() as store:
        yield store


@pytest.mark.parametrize("question", list_questions(), ids=lambda q: q.name)
def test_a_question_is_described_in_both_languages_and_has_an_answer(question: Question, sample_store):
    assert question.title_en.endswith("?") and question.title_en.isascii()
    assert question.title_ar.endswith("؟") and re.search("[\u0600-\u06ff]", question.title_ar)
    assert question.about.endswith(".")
    # Whoever copies a question to another engine needs its prefixes.
    bare = re.sub(r'(?m)^#.*$|<[^>]*>|"[^"]*"', "", question.sparql)
    used = set(re.findall(r"(?<![\w?:])([a-z]+):(?=[A-Za-z])", bare))
    assert used == set(re.findall(r"(?m)^PREFIX ([a-z]+):", question.sparql))
    assert bool(question.example) <= bool(question.parameters)
    row = next(iter(sample_store.query(fill_question(question, question.example))))
    names = [variable.value for variable in sample_store.query(question.sparql).variables]
    told = {name: " ".join(term.value.split()) for name, term in zip(names, row, strict=True) if term is not None}
    assert {name: value for name, value in told.items() if value} == question.answer


@pytest.mark.parametrize("question", list_questions(), ids=lambda q: q.name)
def test_a_parameter_narrows_the_answers(question: Question, sample_store):
    everything = len(list(sample_store.query(question.sparql)))
    for name in question.parameters:
        assert question.sparql.count(f"VALUES ?{name} {{ UNDEF }}") == 1
        value = {"today": "0000-00-00", "below": "0"}.get(name, "9999")
        assert list(sample_store.query(fill_question(question, {name: value}))) == [] and everything


def test_answers_do_not_depend_on_the_order_of_articles(sample_store):
    with build_sample(sample()[::-1]) as backwards:
        for question in list_questions():
            there, here = (
                [[str(x) for x in row] for row in store.query(question.sparql)] for store in (sample_store, backwards)
            )
            assert there == here, question.name


def test_which_agreements_were_amended_and_when_was_each_signed(store):
    assert ask(store, "amended", "agreement_en", "agreement_ar", "amended", "signed") == [
        ("defence cooperation agreement", "اتفاقية التعاون الدفاعي", "2024-03-06", "199X")
    ]
    ((by,),) = ask(store, "amended", "by_en")
    assert set(by.split(", ")) == {"Qatar", "United States"}


def test_the_life_of_an_agreement(store):
    assert ask(store, "agreements", "agreement_en", "act_en", "act_ar", "date") == [
        ("defence cooperation agreement", "Signing", "توقيع", "199X"),
        ("defence cooperation agreement", "Amendment", "تعديل", "2024-03-06"),
    ]


def test_who_mediates_between_whom_over_what_according_to_whom(store):
    rows = ask(store, "mediation", "mediator_en", "between_en", "over_en", "according_to_en", "over_ar")
    told = {(m, frozenset(b.split(", ")), o, s, a) for m, b, o, s, a in rows}
    assert told == {
        ("Qatar", frozenset({"Israel", "Hamas"}), "prisoner deal", "Antony Blinken", "صفقة أسرى"),
        ("Oman", frozenset({"Iran", "Sweden"}), "two detainees", None, "two detainees"),
    }


def test_what_both_sides_condemn_and_worry_about(store):
    assert {row[:2] for row in ask(store, "joint-positions", "act_en", "about_ar")} == {
        ("Condemnation", "خرق الهدنة"),
        ("Concern", "أوضاع المدنيين"),
    }


def test_a_position_of_one_state_and_its_minister_is_not_joint(build):
    story = (
        Story("one.txt")
        .sentence("أدانت الولايات المتحدة وبلينكن خرق الهدنة.")
        .event("condemn", "أدانت", {"USA": "الولايات المتحدة", "blinken": "بلينكن"}, theme=("خرق الهدنة", None))
    )
    assert ask(build(story), "joint-positions", "about_ar") == []


def test_who_is_reported_to_have_said_so(store):
    rows = ask(store, "sources", "speaker_en", "said_en")
    assert {speaker for speaker, _ in rows} == {"Antony Blinken", "Iran", "United States"}
    assert all("according to" in said for _, said in rows)
    assert {speaker for (speaker,) in ask(store, "sources", "speaker_en", country="IRN")} == {"Iran"}


def test_what_is_only_planned_or_possible(store):
    rows = ask(store, "planned", "status_en", "date")
    assert rows == [("Planned", "2024-04"), ("Possible", None)]


def test_where_and_when_did_the_fifth_round_take_place(store):
    columns = ("dialogue_en", "dialogue_ar", "number", "place_en", "date")
    assert ask(store, "rounds", *columns) == [
        ("strategic dialogue", "الحوار الاستراتيجي", "5", "Washington", "2024-03-05")
    ]


def test_ties_count_events_that_are_asserted(store):
    rows = ask(store, "ties", "actor_en", "act_en", "other_en", "events")
    assert ("Oman", "Mediation", "Iran", "1") in rows
    pairs = {frozenset((a, b)) for a, act, b, _ in rows if act == "Amendment"}
    assert pairs == {frozenset({"Qatar", "United States"})}
    acts = {act for _, act, _, _ in rows}
    # Nothing claimed, denied, planned, or done side by side to no one.
    assert not acts & {"Attack", "Meeting", "Visit", "Condemnation"}
    assert {row[0] for row in ask(store, "ties", "actor_en", country="OMN")} == {"Oman"}


def test_the_timeline_can_be_asked_for_one_country(store):
    assert [date for (date,) in ask(store, "timeline", "date")] == sorted(d for (d,) in ask(store, "timeline", "date"))
    assert ask(store, "timeline", "date", country="OMN") == [("2024-03",)]
    assert ask(store, "timeline", "date", country="XXX") == []


def test_a_parameter_cannot_change_the_query(store):
    for hostile in ('QAT" } ?s ?p ?o #', "QAT } DROP ALL", 'x" "y', "\\", "\u0000\ud800\n"):
        assert ask(store, "timeline", "date", country=hostile) == []


def test_evidence_quotes_every_sentence(store):
    rows = ask(store, "evidence", "trigger", "sentence", "file")
    assert (
        "amended",
        "Doha and Washington amended their defence cooperation agreement on Wednesday.",
        "retold.txt",
    ) in rows
    assert len(rows) == 13
    assert all(trigger in sentence for trigger, sentence, _ in rows)


def test_conflicts_name_the_denier(store):
    assert ask(store, "conflicts", "conflict_en", "conflict_ar", "denied_by_en", "reports") == [
        ("Conflict of status", "تعارض في الحالة", "United States", "2")
    ]


def test_claims_are_told_apart(store):
    assert set(ask(store, "claims", "claimed_by_en")) == {("Antony Blinken",), ("Iran",)}


def test_actors_are_counted(store):
    rows = {name: (kind, acts) for name, kind, acts in ask(store, "actors", "actor_en", "kind_ar", "acts")}
    assert rows["Qatar"] == ("دولة", "7")
    assert rows["Hamas"] == ("جهة غير حكومية فاعلة", "0")


@pytest.mark.parametrize(("name", "near"), [("agrements", "agreements"), ("TIES", "ties"), ("time-line", "timeline")])
def test_an_unknown_question_names_the_nearest(name, near):
    with pytest.raises(QueryError, match=f"did you mean '{near}'") as error:
        load_question(name)
    assert "\n" not in str(error.value)


def test_an_unknown_parameter_names_those_there_are():
    with pytest.raises(QueryError, match=r"no parameter 'state'; it has country"):
        fill_question(load_question("timeline"), {"state": "QAT"})


def test_a_joint_statement_is_one_row_with_its_speakers_in_order(build):
    story = (
        Story("joint.txt")
        .sentence("وقالت الولايات المتحدة وقطر ومصر إن إيران وعدت بزيارة مسقط.")
        .event("state", "قالت", {"IRN": "إيران"},
               said_by={"USA": "الولايات المتحدة", "QAT": "قطر", "EGY": "مصر"})
    )  # fmt: skip
    assert ask(build(story), "sources", "speaker_en", "speaker_ar") == [
        ("Egypt, Qatar, United States", "مصر، قطر، الولايات المتحدة")
    ]
    for country, rows in (("QAT", 1), ("IRN", 0)):
        assert len(ask(build(story), "sources", "speaker_en", country=country)) == rows


def test_somebody_without_a_name_in_one_language_does_not_hide_the_others(build):
    story = (
        Story("pact.txt", language="en")
        .sentence("Egypt and Sweden amended the defence cooperation agreement.")
        .event("amend", "amended", {"EGY": "Egypt", "port": "Sweden"}, theme=("defence cooperation agreement",) * 2)
    )
    assert ask(build(story), "amended", "by_ar") == [("مصر، Port authority",)]


def test_what_is_planned_goes_before_what_is_possible_and_the_surer_first(build):
    story = Story("plans.txt").sentence("قد تزور مصر قطر وستزور عمان إيران وتنوي السويد زيارة إسرائيل.")
    story.event("visit", "تزور", {"EGY": "مصر"}, {"QAT": "قطر"}, status="possible", confidence=0.9)
    story.event("visit", "ستزور", {"OMN": "عمان"}, {"IRN": "إيران"}, status="planned", confidence=0.4)
    story.event("visit", "زيارة", {"SWE": "السويد"}, {"ISR": "إسرائيل"}, status="planned", confidence=0.7)
    assert ask(build(story), "planned", "status_en", "confidence") == [
        ("Planned", "0.7"), ("Planned", "0.4"), ("Possible", "0.9"),
    ]  # fmt: skip


def test_a_round_told_in_several_events_is_one_row(build):
    name = ("الجولة الثالثة من الحوار الاستراتيجي", "third round of the strategic dialogue")
    story = (
        Story("round.txt")
        .sentence("عقدت قطر ومصر في الدوحة الجولة الثالثة من الحوار الاستراتيجي.")
        .event("hold", "عقدت", {"QAT": "قطر", "EGY": "مصر"}, theme=name, place="Doha", place_id="wd:Q3861")
        .sentence("واستضافت قطر الأحد الجولة الثالثة من الحوار الاستراتيجي.")
        .event("host", "استضافت", {"QAT": "قطر"}, theme=name, date="2024-03-03")
    )
    columns = ("dialogue_en", "number", "date", "place_en", "place_ar", "parties_en")
    assert ask(build(story), "rounds", *columns) == [
        ("strategic dialogue", "3", "2024-03-03", "Doha", "الدوحة", "Egypt, Qatar")
    ]


def test_where_places_lie_can_be_asked(build):
    story = Story("talks.txt").sentence("التقت قطر ومصر في الدوحة وقطر وعمان في قرية النخلات.")
    story.event("meet", "التقت", {"QAT": "قطر", "EGY": "مصر"}, place="Doha", place_id="wd:Q3861")
    story.event("meet", "التقت", {"QAT": "قطر", "OMN": "عمان"}, place="Palm village")
    store = build(story)
    assert sorted(ask(store, "places", "place_en", "latitude", "longitude")) == [
        ("Doha", "25.2866", "51.533"), ("Palm village", None, None),
    ]  # fmt: skip
    north = "SELECT ?n { ?x a kg:State ; geo:lat ?lat ; rdfs:label ?n FILTER(LANG(?n) = 'en' && ?lat > 28) }"
    assert [row["n"].value for row in store.query(north)] == ["Egypt"]


def test_what_lies_between_two_does_not_depend_on_who_is_named_first(sample_store):
    for name in ("between", "relations", "tie-evidence"):
        one_way, other_way = (ask(sample_store, name, one=a, other=b) for a, b in (("USA", "QAT"), ("QAT", "USA")))
        assert one_way == other_way
    dates = ask(sample_store, "between", "first", "second", "date", one="NOR", other="KEN")
    assert {row[:2] for row in dates} == {("KEN", "NOR")}
    assert [date for _, _, date in dates] == [
        "2022-05", "2022-06-08", "2022-06-09", "2023-02-01", "2024-04-19",
    ]  # fmt: skip
    rows = ask(sample_store, "relations", "year", "cooperation", "conflict", one="NOR", other="IRN")
    assert rows == [("2023", "0", "1")]


def test_the_life_of_an_agreement_from_its_negotiation_to_its_suspension(sample_store):
    stages = ask(sample_store, "life", "stage_en", "date", name="SEA FISHING")
    assert stages == [
        ("Under negotiation", "2022-05"), ("Signed", "2022-06-09"), ("Ratified", "2023-01-31"),
        ("Suspended", "2024-04-18"),
    ]  # fmt: skip
    assert set(ask(sample_store, "stages", "stage_en", "since")) == {
        ("Amended", "2024-03-06"), ("Suspended", "2024-04-18"),
    }  # fmt: skip


def test_who_held_an_office_until_when(sample_store):
    columns = ("holder_en", "called_from", "called_to", "appointed", "left")
    assert ask(sample_store, "offices", *columns, country="NOR") == [
        ("Ingrid Vik", "2022-06-10", "2023-02-02", None, "2023-01-30"),
        ("Per Lund", "2023-02-02", "2023-02-02", "2023-02-01", None),
    ]


def test_a_plan_that_was_kept_is_not_overdue(sample_store):
    assert ask(sample_store, "kept", "announced", "reported_done") == [("2024-04-20", "2024-05-02")]
    assert ask(sample_store, "overdue", "date") == [("2024-04",)]
    assert ask(sample_store, "overdue", "date", today="2024-04-30") == []


def test_what_changed_since_a_date_tells_new_events_from_old_ones(sample_store):
    changed = ask(sample_store, "changes", "known_since", "last_told", since="2024-05-01")
    assert changed == [("2024-04-20", "2024-05-03")]
    assert ask(sample_store, "changes", "event_en", since="2025") == []


def test_an_outlet_stands_alone_with_what_no_other_tells(sample_store):
    rows = {row[0]: row[1:] for row in ask(sample_store, "outlets", "outlet", "articles", "events", "alone")}
    assert rows == {"صحيفة المثال": ("5", "17", "16"), "The Example Post": ("2", "10", "9")}


def test_who_is_denied_what_by_whom(sample_store):
    assert ask(sample_store, "denials", "by_en", "told_as_done") == [("Israel", "0"), ("United States", "1")]
