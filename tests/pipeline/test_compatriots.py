"""Acts within one state: who is acted on is of the same state as who acts."""

import numpy as np
import pytest
from own_articles import make_article

from kg.pipeline.compatriots import find_compatriots, list_compatriots
from kg.pipeline.discourse import Discourse
from kg.pipeline.linear import LinearModel
from kg.pipeline.roles import find_parties
from kg.pipeline.scene import Draft, Role

TEXT = "اعتقلت الشرطة الكينية ثلاثة صحفيين كينيين في النرويج."


@pytest.fixture
def arrest(read, pack):
    """The arrest, with the police as who acts, and who may take part in it."""
    (scene,) = read(TEXT)
    candidate = next(c for c in scene.candidates if "arrest" in c.acts)
    candidate.act = "arrest"
    police = scene.groups[0]
    draft = Draft(scene, candidate, [Role(police.mentions[0].members[0], police.start, police.end, 0.9)])
    return draft, find_parties(scene, candidate, "arrest", [], Discourse(), pack)


def weigh(bias):
    """A model to which every mention is as likely."""
    return LinearModel.from_weights(("no", "yes"), {"bias": [0.0]}, [bias])


def test_the_other_mentions_of_the_actors_state_are_asked_about(arrest):
    draft, parties = arrest
    listed = list(list_compatriots(draft.candidate, [(r.start, r.end) for r in draft.actors], {"KEN"}, parties.groups))
    assert [parties.groups[number].mentions[0].members[0].name for number, _ in listed] == ["Kenyan journalists"]
    assert listed[0][1].mentions[0].members[0].name == "Kenyan police"


def test_a_likely_one_is_the_recipient_beside_others(arrest):
    draft, parties = arrest
    norway = next(g for g in parties.groups if "NOR" in g.countries)
    draft.recipients = [Role(norway.mentions[0].members[0], norway.start, norway.end, 0.9)]
    find_compatriots(draft, parties, weigh(3.0))
    assert [role.entity.name for role in draft.recipients] == ["Kenyan journalists", "Norway"]


def test_an_unlikely_one_is_taken_back(arrest):
    draft, parties = arrest
    draft.recipients = list(draft.actors)
    find_compatriots(draft, parties, weigh(-4.0))
    assert draft.recipients == []


def test_without_a_model_nothing_changes(arrest):
    draft, parties = arrest
    find_compatriots(draft, parties, LinearModel(("no", "yes"), (), np.zeros((0, 1), dtype=np.float32), np.zeros(1)))
    assert draft.recipients == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (TEXT, (["Kenyan police"], ["Kenyan journalists"])),
        # the opposition's leader is not the president
        (
            "دعا زعيم المعارضة الكينية سامي كرونبرغ الرئيس الكيني إلى الحوار.",
            (["Sami Kronberg"], ["President of Kenya"]),
        ),
        # who is to be protected is asked for nothing
        (
            "دعت وزارة الخارجية الكينية النرويج إلى حماية الطلاب الكينيين.",
            (["Ministry of Foreign Affairs of Kenya"], ["Norway"]),
        ),
    ],
)
def test_one_state_may_be_on_both_sides(extractor, text, sides):
    (event,) = [event for event in extractor.extract(make_article(text)) if event.act in ("arrest", "request")]
    assert ([p.name for p in event.actors], [p.name for p in event.recipients]) == sides
