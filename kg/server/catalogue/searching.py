"""Finds things by name, in either language, however they are spelt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kg.server.catalogue.building import SHORT
from kg.server.catalogue.folding import fold_name, reduce_name

__all__ = ["Hit", "search_things"]

#: Candidates that are compared letter by letter, and the likeness below which a name is another name.
CANDIDATES, LEAST_LIKENESS = 400, 0.4

#: Things that are named by phrases of the articles come behind those that have names.
PHRASES, BY_PHRASE = frozenset({"issue", "thing"}), 0.2


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its number in the catalogue, and which of its names matched, how well (0 to 1)."""

    thing: int
    name: str
    likeness: float


def search_things(catalogue: sqlite3.Connection, text: str, *, kinds: Iterable[str] = (), limit: int = 30) -> list[Hit]:
    """The things whose names are most like a text, those with more events first where names are equally like it."""
    wanted = fold_name(text)
    if not wanted:
        return []
    reduced = reduce_name(wanted)
    rows = list(
        catalogue.execute("SELECT thing, shown FROM short_names WHERE name IN (?, ?)", (wanted, reduced or wanted))
    )
    grams = _cut(wanted) | _cut(reduced)
    if grams:
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))
        rows += catalogue.execute(
            "SELECT thing, shown FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (query, CANDIDATES)
        )
    chosen = set(kinds)
    best: dict[int, tuple[float, int, Hit]] = {}
    for thing, shown in dict.fromkeys(rows):
        name = fold_name(shown)
        likeness = max(_compare(wanted, name), 0.93 * _compare(reduced, reduce_name(name)))
        if likeness < LEAST_LIKENESS:
            continue
        kind, events = catalogue.execute("SELECT kind, events FROM things WHERE id = ?", (thing,)).fetchone()
        if chosen and kind not in chosen:
            continue
        rank = likeness + min(events, 400) / 2000 - (BY_PHRASE if kind in PHRASES else 0)
        ranked = (rank, events, Hit(thing, shown, likeness))
        if thing not in best or ranked[0] > best[thing][0]:
            best[thing] = ranked
    ordered = sorted(best.values(), key=lambda x: (-x[0], -x[1], x[2].name))
    return [hit for _, _, hit in ordered[:limit]]


def _cut(text: str) -> set[str]:
    """The trigrams of a text, as SQLite cuts them."""
    return {text[i : i + 3] for i in range(len(text) - 2)} if len(text) >= SHORT else set()


def _compare(wanted: str, name: str) -> float:
    """How alike two folded names are: 1 for the same, high when one holds the other's words, else by common pairs."""
    if not (wanted and name):
        return 0.0
    if wanted == name:
        return 1.0
    words, parts = wanted.split(), name.split()
    if set(words) <= set(parts):
        return 0.8 + 0.15 * len(words) / len(parts)
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 0.7 + 0.15 * len(wanted) / max(len(name), len(wanted))
    likeness = [max((_dice(word, part) for part in parts), default=0.0) for word in words]
    whole = _dice(wanted, name)
    return max(whole, 0.75 * sum(likeness) / len(likeness) if min(likeness) >= 0.4 else 0.0)


def _dice(a: str, b: str) -> float:
    """The share of common letter pairs (Dice), word ends counted, so that the first and last letters weigh more."""
    first, second = _pairs(a), _pairs(b)
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}
