"""How likely an event is what it says, and which are told."""

import json
from dataclasses import replace

import pytest
from own_articles import make_article

from kg.errors import LanguageError
from kg.languages.pack import load_pack
from kg.pipeline import confidence
from kg.pipeline.confidence import Confidence, list_traits, load_confidence, multiply
from kg.pipeline.finishing import finish_events
from kg.pipeline.scene import Draft, Role

TEXT = "أدانت النرويج قرار كينيا."


@pytest.fixture
def draft(read, pack):
    """Norway condemns, as decided with some doubt."""
    (scene,) = read(TEXT)
    (candidate,) = [c for c in scene.candidates if c.index == 0]
    candidate.choose("condemn", 0.6)
    norway = Role(pack.states["NOR"], 1, 2, 0.7)
    return Draft(scene, candidate, actors=[norway], sureness={"roles": 0.7, "status": 0.9})


def test_the_product_is_the_type_times_the_roots_of_the_rest(draft):
    assert multiply(draft) == (pytest.approx(0.6 * 0.7**0.5 * 0.9**0.5), True)


def test_an_event_is_rated_by_how_sure_it_is_and_by_who_takes_part(draft, pack):
    traits = list_traits(draft)
    assert traits["ACCUSE"] == traits["no recipient"] == 1.0
    assert traits["no actor"] == traits["several actors"] == 0.0
    assert traits["type"] == pytest.approx(0.405, abs=0.001)
    draft.recipients = [Role(pack.states["KEN"], 3, 4, 0.9)]
    draft.actors += draft.recipients
    traits = list_traits(draft)
    assert (traits["no recipient"], traits["several actors"]) == (0.0, 1.0)


def test_the_surer_an_event_the_likelier_it_is(draft):
    rating = load_confidence("ar").rate(draft)
    draft.candidate.choose("condemn", 0.99)
    draft.sureness = {"roles": 0.99, "status": 0.99}
    surer = load_confidence("ar").rate(draft)
    assert 0 < rating.confidence < surer.confidence < 1
    assert surer.kept


@pytest.mark.parametrize(("least", "told"), [(0.49, 1), (0.51, 0)])
def test_what_is_too_doubtful_is_not_told(draft, pack, least, told):
    even = Confidence({}, {}, least)
    assert len(finish_events(make_article(TEXT), [draft], pack, even.rate)) == told


def test_a_word_of_the_users_own_is_told_however_doubtful(draft):
    never = Confidence({"bias": -9.0}, {"bias": -9.0}, 0.35)
    assert not never.rate(draft).kept
    draft.candidate.readings = tuple(replace(r, added=True) for r in draft.candidate.readings)
    assert never.rate(draft).kept


def test_what_is_dropped_does_not_hide_what_says_the_same(draft, pack):
    again = replace(draft, sureness={"roles": 0.99, "status": 0.99})
    by_roles = Confidence({"roles": 1.0, "bias": -2.0}, {"roles": 1.0, "bias": -2.0}, 0.35)
    (event,) = finish_events(make_article(TEXT), [draft, again], pack, by_roles.rate)
    assert event.confidence > 0.35


def test_a_damaged_file_is_told(tmp_path, monkeypatch):
    file = tmp_path / confidence.FILE
    file.write_text(json.dumps({"there": {}}), encoding="utf-8")
    monkeypatch.setattr(confidence, "load_pack", lambda language: replace(load_pack("ar"), models=tmp_path))
    with pytest.raises(LanguageError, match="not the models of confidence"):
        load_confidence.__wrapped__("ar")


def test_a_language_without_them_keeps_all(tmp_path, monkeypatch):
    monkeypatch.setattr(confidence, "load_pack", lambda language: replace(load_pack("en"), models=tmp_path))
    assert load_confidence.__wrapped__("en") is None
