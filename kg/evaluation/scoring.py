"""Counts what a system found right, sentence by sentence, and sums it up as figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation.comparing import compare_slots, have_same_sides, pair_events
from kg.evaluation.gold import GoldArticle, GoldSentence
from kg.evaluation.told import Told

__all__ = ["Error", "Measure", "Score", "score_events"]

#: The slots that a full hit must have right, as far as gold speaks of them.
FULL_SLOTS = ("act", "status", "said_by", "no said_by", "date", "no date", "theme")


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
        pairs = pair_events(gold, found)
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
        slots = compare_slots(gold, found)
        self.slot_all.update(slots.keys())
        self.slot_right.update(name for name, right in slots.items() if right)
        if not have_same_sides(gold, found):
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
