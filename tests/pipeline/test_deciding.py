"""Who gets a role when several may: bounds, acts that take two, nobody twice."""

from dataclasses import replace

import pytest
from own_articles import make_article

from kg.languages.analysis import Mention
from kg.languages.pack import load_pack
from kg.pipeline.acts import find_candidates
from kg.pipeline.casting import settle_roles
from kg.pipeline.deciding import drop_echoes, find_likeliest, pick_phrases
from kg.pipeline.roles import Parties, Unit
from kg.pipeline.scene import Draft, Group, find_participants, open_candidate, read_scenes

BOUNDS = {"actor": 0.5, "recipient": 0.5, "said_by": 0.5}


@pytest.fixture
def settle(read):
    """Norway and Kenya with their probabilities as actor and recipient; who acts and to whom it is done, in the end."""
    (scene,) = read("بحثت النرويج الصيد مع كينيا.")
    candidate = scene.candidates[0]
    numbers = {code: k for k, group in enumerate(scene.groups) for code in group.countries}

    def run(act, norway, kenya, **options):
        candidate.act = act
        draft = Draft(scene, candidate)
        weighed = [{"actor": p[0], "recipient": p[1], "said_by": 0.0} for p in (norway, kenya)]
        parties = Parties(scene.groups, [Unit(code, [numbers[code]]) for code in ("NOR", "KEN")], [], [])
        options = {"apart": True, **options}
        least = options.pop("least", 0.5)
        settle_roles(draft, weighed, parties, BOUNDS, least, lambda k, role: [(0.0,)], **options)
        return [{r.entity.country for r in roles} for roles in (draft.actors, draft.recipients)]

    return run


@pytest.mark.parametrize(
    ("act", "kenya", "second", "doers"),
    [
        ("discuss", 0.2, 0.12, {"NOR", "KEN"}),
        ("discuss", 0.1, 0.12, {"NOR"}),
        ("discuss", 0.2, 1.0, {"NOR"}),
        ("hold", 0.2, 0.12, {"NOR"}),
        ("condemn", 0.2, 0.12, {"NOR"}),
    ],
)
def test_an_act_that_takes_two_gets_its_likeliest_second_party(settle, act, kenya, second, doers):
    assert settle(act, (0.9, 0.0), (kenya, 0.1), second=second) == [doers, set()]


@pytest.mark.parametrize(
    ("weighed", "act", "p"),
    [
        # criticise, accuse and complain are of one type
        ({"state": 0.35, "criticise": 0.3, "accuse": 0.25}, "criticise", 0.55),
        ({"state": 0.35, "criticise": 0.2, "meet": 0.25}, "state", 0.35),
    ],
)
def test_the_likeliest_type_decides_on_the_act(weighed, act, p):
    assert find_likeliest(weighed) == (act, pytest.approx(p))


def test_nobody_is_guessed(settle):
    assert settle("condemn", (0.4, 0.0), (0.1, 0.8)) == [set(), {"KEN"}]


def test_the_likeliest_is_the_actor_from_the_least_on(settle):
    assert settle("condemn", (0.4, 0.0), (0.1, 0.8), least=0.3) == [{"NOR"}, {"KEN"}]
    assert settle("condemn", (0.2, 0.0), (0.1, 0.8), least=0.3) == [set(), {"KEN"}]


def test_who_is_named_once_plays_one_role(settle):
    assert settle("condemn", (0.9, 0.0), (0.6, 0.8)) == [{"NOR"}, {"KEN"}]
    assert settle("condemn", (0.9, 0.0), (0.6, 0.8), apart=False) == [{"NOR", "KEN"}, set()]


def test_what_is_likelier_a_topic_is_no_theme(read):
    (scene,) = read("انتقدت النرويج القرار الكيني أمس.")
    draft = Draft(scene, scene.candidates[0])
    k = next(n for n, word in enumerate(scene.words) if word.text == "القرار")
    pick_phrases(draft, [({"theme": 0.3, "topic": 0.5}, k)], {"theme": 0.2, "topic": 0.2}, lambda k: k + 1)
    assert (draft.theme, draft.topics) == (None, [(k, k + 1)])
    draft = Draft(scene, scene.candidates[0])
    pick_phrases(draft, [({"theme": 0.5, "topic": 0.3}, k)], {"theme": 0.2, "topic": 0.2}, lambda k: k + 1)
    assert (draft.theme, draft.topics) == ((k, k + 1), [])


def test_a_topic_keeps_its_complement(read):
    (scene,) = read("بحثت النرويج مع كينيا تأمين إطلاق الصيادين وصيانة السفن.")
    draft = Draft(scene, scene.candidates[0])
    at = {word.text: n for n, word in enumerate(scene.words)}
    first, second, third = at["تأمين"], at["إطلاق"], at["صيانة"]
    likely = [({"theme": 0.0, "topic": p}, k) for p, k in ((0.5, first), (0.9, second), (0.8, third))]
    ends = {first: at["الصيادين"] + 1, second: at["الصيادين"] + 1, third: at["السفن"] + 1}
    pick_phrases(draft, likely, {"theme": 0.2, "topic": 0.2}, ends.__getitem__)
    assert draft.topics == [(first, at["الصيادين"] + 1), (third, at["السفن"] + 1)]


def _settle(scene, act, likely, groups, pack):
    """The states that do the last act of its name, where the groups say who may take part."""
    candidate = [c for c in scene.candidates if act in c.acts][-1]
    candidate.act = act
    draft = Draft(scene, candidate)
    units = [Unit(code, [k for k, g in enumerate(groups) if code in g.countries]) for code in likely]
    weighed = [{"actor": p, "recipient": 0.0, "said_by": 0.0} for p in likely.values()]
    settle_roles(
        draft, weighed, Parties(groups, units, [], []), BOUNDS, 0.5, lambda k, role: [(0.0,)] * len(units[k].groups),
        apart=True, joining=pack.syntax,
    )  # fmt: skip
    return {r.entity.country for r in draft.actors}


@pytest.fixture
def find_doers(read, pack):
    """The states that do the last act of its name in a sentence, given how likely each is to."""

    def run(text, act, likely):
        (scene,) = read(text)
        return _settle(scene, act, likely, scene.groups, pack)

    return run


@pytest.mark.parametrize(
    ("text", "actors", "doers"),
    [
        # who is named apart does not act too: the likelier one does
        ("أدانت النرويج الهجوم خلال زيارة إلى كينيا.", {"NOR": 0.9, "KEN": 0.6}, {"NOR"}),
        ("قال سفير كينيا إن النرويج أدانت الهجوم.", {"NOR": 0.9, "KEN": 0.6}, {"NOR"}),
        # those who are named together do
        ("أدانت النرويج وكينيا الهجوم.", {"NOR": 0.9, "KEN": 0.6}, {"NOR", "KEN"}),
        ("أدانت النرويج، وكذلك كينيا، الهجوم.", {"NOR": 0.9, "KEN": 0.6}, {"NOR", "KEN"}),
        ("إدانة نرويجية كينية للهجوم.", {"NOR": 0.9, "KEN": 0.6}, {"NOR", "KEN"}),
        # a pronoun of two stands for any two
        ("جددت النرويج خلال زيارة إلى كينيا إدانتهما للهجوم.", {"NOR": 0.9, "KEN": 0.6}, {"NOR", "KEN"}),
    ],
)
def test_who_acts_with_others_is_named_with_them(find_doers, text, actors, doers):
    assert find_doers(text, "condemn", actors) == doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        # behind 'between' stand all of them, whatever is likely of others
        ("رعت عمان الوصول إلى اتفاق بين كينيا والنرويج.", {"KEN", "NOR"}),
        ("رعت عمان الوصول إلى اتفاق بين كل من كينيا والنرويج.", {"KEN", "NOR"}),
        ("رعت عمان الوصول إلى اتفاق مرتقب بين كينيا والنرويج.", {"KEN", "NOR"}),
        # elsewhere nobody is left out
        ("رعت عمان الوصول إلى اتفاق ترضى به كينيا والنرويج.", {"OMN", "NOR"}),
        ("رعت عمان الوصول إلى اتفاق، بين كينيا والنرويج خلاف عليه.", {"OMN", "NOR"}),
    ],
)
def test_an_agreement_between_two_is_of_these_two(find_doers, text, doers):
    assert find_doers(text, "agree", {"OMN": 0.9, "NOR": 0.8, "KEN": 0.1}) == doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("تجري عمان مباحثات مع كينيا والنرويج.", {"OMN", "KEN", "NOR"}),
        ("تتابع عمان مباحثاتها مع كينيا قبل القمة في النرويج.", {"OMN", "KEN"}),
        ("تجري عمان مباحثات في كينيا.", {"OMN"}),
    ],
)
def test_with_whom_it_was_done_takes_part(find_doers, text, doers):
    assert find_doers(text, "discuss", {"OMN": 0.9, "NOR": 0.1, "KEN": 0.1}) == doers


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("التقى رئيس النرويج ورئيس كينيا. وحثت عمان البلدين على الحوار.", ({"OMN"}, {"NOR", "KEN"})),
        # a dual that is a subject acts
        ("التقى رئيس النرويج ورئيس كينيا. وحث البلدان عمان على الحوار.", ({"NOR", "KEN"}, {"OMN"})),
    ],
)
def test_a_dual_that_is_no_subject_is_asked(extractor, text, sides):
    told = [event for event in extractor.extract(make_article(text)) if event.act == "request"]
    assert [({p.country for p in e.actors}, {p.country for p in e.recipients}) for e in told] == [sides]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("اجتمع مجلس الأمن بعد حرب عمان.", {"UN"}),
        ("اجتمع رئيس كينيا بعد حرب عمان.", {"KEN", "OMN"}),
        ("اجتمع رئيس كينيا ووزير خارجية كينيا بعد حرب عمان.", {"KEN"}),
    ],
)
def test_an_organisation_and_two_of_one_state_may_meet_alone(read, pack, text, doers):
    (scene,) = read(text)
    candidate = scene.at.get(0) or open_candidate(scene, 0, "meet")
    candidate.act = "meet"
    codes = sorted({code for g in scene.groups for code in g.countries})
    units = [Unit(code, [k for k, g in enumerate(scene.groups) if code in g.countries]) for code in codes]
    weighed = [{"actor": 0.9 if code != "OMN" else 0.3, "recipient": 0.0, "said_by": 0.0} for code in codes]
    draft = Draft(scene, candidate)
    settle_roles(
        draft, weighed, Parties(scene.groups, units, [], []), BOUNDS, 0.5,
        lambda k, role: [(0.0,) for _ in units[k].groups],
        apart=True, second=0.1, joining=pack.syntax,
    )  # fmt: skip
    assert {r.entity.country for r in draft.actors} == doers


@pytest.mark.parametrize(
    ("text", "visited"),
    [
        ("سافر رئيس كينيا من عمان إلى النرويج.", {"NOR"}),
        ("سافر رئيس كينيا إلى النرويج من عمان.", {"NOR"}),
        ("سافر رئيس كينيا إلى عمان والنرويج.", {"NOR", "OMN"}),
        ("اقترب رئيس كينيا من عمان والنرويج.", {"NOR", "OMN"}),  # where he goes is not told otherwise
    ],
)
def test_where_a_traveller_comes_from_is_not_visited(read, pack, text, visited):
    (scene,) = read(text)
    candidate = scene.at.get(0) or open_candidate(scene, 0, "visit")
    candidate.act = "visit"
    units = [Unit(code, [k for k, g in enumerate(scene.groups) if code in g.countries]) for code in ("OMN", "NOR")]
    draft = Draft(scene, candidate)
    weighed = [{"actor": 0.0, "recipient": 0.9, "said_by": 0.0}] * 2
    parties = Parties(scene.groups, units, [], [])
    settle_roles(
        draft, weighed, parties, BOUNDS, 0.5, lambda k, role: [(0.0,)] * 3, apart=True, joining=pack.syntax
    )  # fmt: skip
    assert {r.entity.country for r in draft.recipients} == visited


@pytest.mark.parametrize(
    ("text", "p", "doers", "acted_on"),
    [
        # the likeliest words for either are the minister's; somebody else of his state acts, or is not named
        ("أقال الملك النرويجي الوزير الكيني بعد حديث مع الرئيس الكيني.", 0.9, 1, 1),
        ("أقيل الوزير الكيني أمس.", 0.9, ["Kenya"], 1),
        ("أقيل الوزير الكيني أمس.", 0.55, 1, 0),
        ("أقيلت كينيا أمس.", 0.9, ["Kenya"], 0),  # a state is not acted on by itself
    ],
)
def test_who_is_acted_on_may_be_of_the_state_that_acts(read, pack, text, p, doers, acted_on):
    (scene,) = read(text)
    candidate = open_candidate(scene, 0, "dismiss") if 0 not in scene.at else scene.at[0]
    candidate.act = "dismiss"
    units = [Unit("KEN", [k for k, g in enumerate(scene.groups) if "KEN" in g.countries])]
    draft = Draft(scene, candidate)
    settle_roles(
        draft, [{"actor": 0.95, "recipient": p, "said_by": 0.0}], Parties(scene.groups, units, [], []), BOUNDS, 0.5,
        lambda k, role: [(0.0,)] * len(units[0].groups), apart=True, joining=pack.syntax, states=pack.states,
    )  # fmt: skip
    told = [role.entity.name for role in draft.actors]
    assert told == doers if isinstance(doers, list) else len(told) == doers
    assert len(draft.recipients) == acted_on
    assert not {role.entity for role in draft.actors} & {role.entity for role in draft.recipients}


def test_who_stands_behind_between_is_mediated_between(read, pack):
    (scene,) = read("أعلنت كينيا وساطة بين عمان والنرويج.")
    candidate = next(c for c in scene.candidates if "mediate" in c.acts)
    candidate.act = "mediate"
    units = [
        Unit(code, [k for k, g in enumerate(scene.groups) if code in g.countries]) for code in ("KEN", "OMN", "NOR")
    ]
    weighed = [{"actor": 0.9, "recipient": r, "said_by": 0.0} for r in (0.0, 0.0, 0.6)]
    draft = Draft(scene, candidate)
    settle_roles(
        draft, weighed, Parties(scene.groups, units, [], []), BOUNDS, 0.5, lambda k, role: [(0.0,)],
        apart=True, joining=pack.syntax,
    )  # fmt: skip
    assert [r.entity.country for r in draft.actors] == ["KEN"]
    assert {r.entity.country for r in draft.recipients} == {"OMN", "NOR"}


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("أدان الوزيران الهجوم على عمان.", {"NOR", "KEN"}),
        ("أدان سفير الوزيرين الهجوم على عمان.", {"OMN"}),  # no subject
    ],
)
def test_a_collective_behind_a_verb_acts_as_a_whole(read, pack, text, doers):
    (scene,) = read(text)
    two = tuple(pack.states[code] for code in ("NOR", "KEN"))
    at = next(k for k, w in enumerate(scene.words) if w.key.startswith("وزير"))
    meant = Group(at, at + 1, at, (Mention(at, at + 1, at, two, "collective"),), "pair-last")
    groups = [meant, *(g for g in scene.groups if "OMN" in g.countries)]
    assert _settle(scene, "condemn", {"NOR": 0.4, "KEN": 0.1, "OMN": 0.9}, groups, pack) == doers


@pytest.mark.parametrize(
    ("text", "two", "doers"),
    [
        ("يناقشان الأوضاع في عمان.", ("NOR", "KEN"), {"NOR", "KEN"}),  # who are named together
        ("يناقشان الأوضاع في عمان.", (), {"NOR", "OMN"}),  # else the likeliest
        ("يناقشون الأوضاع في عمان.", ("NOR", "KEN"), {"NOR", "KEN", "OMN"}),
    ],
)
def test_a_dual_is_of_two(read, pack, text, two, doers):
    (scene,) = read(text)
    groups = [*scene.groups]
    for codes in (two, ("NOR",), ("KEN",)):
        if codes:
            members = tuple(pack.states[code] for code in codes)
            groups.append(Group(-1, -1, -1, (Mention(-1, -1, -1, members, "pronoun", "subject"),), "subject"))
    assert _settle(scene, "discuss", {"NOR": 0.9, "KEN": 0.6, "OMN": 0.8}, groups, pack) == doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("صدر بيان مشترك عن النرويج.", {"NOR", "KEN"}),
        ("صدر بيان عن النرويج.", {"NOR"}),
    ],
)
def test_a_joint_statement_is_of_those_who_met(read, pack, text, doers):
    (scene,) = read(text)
    two = tuple(pack.states[code] for code in ("NOR", "KEN"))
    met = Group(-1, -1, -1, (Mention(-1, -1, -1, two, "pronoun", "parties"),), "parties")
    assert _settle(scene, "issue-statement", {"NOR": 0.9, "KEN": 0.1}, [*scene.groups, met], pack) == doers


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Norway will continue to work with Kenya.", ["cooperate"]),
        ("Norway will continue to seek the release of its crew.", ["commit"]),
    ],
)
def test_a_verb_that_says_the_act_goes_on_is_no_event_beside_it(text, left):
    english = load_pack("en")
    (scene,) = read_scenes(replace(make_article(text), language="en"), english)
    find_participants([scene], english, english.new_memory(None))
    find_candidates(scene, english)
    on = next(c for c in scene.candidates if scene.words[c.index].key == "continue")
    on.act = "commit"
    behind = next((c for c in scene.candidates if c.index == on.end and "cooperate" in c.acts), None)
    if behind is not None:
        behind.act = "cooperate"
    drop_echoes(scene, english)
    assert [c.act for c in scene.candidates if c.act] == left


@pytest.mark.parametrize(
    ("text", "act", "doers"),
    [
        ("أشارت كينيا إلى البيان الصادر عن النرويج.", "issue-statement", {"NOR"}),
        ("أشارت كينيا إلى البيان الصادر أمس في النرويج.", "issue-statement", {"KEN"}),
        ("النرويج: ندعم كينيا.", "support", {"NOR"}),
        ("النرويج: تدعم كينيا.", "support", {"KEN"}),  # whoever supports her
        ("النرويج: «ندعم كينيا».", "support", {"KEN"}),  # the quotation is another's
    ],
)
def test_who_issued_a_text_or_speaks_of_himself_alone_acts(find_doers, text, act, doers):
    assert find_doers(text, act, {"NOR": 0.1, "KEN": 0.8}) == doers


@pytest.mark.parametrize(
    ("text", "act", "likely", "doers"),
    [
        ("قُتل الكاتب في كينيا.", "kill", {"KEN": 0.9}, set()),
        ("قتل الكاتب في كينيا.", "kill", {"KEN": 0.9}, {"KEN"}),  # no vowel tells
        ("عُقدت القمة في كينيا.", "hold", {"KEN": 0.9}, {"KEN"}),  # a host takes part
    ],
)
def test_where_it_was_done_is_not_who_did_it(find_doers, text, act, likely, doers):
    assert find_doers(text, act, likely) == doers


def test_whom_an_issuer_displaces_is_no_recipient(read, pack):
    (scene,) = read("أشارت كينيا إلى البيان الصادر عن النرويج.")
    candidate = [c for c in scene.candidates if "issue-statement" in c.acts][-1]
    candidate.act = "issue-statement"
    draft = Draft(scene, candidate)
    units = [Unit(code, [k for k, g in enumerate(scene.groups) if code in g.countries]) for code in ("NOR", "KEN")]
    weighed = [{"actor": 0.1, "recipient": 0.0, "said_by": 0.0}, {"actor": 0.8, "recipient": 0.0, "said_by": 0.0}]
    settle_roles(
        draft, weighed, Parties(scene.groups, units, [], []), BOUNDS, 0.5, lambda k, role: [(0.0,)], apart=True,
        joining=pack.syntax,
    )  # fmt: skip
    assert ([r.entity.country for r in draft.actors], draft.recipients) == (["NOR"], [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("تناول اللقاء بحث ملف الصيد.", ["discuss"]),
        ("تناول اللقاء ملف الصيد، وبحث الأزمة.", ["discuss", "discuss"]),
        ("تناول الوزيران اليوم ملف الصيد البحري والطاقة وبحث الأزمة.", ["discuss", "discuss"]),
    ],
)
def test_two_words_near_each_other_tell_one_act_unless_they_are_joined(read, pack, text, left):
    (scene,) = read(text)
    for candidate in scene.candidates:
        candidate.act, candidate.score = ("discuss", 0.9) if "discuss" in candidate.acts else (None, 0.0)
    drop_echoes(scene, pack)
    assert [c.act for c in scene.candidates if c.act] == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("شدد وزير الخارجية الكيني على التزام بلاده بالاتفاق.", ["commit"]),
        ("شدد وزير الخارجية الكيني أمس في بيان على التزام بلاده بالاتفاق.", ["request", "commit"]),  # more between
        ("زار وزير الخارجية الكيني على التزام.", ["visit", "commit"]),  # says nothing
    ],
)
def test_a_verb_of_saying_and_its_noun_are_one_event(read, pack, text, left):
    (scene,) = read(text)
    for candidate in scene.candidates:
        key = scene.words[candidate.index].key
        told = {"شدد": ("request", 0.5), "زار": ("visit", 0.5), "التزام": ("commit", 0.9)}.get(key, (None, 0.0))
        candidate.act, candidate.score = told
    drop_echoes(scene, pack)
    assert [c.act for c in scene.candidates if c.act] == left


@pytest.mark.parametrize(
    ("text", "told", "left"),
    [
        ("تعقد اللجنة اجتماعا اليوم.", {"تعقد": "hold", "اجتماعا": "meet"}, ["meet"]),
        ("تعقد اللجنة قمة، وترتب اجتماعا.", {"تعقد": "hold", "اجتماعا": "meet"}, ["hold", "meet"]),
        ("تعتزم كينيا زيارة النرويج.", {"تعتزم": "intend", "زيارة": "visit"}, ["visit"]),
        ("تأمل كينيا زيارة النرويج.", {"تأمل": "intend", "زيارة": "visit"}, ["intend", "visit"]),
        ("قال إنه لن يحضر القمة.", {"لن": "refuse", "يحضر": "attend"}, ["attend"]),
    ],
)
def test_a_word_that_leads_to_an_act_is_none_itself(read, pack, text, told, left):
    (scene,) = read(text)
    for k, word in enumerate(scene.words):
        act = told.get(word.text)
        if act and k not in scene.at:
            open_candidate(scene, k, act)
    for candidate in scene.candidates:
        act = told.get(scene.words[candidate.index].text)
        candidate.act, candidate.score = act, 0.5 if act else 0.0
    drop_echoes(scene, pack)
    assert [c.act for c in scene.candidates if c.act] == left


@pytest.mark.parametrize("text", ["أجرى الوزير اتصالا هاتفيا بنظيره.", "أكد في اتصاله الهاتفي عمق الصداقة."])
def test_a_noun_and_its_adjective_tell_one_act(read, pack, text):
    (scene,) = read(text)
    noun = next(c for c in scene.candidates if "call" in c.acts)
    adjective = open_candidate(scene, noun.end + (scene.words[noun.end].piece == "pron"), "call")
    noun.act, noun.score, adjective.act, adjective.score = "call", 0.9, "call", 0.6
    drop_echoes(scene, pack)
    assert [noun.act, adjective.act] == ["call", None]


@pytest.mark.parametrize(
    ("act", "minister", "state", "names"),
    [
        # ministers meet ministers, states sign with states; by which weighs more in all
        ("meet", 2.0, 1.0, {"Foreign minister of Norway", "Foreign minister of Kenya"}),
        ("meet", 0.5, 1.0, {"Norway", "Kenya"}),
        # elsewhere each is named by what is likeliest
        ("condemn", 2.0, 1.0, {"Foreign minister of Norway", "Kenya"}),
    ],
)
def test_two_who_act_together_are_named_alike(read, pack, act, minister, state, names):
    text = "قال وزير الخارجية النرويجي لوزير الخارجية الكيني إن النرويج اجتمعت مع كينيا."
    (scene,) = read(text)
    kinds = {(m.name, m.country): n for n, g in enumerate(scene.groups) for x in g.mentions for m in x.members}
    candidate = next(c for c in scene.candidates if "meet" in c.acts)
    candidate.act = act
    units = [Unit(code, sorted({n for (_, c), n in kinds.items() if c == code})) for code in ("NOR", "KEN")]
    parties = Parties(scene.groups, units, [], [])
    weights = {"NOR": {"person": minister, "state": 0.9}, "KEN": {"person": 0.4, "state": state}}

    def rank(number, role):
        unit = units[number]
        kinds_of = [
            m.kind for n in unit.groups for x in scene.groups[n].mentions for m in x.members if m.country == unit.code
        ]
        return [(weights[unit.code].get(kind, -1.0),) for kind in kinds_of]

    draft = Draft(scene, candidate)
    weighed = [{"actor": 0.9, "recipient": 0.0, "said_by": 0.0}] * 2
    settle_roles(draft, weighed, parties, BOUNDS, 0.5, rank, apart=True)
    assert {r.entity.name for r in draft.actors} == names
