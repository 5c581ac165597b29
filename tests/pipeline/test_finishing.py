"""From drafts to records: identifiers, types, words at their offsets."""

from dataclasses import replace

import pytest
from own_articles import make_article

from kg.extraction import check_event
from kg.languages.analysis import Entity
from kg.pipeline.finishing import EXTRACTOR, finish_events
from kg.pipeline.scene import Draft, Role


@pytest.fixture
def draft_of(read, pack):
    """A draft whose trigger is written so: ``draft_of(text, trigger, act, actor code, …)``."""

    def run(text, trigger, act, *codes, **slots):
        (scene,) = read(text)
        candidate = next(c for c in scene.candidates if scene.words[c.index].text == trigger)
        candidate.act, candidate.score = act, slots.pop("score", 0.9)
        actors = []
        for code in codes:
            mention = next((m for m in scene.mentions if code in m.countries), None)
            start, end = (mention.start, mention.end) if mention else (candidate.index, candidate.end)
            actors.append(Role(pack.states[code], start, end, 0.9))
        return Draft(scene, candidate, actors, **slots)

    return run


TEXT = "وقعت النرويج وكينيا اتفاقية صيد في أوسلو أمس."


def test_every_word_of_a_record_stands_at_its_offsets(draft_of, pack):
    article = make_article(TEXT)
    draft = draft_of(TEXT, "وقعت", "sign", "NOR", "KEN")
    scene = draft.scene
    at = {word.text: k for k, word in enumerate(scene.words)}
    draft.theme = (at["اتفاقية"], at["صيد"] + 1)
    draft.topics = [(at["صيد"], at["صيد"] + 1)]
    draft.date = scene.dates[0]
    draft.place = next(m for m in scene.mentions if m.start == at["أوسلو"])
    (event,) = finish_events(article, [draft], pack)
    check_event(event, article)
    assert [actor.text for actor in event.actors] == ["النرويج", "كينيا"]
    assert [actor.id for actor in event.actors] == ["wd:Q20", "wd:Q114"]
    assert (event.trigger.text, event.theme.text, event.topics[0].text) == ("وقعت", "اتفاقية صيد", "صيد")
    assert (event.date, event.date_text) == ("2024-05-14", "أمس")
    assert (event.place, event.place_id) == ("Oslo", "wd:Q585")
    assert event.sentence.text == TEXT
    assert event.rule.startswith("trigger:sign")
    assert event.extractor == EXTRACTOR == "rules"
    assert event.cameo is not None


def test_a_trigger_is_quoted_with_its_pronoun(draft_of, pack):
    text = "جددت كينيا إدانتها للهجوم."
    (event,) = finish_events(make_article(text), [draft_of(text, "إدانت", "condemn", "KEN")], pack)
    assert event.trigger.text == "إدانتها"
    check_event(event, make_article(text))


def test_who_is_not_named_carries_the_words_of_the_trigger(draft_of, pack):
    text = "وأدانتا الهجوم."
    (event,) = finish_events(make_article(text), [draft_of(text, "أدانتا", "condemn", "NOR", "KEN")], pack)
    assert [actor.text for actor in event.actors] == ["أدانتا", "أدانتا"]
    check_event(event, make_article(text))


def test_who_has_no_identifier_gets_a_flat_one(draft_of, pack):
    text = "أدانت كينيا الهجوم."
    draft = draft_of(text, "أدانت", "condemn", "KEN")
    person = Entity("", "Sami Kronberg", None, "NOR", "person")
    draft.said_by = [Role(person, draft.candidate.index, draft.candidate.end, 0.8)]
    (event,) = finish_events(make_article(text), [draft], pack)
    assert event.said_by[0].id == "person-sami-kronberg"


@pytest.mark.parametrize(
    ("text", "trigger", "act", "status", "type_"),
    [
        (TEXT, "وقعت", "sign", "actual", "SUPPORT"),
        (TEXT, "وقعت", "sign", "negated", "SUPPORT"),
        ("ستوقع النرويج وكينيا اتفاقا للصيد.", "توقع", "sign", "planned", "AGREE"),
        ("ستوقع النرويج وكينيا اتفاقا للصيد.", "توقع", "sign", "possible", "AGREE"),
        # an alleged act of the past keeps its type: by its verb's tense, or by its date
        (TEXT, "وقعت", "sign", "possible", "SUPPORT"),
        ("ستنسحب كينيا والنرويج من البلدة.", "تنسحب", "withdraw", "planned", "CONCEDE"),
        ("تدين النرويج وكينيا الهجوم.", "تدين", "condemn", "planned", "ACCUSE"),
    ],
)
def test_the_type_follows_from_act_and_status(draft_of, pack, text, trigger, act, status, type_):
    draft = draft_of(text, trigger, act, "NOR", "KEN", status=status)
    (event,) = finish_events(make_article(text), [draft], pack)
    assert event.type == type_
    check_event(event, make_article(text))


def test_what_is_planned_has_the_date_that_lies_ahead(draft_of, pack):
    text = "لقاء الوزيرين النرويجي والكيني الجمعة."
    for status, date in (("planned", "2024-05-17"), ("actual", "2024-05-10")):
        draft = draft_of(text, "لقاء", "meet", "NOR", "KEN", status=status)
        draft.date = draft.scene.dates[0]
        (event,) = finish_events(make_article(text), [draft], pack)
        assert event.date == date


def test_a_draft_without_actors_is_no_event(draft_of, pack):
    assert finish_events(make_article(TEXT), [draft_of(TEXT, "وقعت", "sign")], pack) == []


def test_identifiers_come_from_the_article_and_the_trigger_alone(draft_of, pack):
    article = make_article(TEXT, url="https://example.org/1")
    plain = draft_of(TEXT, "وقعت", "sign", "NOR", "KEN")
    other = draft_of(TEXT, "وقعت", "agree", "KEN", status="possible", score=0.4)
    (first,) = finish_events(article, [plain], pack)
    (again,) = finish_events(article, [other], pack)
    assert first.id == again.id
    (elsewhere,) = finish_events(replace(article, url="https://example.org/2"), [plain], pack)
    (behind,) = finish_events(replace(article, part=1), [plain], pack)
    assert len({first.id, elsewhere.id, behind.id}) == 3


def test_two_events_of_one_trigger_have_identifiers_of_their_own(draft_of, pack):
    article = make_article(TEXT)
    drafts = [draft_of(TEXT, "وقعت", "sign", "NOR", "KEN"), draft_of(TEXT, "وقعت", "agree", "NOR", "KEN")]
    events = finish_events(article, drafts, pack)
    assert len({event.id for event in events}) == 2
    assert [event.id for event in finish_events(article, drafts, pack)] == [event.id for event in events]


@pytest.mark.parametrize(
    ("text", "themes", "number"),
    [
        ("طالب الوزير الكيني بفتح موانئ النرويج أمام السفن قريبا، وطالب كذلك بإلغاء الرسوم.", ("فتح", "إلغاء"), 2),
        ("طالب الوزير الكيني بفتح موانئ النرويج أمام السفن قريبا، وطالب كذلك بإلغاء الرسوم.", (), 1),
        ("طالب الوزير الكيني بفتح الموانئ وطالب بإلغاء الرسوم.", ("فتح", "إلغاء"), 1),
    ],
)
def test_what_is_said_again_further_on_of_something_else_is_another_event(draft_of, pack, text, themes, number):
    first = draft_of(text, "طالب", "request", "KEN")
    _, place = (c.index for c in first.scene.candidates if first.scene.words[c.index].text == "طالب")
    again = Draft(first.scene, first.scene.at[place], list(first.actors))
    again.candidate.act, again.candidate.score = "request", 0.9
    for draft, theme in zip((first, again), themes, strict=False):
        start = next(k for k, word in enumerate(first.scene.words) if word.text == theme)
        draft.theme = (start, start + 1)
    assert len(finish_events(make_article(text), [first, again], pack)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("انتقدت كينيا القصف والهجمات النرويجية.", 1),
        ("انتقدت كينيا القصف الصاروخي والهجمات النرويجية.", 1),
        # what is not joined, or stands further off, tells of another
        ("انتقدت كينيا القصف قبل الهجمات النرويجية.", 2),
        ("انتقدت كينيا القصف الصاروخي العنيف الأخير والهجمات النرويجية.", 2),
    ],
)
def test_two_nouns_that_are_joined_tell_one_act(draft_of, pack, text, number):
    first = draft_of(text, "القصف", "attack", "NOR")
    candidate = next(c for c in first.scene.candidates if first.scene.words[c.index].text == "الهجمات")
    candidate.act, candidate.score = "attack", 0.9
    again = Draft(first.scene, candidate, list(first.actors))
    assert len(finish_events(make_article(text), [first, again], pack)) == number


def test_confidence_is_a_share_that_falls_with_every_doubt(draft_of, pack):
    def ask(score=0.9, **sureness):
        draft = draft_of(TEXT, "وقعت", "sign", "NOR", "KEN", score=score, sureness=sureness)
        return finish_events(make_article(TEXT), [draft], pack)[0].confidence

    sure = ask(roles=0.9, status=0.9)
    assert 0 <= sure <= 1
    assert ask(0.5, roles=0.9, status=0.9) < sure
    assert ask(roles=0.5, status=0.9) < sure
    assert ask(roles=0.9, status=0.5) < sure
