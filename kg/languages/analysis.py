"""What a language pack says of a text: its words, and the participants that its words name.

The pipeline asks a pack for these and works on nothing else, so that a language is a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

__all__ = ["Entity", "Mention", "NameTable", "TriggerReading", "Word"]


@dataclass(slots=True)
class Word:
    """One syntactic word (a clitic is a word of its own), at its place in the source.

    ``key`` is what lexicons are asked for: folded spelling, without the article; ``full`` keeps the article.
    ``piece`` is one of conj, prep, future, stem, pron, punct, number; ``tag`` a UPOS tag.
    """

    index: int
    text: str
    start: int
    end: int
    full: str
    key: str
    piece: str
    tag: str = "X"
    definite: bool = False
    glued: bool = False
    """Written together with the word before it."""
    form: str = ""
    """The language's own tag (VBD, VBN …), where its tagger gives one."""
    head: int = -1
    """Index of the word that it depends on, its own for the root; -1 where the language has no parser."""
    relation: str = ""
    """Its relation to its head, of Universal Dependencies."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that can act, as far as it is known."""

    id: str
    name: str
    name_ar: str | None
    country: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """One way to read a word as a trigger.

    ``part`` is verb, masdar, noun, active, passive, phrase; ``kind`` trigger, speech, content, light; ``voice``,
    ``tense``, ``person``, ``number`` and ``gender`` only for verbs. ``acts`` gives other acts by complement.
    """

    act: str
    part: str
    kind: str
    rule: str
    length: int = 1
    frame: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    alone: bool = True
    negative: bool = False
    voice: str = ""
    tense: str = ""
    person: int = 0
    number: int = 0
    gender: str = ""
    added: bool = False
    """Whether the entry is the user's own: no model has learnt the word."""


Form = Literal[
    "name", "office", "body", "nisba", "collective", "counterpart", "population", "pronoun", "document", "speaker"
]  # fmt: skip


@dataclass(slots=True)
class Mention:
    """Words ``start`` up to ``end`` (indices into the sentence's words) name ``members``.

    ``form`` says how: by a name, an office, a body (ministry, army, delegation), an adjective of nationality,
    a collective ('the two sides') … A mention that is not resolved has no members.
    """

    start: int
    end: int
    head: int
    members: tuple[Entity, ...]
    form: Form
    word: str = ""
    """The key of the head word: وزير، جانب …"""
    number: int = 1
    """1, 2 for a dual, 3 for a plural; what an unresolved collective asks for."""
    gender: str = "m"
    host: str | None = None
    """For envoys: the country where they serve."""
    resolved: bool = True
    place: Entity | None = None
    """The place of this name, where it stands for a state: تل أبيب."""
    parts: list[Mention] = field(default_factory=list)
    """Mentions inside this one (the nisba of an office)."""

    @property
    def countries(self) -> frozenset[str]:
        """The codes of the members, a name in place of a code that is missing."""
        return frozenset(m.country or m.name for m in self.members)


class NameTable(Generic[T]):
    """Sequences of word keys, each with its values; finds the longest that starts at a word."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._next: dict[tuple[int, str], int] = {}
        self._values: dict[int, list[T]] = {}
        self._size = 0

    def add(self, keys: Sequence[str], value: T) -> None:
        """Enter a sequence of one or more keys."""
        first, *rest = keys
        node = self._first.get(first, 0)
        if not node:
            self._size += 1
            node = self._first[first] = self._size
        table = self._next
        for key in rest:
            following = table.get((node, key))
            if following is None:
                self._size += 1
                following = table[node, key] = self._size
            node = following
        values = self._values.get(node)
        if values is None:
            self._values[node] = [value]
        elif value not in values:
            values.append(value)

    def heads(self) -> Iterable[str]:
        """The keys with which the sequences begin."""
        return self._first.keys()

    def forget(self, keys: Sequence[str]) -> None:
        """Take the values of a sequence out; longer ones that begin like it stay."""
        node = self._first.get(keys[0], 0)
        for key in keys[1:]:
            node = self._next.get((node, key), 0)
        self._values.pop(node, None)

    def find(self, keys: Sequence[str], at: int) -> tuple[int, list[T]]:
        """The end of the longest sequence that starts at ``at``, and its values; ``(at, [])`` when there is none."""
        node = self._first.get(keys[at]) if at < len(keys) else None
        if node is None:  # so it is with most words, and all are asked for in many tables
            return at, []
        values = self._values.get(node)
        end, values = (at, []) if values is None else (at + 1, values)
        for i in range(at + 1, len(keys)):
            node = self._next.get((node, keys[i]))
            if node is None:
                break
            if node in self._values:
                end, values = i + 1, self._values[node]
        return end, values
