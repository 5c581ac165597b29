"""English glosses of Arabic noun phrases, composed by the grammar of both languages.

What a noun governs (إضافة) becomes a compound, an *of* or an object, as the glossary says of the noun. An adjective
belongs to the nearest noun that it agrees with, and stands before it in English, in reverse order. Conjuncts belong to
the innermost phrase that is like them. A word that is not known gives no gloss: never half a translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from kg.languages.analysis import Word
from kg.languages.ar.glossary_phrase import Phrase, add_the, coordinate, join_words, make_possessive
from kg.languages.ar.glossary_reading import NAME, Reader
from kg.languages.ar.glossary_table import NOUNS, Glossary, load_glossary, load_segmenter, tokenise_phrase
from kg.languages.ar.glossary_words import (
    DIRECTIONS,
    LACK,
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
    THIS,
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


class _Composer(Reader):
    """Composes the gloss of one phrase, whose words it reads from left to right."""

    def __init__(self, words: Sequence[Word], glossary: Glossary, owners: Mapping[int, str]) -> None:
        super().__init__(words, glossary)
        self.owners = owners
        self.plural = False
        """Whether a plural has been read, which ها may stand for."""

    def compose(self) -> str:
        """The gloss of all the words."""
        while self.words and self.words[-1].piece == "punct":
            self.words = self.words[:-1]
        if not 0 < len(self.words) <= LONGEST:
            raise _UnknownError
        del self.keys[len(self.words) :], self.fulls[len(self.words) :]
        if self.piece() == "prep" and self.keys[0] in PREPOSITIONS and not self.read_preposition():
            self.at = 1  # the verb's preposition, not the phrase's own
        text = self._list(inside=False)
        if self.at < len(self.words) and self.fulls[self.at] not in RELATIVES:
            raise _UnknownError
        return text

    # Phrases.

    def _list(self, *, inside: bool) -> str:
        """Phrases joined by commas and conjunctions, up to the end of them."""
        phrases = [self._noun_phrase([])]
        glue = ["and"]
        while (step := self.read_conjunction()) and self.begins_nominal(step[0]):
            self.at = step[0]
            glue.append(step[1])
            phrases.append(self._noun_phrase([]))
        return coordinate(phrases, glue[-1], inside=inside)

    def _noun_phrase(self, outer: list[Phrase]) -> Phrase:
        phrase = self._head(outer)
        self._modify(phrase, outer)
        return phrase

    def _head(self, outer: list[Phrase]) -> Phrase:
        determiner = count = ""
        definite = False
        key = self.key()
        if key in THIS:
            determiner, definite = THIS[key], True
            self.at += 1
            key = self.key()
        elif key in QUANTITIES_OF and self.key(1) == "من":
            determiner = QUANTITIES_OF[key]
            self.at += 2
        elif key in LACK and not self.find_sense(*NOUNS):
            self.at += 1
            return self._govern(Phrase(_LACK, "lack", definite=True), outer)
        elif key == "اعاده" and self.read_noun() is None:
            self.at += 1
            found = self._noun_phrase(outer)
            found.head = f"re-{found.head}"
            return found
        elif (key in QUANTITIES and not self.is_adjective_of(outer) and self.begins_nominal(self.at + 1)
              and not (key in ORDINALS and self.words[self.at].definite)):  # fmt: skip
            determiner = QUANTITIES[key]
            definite = True
            self.at += 1
            if self.key() in THIS:  # كل هذه العمليات
                determiner = join_words(determiner, "these")
                self.at += 1
        elif key in ORDINALS and not self.words[self.at].definite and self.begins_nominal(self.at + 1):
            determiner = f"the {make_ordinal(ORDINALS[key])}"
            self.at += 1
        count, number_definite = self.read_number()
        if not count and key in NUMBERS and self.key(1) == "من":  # اثنين من
            count = WORDS_OF_NUMBER[NUMBERS[key]]
            self.at += 1
        if count and self.key() == "من":  # 25 من الدبلوماسيين
            self.at += 1
        noun = self.read_noun()
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
        if self.key() in _TWO and sense.number != 1 and not count:
            phrase.count = "two"
            self.at += 1
        if self.piece() == "pron":
            later, self.plural = self.plural, earlier
            self._own(phrase)
            self.plural = later
        elif count and word.key.endswith("ا") and self.read_adjective():
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
            phrase.head, phrase.sense = owner, NAME
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
        while self.piece() == "conj" and self.key() == "و" and not phrase.article:
            keep = self.at
            self.at += 1
            found = self.read_noun() if self.at < len(self.words) else None
            if (found is None or self.words[self.at].definite or self.words[found[0] - 1].definite
                    or found[1].entry.kind == "name"):  # fmt: skip
                self.at = keep
                break
            self.at = end = found[0]
            shares = self.piece() == "conj" or (self.begins_nominal(end) and not self.describes(found[1]))
            if end >= len(self.words) or self.piece() in ("pron", "punct") or not shares:
                self.at = keep
                break
            heads.append(Phrase(found[1], found[2]))
        if (
            self.at < len(self.words)
            and self.piece() not in ("conj", "prep", "punct", "pron")
            and not self.describes(phrase.sense, definite=phrase.article)
            and self.begins_nominal(self.at)
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
        while (step := self.read_conjunction()) and self.continues(inner, step[0]):
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

    def _modify(self, phrase: Phrase, outer: list[Phrase]) -> None:
        """Adjectives, phrases with prepositions, and what else follows a noun."""
        while self.at < len(self.words):
            if self._fixed_phrase(phrase) or self._adjective(phrase, outer) or self._prepositional(phrase, outer):
                continue
            if self._numbered(phrase) or self._object(phrase, outer) or self._also_adjective(phrase):
                continue
            if self.key() in ("كافه", "جميعا") and phrase.definite and not phrase.determiner:
                phrase.determiner = "all"
                self.at += 1
                continue
            if self._apposition(phrase):
                continue
            if self.key() == "-" and phrase.adjectives:
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
        comma = 1 if self.key() in ("،", ",") else 0
        names = self.glossary.names.find(self.fulls, self.at + comma)[1] if phrase.sense.entry.kind == "count" else []
        person = bool(names) and names[0].kind == "person" and phrase.definite and phrase.sense.number == 1
        if not person and (phrase.sense.entry.english not in PLACES or phrase.behind):
            return False
        self.at += comma if person else 0
        named = self.read_noun()
        if named is None or named[1].entry.kind != "name":
            return False
        self.at = named[0]
        if person and comma and self.key() in ("،", ","):
            self.at += 1
        phrase.behind.append(named[2] if person else f"of {add_the(named[2])}")
        return True

    def _numbered(self, phrase: Phrase) -> bool:
        """A number behind its noun: year 2021, resolution 2216."""
        ahead = 1 if self.key() == "رقم" else 0
        if self.piece(ahead) != "number" or not self.key(ahead).isdigit():
            return False
        english, number = phrase.sense.entry.english, self.key(ahead)
        if english == "year":
            phrase.head, phrase.sense = number, NAME
        elif phrase.sense.number == 1 and not phrase.count and (ahead or phrase.head.split()[-1] in NUMBERED):
            phrase.head = f"{phrase.head.replace('decision', 'resolution')} {number}"
            phrase.sense = replace(NAME, entry=replace(NAME.entry, kind="mass"))
        else:
            return False
        self.at += ahead + 1
        return True

    def _object(self, phrase: Phrase, outer: list[Phrase]) -> bool:
        """What is done by the name that a verbal noun governs: إطلاق روسيا صواريخ, Russia's launch of missiles."""
        if (not phrase.subject or phrase.sense.entry.kind != "masdar" or phrase.behind
                or not self.begins_nominal(self.at) or self.is_adjective_of([phrase])):  # fmt: skip
            return False
        phrase.owner, phrase.subject = make_possessive(phrase.subject), ""
        link = "" if phrase.sense.entry.link == "direct" else phrase.sense.entry.link.replace("compound", "of")
        phrase.governed = join_words(link, self._noun_phrase([phrase, *outer]).render(inside=True))
        return True

    def _also_adjective(self, phrase: Phrase) -> bool:
        """A second adjective of a term: مساعدات مالية وعسكرية."""
        first, space, noun = phrase.head.partition(" ")
        if self.key() != "و" or not space or phrase.adjectives or phrase.governed or " " in noun:
            return False
        keep = self.at
        self.at += 1
        found = self.read_adjective() if self.at < len(self.words) and self.read_noun() is None else None
        if found is None or self.words[self.at].definite != phrase.definite:
            self.at = keep
            return False
        self.at = found[0]
        phrase.head = noun
        phrase.adjectives.append((f"{first} and {found[1]}", False))
        return True

    def _adjective(self, phrase: Phrase, outer: list[Phrase]) -> bool:
        if self.read_preposition():
            return False
        found = self.read_adjective()
        if found is None:
            if self.key() in NUMBERS and self.words[self.at].definite and phrase.definite:
                phrase.count = WORDS_OF_NUMBER[NUMBERS[self.key()]]
                self.at += 1
                return True
            return False
        end, english, nation, sense = found
        definite = self.words[self.at].definite or self.key() == "ال"
        name = phrase.sense.entry.kind == "name"
        if (name or not self.agrees(phrase, sense, definite)) and any(
            self.agrees(p, sense, definite, phrase.definite if p.idafa else None) for p in outer
        ):
            return False
        self.at = end
        group = [english]
        while (step := self.read_conjunction()) and step[0] < len(self.words):
            keep, self.at = self.at, step[0]
            following = self.read_adjective() if not self.read_preposition() else None
            other = following is None or self.words[self.at].definite != definite
            noun = self.read_noun()
            if following is None or other or (noun is not None and not self.agrees(phrase, following[3], definite)):
                self.at = keep
                break
            self.at = following[0]
            group.append(following[1])
        phrase.adjectives.append((join_list(group), nation and len(group) == 1))
        if phrase.sense.number == 2 and sense.number == 1 and phrase.count == "two":
            phrase.count = ""
        return True

    def _fixed_phrase(self, phrase: Phrase) -> bool:
        found = self.find_sense("phrase")
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
        found = self.read_preposition()
        if found and self.piece() == "prep" and self.key() in PREPOSITIONS:  # في قطاع غزة has its own term
            self.at += 1
            noun = self.find_sense(*NOUNS)
            if noun and noun[0] > found[0]:
                found = None
            self.at -= 1
        if found:
            own = phrase.sense.entry.prepositions or {}
            english = own.get(self.key(), found[1]) if found[0] == self.at + 1 else found[1]
            self.at = found[0]
        elif self.piece() == "prep" and self.key() in PREPOSITIONS:
            key = self.key()
            self.at += 1
            english = self._choose_preposition(phrase, key, outer)
        else:
            return False
        if self.key() in OBJECT and self.piece() == "pron":
            owner = self.owners.get(self.words[self.at].index)
            text = join_words(english, add_the(owner) if owner else OBJECT[self.key()])
            self.at += 1
            if english == "between" and self.key() == "و" and self.key(1) == "بين":  # بينه وبين
                self.at += 2
                text += f" and {self._noun_phrase([phrase]).render(inside=True)}"
            phrase.behind.append(text)
            return True
        if self.key() == "كل" and self.key(1) == "من":
            self.at += 2
        first = self._noun_phrase([phrase])
        if english == "since" and first.count:
            english = "for"
        group, glue = [first], "and"
        pair = english == "between" and first.sense.number == 1 and not first.count
        while step := self.read_conjunction():
            again = pair and self.keys[step[0] : step[0] + 1] == ["بين"]  # بين مصر وبين السودان
            at = step[0] + 1 if again else step[0]
            second = pair and len(group) == 1 and self.begins_nominal(at)
            if not (second or self.continues(group[-1], at)):
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
        if self.key() != "ل" or not phrase.adjectives or phrase.governed or phrase.behind:
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
                if owned[key] == "of" and key == "ل" and self.means_purpose():
                    return "for"
                return "in" if owned[key] == "on" and self.is_place() else owned[key]
        if key == "ل" and entry.kind == "masdar" and not phrase.behind:
            if phrase.subject:  # تقديم سوريا لمساعدات: the state does it, the object follows
                phrase.owner, phrase.governed, phrase.subject = make_possessive(phrase.subject), "", ""
            if not phrase.governed:
                direct = entry.link == "direct" and not phrase.adjectives
                return own.get(key, "" if direct else re.sub("compound|direct", "of", entry.link))
        if key == "من" and phrase.determiner:
            return "of"
        if key == "ل" and phrase.definite and not self.means_purpose():
            return "of"
        if key == "ب":
            return "in" if self.is_place() else "with"
        return PREPOSITIONS[key]


_TWO = frozenset("اثنين اثنان اثنتين".split())
_LACK = replace(NAME, entry=replace(NAME.entry, kind="masdar", english="lack"), gender="m")
