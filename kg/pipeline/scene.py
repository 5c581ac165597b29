"""A sentence as the models see it: its words, participants, readings of its words as triggers, and their surroundings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.languages.analysis import Mention, TriggerReading, Word

__all__ = ["Candidate", "Group", "Scene", "make_groups"]


@dataclass(slots=True)
class Group:
    """Mentions that are coordinated, and so play one role together; or what a dropped subject may mean.

    ``source`` says where it comes from: the sentence itself (``here``), or the article so far (``subject``: who acted
    last; ``speaker``; ``parties``; ``title``; ``home``).
    """

    start: int
    end: int
    head: int
    mentions: tuple[Mention, ...]
    source: str = "here"
    features: tuple[str, ...] = ()

    @property
    def countries(self) -> frozenset[str]:
        """The codes of all members."""
        return frozenset(c for m in self.mentions for c in m.countries)

    @property
    def form(self) -> str:
        """The form of the first mention."""
        return self.mentions[0].form


@dataclass(slots=True)
class Candidate:
    """A word that may be a trigger, with the acts that the lexicon (or what was learnt) gives it."""

    index: int
    end: int
    readings: tuple[TriggerReading, ...]
    acts: Mapping[str, str]
    """Act -> how it is known: ``default``, ``noun`` (by its complement), ``other``, ``learnt``."""
    features: list[str] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Scene:
    """One sentence. ``number`` counts from 0 in its article; ``title`` says that it is the headline."""

    words: Sequence[Word]
    mentions: list[Mention]
    groups: list[Group]
    number: int
    title: bool
    quoted: list[bool]
    inside: list[int]
    """For each word the number of the mention that it is in, or -1."""
    candidates: list[Candidate] = field(default_factory=list)
    at: dict[int, Candidate] = field(default_factory=dict)


_JOINS = frozenset(["و", "،", ",", "كل", "من", "كذلك", "ايضا", "او", "بين"])


def make_groups(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Group]:
    """Coordinated mentions together: قطر ومصر والولايات المتحدة is one group, in order of the text."""
    groups: list[Group] = []
    for mention in mentions:
        if groups and mention.form != "nisba":
            last = groups[-1]
            between = [w.key for w in words[last.end : mention.start]]
            joined = bool(between) and len(between) <= 3 and all(b in _JOINS for b in between) and "و" in between
            listed = between in (["،"], [","]) and _alike(last.mentions[-1], mention)
            if (joined and last.form != "nisba" and _alike(last.mentions[-1], mention)) or listed:
                last.mentions = (*last.mentions, mention)
                last.end = mention.end
                continue
        groups.append(Group(mention.start, mention.end, mention.head, (mention,)))
    return groups


def _alike(a: Mention, b: Mention) -> bool:
    def sort(m: Mention) -> str:
        kind = m.members[0].kind if m.members else m.form
        return {"state": "state", "igo": "state", "government": "state", "place": "state"}.get(kind, kind)

    return sort(a) == sort(b) or {a.form, b.form} <= {"office", "counterpart", "name", "body"}
