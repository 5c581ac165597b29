"""Statements as a table over all acts, and what keeps an event from being told as a plain fact."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import LanguageError
from kg.model import ACT_TYPES, RECIPROCAL_ACTS, Event, Gloss, Participant, Sentence, Words, type_of
from kg.statements import say

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def who(name, name_ar, country, kind="state"):
    return Participant(name_ar, 0, 1, name, name_ar, country, kind, "x")


QATAR = who("Qatar", "قطر", "QAT")
USA = who("United States", "الولايات المتحدة", "USA")
IRAQ = who("Iraq", "العراق", "IRQ")
JORDAN = who("Jordan", "الأردن", "JOR")
BLINKEN = who("Antony Blinken", "أنتوني بلينكن", "USA", "person")
SAFADI = who("Ayman Safadi", "أيمن الصفدي", "JOR", "person")
MINISTER = who("Foreign minister of Qatar", "وزير الخارجية القطري", "QAT", "person")
HOUTHIS = who("Houthis", "الحوثيون", "YEM", "nonstate")
UN = who("United Nations", "الأمم المتحدة", "UN", "igo")
COUNCIL = who("Gulf Cooperation Council", "مجلس التعاون", "GCC", "igo")
MINISTRY = who("Foreign ministry of Iraq", "وزارة الخارجية العراقية", "IRQ", "government")
DEAL = Gloss("الاتفاق", 0, 1, "the deal")
OIL = Gloss("النفط", 0, 1, "oil")


def tell(act, status="actual", **slots):
    told = {
        "actors": (QATAR,),
        "recipients": (),
        "theme": None,
        "topics": (),
        "place": None,
        "date": None,
        "said_by": (),
    }
    return Event(
        id="x", article="a", part=0, trigger=Words("t", 0, 1), act=act, type=type_of(act, status), status=status,
        sentence=Sentence("s", 0, 1), rule="r", confidence=1.0, **(told | slots),
    )  # fmt: skip


def example(act, theme):
    together = act in RECIPROCAL_ACTS
    return tell(
        act,
        actors=(QATAR, USA) if together else (QATAR,),
        recipients=() if together else (IRAQ,),
        theme=DEAL if theme else None,
        topics=(OIL,),
    )


def read_table():
    with (Path(__file__).parent / "statements.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("row", read_table(), ids=lambda row: row["act"])
def test_every_act(row):
    for theme, mark in ((True, ""), (False, "_no_theme")):
        event = example(row["act"], theme)
        assert say(event, "en") == row["en" + mark]
        assert say(event, "ar").translate(ISOLATES) == row["ar" + mark]


def test_the_table_holds_every_act():
    assert [row["act"] for row in read_table()] == list(ACT_TYPES)


def test_the_statement_of_the_readme():
    event = tell(
        "amend", actors=(QATAR, USA), date="2024-03-06",
        theme=Gloss("اتفاقية التعاون الدفاعي", 0, 1, "defence cooperation agreement"),
    )  # fmt: skip
    assert say(event) == "Qatar – amends – defence cooperation agreement – with – United States (2024-03-06)"
    assert say(event, "ar") == (
        "\u2067قطر – تعدّل – اتفاقية التعاون الدفاعي – مع – الولايات المتحدة (\u20662024-03-06\u2069)\u2069"
    )


@pytest.mark.parametrize(
    ("status", "english", "arabic"),
    [
        ("actual", "Qatar – signs – the deal", "قطر – توقّع – الاتفاق"),
        ("planned", "planned: Qatar – signs – the deal", "مقرَّر: قطر – توقّع – الاتفاق"),
        ("possible", "possible: Qatar – signs – the deal", "محتمَل: قطر – توقّع – الاتفاق"),
        ("negated", "did not happen: Qatar – signs – the deal", "لم يحدث: قطر – توقّع – الاتفاق"),
    ],
)
def test_what_is_not_done_says_so_first(status, english, arabic):
    event = tell("sign", status, theme=DEAL)
    assert say(event, "en") == english
    assert say(event, "ar").translate(ISOLATES) == arabic


@pytest.mark.parametrize("act", ACT_TYPES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_act_reads_alike_in_two_statuses(act, lang):
    told = {say(tell(act, status, theme=DEAL), lang) for status in ("actual", "planned", "possible", "negated")}
    assert len(told) == 4


def test_whose_words_they_are():
    event = tell("attack", recipients=(IRAQ,), said_by=(BLINKEN, UN))
    assert say(event) == "Qatar – attacks – Iraq (according to Antony Blinken and United Nations)"
    assert say(event, "ar").translate(ISOLATES) == "قطر – تهاجم – العراق (بحسب أنتوني بلينكن والأمم المتحدة)"


def test_who_tells_of_an_act_of_his_own_is_not_named_twice():
    minister = replace(MINISTER, id="minister")
    assert say(tell("praise", actors=(minister,), recipients=(IRAQ,), said_by=(minister,))) == (
        "Foreign minister of Qatar – praises – Iraq"
    )
    told = tell("praise", actors=(minister,), recipients=(IRAQ,), said_by=(minister, replace(UN, id="un")))
    assert say(told) == "Foreign minister of Qatar – praises – Iraq (according to United Nations)"
    assert say(tell("praise", recipients=(IRAQ,), said_by=(QATAR,))).endswith("(according to Qatar)")


def test_place_and_date():
    event = tell("meet", actors=(QATAR, IRAQ), place="Nowhereville", date="2024-03")
    assert say(event) == "Qatar – meets – with – Iraq (Nowhereville, 2024-03)"
    assert say(event, "ar").endswith("(\u2066Nowhereville\u2069، \u20662024-03\u2069)\u2069")


@pytest.mark.parametrize(
    ("place", "place_id"), [("Doha", "wd:Q3861"), ("Doha", None), ("Abadan", "place-abadan"), ("Abadan", None)]
)
def test_a_known_place_is_named_in_arabic(place, place_id):
    said = say(tell("meet", actors=(QATAR, IRAQ), place=place, place_id=place_id), "ar").translate(ISOLATES)
    assert said == f"قطر – تلتقي – العراق ({'عبادان' if place == 'Abadan' else 'الدوحة'})"


@pytest.mark.parametrize(
    ("actors", "act", "verb"),
    [
        ((QATAR,), "condemn", "تدين"),
        ((IRAQ,), "condemn", "يدين"),
        ((QATAR, USA), "condemn", "تدينان"),
        ((IRAQ, JORDAN), "condemn", "يدينان"),
        ((QATAR, IRAQ), "condemn", "يدينان"),
        ((QATAR, USA, IRAQ), "condemn", "تدين"),
        ((BLINKEN,), "condemn", "يدين"),
        ((BLINKEN, SAFADI), "condemn", "يدينان"),
        ((BLINKEN, SAFADI, MINISTER), "condemn", "يدينون"),
        ((BLINKEN, SAFADI, MINISTER), "invite", "يدعون"),
        ((BLINKEN, SAFADI, MINISTER), "deny", "ينفون"),
        ((HOUTHIS,), "condemn", "يدينون"),
        ((HOUTHIS,), "seize", "يستولون"),
        ((HOUTHIS, QATAR), "condemn", "يدينان"),
        ((UN,), "condemn", "تدين"),
        ((COUNCIL,), "condemn", "يدين"),
        ((MINISTRY,), "condemn", "تدين"),
        ((BLINKEN, SAFADI), "invite", "يدعوان"),
        ((BLINKEN, SAFADI), "express-concern", "يبديان القلق"),
        ((), "condemn", "يدين"),
    ],
)
def test_the_arabic_verb_agrees_with_whoever_stands_before_it(actors, act, verb):
    assert f" – {verb} – " in say(tell(act, actors=actors, theme=DEAL, recipients=(IRAQ,)), "ar")


@pytest.mark.parametrize(
    ("act", "verb"),
    [
        ("condemn", "condemn"), ("praise", "praise"), ("deny", "deny"), ("express-concern", "are concerned"),
        ("dismiss", "dismiss"), ("publish", "publish"), ("veto", "veto"), ("aid", "give aid"),
    ],
)  # fmt: skip
def test_the_english_verb_agrees_with_whoever_stands_before_it(act, verb):
    assert say(tell(act, actors=(QATAR, IRAQ))) == f"Qatar and Iraq – {verb}"


@pytest.mark.parametrize(
    ("event", "english"),
    [
        (tell("condemn", actors=(), theme=DEAL), "[nobody named] – condemns – the deal"),
        (tell("condemn", actors=(QATAR, USA, IRAQ), theme=DEAL), "Qatar, United States and Iraq – condemn – the deal"),
        (tell("meet", actors=(QATAR, USA, IRAQ)), "Qatar – meets – with – United States and Iraq"),
        (tell("meet", actors=(QATAR, QATAR)), "Qatar – meets – with – Qatar"),
        (tell("sign", theme=Gloss("الاتفاق", 0, 1)), "Qatar – signs – \u2068الاتفاق\u2069"),
        (tell("mediate", recipients=(IRAQ, USA)), "Qatar – mediates – between – Iraq and United States"),
    ],
)
def test_what_is_missing_or_many(event, english):
    assert say(event) == english


def test_strangers_words_cannot_steer_a_terminal():
    nasty = replace(QATAR, name="Qa\x1b[31mtar\u202e", name_ar="قط\u2067ر\n")
    event = tell("sign", actors=(nasty,), theme=Gloss("x", 0, 1, "deal\x9b2J\r"))
    assert say(event, "en") == "Qa [31mtar  – signs – deal 2J"
    assert "\n" not in say(event, "ar") and say(event, "ar").count("\u2067") == 1


def test_a_language_without_statements_is_refused():
    with pytest.raises(LanguageError, match="in en and ar, not in 'fr'"):
        say(tell("sign"), "fr")


def office(text, start, name="Interior ministry of Qatar", kind="government", local="office"):
    return Participant(text, start, start + len(text), name, None, "QAT", kind, local)


def test_whoever_has_no_arabic_name_is_named_by_the_words_of_the_sentence():
    ministry = office("للداخلية القطرية", 10)
    assert say(tell("praise", recipients=(ministry,)), "ar").translate(ISOLATES) == "قطر – تشيد – بـ – الداخلية القطرية"


def test_words_that_carry_the_act_are_no_name():
    dropped = office("وقّعت", 10)
    event = replace(tell("sign", actors=(dropped,)), trigger=Words("وقّعت", 10, 15))
    assert say(event, "ar").translate(ISOLATES).startswith("Interior ministry of Qatar – ")


def test_words_of_two_at_once_are_said_once():
    both = "مسؤولون قطريون وأمريكيون"
    event = tell(
        "meet",
        actors=(office(both, 20, "Qatari officials", "person", "a"), office(both, 20, "US officials", "person", "b")),
    )
    assert say(event, "ar").translate(ISOLATES) == f"{both} – يلتقيان"
    assert say(event) == "Qatari officials – meet – with – US officials"


@pytest.mark.parametrize(
    ("name", "kind", "verb"),
    [
        ("Qatari officials", "person", "visit"),
        ("Mahmoud Abbas", "person", "visits"),
        ("Foreign minister of the Netherlands", "person", "visits"),
        ("People of Gaza", "population", "visit"),
        ("Afghans", "population", "visit"),
        ("Officials of the Government of Qatar", "person", "visit"),
        ("United States", "state", "visits"),
    ],
)
def test_a_name_of_several_people_takes_the_plural(name, kind, verb):
    event = tell("visit", actors=(who(name, "س", "USA", kind),), recipients=(IRAQ,))
    assert say(event) == f"{name} – {verb} – Iraq"


def test_loose_ends_of_a_phrase_are_not_said():
    event = tell("condemn", theme=Gloss("للهجمات على السفن و", 0, 1, 'attacks on "ships and'))
    assert say(event) == "Qatar – condemns – attacks on ships"
    assert say(event, "ar").translate(ISOLATES) == "قطر – تدين – الهجمات على السفن"
