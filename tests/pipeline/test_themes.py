"""What an act is about, told by the trigger's own words, the envoy, or a relative clause."""

import pytest

from kg.pipeline.scene import Draft
from kg.pipeline.themes import find_themes


def find(read, pack, text, trigger, act, **more):
    (scene,) = read(text)
    candidate = next(c for c in scene.candidates if scene.words[c.index].text == trigger)
    candidate.act = act
    draft = Draft(scene, candidate)
    for name, value in more.items():
        setattr(draft, name, value)
    find_themes([draft], pack)
    if draft.theme is None:
        return None
    start, end = (offset - scene.start for offset in scene.span(*draft.theme))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "trigger", "act", "theme"),
    [
        ("ناقش الوزير أمس العقود الجديدة التي وقعها البلدان.", "وقع", "sign", "العقود الجديدة"),
        ("درس البرلمان بنود المذكرة التجارية التي وقعها البلدان.", "وقع", "sign", "بنود المذكرة التجارية"),
        ("رفعت العقوبات المالية والتجارية التي فرضتها النرويج.", "فرضت", "sanction", "العقوبات المالية والتجارية"),
        ("زار المنطقة التي تسيطر عليها كينيا.", "تسيطر", "seize", "المنطقة"),
        ("انتقد الوزير الذي وقع الاتفاقية.", "وقع", "sign", None),  # no pronoun: he is who signed
        ("ناقش المجلس الاتفاقية ثم وقعها.", "وقع", "sign", None),  # no relative clause
        ("رحب بنظيره النرويجي الذي وقعها أمس.", "وقع", "sign", None),  # it is somebody
        ("ناقش الجلسة التي انتقدها الوزير.", "انتقد", "criticise", None),  # criticised for something else
    ],
)
def test_a_relative_clause_says_it_of_its_antecedent(read, pack, text, trigger, act, theme):
    assert find(read, pack, text, trigger, act) == theme


@pytest.mark.parametrize(
    ("text", "trigger", "act", "theme"),
    [
        ("أعلنت كينيا عن بيان مشترك.", "بيان", "issue-statement", "بيان مشترك"),
        ("أعلنت كينيا عن بيان مشترك.", "بيان", "state", None),
        ("استدعت كينيا سفيرها لدى النرويج.", "استدعت", "recall", "سفيرها لدى النرويج"),
        ("استدعت كينيا الوزير.", "استدعت", "recall", None),
    ],
)
def test_the_thing_itself_or_the_envoy_is_what_it_is_about(read, pack, text, trigger, act, theme):
    assert find(read, pack, text, trigger, act) == theme


def test_what_the_models_found_stays_and_topics_make_room(read, pack):
    text = "أعلنت كينيا عن بيان مشترك."
    assert find(read, pack, text, "بيان", "issue-statement", theme=(1, 2)) == "كينيا"
    (scene,) = read(text)
    draft = Draft(scene, next(c for c in scene.candidates if scene.words[c.index].text == "بيان"))
    draft.candidate.act = "issue-statement"
    draft.topics = [(3, 5), (0, 1)]
    find_themes([draft], pack)
    assert draft.topics == [(0, 1)]
