"""Compares events of a system with those of gold: which belong together, and which of their slots agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.evaluation.told import Told, find_side
from kg.evaluation.wording import fold, overlap
from kg.model import RECIPROCAL_ACTS

__all__ = ["compare_slots", "have_same_sides", "pair_events"]


def pair_events(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[int, int]]:
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
        + overlap(gold.trigger, found.trigger)
        + 0.5 * (gold.status == found.status)
        + 0.2 * (gold.date == found.date)
        + 0.2 * overlap(gold.theme, found.theme)
        + 0.1 * overlap(" ".join(gold.topics), " ".join(found.topics))
    )


def compare_slots(gold: Told, found: Told) -> dict[str, bool]:
    """Which slots of a pair are right: only those that gold speaks of, or leaves empty for certain."""
    right = {"act": gold.act == found.act, "status": gold.status == found.status}
    if _is_reciprocal(gold, found):
        right["actors"] = have_same_sides(gold, found)
    else:
        right["actors"] = gold.sides[0] == found.sides[0]
        if gold.recipients:
            right["recipients"] = gold.sides[1] == found.sides[1]
    right |= dict(_compare_optional(gold, found))
    names = {fold(person["name"]).strip() for person in gold.actors if person.get("name")}
    if names:
        right["actor names"] = names <= {fold(person.get("name")).strip() for person in found.actors}
    if gold.actors:
        right["actor kinds"] = {person.get("kind") for person in gold.actors} == {
            person.get("kind") for person in found.actors
        }
    return right


def _compare_optional(gold: Told, found: Told) -> Iterator[tuple[str, bool]]:
    said_by_right = find_side(gold.said_by) == find_side(found.said_by)
    yield ("said_by", said_by_right) if gold.said_by else ("no said_by", not found.said_by)
    yield ("date", gold.date == found.date) if gold.date else ("no date", not found.date)
    yield ("place", overlap(gold.place, found.place)) if gold.place else ("no place", not found.place)
    if gold.record.get("theme"):
        yield "theme", overlap(gold.theme, found.theme)
    else:
        yield "no theme", not found.record.get("theme")
    if gold.topics:
        together = " ".join(found.topics)
        yield (
            "topics",
            all(
                any(overlap(topic, other, 0.4) for other in found.topics) or overlap(topic, together)
                for topic in gold.topics
            ),
        )
    else:
        yield "no topics", not found.topics


def _is_reciprocal(gold: Told, found: Told) -> bool:
    return gold.act in RECIPROCAL_ACTS or found.act in RECIPROCAL_ACTS


def have_same_sides(gold: Told, found: Told) -> bool:
    """Whether the same countries did it to the same; of a reciprocal act, whether the same took part."""
    (gold_doers, gold_others), (found_doers, found_others) = gold.sides, found.sides
    if _is_reciprocal(gold, found):
        return gold_doers | gold_others == found_doers | found_others
    return (gold_doers, gold_others) == (found_doers, found_others)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0
