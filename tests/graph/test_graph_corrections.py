"""Corrections by hand: what each does to the graph, that they survive whatever is built and can be undone."""

from itertools import permutations

import pytest
from graph_stories import Story, meeting
from sample_stories import sample

from kg.corrections import Correction, format_correction, read_corrections
from kg.errors import InputError
from kg.graph.correcting import apply_corrections, find_idle
from kg.graph.store import GraphStore
from kg.graph.validation import validate


def write(tmp_path, text):
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def correct(build, tmp_path):
    """Builds a store of stories, then corrects it by the text of a file."""

    def run(text, *stories):
        store = build(*stories)
        apply_corrections(store, read_corrections(write(tmp_path, text)))
        return store

    return run


def event_of(story, number=0):
    store = GraphStore.open(None)
    return store.minter.event(store.minter.report(story.article.id, story.events[number].trigger.start)).split("/")[-1]


def ask(store, sparql):
    return [tuple(None if x is None else x.value for x in row) for row in store.query(sparql)]


EVENTS = "SELECT ?l { ?e a kg:Event; rdfs:label ?l FILTER(LANG(?l) = 'en') } ORDER BY ?l"


def talks(file="talks.txt", published="2024-05-03", date="2024-05-02"):
    return meeting(file, published, date=date)


def test_a_rejected_report_counts_no_longer_but_says_that_it_was_there(correct):
    story = talks()
    text = f'[[reject]]\nevent = "{event_of(story)}"\nwhy = "they did not"\nby = "N. N."\non = 2024-06-01\n'
    store = correct(text, story)
    assert ask(store, EVENTS) == [] and not store.query("ASK { ?a kg:meetsWith ?b }")
    rows = ask(store, """SELECT ?said ?why ?by ?on { ?c a kg:Correction; kg:corrects ?r; kg:reason ?why;
        kg:correctedBy ?by; dct:date ?on . ?r kg:review kg:Rejected; kg:statement ?said; kg:correctedIn ?c
        FILTER(LANG(?said) = 'en') }""")  # fmt: skip
    assert rows == [("Egypt – meets – with – Iran (2024-05-02)", "they did not", "N. N.", "2024-06-01")]
    assert validate(store) == []


def test_an_accepted_report_is_doubtful_no_longer(correct):
    story = Story("a.txt").sentence("اجتمعت مصر بإيران.")
    story.event("meet", "اجتمعت", {"EGY": "مصر", "IRN": "إيران"}, confidence=0.2)
    doubtful = "SELECT ?e { ?e a kg:Event; gaf:denotedBy ?r FILTER NOT EXISTS { ?r kg:review ?x } }"
    assert len(ask(correct("", story), doubtful)) == 1
    assert ask(correct(f'[[accept]]\nevents = ["{event_of(story)}"]\n', story), doubtful) == []


def test_an_edit_changes_what_is_told_and_what_follows_from_it(correct):
    story = talks()
    text = f'[[edit]]\nevent = "{event_of(story)}"\nact = "visit"\nstatus = "planned"\ndate = "2024-06"\n'
    text += 'actors = ["EGY"]\nrecipients = ["wd:Q842"]\nplace = "Muscat"\n'
    store = correct(text, story)
    assert ask(store, EVENTS) == [("planned: Egypt – visits – Oman (Muscat, 2024-06)",)]
    assert ask(store, "SELECT ?t ?r { ?e a kg:Event; kg:ploverType ?t; gaf:denotedBy/kg:review ?r }") == [
        ("https://w3id.org/diplomatic-kg/plover#Agree", "https://w3id.org/diplomatic-kg/ontology#Edited")
    ]
    assert validate(store) == []


def test_slots_are_emptied_and_themes_are_words_of_the_sentence(correct):
    story = talks()
    name = event_of(story)
    store = correct(f'[[edit]]\nevent = "{name}"\nremove = ["date"]\ntheme = "مسقط"\ntheme_en = "Muscat"\n', story)
    assert ask(store, EVENTS) == [("Egypt – meets – with – Iran – on – Muscat",)]
    store = correct(f'[[edit]]\nevent = "{name}"\ntheme = "ليس هنا"\n', story)
    assert ask(store, EVENTS) == [("Egypt – meets – with – Iran (2024-05-02)",)]
    ((_, reason),) = find_idle(store)
    assert "cannot be applied" in reason


def test_reports_are_merged_against_all_rules_and_kept_apart(correct):
    one, other = talks("a.txt"), talks("b.txt", "2024-08-01", "2024-07-30")
    names = f'"{event_of(one)}", "{event_of(other)}"'
    assert len(ask(correct("", one, other), EVENTS)) == 2
    assert len(ask(correct(f"[[merge]]\nevents = [{names}]\n", one, other), EVENTS)) == 1
    same = talks("b.txt", "2024-05-04")
    assert len(ask(correct("", one, same), EVENTS)) == 1
    assert len(ask(correct(f"[[split]]\nevents = [{names}]\n", one, same), EVENTS)) == 2


def test_merges_that_share_a_report_are_one(correct):
    stories = [talks(f"{x}.txt", f"2024-0{x}-03", f"2024-0{x}-02") for x in (1, 4, 8)]
    first, second, third = map(event_of, stories)
    text = f'[[merge]]\nevents = ["{third}", "{second}"]\n[[merge]]\nevents = ["{second}", "{first}"]\n'
    store = correct(text, *stories)
    assert [n for (n,) in ask(store, "SELECT ?n { ?e a kg:Event; kg:reports ?n }")] == ["3"]


def test_entities_become_one_in_every_article_and_have_all_their_names(correct):
    one = Story("a.txt").sentence("زار بلينكن مصر.").event("visit", "زار", {"blinken": "بلينكن"}, {"EGY": "مصر"})
    other = Story("b.txt").sentence("وصل سوليفان إلى قطر.")
    other.event("visit", "وصل", {"sullivan": "سوليفان"}, {"QAT": "قطر"})
    store = correct('[[merge]]\nentities = ["person-antony-blinken", "person-jake-sullivan"]\n', one, other)
    assert store.query("ASK { id:person-antony-blinken kg:visits wd:Q846, wd:Q79 ; skos:altLabel ?l }")
    assert not store.query("ASK { id:person-jake-sullivan ?p ?o }")


def test_an_entity_is_split_edited_and_rejected(correct):
    one = Story("a.txt").sentence("زار بلينكن مصر.").event("visit", "زار", {"blinken": "بلينكن"}, {"EGY": "مصر"})
    other = Story("b.txt").sentence("وصل بلينكن إلى قطر.")
    other.event("visit", "وصل", {"blinken": "بلينكن"}, {"QAT": "قطر"})
    text = f'[[split]]\nentity = "person-antony-blinken"\nevents = ["{event_of(other)}"]\n'
    text += 'into = "person-evan-blinken"\nname_en = "Evan Blinken"\nname_ar = "إيفان بلينكن"\n'
    store = correct(text, one, other)
    assert store.query("ASK { id:person-evan-blinken kg:visits wd:Q846 ; rdfs:label 'Evan Blinken'@en }")
    assert store.query("ASK { id:person-antony-blinken kg:visits wd:Q79 }")
    text = '[[edit]]\nentity = "person-antony-blinken"\nname_en = "A. Blinken"\ncountry = "SWE"\n'
    store = correct(text, one)
    assert store.query("ASK { id:person-antony-blinken rdfs:label 'A. Blinken'@en ; kg:country 'SWE' }")
    store = correct('[[reject]]\nentity = "person-antony-blinken"\n', one)
    assert not store.query("ASK { id:person-antony-blinken ?p ?o }")


def test_an_agreement_is_merged_and_renamed_too(correct):
    names = [("اتفاقية النفط", "oil agreement"), ("اتفاقية الغاز", "gas agreement")]
    stories = []
    for number, (arabic, english) in enumerate(names):
        stories.append(Story(f"{number}.txt").sentence(f"وقعت مصر وقطر {arabic}."))
        stories[-1].event("sign", "وقعت", {"EGY": "مصر", "QAT": "قطر"}, theme=(arabic, english), date=f"202{number}")
    before = correct("", *stories)
    ids = [x.rsplit("/", 1)[-1] for (x,) in ask(before, "SELECT ?a { ?a a kg:Agreement } ORDER BY ?a")]
    assert len(ids) == 2
    store = correct(f'[[merge]]\nentities = ["{ids[1]}", "{ids[0]}"]\n[[edit]]\nentity = "{ids[1]}"\n'
                    'name_en = "energy agreement"\n', *stories)  # fmt: skip
    labels = ask(store, "SELECT ?l { ?a a kg:Agreement; rdfs:label ?l FILTER(LANG(?l) = 'en') }")
    assert labels == [("energy agreement",)]
    assert ask(store, "SELECT (COUNT(?e) AS ?n) { ?e a kg:Event; kg:theme/a kg:Agreement }") == [("2",)]
    assert list(find_idle(store)) == [] and validate(store) == []


ALL = """
[[reject]]
event = "{0}"
[[edit]]
event = "{1}"
status = "planned"
[[split]]
events = ["{2}", "{3}"]
[[merge]]
entities = ["person-ingrid-vik", "person-per-lund"]
"""


def fill(text):
    stories = sample()
    return text.format(event_of(stories[0]), event_of(stories[1], 1), event_of(stories[5]), event_of(stories[6]))


def test_the_graph_is_the_same_whenever_corrections_come(build, dump, tmp_path):
    corrections = read_corrections(write(tmp_path, fill(ALL)))
    stories = sample()
    after = build(*stories)
    assert apply_corrections(after, corrections) == 6
    before = build()
    apply_corrections(before, corrections)
    for story in reversed(stories):
        before.add_article(story.article, story.events)
    assert dump(before) == dump(after) != dump(build(*stories))
    assert apply_corrections(after, corrections) == 0
    apply_corrections(after, [])
    assert dump(after) == dump(build(*stories))


def test_a_change_of_corrections_that_was_killed_is_ended_by_the_next_call(build, dump, tmp_path, monkeypatch):
    corrections = read_corrections(write(tmp_path, fill(ALL)))
    whole, cut = build(*sample()), build(*sample())
    apply_corrections(whole, corrections)
    done = []
    tell_again = cut.tell_again

    def die(article_id):
        if done:
            raise KeyboardInterrupt
        done.append(article_id)
        tell_again(article_id)

    monkeypatch.setattr(cut, "tell_again", die)
    with pytest.raises(KeyboardInterrupt):
        apply_corrections(cut, corrections)
    monkeypatch.undo()
    assert dump(cut) != dump(whole)
    assert apply_corrections(cut) == 5
    assert dump(cut) == dump(whole)


def test_a_correction_whose_report_is_gone_is_told_and_holds_again_when_it_is_back(build, dump, tmp_path):
    story = talks()
    corrections = read_corrections(write(tmp_path, f'[[reject]]\nevent = "{event_of(story)}"\n'))
    store = build(story)
    apply_corrections(store, corrections)
    assert list(find_idle(store)) == []
    store.remove_article(story.article.id)
    ((correction, reason),) = find_idle(store)
    assert correction == corrections[0] and event_of(story) in reason
    store.add_article(story.article, story.events)
    assert ask(store, EVENTS) == [] and list(find_idle(store)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[rejct]]\nevent='event-1'", "no correction is called 'rejct'; did you mean 'reject'?"),
        ("[reject]\nevent='event-1'", "write [[reject]] in double brackets"),
        ("[[reject]]", "name an event or an entity"),
        ("[[reject]]\nevent='x'", "'x' is no id of an event"),
        ("[[reject]]\nevnt='event-1'", "unknown key 'evnt'; did you mean 'event'?"),
        ("[[edit]]\nevent='event-1'", "it changes nothing"),
        ("[[edit]]\nevent='event-1'\nact='meat'", "unknown act 'meat'; did you mean 'meet'?"),
        ("[[edit]]\nevent='event-1'\nkind='state'", "'kind' is none of an event"),
        ("[[edit]]\nevent='event-1'\nactors='QAT'", "actors must be a list of texts"),
        ("[[edit]]\nevent='event-1'\nremove=['status']", "'status' cannot be removed"),
        ("[[merge]]\nevents=['event-1']", "at least two events"),
        ("[[split]]\nentity='person-x'", "needs `into`"),
        ("[[reject]\n", "no TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_in_a_line(tmp_path, text, message):
    with pytest.raises(InputError) as error:
        read_corrections(write(tmp_path, text))
    assert message in str(error.value) and "corrections.toml" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "correction",
    [
        Correction("reject", ("report-1-2",), why='"quoted"\n[[reject]] \\ \x7f', by="ن"),
        Correction("edit", ("report-1-2",), (), {"status": "planned", "actors": ["QAT", "wd:Q30"]}, on="2024-06-01"),
        Correction("split", ("report-1-2", "report-3-4")),
        Correction("split", ("report-1-2",), ("person-x",), {"into": "person-y"}),
        Correction("merge", (), ("person-x", "person-y")),
    ],
)
def test_what_is_written_is_read_again(tmp_path, correction):
    assert read_corrections(write(tmp_path, format_correction(correction))) == [correction]
    assert Correction.from_json(correction.to_json()) == correction


def test_the_order_in_the_file_does_not_matter(build, dump, tmp_path):
    parts = ["[[" + part for part in fill(ALL).split("[[")[1:]]
    graphs = set()
    for order in list(permutations(parts))[::7]:
        store = build(*sample())
        apply_corrections(store, read_corrections(write(tmp_path, "".join(order))))
        graphs.add(dump(store))
    assert len(graphs) == 1
