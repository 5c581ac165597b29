"""All readings put together: at each word of a sentence the phrase that starts there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.languages.analysis import Entity, Form, Mention, NameTable, Word
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import Name
from kg.languages.ar.naming import make_entity
from kg.languages.ar.participants.bodies import Bodies
from kg.languages.ar.participants.persons import RARE
from kg.languages.ar.participants.phrases import Named
from kg.languages.ar.romanise import is_given_name
from kg.languages.ar.titles import Titles

__all__ = ["find_mentions"]


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
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            mention = None if i in self.dated else self.at(i) if self.stem(i) else self.named_ali(i)
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
        """A person whose name begins with علي, which looks like a preposition."""
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
            self.own_country, self.counterpart, self.titled_person, self.office, self.bloc,
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
