"""What is to come is no act done, what is past none planned."""

import pytest

from kg.languages.dates import DateMention
from kg.pipeline.scene import Draft, open_candidate
from kg.pipeline.timing import drop_negations, drop_threatened, settle_by_day, settle_by_words, settle_denied


def make_draft(read, text, act, status):
    (scene,) = read(text)
    candidate = next(c for c in scene.candidates if act in c.acts)
    candidate.act = act
    return Draft(scene, candidate, status=status)


@pytest.mark.parametrize(
    ("day", "ahead", "before", "after"),
    [
        ("2024-06-01", None, "actual", "planned"),
        ("2024-05-01", None, "planned", "actual"),
        ("2024-05-15", None, "planned", "planned"),
        ("2024-05-01", None, "actual", "actual"),
        ("2024-06-01", None, "negated", "negated"),
        ("2024-05", None, "actual", "actual"),  # the month of publication may be past or to come
        ("2024-06", None, "actual", "planned"),
        ("2016", None, "planned", "actual"),
        ("2024-05-10", "2024-05-17", "planned", "planned"),  # a weekday, past or to come
        (None, None, "planned", "planned"),
    ],
)
def test_the_day_of_publication_binds_status_and_date(read, pack, day, ahead, before, after):
    draft = make_draft(read, "زيارة النرويج في ذلك اليوم.", "visit", before)
    draft.date = (2, 4, DateMention("ذلك اليوم", 13, 22, day, "day", ahead))
    settle_by_day(draft, "2024-05-15", pack)
    assert (draft.status, draft.date is None) == (after, False)


@pytest.mark.parametrize("published", [None, "soon"])
def test_without_a_day_of_publication_nothing_is_bound(read, pack, published):
    draft = make_draft(read, "زيارة النرويج في ذلك اليوم.", "visit", "planned")
    draft.date = (2, 4, DateMention("ذلك اليوم", 13, 22, "2016", "day"))
    settle_by_day(draft, published, pack)
    assert draft.status == "planned"


def test_the_day_of_another_act_is_not_that_of_what_is_to_come(read, pack):
    draft = make_draft(read, "قال الوزير في 2 مايو 2024 إن بلاده سوف توقع الاتفاقية.", "sign", "planned")
    draft.date = draft.scene.dates[0]
    settle_by_day(draft, "2024-05-15", pack)
    assert (draft.status, draft.date) == ("planned", None)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        # an adjective of the future
        ("أعلنت النرويج عن المباحثات المرتقبة مع كينيا.", "actual", "planned"),
        ("أعلنت النرويج عن المباحثات الأخيرة مع كينيا.", "actual", "actual"),
        ("أعلنت النرويج عن مباحثات المقرر الأممي مع كينيا.", "actual", "actual"),
        # a clause of the past that carries the noun
        ("ستستكمل الزيارة المباحثات التي أجراها الوزيران في أوسلو.", "planned", "actual"),
        ("ستستكمل الزيارة المباحثات التي يجريها الوزيران في أوسلو.", "planned", "planned"),
        ("ستستكمل الزيارة المباحثات في أوسلو.", "planned", "planned"),
        # what was done during or after it
        ("ودعا وزير خارجية كينيا خلال مباحثاته في أوسلو إلى عقد قمة.", "planned", "actual"),
        ("وحذرت النرويج عقب مباحثات مع كينيا من التأخير.", "possible", "actual"),
        ("وبعد مباحثات مع كينيا سيعود الوزير إلى أوسلو.", "planned", "actual"),
        # what will be done then, or was not
        ("وسيدعو وزير خارجية كينيا خلال مباحثاته في أوسلو إلى عقد قمة.", "planned", "planned"),
        ("وخلال مباحثات في أوسلو سيدعو الوزير إلى عقد قمة.", "planned", "planned"),
        ("ولم يدع وزير خارجية كينيا خلال مباحثاته في أوسلو إلى عقد قمة.", "negated", "negated"),
    ],
)
def test_a_noun_is_placed_in_time_by_its_own_adjective_and_clause(read, pack, text, before, after):
    draft = make_draft(read, text, "discuss", before)
    settle_by_words(draft, pack)
    assert draft.status == after


@pytest.mark.parametrize(
    ("text", "act", "theme", "status"),
    [
        ("نفت كينيا وجود وساطة مع النرويج.", "mediate", "وجود", "negated"),
        # a fact in a relative clause, and what was claimed
        ("نفت كينيا الخبر الذي يخص وساطة مع النرويج.", "mediate", "خبر", "actual"),
        ("نفت كينيا اتهامات من النرويج.", "accuse", "اتهامات", "actual"),
        # what stands outside of the theme
        ("نفت كينيا الخبر، وأعلنت وساطة مع النرويج.", "mediate", "خبر", "actual"),
    ],
)
def test_what_is_denied_is_not_told_as_done(read, pack, text, act, theme, status):
    (scene,) = read(text)
    found = {c.index: c for c in scene.candidates}
    denial, denied = found[0], next(c for c in scene.candidates if act in c.acts)
    denial.act, denied.act = "deny", act
    start = next(k for k, word in enumerate(scene.words) if word.key == theme)
    comma = next((k for k, word in enumerate(scene.words) if word.text == "،"), len(scene.words))
    drafts = [Draft(scene, denial, theme=(start, comma)), Draft(scene, denied)]
    settle_denied(drafts, pack)
    assert drafts[1].status == status


@pytest.mark.parametrize(("status", "left"), [("negated", ["meet"]), ("planned", ["reject", "meet"])])
def test_a_word_of_negation_is_no_refusal_beside_what_it_negates(read, pack, status, left):
    (scene,) = read("أوسلو: لا لقاء مع نيروبي هذا الشهر.")
    meeting = next(c for c in scene.candidates if "meet" in c.acts)
    refusal = next(c for c in scene.candidates if c.index == meeting.index - 1)
    refusal.act, meeting.act = "reject", "meet"
    drafts = [Draft(scene, refusal), Draft(scene, meeting, status=status)]
    assert [draft.act for draft in drop_negations(drafts, pack)] == left


@pytest.mark.parametrize(
    ("act", "score", "kept"), [("threaten", 0.9, False), ("threaten", 0.3, True), ("agree", 0.9, True)]
)
def test_what_is_threatened_is_no_event(read, act, score, kept):
    (scene,) = read("هددت كينيا النرويج بقطع العلاقات.")
    threat = Draft(scene, open_candidate(scene, 0, act))
    threat.candidate.choose(act, score)
    threat.theme = (4, 6)
    cut = Draft(scene, open_candidate(scene, 4, "cut-relations"))
    cut.candidate.choose("cut-relations", 0.9)
    assert (cut in drop_threatened([threat, cut])) is kept
    assert threat in drop_threatened([threat, cut])
