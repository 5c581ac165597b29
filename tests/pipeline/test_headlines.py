"""A headline's noun tells the news without a verb, and its present tense what is to come."""

from types import SimpleNamespace

import pytest
from own_articles import make_article

from kg.pipeline.headlines import settle_headlines

KENYA = SimpleNamespace(country="KEN", name="Kenya")
NORWAY = SimpleNamespace(country="NOR", name="Norway")


def tell(act, status, *, title=False, tense="present", who=KENYA):
    reading = SimpleNamespace(tense=tense)
    return SimpleNamespace(
        act=act, status=status, scene=SimpleNamespace(title=title), actors=[SimpleNamespace(entity=who)],
        candidate=SimpleNamespace(reading=lambda act: reading),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headline", "body", "status"),
    [
        ({}, [tell("visit", "planned")], "planned"),
        ({}, [tell("visit", "planned"), tell("visit", "actual")], "actual"),
        ({}, [tell("visit", "planned", who=NORWAY)], "actual"),
        ({}, [tell("meet", "planned")], "actual"),
        ({}, [], "actual"),
        ({"tense": "past"}, [tell("visit", "planned")], "actual"),
    ],
)
def test_what_the_article_tells_as_planned_is_planned_in_its_headline(headline, body, status):
    title = tell("visit", "actual", title=True, **headline)
    settle_headlines([title, *body])
    assert title.status == status


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("اتفاقية تعاون بين كينيا والنرويج في مجال الصيد", [("agree", {"KEN", "NOR"})]),
        ("اتفاقية بين كينيا والنرويج لترحيل المهاجرين", [("agree", {"KEN", "NOR"})]),
        # no more than one is named, or a verb tells the news
        ("اتفاقية تعاون بين المدارس", []),
        ("اتفاقية تعاون تجمع بين كينيا والنرويج", []),
    ],
)
def test_a_noun_tells_the_news_of_those_it_stands_between(extractor, title, told):
    events = extractor.extract(make_article("لا جديد.", title=title))
    assert [(e.act, {p.country for p in e.actors}) for e in events if e.act in ("agree", "sign")] == told
