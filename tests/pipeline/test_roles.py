"""Who is weighed for roles, who acts together, and what stands before a phrase."""

import pytest
from own_articles import make_article

from kg.languages.analysis import Mention
from kg.pipeline.discourse import Discourse, list_groups
from kg.pipeline.models import load_models
from kg.pipeline.roles import (
    agree_on_collectives,
    cross_features,
    list_units,
    unit_features,
    weigh_units,
)
from kg.pipeline.saying import place_sources
from kg.pipeline.scene import Group
from kg.pipeline.standing import governor, group_features


def states(pack, *codes):
    return tuple(pack.states[code] for code in codes)


def offer(scene, discourse, pack):
    return list_groups(scene, scene.candidates[0], discourse, pack)


def named(groups, form):
    return [group for group in groups if group.start >= 0 and group.form == form]


def test_units_gather_all_that_name_a_state_in_order(read, pack):
    (scene,) = read("التقى الوزير القطري سفير مصر في الدوحة، وشكر قطر ومصر.")
    groups = offer(scene, Discourse(subject=states(pack, "QAT", "NOR")), pack)
    units = list_units(groups)
    assert units[0].code == "QAT"
    assert {unit.code for unit in units} == {"QAT", "EGY", "NOR"}
    for unit in units:
        assert unit.groups == [n for n, group in enumerate(groups) if unit.code in group.countries]


def weigh(groups, chances):
    units = list_units(groups)
    views = [{"actor": chances[unit.code], "recipient": 1 - chances[unit.code]} for unit in units]
    agree_on_collectives(views, units, groups)
    return {unit.code: view for unit, view in zip(units, views, strict=True)}


def test_the_two_sides_play_one_role(read, pack):
    (scene,) = read("وأبلغ الطرفان القرار إلى مصر.")
    groups = offer(scene, Discourse(parties=states(pack, "NOR", "KEN")), pack)
    found = weigh(groups, {"NOR": 0.7, "KEN": 0.2, "EGY": 0.4})
    assert found["NOR"] == found["KEN"]
    assert found["NOR"]["actor"] >= 0.7
    assert found["EGY"] == {"actor": 0.4, "recipient": 0.6}


def test_who_is_also_named_alone_is_weighed_alone(read, pack):
    (scene,) = read("أبلغت النرويج مصر بما أكده الجانبان.")
    groups = named(offer(scene, Discourse(parties=states(pack, "NOR", "KEN")), pack), "name")
    pair = [Group(6, 7, 6, (make_pair(pack, "NOR", "KEN"),), "pair-last")]
    found = weigh([*groups, *pair], {"NOR": 0.9, "EGY": 0.3, "KEN": 0.2})
    assert found["NOR"]["actor"] == 0.9
    assert found["EGY"]["actor"] == 0.3
    assert found["KEN"]["actor"] == 0.2


def make_pair(pack, *codes):
    return Mention(6, 7, 6, states(pack, *codes), "collective", "جانب", 2)


@pytest.mark.parametrize(
    ("text", "phrase", "governs"),
    [
        ("وقعت النرويج اتفاقا مع كينيا.", "كينيا", "مع"),
        ("أشاد بالنرويج.", "النرويج", "ب"),
        ("قطر وتركيا", "تركيا", "و"),
        ("قطر، تركيا", "تركيا", ","),
        ("قطر توافق", "قطر", "^"),
        ("أدانت كينيا الهجوم", "كينيا", "trigger"),
    ],
)
def test_what_stands_before_a_phrase_is_known(read, pack, text, phrase, governs):
    article = make_article(text)
    (scene,) = read(text)
    (start,) = [m.start for m in scene.mentions if article.text[slice(*scene.span(m.start, m.end))] == phrase]
    assert governor(scene, start, pack) == governs


def test_units_are_weighed_by_all_their_features(read, pack):
    (scene,) = read("قالت كينيا إن النرويج وقعت اتفاقا مع البرتغال.")
    models = {role: getattr(load_models("ar"), role) for role in ("actor", "recipient", "said_by")}
    discourse = Discourse(subject=states(pack, "EGY"))
    for candidate in scene.candidates:
        for act in candidate.acts:
            groups = list_groups(scene, candidate, discourse, pack)
            units = list_units(groups)
            of_groups = [group_features(scene, candidate, act, group, groups, discourse, pack) for group in groups]
            rows = unit_features(scene, candidate, act, units, groups, of_groups, discourse, [], pack)
            found = weigh_units(models, rows, candidate, act)
            assert len(found) == len(units) > 3
            for row, view in zip(rows, found, strict=True):
                assert view == pytest.approx(
                    {role: m.probability(cross_features(role, row, candidate, act)) for role, m in models.items()}
                )


def test_a_source_is_told_by_where_it_stands(read, pack):
    last, within = read(
        "زار الوزير مصر أمس، بحسب وكالة الأنباء القطرية.",
        "وبحسب النرويج فإن الوزير زار مصر أمس وعاد إلى بيته.",
    )
    places = place_sources(last, last.candidates[0], offer(last, Discourse(), pack), pack)
    assert places == {"QAT": "R1last"}
    found = place_sources(within, within.candidates[-1], offer(within, Discourse(), pack), pack)
    assert found == {"NOR": "L0first"}
