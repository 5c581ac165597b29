"""English glosses of Arabic noun phrases, composed by the grammar of both languages.

What a noun governs (إضافة) becomes a compound, an *of* or an object, as the glossary says of the noun. An adjective belongs
to the nearest noun that it agrees with, and stands before it in English, in reverse order. Conjuncts belong to the
innermost phrase that is like them. A word that is not known gives no gloss: never half a translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.gazetteer import load_countries
from kg.languages.analysis import Word
from kg.languages.ar.glossary_table import Entry, Glossary, Sense, load_glossary, load_segmenter, tokenise_phrase
from kg.languages.ar.words import read_words
from kg.languages.en.wording import add_article, join_list, make_ordinal, pluralise

__all__ = ["gloss", "gloss_text"]


def gloss(words: Sequence[Word], owners: Mapping[int, str] | None = None) -> str | None:
    """A short English gloss of a noun phrase, or None when one of its words is not known.

    A relative clause at the end is left out, as is the article of the whole. ``owners`` gives the English names of
    what pronouns stand for, by `Word.index`; without it علاقاته is *its relations*.
    """
    composer = _Composer(tokenise_phrase(words), load_glossary(), owners or {})
    try:
        return composer.compose()
    except _UnknownError:
        return None


def gloss_text(text: str) -> str | None:
    """The `gloss` of a phrase in writing."""
    return gloss(read_words(text, 0, load_segmenter()))


class _UnknownError(Exception):
    """A word that the glossary does not know, or that its grammar has no place for."""


#: Usual English of prepositions; the glossary says where a noun has others.
_PREPOSITIONS = {
    "في": "in", "من": "from", "الي": "to", "علي": "on", "عن": "about", "مع": "with", "ل": "for", "ب": "with", "ك": "as",
    "بين": "between", "ضد": "against",
}  # fmt: skip
_RELATIVES = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي".split())
_OWN = {"ه": "its", "ها": "its", "هما": "their", "هم": "their", "هن": "their", "نا": "our", "ي": "my", "كم": "your"}
_OBJECT = {"ه": "it", "ها": "it", "هما": "them", "هم": "them", "هن": "them", "نا": "us", "ي": "me", "كم": "you"}
_THIS = {"هذا": "this", "هذه": "this", "هذان": "this", "هذين": "this", "هاتين": "this", "هؤلاء": "this",
         "ذلك": "that", "تلك": "that"}  # fmt: skip
_QUANTITIES = {
    "كل": "all", "جميع": "all", "كافه": "all", "بعض": "some", "معظم": "most", "عده": "several", "مختلف": "various",
    "شتي": "various", "اي": "any", "كلا": "both", "كلتا": "both", "نفس": "the same", "ابرز": "the most prominent",
    "اهم": "the most important", "اكبر": "the biggest", "افضل": "the best", "اخر": "the latest", "اعلي": "the highest",
    "اول": "the first", "اولي": "the first", "اخطر": "the most serious", "مجمل": "all", "سائر": "all",
}  # fmt: skip
_QUANTITIES_OF = {"مزيد": "more", "عديد": "many", "كثير": "many", "عدد": "a number of", "مزيدا": "more", "عددا": "a number of",
                  "كثيرا": "many", "كل": "", "بعض": "some", "اي": "any"}  # fmt: skip
_NUMBERS = {
    **{key: n for n, keys in enumerate(
        ("احد احدي", "اثنان اثنين اثنتين", "ثلاث ثلاثه", "اربع اربعه", "خمس خمسه", "ست سته", "سبع سبعه", "ثماني ثمانيه ثمان",
         "تسع تسعه", "عشر عشره"), 1) for key in keys.split()},
}  # fmt: skip
_TENS = {"عشر": 20, "عشرون": 20, "عشرين": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "اربعون": 40, "خمسين": 50,
         "خمسون": 50, "ستين": 60, "سبعين": 70, "ثمانين": 80, "تسعين": 90}  # fmt: skip
_ABOUT = frozenset("نحو حوالي قرابه زهاء".split())
_MANY = {"مليون": "million", "ملايين": "million", "مليار": "billion", "مليارات": "billion", "الف": "thousand",
         "الاف": "thousand", "مئه": "hundred", "مائه": "hundred", "مليوني": "two million", "ملياري": "two billion"}  # fmt: skip
_ROOTS = ("ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر").split()
_ORDINALS = {"اول": 1, "اولي": 1, **{r + e: n for n, r in enumerate(_ROOTS, 2) for e in ("", "ه")}, "ثان": 2}
_WORDS_OF_NUMBER = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_THE = re.compile(
    r"(?:United |.*\b(?:Union|Nations|League|Council|Organi[sz]ation|Bank|Fund|Court|Agency|Commission|Committee|Programme|"
    r"Authority|Movement|Front|Party|Islands|Kingdom|Republic|Emirates|States|Netherlands|Philippines|Gambia|Bahamas|"
    r"Maldives|Comoros|Army|Forces|Assembly|Secretariat|Office|Parliament|Government|Ministry|Houthis|Taliban|Vatican|"
    r"EU|UN|IMF|IAEA|GCC|Kremlin|White House|Federation|Association|Group|Company|House|Institute|Conference|Forum)\b)"
)
_SHORT = {"United Nations": "UN", "European Union": "EU"}


@dataclass(slots=True)
class _Phrase:
    """A noun phrase on its way into English; adjectives in Arabic order."""

    sense: Sense
    head: str
    article: bool = False
    definite: bool = False
    determiner: str = ""
    count: str = ""
    owner: str = ""
    adjectives: list[tuple[str, bool]] = field(default_factory=list)
    """Each with whether it is one of nationality; joined groups (political and economic) are one."""
    compound: str = ""
    governed: str = ""
    behind: list[str] = field(default_factory=list)
    idafa: bool = False
    key: str = ""
    subject: str = ""
    """The name that a verbal noun governs: who does it, or to whom it is done."""

    @property
    def gender(self) -> str:
        return "f" if self.sense.number == 3 else self.sense.gender

    def describe(self) -> str:
        """Everything before the head, without article."""
        groups: list[str] = []
        for text, nation in self.adjectives:
            if nation and groups and self._last_nation:
                groups[-1] += f"-{text}"
            else:
                groups.append(text)
            self._last_nation = nation
        ordered = sorted(reversed(groups), key=lambda g: not re.fullmatch(r"\d+(?:st|nd|rd|th)|" + _ORDINAL_WORDS, g))
        return _join(*ordered, self.compound)

    _last_nation: bool = False

    def render(self, *, inside: bool) -> str:
        """The English; ``inside`` another phrase with its article."""
        core = _join(self.describe(), self.head)
        determiner = self.determiner
        if not inside:
            determiner = determiner.removeprefix("the ")
        body = _join(determiner, self.owner, self.count, core, self.governed, *self.behind)
        if not inside or determiner or self.owner:
            return body
        return self._add_article(body)

    def _add_article(self, body: str) -> str:
        entry = self.sense.entry
        if entry.kind == "name":
            takes = entry.english.startswith("the ") or bool(_THE.match(self.head)) or (bool(self.adjectives) and self.head[0].isupper())
            return f"the {body}" if takes else body
        if self.count:
            return f"the {body}" if self.article else body
        if self.sense.number == 3 or entry.kind == "plural":
            return f"the {body}" if self.definite and self.governed else body
        if entry.kind in ("mass", "masdar"):
            bound = self.governed.startswith("of ") or (self.governed and entry.kind == "mass")
            return f"the {body}" if self.definite and bound and entry.link != "direct" else body
        return f"the {body}" if self.definite else add_article(body)

    def attribute(self) -> str | None:
        """The phrase before another noun (defence cooperation), or None when it cannot stand there."""
        if self.determiner or self.owner or self.governed or self.count or self.sense.entry.kind == "name":
            return None
        entry = self.sense.entry
        head = entry.attributive or (self.head if entry.kind in ("mass", "masdar", "plural") else entry.english)
        return None if re.search(r"\b(?:of|to|for)\b", head) else _join(self.describe(), head)


_ORDINAL_WORDS = "|".join(make_ordinal(n) for n in range(1, 13))


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


class _Composer:
    """Reads the words of one phrase from left to right; ``at`` is where it stands."""

    def __init__(self, words: Sequence[Word], glossary: Glossary, owners: Mapping[int, str]) -> None:
        self.words = words
        self.keys = [word.key for word in words]
        self.fulls = [word.full for word in words]
        self.glossary = glossary
        self.owners = owners
        self.at = 0

    def compose(self) -> str:
        """The gloss of all the words."""
        while self.words and self.words[-1].piece == "punct":
            self.words = self.words[:-1]
        if not self.words:
            raise _UnknownError
        del self.keys[len(self.words) :], self.fulls[len(self.words) :]
        if self._piece() == "prep" and self.keys[0] in ("ل", "ب", "علي", "الي", "في", "عن") and not self._read_preposition():
            self.at = 1  # the governing verb's, not the phrase's own
        text = self._list(inside=False)
        if self.at < len(self.words) and self.fulls[self.at] not in _RELATIVES:
            raise _UnknownError
        return text

    # What stands at a place.

    def _piece(self, ahead: int = 0) -> str:
        i = self.at + ahead
        return self.words[i].piece if i < len(self.words) else ""

    def _key(self, ahead: int = 0) -> str:
        i = self.at + ahead
        return self.keys[i] if i < len(self.keys) else ""

    def _senses(self) -> tuple[int, list[Sense]]:
        end, senses = self.glossary.senses.find(self.keys, self.at)
        if not senses:
            return self.at, []
        definite = self.words[self.at].definite
        pronoun = end < len(self.words) and self.words[end].piece == "pron"
        fitting = [s for s in senses if s.article is None or s.article == definite or pronoun]
        exact = [s for s in fitting if s.article is not None]
        return (end, exact or fitting) if fitting else (self.at, [])

    def _read_noun(self) -> tuple[int, Sense, str] | None:
        """The end, sense and English of the noun or name that stands here."""
        end, senses = self._senses()
        nouns = [s for s in senses if s.is_noun]
        named, names = self.glossary.names.find(self.fulls, self.at)
        names = [n for n in names if n.kind != "nisba" and not (n.context and not nouns)]
        if names and (named > end or not nouns):
            name = names[0]
            english = name.entity.name
            if name.kind == "capital":
                english = _capital_of(name.entity.country or "") or english
            entry = replace(_NAME.entry, english=_SHORT.get(english, english))
            return named, replace(_NAME, entry=entry), entry.english
        if not nouns:
            return self._read_people(end, senses)
        sense = nouns[0]
        entry = sense.entry
        if entry.kind in ("mass", "plural", "masdar", "name") or sense.number == 1:
            english = entry.english
        else:
            english = entry.english_plural or pluralise(entry.english)
        return end, sense, english.removeprefix("the ")

    def _read_people(self, end: int, senses: Sequence[Sense]) -> tuple[int, Sense, str] | None:
        """A plural of nationality as a noun: الفلسطينيين, the Palestinians."""
        for sense in senses:
            if sense.entry.kind == "nisba" and sense.number == 3:
                english = sense.entry.english.replace("US", "American")
                peoples = f"{english} people" if english.endswith(("sh", "ch", "se", "ss")) else pluralise(english)
                return end, replace(sense, entry=replace(sense.entry, kind="plural", english=peoples)), peoples
        return None

    def _read_adjective(self) -> tuple[int, str, bool, Sense] | None:
        """The end, English, nationality and sense of the adjective that stands here."""
        key, full = self._key(), self.fulls[self.at] if self.at < len(self.fulls) else ""
        if key == "ال" and self._piece(1) == "number" and self._key(1).isdigit():
            return self.at + 2, make_ordinal(int(self._key(1))), False, _ANY
        if key in _TENS and key != "عشر" and self.words[self.at].definite and not self._begins_nominal(self.at + 1):
            return self.at + 1, make_ordinal(_TENS[key]), False, _ANY
        if key in _ORDINALS and self.words[self.at].definite:
            number, end = _ORDINALS[key], self.at + 1
            if end < len(self.keys) and self.keys[end] in ("عشر", "عشره"):
                number, end = number + 10, end + 1
            return end, make_ordinal(number), False, replace(_ANY, gender="f" if key[-1] in "هي" and key != "ثاني" else "m")
        if key in ("حاديه", "حادي") and self._key(1) in ("عشر", "عشره"):
            return self.at + 2, make_ordinal(11), False, _ANY
        end, senses = self._senses()
        for sense in senses:
            if sense.is_adjective:
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
        """The end and English of the preposition of several words (or none that governs otherwise) here."""
        end, senses = self._senses()
        if self.at < end and self.words[end - 1].definite and self.words[end - 1].piece == "stem":
            return None  # في القطاع: not "in the sector of"
        for sense in senses:
            if sense.entry.kind == "preposition":
                bound = end < len(self.words) and self.words[end].piece == "pron"
                return (end, sense.entry.english) if bound or self._begins_nominal(end) else None
        return None

    def _begins_nominal(self, at: int) -> bool:
        keep, self.at = self.at, at
        try:
            if at >= len(self.words):
                return False
            key = self.keys[at]
            if key in _THIS or key in _QUANTITIES or key in _NUMBERS or key in ("عدم", "انعدام"):
                return True
            if key in _TENS and key != "عشر":
                return True
            if key in _QUANTITIES_OF and self.keys[at + 1 : at + 2] == ["من"]:
                return True
            return self._piece() == "number" or self._read_noun() is not None
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
        return _coordinate(phrases, glue[-1], inside=inside)

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

    def _noun_phrase(self, outer: list[_Phrase]) -> _Phrase:
        phrase = self._head(outer)
        self._modify(phrase, outer)
        return phrase

    def _head(self, outer: list[_Phrase]) -> _Phrase:
        determiner = count = ""
        definite = False
        key = self._key()
        if key in _THIS:
            determiner, definite = _THIS[key], True
            self.at += 1
            key = self._key()
        elif key in _QUANTITIES_OF and self._key(1) == "من":
            determiner = _QUANTITIES_OF[key]
            self.at += 2
        elif key in ("عدم", "انعدام"):
            end, senses = self._senses()
            if not senses:
                self.at += 1
                return self._govern(_Phrase(_LACK, "lack", definite=True), outer)
        elif key == "اعاده" and self._read_noun() is None:
            self.at += 1
            found = self._noun_phrase(outer)
            found.head = f"re-{found.head}"
            return found
        elif (key in _QUANTITIES and not self._is_adjective_of(outer) and self._begins_nominal(self.at + 1)
              and not (key in _ORDINALS and self.words[self.at].definite)):  # fmt: skip
            determiner = _QUANTITIES[key]
            definite = True
            self.at += 1
            if self._key() in _THIS:  # كل هذه العمليات
                determiner = _join(determiner, "these")
                self.at += 1
        elif key in _ORDINALS and not self.words[self.at].definite and self._begins_nominal(self.at + 1):
            determiner = f"the {make_ordinal(_ORDINALS[key])}"
            self.at += 1
        count, number_definite = self._number()
        if not count and key in _NUMBERS and self._key(1) == "من":  # اثنين من
            count = _WORDS_OF_NUMBER[_NUMBERS[key]]
            self.at += 1
        if count and self._key() == "من":  # 25 من الدبلوماسيين
            self.at += 1
        found = self._read_noun()
        if found is None:
            raise _UnknownError
        end, sense, english = found
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
        phrase = _Phrase(sense, english, article=article, definite=article or definite, determiner=determiner, count=count)
        phrase.key = word.key
        if self._piece() == "pron":
            self._own(phrase)
        elif count and word.key.endswith("ا") and self._read_adjective():
            return phrase
        elif not (word.definite and end - self.at == 0 and word is last and word.definite):
            self._share(phrase, outer)
        return phrase

    def _own(self, phrase: _Phrase) -> None:
        word = self.words[self.at]
        self.at += 1
        phrase.definite = True
        owner = self.owners.get(word.index)
        country = phrase.sense.entry.english == "country" and phrase.sense.number == 1
        if owner and country:
            phrase.head, phrase.sense = owner, _NAME
        elif owner:
            phrase.governed = f"of {_with_article(owner)}"
        elif word.key not in _OWN:
            raise _UnknownError
        elif country or phrase.sense.entry.english == "counterpart":
            phrase.owner = {"ه": "his", "ها": "her"}.get(word.key, _OWN[word.key])
        else:
            phrase.owner = _OWN[word.key]

    def _share(self, phrase: _Phrase, outer: list[_Phrase]) -> None:
        """What a noun without article governs, alone or with others (تعزيز وتطوير العلاقات)."""
        heads = [phrase]
        if phrase.sense.entry.kind == "name" or phrase.sense.article:
            return
        while self._piece() == "conj" and self._key() == "و" and not phrase.article:
            keep = self.at
            self.at += 1
            found = self._read_noun() if self.at < len(self.words) else None
            if found is None or self.words[self.at].definite or self.words[found[0] - 1].definite or found[1].entry.kind == "name":
                self.at = keep
                break
            end = found[0]
            following = end < len(self.words) and self.words[end].piece not in ("pron", "punct")
            self.at = end
            shares = following and (self._piece() == "conj" or (self._begins_nominal(end) and not self._describes(found[1])))
            if not shares:
                self.at = keep
                break
            heads.append(_Phrase(found[1], found[2]))
        if self.at < len(self.words) and self._piece() not in ("conj", "prep", "punct", "pron") and not self._describes(
            phrase.sense, definite=phrase.article
        ) and self._begins_nominal(self.at):
            if len(heads) > 1:
                phrase.head = join_list([_as_governing(h) for h in heads])
            self._govern(phrase, outer, governing=len(heads) == 1)
        elif len(heads) > 1:
            raise _UnknownError

    def _describes(self, sense: Sense, *, definite: bool = False) -> bool:
        """Whether the word here is an adjective of the noun before it rather than a noun that it governs."""
        found = self._read_adjective()
        if found is None:
            return False
        noun = self._read_noun()
        if noun is None:
            return True
        if not self.words[self.at].definite and self._is_name(noun[0]):  # جمهورية بوروندي
            return False
        phrase = _Phrase(sense, "", article=definite, definite=definite)
        return self._agrees(phrase, found[3], self.words[self.at].definite)

    def _is_name(self, at: int) -> bool:
        return at < len(self.words) and bool(self.glossary.names.find(self.fulls, at)[1])

    def _is_adjective_of(self, outer: list[_Phrase]) -> bool:
        found = self._read_adjective()
        return bool(outer) and found is not None and self._agrees(outer[0], found[3], self.words[self.at].definite)

    @staticmethod
    def _agrees(phrase: _Phrase, adjective: Sense, definite: bool) -> bool:
        if definite != phrase.definite:
            return False
        if "*" in (adjective.gender, phrase.sense.gender) and adjective.number != 1:
            return phrase.sense.number != 1 or phrase.sense.entry.kind == "name"
        if phrase.sense.number == 3 or phrase.sense.entry.kind == "plural":
            return adjective.gender in "f*" or adjective.number == 3
        if phrase.sense.number == 2:
            return adjective.number == 3
        return adjective.gender in (phrase.sense.gender, "*") or phrase.sense.gender == "*"

    def _govern(self, phrase: _Phrase, outer: list[_Phrase], *, governing: bool = True) -> _Phrase:
        """Take in the phrase that a noun governs."""
        entry = phrase.sense.entry
        inner = self._noun_phrase([phrase, *outer])
        group, glue = [inner], "and"
        while (step := self._conjunction()) and self._continues(inner, step[0]):
            self.at, glue = step
            group.append(self._noun_phrase([phrase, *outer]))
        phrase.idafa = True
        phrase.definite = group[-1].definite
        link = entry.link
        if governing and entry.governing and phrase.sense.number == 1:
            phrase.head, link = entry.governing, entry.governing_link
        if link == "compound":
            parts = [p.attribute() for p in group]
            if all(parts) and not any(p.behind for p in group[:-1]):
                phrase.compound = join_list([p or "" for p in parts], glue)
                phrase.behind += group[-1].behind
                return phrase
            link = "of"
        if link == "to" and inner.sense.entry.kind != "name" and inner.sense.entry.english not in _PLACES:
            link = "of"  # the visit of the minister, but the visit to Qatar
        whole = _coordinate(group, glue, inside=True)
        phrase.governed = whole if link == "direct" else f"{link} {whole}"
        if inner.sense.entry.kind == "name" and len(group) == 1 and not inner.behind:
            phrase.subject = whole
        return phrase

    def _continues(self, before: _Phrase, at: int) -> bool:
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
            return name and before.sense.entry.kind == "name" or (article and not pronoun)
        if article != before.article:
            return False
        if article:
            return True
        return not before.idafa and not pronoun and not self._governs(end)

    def _governs(self, end: int) -> bool:
        """Whether a noun without article that ends here governs the one after it."""
        return end < len(self.words) and self.words[end].definite and self._begins_nominal(end)

    def _modify(self, phrase: _Phrase, outer: list[_Phrase]) -> None:
        """Adjectives, phrases with prepositions, and what else follows a noun."""
        while self.at < len(self.words):
            if self._adjective(phrase, outer) or self._fixed_phrase(phrase) or self._prepositional(phrase):
                continue
            if self._numbered(phrase) or self._object(phrase, outer) or self._also_adjective(phrase):
                continue
            if self._key() in ("كافه", "جميعا") and phrase.definite and not phrase.determiner:
                phrase.determiner = "all"
                self.at += 1
                continue
            if phrase.sense.entry.english in _PLACES and self._is_name(self.at) and not phrase.behind:
                found = self._read_noun()
                if found and found[1].entry.kind == "name":
                    self.at = found[0]
                    phrase.behind.append(f"of {found[2]}")
                    continue
            if self._key() == "-" and phrase.adjectives:
                keep = self.at
                self.at += 1
                if self._adjective(phrase, outer):
                    continue
                self.at = keep
            return

    def _numbered(self, phrase: _Phrase) -> bool:
        """A number behind its noun: year 2021, resolution 2216."""
        ahead = 1 if self._key() == "رقم" else 0
        if self._piece(ahead) != "number" or not self._key(ahead).isdigit():
            return False
        english, number = phrase.sense.entry.english, self._key(ahead)
        if english == "year":
            phrase.head, phrase.sense = number, _NAME
        elif phrase.sense.number == 1 and not phrase.count and (ahead or phrase.head.split()[-1] in _NUMBERED):
            phrase.head = phrase.head.replace("decision", "resolution")
            phrase.behind.append(number)
        else:
            return False
        self.at += ahead + 1
        return True

    def _object(self, phrase: _Phrase, outer: list[_Phrase]) -> bool:
        """What is done by the name that a verbal noun governs: إطلاق روسيا صواريخ, Russia's launch of missiles."""
        if (not phrase.subject or phrase.sense.entry.kind != "masdar" or phrase.behind
                or not self._begins_nominal(self.at) or self._is_adjective_of([phrase])):  # fmt: skip
            return False
        phrase.owner, phrase.subject = f"{phrase.subject}'s", ""
        link = "" if phrase.sense.entry.link == "direct" else phrase.sense.entry.link.replace("compound", "of")
        phrase.governed = _join(link, self._noun_phrase([phrase, *outer]).render(inside=True))
        return True

    def _also_adjective(self, phrase: _Phrase) -> bool:
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

    def _adjective(self, phrase: _Phrase, outer: list[_Phrase]) -> bool:
        if self._read_preposition():
            return False
        found = self._read_adjective()
        if found is None:
            if self._key() in _NUMBERS and self.words[self.at].definite and phrase.definite:
                phrase.count = _WORDS_OF_NUMBER[_NUMBERS[self._key()]]
                self.at += 1
                return True
            return False
        end, english, nation, sense = found
        definite = self.words[self.at].definite or self._key() == "ال"
        if not self._agrees(phrase, sense, definite) and any(self._agrees(p, sense, definite) for p in outer):
            return False
        self.at = end
        group = [english]
        while (step := self._conjunction()) and step[0] < len(self.words):
            keep, self.at = self.at, step[0]
            following = self._read_adjective() if not self._read_preposition() else None
            if (following is None or self.words[self.at].definite != definite
                    or (self._read_noun() is not None and not self._agrees(phrase, following[3], definite))):  # fmt: skip
                self.at = keep
                break
            self.at = following[0]
            group.append(following[1])
        phrase.adjectives.append((join_list(group), nation and len(group) == 1))
        return True

    def _fixed_phrase(self, phrase: _Phrase) -> bool:
        end, senses = self._senses()
        for sense in senses:
            if sense.entry.kind == "phrase":
                self.at = end
                phrase.behind.append(sense.entry.english)
                return True
        return False

    def _prepositional(self, phrase: _Phrase) -> bool:
        if self._split_term(phrase):
            return True
        found = self._read_preposition()
        if found:
            self.at, english = found
        elif self._piece() == "prep" and self._key() in _PREPOSITIONS:
            key = self._key()
            self.at += 1
            english = self._choose_preposition(phrase, key)
        else:
            return False
        if self._key() in _OBJECT and self._piece() == "pron":
            owner = self.owners.get(self.words[self.at].index)
            text = _join(english, _with_article(owner) if owner else _OBJECT[self._key()])
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
        while (step := self._conjunction()) and (
            (step := self._skip_between(step, pair)) and self._continues(group[-1], step[0]) or (pair and len(group) == 1 and self._begins_nominal(step[0]))
        ):
            self.at, glue = step
            group.append(self._noun_phrase([phrase]))
        text = _join(english, _coordinate(group, glue, inside=True))
        if english in ("of", "for", "to", "") and not phrase.governed and not phrase.behind and phrase.sense.entry.kind == "masdar":
            phrase.governed = text
        else:
            phrase.behind.append(text)
        return True

    def _skip_between(self, step: tuple[int, str], pair: bool) -> tuple[int, str]:
        """The step past a second بين: بين مصر وبين السودان."""
        i, word = step
        return (i + 1, word) if pair and self.keys[i : i + 1] == ["بين"] else step

    def _split_term(self, phrase: _Phrase) -> bool:
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

    def _choose_preposition(self, phrase: _Phrase, key: str) -> str:
        entry = phrase.sense.entry
        own = entry.prepositions or {}
        if key in own and not phrase.governed:
            return own[key]
        if key == "ل" and entry.kind == "masdar" and not phrase.behind:
            if phrase.subject:  # تقديم سوريا لمساعدات: the state does it, the object follows
                phrase.owner, phrase.governed, phrase.subject = f"{phrase.subject}'s", "", ""
            if not phrase.governed:
                return own.get(key, "" if entry.link == "direct" else entry.link.replace("compound", "of"))
        if key == "من" and phrase.determiner:
            return "of"
        if key == "ب":
            found = self._read_noun()
            place = found is not None and (found[1].entry.kind == "name" or found[1].entry.english in _PLACES)
            return "in" if place else "with"
        return _PREPOSITIONS[key]

    def _number(self) -> tuple[str, bool]:
        """A number before its noun: 23, 2.5 billion, five; and whether it has the article."""
        parts: list[str] = []
        definite = False
        while self.at < len(self.words):
            key = self._key()
            if key in _ABOUT and self._piece(1) == "number" and not parts:
                parts.append("about")
            elif self._piece() == "number" and re.fullmatch(r"[\d.,]+", key):
                parts.append(key)
                if self._key(1) == "%":
                    parts[-1] += "% of"
                    self.at += 1
            elif key in _MANY and (parts or self._begins_nominal(self.at + 1)):
                parts.append(_MANY[key])
            elif key in _NUMBERS and not parts and key not in ("احد", "احدي") and self._begins_nominal(self.at + 1):
                parts.append(_WORDS_OF_NUMBER[_NUMBERS[key]])
            elif key in ("احد", "احدي") and not parts and self._begins_nominal(self.at + 1):
                parts.append("one of")
            elif key in _TENS and key != "عشر" and not parts and self._begins_nominal(self.at + 1):
                parts.append(str(_TENS[key]))
            else:
                break
            definite = definite or self.words[self.at].definite
            self.at += 1
        return " ".join(parts), definite


_NAME = Sense(Entry("name", ""), 1, "*")
_ANY = replace(_NAME, number=1)
_LACK = replace(_NAME, entry=replace(_NAME.entry, kind="masdar", english="lack"), gender="m")
_NUMBERED = frozenset("decision resolution law article chapter item room".split())
_PLACES = frozenset("continent country region city capital area state town village province governorate".split())


def _as_governing(phrase: _Phrase) -> str:
    return phrase.head


def _with_article(name: str) -> str:
    return f"the {name}" if _THE.match(name) else name


def _coordinate(group: Sequence[_Phrase], glue: str, *, inside: bool) -> str:
    """Phrases in one list; *security of Lebanon* and *its stability* are *security and stability of Lebanon*."""
    first = group[0]
    if len(group) > 1 and first.governed.startswith("of ") and not first.behind and all(
        p.owner in ("its", "their") and not (p.governed or p.adjectives or p.behind) for p in group[1:]
    ):
        merged = replace(first, head=join_list([first.head, *(p.head for p in group[1:])], glue))
        return merged.render(inside=inside)
    return join_list([p.render(inside=inside) for p in group], glue)


def _capital_of(code: str) -> str:
    country = load_countries().get(code)
    return country.capital_en if country else ""
