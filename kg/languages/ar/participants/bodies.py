"""Bodies, collectives, populations, documents: وزارة الخارجية، الجيش، الجانبان، الشعب، البيان، صحيفة «…»."""

from __future__ import annotations

from dataclasses import replace

from kg.languages.analysis import Entity, Mention
from kg.languages.ar.describing import spell_words
from kg.languages.ar.participants.offices import Offices
from kg.languages.ar.participants.phrases import CLOSING, OPENING, TWINS, Whose
from kg.languages.ar.romanise import romanise
from kg.languages.ar.titles import Body
from kg.languages.naming import demonym, make_entity, name_body

__all__ = ["BODY_HEADS", "Bodies"]

#: Who is called so is the armed group that was named last.
_REBELS = frozenset("متمردون متمردين انقلابيون انقلابيين مسلحون مسلحين".split())


#: Adjectives of texts.
_OF_TEXTS = frozenset("مشترك مشتركه ختامي ختاميه رسمي رسميه صحفي ثلاثي ثنائي رباعي".split())


#: Texts that are of those who issue them; a declaration (إعلان) may be of a town, remarks (تصريحات) to a newspaper.
_ISSUED = frozenset(["بيان", "بلاغ"])


#: What stands before who leads something, and is no body then: برئاسة فلان.
_LED = frozenset(["رئاسه", "قياده"])

#: Nouns for several states that an adjective of a region makes a name.
_BLOCS = {
    "دول": "states",
    "بلدان": "states",
    "حكومات": "governments",
    "قوي": "powers",
    "عواصم": "states",
}
#: Nouns that are all the states together, with 'international': المجتمع الدولي، الأسرة الدولية.
_WORLD = frozenset("مجتمع اسره عائله".split())
#: Those that stand in the singular behind a number of eleven or more.
_COUNTED = {"دوله": "states", "بلد": "states", "بلدا": "states"}
_NUMERALS = {
    "عشره": "many",
    "عشر": "many",
    "عشرون": "twenty",
    "عشرين": "twenty",
    "ثلاثون": "thirty",
    "ثلاثين": "thirty",
    "اربعون": "forty",
    "اربعين": "forty",
    "خمسون": "fifty",
    "خمسين": "fifty",
    "مئه": "a hundred",
    "مائه": "a hundred",
}
_FEW = {
    "ثلاث": "Three",
    "اربع": "Four",
    "خمس": "Five",
    "ست": "Six",
    "سبع": "Seven",
    "ثماني": "Eight",
    "تسع": "Nine",
    "عشر": "Ten",
}
#: Words that make a group of states one that no one lists: بعض الدول، عدد من الدول.
_SOME = {
    "بعض": "Some",
    "عده": "Several",
    "معظم": "Most",
    "غالبيه": "Most",
    "اغلب": "Most",
    "اغلبيه": "Most",
}
#: What else tells which states are meant, where no one lists them.
_STANDING = {
    "عظمي": "World powers",
    "كبري": "World powers",
    "عالميه": "World powers",
    "اخري": "Other countries",
    "مانحه": "Donor states",
    "جوار": "Neighbouring countries",
    "مجاوره": "Neighbouring countries",
    "منطقه": "Countries of the region",
}


#: 'His country', with a pronoun behind.
_OWN_COUNTRY = ("بلاد", "بلد", "دوله")
#: The same of two, who speak together or of whom one speaks.
_OWN_TWO = ("بلدي", "بلدا", "دولتي", "دولتا")

#: Honorifics that stand for who was called so, with a pronoun: معاليه. سعادته is his joy as well, so behind verbs only.
_HONORIFICS = frozenset("معالي سمو جلاله فخامه عظمه فضيله غبطه سعاده".split())
#: The one of which the pronoun is not cut off, since معاليه is as common as معالي.
_EXCELLENCIES = {"معاليه": "معالي", "معاليها": "معالي"}
#: 'The latter', by whether a person is meant: الأخير is somebody, الأخيرة a state or body.
_LATTER = {"اخير": True, "اخيره": False}

#: How the members of an organisation stand behind 'fourteen states'.
_MEMBERS = frozenset("اعضاء عضو عضوا عضوه منضويه".split())
_MEMBERS_OF = frozenset(["في", "من", "ب", "ل"])

#: What any intergovernmental organisation may be called behind its name, whatever it is called itself.
_LEAGUES = frozenset(["منظمه", "تكتل"])

#: The Koreas, by where they lie.
_HALVES = {"الشمال": "PRK", "الجنوب": "KOR"}

#: Who visits and who receives, with a pronoun, and the neighbour of a state.
_HOST_AND_GUEST = frozenset("ضيف ضيفه ضيفت مضيف مضيفه مضيفت".split())
_NEIGHBOUR = frozenset("جاره جارت جار".split())

#: Words with which one of the phrases below may begin though no table of titles has them.
BODY_HEADS = frozenset(
    [
        *_BLOCS,
        *_COUNTED,
        *_REBELS,
        *_OWN_COUNTRY,
        *_OWN_TWO,
        *_HOST_AND_GUEST,
        *_NEIGHBOUR,
        "شمال",
        "جنوب",
        *_LATTER,
        *_HONORIFICS,
        *_EXCELLENCIES,
        *_WORLD,
        "احتلال",
        "مكتب",
    ]
)


class Bodies(Offices):
    """Finds what acts and is no person."""

    def body(self, i: int) -> Mention | None:
        """A ministry, an army, a delegation …, with whose it is."""
        stop, found = self.titles.bodies.find(self.keys, i)
        if not found:
            return self.office_of(i) or self.bare_ministry(i)
        body: Body = found[0]
        if body.portfolios:
            after, known = self.titles.portfolios.find(self.keys, stop)
            if known:
                body = replace(body, en=f"{known[0].ministry} of {{country}}")
                stop = self.more_portfolio(after, known=True)
        led = self.keys[i] in _LED and stop - i == 1 and not self.words[i].definite
        if led and self.titles.offices.find(self.keys, stop)[1]:
            return None
        whose = self.whose(stop, envoy=body.abroad, loose="elegation" in body.en, led=True)
        follows = whose.owners and whose.end > stop and stop - i == 1 and self.words[i].definite
        if follows and not self.words[stop].definite and self.name_at(stop, "state", "capital"):
            whose = Whose(stop)  # what has the article takes no genitive: تتهم المعارضة روسيا
        if not whose.owners and whose.end == stop and not self.words[i].definite and stop - i == 1:
            named = self.name_after(stop, titled=True)
            code = (named.entity.country if named.entity else self.here()) if named else None
            if led and named:
                return None
            if named and (named.entity or len(named.keys) > 1) and code and code in self.states:
                whose.owners.append(self.states[code])
                whose.end = named.end
        if "Ministry of {" in body.en and whose.owners and whose.owners[0].kind == "government":
            return self.mention(i, whose.end, i, (whose.owners[0],), "body")
        return self.owned_body(i, stop, body, whose)

    def owned_body(self, i: int, stop: int, body: Body, whose: Whose) -> Mention | None:
        """The body with its owner; one without an owner is that of the outlet's or the sentence's state."""
        memory = self.memory
        word = self.words[i]
        entity: Entity | None = None
        if whose.owners:
            owner = whose.owners[0]
            if owner.kind in ("person", "government") and stop - i == 1 and self.keys[i] in _LED and not word.definite:
                return None
            if (
                owner.kind in ("person", "government", "place")
                and owner.country
                and owner.country in self.states
                and not body.en.startswith("Delegation")
            ):
                owner = self.states[owner.country]
            if owner.kind == "nonstate" and body.kind == "government":
                body = replace(body, kind="nonstate")
            elif owner.kind == "igo" and body.kind == "government":
                body = replace(body, kind="igo")
            name = name_body(body.en, owner, whose.host_country, kind=body.kind)
            host = whose.host_country if body.abroad else None
            entity = self.describe(name, body.kind, owner.country, body.en, owner, host)
            if owner.kind == "state" and not body.abroad:
                memory.tell_body(body.en, owner.country)
        elif whose.other and not body.bare:
            return None
        elif word.definite or stop - i > 1 or body.bare:
            if not word.definite and stop - i == 1:
                return None
            entity = memory.body(self.keys[i]) if stop - i == 1 else None
            code = memory.told_state(body.en) or memory.sentence_state() or self.here()
            if entity is None and code and code in self.states and (body.bare or stop - i > 1):
                state = self.states[code]
                entity = self.describe(name_body(body.en, state, kind=body.kind), body.kind, code, body.en, state)
            if entity is None and not (body.bare or stop - i > 1):
                return None
        else:
            return None
        end = max(whose.end, stop)
        if entity is None:
            return self.mention(i, end, i, (), "body")
        return self.mention(i, end, i, (entity,), "body", host=whose.host, state=whose.state if body.abroad else None)

    def office_of(self, i: int) -> Mention | None:
        """مكتب نتنياهو: the office of a person who is known."""
        if self.keys[i] != "مكتب" or self.words[i].definite:
            return None
        named = self.person_name(i + 1, titled=True)
        if named is None or named.entity is None or named.entity.kind != "person":
            return None
        head = named.entity
        kind = "government" if head.country in self.states else "igo"
        office = self.describe(f"Office of {head.name}", kind, head.country)
        return self.mention(i, named.end, i, (office,), "body")

    def bare_ministry(self, i: int) -> Mention | None:
        """الخارجية الإيرانية: the ministry by its portfolio alone."""
        stop, found = self.titles.portfolios.find(self.keys, i)
        if not found or not found[0].alone or not self.words[i].definite or stop - i > 1:
            return None
        if self.follows_noun(i):
            return None
        pattern = f"{found[0].ministry} of {{country}}"
        at = stop + 1 if self.text(i - 1) in OPENING and self.text(stop) in CLOSING else stop
        nisba = self.name_at(at, "nisba")
        if nisba is None or not self.fulls[at].endswith("ه"):
            code = self.memory.told_state(pattern) if self.memory.tells(pattern) and self.acts(i, stop) else None
            end, entity = stop, self.states.get(code or "")
        else:
            end, entity = nisba[0], nisba[1].entity
            self.memory.tell_body(pattern, entity.country)
        if entity is None:
            return None
        made = self.describe(name_body(pattern, entity), "government", entity.country, pattern, entity)
        return self.mention(i, end, i, (made,), "body", word="وزاره")

    def acts(self, start: int, end: int) -> bool:
        """Whether a word alone can be the ministry: no adjective of what stands before, none of its own."""
        before = self.words[start - 1] if start else None
        if before is not None and before.piece == "stem" and before.tag in ("ADJ", "PROPN"):
            return False
        return not (self.stem(end) and self.words[end].definite)

    def bloc(self, i: int) -> Mention | None:
        """الدول العربية، الحكومات الغربية، المجتمع الدولي: states that no one lists."""
        key = self.keys[i]
        western = self.titles.blocs.find(self.keys, i)
        if western[1] == ["Western"] and self.words[i].tag == "ADJ":
            members = (make_entity("Western states", "state", None, "الدول الغربية"),)
            return self.mention(i, western[0], i, members, "nisba", 3, word="nisba")
        if key in _WORLD and self.keys[i + 1 : i + 2] in (["دولي"], ["دوليه"]):
            world = make_entity("International community", "igo", None, "المجتمع الدولي")
            return self.mention(i, i + 2, i, (world,), "name", 3, word="bloc")
        counted = key in _COUNTED and not self.words[i].definite and self.is_counted(i)
        if not counted and key not in _BLOCS:
            return None
        return self.members_of(i, counted=counted) or self.unlisted(i, i + 1)

    def members_of(self, i: int, *, counted: bool) -> Mention | None:
        """14 دولة عضوا في الاتحاد الأوروبي، عدد من دول الاتحاد الأوروبي: some members, not the organisation."""
        at = i + 1
        if counted:
            while self.stem(at) and self.keys[at] in _MEMBERS:
                at += 1
            if self.keys[at : at + 1] and self.keys[at] in _MEMBERS_OF:
                at += 1
            else:
                return None
        elif self.words[i].definite or not self.quantifier(i):
            return None
        org = self.name_at(at, "org")
        if org is None or org[1].entity.kind != "igo":
            return None
        name = f"{org[1].entity.name} member states"
        entity = self.describe(f"{self.count_of(i)} {name}" if counted else name, "state", None)
        if counted:
            self.memory.count_states(self.count_of(i), entity)
        return self.mention(i, org[0], i, (entity,), "name", 3, word="bloc")

    def is_counted(self, i: int) -> bool:
        """Whether a number of eleven or more stands before a noun, which is singular then: 14 دولة، عشرين دولة."""
        before = self.words[i - 1] if i else None
        return before is not None and (
            (before.piece == "number" and before.text not in ("1", "2")) or before.key in _NUMERALS
        )

    def count_of(self, i: int) -> str:
        """The number before a noun in English: 14, more than twenty; 'many' where it is of several words."""
        number = self.words[i - 1]
        start = i - 1
        if number.piece != "number" and start and self.keys[start - 1] == "و" and self.words[start].glued:
            return "Many"
        told = number.text if number.piece == "number" else _NUMERALS[number.key]
        return f"More than {told}" if self.keys[max(0, start - 2) : start] == ["اكثر", "من"] else told.capitalize()

    def some(self, i: int) -> str | None:
        """'Some', 'several', 'most', where such a word makes of 'states' a group that no one lists."""
        after = self.stem(i + 1) and self.words[i + 1].tag != "VERB"
        if self.is_owner(i + 1) or self.name_at(i + 1, "place") or self.titles.groups.find(self.keys, i)[0] > i + 1:
            return None
        if after and self.words[i + 1].definite and not self.words[i].definite:
            return None
        return self.quantifier(i)

    def quantifier(self, i: int) -> str | None:
        """'Some', 'several', 'most' before a word."""
        if i > 1 and self.keys[i - 2 : i] == ["عدد", "من"]:
            return "Several"
        return _SOME.get(self.keys[i - 1]) if i else None

    def unlisted(self, i: int, at: int) -> Mention | None:
        """States that no one lists, by their head and what tells which: a region, 'the great', 'other', 'fourteen'."""
        noun = _BLOCS.get(self.keys[i], _COUNTED.get(self.keys[i], "states"))
        end, found = self.titles.blocs.find(self.keys, at)
        if found:
            name = f"{found[0]} {noun}"
        elif at < len(self.words) and self.keys[at] in _STANDING and noun != "governments":
            end, name = at + 1, _STANDING[self.keys[at]]
            few = _FEW.get(self.keys[i - 1]) if i and not self.words[i].definite else None
            name = f"{few} {name.lower()}" if few else name
        elif self.keys[i] in _COUNTED:
            end, name = at, f"{self.count_of(i)} countries"
        elif noun == "states" and (some := self.some(i)):
            end, name = at, f"{some} states"
        else:
            return None
        kind = "government" if noun == "governments" else "state"
        if self.keys[i] in _COUNTED and (known := self.memory.counted(self.count_of(i))):
            return self.mention(i, end, i, (known,), "name", 3, word="bloc")  # so many were told to be members
        return self.mention(i, end, i, (self.describe(name, kind, None),), "name", 3, word="bloc")

    def group(self, i: int) -> Mention | None:
        """الجانبان، البلدان، الدول الثلاث; with adjectives (القطري والأمريكي) their members are told."""
        twins = TWINS.get(self.fulls[i])
        if twins and self.words[i].tag != "ADJ":
            return self.mention(i, i + 1, i, tuple(self.states[c] for c in twins), "collective", 2, "f")
        stop, found = self.titles.groups.find(self.keys, i)
        if not found:
            return None
        _, number, gender = found[0]
        whose = self.whose(stop, several=True)
        owners = list(dict.fromkeys(whose.owners))
        if self.words[i].definite and self.name_at(stop, "state", "capital", "org"):
            owners = []  # what has the article takes no genitive: دعا الجانبان الصومال is about three
        if self.fulls[i].endswith("ان") and self.fulls[whose.end - 1].endswith("ين"):
            owners = []  # of another case: طالب الجانبان الساسة اللبنانيين
        if whose.group is not None and not owners and number > 1:
            return self.mention(i, whose.end, i, (), "collective", min(number, whose.group.number), gender)
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
        """بلاده: the country of whom the sentence speaks; so for 82 of 100 annotated ones. بلدينا are two."""
        if self.keys[i] in _OWN_TWO and self.keys[i + 1 : i + 2] == ["نا"] and self.words[i + 1].glued:
            return self.mention(i, i + 2, i, (), "collective", 2)
        if (
            self.keys[i] not in _OWN_COUNTRY
            or i + 1 >= len(self.words)
            or self.words[i + 1].piece != "pron"
            or not self.words[i + 1].glued
        ):
            return None
        speaker = self.memory.speaker()
        state = self.states.get(speaker.country or "") if speaker else None
        return self.mention(i, i + 2, i, (state,) if state else (), "collective")

    def other(self, i: int) -> Mention | None:
        """ضيفه، مضيفه: whom he meets, of another state than who is named first; جارتها: the other state of two."""
        key, words = self.keys[i], self.words
        state = key in _NEIGHBOUR
        if not (state or key in _HOST_AND_GUEST):
            return None
        if not state and words[i].definite and self.memory.outlet:  # الضيف, told where he is received
            who = self.memory.last_abroad(self.memory.outlet)
            return self.mention(i, i + 1, i, (who,), "counterpart") if who else None
        if not (i + 1 < len(words) and words[i + 1].piece == "pron"):
            return None
        own = self.doer_before(i) or self.memory.speaker()
        if own is None or own.country not in self.states or not words[i + 1].glued:
            return None
        if state:
            code = self.memory.last_of(self.states.keys() - {own.country})
            return self.mention(i, i + 2, i, (self.states[code],), "counterpart") if code else None
        who = self.memory.last_abroad(own.country or "")
        return self.mention(i, i + 2, i, (who,), "counterpart") if who else None

    def doer_before(self, i: int) -> Entity | None:
        """Who is named right before a word, which is then his: دعا الملك سلمان مضيفه."""
        named, last = self.name_at(i - 1, "state", "capital"), self.memory.last()
        if named and named[0] == i:
            return named[1].entity
        return last if last and last.kind == "person" and self.memory.is_named(last, self.keys[i - 1]) else None

    def half(self, i: int) -> Mention | None:
        """الشمال, الجنوب: one of the two Koreas, where the article speaks of both."""
        code = _HALVES.get(self.fulls[i])
        both = self.memory.count("PRK") and self.memory.count("KOR")
        if code is None or not both or (self.stem(i + 1) and self.words[i + 1].definite):
            return None
        return self.mention(i, i + 1, i, (self.states[code],), "name", word="state")

    def occupier(self, i: int) -> Mention | None:
        """الاحتلال alone is Israel, where the article speaks of it or of Palestine."""
        told = self.memory.count("ISR") or self.memory.count("PSE")
        if self.fulls[i] != "الاحتلال" or not told or (self.stem(i + 1) and self.words[i + 1].definite):
            return None
        return self.mention(i, i + 1, i, (self.states["ISR"],), "name", word="state")

    def excellency(self, i: int) -> Mention | None:
        """معاليه، سموه: who was called by the honorific."""
        words, honorific = self.words, _EXCELLENCIES.get(self.keys[i])
        end = i + 1
        if honorific is None and end < len(words) and words[end].glued and words[end].key in ("ه", "ها"):
            honorific, end = self.keys[i], i + 2
        if honorific not in _HONORIFICS or (honorific == "سعاده" and (i == 0 or words[i - 1].tag != "VERB")):
            return None
        who = self.memory.honoured(honorific)
        return self.mention(i, end, i, (who,), "name", word="latter") if who else None

    def latter(self, i: int) -> Mention | None:
        """الأخير، الأخيرة, where it is no adjective: who was named last."""
        if self.keys[i] not in _LATTER or not self.words[i].definite or not i:
            return None
        before = i - 1
        if self.words[before].piece == "pron" and before:  # فأجابه الأخير, وطلب منه الأخير
            before -= 1 if before < 2 or self.words[before - 1].tag != "ADP" else 2
            led = False
        else:
            led = self.words[before].piece in ("prep", "conj") or self.words[before].tag in ("SCONJ", "CCONJ", "PART")
            # What has no article before it is no noun that it describes: مشاركة الأخير.
            led = led or (self.words[before].tag == "NOUN" and not self.words[before].definite)
        if self.keys[before] == "في" or not (led or self.words[before].tag == "VERB"):
            return None
        who = self.memory.latter(person=_LATTER[self.keys[i]])
        return self.mention(i, i + 1, i, (who,), "name", word="latter") if who else None

    def population(self, i: int) -> Mention | None:
        """اللاجئين السوريين، الشعب الفلسطيني."""
        stop, found = self.titles.populations.find(self.keys, i)
        if not found:
            return None
        at = stop + 1 if stop < len(self.words) and self.keys[stop] == "في" else stop
        if place := self.name_at(at, "place"):
            home = place[1].entity
            lives = self.describe(f"People of {home.name}", "population", home.country)
            return self.mention(i, place[0], i, (lives,), "population", 3)
        whose = self.whose(stop)
        headed = self.words[i].definite and (self.words[i].tag == "NOUN" or self.disagrees(i))
        if not whose.owners and headed and not whose.other:
            state = self.states.get(self.memory.sentence_state() or self.memory.main_country() or "")
            whose.owners += [state] if state else []
        if not whose.owners:
            return None
        owner = whose.owners[0]
        if owner.kind not in ("state", "igo", "place"):
            owner = self.states.get(owner.country or "", owner)
        several = self.fulls[i].removeprefix("ال") != "شعب"
        entity = self.describe(
            name_body(found[0], owner, kind="population"), "population", owner.country, found[0], owner, people=several
        )
        return self.mention(i, whose.end, i, (entity,), "population", 3)

    def document(self, i: int) -> Mention | None:
        """البيان: a text that speaks for its authors, left open here."""
        stop, found = self.titles.documents.find(self.keys, i)
        if not found or found[0] != "statement":
            return None
        while self.stem(stop) and self.words[stop].definite == self.words[i].definite and self.keys[stop] in _OF_TEXTS:
            stop += 1
        whose = self.whose(stop, several=True) if self.keys[i] in _ISSUED else Whose(stop)
        if any(owner.kind == "company" for owner in whose.owners):
            whose = Whose(stop)
        if whose.owners and not self.prepositional(stop, whose.end):
            end = whose.end
            while self.stem(end) and self.keys[end] in _OF_TEXTS:
                end += 1
            return self.mention(i, end, i, tuple(dict.fromkeys(whose.owners)), "document")
        if not (self.words[i].definite or stop - i > 1):
            return None
        if (
            self.stem(stop)
            and self.words[stop].definite
            and self.words[stop].tag == "NOUN"
            and not self.words[i].definite
        ):
            return None
        return self.mention(i, self.genitive_of(stop), i, (), "document")

    def genitive_of(self, k: int) -> int:
        """The end of what a text is of: البيان الختامي للحوار الاستراتيجي الخامس; the word itself if nothing tells."""
        if k + 1 >= len(self.words) or self.keys[k] != "ل" or not self.is_common(k + 1):
            return k
        end = k + 2
        while self.is_common(end) and self.words[end].tag == "ADJ":
            end += 1
        return end

    def prepositional(self, start: int, end: int) -> bool:
        """Whether an owner stands behind في or ب: where a text was issued, not whose it is."""
        return start < end and self.words[start].piece == "prep" and self.keys[start] != "ل"

    def named_body(self, i: int) -> Mention | None:
        """صحيفة «…» المصرية، حزب …: what bears a name that no table has."""
        stop, found = self.titles.named.find(self.keys, i)
        if not found or not self.stem(i):
            return None
        if spread := self.spread_name(i):
            return spread
        inner = stop
        quoted = self.text(inner) in OPENING
        if quoted:
            inner += 1
        known = self.name_at(inner, "org")
        if known:
            end = known[0]
            entity: Entity | None = known[1].entity
        else:
            end, entity = inner, None
            if quoted:
                while end < len(self.words) and self.text(end) not in CLOSING and end - inner < 7:
                    end += 1
                if end >= len(self.words) or self.text(end) not in CLOSING:
                    return None
            else:
                while self.stem(end) and self.words[end].tag == "PROPN" and self.is_name_word(end) and end - inner < 5:
                    if self.starts_other(end):
                        break
                    end += 1
        if quoted and self.text(end) in CLOSING:
            end += 1
        if end == stop and end < len(self.words) and self.words[end].piece == "pron":
            return None
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
            quoted_name = spell_words(words) or None
            entity = make_entity(name, found[0].kind, owner.country if owner else None, quoted_name)
            if not words:
                self.memory.describe(entity)
        end = max(end, whose.end) if owner else end
        self.memory.learn_body(self.keys[i], entity)
        return self.mention(i, end, i, (entity,), "name", word="org")

    def spread_name(self, i: int) -> Mention | None:
        """A known name of which a part stands in quotation marks: وكالة "الأنباء" العمانية."""
        places = [k for k in range(i, min(i + 9, len(self.words))) if self.text(k) not in OPENING | CLOSING]
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
        if known is None and word.key in _LEAGUES:
            known = self.memory.last_league()
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
