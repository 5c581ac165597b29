"""Annotated articles to train on: our own are offsets that hold, and gold is laid over the pipeline's words."""

import json
from collections import Counter
from itertools import takewhile

import pytest

from kg.edtf import bounds
from kg.errors import RecordError
from kg.languages.folding import fold
from kg.languages.pack import load_pack
from kg.model import ACT_TYPES, STATUSES
from training.alignment import align, article_of, choose_candidate, code_of, find_trigger
from training.gold import (
    ANNOTATIONS,
    ANT,
    HELD,
    HELD_EVERY,
    NEWSWIRE,
    OWN,
    SANAD,
    SET_ASIDE,
    GoldArticle,
    GoldSentence,
    read_annotations,
    read_gold,
    read_unlearnt,
)

PEOPLE = ("actors", "recipients", "said_by")
CODES = load_pack("ar").states.keys()
(OWN_ARABIC,), (ENGLISH, *_) = OWN["ar"], OWN["en"]


def load(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def list_spans(event):
    """Every stretch of words that an event names."""
    yield from (span for key in PEOPLE for span in event[key])
    yield from event.get("topics", [])
    if "theme" in event:
        yield event["theme"]


# -- our own annotations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [ENGLISH, OWN_ARABIC, ANNOTATIONS, NEWSWIRE, ANT, HELD], ids=lambda file: file.stem)
def test_annotations_say_what_an_event_is(file):
    events = [event for record in load(file) for event in record["events"]]
    assert len(events) > 200
    # As in the gold, a doer that nothing tells is rare (1 in 100 there): more of them would be slips.
    assert sum(not event["actors"] for event in events) < len(events) / 50
    for event in events:
        assert event["act"] in ACT_TYPES
        assert event["status"] in STATUSES
        for key in PEOPLE:
            for start, end, code in event[key]:
                assert 0 <= start < end
                assert code in CODES or code.isupper() or code.startswith("?"), code
        assert all(0 <= span[0] < span[1] for span in [event["trigger"], *list_spans(event)])


def test_dates_of_annotations_are_edtf():
    for file in (ENGLISH, OWN_ARABIC, ANNOTATIONS, NEWSWIRE, HELD):
        for record in load(file):
            for event in record["events"]:
                if event.get("date"):
                    try:
                        bounds(event["date"])
                    except RecordError as error:
                        pytest.fail(f"{file.name}: {error}")


@pytest.mark.parametrize(("file", "place"), [(ANNOTATIONS, "line"), (NEWSWIRE, "sentences")])
def test_of_the_corpora_only_numbers_and_offsets_are_kept(file, place):
    """The texts of SANAD and ANERCorp stay where they lie."""
    records = load(file)
    assert len({str(record[place]) for record in records}) == len(records)
    words = {"act", "status", "date"}
    for record in records:
        assert set(record) - {"close"} == {place, "events"}
        for event in record["events"]:
            assert {key for key, value in event.items() if isinstance(value, str)} <= words
            assert all(p[2] == p[2].strip() and p[2].isascii() for key in PEOPLE for p in event[key])


def test_the_words_of_our_own_articles_stand_at_their_offsets():
    for number, record in enumerate([*load(OWN_ARABIC), *load(ENGLISH), *load(HELD)]):
        text = record["text"]
        for event in record["events"]:
            for span in (event["trigger"], *list_spans(event)):
                words = text[span[0] : span[1]]
                assert words and words == words.strip(), (number, span)


@pytest.mark.shared
def test_the_words_of_the_corpus_stand_at_their_offsets():
    assert SANAD.exists()
    found = {article.name: article for article in read_annotations()}
    held = [n for n in range(len(load(HELD))) if n % HELD_EVERY]
    placed = {f"sanad-{record['line']}": record for record in load(ANNOTATIONS)}
    placed |= {f"aner-{record['sentences'][0]}": record for record in load(NEWSWIRE)}
    assert len(found) == len(load(OWN_ARABIC)) + len(held) + len(placed)
    close = sum(record.get("close", False) for record in load(ANNOTATIONS))
    assert Counter(article.manner for article in found.values()) == {
        "gold": len(load(NEWSWIRE)) + close, "sanad": len(load(ANNOTATIONS)) - close,
        "own": len(load(OWN_ARABIC)), "held-own": len(held),
    }  # fmt: skip
    for name, record in placed.items():
        text = found[name].text
        for event in record["events"]:
            for span in (event["trigger"], *list_spans(event)):
                words = text[span[0] : span[1]]
                assert words and words == words.strip(), (name, span)


@pytest.mark.shared
def test_no_event_of_the_annotations_is_lost_between_sentences():
    wanted = {f"own-{n}": len(record["events"]) for n, record in enumerate(load(OWN_ARABIC))}
    wanted |= {f"held-own-{n}": len(record["events"]) for n, record in enumerate(load(HELD))}
    wanted |= {f"sanad-{record['line']}": len(record["events"]) for record in load(ANNOTATIONS)}
    wanted |= {f"aner-{record['sentences'][0]}": len(record["events"]) for record in load(NEWSWIRE)}
    for article in [*read_annotations(), *read_unlearnt(HELD)]:
        assert sum(len(sentence.events) for sentence in article.sentences) == wanted[article.name], article.name
        for sentence in article.sentences:
            assert article.text[sentence.start : sentence.end] == sentence.text
            assert all(sentence.text.find(event["trigger"]) >= 0 for event in sentence.events)


@pytest.mark.shared
def test_nothing_set_aside_or_not_licensed_is_trained_on(shared):
    folder = shared / "gold" / "articles"
    file = shared / "gold" / "train-ar.jsonl"
    everything = {json.loads(line)["article"]: json.loads(line) for line in file.read_text("utf-8").splitlines()}
    assert everything.keys() >= SET_ASIDE
    licensed = {article.name for article in read_gold(file, folder, for_weights=True)}
    assert licensed.isdisjoint(SET_ASIDE)
    assert all(everything[name].get("for_weights", True) for name in licensed)
    dev = {json.loads(line)["article"] for line in (shared / "gold" / "dev-ar.jsonl").read_text("utf-8").splitlines()}
    assert licensed.isdisjoint(dev)


# -- laid over the pipeline's words ------------------------------------------------------------------------------------

TEXT = "عقدت النرويج وكينيا اجتماعا في أوسلو. لقد أدانتا الهجوم، ثم أدانتا الهجوم على السفارة."


def make_gold(*events):
    first = TEXT.index(".") + 1
    spans = [(0, first), (first + 1, len(TEXT))]
    sentences = [
        GoldSentence(start, end, TEXT[start:end], [e for e in events if e["sentence"] == k])
        for k, (start, end) in enumerate(spans)
    ]
    return GoldArticle("own", TEXT, "2024-05-15", None, sentences)


def make_event(sentence, trigger, act, **more):
    return {"sentence": sentence, "trigger": trigger, "act": act, "status": "actual", **more}


@pytest.fixture(scope="module")
def pack():
    return load_pack("ar")


def lay(pack, *events):
    gold = make_gold(*events)
    (aligned,) = align(gold, [article_of(gold)], pack)
    return [a for scene in aligned.scenes for a in scene.events]


def test_an_annotated_text_is_an_article_of_its_sentences():
    article = article_of(make_gold())
    assert article.text == TEXT
    assert [block.text for block in article.blocks] == TEXT.replace(". ", ".|").split("|")
    assert all(article.text[b.start : b.end] == b.text for b in article.blocks)
    assert (article.language, article.published) == ("ar", "2024-05-15")


def test_an_event_is_laid_over_the_word_that_carries_its_act(pack):
    (aligned,) = lay(pack, make_event(0, "عقدت النرويج وكينيا اجتماعا", "meet"))
    assert TEXT[aligned.start :].startswith("عقدت")
    assert "meet" in aligned.candidate.acts


def test_two_events_of_one_trigger_are_laid_over_two_places(pack):
    one, other = lay(pack, make_event(1, "أدانتا", "condemn"), make_event(1, "أدانتا", "condemn"))
    assert one.start < other.start
    assert one.candidate is not other.candidate
    assert TEXT[other.start :].startswith("أدانتا الهجوم على السفارة")


def test_offsets_go_before_a_search_for_the_words(pack):
    second = TEXT.rindex("أدانتا")
    (aligned,) = lay(pack, make_event(1, "أدانتا", "condemn", at=second))
    assert aligned.start == second


def test_an_act_that_the_lexicon_does_not_give_has_no_candidate(pack):
    (aligned,) = lay(pack, make_event(1, "السفارة", "condemn"))
    assert aligned.candidate is None


def test_a_trigger_that_does_not_stand_there_is_left_out(pack):
    assert lay(pack, make_event(1, "هددتا", "threaten")) == []


def test_a_whole_word_goes_before_a_part_of_one(pack):
    gold = make_gold()
    (aligned,) = align(gold, [article_of(gold)], pack)
    scene = aligned.scenes[1].scene
    text, at = TEXT[scene.start : scene.end], scene.start
    assert find_trigger(text, "دانتا", at, scene, set(), "condemn") is not None
    assert find_trigger(text, "الهجوم", at, scene, set(), "attack") == TEXT.index("الهجوم")
    assert find_trigger(text, "لا شيء", at, scene, set(), "attack") is None
    start = TEXT.index("أدانتا")
    taken = choose_candidate(scene, start, start + 6, "condemn", set())
    assert choose_candidate(scene, start, start + 6, "condemn", {taken.index}) is None


@pytest.mark.parametrize(
    ("participant", "code"),
    [
        ({"text": "قطر", "country": "QAT", "name": "Qatar"}, "QAT"),
        ({"text": "المتحدث", "country": None, "name": "Sami Kronberg"}, fold("sami kronberg")),
        ({"text": "الأهالي", "country": None, "name": ""}, "الاهالي"),
    ],
)
def test_a_participant_is_compared_by_code_then_by_name(participant, code):
    assert code_of(participant) == code


@pytest.mark.shared
def test_what_is_measured_on_is_not_learnt_from():
    ours = takewhile(lambda article: not article.name.startswith("sanad"), read_annotations())
    learnt = {article.name for article in ours if article.name.startswith("held-own")}
    unlearnt = {article.name for article in read_unlearnt(HELD)}
    assert learnt and unlearnt and learnt.isdisjoint(unlearnt)
    assert len(learnt | unlearnt) == len(load(HELD))
