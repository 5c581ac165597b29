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


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("وزيرة خارجية كينيا في أوسلو", [("visit", "في أوسلو", {"KEN"}, {"NOR"})]),
        ("وزيرة خارجية كينيا في أوسلو: ندعم الصيادين", [("visit", "في أوسلو", {"KEN"}, {"NOR"})]),
        # who is at home, has a post there, or does something there
        ("وزيرة خارجية النرويج في أوسلو", []),
        ("سفير كينيا في أوسلو", []),
        ("وزيرة خارجية كينيا في أوسلو تنام باكرا", []),
        ("وزيرا خارجية كينيا وأوغندا في أوسلو", []),
    ],
)
def test_a_place_tells_who_came_there(extractor, title, told):
    events = extractor.extract(make_article("لا جديد.", title=title))
    visits = [e for e in events if e.act == "visit"]
    assert [
        (e.act, e.trigger.text, {p.country for p in e.actors}, {p.country for p in e.recipients}) for e in visits
    ] == told
    assert {e.rule for e in visits} <= {"headline"}


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("وزيرة خارجية كينيا في أوسلو: ندعم مبادرة النرويج", "support"),
        ("وزيرة خارجية كينيا لنظيرتها النرويجية: نريد مزيدا من الوقت", "request"),
    ],
)
def test_who_speaks_before_a_colon_is_not_the_place_nor_whom_he_speaks_to(extractor, title, act):
    events = extractor.extract(make_article("لا جديد.", title=title))
    assert [{p.country for p in e.actors} for e in events if e.act == act] == [{"KEN"}]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("وزير الخارجية الكيني: علاقاتنا مع النرويج في أفضل حالاتها", [("state", {"KEN"})]),
        ("وزير الخارجية الكيني: نرفض هذا القانون", [("reject", {"KEN"})]),
        # where the news is from, and one who belongs to no state
        ("كينيا: أمطار غزيرة على الساحل الشرقي", []),
        ("الطباخ الشهير: الوصفة في أفضل حالاتها", []),
    ],
)
def test_a_colon_tells_a_statement_where_nothing_else_does(extractor, title, told):
    events = extractor.extract(make_article("لا جديد.", title=title))
    assert [(e.act, {p.country for p in e.actors}) for e in events] == told


@pytest.mark.parametrize(("line", "told"), [("المحادثات الكينية النرويجية", 0), ("محادثات كينية نرويجية في أوسلو", 1)])
def test_a_heading_names_what_is_told_below_it(extractor, line, told):
    article = make_article("وصل الوفد.", line, "ناقش الوفدان الصيد.", title="كينيا والنرويج")
    events = [e for e in extractor.extract(article) if e.sentence.text == line]
    assert len(events) == told
