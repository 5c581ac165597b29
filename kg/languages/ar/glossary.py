"""English glosses of Arabic noun phrases, composed by the grammar of both languages.

What a noun governs (إضافة) becomes a compound, an *of* or an object, as the glossary says of the noun. An adjective
belongs to the nearest noun that it agrees with, and stands before it in English, in reverse order. Conjuncts belong to
the innermost phrase that is like them. A word that is not known gives no gloss: never half a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace

from kg.gazetteer import load_countries
from kg.languages.analysis import Word
from kg.languages.ar.glossary_phrase import Phrase, add_the, coordinate, join_words, make_possessive
from kg.languages.ar.glossary_table import NOUNS, Entry, Glossary, Sense, load_glossary, load_segmenter, tokenise_phrase
from kg.languages.ar.glossary_words import (
    ABOUT,
    DIRECTIONS,
    LACK,
    MANY,
    NUMBERED,
    NUMBERS,
    OBJECT,
    ORDINALS,
    OWN,
    PLACES,
    PREPOSITIONS,
    QUANTITIES,
    QUANTITIES_OF,
    RELATIVES,
    SHORT_NAMES,
    TENS,
    THIS,
    TIMES,
    WORDS_OF_NUMBER,
)
from kg.languages.ar.words import read_words
from kg.languages.en.wording import join_list, make_ordinal, pluralise

__all__ = ["gloss", "gloss_text"]


#: Words of a phrase at most; what is longer has no short gloss.
LONGEST = 80


def gloss(
    words: Sequence[Word], owners: Mapping[int, str] | None = None, glossary: Glossary | None = None
) -> str | None:
    """A short English gloss of a noun phrase, or None when one of its words is not known.

    A relative clause at the end is left out, as is the article of the whole. ``owners`` gives the English names of
    what pronouns stand for, by `Word.index`; without it علاقاته is *its relations*. ``glossary`` is the package's
    unless another is given.
    """
    glossary = glossary or load_glossary()
    composer = _Composer(tokenise_phrase(words, glossary), glossary, owners or {})
    try:
        return composer.compose()
    except _UnknownError:
        return None


def gloss_text(text: str) -> str | None:
    """The `gloss` of a phrase in writing."""
    return gloss(read_words(text, 0, load_segmenter()))


class _UnknownError(Exception):
    """A word that the glossary does not know, or that its grammar has no place for."""


class _Composer:
    """Reads the words of one phrase from left to right; ``at`` is where it stands."""

    def __init__(self, words: Sequence[Word], glossary: Glossary, owners: Mapping[int, str]) -> None:
        self.words = words
        self.keys = [word.key for word in words]
        self.fulls = [word.full for word in words]
        self.glossary = glossary
        self.owners = owners
        self.at = 0
        self.plural = False
        """Whether a plural has been read, which ها may stand for."""

    def compose(self) -> str:
        """The gloss of all the words."""
        while self.words and self.words[-1].piece == "punct":
            self.words = self.words[:-1]
        if not 0 < len(self.words) <= LONGEST:
            raise _UnknownError
        del self.keys[len(self.words) :], self.fulls[len(self.words) :]
        if self._piece() == "prep" and self.keys[0] in PREPOSITIONS and not self._read_preposition():
            self.at = 1  # the verb's preposition, not the phrase's own
        text = self._list(inside=False)
        if self.at < len(self.words) and self.fulls[self.at] not in RELATIVES:
            raise _UnknownError
        return text

    # What stands at a place.

    def _piece(self, ahead: int = 0) -> str:
        i = self.at + ahead
        return self.words[i].piece if i < len(self.words) else ""

    def _key(self, ahead: int = 0) -> str:
        i = self.at + ahead
        return self.keys[i] if i < len(self.keys) else ""

    def _senses(self) -> Iterator[tuple[int, list[Sense]]]:
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

    def _find_sense(self, *kinds: str) -> tuple[int, Sense] | None:
        """The longest sequence that has a sense of one of the kinds, its end and that sense."""
        for end, senses in self._senses():
            for sense in senses:
                if sense.entry.kind in kinds:
                    return end, sense
        return None

    def _read_noun(self) -> tuple[int, Sense, str] | None:
        """The end, sense and English of the noun or name that stands here."""
        found = self._find_sense(*NOUNS)
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
            entry = replace(_NAME.entry, english=SHORT_NAMES.get(english, english))
            return named, replace(_NAME, entry=entry), entry.english
        if not found:
            return self._read_people()
        sense = found[1]
        entry = sense.entry
        if entry.kind in ("mass", "plural", "masdar", "name") or sense.number == 1:
            english = entry.english
        else:
            english = entry.english_plural or pluralise(entry.english)
        return end, sense, english.removeprefix("the ")

    def _read_people(self) -> tuple[int, Sense, str] | None:
        """A plural of nationality as a noun: الفلسطينيين, the Palestinians."""
        found = self._find_sense("nisba")
        if found is None or found[1].number != 3:
            return None
        end, sense = found
        english = sense.entry.english.replace("US", "American")
        peoples = f"{english} people" if english.endswith(("sh", "ch", "se", "ss")) else pluralise(english)
        return end, replace(sense, entry=replace(sense.entry, kind="plural", english=peoples)), peoples

    def _read_adjective(self) -> tuple[int, str, bool, Sense] | None:
        """The end, English, nationality and sense of the adjective that stands here."""
        key, full = self._key(), self.fulls[self.at] if self.at < len(self.fulls) else ""
        if key == "ال" and self._piece(1) == "number" and self._key(1).isdigit():
            return self.at + 2, make_ordinal(int(self._key(1))), False, _ANY
        if key in TENS and key != "عشر" and self.words[self.at].definite and not self._begins_nominal(self.at + 1):
            return self.at + 1, make_ordinal(TENS[key]), False, _ANY
        if key in ORDINALS and self.words[self.at].definite:
            number, end = ORDINALS[key], self.at + 1
            if end < len(self.keys) and self.keys[end] in ("عشر", "عشره"):
                number, end = number + 10, end + 1
            feminine = key[-1] == "ه" or key == "اولي"
            return end, make_ordinal(number), False, replace(_ANY, gender="f" if feminine else "m")
        if key in ("حاديه", "حادي") and self._key(1) in ("عشر", "عشره"):
            return self.at + 2, make_ordinal(11), False, _ANY
        if adjective := self._find_sense("adjective", "nisba"):
            end, sense = adjective
            return end, sense.entry.english, sense.entry.kind == "nisba", sense
        if key == "غير" and self.at + 1 < len(self.keys):
            self.at += 1
            found = self._read_adjective()
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
                return named, demonym, True, _ANY
        return None

    def _read_preposition(self) -> tuple[int, str] | None:
        """The end and English of the preposition of the glossary that stands here before its object."""
        found = self._find_sense("preposition")
        if found is None:
            return None
        end, sense = found
        last = self.words[end - 1]
        if last.definite and last.piece == "stem" and end - self.at > 1:
            return None  # في القطاع: not "in the sector of"
        bound = end < len(self.words) and self.words[end].piece == "pron"
        return (end, sense.entry.english) if bound or self._begins_nominal(end) else None

    def _begins_nominal(self, at: int) -> bool:
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
            if self._piece() == "number":
                self._number()
            return self._read_noun() is not None or self._key() == "من"
        finally:
            self.at = keep

    # Phrases.

    def _list(self, *, inside: bool) -> str:
        """Phrases joined by commas and conjunctions, up to the end of them."""
        phrases = [self._noun_phrase([])]
        glue = ["and"]
        while (step := self._conjunction()) and self._begins_nominal(step[0]):
            self.at = step[0]
            glue.append(step[1])
            phrases.append(self._noun_phrase([]))
        return coordinate(phrases, glue[-1], inside=inside)

    def _conjunction(self) -> tuple[int, str] | None:
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

    def _noun_phrase(self, outer: list[Phrase]) -> Phrase:
        phrase = self._head(outer)
        self._modify(phrase, outer)
        return phrase

    def _head(self, outer: list[Phrase]) -> Phrase:
        determiner = count = ""
        definite = False
        key = self._key()
        if key in THIS:
            determiner, definite = THIS[key], True
            self.at += 1
            key = self._key()
        elif key in QUANTITIES_OF and self._key(1) == "من":
            determiner = QUANTITIES_OF[key]
            self.at += 2
        elif key in LACK and not self._find_sense(*NOUNS):
            self.at += 1
            return self._govern(Phrase(_LACK, "lack", definite=True), outer)
        elif key == "اعاده" and self._read_noun() is None:
            self.at += 1
            found = self._noun_phrase(outer)
            found.head = f"re-{found.head}"
            return found
        elif (key in QUANTITIES and not self._is_adjective_of(outer) and self._begins_nominal(self.at + 1)
              and not (key in ORDINALS and self.words[self.at].definite)):  # fmt: skip
            determiner = QUANTITIES[key]
            definite = True
            self.at += 1
            if self._key() in THIS:  # كل هذه العمليات
                determiner = join_words(determiner, "these")
                self.at += 1
        elif key in ORDINALS and not self.words[self.at].definite and self._begins_nominal(self.at + 1):
            determiner = f"the {make_ordinal(ORDINALS[key])}"
            self.at += 1
        count, number_definite = self._number()
        if not count and key in NUMBERS and self._key(1) == "من":  # اثنين من
            count = WORDS_OF_NUMBER[NUMBERS[key]]
            self.at += 1
        if count and self._key() == "من":  # 25 من الدبلوماسيين
            self.at += 1
        noun = self._read_noun()
        if noun is None:
            raise _UnknownError
        end, sense, english = noun
        word = self.words[self.at]
        last = self.words[end - 1]
        self.at = end
        if count:
            sense = replace(sense, number=3, gender="*")
            if sense.entry.kind == "count":
                english = sense.entry.english_plural or pluralise(sense.entry.english)
            elif sense.entry.english == "dollar":
                english = "dollars"
            if count == "one":
                count, english = "one", sense.entry.english
        elif sense.number == 2 and sense.entry.kind == "count":
            count = "two"
        if determiner in ("this", "that") and (sense.number > 1 or count or sense.entry.kind == "plural"):
            determiner = {"this": "these", "that": "those"}[determiner]
        if determiner == "all" and sense.number == 1 and sense.entry.kind == "count" and not word.definite:
            determiner = "every"
        article = word.definite or last.definite or number_definite or sense.entry.kind == "name"
        phrase = Phrase(sense, english, article, article or definite, determiner, count)
        phrase.key = word.key
        earlier, self.plural = self.plural, self.plural or sense.number == 3 or sense.entry.kind == "plural"
        if self._key() in _TWO and sense.number != 1 and not count:
            phrase.count = "two"
            self.at += 1
        if self._piece() == "pron":
            later, self.plural = self.plural, earlier
            self._own(phrase)
            self.plural = later
        elif count and word.key.endswith("ا") and self._read_adjective():
            return phrase
        elif not (word.definite and word is last):
            self._share(phrase, outer)
        return phrase

    def _own(self, phrase: Phrase) -> None:
        word = self.words[self.at]
        self.at += 1
        phrase.definite = True
        owner = self.owners.get(word.index)
        country = phrase.sense.entry.english == "country" and phrase.sense.number == 1
        if owner and country:
            phrase.head, phrase.sense = owner, _NAME
        elif owner:
            phrase.governed = f"of {add_the(owner)}"
        elif word.key not in OWN:
            raise _UnknownError
        elif country or phrase.sense.entry.english == "counterpart":
            phrase.owner = {"ه": "his", "ها": "her"}.get(word.key, OWN[word.key])
        else:
            phrase.owner = "their" if word.key == "ها" and self.plural else OWN[word.key]

    def _share(self, phrase: Phrase, outer: list[Phrase]) -> None:
        """What a noun without article governs, alone or with others (تعزيز وتطوير العلاقات)."""
        heads = [phrase]
        if phrase.sense.entry.kind == "name" or phrase.sense.article:
            return
        while self._piece() == "conj" and self._key() == "و" and not phrase.article:
            keep = self.at
            self.at += 1
            found = self._read_noun() if self.at < len(self.words) else None
            if (found is None or self.words[self.at].definite or self.words[found[0] - 1].definite
                    or found[1].entry.kind == "name"):  # fmt: skip
                self.at = keep
                break
            self.at = end = found[0]
            shares = self._piece() == "conj" or (self._begins_nominal(end) and not self._describes(found[1]))
            if end >= len(self.words) or self._piece() in ("pron", "punct") or not shares:
                self.at = keep
                break
            heads.append(Phrase(found[1], found[2]))
        if (
            self.at < len(self.words)
            and self._piece() not in ("conj", "prep", "punct", "pron")
            and not self._describes(phrase.sense, definite=phrase.article)
            and self._begins_nominal(self.at)
        ):
            if len(heads) > 1:
                phrase.head = join_list(
                    list(
                        dict.fromkeys(
                            h.sense.entry.governing if h.sense.entry.governing_link == "of" else h.head for h in heads
                        )
                    )
                )
            self._govern(phrase, outer, governing=len(heads) == 1)
        elif len(heads) > 1:
            raise _UnknownError

    def _describes(self, sense: Sense, *, definite: bool = False) -> bool:
        """Whether the word here is an adjective of the noun before it rather than a noun that it governs."""
        found = self._read_adjective()
        if found is None:
            return False
        noun = self._read_noun()
        if self._key() in QUANTITIES and self._begins_nominal(self.at + 1):
            return False
        if noun is None:
            return True
        if noun[0] > found[0] or (not self.words[self.at].definite and self._governs(noun[0])):  # عملية التسوية
            return False
        if not self.words[self.at].definite and self._is_name(noun[0]):  # جمهورية بوروندي
            return False
        phrase = Phrase(sense, "", article=definite, definite=definite)
        return self._agrees(phrase, found[3], self.words[self.at].definite)

    def _is_name(self, at: int) -> bool:
        return at < len(self.words) and bool(self.glossary.names.find(self.fulls, at)[1])

    def _is_adjective_of(self, outer: list[Phrase]) -> bool:
        found = self._read_adjective()
        return bool(outer) and found is not None and self._agrees(outer[0], found[3], self.words[self.at].definite)

    def _agrees(self, phrase: Phrase, adjective: Sense, definite: bool, inherited: bool | None = None) -> bool:
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

    def _govern(self, phrase: Phrase, outer: list[Phrase], *, governing: bool = True) -> Phrase:
        """Take in the phrase that a noun governs."""
        entry = phrase.sense.entry
        phrase.idafa = True
        inner = self._noun_phrase([phrase, *outer])
        if entry.governing and entry.english in DIRECTIONS:  # شمال سوريا, northern Syria
            inner.adjectives.append((entry.governing, False))
            for part in fields(Phrase):
                setattr(phrase, part.name, getattr(inner, part.name))
            return phrase
        group, glue = [inner], "and"
        while (step := self._conjunction()) and self._continues(inner, step[0]):
            self.at, glue = step
            group.append(self._noun_phrase([phrase, *outer]))
        phrase.definite = group[-1].definite
        link = entry.link
        if governing and entry.governing and phrase.sense.number == 1:
            phrase.head, link = entry.governing, entry.governing_link
            phrase.sense = replace(phrase.sense, entry=replace(entry, kind="masdar", link=link))
        elif not governing and link == "compound":
            link = "of"
        if link == "compound":
            parts = [p.attribute() for p in group]
            if all(parts) and not any(p.behind for p in group[:-1]):
                phrase.compound = join_list([p or "" for p in parts], glue)
                phrase.behind += group[-1].behind
                return phrase
            link = "of"
        if phrase.head == "visit" and inner.sense.entry.kind != "name" and inner.sense.entry.english not in PLACES:
            link = "of"  # the visit of the minister, but the visit to Qatar
        whole = coordinate(group, glue, inside=True)
        phrase.governed = whole if link == "direct" else f"{link} {whole}"
        if inner.sense.entry.kind == "name" and len(group) == 1 and not inner.behind:
            phrase.subject = whole
        return phrase

    def _continues(self, before: Phrase, at: int) -> bool:
        """Whether a conjunct is like the phrase before it, so that both are governed by the same word."""
        if not self._begins_nominal(at):
            return False
        keep, self.at = self.at, at
        found = self._read_noun()
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
        return not before.idafa and not pronoun and not self._governs(end)

    def _governs(self, end: int) -> bool:
        """Whether a noun without article that ends here governs the one after it."""
        return end < len(self.words) and self.words[end].definite and self._begins_nominal(end)

    def _modify(self, phrase: Phrase, outer: list[Phrase]) -> None:
        """Adjectives, phrases with prepositions, and what else follows a noun."""
        while self.at < len(self.words):
            if self._fixed_phrase(phrase) or self._adjective(phrase, outer) or self._prepositional(phrase, outer):
                continue
            if self._numbered(phrase) or self._object(phrase, outer) or self._also_adjective(phrase):
                continue
            if self._key() in ("كافه", "جميعا") and phrase.definite and not phrase.determiner:
                phrase.determiner = "all"
                self.at += 1
                continue
            if self._apposition(phrase):
                continue
            if self._key() == "-" and phrase.adjectives:
                keep = self.at
                self.at += 1
                if self._adjective(phrase, outer):
                    (first, _), (second, _) = phrase.adjectives[-2:]
                    phrase.adjectives[-2:] = [(f"{first}-{second}", False)]
                    continue
                self.at = keep
            return

    def _apposition(self, phrase: Phrase) -> bool:
        """The name of what a noun describes: the city of Aden, the US president Joe Biden."""
        comma = 1 if self._key() in ("،", ",") else 0
        names = self.glossary.names.find(self.fulls, self.at + comma)[1] if phrase.sense.entry.kind == "count" else []
        person = bool(names) and names[0].kind == "person" and phrase.definite and phrase.sense.number == 1
        if not person and (phrase.sense.entry.english not in PLACES or phrase.behind):
            return False
        self.at += comma if person else 0
        named = self._read_noun()
        if named is None or named[1].entry.kind != "name":
            return False
        self.at = named[0]
        if person and comma and self._key() in ("،", ","):
            self.at += 1
        phrase.behind.append(named[2] if person else f"of {add_the(named[2])}")
        return True

    def _numbered(self, phrase: Phrase) -> bool:
        """A number behind its noun: year 2021, resolution 2216."""
        ahead = 1 if self._key() == "رقم" else 0
        if self._piece(ahead) != "number" or not self._key(ahead).isdigit():
            return False
        english, number = phrase.sense.entry.english, self._key(ahead)
        if english == "year":
            phrase.head, phrase.sense = number, _NAME
        elif phrase.sense.number == 1 and not phrase.count and (ahead or phrase.head.split()[-1] in NUMBERED):
            phrase.head = f"{phrase.head.replace('decision', 'resolution')} {number}"
            phrase.sense = replace(_NAME, entry=replace(_NAME.entry, kind="mass"))
        else:
            return False
        self.at += ahead + 1
        return True

    def _object(self, phrase: Phrase, outer: list[Phrase]) -> bool:
        """What is done by the name that a verbal noun governs: إطلاق روسيا صواريخ, Russia's launch of missiles."""
        if (not phrase.subject or phrase.sense.entry.kind != "masdar" or phrase.behind
                or not self._begins_nominal(self.at) or self._is_adjective_of([phrase])):  # fmt: skip
            return False
        phrase.owner, phrase.subject = make_possessive(phrase.subject), ""
        link = "" if phrase.sense.entry.link == "direct" else phrase.sense.entry.link.replace("compound", "of")
        phrase.governed = join_words(link, self._noun_phrase([phrase, *outer]).render(inside=True))
        return True

    def _also_adjective(self, phrase: Phrase) -> bool:
        """A second adjective of a term: مساعدات مالية وعسكرية."""
        first, space, noun = phrase.head.partition(" ")
        if self._key() != "و" or not space or phrase.adjectives or phrase.governed or " " in noun:
            return False
        keep = self.at
        self.at += 1
        found = self._read_adjective() if self.at < len(self.words) and self._read_noun() is None else None
        if found is None or self.words[self.at].definite != phrase.definite:
            self.at = keep
            return False
        self.at = found[0]
        phrase.head = noun
        phrase.adjectives.append((f"{first} and {found[1]}", False))
        return True

    def _adjective(self, phrase: Phrase, outer: list[Phrase]) -> bool:
        if self._read_preposition():
            return False
        found = self._read_adjective()
        if found is None:
            if self._key() in NUMBERS and self.words[self.at].definite and phrase.definite:
                phrase.count = WORDS_OF_NUMBER[NUMBERS[self._key()]]
                self.at += 1
                return True
            return False
        end, english, nation, sense = found
        definite = self.words[self.at].definite or self._key() == "ال"
        name = phrase.sense.entry.kind == "name"
        if (name or not self._agrees(phrase, sense, definite)) and any(
            self._agrees(p, sense, definite, phrase.definite if p.idafa else None) for p in outer
        ):
            return False
        self.at = end
        group = [english]
        while (step := self._conjunction()) and step[0] < len(self.words):
            keep, self.at = self.at, step[0]
            following = self._read_adjective() if not self._read_preposition() else None
            other = following is None or self.words[self.at].definite != definite
            noun = self._read_noun()
            if following is None or other or (noun is not None and not self._agrees(phrase, following[3], definite)):
                self.at = keep
                break
            self.at = following[0]
            group.append(following[1])
        phrase.adjectives.append((join_list(group), nation and len(group) == 1))
        if phrase.sense.number == 2 and sense.number == 1 and phrase.count == "two":
            phrase.count = ""
        return True

    def _fixed_phrase(self, phrase: Phrase) -> bool:
        found = self._find_sense("phrase")
        if found is None:
            return False
        self.at = found[0]
        phrase.behind.append(found[1].entry.english)
        return True

    def _prepositional(self, phrase: Phrase, outer: list[Phrase]) -> bool:
        if phrase.sense.entry.kind == "name" and outer:
            return False
        if self._split_term(phrase):
            return True
        found = self._read_preposition()
        if found and self._piece() == "prep" and self._key() in PREPOSITIONS:  # في قطاع غزة has its own term
            self.at += 1
            noun = self._find_sense(*NOUNS)
            if noun and noun[0] > found[0]:
                found = None
            self.at -= 1
        if found:
            own = phrase.sense.entry.prepositions or {}
            english = own.get(self._key(), found[1]) if found[0] == self.at + 1 else found[1]
            self.at = found[0]
        elif self._piece() == "prep" and self._key() in PREPOSITIONS:
            key = self._key()
            self.at += 1
            english = self._choose_preposition(phrase, key, outer)
        else:
            return False
        if self._key() in OBJECT and self._piece() == "pron":
            owner = self.owners.get(self.words[self.at].index)
            text = join_words(english, add_the(owner) if owner else OBJECT[self._key()])
            self.at += 1
            if english == "between" and self._key() == "و" and self._key(1) == "بين":  # بينه وبين
                self.at += 2
                text += f" and {self._noun_phrase([phrase]).render(inside=True)}"
            phrase.behind.append(text)
            return True
        if self._key() == "كل" and self._key(1) == "من":
            self.at += 2
        first = self._noun_phrase([phrase])
        if english == "since" and first.count:
            english = "for"
        group, glue = [first], "and"
        pair = english == "between" and first.sense.number == 1 and not first.count
        while step := self._conjunction():
            again = pair and self.keys[step[0] : step[0] + 1] == ["بين"]  # بين مصر وبين السودان
            at = step[0] + 1 if again else step[0]
            second = pair and len(group) == 1 and self._begins_nominal(at)
            if not (second or self._continues(group[-1], at)):
                break
            self.at, glue = at, step[1]
            group.append(self._noun_phrase([phrase]))
        text = join_words(english, coordinate(group, glue, inside=True))
        verbal = phrase.sense.entry.kind == "masdar" and not phrase.governed and not phrase.behind
        if verbal and english in ("of", "for", "to", ""):
            phrase.governed = text
        else:
            phrase.behind.append(text)
        return True

    def _split_term(self, phrase: Phrase) -> bool:
        """Whether a term goes on behind its adjective with ل: وقف دائم لإطلاق النار."""
        if self._key() != "ل" or not phrase.adjectives or phrase.governed or phrase.behind:
            return False
        length, senses = self.glossary.senses.find([phrase.key, *self.keys[self.at + 1 :]], 0)
        nouns = [s for s in senses if s.is_noun]
        if length < 2 or not nouns:
            return False
        phrase.sense, phrase.head = nouns[0], nouns[0].entry.english.removeprefix("the ")
        self.at += length
        return True

    def _choose_preposition(self, phrase: Phrase, key: str, outer: list[Phrase]) -> str:
        entry = phrase.sense.entry
        own = entry.prepositions or {}
        if own.get(key, "with") != "with" and phrase.subject and entry.kind == "masdar" and not phrase.behind:
            phrase.owner, phrase.governed, phrase.subject = make_possessive(phrase.subject), "", ""
        for owned in (own, *(p.sense.entry.prepositions or {} for p in outer if p.idafa)):
            if key in owned:
                if owned[key] == "of" and key == "ل" and self._means_purpose():
                    return "for"
                return "in" if owned[key] == "on" and self._is_place() else owned[key]
        if key == "ل" and entry.kind == "masdar" and not phrase.behind:
            if phrase.subject:  # تقديم سوريا لمساعدات: the state does it, the object follows
                phrase.owner, phrase.governed, phrase.subject = make_possessive(phrase.subject), "", ""
            if not phrase.governed:
                direct = entry.link == "direct" and not phrase.adjectives
                return own.get(key, "" if direct else re.sub("compound|direct", "of", entry.link))
        if key == "من" and phrase.determiner:
            return "of"
        if key == "ل" and phrase.definite and not self._means_purpose():
            return "of"
        if key == "ب":
            return "in" if self._is_place() else "with"
        return PREPOSITIONS[key]

    def _is_place(self) -> bool:
        """Whether what stands here is a place or a name."""
        found = self._read_noun()
        return found is not None and (found[1].entry.kind == "name" or found[1].entry.english in PLACES)

    def _means_purpose(self) -> bool:
        """Whether what follows ل is to be done, rather than one whose thing it is."""
        found = self._read_noun()
        return found is None or found[1].entry.kind in ("masdar", "mass") or found[1].entry.english in TIMES

    def _number(self) -> tuple[str, bool]:
        """A number before its noun: 23, 2.5 billion, five; and whether it has the article."""
        parts: list[str] = []
        definite = False
        while self.at < len(self.words):
            key = self._key()
            if key in ABOUT and self._piece(1) == "number" and not parts:
                parts.append("about")
            elif self._piece() == "number" and re.fullmatch(r"[\d.,]+", key):
                parts.append(key)
                if self._key(1) == "%":
                    parts[-1] += "% of"
                    self.at += 1
            elif key in MANY and (parts or self._begins_nominal(self.at + 1)):
                parts.append(MANY[key])
            elif key in NUMBERS and not parts and key not in ("احد", "احدي") and self._begins_nominal(self.at + 1):
                parts.append(WORDS_OF_NUMBER[NUMBERS[key]])
            elif key in ("احد", "احدي") and not parts and self._begins_nominal(self.at + 1):
                parts.append("one of")
            elif key in TENS and key != "عشر" and not parts and self._begins_nominal(self.at + 1):
                parts.append(str(TENS[key]))
            else:
                break
            definite = definite or self.words[self.at].definite
            self.at += 1
        return " ".join(parts), definite


_NAME = Sense(Entry("name", ""), 1, "*")
_TWO = frozenset("اثنين اثنان اثنتين".split())
_ANY = replace(_NAME, number=1)
_LACK = replace(_NAME, entry=replace(_NAME.entry, kind="masdar", english="lack"), gender="m")


def _capital_of(code: str) -> str:
    country = load_countries().get(code)
    return country.capital_en if country else ""
