"""The evaluation against cases of our own, and against the scorer that the gold comes with."""

import importlib.util
import json
import random

import pytest

from kg.errors import InputError, RecordError
from kg.evaluation import read_gold, read_texts, score_events

TEXT = "وقعت قطر وإيران اتفاقا. قال الوزير إن الطقس جميل. أدانت قطر الهجوم. وسوم: قطر"
QATAR = {"text": "قطر", "name": "Qatar", "country": "QAT", "kind": "state"}
IRAN = {"text": "إيران", "name": "Iran", "country": "IRN", "kind": "state"}
SIGNING = {
    "trigger": "وقعت", "act": "sign", "type": "SUPPORT", "actors": [QATAR, IRAN], "recipients": [],
    "theme": {"text": "اتفاقا", "en": "agreement"}, "topics": [], "place": None, "date": None, "status": "actual",
    "said_by": [],
}  # fmt: skip
BLAME = {**SIGNING, "trigger": "أدانت", "act": "condemn", "type": "ACCUSE", "actors": [QATAR],
         "theme": {"text": "الهجوم", "en": "attack"}}  # fmt: skip
GOLD = {
    "article": "a.txt",
    "sentences": [
        {"text": "وقعت قطر وإيران اتفاقا.", "events": [SIGNING]},
        {"text": "قال الوزير إن الطقس جميل.", "events": []},
        {"text": "أدانت قطر الهجوم.", "events": [BLAME]},
    ],
}


def found(event, **changes):
    start = changes.pop("start", None)
    if start is None:
        start = TEXT.index(event["trigger"])
    record = {**event, **changes, "article": "a.txt"}
    return {**record, "trigger": {"text": event["trigger"], "start": start, "end": start + len(event["trigger"])}}


def score(tmp_path, *events):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return score_events(read_gold(path), events, {"a.txt": TEXT})


@pytest.mark.parametrize(
    ("events", "detect", "dyad", "full", "errors"),
    [
        ([found(SIGNING), found(BLAME)], 2, 2, 2, []),
        ([found(SIGNING)], 1, 1, 1, ["missed"]),
        ([found(SIGNING), found(BLAME), found(BLAME)], 2, 2, 2, ["spurious"]),
        ([found(SIGNING, actors=[IRAN, QATAR]), found(BLAME)], 2, 2, 2, []),
        ([found(SIGNING, actors=[QATAR], recipients=[IRAN]), found(BLAME)], 2, 2, 2, []),
        ([found(SIGNING, actors=[QATAR]), found(BLAME)], 2, 1, 1, ["wrong sides"]),
        ([found(BLAME, actors=[], recipients=[QATAR]), found(SIGNING)], 2, 1, 1, ["wrong sides"]),
        ([found(SIGNING, status="planned"), found(BLAME)], 2, 2, 1, ["not full: status"]),
        ([found(SIGNING, date="2024"), found(BLAME)], 2, 2, 1, ["not full: no date"]),
        ([found(SIGNING), found(BLAME, said_by=[IRAN])], 2, 2, 1, ["not full: no said_by"]),
        ([found(SIGNING, act="amend"), found(BLAME, theme=None)], 2, 2, 0, ["not full: act", "not full: theme"]),
        ([found(SIGNING, type="AGREE"), found(BLAME)], 1, 1, 1, ["missed", "spurious"]),
        ([found(SIGNING), found(BLAME), found(SIGNING, start=TEXT.index("وسوم"))], 2, 2, 2, ["furniture"]),
        ([found(SIGNING), found(BLAME), found(SIGNING, start=-1)], 2, 2, 2, ["furniture"]),
    ],
)  # fmt: skip
def test_counts(tmp_path, events, detect, dyad, full, errors):
    told = score(tmp_path, *events)
    assert (told.detect.right, told.dyad.right, told.full.right) == (detect, dyad, full)
    assert (told.detect.found, told.detect.gold) == (len(events), 2)
    assert sorted(told.count_errors().elements()) == sorted(errors)


def test_a_sentence_without_an_event_must_stay_silent(tmp_path):
    assert score(tmp_path).silence == 1
    assert score(tmp_path, found(SIGNING, start=TEXT.index("قال"))).silence == 0


def test_events_of_unknown_articles_are_counted_apart(tmp_path):
    told = score(tmp_path, {**found(SIGNING), "article": "b.txt"})
    assert (told.from_unknown_articles, told.detect.found) == (1, 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "no gold article in it"),
        ("{", "g.jsonl:1: not JSON"),
        ("[]", "g.jsonl:1: no gold article"),
        ('{"article": "a.txt"}', "'sentences'"),
        ('{"article": "a.txt", "sentences": [{"text": "x", "events": [3]}]}', "must be a JSON object, not int"),
        ('{"article": "a.txt", "sentences": [{"text": "x", "events": [{"act": ["meet"]}]}]}', "act must be a string"),
        (
            '{"article": "a.txt", "sentences": [{"text": "x", "events": [{"actors": "Qatar"}]}]}',
            "actors must be a list",
        ),
        ('{"article": "a.txt", "sentences": [{"text": "x", "events": [{"actors": [1]}]}]}', "actors must hold objects"),
        ('{"article": "a.txt", "sentences": [{"text": "x", "events": [{}]}]}', "lacks act, type or status"),
    ],
)
def test_a_malformed_gold_file_is_told_by_its_line(tmp_path, line, message):
    path = tmp_path / "g.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises((InputError, RecordError)) as error:
        read_gold(path)
    assert message in str(error.value)


def test_missing_files_are_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.jsonl: no such gold file"):
        read_gold(tmp_path / "nowhere.jsonl")
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(InputError, match=r"a.txt: no such article; name the folder of the texts with --articles"):
        read_texts(read_gold(path), tmp_path)
    with pytest.raises(InputError, match="lacks the gold sentence"):
        score_events(read_gold(path), [], {"a.txt": "شيء آخر"})


def make_noise(gold, texts, seed):
    """Events of the gold, some lost, some doubled, some changed in one slot or moved: what a system might find."""
    chance = random.Random(seed)
    everybody = [p for article in gold for s in article["sentences"] for e in s["events"] for p in e["actors"]]
    for article in gold:
        text, at = texts[article["article"]], 0
        for sentence in article["sentences"]:
            start = max(text.find(sentence["text"], at), 0)
            at = start + len(sentence["text"])
            for event in sentence["events"]:
                for _ in range(chance.choice((0, 1, 1, 1, 1, 2))):
                    yield change_event(event, article["article"], start, sentence["text"], everybody, text, chance)


def change_event(event, file, start, sentence, everybody, text, chance):
    told = dict(event)
    change = chance.randrange(14)
    if change == 0:
        told["actors"], told["recipients"] = told["recipients"], told["actors"]
    elif change == 1:
        told["actors"] = [*told["actors"], chance.choice(everybody)]
    elif change == 2:
        told["recipients"] = [chance.choice(everybody)]
    elif change == 3:
        told["status"] = chance.choice(("actual", "planned", "possible", "negated"))
    elif change == 4:
        told["act"], told["type"] = chance.choice((("meet", "CONSULT"), ("receive", "CONSULT"), ("state", "STATE")))
    elif change == 5:
        told["date"] = chance.choice((None, "2024-03-06"))
    elif change == 6:
        told["said_by"] = [chance.choice(everybody)]
    elif change == 7:
        told["theme"] = chance.choice((None, {"text": " ".join(sentence.split()[:3]), "en": None}))
    elif change == 8:
        told["topics"] = [*told["topics"][1:], {"text": sentence[:20], "en": None}]
    elif change == 9:
        told["place"] = chance.choice((None, "Doha"))
    elif change == 10:
        told["actors"] = [{**p, "name": None, "kind": "place"} for p in told["actors"]]
    at = start + max(sentence.find(event["trigger"]), 0)
    if change == 11:
        at = chance.choice((-1, chance.randrange(len(text))))
    told["trigger"] = {"text": event["trigger"], "start": at, "end": at + len(event["trigger"])}
    told["article"] = "elsewhere.txt" if change == 12 else file
    return told


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(5))
def test_the_figures_are_the_scorers(shared, seed):
    scorer = load_scorer(shared)
    path = shared / "gold" / "dev-ar.jsonl"
    gold = scorer.read_lines(path)
    texts = {
        article["article"]: scorer.read_text(shared / "gold" / "articles" / article["article"]) for article in gold
    }
    events = list(make_noise(gold, texts, seed))
    wanted, errors = scorer.score(gold, events, texts)
    ours = read_gold(path)
    told = score_events(ours, events, read_texts(ours, shared / "gold" / "articles"))
    assert told.to_record() == wanted
    assert told.to_record()["counts"]["in page furniture"] > 0
    assert 0.3 < told.full.f1 < told.dyad.f1 < told.detect.f1 < 0.95
    assert len(told.errors) == len(errors)


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
