"""Our extractor with the weights that are shipped: what any good ones find, and what holds whatever they find."""

from dataclasses import replace

import pytest
from own_articles import make_article

from kg.errors import ExtractorError
from kg.extraction import Extractor, check_event, extract_checked, load_extractor
from kg.model import RECIPROCAL_ACTS, type_of
from kg.pipeline.extractor import RuleExtractor
from kg.reading import read_articles


@pytest.fixture(scope="module")
def example(pytestconfig):
    folder = pytestconfig.rootpath / "examples" / "articles"
    return [a for file in sorted(folder.glob("*.txt")) for a in read_articles(file, root=folder)]


def sides(event):
    return {p.country for p in event.actors}, {p.country for p in event.recipients}


# what is told in plain words: the sentence, the act, who did it, to whom
PLAIN = [
    ("عدلت قطر والولايات المتحدة اتفاقية التعاون في مجال الطيران.", "amend", {"QAT", "USA"}, set()),
    ("وقعت النرويج وكينيا اتفاقا للصيد البحري في أوسلو أمس.", "sign", {"NOR", "KEN"}, set()),
    ("زار وزير الدفاع التركي الكويت.", "visit", {"TUR"}, {"KWT"}),
    ("استقبل الرئيس المصري وزير الخارجية البرتغالي في القاهرة.", "receive", {"EGY"}, {"PRT"}),
    ("التقى وزير الخارجية النرويجي نظيره الكيني في نيروبي.", "meet", {"NOR", "KEN"}, set()),
    ("أدانت البرتغال الهجوم على السفارة.", "condemn", {"PRT"}, set()),
    ("اتهمت كينيا الصومال بدعم المتمردين.", "accuse", {"KEN"}, {"SOM"}),
    ("فرضت النرويج عقوبات على روسيا.", "sanction", {"NOR"}, {"RUS"}),
    ("هددت تركيا اليونان بقطع العلاقات.", "threaten", {"TUR"}, {"GRC"}),
    ("تتوسط سلطنة عمان بين إيران والولايات المتحدة.", "mediate", {"OMN"}, {"IRN", "USA"}),
]


@pytest.mark.parametrize(("text", "act", "doers", "others"), PLAIN)
def test_what_is_told_in_plain_words_is_found(extractor, text, act, doers, others):
    events = extractor.extract(make_article(text))
    found = [event for event in events if event.act == act]
    assert [sides(event) for event in found] == [(doers, others)], [(e.act, *sides(e)) for e in events]
    assert found[0].status == "actual"
    assert found[0].said_by == ()


@pytest.mark.parametrize(
    ("text", "act", "status", "date"),
    [
        ("ستوقع النرويج وكينيا اتفاقا للصيد البحري الأحد المقبل.", "sign", "planned", "2024-05-19"),
        ("وقعت النرويج وكينيا اتفاقا للصيد البحري أمس.", "sign", "actual", "2024-05-14"),
        ("لم توقع النرويج وكينيا اتفاقا للصيد البحري.", "sign", "negated", None),
    ],
)
def test_what_is_to_come_denied_or_dated_says_so(extractor, text, act, status, date):
    events = [event for event in extractor.extract(make_article(text)) if event.act == act]
    assert [(event.status, event.date, event.type) for event in events] == [(status, date, type_of(act, status))]


def test_the_two_sides_are_those_of_the_sentence_before(extractor):
    article = make_article("وقعت النرويج وكينيا اتفاقا في أوسلو.", "ودعا الجانبان إلى وقف القتال في السودان.")
    (event,) = [event for event in extractor.extract(article) if event.act == "request"]
    assert {(p.country, p.text) for p in event.actors} == {("NOR", "الجانبان"), ("KEN", "الجانبان")}


@pytest.mark.parametrize(
    "text",
    [
        "هطلت الأمطار على المدينة طوال الليل.",
        "سجل اللاعب هدفين في الشوط الأول.",
        "تتميز القهوة الكينية بطعمها.",
        "؟!",
        "2024",
    ],
)
def test_what_is_no_diplomacy_gives_no_event(extractor, text):
    assert extractor.extract(make_article(text)) == []


def test_the_example_bears_out_all_its_events(extractor, example):
    assert len(example) == 2
    for article in example:
        events = extractor.extract(article)
        assert len(events) >= 5
        for event in events:
            check_event(event, article)
            assert event.actors or event.recipients
            assert event.rule
            assert not (event.act in RECIPROCAL_ACTS and event.recipients)
            assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end
        assert [e.trigger.start for e in events] == sorted(e.trigger.start for e in events)
        assert len({e.id for e in events}) == len(events)
        assert extract_checked(extractor, article).refused == ()


def test_the_same_article_gives_the_same_events_whatever_was_read_before(extractor, example):
    first = [extractor.extract(article) for article in example]
    assert [extractor.extract(article) for article in reversed(example)] == first[::-1]
    assert [RuleExtractor().extract(article) for article in example] == first


def test_explanations_cover_every_sentence_and_every_event(extractor, example):
    for article in example:
        told = list(extractor.explain(article))
        assert [e for one in told for e in one.events] == extractor.extract(article)
        covered = set()
        for one in told:
            sentence = one.sentence
            assert article.text[sentence.start : sentence.end] == sentence.text
            covered.update(range(sentence.start, sentence.end))
            assert all(event.sentence == sentence for event in one.events)
            for note in one.notes:
                assert article.text[note.words.start : note.words.end] == note.words.text
                assert sentence.start <= note.words.start < note.words.end <= sentence.end
                assert note.message
        prose = {k for b in article.blocks for k in range(b.start, b.end) if not article.text[k].isspace()}
        assert prose <= covered


def test_no_word_is_both_an_event_and_a_note(extractor, example):
    for article in example:
        for one in extractor.explain(article):
            triggers = [event.trigger.start for event in one.events]
            assert not {note.words.start for note in one.notes} & set(triggers)


@pytest.mark.parametrize(("language", "told"), [(None, "unknown"), ("", "unknown"), ("tlh", "tlh")])
def test_a_language_without_a_pack_is_named_with_those_known(extractor, language, told):
    article = replace(make_article("نص"), language=language)
    with pytest.raises(ExtractorError, match=rf"own\.txt: cannot read the language '{told}'; known are .*\bar\b"):
        extractor.extract(article)
    with pytest.raises(ExtractorError, match="known are"):
        list(extractor.explain(article))


def test_it_comes_in_by_its_entry_point_and_keeps_the_contract():
    made = load_extractor("rules")
    assert isinstance(made, RuleExtractor)
    assert isinstance(made, Extractor)
    assert made.name == "rules"
    assert "ar" in made.languages


def test_an_article_with_windows_line_ends_and_marks_keeps_its_offsets(extractor):
    article = make_article("وقّعت\r\nالنرويجُ وكينيـــا\u200f اتفاقًا «للصيد» في أوسلو…", title="أوسلو\u200f تستضيف القمة")
    events = extractor.extract(article)
    assert events
    for event in events:
        check_event(event, article)
