"""Names of people: known ones, and words in capitals that a title, a comma or a given name makes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.languages.analysis import Entity, Mention, Word
from kg.languages.en.memory import Memory
from kg.languages.en.names import Names, spell_bare
from kg.languages.en.titles import Titles
from kg.languages.naming import make_entity

__all__ = ["Named", "People"]

_INNER = frozenset("al el bin ben ibn abu abd van von de la der da dos du di ul ur".split())
_SUFFIXES = frozenset(["jr", "jr.", "ii", "iii", "iv"])
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december i we he she it they the a an in on at but and as if this that our his her its
    their these those joint statement dialogue agreement summit""".split()
)


@dataclass(slots=True)
class Named:
    """A personal name: where it ends, its words' keys, and whose it is, if that is known."""

    start: int
    end: int
    keys: list[str]
    entity: Entity | None = None


class People:
    """The words of a sentence with the tables and the article's memory; finds personal names in them."""

    def __init__(self, words: Sequence[Word], names: Names, titles: Titles, memory: Memory) -> None:
        self.words = words
        self.names = names
        self.titles = titles
        self.memory = memory
        self.keys = [w.key for w in words]
        self.states = names.states

    def key(self, i: int) -> str:
        """The key of a word; empty beyond the sentence."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def is_capital(self, i: int) -> bool:
        """Whether a word begins with a capital, and is no word that always may."""
        if not 0 <= i < len(self.words):
            return False
        word = self.words[i]
        return word.text[:1].isupper() and word.key not in _NO_NAMES and word.piece == "stem"

    def name_end(self, i: int) -> int:
        """Where words in capitals that may be a personal name end; ``i`` where none starts."""
        k = i
        while k < len(self.words) and k - i < 7:
            key = self.key(k)
            if self.is_capital(k) and (self.words[k].tag in ("PROPN", "X") or k > i or self.is_given(k)):
                if k > i and self.titles.offices.find(self.keys, k)[1] and self.words[k].tag != "PROPN":
                    break
                k += 1
            elif key == "-" and k > i and self.words[k].glued and k + 1 < len(self.words) and self.words[k + 1].glued:
                k += 2
            elif (
                key in _INNER
                and (self.is_capital(k + 1) or self.key(k + 1) in ("-", *_INNER))
                and (k > i or key in ("al", "el", "bin", "abu"))
            ) or (key in _SUFFIXES and k > i):
                k += 1
            else:
                break
        while k > i and self.key(k - 1) in _INNER:
            k -= 1
        return k

    def is_given(self, i: int) -> bool:
        """Whether a word is the first name of somebody in the table of people."""
        return self.words[i].text.lower() in self.names.given

    def person_at(self, i: int, *, titled: bool) -> Named | None:
        """The personal name that starts at a word; ``titled``: an office or an honorific stands before it."""
        if i >= len(self.words):
            return None
        known = self.names.find(self.keys, i, "person")
        end = self.name_end(i)
        if known and known[0] >= end and self.words[i].text[:1].isupper():
            return Named(i, known[0], self.keys[i : known[0]], self.acting(known[1].entity))
        if end == i:
            return None
        keys = self.keys[i:end]
        entity = self.memory.find_person(" ".join(keys)) or self.look_up(i, end)
        if entity is not None:
            return Named(i, end, keys, self.acting(entity))
        if len(keys) == 1:
            entity = self.memory.find_person(keys[0]) or self.memory.find_given(keys[0])
            if entity is None and (titled or self.words[i].tag == "PROPN") and len(keys[0]) > 3:
                entity = self.names.surnames.get(keys[0])
                if entity is not None and not titled and self.names.find(self.keys, i):
                    entity = None
            if entity is not None:
                return Named(i, end, keys, self.acting(entity))
            return Named(i, end, keys) if titled and not self.names.find(self.keys, i) else None
        last = self.memory.find_person(keys[-1])
        if last is not None and (spell_bare([keys[0]]) in spell_bare(last.name.split()).split() or titled):
            return Named(i, end, keys, last)
        other = self.names.find(self.keys, i)
        if other and other[1].kind != "person" and other[0] - i >= 1:
            return None
        if titled or self.is_given(i) or self.is_apposed(end):
            return Named(i, end, keys)
        return None

    def look_up(self, start: int, end: int) -> Entity | None:
        """Somebody of the table whose name is transcribed otherwise."""
        words = [self.words[k].text for k in range(start, end)]
        bare = spell_bare(words)
        return self.names.bare.get(bare) if end - start > 1 and len(bare.rpartition(" ")[2]) > 2 else None

    def is_apposed(self, end: int) -> bool:
        """Whether behind a name and a comma an office follows: 'Lee Do-hoon, South Korea's envoy'."""
        return self.key(end) == "," and any(
            self.titles.offices.find(self.keys, k)[1] for k in range(end + 1, min(end + 7, len(self.words)))
        )

    def acting(self, entity: Entity) -> Entity:
        """A person as the article told of him: with the state that he acts for here."""
        told = self.memory.find_person(" ".join(entity.name.lower().split()))
        return told if told is not None and told.id == entity.id else entity

    def make_person(self, named: Named, country: str | None) -> Entity:
        """Whose a name is: known, or made of its words, with the country that its phrase told."""
        if named.entity is not None:
            if named.entity.country is None and country:
                return Entity(named.entity.id, named.entity.name, named.entity.name_ar, country, "person")
            return named.entity
        return make_entity(self.spell(named.start, named.end), "person", country)

    def spell(self, start: int, end: int) -> str:
        """Words as they are written, with the spaces between them."""
        text = ""
        for k in range(start, end):
            text += ("" if k == start or self.words[k].glued else " ") + self.words[k].text
        return text

    def mention_person(
        self, start: int, named: Named, entity: Entity, office: str = "", rank: str = "", state: str | None = None
    ) -> Mention:
        """The mention of a named person; the memory learns it."""
        self.memory.learn_person(entity, named.keys, office, rank, state)
        return Mention(start, named.end, named.start, (entity,), "office" if office else "name", rank or "person")
