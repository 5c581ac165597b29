"""What all phrases are read with: the words of a sentence, the names in the tables, nouns that stand for a state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.languages.analysis import Entity, Form, Mention, NameTable, Word
from kg.languages.ar.describing import compose_name
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import BODIES_OF_STATE, Name, NameKind, load_named_organisations, load_regions, load_states
from kg.languages.ar.ordinary import find_dated
from kg.languages.ar.titles import Titles
from kg.languages.folding import fold
from kg.languages.naming import make_entity

__all__ = ["CLAUSE_STOPS", "CLOSING", "COMMAS", "OPENING", "STATE_HEADS", "TWINS", "Named", "Phrases", "Whose"]

#: Nouns that carry a nisba or a genitive and then stand for the state itself: الجانب القطري، الدولة اللبنانية.
STATE_HEADS = frozenset("جانب طرف دوله جمهوريه مملكه امبراطوريه سلطنه اماره عاصمه".split())
#: Of these some may stand alone, for one of these states.
_KINGDOMS = {"مملكه": ("SAU", "MAR", "JOR", "BHR"), "سلطنه": ("OMN",)}

#: Words that are part of no name.
CLAUSE_STOPS = frozenset(
    """ان انه انها الذي التي اللذان اللذين الذين عندما بعد قبل خلال حيث اليوم امس الاحد الاثنين الثلاثاء الاربعاء
    الخميس الجمعه السبت غدا هذا هذه ذلك تلك هؤلاء كل كلا كلتا قد لقد لن لم لا ما اذا كما فيما بينما""".split()
)
OPENING = frozenset("\"«“„(”‘'")
CLOSING = frozenset("\"»”)“’'")
COMMAS = ("،", ",")

#: States that Arabic names in the dual.
TWINS = dict.fromkeys(("الكوريتان", "الكوريتين", "الكوريان", "الكوريين"), ("PRK", "KOR"))


@dataclass(slots=True)
class Whose:
    """What follows a head: where it ends, whose it is, where it is posted."""

    end: int
    owners: list[Entity] = field(default_factory=list)
    host: Mention | None = None
    state: Mention | None = None
    """The words that name the first owner, where it is a state."""
    former: bool = False
    group: Mention | None = None
    """A collective to which the head belongs and whose members nothing tells beside it (وزيرا خارجية البلدين)."""
    other: bool = False
    """The head belongs to something that is nobody here (رئيس اللجنة)."""

    @property
    def host_country(self) -> str | None:
        """The code of the state where an envoy serves."""
        return self.host.members[0].country if self.host else None


@dataclass(slots=True)
class Named:
    """A personal name: where it ends, the keys of its words, and whose it is, if that is known."""

    start: int
    end: int
    keys: list[str]
    entity: Entity | None = None
    sure: bool = False
    """Known from the tables by the full name."""


class Phrases(ABC):
    """The words of a sentence with the tables and the article's memory; the classes below read phrases from them."""

    def __init__(self, words: Sequence[Word], names: NameTable[Name], titles: Titles, memory: Memory) -> None:
        self.words = words
        self.names = names
        self.titles = titles
        self.memory = memory
        self.keys = [w.key for w in words]
        self.fulls = [w.full for w in words]
        self.states = load_states()
        self.dated = find_dated(words)
        self._named: dict[int, tuple[int, list[Name]]] = {}

    def stem(self, i: int) -> bool:
        """Whether a word is there and is no clitic, number or punctuation."""
        return 0 <= i < len(self.words) and self.words[i].piece == "stem"

    def namelike(self, i: int) -> bool:
        """Whether a word can be part of a name: a stem, or علي, which is folded like the preposition على."""
        if self.stem(i):
            return i not in self.dated
        if self.cuts_name(i):
            return True
        free = 0 <= i < len(self.words) and self.words[i].text == "علي"
        return free and not (i + 1 < len(self.words) and self.words[i + 1].glued)

    def cuts_name(self, i: int) -> bool:
        """Whether a listed name of several words starts here whose first one was cut: بان كي مون is no ب with ان."""
        words = self.words
        if not 0 <= i < len(words) - 1 or words[i].piece not in ("prep", "conj") or words[i].glued:
            return False
        end, values = self.names.find(self.fulls, i)
        return any(value.kind == "person" for value in values) and not all(w.glued for w in words[i + 1 : end])

    def text(self, i: int) -> str:
        """A word as it is written; empty beyond the sentence."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def name_at(self, i: int, *kinds: NameKind) -> tuple[int, Name] | None:
        """The longest name of these kinds that starts at a word, whose context holds."""
        known = self._named.get(i)
        if known is None:  # a word is asked for in many readings, and begins hardly ever a name
            known = self._named[i] = self.names.find(self.fulls, i)
        end, values = known
        if not values or i in self.dated:
            return None
        if self.words[i].piece != "stem" and not ("person" in kinds and self.namelike(i)):
            return None
        fitting = [value for value in values if value.kind in kinds and self.context_holds(value, i, end)]
        if not fitting:
            return None
        return end, fitting[0] if len(fitting) == 1 else self.likelier(fitting, i)

    def likelier(self, values: Sequence[Name], i: int) -> Name:
        """Of several that bear a name (عمان) the one that the article speaks of more; else a state before a capital."""
        text = self.words[i].text
        if "عُ" in text or "عَ" in text:
            code = "OMN" if "عُ" in text else "JOR"
            values = [v for v in values if v.entity.country == code] or values
        before = self.keys[i - 1] if i else ""
        sultan = before in ("سلطان", "سلطنه")
        return max(
            values, key=lambda v: (sultan and v.kind == "state", self.memory.count(v.entity.country), v.kind == "state")
        )

    def context_holds(self, name: Name, start: int, end: int) -> bool:
        """Whether one of the words stands near that a name of several meanings needs; what is national is no IGO."""
        if name.entity.kind == "igo" and self.stem(end) and self.fulls[end] in ("القومي", "الوطني"):
            return False
        if not name.context:
            return True
        if name.context is BODIES_OF_STATE:
            before = self.words[start - 1] if start else None
            of_state = before is not None and before.definite and before.key in BODIES_OF_STATE
            return of_state and self.memory.count(name.entity.country) > 0
        near = self.keys[max(0, start - 5) : start] + self.keys[end : end + 5]
        return any(key in name.context for key in near)

    def state_at(self, k: int) -> tuple[int, Entity] | None:
        """الجمهورية اللبنانية، مملكة بلجيكا، دولة الإمارات: a noun for a state, and which."""
        if not self.stem(k):
            return None
        if region := self.state_of_region(k):
            return region
        if self.keys[k] not in STATE_HEADS:
            return None
        full = self.name_at(k, "state")
        if full:
            return full[0], full[1].entity
        j = k + 1
        while self.stem(j) and self.words[j].tag == "ADJ" and not self.name_at(j, "nisba") and j - k < 3:
            j += 1
        if self.keys[k] == "دوله" and not self.words[k].definite and self.name_at(k + 1, "nisba"):
            return None
        name = self.name_at(j, "nisba", "state", "capital") or (
            self.name_at(j, "org") if self.words[k].definite else None
        )
        if name is None or (name[1].kind in ("state", "capital") and j != k + 1):
            if (
                self.words[k].definite
                and self.keys[k] in _KINGDOMS
                and not (self.stem(k + 1) and self.words[k + 1].definite)
            ):
                return k + 1, self.kingdom(self.keys[k])
            return None
        return name[0], name[1].entity

    def kingdom(self, key: str) -> Entity:
        """Which state 'the kingdom' is: the one named so before, the outlet's, the one that the article is about."""
        options = _KINGDOMS[key]
        known = self.memory.body(key)
        if known and known.country in options:
            return known
        for code in (self.memory.home, self.memory.main_country()):
            if code in options:
                return self.states[code]
        return self.states[self.memory.last_of(options) or options[0]]

    def state_of_region(self, k: int) -> tuple[int, Entity] | None:
        """الدولة الخليجية، البلد الأفريقي، هذا البلد: the state, of a region if one is told, that was named last."""
        if self.keys[k] not in ("دوله", "بلد") or not self.words[k].definite:
            return None
        if not (self.stem(k + 1) and self.words[k + 1].definite and self.words[k + 1].tag == "ADJ"):
            last = self.states.get(self.memory.last_of(self.states) or "")
            return (k + 1, last) if last and k and self.keys[k - 1] in ("هذا", "هذه") else None
        region = load_regions().get(self.keys[k + 1])
        state = self.states.get(self.memory.last_of(region) or "") if region else None
        return (k + 2, state) if state else None

    def sort_of(self, k: int) -> str:
        """The kind of name that starts at a word, as `Mention.word` tells it."""
        name = self.name_at(k, "state", "org", "capital")
        return name[1].kind if name else "state"

    def is_owner(self, k: int) -> bool:
        """Whether a state or an organisation is named at a word."""
        return self.stem(k) and (
            self.name_at(k, "state", "org", "capital", "nisba", "people") is not None or self.state_at(k) is not None
        )

    def is_body(self, k: int) -> bool:
        """Whether a construct of a plain noun starts at a word: مجلس الدولة."""
        if (
            not self.stem(k)
            or not self.stem(k + 1)
            or self.words[k].definite
            or self.words[k].tag not in ("NOUN", "PROPN")
        ):
            return False
        return self.is_common(k + 1) or (self.words[k + 1].definite and self.keys[k] in self.titles.generics)

    def is_common(self, k: int) -> bool:
        """Whether a word is a plain noun or adjective with the article: part of a title that no table has."""
        if not self.stem(k) or not self.words[k].definite or self.words[k].tag not in ("NOUN", "ADJ"):
            return False
        if self.memory.knows(self.keys[k]) or self.fulls[k] == "الاحتلال":
            return False
        named = self.name_at(k, "nisba", "people", "state", "org", "person", "capital")
        tables = (self.titles.offices, self.titles.honorifics)
        return named is None and not any(table.find(self.keys, k)[1] for table in tables)

    def modifier(self, k: int) -> int:
        """The end of a modifier that starts at a word; the word itself if none does."""
        year = self.stem(k) and self.fulls[k] == "عام" and k > 0 and self.words[k - 1].definite
        if not self.stem(k) or year or self.keys[k] not in self.titles.modifiers:
            return k
        return k if self.name_at(k, "nisba", "org", "state") else k + 1

    def skip_modifiers(self, k: int, found: Whose) -> int:
        """The first word behind all modifiers that start at a word; tells ``found`` of a former bearer."""
        while (after := self.modifier(k)) > k:
            found.former |= self.keys[k] in ("سابق", "اسبق", "سابقه")
            k = after
        return k

    def skip_honorifics(self, i: int) -> int:
        """The first word behind all honorifics that start at a word."""
        while self.stem(i):
            end, found = self.titles.honorifics.find(self.keys, i)
            if not found or (not self.words[i].definite and all(form.startswith("ال") for form in found)):
                break
            i = end
        return i

    def learn_heads(self, start: int, end: int, entity: Entity) -> None:
        """Remember an organisation by the heads in its name (قوات التحالف العربي), and by that of its full name."""
        for key in self.keys[start + 1 : end]:
            if key in self.titles.generics:
                self.memory.learn_head(key, entity)
        first = fold((entity.name_ar or "").split(" ")[0]).removeprefix("ال")
        if first in self.titles.generics and self.memory.body(first) is None:
            self.memory.learn_head(first, entity)

    @cached_property
    def opened(self) -> str | None:
        """The country of the town that the sentence opens with, whose offices are those of that state: وفي باكو، …"""
        at = 1 if self.keys[:1] == ["و"] else 0
        name = self.name_at(at + 1, "capital", "state", "place") if self.keys[at : at + 1] == ["في"] else None
        if name is None or self.text(name[0]) not in COMMAS:
            return None
        return name[1].entity.country if name[1].entity.country in self.states else None

    def here(self) -> str | None:
        """The country that a phrase means which names none: that of the sentence's town, the outlet's, the sentence's,
        the article's.
        """
        return self.opened or self.memory.home or self.memory.sentence_state() or self.memory.main_country()

    def mention(
        self,
        start: int,
        end: int,
        head: int,
        members: tuple[Entity, ...],
        form: Form,
        number: int = 1,
        gender: str = "m",
        host: Mention | None = None,
        state: Mention | None = None,
        word: str | None = None,
    ) -> Mention:
        """A mention of these members; without members it is left open."""
        where = host.members[0].country if host else None
        parts = [part for part in (state, host) if part]
        word = word or self.keys[head]
        place = self.place_at(start, end) if word == "capital" else None
        if place is not None and members and place.country != members[0].country:
            place = None  # another town of the name
        if (form == "nisba" or word in ("state", "capital")) and members and members[0].country:
            self.memory.name_country(members[0].country)
        return Mention(start, end, head, members, form, word, number, gender, where, bool(members), place, parts)

    def describe(
        self, name: str, kind: str, country: str | None, what: str = "", owner: Entity | None = None,
        host: str | None = None, *, people: bool = False,
    ) -> Entity:  # fmt: skip
        """Somebody who is known by a description alone: ``what`` (an office, a pattern of a body) of ``owner``."""
        if known := load_named_organisations().get((name, kind)):
            return known
        phrase = self.titles.arabic.get(what)
        arabic = compose_name(phrase, owner, host, people=people) if phrase and owner else None
        entity = make_entity(name, kind, country, arabic)
        self.memory.describe(entity)
        return entity

    def place_at(self, start: int, end: int) -> Entity | None:
        """The place whose name the words are."""
        stop, values = self.names.find(self.fulls, start)
        return next((v.entity for v in values if v.kind == "place"), None) if stop == end else None

    def follows_noun(self, i: int) -> bool:
        """Whether a word is the adjective of the noun before it (السياسة الخارجية القطرية); a weekday has none."""
        return self.stem(i - 1) and self.words[i - 1].definite and self.fulls[i - 1] not in CLAUSE_STOPS

    @abstractmethod
    def body(self, i: int) -> Mention | None:
        """A ministry, an army, a delegation …, with whose it is."""

    @abstractmethod
    def bloc(self, i: int) -> Mention | None:
        """الدول العربية: states that no one lists."""

    @abstractmethod
    def group(self, i: int) -> Mention | None:
        """الجانبان، البلدان: several whom the text tells elsewhere or beside it."""

    @abstractmethod
    def again(self, i: int) -> Mention | None:
        """The head of what was named before, alone."""

    @abstractmethod
    def own_country(self, i: int) -> Mention | None:
        """The country of whom the sentence speaks."""
