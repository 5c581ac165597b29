"""What the words of an Arabic phrase may mean in English: nouns, adjectives, prepositions, numbers, names.

`kg.languages.ar.glossary` composes glosses of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.gazetteer import load_countries
from kg.languages.analysis import Word
from kg.languages.ar.glossary_phrase import Phrase
from kg.languages.ar.glossary_table import NOUNS, Entry, Glossary, Sense
from kg.languages.ar.glossary_words import (
    ABOUT,
    LACK,
    MANY,
    NUMBERS,
    ORDINALS,
    PLACES,
    QUANTITIES,
    QUANTITIES_OF,
    SHORT_NAMES,
    TENS,
    THIS,
    TIMES,
    WORDS_OF_NUMBER,
)
from kg.languages.en.wording import make_ordinal, pluralise

__all__ = ["ANY", "NAME", "Reader"]

#: A name, whatever its number and gender; and a word of either gender that stands by one thing.
NAME = Sense(Entry("name", ""), 1, "*")
ANY = replace(NAME, number=1)


class Reader:
    """Reads the words of one phrase from left to right; ``at`` is where it stands."""

    def __init__(self, words: Sequence[Word], glossary: Glossary) -> None:
        self.words = words
        self.keys = [word.key for word in words]
        self.fulls = [word.full for word in words]
        self.glossary = glossary
        self.at = 0

    def piece(self, ahead: int = 0) -> str:
        """The kind of the word here or so many words ahead; nothing behind the last."""
        i = self.at + ahead
        return self.words[i].piece if i < len(self.words) else ""

    def key(self, ahead: int = 0) -> str:
        """The key of the word here or so many words ahead; nothing behind the last."""
        i = self.at + ahead
        return self.keys[i] if i < len(self.keys) else ""

    def list_senses(self) -> Iterator[tuple[int, list[Sense]]]:
        """What the words from here on may mean, the longest sequence first."""
        end = len(self.keys)
        while True:
            end, senses = self.glossary.senses.find(self.keys[:end], self.at)
            if not senses:
                return
            definite, hamza = self.words[self.at].definite, self.words[self.at].text.removeprefix("ال")[:1]
            pronoun = end < len(self.words) and self.words[end].piece == "pron"
            fitting = [s for s in senses if s.article is None or s.article == definite or pronoun]
            spelt = [s for s in fitting if s.hamza in ("", hamza) or (hamza not in "آأإ" and s.hamza != "آ")]
            fitting = spelt or fitting
            if any(s.article is not None for s in fitting):
                fitting = [s for s in fitting if s.article is not None or not s.is_noun]
            yield end, fitting
            end -= 1

    def find_sense(self, *kinds: str) -> tuple[int, Sense] | None:
        """The longest sequence that has a sense of one of the kinds, its end and that sense."""
        for end, senses in self.list_senses():
            for sense in senses:
                if sense.entry.kind in kinds:
                    return end, sense
        return None

    def read_noun(self) -> tuple[int, Sense, str] | None:
        """The end, sense and English of the noun or name that stands here."""
        found = self.find_sense(*NOUNS)
        end = found[0] if found else self.at
        named, names = self.glossary.names.find(self.fulls, self.at)
        names = [n for n in names if n.kind not in ("nisba", "people") and not (n.context and not found)]
        names.sort(key=lambda n: n.kind != "state")
        state = bool(names) and names[0].kind == "state" and named == end and self.words[self.at].definite
        if names and found and names[0].kind == "place" and self.glossary.names.find(self.fulls, end)[0] == named:
            names = []  # ميناء الحديدة: the port is not the city
        if names and (named > end or not found or state):
            name = names[0]
            english = name.entity.name
            if name.kind == "capital":
                english = _capital_of(name.entity.country or "") or english
            entry = replace(NAME.entry, english=SHORT_NAMES.get(english, english))
            return named, replace(NAME, entry=entry), entry.english
        if not found:
            return self.read_people()
        sense = found[1]
        entry = sense.entry
        if entry.kind in ("mass", "plural", "masdar", "name") or sense.number == 1:
            english = entry.english
        else:
            english = entry.english_plural or pluralise(entry.english)
        return end, sense, english.removeprefix("the ")

    def read_people(self) -> tuple[int, Sense, str] | None:
        """A plural of nationality as a noun: الفلسطينيين, the Palestinians."""
        found = self.find_sense("nisba")
        if found is None or found[1].number != 3:
            return None
        end, sense = found
        english = sense.entry.english.replace("US", "American")
        peoples = f"{english} people" if english.endswith(("sh", "ch", "se", "ss")) else pluralise(english)
        return end, replace(sense, entry=replace(sense.entry, kind="plural", english=peoples)), peoples

    def read_adjective(self) -> tuple[int, str, bool, Sense] | None:
        """The end, English, nationality and sense of the adjective that stands here."""
        key, full = self.key(), self.fulls[self.at] if self.at < len(self.fulls) else ""
        if key == "ال" and self.piece(1) == "number" and self.key(1).isdigit():
            return self.at + 2, make_ordinal(int(self.key(1))), False, ANY
        if key in TENS and key != "عشر" and self.words[self.at].definite and not self.begins_nominal(self.at + 1):
            return self.at + 1, make_ordinal(TENS[key]), False, ANY
        if key in ORDINALS and self.words[self.at].definite:
            number, end = ORDINALS[key], self.at + 1
            if end < len(self.keys) and self.keys[end] in ("عشر", "عشره"):
                number, end = number + 10, end + 1
            feminine = key[-1] == "ه" or key == "اولي"
            return end, make_ordinal(number), False, replace(ANY, gender="f" if feminine else "m")
        if key in ("حاديه", "حادي") and self.key(1) in ("عشر", "عشره"):
            return self.at + 2, make_ordinal(11), False, ANY
        if adjective := self.find_sense("adjective", "nisba"):
            end, sense = adjective
            return end, sense.entry.english, sense.entry.kind == "nisba", sense
        if key == "غير" and self.at + 1 < len(self.keys):
            self.at += 1
            found = self.read_adjective()
            self.at -= 1
            if found:
                return found[0], f"non-{found[1]}", False, found[3]
        if full.endswith("يا") and self.at and self.keys[self.at - 1].endswith("ا"):  # دبلوماسيا روسيا
            nation = [s for s in self.glossary.senses.find([key[:-1]], 0)[1] if s.entry.kind == "nisba"]
            if nation:
                return self.at + 1, nation[0].entry.english, True, nation[0]
        named, names = self.glossary.names.find(self.fulls, self.at)
        nations = [n for n in names if n.kind == "nisba"]
        if nations and full:
            entity = nations[0].entity
            demonym = self.glossary.demonyms.get(entity.country or "", "")
            if demonym:
                return named, demonym, True, ANY
        return None

    def read_preposition(self) -> tuple[int, str] | None:
        """The end and English of the preposition of the glossary that stands here before its object."""
        found = self.find_sense("preposition")
        if found is None:
            return None
        end, sense = found
        last = self.words[end - 1]
        if last.definite and last.piece == "stem" and end - self.at > 1:
            return None  # في القطاع: not "in the sector of"
        bound = end < len(self.words) and self.words[end].piece == "pron"
        return (end, sense.entry.english) if bound or self.begins_nominal(end) else None

    def begins_nominal(self, at: int) -> bool:
        """Whether a noun phrase begins at a place."""
        keep, self.at = self.at, at
        try:
            if at >= len(self.words):
                return False
            key = self.keys[at]
            if key in THIS or key in QUANTITIES or key in NUMBERS or key in LACK:
                return True
            if key in TENS and key != "عشر":
                return True
            if key in QUANTITIES_OF and self.keys[at + 1 : at + 2] == ["من"]:
                return True
            if self.piece() == "number":
                self.read_number()
            return self.read_noun() is not None or self.key() == "من"
        finally:
            self.at = keep

    def read_number(self) -> tuple[str, bool]:
        """A number before its noun: 23, 2.5 billion, five; and whether it has the article."""
        parts: list[str] = []
        definite = False
        while self.at < len(self.words):
            key = self.key()
            if key in ABOUT and self.piece(1) == "number" and not parts:
                parts.append("about")
            elif self.piece() == "number" and re.fullmatch(r"[\d.,]+", key):
                parts.append(key)
                if self.key(1) == "%":
                    parts[-1] += "% of"
                    self.at += 1
            elif key in MANY and (parts or self.begins_nominal(self.at + 1)):
                parts.append(MANY[key])
            elif key in NUMBERS and not parts and key not in ("احد", "احدي") and self.begins_nominal(self.at + 1):
                parts.append(WORDS_OF_NUMBER[NUMBERS[key]])
            elif key in ("احد", "احدي") and not parts and self.begins_nominal(self.at + 1):
                parts.append("one of")
            elif key in TENS and key != "عشر" and not parts and self.begins_nominal(self.at + 1):
                parts.append(str(TENS[key]))
            else:
                break
            definite = definite or self.words[self.at].definite
            self.at += 1
        return " ".join(parts), definite

    def read_conjunction(self) -> tuple[int, str] | None:
        """Where the next conjunct begins, and *and* or *or*."""
        i, word = self.at, ""
        while i < len(self.words):
            if self.words[i].text in ("،", ","):
                word = word or "and"
            elif self.keys[i] == "و":
                word = "and"
            elif self.keys[i] == "او":
                word = "or"
            else:
                break
            i += 1
        return (i, word) if word else None

    def is_name(self, at: int) -> bool:
        """Whether a name stands at a place."""
        return at < len(self.words) and bool(self.glossary.names.find(self.fulls, at)[1])

    def is_place(self) -> bool:
        """Whether what stands here is a place or a name."""
        found = self.read_noun()
        return found is not None and (found[1].entry.kind == "name" or found[1].entry.english in PLACES)

    def means_purpose(self) -> bool:
        """Whether what follows ل is to be done, rather than one whose thing it is."""
        found = self.read_noun()
        return found is None or found[1].entry.kind in ("masdar", "mass") or found[1].entry.english in TIMES

    def describes(self, sense: Sense, *, definite: bool = False) -> bool:
        """Whether the word here is an adjective of the noun before it rather than a noun that it governs."""
        found = self.read_adjective()
        if found is None:
            return False
        noun = self.read_noun()
        if self.key() in QUANTITIES and self.begins_nominal(self.at + 1):
            return False
        if noun is None:
            return True
        if noun[0] > found[0] or (not self.words[self.at].definite and self.governs(noun[0])):  # عملية التسوية
            return False
        if not self.words[self.at].definite and self.is_name(noun[0]):  # جمهورية بوروندي
            return False
        phrase = Phrase(sense, "", article=definite, definite=definite)
        return self.agrees(phrase, found[3], self.words[self.at].definite)

    def is_adjective_of(self, outer: list[Phrase]) -> bool:
        """Whether the word here is an adjective of the innermost of the phrases around it."""
        found = self.read_adjective()
        return bool(outer) and found is not None and self.agrees(outer[0], found[3], self.words[self.at].definite)

    def agrees(self, phrase: Phrase, adjective: Sense, definite: bool, inherited: bool | None = None) -> bool:
        """Whether an adjective may belong to a noun, whose definiteness may come from what it governs."""
        shared = self.keys[self.at + 1 : self.at + 2] == ["و"]
        if definite != (phrase.definite if inherited is None else inherited):
            return False
        if "*" in (adjective.gender, phrase.sense.gender) and adjective.number != 1:
            return phrase.sense.number != 1 or phrase.sense.entry.kind == "name"
        if phrase.sense.number == 3 or phrase.sense.entry.kind == "plural":
            return adjective.gender in "f*" or adjective.number == 3
        if phrase.sense.number == 2:  # المستويين الإقليمي والدولي has one adjective for each
            return adjective.number == 3 or (adjective.number == 1 and shared)
        return adjective.gender in (phrase.sense.gender, "*") or phrase.sense.gender == "*"

    def governs(self, end: int) -> bool:
        """Whether a noun without article that ends here governs the one after it."""
        return end < len(self.words) and self.words[end].definite and self.begins_nominal(end)

    def continues(self, before: Phrase, at: int) -> bool:
        """Whether a conjunct is like the phrase before it, so that both are governed by the same word."""
        if not self.begins_nominal(at):
            return False
        keep, self.at = self.at, at
        found = self.read_noun()
        self.at = keep
        if found is None:
            return bool(before.count)
        end, sense, _ = found
        name = sense.entry.kind == "name"
        article = self.words[at].definite or self.words[end - 1].definite
        pronoun = end < len(self.words) and self.words[end].piece == "pron"
        if name or before.sense.entry.kind == "name":
            return (name and before.sense.entry.kind == "name") or (article and not pronoun)
        if article != before.article:
            return False
        if article:
            return True
        return not before.idafa and not pronoun and not self.governs(end)


def _capital_of(code: str) -> str:
    country = load_countries().get(code)
    return country.capital_en if country else ""
