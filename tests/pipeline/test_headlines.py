"""The status of what a headline tells in the present tense."""

from types import SimpleNamespace

import pytest

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
