"""What a preposition alone asks of somebody: على كينيا أن تنسحب."""

import pytest
from own_articles import make_article

from kg.pipeline.obligations import OBLIGATION, tell_obligations
from kg.pipeline.scene import open_candidate


def list_asked(scene, pack):
    scene.candidates, scene.at = [], {}
    tell_obligations(scene, pack)
    return [(scene.words[c.index].text, c.act) for c in scene.candidates]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("وقال الوزير إن على النرويج أن تسحب سفنها.", [("على", "request")]),
        ("وأضاف: على كينيا ألا تتسرع.", [("على", "request")]),
        ('وأضاف الوزير "على كينيا أن تفي بوعودها".', [("على", "request")]),
        ("وقال الوزير إن النرويج عليها أن تسحب سفنها.", [("علي", "request")]),
        ("وعلى النرويج، قبل أي حوار، أن تعتذر.", [("على", "request")]),
        # no clause with what is to be done follows
        ("وقعت كينيا على الاتفاق مع النرويج أمس.", []),
        ("عاب الوزير على كينيا أنها تأخرت.", []),
        ("على كينيا ديون كبيرة.", []),
        ("حلقت الطائرة على كينيا وقال الوزير أن الرحلة طالت.", []),
    ],
)
def test_who_is_to_do_what_is_asked_to(read, pack, sentence, asked):
    (scene,) = read(sentence)
    assert list_asked(scene, pack) == asked


def test_a_request_that_was_found_there_is_surer(read, pack):
    (scene,) = read("وقال الوزير إن على النرويج أن تسحب سفنها.")
    scene.candidates, scene.at = [], {}
    candidate = open_candidate(scene, 1, "request")
    candidate.choose("request", 0.3)
    tell_obligations(scene, pack)
    assert [c.index for c in scene.candidates] == [1]
    assert candidate.score > 0.5


def test_the_obliged_are_its_recipients(extractor):
    article = make_article("وأكد وزير خارجية كينيا أن الموسم طويل.", "وعلى النرويج، قبل أي حوار، أن تعتذر.")
    events = extractor.extract(article)
    assert [event.act for event in events] == ["state", "request"]  # and nobody apologises
    asked = events[1]
    assert asked.rule == OBLIGATION
    assert {p.country for p in asked.actors} == {"KEN"}
    assert [p.country for p in asked.recipients] == ["NOR"]
