"""All readings put together: at each word of a sentence the phrase that starts there."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.analysis import Entity, Form, Mention, Word
from kg.languages.en.memory import Memory
from kg.languages.en.names import Names
from kg.languages.en.participants.phrases import Phrases
from kg.languages.en.titles import Titles

__all__ = ["find_mentions"]

_OBJECTS = frozenset(["obj", "iobj", "obl"])
_HE = frozenset("he she him himself herself".split())
_HIS = frozenset(["his", "her"])
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their themselves both".split())
_WE = frozenset("we us our ours ourselves i my me".split())


class _Reader(Phrases):
    """One pass over the words of a sentence."""

    def read(self) -> list[Mention]:
        """All mentions of the sentence, in order."""
        self.memory.begin_sentence()
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            mention = self.at(i)
            if mention is None:
                i += 1
                continue
            if len(mention.members) == 1 and mention.form != "nisba" and self.is_subject(mention):
                self.memory.notice_subject(mention.members[0])
            inner = [part for part in mention.parts if part.start < mention.start or part.end > mention.end]
            found.append(mention)
            found += [part for part in mention.parts if part not in inner]
            i = max(mention.end, i + 1)
        return sorted(found, key=lambda m: (m.start, -m.end))

    def is_subject(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a clause."""
        inside = range(mention.start, mention.end)
        heads = [self.words[k] for k in inside if self.words[k].head not in inside]
        return any(word.relation in ("nsubj", "nsubj:pass") for word in heads)

    def at(self, i: int) -> Mention | None:
        """The mention that starts at a word."""
        word = self.words[i]
        if word.piece not in ("stem", "number"):
            return None
        return self.described(i) or self.pronoun(i) or self.named(i) or self.unowned(i)

    def named(self, i: int) -> Mention | None:
        """Whatever the tables name at a word, or a person."""
        known = self.name_at(i)
        person = self.person_at(i, titled=False)
        if person is not None and (known is None or person.end >= known[0]):
            return self.with_apposition(i, person)
        if known is None:
            return None
        end, name = known
        entity = name.entity
        form: Form = "nisba" if name.kind in ("nisba", "people") else "name"
        if name.kind == "people" and entity.country == "PSE":
            entity = self.make("Palestinians", "population", "PSE")
        if name.kind == "people":
            form = "population"
        if name.kind == "nisba" and self.words[i].tag == "NOUN" and entity.kind == "state":
            form = "population"
        if name.kind == "org":
            self.memory.learn_body(self.keys[end - 1], entity)
            end = self.skip_bracketed(end)
        else:
            self.memory.notice(entity)
        return Mention(
            i, end, i, (entity,), form, name.kind, place=self.place_at(i, end) if name.kind == "capital" else None
        )

    def skip_bracketed(self, end: int) -> int:
        """The end of an abbreviation in brackets behind a name: 'United Nations Support Mission in Libya (UNSMIL)'."""
        if self.key(end) == "(" and self.key(end + 2) == ")" and self.words[end + 1].text.isupper():
            return end + 3
        return end

    def place_at(self, start: int, end: int) -> Entity | None:
        """The place whose name the words are."""
        stop, values = self.names.table.find(self.keys, start)
        return next((v.entity for v in values if v.kind == "place"), None) if stop == end else None

    def pronoun(self, i: int) -> Mention | None:
        """Whom a pronoun means: the person or body named last; those whom it leaves open the pipeline finds."""
        word, key = self.words[i], self.keys[i]
        if word.tag not in ("PRON", "DET") and word.form not in ("PRP", "PRP$"):
            return None
        if key in _HE or (key in _HIS and word.form.startswith("PRP")):
            person = self.memory.last_person()
            if word.relation in _OBJECTS and not key.endswith("self"):  # nobody does it to himself by this pronoun
                person = self.memory.other_person() or person
            return Mention(i, i + 1, i, (person,), "pronoun", "he") if person else None
        if key in _IT and not self.is_expletive(i):
            thing = self.memory.last_thing()
            return Mention(i, i + 1, i, (thing,), "pronoun", "it") if thing else None
        if key in _THEY:
            return Mention(i, i + 1, i, (), "collective", "they", 3, resolved=False)
        if key in _WE and word.text not in ("US",):
            return Mention(i, i + 1, i, (), "speaker", "we", 1, resolved=False)
        return None

    def is_expletive(self, i: int) -> bool:
        """Whether 'it' stands for what follows: it is time, it was clear that."""
        return (
            self.key(i) == "it"
            and self.key(i + 1) in ("is", "was", "'s", "seems", "appears", "would", "remains")
            and (
                self.words[i].relation == "expl"
                or any(self.words[k].tag == "ADJ" for k in range(i + 2, min(i + 5, len(self.words))))
            )
        )


def find_mentions(words: Sequence[Word], names: Names, titles: Titles, memory: Memory) -> list[Mention]:
    """The participants that the words of one sentence name, in order; ``memory`` learns from them."""
    return _Reader(words, names, titles, memory).read()
