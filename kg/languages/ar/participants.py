"""The grammar of Arabic noun phrases that name participants.

An office (وزير الخارجية), a body (وزارة الخارجية، الجيش) or a collective (الجانبان) heads a phrase; a nisba adjective
(القطري), a genitive (قطر) or a prepositional phrase (للأمم المتحدة) tells whose it is; a name may follow. What a
phrase leaves out (which minister?) is filled in by the article's memory, or left open for the pipeline to resolve.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kg.languages.analysis import Entity, Form, Mention, NameTable, Word
from kg.languages.ar.memory import NAME_PARTICLES, Memory
from kg.languages.ar.names import Name, NameKind, load_states
from kg.languages.ar.naming import (
    demonym,
    make_entity,
    name_body,
    name_holders,
    name_mass,
    name_office,
    name_owner,
)  # fmt: skip
from kg.languages.ar.romanise import is_given_name, romanise
from kg.languages.ar.segment import key_of, load_words
from kg.languages.ar.titles import Body, Office, Titles

__all__ = ["Memory", "find_mentions"]

#: Nouns that carry a nisba or a genitive and then stand for the state itself: الجانب القطري، الدولة اللبنانية.
_STATE_HEADS = frozenset("جانب طرف دوله جمهوريه مملكه امبراطوريه سلطنه اماره عاصمه".split())
#: Of these the last three may stand alone after they were named in full.
_KINGDOMS = {"مملكه": ("SAU", "MAR", "JOR", "BHR"), "سلطنه": ("OMN",)}

_CLAUSE_STOPS = frozenset(
    """ان انه انها الذي التي اللذان اللذين الذين عندما بعد قبل خلال حيث اليوم امس الاحد الاثنين الثلاثاء الاربعاء
    الخميس الجمعه السبت غدا هذا هذه ذلك تلك هؤلاء كل كلا كلتا قد لقد لن لم لا ما اذا كما فيما بينما""".split()
)

_HOSTING = frozenset("في لدي الي ب".split())
_BELONGING = frozenset("في من لدي عن ب".split())
_OPENING = frozenset("\"«“„(”‘'")
_CLOSING = frozenset("\"»”)“’'")
_COMMAS = ("،", ",")

#: States that Arabic names in the dual.
_TWINS = dict.fromkeys(("الكوريتان", "الكوريتين", "الكوريان", "الكوريين"), ("PRK", "KOR"))

#: Words less common than this (bit length of the count) may be names whatever their tag, commoner ones are none by tag alone.
_RARE, _COMMON = 6, 10

_SENIOR = frozenset("كبار كبير بارزون بارزين رفيعي رفيعو".split())

#: Who is called so is the armed group that was named last.
_REBELS = frozenset("متمردون متمردين انقلابيون انقلابيين مسلحون مسلحين".split())

#: Parts that never end a name.
_LINKS = frozenset("بن ابن بنت ابو ام ال عبد ولد".split())

#: Offices whose bearer may hold the next one too: 'deputy prime minister and foreign minister' is one man.
_DOUBLE = frozenset(["deputy", "vice president", "prime minister", "member"])

_ENVOYS_OF_ALL = "دولي"


@dataclass(slots=True)
class _Whose:
    """What follows a head: where it ends, whose it is, where it is posted."""

    end: int
    owners: list[Entity] = field(default_factory=list)
    host: Mention | None = None
    state: Mention | None = None
    """The words that name the first owner, where it is a state."""
    former: bool = False
    other: bool = False
    """The head belongs to something that is nobody here (رئيس اللجنة)."""


@dataclass(slots=True)
class _Named:
    """A personal name: where it ends, the keys of its words, and whose it is, if that is known."""

    start: int
    end: int
    keys: list[str]
    entity: Entity | None = None
    sure: bool = False
    """Known from the tables by the full name."""


class _Phrases:
    """One pass over the words of a sentence."""

    def __init__(self, words: Sequence[Word], names: NameTable[Name], titles: Titles, memory: Memory) -> None:
        self.words = words
        self.names = names
        self.titles = titles
        self.memory = memory
        self.keys = [w.key for w in words]
        self.fulls = [w.full for w in words]
        self.states = load_states()

    def namelike(self, i: int) -> bool:
        """Whether a word can be part of a name: a stem, or علي, which is folded like the preposition على."""
        if self.stem(i):
            return True
        free = 0 <= i < len(self.words) and self.words[i].text == "علي"
        return free and not (i + 1 < len(self.words) and self.words[i + 1].glued)

    def stem(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i].piece == "stem"

    def text(self, i: int) -> str:
        return self.words[i].text if 0 <= i < len(self.words) else ""

    # -- names -------------------------------------------------------------------------------------------------

    def name_at(self, i: int, *kinds: NameKind) -> tuple[int, Name] | None:
        """The longest name of these kinds that starts at a word, whose context holds."""
        if i >= len(self.words) or (self.words[i].piece != "stem" and not ("person" in kinds and self.namelike(i))):
            return None
        end, values = self.names.find(self.fulls, i)
        fitting = [value for value in values if value.kind in kinds and self.context_holds(value, i, end)]
        if not fitting:
            return None
        return end, fitting[0] if len(fitting) == 1 else self.likelier(fitting, i)

    def likelier(self, values: Sequence[Name], i: int) -> Name:
        """Of several that bear a name (عمان) the one that the article speaks of more; else a state before its capital."""
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
        if not name.context:
            return True
        near = self.keys[max(0, start - 5) : start] + self.keys[end : end + 5]
        return any(key in name.context for key in near)

    # -- whose -------------------------------------------------------------------------------------------------

    def owner_at(self, k: int) -> tuple[int, Entity] | None:
        """Somebody named at a word, as whose an office or body may be: a state, an organisation, a body, a person."""
        if not self.stem(k):
            return None
        if state := self.state_at(k):
            return state
        if name := self.name_at(k, "state", "nisba", "people", "org", "capital"):
            return name[0], name[1].entity
        if self.fulls[k] == "الاحتلال":
            return k + 1, self.states["ISR"]
        found = self.body(k) or self.again(k) or self.own_country(k)
        if found and found.members:
            if found.form == "body":
                self.memory.learn_body(found.word, found.members[0])
            return found.end, found.members[0]
        return None

    def state_at(self, k: int) -> tuple[int, Entity] | None:
        """الجمهورية اللبنانية، مملكة بلجيكا، دولة الإمارات: a noun for a state, and which."""
        if not self.stem(k) or self.keys[k] not in _STATE_HEADS:
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
        return self.states[options[0]]

    def whose(self, i: int, *, several: bool = False, envoy: bool = False, loose: bool = False) -> _Whose:
        """What tells whose the head before ``i`` is.

        ``several`` owners may be coordinated; an ``envoy`` has a host; a ``loose`` head takes its owner by a preposition.
        """
        words, keys = self.words, self.keys
        found = _Whose(i)
        k = i
        if k < len(words) and words[k].piece == "pron" and words[k].glued:
            k += 1
            found.end = k
            last = self.memory.last()
            if last and last.country in self.states:
                found.owners.append(self.states[last.country])
                k = self.skip_modifiers(k, found)
                found.end = k
                return self.hosted(k, found) if envoy else found
        while k < len(words) and k - i < 14:
            word = words[k]
            after = self.modifier(k)
            if after > k and (found.owners or (i and word.definite == words[k - 1].definite)):
                found.former |= keys[k] in ("سابق", "اسبق", "سابقه", "راحل", "مخلوع")
                k = after
                if found.owners or word.key != "عام":
                    found.end = k
                continue
            nisba = self.name_at(k, "nisba", "people")
            if nisba:
                if found.owners and not several and found.owners[0] != nisba[1].entity:
                    break
                found.owners.append(nisba[1].entity)
                self.mark(found, k, nisba[0], "nisba")
                k = found.end = nisba[0]
                continue
            if (
                envoy
                and keys[k] == _ENVOYS_OF_ALL
                and not found.owners
                and word.definite
                and (un := self.organisation("org-united-nations"))
            ):
                found.owners.append(un)
                k = found.end = k + 1
                continue
            genitive = word.piece == "stem" and (
                k == i or words[k - 1].piece in ("conj", "prep") or self.text(k - 1) in _COMMAS
            )
            if genitive and (not found.owners or several) and (owner := self.owner_at(k)):
                found.owners.append(owner[1])
                self.mark(found, k, owner[0], "name")
                k = found.end = owner[0]
                continue
            if word.piece == "conj" and found.owners and several and self.is_owner(k + 1):
                k += 1
                continue
            if word.text in _COMMAS and found.owners and several and self.name_at(k + 1, "state", "org", "nisba"):
                k += 1
                continue
            if keys[k] == "ل" and not found.owners and (owner := self.owner_at(k + 1)):
                found.owners.append(owner[1])
                k = found.end = owner[0]
                continue
            if keys[k] in ("كل", "من", "دول", "بعض") and several and not found.owners and self.is_owner(k + 1):
                k += 1
                continue
            if keys[k] == "دول" and several and not found.owners:
                at = next((n for n in range(k + 1, min(k + 5, len(words))) if keys[n] == "في"), None)
                if at is not None and (union := self.name_at(at + 1, "org")) is not None:
                    found.owners.append(union[1].entity)
                    k = found.end = union[0]
                    continue
            if self.fulls[k] in _TWINS and not found.owners:
                found.owners += [self.states[c] for c in _TWINS[self.fulls[k]]]
                k = found.end = k + 1
                continue
            if keys[k] in ("ب", "في") and not found.owners and not loose and (inner := self.body_within(k + 1)):
                found.owners += inner.members
                found.other = found.other or not inner.members
                k = found.end = inner.end
                continue
            if keys[k] in _HOSTING and (envoy or found.owners):
                return self.hosted(k, found) if envoy else found
            if (
                loose
                and keys[k] in _BELONGING
                and not found.owners
                and (owner := self.owner_at(k + 1) or self.owner_behind(k + 1))
            ):
                found.owners.append(owner[1])
                k = found.end = owner[0]
                continue
            definite = self.stem(i - 1) and words[i - 1].definite
            if k == i and (
                (self.is_common(k) and word.tag == "ADJ") or (not definite and (self.is_common(k) or self.is_body(k)))
            ):
                found.other = not definite
                k += 1 if word.definite else 2
                while not definite and self.is_common(k) and k - i < 5:
                    k += 1
                found.end = k
                continue
            break
        return found

    def mark(self, found: _Whose, start: int, end: int, form: Form) -> None:
        """Keep the words of the first owner, if it is a state."""
        if len(found.owners) == 1 and found.owners[0].kind == "state":
            found.state = self.mention(
                start, end, start, (found.owners[0],), form, word=self.sort_of(start) if form == "name" else "nisba"
            )

    def body_within(self, k: int) -> Mention | None:
        """A ministry or presidency in which somebody serves: … بوزارة الخارجية."""
        if not self.stem(k) or self.words[k].definite or not self.titles.bodies.find(self.keys, k)[1]:
            return None
        return self.body(k)

    def owner_behind(self, k: int) -> tuple[int, Entity] | None:
        """The state whose adjective stands behind plain words: في السلطة التنفيذية الليبية."""
        at = k
        while at - k < 4 and self.is_common(at):
            at += 1
        nisba = self.name_at(at, "nisba") if at > k else None
        return (nisba[0], nisba[1].entity) if nisba else None

    def hosted(self, k: int, found: _Whose) -> _Whose:
        """The state where an envoy serves: السفير القطري لدى مصر."""
        if k < len(self.words) and self.keys[k] in _HOSTING:
            place = self.state_at(k + 1) or self.owner_at(k + 1)
            if place and not self.name_at(k + 1, "nisba", "people"):
                end, entity = place
                found.host = self.mention(k + 1, end, k + 1, (entity,), "name", word=self.sort_of(k + 1))
                found.end = end
                while (
                    end < len(self.words)
                    and self.words[end].piece == "conj"
                    and (more := self.name_at(end + 1, "state", "org"))
                ):
                    found.end = end = more[0]
            elif self.stem(k + 1) and (town := self.name_at(k + 1, "place")):
                found.host = self.mention(k + 1, town[0], k + 1, (town[1].entity,), "name", word="place")
                found.end = town[0]
        return found

    def sort_of(self, k: int) -> str:
        """The kind of name that starts at a word, as `Mention.word` tells it."""
        name = self.name_at(k, "state", "org", "capital")
        return name[1].kind if name else "state"

    def is_owner(self, k: int) -> bool:
        return self.stem(k) and (
            self.name_at(k, "state", "org", "capital", "nisba") is not None or self.state_at(k) is not None
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
        return (
            self.stem(k) and self.words[k].definite and self.words[k].tag in ("NOUN", "ADJ") and not self.memory.knows(self.keys[k])
            and not self.name_at(k, "nisba", "people", "state", "org", "person", "capital") and self.fulls[k] != "الاحتلال"
            and not self.titles.offices.find(self.keys, k)[1] and not self.titles.honorifics.find(self.keys, k)[1]
        )  # fmt: skip

    def modifier(self, k: int) -> int:
        """The end of a modifier that starts at a word; the word itself if none does."""
        if self.stem(k) and self.keys[k] in self.titles.modifiers and not self.name_at(k, "nisba", "org", "state"):
            return k + 1
        return k

    def skip_modifiers(self, k: int, found: _Whose) -> int:
        while (after := self.modifier(k)) > k:
            found.former |= self.keys[k] in ("سابق", "اسبق", "سابقه")
            k = after
        return k

    def organisation(self, id_: str) -> Entity | None:
        end, values = self.names.find(["امم"] if id_ == "" else ["الامم", "المتحده"], 0)
        return values[0].entity if end and values else None

    # -- persons -----------------------------------------------------------------------------------------------

    def person_name(self, i: int, *, titled: bool) -> _Named | None:
        """A person's name that starts here. ``titled``: something before it says that a name is to come."""
        if not self.namelike(i):
            return None
        known = self.name_at(i, "person")
        if known and (titled or not self.name_at(i, "state", "org", "capital") or self.words[i].tag == "PROPN"):
            end = known[0]
            while (
                end - i < 8 and self.stem(end) and self.words[end].tag == "PROPN" and self.goes_on(i, end, titled=False)
            ):
                end += 1
            if end == known[0] or known[0] - i > 1:
                entity = self.memory.person(known[1].entity.id) or known[1].entity
                return _Named(i, end, self.keys[i:end], entity, known[0] - i > 1)
        end, remembered = self.memory.find_person(self.keys, i)
        if remembered and (titled or self.words[i].tag in ("PROPN", "X", "ADJ", "NOUN")):
            told = end
            while end - i < 8 and self.goes_on(i, end, titled=False):
                end += 1
            if end == told or told - i > 1:
                return _Named(i, end, self.keys[i:end], remembered)
        if self.starts_other(i):
            return None
        k = i
        while k - i < 8:
            if (k == i and self.opens_name(k, titled=titled)) or (
                k > i
                and self.goes_on(i, k, titled=titled)
                and (titled or self.words[k].tag == "PROPN" or self.keys[k] in NAME_PARTICLES)
            ) or (k > i and self.text(k) == "-" and self.is_name_word(k + 1)):
                k += 1
            else:
                break
        while k > i and self.keys[k - 1] in _LINKS:
            k -= 1
        if k == i:
            return None
        keys = self.keys[i:k]
        for n, key in enumerate(keys):
            if n == len(keys) - 1 and (entity := self.memory.find_person([key], 0)[1]) is not None:
                return _Named(i, k, keys, entity)
        return _Named(i, k, keys)

    def opens_name(self, k: int, *, titled: bool) -> bool:
        """Whether an unknown name may begin with a word: one tagged so; behind a title also a rare word with the article."""
        word = self.words[k]
        if self.is_name_word(k) and (titled or word.tag == "PROPN" or word.key in NAME_PARTICLES):
            listed = is_given_name(word.full) or word.key in NAME_PARTICLES or self.memory.knows(word.key)
            return listed or self.frequency(k) < _COMMON
        rare = self.stem(k) and word.definite and word.tag in ("NOUN", "ADJ") and self.frequency(k) < _RARE
        return (
            titled
            and rare
            and word.full not in _CLAUSE_STOPS
            and not {word.key, self.keys[k - 1]} & self.titles.modifiers
            and word.key not in self.titles.generics
        )

    def starts_other(self, k: int) -> bool:
        """Whether something else than a part of a name starts at a word."""
        return self.name_at(
            k, "state", "nisba", "people", "org", "capital", "place"
        ) is not None and not self.is_surname(k)

    def is_surname(self, k: int) -> bool:
        return self.memory.knows(self.keys[k])

    def is_name_word(self, k: int) -> bool:
        if not self.namelike(k):
            return False
        word = self.words[k]
        if not word.key or word.full in _CLAUSE_STOPS:
            return False
        if word.key in NAME_PARTICLES or self.memory.knows(word.key) or is_given_name(word.full):
            return True
        if any(table.find(self.keys, k)[1] for table in (self.titles.offices, self.titles.bodies, self.titles.groups)):
            return False
        return word.tag in ("PROPN", "X") and word.key not in self.titles.generics

    def goes_on(self, i: int, k: int, *, titled: bool) -> bool:
        """Whether a name that has begun goes on with a word: one that is tagged so and not common, or a rare one."""
        if not self.namelike(k) or self.starts_other(k):
            return False
        word = self.words[k]
        common = self.frequency(k)
        if self.is_name_word(k):
            known = (
                word.key in NAME_PARTICLES
                or self.memory.knows(word.key)
                or is_given_name(word.full)
                or is_given_name(word.key)
            )
            return known or common < _COMMON
        if (
            not titled
            or word.full in _CLAUSE_STOPS
            or self.names.find(self.fulls, k)[1]
            or word.key in self.titles.modifiers
        ):
            return False
        if word.definite:
            given = k == i + 1 and is_given_name(self.fulls[i])
            return given and word.tag in ("NOUN", "ADJ") and common < _COMMON and word.key not in self.titles.generics
        between = self.namelike(k + 1) and self.words[k + 1].tag == "PROPN" and word.tag in ("NOUN", "ADJ")
        return (common < _RARE or between) and word.tag in ("NOUN", "ADJ", "VERB")

    def frequency(self, k: int) -> int:
        """How common a word is without its article, as the bit length of its count in a large corpus."""
        key, counts = key_of(self.words[k].text), load_words()
        bare = counts.get(key.removeprefix("ال"), 0)
        return min(bare, counts.get(key, 0)) if self.words[k].definite else counts.get(key, 0)

    def name_after(self, end: int, *, titled: bool) -> _Named | None:
        """The name behind a title: directly, after a comma, in quotation marks or in brackets."""
        at = self.skip_honorifics(end)
        mark = self.text(at)
        if mark in _COMMAS or mark in _OPENING:
            inner = self.skip_honorifics(at + 1)
            named = self.person_name(inner, titled=True)
            if named is None:
                return None
            if mark in _OPENING:
                if self.text(named.end) not in _CLOSING:
                    return None
                named.end += 1
                return named
            if named.entity is None and (len(named.keys) < 2 or self.words[inner].tag != "PROPN"):
                return None
            if named.entity is not None and not named.sure and len(named.keys) < 2 and not self.closes(named.end):
                return None
            return named
        return self.person_name(at, titled=titled or at > end)

    def closes(self, k: int) -> bool:
        return k >= len(self.words) or self.words[k].piece in ("punct", "prep")

    # -- offices -----------------------------------------------------------------------------------------------

    def skip_honorifics(self, i: int) -> int:
        while self.stem(i):
            end, found = self.titles.honorifics.find(self.keys, i)
            if not found or (not self.words[i].definite and all(form.startswith("ال") for form in found)):
                break
            i = end
        return i

    def office(self, i: int) -> Mention | None:
        """An office, with whose it is and the name of who holds it; or a name after an honorific."""
        start = i
        j = self.skip_honorifics(i)
        head = j if self.stem(j) else i
        first: Office | None = None
        whose = _Whose(j)
        inner: Office | None = None
        titles: list[Office] = []
        alone: _Whose | None = None
        joined = False
        while self.stem(j):
            stop, found = self.titles.offices.find(self.keys, j)
            if not found or (self.words[j].tag == "VERB" and not titles):
                break
            if longer := self.name_at(j, "org", "state"):
                if longer[0] > stop:
                    break
            office = found[0]
            if office.number > 1 and self.words[j].definite and self.keys[j][-1] in "ايو":
                break
            if (
                office.number > 1
                and self.keys[j][-1] in "ايو"
                and (self.memory.knows(self.keys[j]) or self.name_at(j, "person"))
            ):
                break
            if office.portfolios:
                stop, office = self.portfolio(stop, office)
            got = self.whose(stop, several=office.number > 1 or bool(whose.owners), envoy=office.envoy,
                             loose=bool(office.mass) or (not self.words[j].definite and office.number > 1))  # fmt: skip
            if first is None:
                first, whose = office, got
            elif whose.owners and alone is None and not joined:
                alone = replace(whose, owners=list(whose.owners))
            if first is not office:
                if not whose.owners:
                    inner = inner or office
                whose.owners += [o for o in got.owners if o not in whose.owners]
                whose.host = whose.host or got.host
                whose.end, whose.former, whose.other = got.end, whose.former or got.former, got.other
            if (
                office.rank == "spokesperson"
                and self.keys[stop - 1] in ("اسم", "لسان")
                and not got.owners
                and (named := self.person_name(stop, titled=True))
            ):
                speaker = self.who(named, None)
                got = _Whose(named.end, [speaker])
                whose.owners.append(speaker)
                whose.end = named.end
            if office.country and not whose.owners:
                whose.owners.append(self.states[office.country])
            titles.append(office)
            j = self.skip_honorifics(got.end)
            if not got.owners and (k := self.affairs(got.end)) > got.end:
                got = self.whose(k, several=False, envoy=office.envoy, loose=True)
                whose.owners += [o for o in got.owners if o not in whose.owners]
                whose.host = whose.host or got.host
                whose.end = max(whose.end, got.end)
                j = self.skip_honorifics(got.end)
            if self.words[got.end - 1].piece == "pron" and got.end - 1 == stop:
                break
            joined = self.joins_office(j, titles)
            j += joined
        if first is None:
            if j == i:
                return None
            named = self.person_name(j, titled=True)
            if named is None:
                return None
            return self.holder(start, named.end, head, None, whose, named)
        named = self.name_after(whose.end, titled=True)
        if (
            named is not None
            and first.number > 1
            and named.entity is None
            and (len(named.keys) < 2 or self.words[named.start].tag != "PROPN")
        ):
            named = None
        if first.number > 1 and named is None:
            return self.holders(start, head, first, whose)
        if named is None and alone is not None:
            whose, inner = alone, None
        if first.mass and not whose.owners and named is None and first.number == 1 and not self.words[head].definite:
            if whose.end - head < 2:
                return None
        if inner is not None and named is not None and self.belongs_to_inner(first, inner, named):
            return self.of_named(start, head, first, inner, whose, named)
        return self.holder(start, named.end if named else whose.end, head, first, whose, named)

    def joins_office(self, j: int, titles: list[Office]) -> bool:
        """Whether 'and' joins a second office of the same person."""
        if j >= len(self.words) or self.words[j].piece != "conj" or titles[0].number > 1:
            return False
        found = self.titles.offices.find(self.keys, j + 1)[1]
        return bool(found) and found[0].number == 1 and (titles[-1].rank in _DOUBLE or found[0].rank in _DOUBLE)

    def affairs(self, k: int) -> int:
        """The end of what an office is for: المساعد للشؤون الإنسانية، المبعوث لشؤون الشرق الأوسط."""
        if k + 1 >= len(self.words) or self.keys[k] != "ل" or not self.stem(k + 1):
            return k
        if not (self.keys[k + 1] in ("شؤون", "سياسه", "علاقات") or self.is_common(k + 1)):
            return k
        end = k + 2
        while (
            self.stem(end)
            and end - k < 7
            and (self.is_common(end) or self.name_at(end, "place") or self.titles.blocs.find(self.keys, end)[1])
        ):
            end += 1
        return end

    def portfolio(self, i: int, office: Office) -> tuple[int, Office]:
        """A minister's portfolio (الشؤون الخارجية والتعاون الدولي): where it ends, and the office that it makes."""
        end, found = self.titles.portfolios.find(self.keys, i)
        if found:
            office = replace(office, en=found[0].minister)
        elif self.keys[i : i + 1] in (["شؤون"], ["ل"]) or not self.is_common(i):
            return i, office
        return self.more_portfolio(end if found else i + 1, known=bool(found)), office

    def more_portfolio(self, k: int, *, known: bool) -> int:
        """The end of what is joined to a portfolio by 'and', and of a group of people abroad that ends it."""
        start = k
        if (
            known
            and self.stem(k)
            and self.words[k].tag == "ADJ"
            and self.titles.blocs.find(self.keys, k)[1]
            and not self.name_at(k, "nisba")
        ):
            k += 1
        while not known and self.is_common(k) and k - start < 3:
            k += 1
        while k < len(self.words) and self.words[k].piece == "conj" and k - start < 10:
            more, found = self.titles.portfolios.find(self.keys, k + 1)
            abroad = next((n for n in range(k + 1, min(k + 6, len(self.words))) if self.keys[n] == "خارج"), None)
            if abroad is not None and self.words[abroad - 1].piece == "prep":
                k = abroad + 1
                continue
            if found:
                k = more
            elif self.is_common(k + 1) or (self.stem(k + 1) and self.keys[k + 1] in ("شؤون", "بناء")):
                k += 2
            else:
                break
            while self.stem(k) and self.is_common(k):
                k += 1
            if self.stem(k) and self.words[k].tag == "ADJ" and self.titles.blocs.find(self.keys, k)[1]:
                k += 1
        return k

    def belongs_to_inner(self, first: Office, inner: Office, named: _Named) -> bool:
        """Whether a name behind two titles is that of the second: مستشار الرئيس دونالد ترامب."""
        if named.entity is None or named.entity.kind != "person":
            return False
        bearer = self.memory.holder(inner.en, inner.rank, named.entity.country)
        return bearer is not None and bearer.id == named.entity.id and first.en != inner.en

    def of_named(self, start: int, head: int, first: Office, inner: Office, whose: _Whose, named: _Named) -> Mention:
        entity = named.entity
        assert entity is not None
        self.memory.learn_person(entity, named.keys, inner.en, inner.rank)
        name = f"{_title(first)} of {entity.name}"
        return self.mention(
            start, named.end, head, (make_entity(name, "person", entity.country),), "office", first.number, first.gender
        )

    def holder(
        self, start: int, end: int, head: int, office: Office | None, whose: _Whose, named: _Named | None
    ) -> Mention | None:
        """The mention of one person by office, name or both."""
        memory = self.memory
        title, rank = (office.en, office.rank) if office else ("", "")
        owner = whose.owners[0] if whose.owners else None
        country = owner.country if owner else None
        entity: Entity | None = None
        if named:
            entity = self.who(named, country, title, rank)
            if (
                not office
                and not named.entity
                and len(named.keys) < 2
                and not self.memory.knows(named.keys[0])
                and self.words[named.start].tag != "PROPN"
            ):
                return None
            memory.learn_person(entity, named.keys, title, rank, current=not whose.former)
        elif office and owner:
            recalled = not office.mass or (self.words[head].definite and rank in ("official", "diplomat"))
            entity = (memory.holder(title, rank, country) if recalled else None) or self.unnamed(office, owner, whose)
            memory.learn_person(entity, (), title, rank, current=False)
        elif office and office.mass:
            entity = memory.last_holder(rank, rank) if self.words[head].definite else None
            if entity is None and self.words[head].definite:
                return self.mention(start, end, head, (), "office", 1, office.gender)
            entity = entity or make_entity(self.bare_name(office, head, whose), "person", None)
        elif office:
            if whose.other:
                return (
                    None
                    if not self.words[head].definite
                    else self.mention(start, end, head, (), "office", 1, office.gender)
                )
            if not self.words[head].definite and end - head == 1:
                return None
            own = memory.holder(title, rank, memory.home) if memory.home and title.lower() != rank else None
            entity = own or (None if head > start and memory.home else memory.last_holder(title, rank))
            code = self.here()
            if entity is None and code and code in self.states:
                entity = memory.holder(title, rank, code) or self.unnamed(office, self.states[code], whose)
        if entity is not None:
            memory.notice(entity)
        gender = office.gender if office else "m"
        members = (entity,) if entity else ()
        return self.mention(start, end, head, members, "office" if office else "name", 1, gender, whose.host, _sender(office, whose),
                            None if office else "person")  # fmt: skip

    def bare_name(self, office: Office, head: int, whose: _Whose) -> str:
        return (
            f"informed {office.en}"
            if "مطلع" in self.keys[head : whose.end] and "informed" not in office.en
            else office.en
        )

    def unnamed(self, office: Office, owner: Entity, whose: _Whose) -> Entity:
        """Whoever holds an office, when the article does not tell the name."""
        if (office.mass and owner.kind in ("state", "igo", "nonstate") and office.rank != "official") or (office.mass and owner.kind in ("state", "igo")):
            name = f"{demonym(owner, official=True)} {office.en}"
        else:
            name = name_office(_title(office), owner, _host(whose))
        return make_entity(name, "person", owner.country)

    def who(self, named: _Named, country: str | None, office: str = "", rank: str = "") -> Entity:
        """The person of a name; the office's state goes before what is known of an unsure name."""
        known = named.entity
        if (
            known is not None
            and not named.sure
            and len(named.keys) == 1
            and rank
            and not self.memory.may_hold(known, rank)
        ):
            known = None
        if known is not None:
            if country is None or known.country == country or known.kind != "person":
                return known
            if named.sure and {country, known.country} <= self.states.keys():
                return known
            if named.sure or len(named.keys) > 1:
                return replace(known, country=country)
        words = self.words[named.start : named.start + len(named.keys)]
        name = romanise(" ".join(w.text if w.piece == "punct" else w.full for w in words).replace(" - ", "-"))
        if office in ("King", "Emir", "Sultan", "Pope") and len(words) == 1:
            name = f"{office} {name}"
        where = country or self.here()
        return make_entity(name, "person", where, " ".join(w.text for w in words))

    def here(self) -> str | None:
        """The country that a phrase means which names none: the outlet's, the sentence's, the article's."""
        return self.memory.home or self.memory.sentence_state() or self.memory.main_country()

    def holders(self, start: int, head: int, office: Office, whose: _Whose) -> Mention | None:
        """The mention of several people by office: الوزيرين القطري والمصري، مسؤولين أميركيين."""
        memory = self.memory
        members: list[Entity] = []
        if office.en == "Member" and whose.owners and whose.owners[0].kind in ("government", "igo", "nonstate"):
            return self.mention(start, whose.end, head, (whose.owners[0],), "body", office.number, office.gender)
        for owner in whose.owners:
            if office.rank == "source" and owner.kind == "government":
                members.append(make_entity(f"Sources in {name_owner(owner)}", "government", owner.country))
            elif office.mass:
                many = owner.kind in ("state", "igo", "nonstate")
                senior = office.mass == "officials" and bool(_SENIOR & set(self.keys[head : whose.end]))
                name = (
                    name_mass(f"senior {office.mass}" if senior else office.mass, owner)
                    if many
                    else f"{_title(office)}s of {name_owner(owner)}"
                )
                members.append(make_entity(name, "person", owner.country))
            elif owner.kind == "state" and (len(whose.owners) > 1 or office.number == 2):
                known = memory.holder(office.en, office.rank, owner.country)
                members.append(known or make_entity(name_office(_title(office), owner), "person", owner.country))
            else:
                members.append(make_entity(name_holders(_title(office), owner), "person", owner.country))
        if not members and office.number == 2 and self.keys[head].endswith("ا"):
            return None
        if not members and office.mass and not self.words[head].definite:
            modified = whose.end - head > 1
            if not modified and office.mass not in ("sources", "officials"):
                return None
            members.append(make_entity(office.mass, "person", None))
        if not members and not whose.other and office.number == 2 and self.words[head].definite:
            members += memory.last_two(office.en, office.rank)
        form: Form = "office" if whose.owners else "collective"
        if not whose.owners and not members and not self.words[head].definite:
            return None
        return self.mention(start, whose.end, head, tuple(dict.fromkeys(members)), form, office.number, office.gender, whose.host,
                            _sender(office, whose))  # fmt: skip

    def mention(
        self, start: int, end: int, head: int, members: tuple[Entity, ...], form: Form, number: int = 1, gender: str = "m",
        host: Mention | None = None, state: Mention | None = None, word: str | None = None,
    ) -> Mention:  # fmt: skip
        where = host.members[0].country if host else None
        parts = [part for part in (state, host) if part]
        return Mention(
            start, end, head, members, form, word or self.keys[head], number, gender, where, bool(members), parts
        )

    # -- bodies, groups, documents -----------------------------------------------------------------------------

    def body(self, i: int) -> Mention | None:
        """A ministry, an army, a delegation …, with whose it is."""
        stop, found = self.titles.bodies.find(self.keys, i)
        if not found:
            return self.bare_ministry(i)
        body: Body = found[0]
        if body.portfolios:
            after, known = self.titles.portfolios.find(self.keys, stop)
            if known:
                body = replace(body, en=f"{known[0].ministry} of {{country}}")
                stop = self.more_portfolio(after, known=True)
        whose = self.whose(stop, envoy=body.abroad, loose="elegation" in body.en)
        if not whose.owners and whose.end == stop and not self.words[i].definite and stop - i == 1:
            named = self.name_after(stop, titled=True)
            code = (named.entity.country if named.entity else self.here()) if named else None
            if named and (named.entity or len(named.keys) > 1) and code in self.states:
                whose.owners.append(self.states[code])
                whose.end = named.end
        return self.owned_body(i, stop, body, whose)

    def owned_body(self, i: int, stop: int, body: Body, whose: _Whose) -> Mention | None:
        memory = self.memory
        word = self.words[i]
        entity: Entity | None = None
        if whose.owners:
            owner = whose.owners[0]
            if (
                owner.kind in ("person", "government", "place")
                and owner.country in self.states
                and not body.en.startswith("Delegation")
            ):
                owner = self.states[owner.country]
            if owner.kind == "nonstate" and body.kind == "government":
                body = replace(body, kind="nonstate")
            elif owner.kind == "igo" and body.kind == "government":
                body = replace(body, kind="igo")
            entity = make_entity(name_body(body.en, owner, _host(whose), kind=body.kind), body.kind, owner.country)
        elif whose.other and not body.bare:
            return None
        elif word.definite or stop - i > 1 or body.bare:
            if not word.definite and stop - i == 1:
                return None
            entity = memory.body(self.keys[i]) if stop - i == 1 else None
            code = self.memory.sentence_state() or self.here()
            if entity is None and code in self.states and (body.bare or stop - i > 1):
                entity = make_entity(name_body(body.en, self.states[code], kind=body.kind), body.kind, code)
            if entity is None and not (body.bare or stop - i > 1):
                return None
        else:
            return None
        end = max(whose.end, stop)
        if entity is None:
            return self.mention(i, end, i, (), "body")
        return self.mention(i, end, i, (entity,), "body", host=whose.host, state=whose.state if body.abroad else None)

    def bare_ministry(self, i: int) -> Mention | None:
        """الخارجية الإيرانية: the ministry by its portfolio alone."""
        stop, found = self.titles.portfolios.find(self.keys, i)
        if not found or not found[0].alone or not self.words[i].definite or stop - i > 1:
            return None
        nisba = self.name_at(stop, "nisba")
        if nisba is None or not self.fulls[stop].endswith("ه") or self.follows_noun(i):
            return None
        entity = nisba[1].entity
        made = make_entity(name_body(f"{found[0].ministry} of {{country}}", entity), "government", entity.country)
        return self.mention(i, nisba[0], i, (made,), "body", word="وزاره")

    def follows_noun(self, i: int) -> bool:
        """Whether a word is the adjective of the noun before it (السياسة الخارجية القطرية); a weekday has none."""
        return self.stem(i - 1) and self.words[i - 1].definite and self.fulls[i - 1] not in _CLAUSE_STOPS

    def bloc(self, i: int) -> Mention | None:
        """الدول العربية، الحكومات الغربية، المجتمع الدولي: states that no one lists."""
        key = self.keys[i]
        western = self.titles.blocs.find(self.keys, i)
        if western[1] == ["Western"] and self.words[i].tag == "ADJ":
            members = (make_entity("Western states", "state", None),)
            return self.mention(i, western[0], i, members, "nisba", 3, word="nisba")
        if key == "مجتمع" and self.keys[i + 1 : i + 2] == ["دولي"]:
            return self.mention(
                i, i + 2, i, (make_entity("International community", "igo", None),), "name", 3, word="bloc"
            )
        heads = {
            "دول": "states",
            "دوله": "states",
            "بلدان": "states",
            "حكومات": "governments",
            "قوي": "powers",
            "عواصم": "states",
        }
        if key not in heads or not self.stem(i + 1) or key == "دوله":
            return None
        end, found = self.titles.blocs.find(self.keys, i + 1)
        if not found:
            return None
        noun = "countries" if found[0] == "European" and heads[key] == "states" else heads[key]
        kind = "government" if noun == "governments" else "state"
        return self.mention(i, end, i, (make_entity(f"{found[0]} {noun}", kind, None),), "name", 3, word="bloc")

    def group(self, i: int) -> Mention | None:
        """الجانبان، البلدان، الدول الثلاث; with adjectives (القطري والأمريكي) their members are told."""
        twins = _TWINS.get(self.fulls[i])
        if twins and self.words[i].tag != "ADJ":
            return self.mention(i, i + 1, i, tuple(self.states[c] for c in twins), "collective", 2, "f")
        stop, found = self.titles.groups.find(self.keys, i)
        if not found:
            return None
        _, number, gender = found[0]
        whose = self.whose(stop, several=True)
        owners = list(dict.fromkeys(whose.owners))
        if not owners and (not self.words[i].definite and (number == 3 or self.words[i].tag == "PROPN")):
            return None
        if not owners and ((whose.other and number == 3) or (number == 2 and self.keys[i][-1] in "اي")):
            return None
        end = max(whose.end, stop) if owners else stop
        while self.stem(end) and (
            self.keys[end] in ("ثلاث", "ثلاثه", "اربع", "خمس", "شقيقين", "شقيقان", "صديقين", "جارين", "معنيه")
        ):
            end += 1
        return self.mention(i, end, i, tuple(owners), "collective", number, gender)

    def own_country(self, i: int) -> Mention | None:
        """بلاده: the country of whom the sentence speaks."""
        if (
            self.keys[i] not in ("بلاد", "بلد", "دوله")
            or i + 1 >= len(self.words)
            or self.words[i + 1].piece != "pron"
            or not self.words[i + 1].glued
        ):
            return None
        last = self.memory.last()
        state = self.states.get(last.country or "") if last else None
        return self.mention(i, i + 2, i, (state,) if state else (), "collective")

    def counterpart(self, i: int) -> Mention | None:
        """نظيره الروسي سيرغي لافروف."""
        stop, found = self.titles.counterparts.find(self.keys, i)
        if not found:
            return None
        number, gender = found[0]
        k = stop
        while k < len(self.words) and self.words[k].piece == "pron":
            k += 1
        if k == stop and not self.words[i].definite:
            return None
        title, rank = self.memory.last_office()
        title, rank = title or "Counterpart", rank or "counterpart"
        whose = self.whose(k, several=number > 1, loose=number > 1)
        at = max(whose.end, k)
        stop, again = self.titles.offices.find(self.keys, at) if self.stem(at) else (at, [])
        if again:
            at = self.portfolio(stop, again[0])[0] if again[0].portfolios else stop
        named = self.name_after(at, titled=True)
        if number > 1 or len(whose.owners) > 1:
            members = tuple(
                self.memory.holder(title, rank, o.country) or make_entity(name_office(title, o), "person", o.country)
                for o in whose.owners
            )
            return self.mention(i, max(whose.end, k), i, members, "counterpart", max(2, number), gender)
        office = Office(title, 1, gender, rank)
        if named is None and not whose.owners:
            return self.mention(i, k, i, (), "counterpart", number, gender)
        made = self.holder(i, named.end if named else max(whose.end, k), i, office, whose, named)
        return replace(made, form="counterpart") if made else None

    def population(self, i: int) -> Mention | None:
        """اللاجئين السوريين، الشعب الفلسطيني."""
        stop, found = self.titles.populations.find(self.keys, i)
        if not found:
            return None
        whose = self.whose(stop)
        if not whose.owners:
            return None
        owner = whose.owners[0]
        if owner.kind not in ("state", "igo", "place") and owner.country in self.states:
            owner = self.states[owner.country]
        entity = make_entity(name_body(found[0], owner, kind="population"), "population", owner.country)
        return self.mention(i, whose.end, i, (entity,), "population", 3)

    def document(self, i: int) -> Mention | None:
        """البيان: a text that speaks for its authors, left open here."""
        stop, found = self.titles.documents.find(self.keys, i)
        if not found or found[0] != "statement" or not (self.words[i].definite or stop - i > 1):
            return None
        if (
            self.stem(stop)
            and self.words[stop].definite
            and self.words[stop].tag == "NOUN"
            and not self.words[i].definite
        ):
            return None
        return self.mention(i, stop, i, (), "document")

    def named_body(self, i: int) -> Mention | None:
        """صحيفة «…» المصرية، حزب …: what bears a name that no table has."""
        stop, found = self.titles.named.find(self.keys, i)
        if not found or not self.stem(i):
            return None
        if spread := self.spread_name(i):
            return spread
        inner = stop
        quoted = self.text(inner) in _OPENING
        if quoted:
            inner += 1
        known = self.name_at(inner, "org")
        if known:
            end = known[0]
            entity: Entity | None = known[1].entity
        else:
            end, entity = inner, None
            if quoted:
                while end < len(self.words) and self.text(end) not in _CLOSING and end - inner < 7:
                    end += 1
                if end >= len(self.words) or self.text(end) not in _CLOSING:
                    return None
            else:
                while self.stem(end) and self.words[end].tag == "PROPN" and self.is_name_word(end) and end - inner < 5:
                    if self.starts_other(end):
                        break
                    end += 1
        if quoted and self.text(end) in _CLOSING:
            end += 1
        whose = self.whose(end)
        owner = whose.owners[0] if whose.owners else None
        if entity is None:
            words = [w for w in self.words[inner:end] if w.piece not in ("punct",)]
            if words:
                latin = " ".join(w.text for w in words if w.piece == "stem" and w.text.isascii())
                name = latin or romanise(" ".join(w.full for w in words))
            elif owner is not None and owner.kind == "state":
                name = f"{demonym(owner, official=True)} {found[0].en}"
            else:
                return None
            entity = make_entity(name, found[0].kind, owner.country if owner else None)
        end = max(end, whose.end) if owner else end
        self.memory.learn_body(self.keys[i], entity)
        return self.mention(i, end, i, (entity,), "name", word="org")

    def spread_name(self, i: int) -> Mention | None:
        """A known name of which a part stands in quotation marks: وكالة "الأنباء" العمانية."""
        places = [k for k in range(i, min(i + 9, len(self.words))) if self.text(k) not in _OPENING | _CLOSING]
        end, values = self.names.find([self.fulls[k] for k in places], 0)
        if end < 2 or values[0].kind != "org" or places[end - 1] - i < end:
            return None
        self.memory.learn_body(self.keys[i], values[0].entity)
        return self.mention(i, places[end - 1] + 1, i, (values[0].entity,), "name", word="org")

    def again(self, i: int) -> Mention | None:
        """المنظمة، الوزارة: the head of what was named before, alone."""
        word = self.words[i]
        if word.definite and word.key in _REBELS and (rebels := self.memory.last_armed()):
            return self.mention(i, i + 1, i, (rebels,), "name", 3, word="org")
        if not word.definite or word.key not in self.titles.generics or word.tag == "ADJ":
            return None
        known = self.memory.body(word.key)
        following = i + 1
        if known is None:
            return None
        end = i + 1
        if self.stem(following) and self.words[following].definite and self.words[following].tag == "ADJ":
            nisba = self.name_at(following, "nisba")
            if nisba is not None and nisba[1].entity.country == known.country:
                end = nisba[0]
            elif nisba is None and self.keys[following] in self.titles.modifiers:
                end = following + 1
            else:
                return None
        self.memory.notice(known)
        return self.mention(i, end, i, (known,), "body" if known.kind == "government" else "name", word="org")

    def plain_name(self, i: int) -> Mention | None:
        known = self.name_at(i, "state", "capital", "org", "nisba", "people", "person", "place")
        person = self.person_name(i, titled=False)
        if (
            person
            and person.entity
            and (known is None or person.end >= known[0])
            and (known is None or known[1].kind == "person" or person.end > known[0])
        ):
            return self.named_person(i, person)
        if known:
            end, name = known
            form: Form = "nisba" if name.kind in ("nisba", "people") else "name"
            entity = name.entity
            if name.kind == "people" and entity.country == "PSE":
                entity = make_entity("Palestinians", "population", "PSE")
            if name.kind == "org":
                self.memory.learn_body(self.keys[i], entity)
                end = self.skip_nisba(end, entity)
            elif name.kind == "state" and end - i > 1:
                self.memory.learn_body(self.keys[i], entity)
            else:
                self.memory.notice(entity)
            return self.mention(i, end, i, (entity,), form, word=name.kind)
        if person and len(person.keys) > 1 and self.sounds_personal(i, person):
            return self.named_person(i, person)
        return None

    def sounds_personal(self, i: int, named: _Named) -> bool:
        """Whether an unknown name that no title announces is a person's: it has a given name, or is all rare words."""
        if is_given_name(self.fulls[i]) or (self.words[i].tag == "PROPN" and is_given_name(self.keys[i])):
            return True
        rare = all(self.frequency(k) < _RARE and self.words[k].tag == "PROPN" for k in range(i, i + len(named.keys)))
        return rare and not (i and (self.words[i - 1].tag in ("NOUN", "PROPN") or self.keys[i - 1] == "في"))

    def skip_nisba(self, end: int, entity: Entity) -> int:
        """حزب الله اللبناني: the adjective of the state that an organisation belongs to is part of its name."""
        nisba = self.name_at(end, "nisba")
        return nisba[0] if nisba and nisba[1].entity.country == entity.country and entity.kind != "state" else end

    def named_person(self, i: int, named: _Named) -> Mention:
        """A person by name, with the office that follows in apposition: جيمي كارتر، الرئيس الأمريكي الأسبق."""
        end = named.end
        at = end + 1 if self.text(end) in _COMMAS else end
        country, title, rank, former = None, "", "", False
        at = self.skip_honorifics(at)
        stop, found = self.titles.offices.find(self.keys, at) if self.stem(at) else (at, [])
        if found and found[0].number == 1 and not found[0].mass and len(named.keys) > 1:
            office = found[0]
            if office.portfolios:
                stop, office = self.portfolio(stop, office)
            whose = self.whose(stop, envoy=office.envoy)
            if whose.owners and self.name_after(whose.end, titled=False) is None:
                country, title, rank, former, end = (
                    whose.owners[0].country,
                    office.en,
                    office.rank,
                    whose.former,
                    whose.end,
                )
        entity = self.who(named, country)
        self.memory.learn_person(entity, named.keys, title, rank, current=not former)
        return self.mention(i, end, i, (entity,), "name", word="person")

    # -- all of them -------------------------------------------------------------------------------------------

    def read(self) -> list[Mention]:
        self.memory.begin_sentence()
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            mention = self.at(i) if self.stem(i) else self.named_ali(i)
            if mention is None:
                i += 1
                continue
            hosts = mention.parts[-1:] if mention.host is not None else []
            found += [part for part in mention.parts if part not in hosts]
            found.append(mention)
            found += hosts
            i = max(mention.end, i + 1)
        return found

    def named_ali(self, i: int) -> Mention | None:
        known = self.person_name(i, titled=False) if self.namelike(i) else None
        return self.named_person(i, known) if known and known.sure else None

    def at(self, i: int) -> Mention | None:
        """The mention that starts at a word: the longest of those that its first words allow."""
        state = self.state_at(i)
        if state:
            end, entity = state
            if end - i > 1:
                self.memory.learn_body(self.keys[i], entity)
            return self.mention(i, end, i, (entity,), "name", word="state")
        readings: tuple[Callable[[int], Mention | None], ...] = (
            self.own_country, self.counterpart, self.office, self.bloc,
        )  # fmt: skip
        for read in readings:
            if mention := read(i):
                return mention
        body = self.body(i)
        plain = self.plain_name(i) if body is None or self.names.find(self.fulls, i)[0] >= body.end else None
        if plain is None and body is not None:
            for member in body.members:
                self.memory.learn_body(body.word, member)
            return body
        return (
            plain or self.again(i) or self.population(i) or self.named_body(i) or self.group(i) or self.document(i)
        )  # fmt: skip


def _host(whose: _Whose) -> str | None:
    return whose.host.members[0].country if whose.host else None


def _sender(office: Office | None, whose: _Whose) -> Mention | None:
    """The state that sent an envoy: whoever expels or recalls him deals with it."""
    return whose.state if office and (office.envoy or office.rank == "diplomat") else None


def _title(office: Office) -> str:
    """An office as its own name begins: capital letter."""
    return office.en[:1].upper() + office.en[1:]


def find_mentions(words: Sequence[Word], names: NameTable[Name], titles: Titles, memory: Memory) -> list[Mention]:
    """The participants that the words of one sentence name, in order; ``memory`` learns from them."""
    return _Phrases(words, names, titles, memory).read()
