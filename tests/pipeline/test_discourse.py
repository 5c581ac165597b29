"""Whom collectives, documents, duals and dropped subjects mean, and what of a sentence the article remembers."""

import pytest

from kg.languages.analysis import Entity
from kg.pipeline.discourse import Discourse, find_pair, find_two, is_dual, list_groups, update_discourse
from kg.pipeline.scene import Draft, Role


def states(pack, *codes):
    return tuple(pack.states[code] for code in codes)


def offer(scene, discourse, pack):
    return list_groups(scene, scene.candidates[0], discourse, pack)


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
    # an agency that reports is none of the two
    ("أوردت وكالة رويترز أن النرويج تدرس ما اتفق عليه الجانبان.", {"parties": ("NOR", "KEN")}, {"NOR", "KEN"}),
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


def test_one_of_the_two_sides_may_be_an_organisation(read, pack):
    (scene,) = read("وأكد الجانبان ذلك.")
    league = Entity("org-league", "Arab League", None, "ARAB_LEAGUE", "igo")
    discourse = Discourse(parties=(pack.states["NOR"], league), counts={"NOR": 3, "KEN": 2})
    assert [g.countries for g in named(offer(scene, discourse, pack), "collective")] == [{"NOR", "ARAB_LEAGUE"}]


def test_a_document_means_its_authors(read, pack):
    (scene,) = read("ودعا البيان إلى وقف القتال.")
    discourse = Discourse(authors=states(pack, "QAT", "TUR"), subject=states(pack, "KEN"))
    assert [g.countries for g in named(offer(scene, discourse, pack), "document")] == [{"QAT", "TUR"}]


def test_a_document_without_authors_means_who_spoke_last(read, pack):
    (scene,) = read("ودعا البيان إلى وقف القتال.")
    discourse = Discourse(speaker=states(pack, "NOR"), subject=states(pack, "KEN"))
    assert [g.countries for g in named(offer(scene, discourse, pack), "document")] == [{"NOR"}]
    assert named(offer(scene, Discourse(), pack), "document") == []


def test_the_same_source_is_who_spoke_last(read, pack):
    (scene,) = read("وأضاف المصدر نفسه ذلك.")
    discourse = Discourse(subject=states(pack, "QAT"), speaker=states(pack, "NOR"))
    assert [g.countries for g in named(offer(scene, discourse, pack), "office")] == [{"NOR"}]


def test_who_acted_spoke_and_writes_may_be_the_subject_that_is_dropped(read, pack):
    (scene,) = read("وأدانت الهجوم.")
    discourse = Discourse(subject=states(pack, "NOR"), speaker=states(pack, "KEN"), home=states(pack, "ARE"))
    groups = offer(scene, discourse, pack)
    assert implied(groups, "subject") == [{"NOR"}]
    assert implied(groups, "speaker") == [{"KEN"}]
    assert implied(groups, "home") == [{"ARE"}]
    assert all((g.start, g.end) == (-1, -1) for g in groups)
    assert offer(scene, Discourse(), pack) == []


DUALS = [
    ("وناقشا الملف.", "ناقشا", True),
    ("وناقش الملف.", "ناقش", False),
    ("وناقشوا الملف.", "ناقشوا", False),
    ("وجدد الجانبان إدانتهما للهجوم.", "إدانت", True),
    ("وجدد الوزير إدانته للهجوم.", "إدانت", False),
]


@pytest.mark.parametrize(("text", "trigger", "dual"), DUALS)
def test_a_verb_or_pronoun_of_two_is_known(read, pack, text, trigger, dual):
    (scene,) = read(text)
    candidate = next(c for c in scene.candidates if scene.words[c.index].text == trigger)
    assert is_dual(scene, candidate, pack.syntax) is dual


def test_a_dual_without_a_subject_means_the_two_who_acted_last(read, pack):
    (scene,) = read("وناقشا الملف.")
    discourse = Discourse(subject=states(pack, "NOR", "KEN"), pairs={QATAR_TURKEY: 9})
    assert {e.country for e in find_two(scene, scene.candidates[0], discourse, pack.states)} == {"NOR", "KEN"}
    alone = Discourse(subject=states(pack, "NOR"), pairs={QATAR_TURKEY: 9})
    assert {e.country for e in find_two(scene, scene.candidates[0], alone, pack.states)} == {"QAT", "TUR"}
    assert implied(offer(scene, discourse, pack), "dual") == [{"NOR", "KEN"}]


def test_two_who_acted_in_the_sentence_go_before_who_acted_last(read, pack):
    (scene,) = read("التقى الوزير التركي نظيره الكيني وناقشا الملف.")
    met, talked = scene.candidates[0], next(c for c in scene.candidates if scene.words[c.index].text == "ناقشا")
    discourse = Discourse(subject=states(pack, "NOR", "QAT"))
    earlier = Draft(scene, met, [Role(state, 0, 1, 1.0) for state in states(pack, "TUR", "KEN")])
    assert {e.country for e in find_two(scene, talked, discourse, pack.states, [earlier])} == {"TUR", "KEN"}
    assert {e.country for e in find_two(scene, talked, discourse, pack.states)} == {"NOR", "QAT"}


LISTS = [
    ("ووقعت الدول الثلاث اتفاقا.", [("NOR", "KEN", "QAT")], ["NOR", "KEN", "QAT"]),
    ("ووقعت هذه الدول اتفاقا.", [("NOR", "KEN", "QAT")], ["NOR", "KEN", "QAT"]),
    ("وبحث مع العواصم الثلاث الملف.", [("NOR", "KEN", "QAT")], ["NOR", "KEN", "QAT"]),
    # so many as the number says, and the last of these
    ("ووقعت الدول الأربع اتفاقا.", [("NOR", "KEN", "QAT", "TUR"), ("EGY", "JOR", "OMN")], ["NOR", "KEN", "QAT", "TUR"]),
    ("ووقعت الدول الثلاث اتفاقا.", [("NOR", "KEN", "QAT"), ("EGY", "JOR", "OMN")], ["EGY", "JOR", "OMN"]),
    # a list of the sentence goes before
    ("زار مصر والأردن ولبنان، ووقعت الدول الثلاث اتفاقا.", [("NOR", "KEN", "QAT")], ["EGY", "JOR", "LBN"]),
    # nobody says that these states are those
    ("ووقعت الدول اتفاقا.", [("NOR", "KEN", "QAT")], []),
    ("ووقعت الدول الأربع اتفاقا.", [("NOR", "KEN", "QAT")], []),
]


@pytest.mark.parametrize(("text", "said", "meant"), LISTS)
def test_three_states_and_more_are_those_named_together(read, pack, text, said, meant):
    (scene,) = read(text)
    groups = offer(scene, Discourse(lists=said), pack)
    assert [sorted(group) for group in implied(groups, "list")] == ([sorted(meant)] if meant else [])


# -- what is remembered ------------------------------------------------------------------------------------------------


@pytest.fixture
def remember(read, pack):
    """What an article has said after a sentence: its text, trigger, act, and who has which role."""

    def run(text, trigger=None, act=None, discourse=None, score=0.9, **roles):
        (scene,) = read(text)
        discourse = discourse or Discourse()
        drafts = []
        if trigger:
            candidate = next(c for c in scene.candidates if scene.words[c.index].text == trigger)
            candidate.choose(act, score)
            people = {k: [Role(pack.states[c], 0, 1, 0.9) for c in codes] for k, codes in roles.items()}
            drafts = [Draft(scene, candidate, **people)]
        update_discourse(discourse, scene, drafts, pack)
        return discourse

    return run


def codes(entities):
    return [entity.country for entity in entities]


def test_who_acted_and_to_whom_is_remembered(remember):
    discourse = remember("زار الوزير التركي الكويت.", "زار", "visit", actors=["TUR"], recipients=["KWT"])
    assert codes(discourse.subject) == ["TUR"]
    assert codes(discourse.other) == ["KWT"]
    assert codes(discourse.parties) == ["TUR", "KWT"]
    assert discourse.pairs[frozenset(("TUR", "KWT"))] == 1
    assert discourse.speaker == ()


def test_a_dual_means_the_two_of_the_last_sure_event(read, remember, pack):
    discourse = remember("وقعت كينيا والنرويج اتفاقا.", "وقعت", "sign", actors=["KEN", "NOR"])
    doubtful = {"act": "clash", "actors": ["KEN", "TUR"], "score": 0.3}
    discourse = remember("استمرت المعارك في كينيا وتركيا.", "المعارك", discourse=discourse, **doubtful)
    (scene,) = read("وناقشا الملف.")
    assert {e.country for e in find_two(scene, scene.candidates[0], discourse, pack.states)} == {"KEN", "NOR"}


def test_who_spoke_is_remembered(remember):
    said = remember("قالت كينيا إنها راضية.", "قالت", "state", actors=["KEN"])
    assert codes(said.speaker) == ["KEN"]
    relayed = remember("أدانت كينيا الهجوم.", "أدانت", "condemn", actors=["KEN"], said_by=["NOR"])
    assert codes(relayed.speaker) == ["NOR"]
    assert codes(relayed.subject) == ["KEN"]


def test_the_authors_of_a_statement_are_remembered(remember):
    discourse = remember("أصدرت قطر وتركيا بيانا.", "أصدرت", "issue-statement", actors=["QAT", "TUR"])
    assert codes(discourse.authors) == ["QAT", "TUR"]


def test_who_issued_a_decision_is_no_author_of_a_statement(remember):
    assert remember("نفذت القرار الصادر عن قطر.", "الصادر", "issue-statement", actors=["QAT"]).authors == ()


def test_who_was_named_first_is_the_topic_and_stays_it(remember):
    discourse = remember("وصل الوزير الكيني إلى أوسلو.")
    assert codes(discourse.topic) == codes(discourse.previous) == ["KEN"]
    remember("وشكر تركيا.", discourse=discourse)
    assert codes(discourse.topic) == ["KEN"]
    assert codes(discourse.previous) == ["TUR"]
    assert discourse.counts == {"KEN": 1, "NOR": 1, "TUR": 1}


def test_pairs_named_together_are_counted(remember):
    discourse = remember("رحبت قطر وتركيا بالقرار.")
    remember("واستمر الحوار القطري التركي.", discourse=discourse)
    assert discourse.pairs == {QATAR_TURKEY: 2}


def test_three_states_named_together_are_remembered_as_a_list(remember):
    said = remember("زار الوزير مصر والأردن ولبنان ثم النرويج وكينيا.")
    assert said.lists == [("EGY", "JOR", "LBN")]
    assert remember("زار الوزير مصر والأردن وحلف الناتو.").lists == []


def test_a_sentence_that_names_nobody_leaves_what_was_said(remember):
    discourse = remember("زار الوزير التركي الكويت.", "زار", "visit", actors=["TUR"], recipients=["KWT"])
    before = (discourse.subject, discourse.parties, discourse.previous, dict(discourse.counts))
    remember("وكان الجو باردا.", discourse=discourse)
    assert (discourse.subject, discourse.parties, discourse.previous, discourse.counts) == before
