"""Who acts together by the words around a trigger: between two, with somebody, the two sides, a joint statement."""

from __future__ import annotations

from collections.abc import Container, Sequence

from kg.languages.analysis import TriggerReading, Word
from kg.languages.syntax import Syntax
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.roles import Parties
from kg.pipeline.scene import Draft, Group, code_of

__all__ = [
    "TWO", "find_addressed", "find_authors", "find_between", "find_collective", "find_doer", "find_origins",
    "find_partners", "find_places", "find_subject", "is_joint", "is_voiced_passive", "keep_two",
]  # fmt: skip

TWO = 2
"""How many a dual means."""
#: How far from the trigger a text may be called joint, in words.
_JOINT = 4


def is_joint(draft: Draft, syntax: Syntax) -> bool:
    """Whether a joint statement is issued: of 48 annotated ones 42 have two authors or more."""
    near = draft.scene.words[max(0, draft.candidate.index - _JOINT) : draft.candidate.end + _JOINT]
    return draft.act == "issue-statement" and any(word.key in syntax.joint for word in near)


def keep_two(actors: list[tuple[float, int]], parties: Parties) -> list[tuple[float, int]]:
    """The two whom a dual means: who are two together somewhere, else the likeliest; 16 of 19 annotated are two."""
    mine = {k for _, k in actors}
    pairs = (
        set(_list_units(parties, number)) for number, group in enumerate(parties.groups) if len(group.countries) == TWO
    )
    together = next((pair for pair in pairs if pair <= mine), None)
    best = sorted(actors, key=lambda item: (-item[0], item[1]))[:TWO]
    return [item for item in actors if (item[1] in together if together else item in best)]


def find_authors(parties: Parties, alone: int) -> list[int]:
    """The units of those who last acted together with a unit, or issued a statement with it."""
    for number, group in enumerate(parties.groups):
        if group.source in ("authors", "parties") and group.start < 0 and len(group.countries) > 1:
            found = _list_units(parties, number)
            if alone in found:
                return found
    return []


def find_collective(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units that a collective right behind a verb means, which is its subject: condemned the two leaders."""
    if _read_active_verb(draft) is None or draft.scene.tree is not None:
        return []  # where a tree tells of objects, what stands behind a verb is one
    for number, group in enumerate(parties.groups):
        if group.start == draft.candidate.end and group.form == "collective" and len(group.countries) > 1:
            return [] if _is_oblique(draft, group, syntax) else _list_units(parties, number)
    return []


def find_addressed(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units right behind a verb that are its object by their form, or by what they are.

    حث البلدين: of 57 annotated duals in the oblique case there, acts with one side aside, three act. دعا المواطنين: of
    eight annotated peoples behind a verb of asking none asks.
    """
    if _read_active_verb(draft) is None or draft.act in RECIPROCAL_ACTS:
        return []
    for number, group in enumerate(parties.groups):
        asked = group.form == "population" and draft.act == "request"
        if group.start == draft.candidate.end and (asked or _is_oblique(draft, group, syntax)):
            return _list_units(parties, number)
    return []


def _read_active_verb(draft: Draft) -> TriggerReading | None:
    """The reading of the trigger as a verb that is no passive, if it is one."""
    reading = draft.candidate.reading(draft.act)
    return reading if reading is not None and reading.part == "verb" and reading.voice != "passive" else None


def _is_oblique(draft: Draft, group: Group, syntax: Syntax) -> bool:
    """Whether a dual collective is of the case that no subject has: البلدين."""
    mention, text = group.mentions[0], draft.scene.words[group.start].text
    return mention.form == "collective" and mention.number == TWO and text.endswith(tuple(syntax.oblique))


def find_doer(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units of who alone can act: who issued a text (الصادر عن), who speaks before a colon of himself (نرحب).

    Of nine annotated statements that are told 'issued by' somebody who is known seven have him as their actor.
    """
    scene, candidate = draft.scene, draft.candidate
    if draft.act == "issue-statement" and _has_key(scene.words, candidate.end, syntax.issuing):
        return _find_units_at(draft, parties, candidate.end + 1, syntax)
    reading = candidate.reading(draft.act)
    if reading is None or reading.part != "verb" or reading.person != 1 or scene.quoted[candidate.index]:
        return []
    colons = [k for k, word in enumerate(scene.words[: candidate.index]) if word.text == ":"]
    ends = [number for number, group in enumerate(parties.groups) if colons and 0 < group.end == colons[-1]]
    if not ends:
        return []
    at = parties.groups[ends[0]].start - 1
    if at > 0 and scene.words[at].tag == "ADP":  # where he is, or to whom he speaks
        ends = [number for number, group in enumerate(parties.groups) if group.end == at] or ends
    return _list_units(parties, ends[0])


def find_subject(draft: Draft, parties: Parties) -> list[int]:
    """The units of who stands right behind a verb of one, or behind it and what is his or hers: نشرت نصه الوزارة.

    So are those that are named further on: أدانت النرويج، وكذلك كينيا.
    """
    reading, words, at = _read_active_verb(draft), draft.scene.words, draft.candidate.end
    if reading is None or reading.number > 1:
        return []
    for k in (at, at + 1):
        if k < len(words) and words[k].glued and words[k].piece == "pron":
            at = k + 1
    if not any(group.start == at and group.form in ("name", "body", "office") for group in parties.groups):
        return []
    behind = {number for number, group in enumerate(parties.groups) if group.start >= at}
    return [k for k, unit in enumerate(parties.units) if behind.intersection(unit.groups)]


def is_voiced_passive(draft: Draft, syntax: Syntax) -> bool:
    """Whether the trigger is a verb whose vowels say that it is a passive: قُتل."""
    vowel = syntax.passive_vowel
    return bool(vowel) and draft.scene.words[draft.candidate.index].text.startswith(vowel, 1)


def find_places(draft: Draft, parties: Parties, syntax: Syntax) -> set[int]:
    """The units that the sentence names as a place behind the trigger: قُتل في القنصلية."""
    words, end = draft.scene.words, draft.candidate.end
    places = {
        number
        for number, group in enumerate(parties.groups)
        if group.start >= end and words[group.start - 1].key in syntax.posted
    }
    return {k for k, unit in enumerate(parties.units) if places.intersection(unit.groups)}


def find_origins(draft: Draft, parties: Parties, syntax: Syntax) -> set[int]:
    """The units of where a traveller comes from, if the sentence tells where he goes: طار من أوسلو إلى نيروبي.

    Of six annotated events of this form that had them among whom is visited none has.
    """
    words = draft.scene.words
    if draft.act != "visit" or words[draft.candidate.index].tag != "VERB":
        return set()
    ahead = {n: words[group.start - 1].key for n, group in enumerate(parties.groups) if group.start > 0}
    if syntax.goal.isdisjoint(ahead.values()):
        return set()
    mine = [[ahead.get(n, "") for n in unit.groups if parties.groups[n].start >= 0] for unit in parties.units]
    return {k for k, keys in enumerate(mine) if keys and syntax.origin.issuperset(keys)}


def find_between(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units that stand behind the trigger and 'between': all who act together there, and nobody else.

    Of the 522 annotated Arabic events of this form 514 are so. Of 28 that have an adjective there as well, and a name
    behind it, all are (القمة المرتقبة بين كينيا والنرويج); a collective there means others in one of three.
    """
    words, end = draft.scene.words, draft.candidate.end
    at = end
    while at < len(words) and words[at].tag == "ADJ":
        at += 1
    if not _has_key(words, at, syntax.between):
        return []
    found = _find_units_at(draft, parties, at + 1, syntax)
    if at > end and any(g.form == "collective" for g in parties.groups if g.start in (at + 1, at + 2)):
        return []
    return found if len(found) > 1 else []


def find_partners(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units that stand behind the trigger and 'with': with whom it was done.

    Of 2,500 annotated events of this form, calls and letters aside, all but some two in a hundred are so.
    """
    words, end = draft.scene.words, draft.candidate.end
    if end < len(words) and words[end].glued and words[end].piece == "pron":
        end += 1
    if _has_key(words, end - 1, syntax.with_whom):  # part of the trigger
        found = _find_units_at(draft, parties, end, syntax)
    else:
        found = _find_units_at(draft, parties, end + 1, syntax) if _has_key(words, end, syntax.with_whom) else []
    return [k for k in found if not _is_anybody(parties, k)]


def _list_units(parties: Parties, number: int) -> list[int]:
    """The units that a group, told by its number, names members of."""
    return [k for k, unit in enumerate(parties.units) if number in unit.groups]


def _is_anybody(parties: Parties, number: int) -> bool:
    """Whether a unit is persons of whom nothing is known: 'officials', whose state may stand apart."""
    unit = parties.units[number]
    members = (m for n in unit.groups for mention in parties.groups[n].mentions for m in mention.members)
    return all(m.country is None and m.kind == "person" for m in members if code_of(m) == unit.code)


def _has_key(words: Sequence[Word], at: int, keys: Container[str]) -> bool:
    return at < len(words) and words[at].key in keys


def _find_units_at(draft: Draft, parties: Parties, start: int, syntax: Syntax) -> list[int]:
    """The units that are named at a word, or behind words that say nothing of their place."""
    words, first, passed = draft.scene.words, start, syntax.skipped | syntax.joins
    while start < len(words) and words[start].key in passed:
        start += 1
    for number, group in enumerate(parties.groups):
        if group.start >= 0 and first <= group.start <= start < group.end:
            return _list_units(parties, number)
    return []
