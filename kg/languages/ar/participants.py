"""The grammar of Arabic noun phrases that name participants.

An office (وزير الخارجية), a body (وزارة الخارجية، الجيش) or a collective (الجانبان) heads a phrase; a nisba adjective
(القطري), a genitive (قطر) or a prepositional phrase (للأمم المتحدة) tells whose it is; a name may follow. What a
phrase leaves out (which minister?) is left open here and filled in by the article's memory (`Memory`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.languages.analysis import Entity, Mention, NameTable, Word
from kg.languages.ar.titles import Office, Titles

__all__ = ["Memory", "Name", "Titles", "find_mentions"]

NameKind = Literal["state", "capital", "nisba", "org", "person", "place"]

#: Adjectives and fixed words that may stand between an office and what tells whose it is.
MODIFIERS = frozenset(
    """سابق اسبق جديد حالي راحل منتخب مكلف مؤقت انتقالي اول ثاني ثالث عام اعلي خاص شخصي رسمي تنفيذي دائم مقيم معتمد
    مفوض كبير ابرز مشارك مساعد نائب تحاوري معارض معزول مستقيل منتهي وطني مركزي اتحادي فيدرالي وزاري رفيع مستوي
    زائر مرافق دبلوماسي سياسي عسكري امني حكومي ديني برلماني اقتصادي تجاري مسلح بحري جوي بري خارجي داخلي""".split()
)

#: Nouns that carry a nisba and then stand for the state itself: الجانب القطري، الدولة اللبنانية، القيادة الروسية.
STATE_HEADS = frozenset("جانب طرف دوله جمهوريه مملكه".split())

_DEMONSTRATIVES = frozenset("هذا هذه ذلك تلك هذان هاتان هذين هاتين هؤلاء كل كلا كلتا من".split())


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in the tables stands for."""

    kind: NameKind
    entity: Entity
    context: frozenset[str] = frozenset()
    """Keys of which one must stand within five words, for names that mean other things too."""


@dataclass(slots=True)
class Memory:
    """Who has been named so far in an article: short names, offices, the countries that it is about."""

    home: str | None = None
    """The country of the outlet, of which 'the minister' is when nothing else tells."""
    by_name: dict[str, Entity] = field(default_factory=dict)
    by_office: dict[tuple[str, str | None], Entity] = field(default_factory=dict)
    last_office: dict[str, Entity] = field(default_factory=dict)
    bodies: dict[str, Entity] = field(default_factory=dict)

    def learn(self, entity: Entity, name_keys: Sequence[str], office: str) -> None:
        """Remember a person by the words of the name and by the office."""
        for key in name_keys:
            if len(key) > 2 and key not in _NAME_PARTICLES:
                self.by_name.setdefault(key, entity)
        if office:
            self.by_office[office, entity.country] = entity
            self.last_office[office] = entity


_NAME_PARTICLES = frozenset("بن ابن بنت ابو ام ال آل عبد دي دو دا فان فون لو ابي الدين الله الرحمن العزيز".split())

_CLAUSE_STOPS = frozenset("ان انه انها الذي التي اللذان الذين عندما بعد قبل خلال حيث".split())


class _Phrases:
    """One pass over the words of a sentence."""

    def __init__(
        self,
        words: Sequence[Word],
        names: NameTable[Name],
        titles: Titles,
        memory: Memory,
        romanise: Callable[[str], str],
        country_names: Callable[[str], str],
    ) -> None:
        self.words = words
        self.names = names
        self.titles = titles
        self.memory = memory
        self.romanise = romanise
        self.country_name = country_names
        self.keys = [w.key for w in words]
        self.fulls = [w.full for w in words]

    # -- names -------------------------------------------------------------------------------------------------

    def name_at(self, i: int, *kinds: NameKind) -> tuple[int, Name] | None:
        """The longest name of these kinds that starts at a word, whose context holds."""
        if i >= len(self.words) or self.words[i].piece in ("punct", "conj", "prep", "pron", "number"):
            return None
        end, values = self.names.find(self.fulls, i)
        for value in values:
            if value.kind in kinds and self.context_holds(value, i, end):
                return end, value
        return None

    def context_holds(self, name: Name, start: int, end: int) -> bool:
        if not name.context:
            return True
        near = self.keys[max(0, start - 5) : start] + self.keys[end : end + 5]
        return any(key in name.context for key in near)

    # -- whose -------------------------------------------------------------------------------------------------

    def owners(self, i: int, *, several: bool, envoy: bool) -> tuple[int, list[Entity], str | None]:
        """Whose an office or body is: the end of the phrase, the owners, and the host of an envoy."""
        words, keys = self.words, self.keys
        found: list[Entity] = []
        host: str | None = None
        k = i
        end = i
        while k < len(words) and k - i < 12:
            word = words[k]
            if nisba := self.name_at(k, "nisba"):
                if found and not several and found[0] != nisba[1].entity:
                    break
                found.append(nisba[1].entity)
                k = end = nisba[0]
                continue
            if name := self.name_at(k, "state", "org", "capital"):
                if found and not (several and self.keys[k - 1] in ("و", "،", ",")):
                    break
                found.append(name[1].entity)
                k = end = name[0]
                continue
            if keys[k] in MODIFIERS and word.piece == "stem":
                k += 1
                if found:
                    end = k
                continue
            if keys[k] in STATE_HEADS and self.name_at(k + 1, "state", "nisba"):
                k += 1
                continue
            if word.piece == "conj" and found and several and self.name_at(k + 1, "nisba", "state", "org", "capital"):
                k += 1
                continue
            if keys[k] in ("،", ",") and found and several and self.name_at(k + 1, "state", "org"):
                k += 1
                continue
            if word.piece == "pron" and k == i:
                k = end = k + 1
                continue
            if keys[k] == "ل" and not found and self.name_at(k + 1, "state", "org", "capital"):
                k += 1
                continue
            if keys[k] in ("كل", "من", "دوله", "دول") and several and self.name_at(k + 1, "state", "org"):
                k += 1
                continue
            place = self.name_at(k + 1, "state", "capital", "org")
            if place and keys[k] in ("في", "لدى", "لدي", "الى", "الي", "ب", "لـ") and host is None and (envoy or found):
                if not envoy:
                    break
                host = place[1].entity.country
                k = end = place[0]
                continue
            break
        return end, list(dict.fromkeys(found)), host

    # -- persons -----------------------------------------------------------------------------------------------

    def person_name(self, i: int, *, after_title: bool) -> tuple[int, Entity | None, list[str]]:
        """A person's name that starts here: its end, who it is if known, and the keys of its words."""
        known = self.name_at(i, "person")
        if known:
            end = known[0]
            while end < len(self.words) and self.is_name_word(end) and end - i < 7 and self.words[end].tag == "PROPN":
                end += 1
            return end, known[1].entity, self.keys[i:end]
        k = i
        while k < len(self.words) and k - i < 7 and self.is_name_word(k):
            if not after_title and self.words[k].tag != "PROPN":
                break
            if k > i and self.name_at(k, "state", "nisba", "org"):
                break
            k += 1
        while k > i and self.keys[k - 1] in _NAME_PARTICLES - {"الله", "الدين", "الرحمن", "العزيز"}:
            k -= 1
        keys = self.keys[i:k]
        if keys:
            remembered = self.memory.by_name.get(keys[-1]) or self.memory.by_name.get(keys[0])
            if remembered:
                return k, remembered, keys
        return k, None, keys

    def is_name_word(self, k: int) -> bool:
        word = self.words[k]
        if word.piece != "stem" or not word.key or word.key in _CLAUSE_STOPS or word.key in _DEMONSTRATIVES:
            return False
        if word.key in _NAME_PARTICLES or word.key in self.memory.by_name:
            return True
        if self.titles.offices.find(self.keys, k)[1] or self.titles.bodies.find(self.keys, k)[1]:
            return False
        return word.tag in ("PROPN", "X")

    def office(self, i: int) -> Mention | None:
        """An office, with whose it is and the name of who holds it; or a name after an honorific."""
        keys, words = self.keys, self.words
        j = self.skip_honorifics(i)
        glosses: list[Office] = []
        owners: list[Entity] = []
        host: str | None = None
        head = j
        end = j
        named: tuple[int, Entity | None, list[str]] | None = None
        while True:
            if j < len(words) and words[j].piece != "stem":
                break
            stop, found = self.titles.offices.find(keys, j)
            if not found:
                break
            gloss = found[0]
            stop = self.portfolio(stop, gloss.en)
            nested, more = self.nested(stop)
            envoy = gloss.envoy
            end, whose, its_host = self.owners(nested, several=gloss.number > 1 or bool(owners), envoy=envoy)
            end = max(end, nested)
            owners += [o for o in whose if o not in owners]
            if not whose and more:
                owners += [more]
            host = host or its_host
            glosses.append(gloss)
            j = self.skip_honorifics(end)
        start_name = self.skip_honorifics(end)
        if glosses or start_name > i:
            comma = start_name < len(words) and words[start_name].text in ("،", ",", "(", "«", '"')
            at = self.skip_honorifics(start_name + 1) if comma else start_name
            named = self.person_name(at, after_title=(bool(glosses) and not comma) or (start_name > i and not glosses))
            if comma and named[0] > at and not named[1]:
                # An unknown name between commas: 'وزير الخارجية، صبري بوقدوم، …'
                closed = named[0] >= len(words) or words[named[0]].piece in ("punct", "prep", "stem")
                if not closed or named[0] - at < 2:
                    named = (at, None, [])
            if named[0] == at:
                named = None
        if not glosses and named is None:
            return None
        if glosses and glosses[0].number > 1:
            return self.office_holders(i, end, head, glosses[0], owners, host)
        stop = named[0] if named else end
        return self.one_holder(i, stop, head, glosses, owners, host, named)

    def skip_honorifics(self, i: int) -> int:
        while i < len(self.words) and self.words[i].piece == "stem":
            end, found = self.titles.honorifics.find(self.keys, i)
            if not found:
                break
            i = end
        return i

    def portfolio(self, i: int, gloss: str) -> int:
        """The end of a minister's portfolio: النفط، الشؤون الخارجية والتعاون."""
        if not gloss.lower().endswith("minister") or gloss.lower().startswith("prime"):
            return i
        k = i
        while k < len(self.words) and k - i < 7:
            word = self.words[k]
            joined = k + 1 < len(self.words) and self.words[k + 1].definite and not self.name_at(k + 1, "nisba", "state")
            if word.piece == "conj" and k > i and joined and not self.titles.offices.find(self.keys, k + 1)[1]:
                k += 1
                continue
            if word.piece != "stem" or not word.definite or word.tag in ("VERB", "PROPN"):
                break
            if self.name_at(k, "nisba", "state", "org", "person", "capital") or word.key in MODIFIERS - {"خارجي", "داخلي"}:
                break
            if self.titles.offices.find(self.keys, k)[1]:
                break
            k += 1
        return k

    def nested(self, i: int) -> tuple[int, Entity | None]:
        """A body inside an office: المتحدث باسم [وزارة الخارجية], رئيس [مجلس النواب]; and whose it was last."""
        stop, found = self.titles.bodies.find(self.keys, i)
        if found and self.words[i].piece == "stem":
            return stop, self.memory.bodies.get(found[0].en)
        return i, None

    def one_holder(
        self,
        start: int,
        end: int,
        head: int,
        glosses: list[Office],
        owners: list[Entity],
        host: str | None,
        named: tuple[int, Entity | None, list[str]] | None,
    ) -> Mention:
        memory = self.memory
        gloss = glosses[-1].en if glosses else ""
        first = glosses[0].en if glosses else ""
        country = owners[0].country if owners else None
        gender = glosses[0].gender if glosses else "m"
        entity: Entity | None = None
        if named:
            _, known, keys = named
            if known and (country is None or known.country in (None, country)):
                entity = known
            else:
                text = " ".join(self.words[k].full for k in range(named[0] - len(keys), named[0]))
                surface = " ".join(self.words[k].text for k in range(named[0] - len(keys), named[0]))
                name = self.romanise(text)
                entity = Entity("", name, surface, country or self.office_country(first), "person")
            memory.learn(entity, keys, first)
            if gloss != first:
                memory.last_office[gloss] = entity
            memory.last_office[_class_of(first)] = entity
        elif owners:
            entity = memory.by_office.get((first, country))
            if entity is None:
                whose = self.country_name(country or "") or owners[0].name
                entity = Entity("", f"{first} of {whose}", None, country, "person")
                memory.by_office[first, country] = entity
            memory.last_office[first] = memory.last_office[_class_of(first)] = entity
        else:
            entity = memory.last_office.get(first) or memory.last_office.get(_class_of(first))
            if entity is None and memory.home and first:
                entity = Entity("", f"{first} of {self.country_name(memory.home)}", None, memory.home, "person")
        members = (entity,) if entity else ()
        return Mention(start, end, head, members, "office" if glosses else "name", self.keys[head], 1, gender, host, bool(members))

    def office_country(self, gloss: str) -> str | None:
        known = self.memory.last_office.get(gloss)
        return known.country if known else self.memory.home

    def office_holders(
        self, start: int, end: int, head: int, gloss: Office, owners: list[Entity], host: str | None
    ) -> Mention:
        name = gloss.en
        members = tuple(
            self.memory.by_office.get((name, o.country))
            or Entity("", f"{name} of {self.country_name(o.country or '') or o.name}", None, o.country, "person")
            for o in owners
        )
        return Mention(start, end, head, members, "office" if members else "collective", self.keys[head], gloss.number, gloss.gender,
                       host, bool(members))  # fmt: skip

    # -- bodies, groups, documents -----------------------------------------------------------------------------

    def body(self, i: int) -> Mention | None:
        """A ministry, an army, a delegation …, with whose it is."""
        stop, found = self.titles.bodies.find(self.keys, i)
        if not found:
            return None
        pattern, kind = found[0].en, found[0].kind
        end, owners, host = self.owners(stop, several=False, envoy=found[0].abroad)
        if owners:
            whose = owners[0]
            entity = Entity("", pattern.replace("{country}", self.country_name(whose.country or "") or whose.name), None,
                            whose.country, kind)  # fmt: skip
            self.memory.bodies[pattern] = entity
        else:
            known = self.memory.bodies.get(pattern)
            if known is None and self.memory.home:
                name = pattern.replace("{country}", self.country_name(self.memory.home))
                known = Entity("", name, None, self.memory.home, kind)
            if known is None:
                return Mention(i, stop, i, (), "body", self.keys[i], resolved=False)
            entity = known
        return Mention(i, max(end, stop), i, (entity,), "body", self.keys[i], host=host)

    def group(self, i: int) -> Mention | None:
        """الجانبان، البلدان، الدول الثلاث; with adjectives (القطري والأمريكي) their members are told."""
        stop, found = self.titles.groups.find(self.keys, i)
        if not found or (not self.words[i].definite and found[0][1] == 3 and not self.name_at(stop, "nisba")):
            return None
        _, number, gender = found[0]
        end, owners, _ = self.owners(stop, several=True, envoy=False)
        members = tuple(replace(o, kind=o.kind) for o in owners)
        return Mention(i, max(end, stop), i, members, "collective", self.keys[i], number, gender, None, bool(members))

    def state_head(self, i: int) -> Mention | None:
        """الجانب القطري، المملكة المغربية: the state itself."""
        if self.keys[i] not in STATE_HEADS:
            return None
        nisba = self.name_at(i + 1, "nisba")
        if not nisba:
            return None
        return Mention(i, nisba[0], i, (nisba[1].entity,), "name", self.keys[i])

    def counterpart(self, i: int) -> Mention | None:
        """نظيره الروسي سيرغي لافروف."""
        stop, found = self.titles.counterparts.find(self.keys, i)
        if not found:
            return None
        k = stop
        while k < len(self.words) and self.words[k].piece == "pron":
            k += 1
        if k == stop and not self.words[i].definite:
            return None
        end, owners, _ = self.owners(k, several=found[0][0] > 1, envoy=False)
        if not owners:
            named = self.person_name(k, after_title=True)
            members = (named[1],) if named[1] else ()
            return Mention(i, max(named[0], k), i, members, "counterpart", "نظير", found[0][0], found[0][1], None, bool(members))
        if found[0][0] > 1 or len(owners) > 1:
            members = tuple(Entity("", f"Counterpart of {o.name}", None, o.country, "person") for o in owners)
            return Mention(i, end, i, members, "counterpart", "نظير", max(2, found[0][0]), found[0][1])
        at = self.skip_honorifics(end)
        comma = at < len(self.words) and self.words[at].text in ("،", ",")
        name_at = self.skip_honorifics(at + 1) if comma else at
        named = self.person_name(name_at, after_title=not comma)
        office = next(iter(reversed(self.memory.last_office)), "")
        return replace(
            self.one_holder(i, named[0] if named[0] > name_at else end, i, [Office(office or "Counterpart")], owners, None,
                            named if named[0] > name_at else None),
            form="counterpart",
        )  # fmt: skip

    def population(self, i: int) -> Mention | None:
        """اللاجئين السوريين، الشعب الفلسطيني."""
        stop, found = self.titles.populations.find(self.keys, i)
        if not found:
            return None
        end, owners, _ = self.owners(stop, several=False, envoy=False)
        if not owners:
            return None
        entity = Entity("", f"{found[0]} of {owners[0].name}", None, owners[0].country, "population")
        return Mention(i, end, i, (entity,), "population", self.keys[i], 3)

    def plain_name(self, i: int) -> Mention | None:
        known = self.name_at(i, "state", "capital", "org", "nisba", "person", "place")
        if known:
            end, name = known
            form: Literal["name", "nisba"] = "nisba" if name.kind == "nisba" else "name"
            if name.kind == "person":
                end, _, keys = self.person_name(i, after_title=False)
                self.memory.learn(name.entity, keys, "")
            return Mention(i, end, i, (name.entity,), form, name.kind)
        word = self.words[i]
        if word.piece == "stem" and word.key in self.memory.by_name and word.tag in ("PROPN", "NOUN", "ADJ", "X"):
            return Mention(i, i + 1, i, (self.memory.by_name[word.key],), "name", "person")
        return None

    def read(self) -> list[Mention]:
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            mention = None
            if self.words[i].piece == "stem":
                mention = (
                    self.state_head(i) or self.counterpart(i) or self.office(i) or self.longer(self.plain_name(i), self.body(i))
                    or self.population(i) or self.group(i)
                )  # fmt: skip
            if mention is None:
                i += 1
                continue
            found.append(mention)
            i = max(mention.end, i + 1)
        return found

    @staticmethod
    def longer(a: Mention | None, b: Mention | None) -> Mention | None:
        if a and b:
            return a if a.end >= b.end else b
        return a or b


def _class_of(gloss: str) -> str:
    """The general class of an office: 'minister' for every minister, so that 'the minister' finds him."""
    return gloss.lower().split(" of ")[0].rsplit(" ", 1)[-1]


def find_mentions(
    words: Sequence[Word],
    names: NameTable[Name],
    titles: Titles,
    memory: Memory,
    romanise: Callable[[str], str],
    country_name: Callable[[str], str],
) -> list[Mention]:
    """The participants that the words of one sentence name, in order; ``memory`` learns from them."""
    return _Phrases(words, names, titles, memory, romanise, country_name).read()
