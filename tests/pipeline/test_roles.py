"""Whom a sentence offers for roles: who is named, whom collectives and documents mean, and who acts together."""

import pytest
from own_articles import make_article

from kg.languages.analysis import Mention
from kg.pipeline.roles import Discourse, agree_on_collectives, find_pair, governor, list_groups, list_units
from kg.pipeline.scene import Group


def states(pack, *codes):
    return tuple(pack.states[code] for code in codes)


def offer(scene, discourse, pack):
    return list_groups(scene, scene.candidates[0], discourse, pack.states)


def implied(groups, source):
    return [group.countries for group in groups if group.source == source]


def named(groups, form):
    return [group for group in groups if group.start >= 0 and group.form == form]


NORWAY_KENYA, QATAR_TURKEY = frozenset(("NOR", "KEN")), frozenset(("QAT", "TUR"))

# what is said before the collective in its sentence, what the article said, whom it means
PAIRS = [
    # the two of the sentence go before all else
    ("بحثت قطر وتركيا الملف، وأكد الجانبان ذلك.", {"parties": ("NOR", "KEN")}, {"QAT", "TUR"}),
    ("التقى الوزير التركي نظيره الكيني، وأكد الجانبان ذلك.", {}, {"TUR", "KEN"}),
    # of three in the sentence, the two that are named side by side
    ("بحثت قطر وتركيا ملف مصر، وأكد الجانبان ذلك.", {}, {"QAT", "TUR"}),
    # else the two sides of the last act
    ("وأكد الجانبان ذلك.", {"parties": ("NOR", "KEN")}, {"NOR", "KEN"}),
    ("وأكد الجانبان ذلك.", {"parties": ("NOR", "KEN"), "pairs": {NORWAY_KENYA: 1, QATAR_TURKEY: 2}}, {"NOR", "KEN"}),
    # unless the article keeps speaking of another pair
    ("وأكد الجانبان ذلك.", {"parties": ("NOR", "KEN"), "pairs": {NORWAY_KENYA: 1, QATAR_TURKEY: 3}}, {"QAT", "TUR"}),
    ("وأكد الجانبان ذلك.", {"pairs": {QATAR_TURKEY: 2}}, {"QAT", "TUR"}),
    # else the two that are named most
    ("وأكد الجانبان ذلك.", {"counts": {"NOR": 2, "KEN": 4, "QAT": 1}}, {"NOR", "KEN"}),
    # one who is named is no pair
    ("وأكد الجانبان ذلك.", {"counts": {"NOR": 2}}, set()),
    ("وأكد الجانبان ذلك.", {}, set()),
    # those named after it are not meant
    ("وأكد الجانبان ذلك لقطر وتركيا.", {"parties": ("NOR", "KEN")}, {"NOR", "KEN"}),
]


@pytest.mark.parametrize(("text", "said", "meant"), PAIRS)
def test_the_two_sides_are_those_of_the_sentence_then_of_the_article(read, pack, text, said, meant):
    (scene,) = read(text)
    said = {key: states(pack, *value) if isinstance(value, tuple) else value for key, value in said.items()}
    discourse = Discourse(**said)
    (collective,) = [m for m in scene.mentions if m.form == "collective"]
    _, members = find_pair(scene, collective.start, discourse, pack.states)
    assert {m.country for m in members} == meant
    groups = named(offer(scene, discourse, pack), "collective")
    assert [group.countries for group in groups] == ([meant] if meant else [])
    assert all((g.start, g.end) == (collective.start, collective.end) for g in groups)


def test_a_document_means_its_authors(read, pack):
    (scene,) = read("ودعا البيان إلى وقف القتال.")
    discourse = Discourse(authors=states(pack, "QAT", "TUR"), subject=states(pack, "KEN"))
    assert [g.countries for g in named(offer(scene, discourse, pack), "document")] == [{"QAT", "TUR"}]


def test_a_document_without_authors_means_who_spoke_last(read, pack):
    (scene,) = read("ودعا البيان إلى وقف القتال.")
    discourse = Discourse(speaker=states(pack, "NOR"), subject=states(pack, "KEN"))
    assert [g.countries for g in named(offer(scene, discourse, pack), "document")] == [{"NOR"}]
    assert named(offer(scene, Discourse(), pack), "document") == []


def test_who_acted_spoke_and_writes_may_be_the_subject_that_is_dropped(read, pack):
    (scene,) = read("وأدانت الهجوم.")
    discourse = Discourse(subject=states(pack, "NOR"), speaker=states(pack, "KEN"), home=states(pack, "ARE"))
    groups = offer(scene, discourse, pack)
    assert implied(groups, "subject") == [{"NOR"}]
    assert implied(groups, "speaker") == [{"KEN"}]
    assert implied(groups, "home") == [{"ARE"}]
    assert all((g.start, g.end) == (-1, -1) for g in groups)
    assert offer(scene, Discourse(), pack) == []


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
