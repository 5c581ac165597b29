"""Scores extracted events against gold articles.

The figures are those of the annotation guidelines. An extracted event belongs to the gold sentence that its trigger
starts in; within a sentence, events of one type are paired, the likest pair first. Then, each as precision, recall and
F1 over all articles:

``detect``
    the sentence has an event of this type;
``dyad``
    detect, and the same countries on each side (a reciprocal act has one side, `receive` is a `visit` by the other);
``full``
    dyad, and the same act, status, source and date, and an overlapping theme where gold has one.

Over the detected pairs, how often each slot is right (``no date``: gold leaves it empty and so does the system); how
many sentences without an event stayed silent; how many events were found in page furniture.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import InputError, RecordError
from kg.model import RECIPROCAL_ACTS

__all__ = [
    "Error",
    "GoldArticle",
    "GoldSentence",
    "Measure",
    "Score",
    "Told",
    "read_gold",
    "read_texts",
    "score_events",
]

#: The slots that a full hit must have right, as far as gold speaks of them.
FULL_SLOTS = ("act", "status", "said_by", "no said_by", "date", "no date", "theme")

_PEOPLE = ("actors", "recipients", "said_by")
_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_NO_WORD = re.compile(r"[^\w\s]")
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")


@dataclass(frozen=True)
class Told:
    """An event as the score sees it, from gold or from a system, with the record that it was made of."""

    trigger: str
    act: str | None
    type: str | None
    actors: tuple[Mapping[str, Any], ...]
    recipients: tuple[Mapping[str, Any], ...]
    said_by: tuple[Mapping[str, Any], ...]
    theme: str
    topics: tuple[str, ...]
    place: str
    date: str | None
    status: str | None
    start: int = -1
    record: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_record(cls, record: Mapping[str, Any], where: str = "event") -> Told:
        """Reads a gold event (trigger a string) or an extracted one (trigger with offsets). Raises `RecordError`."""
        if not isinstance(record, Mapping):
            raise RecordError(f"{where}: an event must be a JSON object, not {type(record).__name__}")
        trigger = record.get("trigger")
        start = trigger.get("start", -1) if isinstance(trigger, Mapping) else -1
        for key in ("act", "type", "date", "status"):
            if not isinstance(record.get(key), str | None):
                raise RecordError(f"{where}: {key} must be a string or null, not {record[key]!r}")
        if not isinstance(start, int):
            raise RecordError(f"{where}: the trigger's start must be a whole number, not {start!r}")
        return cls(
            trigger=_text_of(trigger),
            act=record.get("act"),
            type=record.get("type"),
            actors=_read_people(record, "actors", where),
            recipients=_read_people(record, "recipients", where),
            said_by=_read_people(record, "said_by", where),
            theme=_text_of(record.get("theme")),
            topics=tuple(map(_text_of, _read_list(record, "topics", where))),
            place=_text_of(record.get("place")),
            date=record.get("date"),
            status=record.get("status"),
            start=start,
            record=record,
        )

    @property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """The countries (names where there is none) of the doers and of those it is done to."""
        doers, others = _find_side(self.actors), _find_side(self.recipients)
        return (others, doers) if self.act == "receive" else (doers, others)

    def summarise(self) -> str:
        """The event in one line, slot by slot, for lists of errors."""
        people = {name: ", ".join(str(p.get("name") or p.get("text")) for p in getattr(self, name)) for name in _PEOPLE}
        slots = {"actors": people["actors"], "recipients": people["recipients"], "theme": self.theme,
                 "topics": "; ".join(self.topics), "place": self.place, "date": self.date, "said_by": people["said_by"],
                 "rule": self.record.get("rule")}  # fmt: skip
        told = " | ".join(f"{name}: {value}" for name, value in slots.items() if value)
        return f"{self.type} {self.act} {self.status} ‘{self.trigger}’ | {told}"


@dataclass(frozen=True)
class GoldSentence:
    """A sentence of a gold article and the events that it reports, none perhaps."""

    text: str
    events: tuple[Told, ...]


@dataclass(frozen=True)
class GoldArticle:
    """A gold article: the name of its text file, and its sentences in the order of the text."""

    file: str
    sentences: tuple[GoldSentence, ...]

    def locate(self, text: str) -> list[tuple[int, int]]:
        """Where the sentences stand in the article's text, in code points. Raises `InputError` when one does not."""
        places, at = [], 0
        for sentence in self.sentences:
            start = text.find(sentence.text, at)
            if start < 0:
                start = text.find(sentence.text)
            if start < 0:
                raise InputError(f"{self.file}: the text lacks the gold sentence {sentence.text[:60]!r}")
            at = start + len(sentence.text)
            places.append((start, at))
        return places


@dataclass(frozen=True)
class Measure:
    """Right, found and expected, as precision, recall and F1 (0 where there is nothing to divide by)."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what gold has that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_record(self) -> dict[str, float]:
        """The three figures, rounded to four places."""
        return {"precision": round(self.precision, 4), "recall": round(self.recall, 4), "f1": round(self.f1, 4)}


@dataclass(frozen=True)
class Error:
    """One difference between gold and system.

    ``kind`` is ``missed``, ``spurious``, ``furniture``, ``wrong sides``, or ``not full:`` with the wrong slots.
    """

    kind: str
    article: str
    sentence: str | None
    gold: Told | None
    found: Told | None


@dataclass(frozen=True)
class Score:
    """All figures of one comparison, and every error in the order of the articles."""

    detect: Measure
    dyad: Measure
    full: Measure
    slots: Mapping[str, Measure]
    types: Mapping[str, Measure]
    quiet: Measure
    articles: int
    in_furniture: int
    from_unknown_articles: int
    errors: tuple[Error, ...] = field(repr=False)

    @property
    def silence(self) -> float | None:
        """The share of sentences without an event in which none was found; None where every sentence has one."""
        return self.quiet.recall if self.quiet.gold else None

    def to_record(self) -> dict[str, Any]:
        """The figures as a JSON-ready mapping, rounded to four places."""
        return {
            "detect": self.detect.to_record(),
            "dyad": self.dyad.to_record(),
            "full": self.full.to_record(),
            "slots": {name: round(measure.recall, 4) for name, measure in self.slots.items()},
            "types": {name: {**measure.to_record(), "gold": measure.gold} for name, measure in self.types.items()},
            "silence": None if self.silence is None else round(self.silence, 4),
            "counts": {
                "articles": self.articles,
                "gold": self.detect.gold,
                "found": self.detect.found,
                "in page furniture": self.in_furniture,
                "from unknown articles": self.from_unknown_articles,
            },
        }

    def count_errors(self) -> Counter[str]:
        """How many errors there are of each kind."""
        return Counter(error.kind for error in self.errors)


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a gold file (JSON Lines, one article a line). Raises `InputError` naming the line."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: no such gold file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    articles = [
        _read_article(line, f"{path.name}:{number}") for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    if not articles:
        raise InputError(
            f"{path}: no gold article in it; a gold file has one article a line, with its sentences and events"
        )
    return articles


def read_texts(gold: Iterable[GoldArticle], folder: Path) -> dict[str, str]:
    """Gold articles' texts by their file names, newlines untouched. Raises `InputError` naming the one missing."""
    texts = {}
    for article in gold:
        path = folder / article.file
        try:
            texts[article.file] = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise InputError(f"{path}: no such article; name the folder of the texts with --articles") from None
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    return texts


def score_events(gold: Sequence[GoldArticle], found: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> Score:
    """Compares extracted event records with gold.

    ``found`` are records as `Event.to_record` gives them, ``texts`` the articles' texts by their file names with their
    newlines untouched, so that offsets hold. Raises `InputError` when a gold sentence does not stand in its text.
    """
    by_article: dict[str, list[Told]] = defaultdict(list)
    for record in found:
        by_article[str(record.get("article"))].append(Told.from_record(record))
    tally = _Tally()
    for article in gold:
        events = sorted(by_article.pop(article.file, []), key=lambda event: event.start)
        tally.add_article(article, article.locate(texts[article.file]), events)
    return tally.sum_up(len(gold), sum(map(len, by_article.values())))


class _Tally:
    """Running counts of a comparison."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.slot_right: Counter[str] = Counter()
        self.slot_all: Counter[str] = Counter()
        self.types: dict[str, Counter[str]] = defaultdict(Counter)
        self.errors: list[Error] = []

    def add_article(self, article: GoldArticle, places: Sequence[tuple[int, int]], events: Sequence[Told]) -> None:
        homes: dict[int, list[Told]] = defaultdict(list)
        for event in events:
            self.counts["found"] += 1
            self.types[str(event.type)]["found"] += 1
            home = next((k for k, (start, end) in enumerate(places) if start <= event.start < end), None)
            if home is None:
                self.counts["furniture"] += 1
                self.errors.append(Error("furniture", article.file, None, None, event))
            else:
                homes[home].append(event)
        for k, sentence in enumerate(article.sentences):
            self.add_sentence(article.file, sentence, homes[k])

    def add_sentence(self, file: str, sentence: GoldSentence, found: Sequence[Told]) -> None:
        gold = sentence.events
        self.counts["gold"] += len(gold)
        for event in gold:
            self.types[str(event.type)]["gold"] += 1
        if not gold:
            self.counts["quiet"] += 1
            self.counts["kept quiet"] += not found
        pairs = _pair_events(gold, found)
        paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
        self.errors += (
            Error("missed", file, sentence.text, g, None) for i, g in enumerate(gold) if i not in paired_gold
        )
        self.errors += (
            Error("spurious", file, sentence.text, None, f) for j, f in enumerate(found) if j not in paired_found
        )
        for i, j in pairs:
            self.add_pair(file, sentence.text, gold[i], found[j])

    def add_pair(self, file: str, sentence: str, gold: Told, found: Told) -> None:
        self.types[str(gold.type)]["right"] += 1
        self.counts["detect"] += 1
        slots = _compare_slots(gold, found)
        self.slot_all.update(slots.keys())
        self.slot_right.update(name for name, right in slots.items() if right)
        if not _have_same_sides(gold, found):
            self.errors.append(Error("wrong sides", file, sentence, gold, found))
            return
        self.counts["dyad"] += 1
        wrong = [name for name in FULL_SLOTS if not slots.get(name, True)]
        if wrong:
            self.errors.append(Error("not full: " + ", ".join(wrong), file, sentence, gold, found))
        else:
            self.counts["full"] += 1

    def sum_up(self, articles: int, unknown: int) -> Score:
        counts = self.counts
        detect, dyad, full = (Measure(counts[k], counts["found"], counts["gold"]) for k in ("detect", "dyad", "full"))
        return Score(
            detect=detect,
            dyad=dyad,
            full=full,
            slots={k: Measure(self.slot_right[k], self.slot_all[k], self.slot_all[k]) for k in sorted(self.slot_all)},
            types={k: Measure(c["right"], c["found"], c["gold"]) for k, c in sorted(self.types.items())},
            quiet=Measure(counts["kept quiet"], counts["kept quiet"], counts["quiet"]),
            articles=articles,
            in_furniture=counts["furniture"],
            from_unknown_articles=unknown,
            errors=tuple(self.errors),
        )


def _read_article(line: str, where: str) -> GoldArticle:
    try:
        record = json.loads(line)
        sentences = [(str(sentence["text"]), list(sentence["events"])) for sentence in record["sentences"]]
        file = str(record["article"])
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    except (KeyError, TypeError) as error:
        raise InputError(
            f"{where}: no gold article: {error}; it needs article and sentences, each with text and events"
        ) from None
    read = tuple(
        GoldSentence(text, tuple(Told.from_record(event, where) for event in events)) for text, events in sentences
    )
    for told in (told for sentence in read for told in sentence.events):
        if told.act is None or told.type is None or told.status is None:
            raise InputError(f"{where}: the gold event {told.trigger!r} lacks act, type or status")
    return GoldArticle(file, read)


def _read_list(record: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = record.get(key) or []
    if not isinstance(value, list):
        raise RecordError(f"{where}: {key} must be a list, not {type(value).__name__}")
    return value


def _read_people(record: Mapping[str, Any], key: str, where: str) -> tuple[Mapping[str, Any], ...]:
    people = _read_list(record, key, where)
    for person in people:
        if not isinstance(person, Mapping):
            raise RecordError(f"{where}: {key} must hold objects, not {type(person).__name__}")
        for name in ("text", "name", "country", "kind"):
            if not isinstance(person.get(name), str | None):
                raise RecordError(f"{where}: {key}: {name} must be a string or null, not {person[name]!r}")
    return tuple(people)


def _pair_events(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[int, int]]:
    """Pairs events of one type, the likest first, ties in the order of the sentence."""
    candidates = sorted(
        (-_measure_likeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g.type == f.type
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def _measure_likeness(gold: Told, found: Told) -> float:
    """How well two events of one type go together: sides, act and trigger weigh most."""
    (gold_doers, gold_others), (found_doers, found_others) = gold.sides, found.sides
    return (
        _share(gold_doers, found_doers)
        + _share(gold_others, found_others)
        + (gold.act == found.act)
        + _overlap(gold.trigger, found.trigger)
        + 0.5 * (gold.status == found.status)
        + 0.2 * (gold.date == found.date)
        + 0.2 * _overlap(gold.theme, found.theme)
        + 0.1 * _overlap(" ".join(gold.topics), " ".join(found.topics))
    )


def _compare_slots(gold: Told, found: Told) -> dict[str, bool]:
    """Which slots of a pair are right: only those that gold speaks of, or leaves empty for certain."""
    right = {"act": gold.act == found.act, "status": gold.status == found.status}
    if _is_reciprocal(gold, found):
        right["actors"] = _have_same_sides(gold, found)
    else:
        right["actors"] = gold.sides[0] == found.sides[0]
        if gold.recipients:
            right["recipients"] = gold.sides[1] == found.sides[1]
    right |= dict(_compare_optional(gold, found))
    names = {_fold(person["name"]).strip() for person in gold.actors if person.get("name")}
    if names:
        right["actor names"] = names <= {_fold(person.get("name")).strip() for person in found.actors}
    if gold.actors:
        right["actor kinds"] = {person.get("kind") for person in gold.actors} == {
            person.get("kind") for person in found.actors
        }
    return right


def _compare_optional(gold: Told, found: Told) -> Iterator[tuple[str, bool]]:
    said_by_right = _find_side(gold.said_by) == _find_side(found.said_by)
    yield ("said_by", said_by_right) if gold.said_by else ("no said_by", not found.said_by)
    yield ("date", gold.date == found.date) if gold.date else ("no date", not found.date)
    yield ("place", _overlap(gold.place, found.place)) if gold.place else ("no place", not found.place)
    if gold.record.get("theme"):
        yield "theme", _overlap(gold.theme, found.theme)
    else:
        yield "no theme", not found.record.get("theme")
    if gold.topics:
        together = " ".join(found.topics)
        yield (
            "topics",
            all(
                any(_overlap(topic, other, 0.4) for other in found.topics) or _overlap(topic, together)
                for topic in gold.topics
            ),
        )
    else:
        yield "no topics", not found.topics


def _is_reciprocal(gold: Told, found: Told) -> bool:
    return gold.act in RECIPROCAL_ACTS or found.act in RECIPROCAL_ACTS


def _have_same_sides(gold: Told, found: Told) -> bool:
    (gold_doers, gold_others), (found_doers, found_others) = gold.sides, found.sides
    if _is_reciprocal(gold, found):
        return gold_doers | gold_others == found_doers | found_others
    return (gold_doers, gold_others) == (found_doers, found_others)


def _find_side(participants: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(p.get("country") or _fold(p.get("name") or p.get("text")).strip() for p in participants)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _text_of(slot: object) -> str:
    if isinstance(slot, Mapping):
        slot = slot.get("text")
    return slot if isinstance(slot, str) else ""


def _fold(text: str | None) -> str:
    """Text without diacritics, letter variants, case and punctuation, for comparing Arabic and English words."""
    folded = unicodedata.normalize("NFKD", text or "").lower()
    folded = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LETTERS)
    return _NO_WORD.sub(" ", folded)


@lru_cache(maxsize=65536)
def _count_words(text: str) -> Counter[str]:
    """The folded words of a text without article and clitic preposition, counted."""
    words: Counter[str] = Counter()
    for word in _fold(text).split():
        prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) > len(p) + 1), "")
        words[word[len(prefix) :]] += 1
    return words


def _overlap(a: str, b: str, at_least: float = 0.5) -> bool:
    """Whether two texts share so large a part of their words (Dice coefficient over counted words)."""
    words, others = _count_words(a), _count_words(b)
    if not words or not others:
        return not words and not others
    return 2 * (words & others).total() / (words.total() + others.total()) >= at_least
