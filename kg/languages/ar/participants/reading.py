"""All readings put together: at each word of a sentence the phrase that starts there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.languages.analysis import Entity, Form, Mention, NameTable, Word
from kg.languages.ar.describing import cut_words, spell_words
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import SEATS, Name, load_organisation_entities
from kg.languages.ar.participants.bodies import BODY_HEADS, Bodies
from kg.languages.ar.participants.persons import RARE
from kg.languages.ar.participants.phrases import COMMAS, STATE_HEADS, TWINS, Named, Whose
from kg.languages.ar.romanise import is_given_name
from kg.languages.ar.titles import Office, Portfolio, Titles
from kg.languages.naming import make_entity

__all__ = ["find_mentions"]


#: Adjectives of courtesy, which are part of no name.
_COURTEOUS = frozenset("شقيق شقيقه صديق صديقه".split())

#: What a town behind them gives its name to, and is no party: اتفاقية جنيف.
_TREATIES = frozenset("اتفاقيه اتفاقيات معاهده معاهدات بروتوكول ميثاق".split())

#: Money, whose state takes no part: مليون دولار أميركي.
_MONEY = frozenset(
    """دولار دولارات دولارا درهم دراهم درهما دينار دنانير دينارا ريال ريالات ريالا جنيه جنيهات جنيها ليره ليرات
    روبيه روبيات روبل روبلات روبلا فرنك فرنكات فرنكا كرونه كرونات بيزو وون يوان ين""".split()
)

#: Words with which a phrase may begin though no table of titles has them.
_HEADS = STATE_HEADS | BODY_HEADS


class _Reader(Bodies):
    """One pass over the words of a sentence."""

    def plain_name(self, i: int) -> Mention | None:
        """Whatever the tables name at a word, or a person."""
        known = self.name_at(i, "state", "capital", "org", "nisba", "people", "person", "place")
        person = self.person_name(i, titled=False)
        if (
            person
            and person.entity
            and (known is None or person.end >= known[0])
            and (known is None or known[1].kind == "person" or person.end > known[0] or self.means_person(i, known[1]))
        ):
            return self.named_person(i, person)
        if known:
            end, name = known
            before = self.keys[i - 1] if i else ""
            if name.kind in ("capital", "place") and before in _TREATIES:
                return None
            if name.kind == "nisba" and before in _MONEY:
                return None
            form: Form = "nisba" if name.kind in ("nisba", "people") else "name"
            entity = name.entity
            if name.kind == "people" and entity.country == "PSE":
                entity = make_entity("Palestinians", "population", "PSE")
            if name.kind == "capital" and entity.country in SEATS and not self.memory.count(entity.country):
                entity = load_organisation_entities()[SEATS[entity.country]]  # بروكسل
            if name.kind == "org":
                self.memory.learn_body(self.keys[i], entity)
                self.learn_heads(i, end, entity)
                end = self.skip_nisba(end, entity)
            elif name.kind == "state" and end - i > 1:
                self.memory.learn_body(self.keys[i], entity)
            else:
                self.memory.notice(entity)
            return self.mention(i, end, i, (entity,), form, word=name.kind)
        if person and len(person.keys) > 1 and self.sounds_personal(i, person):
            return self.named_person(i, person)
        return None

    def means_person(self, i: int, name: Name) -> bool:
        """Whether one word that names something else too is the surname of somebody named before.

        An adjective of nationality is where it stands alone behind a verb (أكد السوداني), an organisation's short name
        always (كير).
        """
        if name.kind == "org":
            return True
        return i > 0 and self.words[i - 1].tag == "VERB" and self.name_at(i, "nisba") is not None

    def sounds_personal(self, i: int, named: Named) -> bool:
        """Whether an unknown name that no title announces is a person's: it has a given name, or is all rare words."""
        if is_given_name(self.fulls[i]) or (self.words[i].tag == "PROPN" and is_given_name(self.keys[i])):
            return True
        rare = all(self.frequency(k) < RARE and self.words[k].tag == "PROPN" for k in range(i, i + len(named.keys)))
        return rare and not (i and (self.words[i - 1].tag in ("NOUN", "PROPN") or self.keys[i - 1] == "في"))

    def skip_nisba(self, end: int, entity: Entity) -> int:
        """حزب الله اللبناني: the adjective of the state that an organisation belongs to is part of its name."""
        nisba = self.name_at(end, "nisba")
        return nisba[0] if nisba and nisba[1].entity.country == entity.country and entity.kind != "state" else end

    def read(self) -> list[Mention]:
        """All mentions of the sentence, in order."""
        self.memory.begin_sentence()
        portfolios = self.portfolios_held()
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            if i in portfolios:
                i = self.hold_portfolio(i, portfolios[i], found)
                continue
            mention = self.likewise(i, found[-1]) if found else None
            mention = mention or (None if i in self.dated else self.at(i) if self.stem(i) else self.named_ali(i))
            if mention is None:
                i += 1
                continue
            self.hear_honorifics(mention)
            hosts = mention.parts[-1:] if mention.host is not None else []
            found += [part for part in mention.parts if part not in hosts]
            found.append(mention)
            found += hosts
            i = max(mention.end, i + 1)
        for mention in found:
            self.hear_name(mention)
        for mention in found:
            self.give_names(mention)
        return found

    def hear_honorifics(self, mention: Mention) -> None:
        """Remember by which honorifics a person is called."""
        if len(mention.members) == 1 and mention.members[0].kind == "person":
            for k in range(mention.start, mention.head):
                self.memory.honour(self.keys[k], mention.members[0])

    def hear_name(self, mention: Mention) -> None:
        """Learn the Arabic name of who is described, where the words tell whose he or it is."""
        if len(mention.members) != 1 or mention.form not in ("office", "body", "population", "name"):
            return
        told = range(mention.head + 1, mention.end)
        if mention.word != "bloc" and not any(
            self.name_at(k, "state", "nisba", "people", "org", "capital", "place")
            or self.titles.blocs.find(self.keys, k)[1]
            for k in told
        ):
            return
        start = self.skip_honorifics(mention.start) if mention.head > mention.start else mention.start
        plural = mention.form in ("office", "population") and mention.number > 1
        offices = self.titles.offices.find(self.keys, mention.head)[1]
        if mention.form == "body" and offices:
            return  # the members of a body
        end = mention.end
        while end - start > 2 and self.keys[end - 1] in _COURTEOUS:
            end -= 1
        name = cut_words(self.words[start:end], plural=plural)
        if name and mention.word == "وزاره" and self.keys[mention.head] != mention.word:
            name = f"وزارة {name}"
        if name:
            self.memory.call(mention.members[0], name)

    def give_names(self, mention: Mention) -> None:
        """Give the members their Arabic names: as the article calls them, as composed, else the words themselves."""
        members = []
        for member in mention.members:
            entity = self.memory.dub(member)
            if entity.name_ar is None and len(mention.members) == 1:
                words = self.words[mention.start : mention.end]
                name = cut_words(words, plural=mention.number > 1) or spell_words(words)
                self.memory.call(entity, name)
                entity = self.memory.dub(entity)
            members.append(entity)
        mention.members = tuple(members)

    def portfolios_held(self) -> dict[int, Portfolio]:
        """Where the sentence tells that somebody has a portfolio too (يتولى حقيبة الخارجية), and which."""
        found = {}
        for i, key in enumerate(self.keys):
            if key == "حقيبه" and i + 1 < len(self.keys):
                _, portfolios = self.titles.portfolios.find(self.keys, i + 1)
                if portfolios:
                    found[i] = portfolios[0]
        return found

    def hold_portfolio(self, i: int, portfolio: Portfolio, found: list[Mention]) -> int:
        """Remember who holds a portfolio, the person named last in the sentence; where the words for it end."""
        person = next((m.members[0] for m in reversed(found) if m.members and m.members[0].kind == "person"), None)
        if person is not None and person.country in self.states:
            self.memory.also_holds(person, portfolio.minister, "minister")
        return self.titles.portfolios.find(self.keys, i + 1)[0]

    def named_ali(self, i: int) -> Mention | None:
        """A person whose name begins with علي, which looks like a preposition."""
        known = self.person_name(i, titled=False) if self.namelike(i) else None
        return self.named_person(i, known) if known and known.sure else None

    def likewise(self, i: int, before: Mention) -> Mention | None:
        """Who holds in another state the office that was told before: وزير الخارجية الكيني فلان، والنرويجي فلان."""
        if not self.stem(i) or not self.words[i].definite or before.form not in ("office", "counterpart"):
            return None
        joins = [k for k in range(before.end, i) if self.text(k) not in COMMAS]
        if [self.keys[k] for k in joins] != ["و"] or before.head == before.end - 1 or not before.members:
            return None
        nisba, (title, rank) = self.name_at(i, "nisba"), self.memory.last_office()
        named = self.name_after(nisba[0], titled=True) if nisba else None
        if nisba is None or named is None or named.start > nisba[0] or not title:
            return None
        if nisba[1].entity.country in (None, *(member.country for member in before.members)):
            return None
        office = Office(title, 1, before.gender, rank)
        return self.holder(i, named.end, i, office, Whose(nisba[0], [nisba[1].entity]), named)

    def opens_phrase(self, i: int) -> bool:
        """Whether a word may begin anything but a name, by its letters alone; three words in four may not."""
        key = self.keys[i]
        return key in self.titles.heads or key in _HEADS or self.fulls[i] in TWINS

    def at(self, i: int) -> Mention | None:
        """The mention that starts at a word: the longest of those that its first words allow."""
        if not self.opens_phrase(i):
            return self.plain_name(i)
        state = self.state_at(i)
        if state:
            end, entity = state
            if end - i > 1:
                self.memory.learn_body(self.keys[i], entity)
            return self.mention(i, end, i, (entity,), "name", word="state")
        readings: tuple[Callable[[int], Mention | None], ...] = (
            self.own_country, self.other, self.latter, self.excellency, self.occupier, self.half, self.counterpart,
            self.titled_person, self.office, self.bloc,
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


def find_mentions(words: Sequence[Word], names: NameTable[Name], titles: Titles, memory: Memory) -> list[Mention]:
    """The participants that the words of one sentence name, in order; ``memory`` learns from them."""
    return _Reader(words, names, titles, memory).read()
