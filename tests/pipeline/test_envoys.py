"""Who is called home, who is sent back, and which state that concerns."""

import pytest

from kg.pipeline.envoys import find_hosts, tell_recalls
from kg.pipeline.scene import Draft, Role


def settle(read, pack, text, act, *, trigger=None, weighed=None):
    (scene,) = read(text)
    known = [c for c in scene.candidates if trigger is None or scene.words[c.index].text == trigger]
    candidate = known[0]
    candidate.act, candidate.weighed = act, weighed or {}
    tell_recalls(scene, pack, 0.4)
    return scene, candidate


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("يعود سفيرها إلى كينيا بعد استدعائه قبل شهر.", "recall"),
        ("قال السفير الكيني بعد استدعائه إن الرد قريب.", "summon"),
    ],
)
def test_whose_envoy_was_called_decides_on_recall_or_summons(read, pack, text, act):
    assert settle(read, pack, text, "summon", trigger="استدعائ")[1].act == act


@pytest.mark.parametrize(
    ("text", "trigger", "act"),
    [
        ("وصل السفير النرويجي لدى نيروبي إلى أوسلو للتشاور.", "وصل", "recall"),
        ("وصل السفير النرويجي لدى نيروبي إلى أوسلو لإجراء مشاورات.", "وصل", "recall"),
        ("وصل السفير النرويجي لدى نيروبي إلى أوسلو للتشاور مع نظيره.", "وصل", "visit"),  # he consults somebody
        ("وصل الوزير النرويجي إلى نيروبي للتشاور.", "وصل", "visit"),  # no envoy
        ("وصل السفير النرويجي إلى نيروبي.", "وصل", "visit"),
    ],
)
def test_who_comes_home_for_consultations_is_recalled(read, pack, text, trigger, act):
    assert settle(read, pack, text, "visit", trigger=trigger)[1].act == act


@pytest.mark.parametrize(
    ("text", "trigger", "act"),
    [
        ("أعادت نيروبي سفيرها إلى أوسلو.", "أعادت", "restore-relations"),
        ("قالت نيروبي إن سفيرها بيتر كاماو سيعود إلى أوسلو.", "يعود", "restore-relations"),
        ("أعادت نيروبي سفيرها إلى أوسلو للتشاور.", "أعادت", "recall"),
        ("أعادت نيروبي سفيرها إلى بلاده.", "أعادت", "recall"),
        ("قررت نيروبي إعادة تعيين سفير في أوسلو.", "إعادة", "recall"),  # appointed again
        ("عاد السفير النرويجي إلى أوسلو.", "عاد", "recall"),
        ("عاد الوفد النرويجي إلى نيروبي.", "عاد", "recall"),  # no envoy: not ours to say
    ],
)
def test_who_is_sent_back_to_where_he_serves_is_not_recalled(read, pack, text, trigger, act):
    assert settle(read, pack, text, "recall", trigger=trigger)[1].act == act


@pytest.mark.parametrize(
    ("weighed", "act"), [({"recall": 0.2, "visit": 0.3}, "restore-relations"), ({"visit": 0.2}, None)]
)
def test_what_is_likely_an_event_of_some_kind_is_the_one_that_the_words_tell(read, pack, weighed, act):
    text = "أعلنت نيروبي عودة سفيرها إلى أوسلو."
    assert settle(read, pack, text, None, trigger="عودة", weighed=weighed)[1].act == act


@pytest.mark.parametrize(
    ("text", "act", "doers", "hosts"),
    [
        ("استدعت كينيا سفيرها لدى النرويج.", "recall", ["KEN"], ["NOR"]),
        ("أعادت كينيا سفيرها إلى النرويج.", "restore-relations", ["KEN", "NOR"], ["NOR"]),
        ("استدعت كينيا سفيرها لدى النرويج.", "summon", ["KEN"], []),
        ("أعادت كينيا سفيرها.", "recall", ["KEN"], []),
        ("أعادت كينيا سفيرها إلى النرويج.", "recall", ["NOR"], []),  # somebody must have done it
    ],
)
def test_the_state_where_an_envoy_serves_is_the_recipient(read, pack, text, act, doers, hosts):
    scene, candidate = settle(read, pack, text, act)
    draft = Draft(scene, candidate)
    named = {m.members[0].country: m for m in scene.mentions if m.form == "name"}
    draft.actors = [Role(named[code].members[0], named[code].start, named[code].end, 0.9) for code in doers]
    candidate.act = act
    find_hosts([draft], pack)
    assert [role.entity.country for role in draft.recipients] == hosts
    assert {role.entity.country for role in draft.actors} == set(doers) - set(hosts)
