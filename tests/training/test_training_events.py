"""How weights are learnt: a fit that separates what can be separated, and gives the same bytes each time."""

import numpy as np
import pytest

from kg.languages.pack import load_pack
from kg.pipeline.models import NAMES
from training.alignment import align, article_of, find_words
from training.events import CLASSES, STRENGTHS, Examples, fit, pair_labels, show_compatriots, walk_events
from training.gold import GoldArticle, GoldSentence


def make_examples(*rows, weight=1.0):
    examples = Examples()
    for number, (features, label) in enumerate(rows):
        examples.add(features, label, number, weight)
    return examples


SORTED = make_examples(
    *[(["bias", "good", "good"], "yes"), (["bias", "bad"], "no")] * 20, (["bias", "seen once"], "no")
)


def test_every_model_has_classes_and_a_strength():
    assert set(CLASSES) == set(STRENGTHS) == set(NAMES)


def test_a_fit_separates_what_can_be_separated():
    model = fit(SORTED, ("no", "yes"), c=1.0)
    assert model.probability(["bias", "good"]) > 0.8
    assert model.probability(["bias", "bad"]) < 0.2


def test_an_example_of_greater_weight_counts_for_more():
    rows = [(["a"], "yes"), (["a"], "no"), (["b"], "no")] * 4
    examples = make_examples(*rows)
    even = fit(examples, ("no", "yes"), c=1.0).probability(["a"])
    examples.weights = [4.0 if label == "yes" else 1.0 for label in examples.labels]
    assert fit(examples, ("no", "yes"), c=1.0).probability(["a"]) > even + 0.1


def test_a_fit_of_several_classes_knows_one_that_has_no_example():
    examples = make_examples(*[(["a"], "actual"), (["b"], "planned"), (["c"], "possible")] * 20)
    model = fit(examples, ("actual", "planned", "possible", "negated"), c=1.0)
    found = model.probabilities(["b"])
    assert max(found, key=found.get) == "planned"
    assert found["negated"] < 0.01


def test_what_is_seen_too_seldom_is_left_out():
    with_it, without = fit(SORTED, ("no", "yes"), c=1.0, least=1), fit(SORTED, ("no", "yes"), c=1.0)
    assert with_it.probability(["seen once"]) != with_it.probability([])
    assert without.probability(["seen once"]) == without.probability([])


def test_the_same_examples_give_the_same_bytes():
    assert fit(SORTED, ("no", "yes"), c=0.3).to_bytes() == fit(SORTED, ("no", "yes"), c=0.3).to_bytes()


def test_rows_can_be_chosen_and_hold_a_feature_once():
    names = list(SORTED.names)
    assert [names[n] for n in SORTED.features[0]] == ["bias", "good"]
    kept = SORTED.choose(np.array([label == "yes" for label in SORTED.labels]))
    assert set(kept.labels) == {"yes"}
    assert kept.groups == list(range(0, 40, 2))


TEXT = "عبرت النرويج عن رفضها للقرار، ورفضت كينيا القرار."


@pytest.fixture(scope="module")
def item():
    events = [{"trigger": "رفضها", "act": "reject", "status": "actual"}]
    gold = GoldArticle("own", TEXT, None, None, [GoldSentence(0, len(TEXT), TEXT, events)])
    (aligned,) = align(gold, [article_of(gold)], load_pack("ar"))
    return aligned.scenes[0]


def test_labels_are_yes_for_the_trigger_no_elsewhere_and_open_for_its_echo(item):
    labels = {(item.scene.words[c.index].text, act): label for c, act, label in pair_labels(item)}
    assert labels["رفض", "reject"] == "yes"
    assert labels["عبرت", "reject"] is None  # the verb tells the noun's act once more
    assert labels["عبرت", "state"] == "no"
    assert labels["رفضت", "reject"] == "no"


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [("النرويج", 0, "النرويج"), ("رفضها", 0, "رفضها"), ("القرار", 0, "القرار"), ("ليس هنا", 0, None)],
)
def test_words_are_found_in_a_scene(item, words, near, found):
    scene = item.scene
    spot = find_words(scene, words, near)
    assert (spot and TEXT[slice(*scene.span(*spot))]) == found


def test_of_several_places_the_nearest_is_taken(item):
    scene = item.scene
    last = len(scene.words) - 1
    assert find_words(scene, "رفض", 0)[0] < find_words(scene, "رفض", last)[0]


def test_a_mention_of_the_actors_state_is_an_example_of_whom_he_acts_on():
    text = "اعتقلت الشرطة الكينية ثلاثة صحفيين كينيين قرب البرلمان الكيني."
    event = {
        "trigger": "اعتقلت", "act": "arrest", "status": "actual", "date": None, "theme": None, "topics": [],
        "said_by": [],
        "actors": [{"text": "الشرطة الكينية", "country": "KEN", "name": "", "kind": ""}],
        "recipients": [{"text": "ثلاثة صحفيين كينيين", "country": "KEN", "name": "", "kind": ""}],
    }  # fmt: skip
    gold = GoldArticle("own", text, None, None, [GoldSentence(0, len(text), text, [event])])
    pack, examples = load_pack("ar"), Examples()
    for number, article, _, draft, parties in walk_events(align(gold, [article_of(gold)], pack), pack):
        show_compatriots(draft, parties, examples, number, article.weight)
    assert examples.labels == ["yes", "no"]
