"""Who says what a sentence tells: the verb of saying over a trigger with its subject, and 'according to'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.languages.pack import Pack
from kg.pipeline.marks import COMMAS
from kg.pipeline.scene import Candidate, Group, Scene

__all__ = ["find_saying", "find_sources", "place_sources"]


def find_saying(scene: Scene, candidate: Candidate, groups: Sequence[Group], pack: Pack) -> tuple[str, frozenset[str]]:
    """The verb of saying that the candidate stands under, and who its subject is.

    The first value is ``none`` where there is no such verb, ``nobody`` where its subject is not named beside it,
    else ``after`` or ``before``, by where the subject stands.
    """
    words = scene.words
    governing = None
    if scene.tree is not None and (found := _find_governing(scene, candidate, groups)) is not None:
        return found
    for other in scene.candidates:
        if other.index >= candidate.index:
            break
        if any(r.kind == "speech" for r in other.readings):
            between = words[other.end : candidate.index]
            if any(w.key in pack.particles["that"] or w.text in ":«“" + '"' for w in between):
                governing = other
    if governing is None:
        colon = next((k for k, w in enumerate(words[: min(candidate.index, 14)]) if w.text == ":"), None)
        if colon is not None:
            named = [g for g in groups if g.start >= 0 and g.end <= colon]
            if named:
                return "colon", named[0].countries
        return "none", frozenset()
    after = [g for g in groups if governing.end <= g.start < candidate.index and g.form != "nisba"]
    if after and after[0].start - governing.end < 3:
        return "after", after[0].countries
    ahead = [g for g in groups if 0 <= g.end <= governing.index and g.start >= 0 and g.form != "nisba"]
    if ahead and governing.index - ahead[-1].end < 3:
        return "before", ahead[-1].countries
    return "nobody", frozenset()


def _find_governing(scene: Scene, candidate: Candidate, groups: Sequence[Group]) -> tuple[str, frozenset[str]] | None:
    """The same by the sentence's tree: the verb of saying whose clause the candidate is in, and its subject."""
    tree = scene.tree
    if tree is None:
        return None
    for k in tree.governors(candidate.index):
        other = scene.at.get(k)
        if other is None or other is candidate or not any(r.kind == "speech" for r in other.readings):
            continue
        subject = tree.subject(k)
        if subject is None:
            return "nobody", frozenset()
        left, right = tree.left[subject], tree.right[subject]
        near = [g for g in groups if left <= g.start <= right]
        who = next((g for g in near if g.start <= subject < g.end), near[0] if near else None)
        return ("subject", who.countries) if who is not None else ("nobody", frozenset())
    return _find_trailing(scene, candidate, groups)


def _find_trailing(scene: Scene, candidate: Candidate, groups: Sequence[Group]) -> tuple[str, frozenset[str]] | None:
    """The verb of saying that ends a sentence or a clause, its subject before it: '…, the ministry said on Friday.'"""
    words = scene.words
    for other in scene.candidates:
        if other.index <= candidate.index or not any(r.kind == "speech" for r in other.readings):
            continue
        dated = any(s in (other.end, other.end + 1) for s, _, _ in scene.dates)
        if not (dated or other.end >= len(words) or words[other.end].piece == "punct"):
            continue
        who = [g for g in groups if candidate.end <= g.start and g.end <= other.index and other.index - g.end < 3]
        if who and any(w.text in COMMAS or w.text in '"”' for w in words[max(0, who[-1].start - 3) : who[-1].start]):
            return "subject", who[-1].countries
    return None


def find_sources(scene: Scene, groups: Sequence[Group], pack: Pack) -> frozenset[str]:
    """Who is named behind 'according to' in the sentence."""
    return frozenset(code for _, group in _list_sources(scene, groups, pack) for code in group.countries)


def place_sources(scene: Scene, candidate: Candidate, groups: Sequence[Group], pack: Pack) -> dict[str, str]:
    """Where each of the sources stands as seen from the candidate.

    Before or behind it, behind how many commas, and whether the source begins or ends the sentence: what ends it
    ('…, according to X') vouches for all that stands before, what stands within for its own clause.
    """
    words, places = scene.words, {}
    for k, group in _list_sources(scene, groups, pack):
        side = "R" if k >= candidate.end else "L"
        between = words[candidate.end : k] if side == "R" else words[group.end : candidate.index]
        commas = min(sum(w.text in COMMAS for w in between), 2)
        edge = "last" if sum(w.piece == "stem" for w in words[group.end :]) < 4 else "first" if k < 3 else "within"
        places.update(dict.fromkeys(group.countries, f"{side}{commas}{edge}"))
    return places


def _list_sources(scene: Scene, groups: Sequence[Group], pack: Pack) -> Iterator[tuple[int, Group]]:
    """The words for 'according to', each with the group that stands behind it."""
    for k, word in enumerate(scene.words):
        if word.key in pack.particles["according"]:
            near = next((g for g in groups if k < g.start <= k + 5), None)
            if near is not None:
                yield k, near
