"""Who did what is condemned, praised, rejected or asked for is its recipient."""

from types import SimpleNamespace

import pytest

import kg
from kg.languages.analysis import Entity
from kg.languages.pack import load_pack
from kg.pipeline.acts import find_candidates
from kg.pipeline.answering import find_answered, find_appointees
from kg.pipeline.scene import Draft, Role, Scene, find_participants
from kg.pipeline.trees import Tree

OMAN, KENYA, NORWAY = (Entity("", name, None, code, "state") for name, code in
                       (("Oman", "OMN"), ("Kenya", "KEN"), ("Norway", "NOR")))  # fmt: skip


def draft(at, act, actor, *, theme=None, recipient=None, scene="one"):
    def roles(who):
        return [Role(who, at, at + 1, 0.9)] if who else []

    candidate = SimpleNamespace(index=at)
    return SimpleNamespace(
        scene=scene, candidate=candidate, act=act, actors=roles(actor), recipients=roles(recipient), theme=theme
    )


def answer(*drafts):
    find_answered(drafts)
    return [[role.entity.name for role in d.recipients] for d in drafts]


@pytest.mark.parametrize("act", ["condemn", "praise", "reject", "request", "accuse"])
def test_who_did_what_the_theme_names_is_the_recipient(act):
    assert answer(draft(0, act, OMAN, theme=(2, 5)), draft(2, "attack", KENYA)) == [["Kenya"], []]


def test_a_recipient_that_is_named_stays():
    first = draft(0, "condemn", OMAN, theme=(2, 5), recipient=NORWAY)
    assert answer(first, draft(2, "attack", KENYA)) == [["Norway"], []]


@pytest.mark.parametrize(
    "other",
    [
        draft(6, "attack", KENYA),  # behind the theme
        draft(2, "attack", OMAN),  # an act of his own
        draft(2, "attack", None),
        draft(2, "attack", KENYA, scene="another"),
    ],
)
def test_nobody_is_made_one_without_evidence(other):
    assert answer(draft(0, "condemn", OMAN, theme=(2, 5)), other)[0] == []


def test_other_acts_have_the_recipients_that_are_found():
    assert answer(draft(0, "host", OMAN, theme=(2, 5)), draft(2, "meet", KENYA))[0] == []


def test_nobody_acts_on_himself(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("The army of Norway continued its attacks, and the army shelled a village near Hamar.\n", "utf-8")
    for event in kg.extract(page):
        assert {x.name for x in event.actors}.isdisjoint(x.name for x in event.recipients)


@pytest.fixture
def appoint(read, pack):
    """Whom an appointment or dismissal concerns, given the state that it is of."""

    def run(text, act, state, **more):
        (scene,) = read(text)
        candidate = next(c for c in scene.candidates if act in c.acts)
        candidate.act = act
        told = Draft(scene, candidate)
        doer = pack.states[state]
        at = next((m for m in scene.mentions if doer in m.members), None)
        told.actors = [Role(doer, at.start, at.end, 0.9) if at else Role(doer, candidate.index, candidate.end, 0.9)]
        find_appointees([told], pack.states.keys())
        return [role.entity.name for role in told.recipients]

    return run


@pytest.mark.parametrize(
    ("text", "act", "state", "whom"),
    [
        ("أقالت النرويج وزير المالية النرويجي.", "dismiss", "NOR", ["Finance minister of Norway"]),
        ("إعفاء وزير الدفاع الكيني من منصبه.", "dismiss", "KEN", ["Defence minister of Kenya"]),
        # of another state, or too far away
        ("أقالت النرويج وزير المالية الكيني.", "dismiss", "NOR", []),
        ("أقالت النرويج بعد أسابيع من الجدل الحاد وزير المالية النرويجي.", "dismiss", "NOR", []),
        # elsewhere what the models say holds
        ("أدانت النرويج وزير المالية النرويجي.", "condemn", "NOR", []),
    ],
)
def test_who_is_given_or_loses_an_office_is_the_recipient(appoint, text, act, state, whom):
    assert appoint(text, act, state) == whom


def test_whom_no_state_is_told_of_is_of_the_state_that_appoints_him():
    english = load_pack("en")
    words = english.read_words("Kenya appointed a former UN official as prime minister.", 0)
    scene = Scene(0, 56, words, 0, title=False, quoted=[False] * len(words), tree=Tree(words))
    find_participants([scene], english, english.new_memory(None))
    find_candidates(scene, english)
    candidate = next(c for c in scene.candidates if "appoint" in c.acts)
    candidate.act = "appoint"
    told = Draft(scene, candidate, actors=[Role(KENYA, 0, 1, 0.9)])
    find_appointees([told], {"KEN"})
    assert [role.entity.country for role in told.recipients] == ["KEN"]
