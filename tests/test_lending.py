"""Arabic names lent by the article itself."""

import pytest

from kg.lending import lend_arabic_names, name_place_in_arabic
from kg.model import Event, Participant, Sentence, Words, type_of


def port(text, start, local="gov-port", name_ar=None):
    return Participant(text, start, start + len(text), "Port authority", name_ar, "SWE", "government", local)


def tell(trigger, *actors, said_by=()):
    return Event(
        id="x", article="a", part=0, trigger=Words(*trigger), act="state", type=type_of("state", "actual"),
        actors=actors, recipients=(), theme=None, topics=(), place=None, date=None, status="actual", said_by=said_by,
        sentence=Sentence("s", 0, 1), rule="r", confidence=1.0,
    )  # fmt: skip


SAID = ("قالت", 100, 104)


def test_the_fullest_words_of_the_article_name_somebody_everywhere():
    first, second = port("الهيئة", 10), port("هيئة الموانئ", 30)
    events = lend_arabic_names([tell(SAID, first), tell(SAID, port("قالت", 100)), tell(SAID, second, said_by=(first,))])
    assert {x.name_ar for e in events for x in (*e.actors, *e.said_by)} == {"هيئة الموانئ"}
    assert [e.actors[0].text for e in events] == ["الهيئة", "قالت", "هيئة الموانئ"]


@pytest.mark.parametrize(
    "actors",
    [
        [port("قالت", 100)],
        [port("the port", 10)],
        [port("الهيئتان", 10), port("الهيئتان", 10, local="gov-other")],
    ],
)
def test_words_of_others_of_an_act_or_of_another_script_name_nobody(actors):
    events = [tell(SAID, *actors)]
    assert lend_arabic_names(events) == events


def test_a_name_that_is_known_stays():
    events = [tell(SAID, port("هيئة الموانئ", 10, name_ar="هيئة")), tell(SAID, port("هيئة الموانئ السويدية", 30))]
    assert [e.actors[0].name_ar for e in lend_arabic_names(events)] == ["هيئة", "هيئة الموانئ السويدية"]


def test_a_place_that_no_table_has_has_no_arabic_name():
    assert name_place_in_arabic("Nowhereville", None) is None
    assert name_place_in_arabic(None, None) is None
    assert name_place_in_arabic("Muscat", "wd:Q3826") == "مسقط"
