"""What is told of a sentence: whom and which dates it names, and what kept each word from being an event."""

from types import SimpleNamespace

import pytest

from kg.languages.analysis import TriggerReading
from kg.languages.pack import load_pack
from kg.model import Article, Block
from kg.pipeline.acts import find_candidates
from kg.pipeline.confidence import Rating, multiply
from kg.pipeline.deciding import settle_act
from kg.pipeline.explaining import explain_scene
from kg.pipeline.scene import Candidate, Draft, Role, find_participants, read_scenes, read_times

PACK = load_pack("ar")


def read(text, published=None):
    """The only sentence of a text with its candidates, undecided."""
    article = Article("own.txt", 0, text, (Block(0, len(text), text),), published=published, language="ar")
    scenes = list(read_scenes(article, PACK))
    find_participants(scenes, PACK, PACK.new_memory(None))
    for scene in scenes:
        read_times(scene, article, PACK, [])
        find_candidates(scene, PACK)
    (scene,) = scenes
    return article, scene


def decide(scene, **acts):
    """Gives each candidate all its acts with 0.04, and those named (``sign=0.2``) with more."""
    for candidate in scene.candidates:
        candidate.weighed = {act: acts.get(act.replace("-", "_"), 0.04) for act in candidate.acts}
        candidate.score = max(candidate.weighed.values())


def explain(article, scene, drafts=(), events=(), rate=multiply):
    told = explain_scene(article, scene, events, drafts, SimpleNamespace(threshold=0.3, rate=rate), PACK)
    notes = {note.words.text: note.message for note in told.notes}
    return notes, [(seen.kind, seen.words.text, seen.message) for seen in told.seen]


def test_participants_and_dates_are_told_with_codes_and_forms():
    article, scene = read("أدان وزير الخارجية العماني يوم 5 مايو 2024 القرار، ورحبت به نيروبي والجانبان.")
    _, seen = explain(article, scene)
    assert ("participant", "وزير الخارجية العماني", "Foreign minister of Oman (OMN), by office") in seen
    assert ("participant", "نيروبي", "Kenya (KEN), by name; as a place Nairobi") in seen
    assert ("participant", "الجانبان", "left open who is meant, by collective") in seen
    assert [(words, message) for kind, words, message in seen if kind == "date"] == [("يوم 5 مايو 2024", "2024-05-05")]


@pytest.mark.parametrize(
    ("published", "told"),
    [(None, "a date without a value: the day of publication is not known"), ("2024-05-15", "2024-05-19")],
)
def test_a_relative_date_needs_the_day_of_publication(published, told):
    _, seen = explain(*read("تلتقي عمان وكينيا الأحد المقبل.", published))
    assert [message for kind, _, message in seen if kind == "date"] == [told]


def test_an_unlikely_word_has_its_acts_in_order_and_what_it_lacks():
    article, scene = read("أعلن الوزير عن صفقة.")
    decide(scene, trade=0.2, state=0.1)
    notes, _ = explain(article, scene)
    trade = notes["صفقة"]
    assert trade.startswith("could be trade, but its surroundings make that unlikely (0.20 of the 0.30 needed)")
    assert "; it lacks one of: " in trade
    assert "شراء" in trade
    assert notes["أعلن"].startswith("could be state") and "0.10 of the 0.30" in notes["أعلن"]


def test_a_word_beside_its_twin_names_it():
    article, scene = read("وأعرب الوزير عن قلقه.")
    decide(scene, express_concern=0.6)
    noun = scene.candidates[-1]
    noun.act = "express-concern"
    notes, _ = explain(article, scene, [Draft(scene, noun)])
    assert notes["أعرب"] == "could be express-concern (0.60), but a neighbouring word at ‘قلق’ tells the same act"


def test_a_chosen_word_without_anybody_who_did_it():
    article, scene = read("وأعرب الوزير عن قلقه.")
    decide(scene)
    for candidate in scene.candidates:
        candidate.act, candidate.score = "express-concern", 0.8
    notes, _ = explain(article, scene, [Draft(scene, candidate) for candidate in scene.candidates])
    assert set(notes.values()) == {"read as express-concern (0.80), but nobody was found who did it"}


def test_every_candidate_is_told_of_however_unlikely():
    article, scene = read("وتوقع الخبير توقيع صفقة.")
    decide(scene)
    notes, _ = explain(article, scene)
    assert len(notes) == len(scene.candidates) >= 2


@pytest.mark.parametrize(("p", "added", "act"), [(0.1, True, "condemn"), (0.1, False, None), (0.01, True, None)])
def test_a_word_of_the_users_own_needs_less_than_one_that_the_models_have_learnt(p, added, act):
    reading = TriggerReading("condemn", "verb", "trigger", "trigger:condemn:x", added=added)
    candidate = Candidate(0, 1, (reading,), {"condemn": "default"})
    settle_act(candidate, {"condemn": p}, 0.3)
    assert (candidate.act, candidate.score) == (act, p)


def test_what_the_users_word_lacks_is_not_made_up_for():
    reading = TriggerReading("condemn", "verb", "trigger", "trigger:condemn:x", added=True)
    candidate = Candidate(0, 1, (reading,), {"condemn": "lacking"})
    settle_act(candidate, {"condemn": 0.1}, 0.3)
    assert candidate.act is None


def test_an_event_that_is_too_doubtful_as_a_whole_says_so():
    article, scene = read("أدانت النرويج القرار.")
    decide(scene, condemn=0.6)
    (candidate,) = [c for c in scene.candidates if c.index == 0]
    candidate.act = "condemn"
    draft = Draft(scene, candidate, actors=[Role(PACK.states["NOR"], 1, 2, 0.4)])
    notes, _ = explain(article, scene, [draft], rate=lambda draft: Rating(0.21, kept=False))
    assert notes["أدانت"] == "read as condemn (0.60), but with those who take part too doubtful (0.21)"
