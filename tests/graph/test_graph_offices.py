"""Offices that words give to persons, and who held which when."""

import pytest
from graph_stories import WHO, Story
from sample_stories import sample

from kg.graph.offices import read_office
from kg.model import Participant

VIK, LUND, OTIENO = ((*WHO[key][:3],) for key in ("vik", "lund", "otieno"))


def name(text: str, who: tuple[str, str | None, str | None], kind: str = "person") -> Participant:
    return Participant(text, 10, 10 + len(text), *who, kind, "person-x")


@pytest.mark.parametrize(
    ("text", "who", "local", "english", "words"),
    [
        ("وزيرة الخارجية النرويجية إنغريد فيك", VIK, "office-nor-foreign-minister", "Foreign minister of Norway",
         "وزيرة الخارجية النرويجية"),
        ("Norwegian Foreign Minister Ingrid Vik", VIK, "office-nor-foreign-minister", "Foreign minister of Norway",
         "Norwegian Foreign Minister"),
        ("السيدة وزيرة الدفاع إنغريد فيك", VIK, "office-nor-defence-minister", "Defence minister of Norway",
         "وزيرة الدفاع"),
        ("رئيسة الوزراء الكينية السيدة غريس أوتينو", OTIENO, "office-ken-prime-minister", "Prime minister of Kenya",
         "رئيسة الوزراء الكينية"),
        ("Kenya's President Grace Otieno", OTIENO, "office-ken-president", "President of Kenya", "Kenya's President"),
        ("US Secretary of State Ann Roe", ("Ann Roe", None, "USA"), "office-usa-foreign-minister",
         "Foreign minister of the United States", "US Secretary of State"),
        ("الأمين العام للأمم المتحدة بير لوند", ("Per Lund", "بير لوند", "UN"), "office-un-secretary-general",
         "Secretary-General of the United Nations", "الأمين العام للأمم المتحدة"),
    ],
)  # fmt: skip
def test_words_give_an_office_to_whom_they_name(text, who, local, english, words):
    office = read_office(name(text, who))
    assert (office.local, office.label_en, office.words.text) == (local, english, words)
    assert text[office.words.start - 10 : office.words.end - 10] == words


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("فيك", VIK, "person"),
        ("الوزيرة النرويجية", VIK, "person"),
        ("المسؤول النرويجي بير لوند", LUND, "person"),
        ("السيد بير لوند", LUND, "person"),
        ("the man Per Lund", LUND, "person"),
        ("وزارة الخارجية النرويجية", ("Ministry", "وزارة الخارجية النرويجية", "NOR"), "government"),
    ],
)
def test_other_words_give_none(text, who, kind):
    assert read_office(name(text, who, kind)) is None


def test_offices_that_words_tell_apart_are_apart():
    to_kenya, to_qatar, company = (
        read_office(name(f"{words} بير لوند", LUND)).local
        for words in ("السفير النرويجي لدى كينيا", "السفير النرويجي لدى قطر", "رئيس شركة النفط النرويجية")
    )
    assert len({to_kenya, to_qatar, company, "office-nor-president"}) == 4


def test_an_office_is_an_entity_that_persons_have_held(build):
    store = build(*sample())
    rows = store.query(
        """SELECT ?who ?published { ?m kg:namesOffice id:office-nor-foreign-minister; kg:refersTo/rdfs:label ?who;
        kg:inArticle/kg:published ?published FILTER(LANG(?who) = 'en') } ORDER BY ?published ?who"""
    )
    assert [tuple(x.value for x in row) for row in rows] == [
        ("Ingrid Vik", "2022-06-10"), ("Ingrid Vik", "2023-02-02"), ("Per Lund", "2023-02-02"),
    ]  # fmt: skip
    assert store.query(
        """ASK { id:office-nor-foreign-minister a kg:Office; kg:country 'NOR'; kg:ofState wd:Q20;
        rdfs:label 'Foreign minister of Norway'@en, 'وزيرة الخارجية النرويجية'@ar .
        id:person-per-lund kg:heldOffice id:office-nor-foreign-minister }"""
    )


def test_an_office_goes_with_the_last_article_that_tells_of_it(build, dump):
    first = Story("a.txt").sentence("زارت وزيرة الخارجية النرويجية إنغريد فيك قطر.")
    first.event("visit", "زارت", {"vik": "وزيرة الخارجية النرويجية إنغريد فيك"}, {"QAT": "قطر"})
    second = Story("b.txt").sentence("وصلت إنغريد فيك إلى مصر.")
    second.event("visit", "وصلت", {"vik": "إنغريد فيك"}, {"EGY": "مصر"})
    both = build(first, second)
    both.remove_article(first.article.id)
    assert dump(both) == dump(build(second))
