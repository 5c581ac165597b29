"""Which words are candidates, of which acts, and when a verb and its noun tell one act; none of it hangs on weights."""

import pytest
from own_articles import make_article

from kg.model import ACT_TYPES
from kg.pipeline.acts import context_features, list_views, pair_features, second_features, tells_same, weigh_acts
from kg.pipeline.models import load_models


def tell(scene, article):
    return {article.text[slice(*scene.span(c.index, c.end))]: c for c in scene.candidates}


@pytest.fixture
def candidates(read):
    def run(text):
        article = make_article(text)
        (scene,) = read(text)
        return tell(scene, article)

    return run


# sentence, candidate, act, how it is known
KNOWN = [
    ("زار وزير الدفاع التركي الكويت.", "زار", "visit", "default"),
    ("وقعت النرويج وكينيا.", "وقعت", "sign", "default"),
    ("عدّلت قطر والولايات المتحدة المعاهدة.", "عدّلت", "amend", "default"),
    # its noun says which act
    ("وقعت النرويج وكينيا معاهدة.", "وقعت", "sign", "noun"),
    ("عقدت كينيا والبرتغال صفقة تجارية.", "عقدت", "sign", "noun"),
    ("أجرى الوزير النرويجي مباحثات مع نظيره.", "أجرى", "discuss", "noun"),
    ("عبرت كينيا عن رفضها للقرار.", "عبرت", "reject", "noun"),
    ("أعربت النرويج عن قلقها من القتال.", "أعربت", "express-concern", "noun"),
    ("عبرت كينيا عن رفضها للقرار.", "عبرت", "state", "second"),
    ("عقد وزيرا خارجية النرويج والبرتغال اجتماعا.", "عقد", "meet", "far"),
    # what it needs is there, or is not
    ("تعقد الدوحة القمة على أرضها.", "تعقد", "host", "default"),
    ("عقدت كينيا والبرتغال صفقة تجارية.", "عقدت", "host", "lacking"),
    ("بحثت النرويج في ادعاءات التعذيب.", "بحثت", "investigate", "default"),
    ("بحثت النرويج وكينيا سبل التعاون.", "بحثت", "investigate", "lacking"),
    # a stop ends what a trigger may need
    ("عقدت كينيا جلسة؛ واللقاء في الدوحة.", "عقدت", "host", "lacking"),
    ("عقدت كينيا جلسة، واللقاء في الدوحة.", "عقدت", "host", "default"),
    # and is not part of an office
    ("نوه المتحدث باسم الخارجية النرويجية إلى أن الموسم طويل.", "نوه", "praise", "lacking"),
]


@pytest.mark.parametrize(("text", "trigger", "act", "how"), KNOWN)
def test_a_candidate_knows_its_acts_and_how(candidates, text, trigger, act, how):
    found = candidates(text)
    assert trigger in found, list(found)
    assert found[trigger].acts.get(act) == how, dict(found[trigger].acts)


@pytest.mark.parametrize(
    ("text", "no_candidate"),
    [
        ("زار الكويت.", "الكويت"),  # a name
        ("وصل المتحدث باسم الخارجية النرويجية.", "المتحدث"),  # an office
        ("جلس الرجل تحت الشجرة.", "الشجرة"),
        ("زار الكويت.", "."),
        ("زار www.example.org كثيرون.", "زار"),  # a web address
    ],
)
def test_names_offices_and_ordinary_words_are_no_candidates(candidates, text, no_candidate):
    assert no_candidate not in candidates(text)


def test_candidates_are_in_order_and_found_by_their_word(read):
    for scene in read(
        "زار الوزير الكويت وبحث مع نظيره الأزمة، ودعا إلى وقف القتال وأدان الهجوم.", title="قمة في الدوحة"
    ):
        places = [c.index for c in scene.candidates]
        assert places == sorted(set(places))
        for candidate in scene.candidates:
            assert scene.at[candidate.index] is candidate
            assert candidate.index < candidate.end <= len(scene.words)
            assert candidate.acts.keys() <= ACT_TYPES.keys()
            for act in candidate.acts:
                reading = candidate.reading(act)
                assert reading.act == act or act in reading.acts


def test_a_trigger_of_several_words_is_one_candidate(candidates):
    assert "وقف القتال" in candidates("دعت النرويج إلى وقف القتال.")


# sentence, the two candidates, their act, whether they tell the same
TWICE = [
    ("أجرى الوزير النرويجي مباحثات مع نظيره.", "أجرى", "مباحثات", "discuss", True),
    ("عبرت كينيا عن رفضها للقرار.", "عبرت", "رفض", "reject", True),
    ("أعربت النرويج عن قلقها من القتال.", "أعربت", "قلق", "express-concern", True),
    # the verb of the noun's relative clause only carries it
    ("وأعلنت النرويج ذلك في بيان مشترك صدر في أوسلو.", "بيان مشترك", "صدر", "issue-statement", True),
    # two verbs are two acts
    ("التقى الوزير نظيره، ثم التقى الرئيس.", "التقى", "التقى", "meet", False),
    # the verb carries an act of its own
    ("أدان الوزير إدانة خصومه.", "أدان", "إدانة", "condemn", False),
    # too far away, though the verb has a noun of its own that tells the act
    (
        "أجرى الوزير النرويجي مباحثات مع نظيره في مدينة صغيرة قرب الساحل قبل مباحثات أخرى.",
        "أجرى",
        "مباحثات",
        "discuss",
        False,
    ),
    # too far away
    ("أجرى الوزير النرويجي أمس في مدينة صغيرة قرب ساحل البحر الأبيض مباحثات.", "أجرى", "مباحثات", "discuss", False),
]


@pytest.mark.parametrize(("text", "first", "second", "act", "same"), TWICE)
def test_a_verb_and_its_noun_tell_one_act(read, text, first, second, act, same):
    article = make_article(text)
    (scene,) = read(text)
    told = [(article.text[slice(*scene.span(c.index, c.end))], c) for c in scene.candidates]
    one = next(c for words, c in told if words == first)
    other = [c for words, c in told if words == second][-1]
    assert one is not other
    assert act in other.acts
    assert tells_same(one, other, act) is same


def test_candidates_that_overlap_tell_one_act(candidates):
    found = candidates("دعت النرويج إلى وقف القتال.")
    assert tells_same(found["وقف القتال"], found["القتال"], "clash")


TWO_VERBS = "أعربت النرويج عن قلقها من القتال وقالت إن كينيا ستوقع اتفاقا مع البرتغال."


def test_acts_are_weighed_by_all_their_features(read, pack):
    model = load_models("ar").acts
    (scene,) = read(TWO_VERBS)
    for candidate in scene.candidates:
        candidate.features = context_features(scene, candidate, pack)
        found = weigh_acts(scene, candidate, model)
        assert found == pytest.approx(
            {act: model.probability(pair_features(scene, candidate, act)) for act in candidate.acts}
        )


def test_a_candidate_sees_the_likeliest_acts_around_it(read):
    (scene,) = read(TWO_VERBS)
    for k, candidate in enumerate(scene.candidates):
        candidate.scores = dict.fromkeys(candidate.acts, k / 10)
    views = list_views(scene)
    last = len(views) - 1
    assert last > 2
    assert [p for p, _ in views[0].best] == [0.0, 0.2, 0.0, last / 10]
    assert [p for p, _ in views[last].best] == [(last - 1) / 10, 0.0, (last - 1) / 10, 0.0]
    for candidate, view in zip(scene.candidates, views, strict=True):
        assert set(view.same) == {ACT_TYPES[act] for act in candidate.acts}
        for act in candidate.acts:
            assert f"2same={int(view.same[ACT_TYPES[act]] * 5)}|{ACT_TYPES[act]}" in second_features(
                candidate, act, view
            )
