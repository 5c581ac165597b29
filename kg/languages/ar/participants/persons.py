"""Personal names: those in the tables, those that the article has told, and unknown ones by how their words look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.languages.analysis import Entity
from kg.languages.ar.describing import spell_words
from kg.languages.ar.memory import NAME_PARTICLES
from kg.languages.ar.names import load_crowned
from kg.languages.ar.ordinary import is_masdar
from kg.languages.ar.participants.owners import Owners
from kg.languages.ar.participants.phrases import CLAUSE_STOPS, CLOSING, COMMAS, OPENING, Named
from kg.languages.ar.romanise import is_given_name, romanise
from kg.languages.ar.segment import key_of, load_words
from kg.languages.naming import make_entity

__all__ = ["RARE", "Persons"]

#: Words less common than this (bit length of the count) may be names whatever their tag …
RARE = 6
#: … and words as common as this are none by their tag alone.
_COMMON = 10
#: A word as common as this is no name of one word.
_SINGLE = 8

#: Parts that never end a name.
_LINKS = frozenset("بن ابن بنت ابو ام ال عبد ولد".split())


#: The ending of an indefinite accusative, where it is written out: no name has it (نفاه فلان نفيًا).
_TANWIN = ("ًا", "اً")

#: Parts of a day that are personal names too.
_DAY_PARTS = frozenset("صباح فجر ظهر عصر مساء ليل".split())


class Persons(Owners):
    """Finds personal names."""

    def person_name(self, i: int, *, titled: bool) -> Named | None:
        """A person's name that starts here. ``titled``: something before it says that a name is to come."""
        if not self.namelike(i):
            return None
        known = self.name_at(i, "person")
        if known and not self.stem(i) and self.cuts_name(i):
            entity = self.memory.person(known[1].entity.id) or known[1].entity
            return Named(known[0] - 1, known[0], self.keys[known[0] - 1 : known[0]], entity, True)
        if known and (titled or not self.name_at(i, "state", "org", "capital") or self.words[i].tag == "PROPN"):
            end = known[0]
            while (
                end - i < 8
                and self.stem(end)
                and self.words[end].tag == "PROPN"
                and self.goes_on(i, end, titled=False)
                and not self.names_another(i, end)
            ):
                end += 1
            if end == known[0] or known[0] - i > 1:
                entity = self.memory.person(known[1].entity.id) or known[1].entity
                return Named(i, end, self.keys[i:end], entity, known[0] - i > 1)
        end, remembered = self.memory.find_person(self.keys, i)
        if remembered and (titled or self.may_be_short(i)):
            told = end
            while end - i < 8 and self.goes_on(i, end, titled=False) and not self.names_another(i, end):
                end += 1
            if end == told or told - i > 1:
                return Named(i, end, self.keys[i:end], remembered)
        if self.starts_other(i):
            return None
        k = i
        while k - i < 8:
            if (
                (k == i and self.opens_name(k, titled=titled))
                or (
                    k > i
                    and self.goes_on(i, k, titled=titled)
                    and not self.names_another(i, k)
                    and (titled or self.words[k].tag == "PROPN" or self.keys[k] in NAME_PARTICLES or self.is_served(k))
                )
                or (k > i and self.text(k) == "-" and self.is_name_word(k + 1))
            ):
                k += 1
            else:
                break
        while k > i and self.keys[k - 1] in _LINKS:
            k -= 1
        if k == i:
            return None
        keys = self.keys[i:k]
        if (
            k - i == 1
            and self.frequency(i) >= _SINGLE
            and not (is_given_name(self.fulls[i]) or self.memory.knows(keys[0]))
        ):
            return None
        return Named(i, k, keys, self.memory.find_by_last(keys))

    def written(self, named: Named) -> list[str]:
        """The words of a name with their articles."""
        return self.fulls[named.start : named.start + len(named.keys)]

    def may_be_short(self, k: int) -> bool:
        """Whether a word may be the short name of somebody: tagged as a name, or written as in his name.

        What looks like a verb is none behind a verb, its pronoun or a preposition: كشف تابيا عن.
        """
        word = self.words[k]
        if word.tag in ("PROPN", "X"):
            return True
        before = self.words[k - 1] if k else None
        governed = before is not None and (before.tag == "VERB" or before.piece in ("prep", "pron"))
        fits = word.tag in ("ADJ", "NOUN") or (word.tag == "VERB" and governed)
        return fits and self.memory.was_written(word.key, word.full)

    def opens_name(self, k: int, *, titled: bool) -> bool:
        """Whether an unknown name may begin with a word: one tagged so; behind a title also a rare one."""
        word = self.words[k]
        if not (titled or word.tag == "PROPN" or word.key in NAME_PARTICLES) or self.is_adverb(k):
            return False
        if word.text.endswith(_TANWIN) or self.titles.groups.find(self.keys, k)[1]:
            return False
        if self.is_name_word(k):
            listed = is_given_name(word.full) or word.key in NAME_PARTICLES or self.memory.knows(word.key)
            return listed or self.frequency(k) < _COMMON or (titled and self.is_rare_name(k + 1))
        rare = self.stem(k) and word.definite and word.tag in ("NOUN", "ADJ") and self.frequency(k) < RARE
        return (
            titled
            and rare
            and word.full not in CLAUSE_STOPS
            and not {word.key, self.keys[k - 1]} & self.titles.modifiers
            and word.key not in self.titles.generics
        )

    def is_rare_name(self, k: int) -> bool:
        """Whether a word is tagged as a name and hardly ever used."""
        return self.is_name_word(k) and self.words[k].tag == "PROPN" and self.frequency(k) < RARE

    def starts_other(self, k: int) -> bool:
        """Whether something else than a part of a name starts at a word."""
        return self.name_at(
            k, "state", "nisba", "people", "org", "capital", "place"
        ) is not None and not self.is_surname(k)

    def is_surname(self, k: int) -> bool:
        """Whether a word is part of the name of somebody named before."""
        return self.memory.knows(self.keys[k])

    def is_name_word(self, k: int) -> bool:
        """Whether a word by itself looks like part of a personal name."""
        if not self.namelike(k):
            return False
        word = self.words[k]
        if not word.key or word.full in CLAUSE_STOPS:
            return False
        if word.key in NAME_PARTICLES or self.memory.knows(word.key) or is_given_name(word.full):
            return True
        if any(table.find(self.keys, k)[1] for table in (self.titles.offices, self.titles.bodies, self.titles.groups)):
            return False
        return word.tag in ("PROPN", "X") and word.key not in self.titles.generics and not is_masdar(word.key)

    def goes_on(self, i: int, k: int, *, titled: bool) -> bool:
        """Whether a name that has begun goes on with a word: one that is tagged so and not common, or a rare one."""
        if not self.namelike(k) or self.starts_other(k) or self.is_time(k) or self.words[k].text.endswith(_TANWIN):
            return False
        if k + 1 < len(self.words) and self.words[k + 1].glued:  # دعا الملك سلمان مضيفه
            return False
        if self.is_served(k):
            return True
        word = self.words[k]
        common = self.frequency(k)
        if self.is_name_word(k):
            known = (
                word.key in NAME_PARTICLES
                or self.memory.knows(word.key)
                or is_given_name(word.full)
                or is_given_name(word.key)
            )
            return known or (common < _COMMON and not self.is_accusative(k))
        if (
            not titled
            or word.full in CLAUSE_STOPS
            or self.names.find(self.fulls, k)[1]
            or word.key in self.titles.modifiers
        ):
            return False
        if word.definite:
            given = (k == i + 1 or self.keys[k - 2] == "عبد") and is_given_name(self.fulls[i])
            return given and word.tag in ("NOUN", "ADJ") and common < _COMMON and word.key not in self.titles.generics
        between = self.namelike(k + 1) and self.words[k + 1].tag == "PROPN" and word.tag in ("NOUN", "ADJ")
        return (common < RARE or between) and word.tag in ("NOUN", "ADJ", "VERB") and not self.is_accusative(k)

    def names_another(self, i: int, k: int) -> bool:
        """Whether a whole name ends before a word by which somebody else is known: هنأ رجب طيب أردوغان عباس."""
        before = self.keys[i:k]
        if len(before) < 2 or before[-1] in NAME_PARTICLES or not self.stem(k):
            return False
        listed = self.name_at(k, "person")
        other = listed[1].entity if listed else self.memory.bearer(self.keys[k])
        if other is None or not (listed or self.words[k].tag == "PROPN"):
            return False
        return not any(self.memory.is_named(other, key) for key in before)

    def is_served(self, k: int) -> bool:
        """Whether a word is the second part of a name in عبد."""
        return self.keys[k - 1] == "عبد" and self.words[k].definite

    def is_time(self, k: int) -> bool:
        """Whether a word that may be a name is a part of a day: صباح اليوم."""
        return self.keys[k] in _DAY_PARTS and k + 1 < len(self.words) and self.fulls[k + 1] in CLAUSE_STOPS

    def is_accusative(self, k: int) -> bool:
        """Whether a word is the indefinite accusative of a common one: أجرى فلان اتصالا."""
        key = key_of(self.words[k].text)
        return key.endswith("ا") and load_words().get(key[:-1], 0) >= _COMMON

    def is_adverb(self, k: int) -> bool:
        """Whether a word is an adjective of common use in the accusative: تحدث أمير قطر هاتفيا."""
        key = key_of(self.words[k].text)
        return key.endswith("يا") and load_words().get(key[:-1], 0) >= _SINGLE and not is_given_name(self.fulls[k])

    def frequency(self, k: int) -> int:
        """How common a word is without its article, as the bit length of its count in a large corpus."""
        key, counts = key_of(self.words[k].text), load_words()
        bare = counts.get(key.removeprefix("ال"), 0)
        return min(bare, counts.get(key, 0)) if self.words[k].definite else counts.get(key, 0)

    def name_after(self, end: int, *, titled: bool) -> Named | None:
        """The name behind a title: directly, after a comma, in quotation marks or in brackets."""
        at = self.skip_honorifics(end)
        mark = self.text(at)
        if mark in COMMAS or mark in OPENING:
            inner = self.skip_honorifics(at + 1)
            named = self.person_name(inner, titled=True)
            if named is None:
                return None
            if mark in OPENING:
                if self.text(named.end) not in CLOSING:
                    return None
                named.end += 1
                return named
            if named.entity is None and (len(named.keys) < 2 or self.words[inner].tag != "PROPN"):
                return None
            if named.entity is not None and not named.sure and len(named.keys) < 2 and not self.closes(named.end):
                return None
            return named
        return self.person_name(self.skip_adjective(at), titled=titled or at > end)

    def skip_adjective(self, k: int) -> int:
        """The first word of a listed full name behind an adjective of the title: نظيره الشمالي كيم جونغ أون."""
        if not self.stem(k) or not self.words[k].definite or self.name_at(k, "person"):
            return k
        known = self.name_at(k + 1, "person") if k + 1 < len(self.words) else None
        return k + 1 if known and known[0] - k > 2 else k

    def closes(self, k: int) -> bool:
        """Whether a phrase may end before a word."""
        return k >= len(self.words) or self.words[k].piece in ("punct", "prep")

    def crowned(self, named: Named, rank: str, country: str | None) -> Entity | None:
        """The monarch, prince or pope who is meant by a title and a first name; of several the article's."""
        if named.sure:
            return None
        options: Sequence[Entity] = load_crowned().get((rank, *self.written(named)), ())
        if country is not None:
            options = [entity for entity in options if entity.country == country]
        counts = [self.memory.count(entity.country) for entity in options]
        most = max(counts, default=0)
        if len(options) > 1 and (not most or counts.count(most) > 1):
            return None
        return options[counts.index(most)] if options else None

    def shortened(self, named: Named, country: str | None, rank: str) -> Entity | None:
        """Whom a shorter form of a name means that the article told before: الشيخ محمد."""
        if len(named.keys) == 1 and (rank or country is not None):
            return None
        found = self.memory.find_shortened(self.written(named))
        if found is None or (country is not None and found.country != country):
            return None
        return found if not rank or self.memory.may_hold(found, rank) else None

    def who(self, named: Named, country: str | None, office: str = "", rank: str = "") -> Entity:
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
        known = self.crowned(named, rank, country) or known or self.shortened(named, country, rank)
        if known is not None:
            if country is not None:
                self.memory.told(known)
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
        made = make_entity(name, "person", country or self.here(), spell_words(words))
        if country is None:
            self.memory.guess(made)
        else:
            self.memory.told(made)
        return made
