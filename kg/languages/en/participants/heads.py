"""What stands before the head of a phrase: determiners, honorifics, adjectives of nationality, possessives."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.languages.analysis import Entity, Form, Mention
from kg.languages.en.names import Name
from kg.languages.en.participants.people import People
from kg.languages.naming import make_entity

__all__ = ["PERSONAL", "Heads", "Whose"]

_DETERMINERS = frozenset(
    "the a an both two three four five six all some several other many these those each such any no various".split()
)
PERSONAL = frozenset(["his", "her", "its", "their", "our"])


@dataclass(slots=True)
class Whose:
    """What stood before a head: where it is, whose it is."""

    head: int
    owners: list[Entity] = field(default_factory=list)
    parts: list[Mention] = field(default_factory=list)
    determiner: str = ""
    region: bool = False
    former: bool = False


class Heads(People):
    """Finds the head of a phrase, and what before it tells whose it is."""

    def make(self, name: str, kind: str, country: str | None) -> Entity:
        """Somebody known by a description alone: the listed organisation of that name, else one of ours."""
        known = self.names.table.find(self.names._read(name), 0)[1] if kind == "government" else []
        for value in known:
            if value.entity.name == name and value.entity.kind == kind:
                return value.entity
        return make_entity(name, kind, country)

    def name_at(self, i: int) -> tuple[int, Name] | None:
        """The longest name that starts at a word in capitals."""
        if i >= len(self.words) or not (self.words[i].text[:1].isupper() or self.keys[i] in ("al", "al-qaeda")):
            return None
        return self.names.find(self.keys, i)

    def before_head(self, i: int) -> Whose | None:
        """Read determiners, honorifics, adjectives and possessives up to a head; None where none comes."""
        k, whose, plain = i, Whose(i), 0
        while k < len(self.words) and k - i < 12:
            key = self.keys[k]
            if k == i and key in _DETERMINERS:
                whose.determiner = key
                k += 1
                continue
            if key in _DETERMINERS and (k == i + 1 or (k == i + 2 and whose.determiner)) and key not in ("a", "an"):
                whose.determiner = key if whose.determiner != "both" else "both"
                k += 1
                continue
            if key in PERSONAL and k == i and self.words[k].form.startswith("PRP"):
                self.own(whose, key)
                whose.determiner = key
                k += 1
                continue
            if self.is_head(k) and not self.goes_on(k):
                whose.head = k
                return whose
            if (name := self.name_at(k)) and name[1].kind in (
                "nisba",
                "state",
                "org",
                "capital",
                "place",
                "people",
                "person",
            ):
                end, found = name
                possessive = self.key(end) == "'s" or (self.key(end) == "'" and self.words[end].form == "POS")
                if found.kind != "nisba" and not possessive and not self.leads_to_head(end):
                    return None
                form: Form = "nisba" if found.kind == "nisba" else "name"
                whose.owners.append(found.entity)
                whose.parts.append(Mention(k, end, k, (found.entity,), form, found.kind))
                k = end + possessive
                if (
                    self.key(k) in ("-", "and", "/")
                    and (following := self.name_at(k + 1))
                    and self.leads_to_head(following[0])
                ):
                    k += 1
                continue
            region_end, region = self.titles.regions.find(self.keys, k)
            if region:
                whose.region = True
                k = region_end
                continue
            honorific_end, honorific = self.titles.honorifics.find(self.keys, k)
            if honorific:
                whose.former |= self.keys[k] in ("former", "ex-", "late", "then")
                k = honorific_end
                continue
            if (
                self.words[k].tag in ("ADJ", "NUM")
                or (self.words[k].tag == "NOUN" and (whose.owners or whose.determiner))
                or (self.words[k].form == "VBN" and whose.determiner)
            ):
                plain += 1
                if plain > 3:
                    return None
                k += 1
                continue
            if key == "-" and whose.owners and self.words[k].glued:
                k += 1
                continue
            return None
        return None

    def is_head(self, k: int) -> bool:
        """Whether an office, a body, people, a collective or a document starts at a word."""
        tables = (
            self.titles.offices,
            self.titles.bodies,
            self.titles.populations,
            self.titles.groups,
            self.titles.documents,
        )
        if self.words[k].tag in ("VERB", "AUX", "ADV") and not self.words[k].text[:1].isupper():
            return False
        return any(table.find(self.keys, k)[1] for table in tables) or self.keys[k] in ("counterpart", "counterparts")

    def goes_on(self, k: int) -> bool:
        """Whether a head is only a noun before another one: 'police chief', 'government officials'."""
        if (name := self.name_at(k)) and name[1].kind in ("org", "place") and name[0] - k > 1:
            return True
        ends = [
            table.find(self.keys, k)[0]
            for table in (self.titles.offices, self.titles.bodies, self.titles.populations, self.titles.groups)
        ]
        end = max(ends)
        return (
            end < len(self.words)
            and self.titles.offices.find(self.keys, k)[0] < end
            and self.is_head(end)
            and self.words[end].tag in ("NOUN", "PROPN")
        )

    def leads_to_head(self, k: int) -> bool:
        """Whether a head follows within a few words that may stand before one: 'US special envoy', 'Gaza police'."""
        at = k
        while at < len(self.words) and at - k < 5:
            if self.is_head(at):
                return True
            free = (
                self.words[at].tag in ("ADJ", "PROPN", "NOUN")
                or self.keys[at] in ("-", "and")
                or self.titles.honorifics.find(self.keys, at)[1]
            )
            if not free:
                return False
            at += 1
        return False

    def own(self, whose: Whose, key: str) -> None:
        """Whose *his*, *its* or *our* minister is."""
        if key in ("his", "her"):
            person = self.memory.last_person()
            if person and person.country and person.country in self.states:
                whose.owners.append(self.states[person.country])
        elif key == "its":
            thing = self.memory.last_thing()
            if thing and thing.country:
                whose.owners.append(self.states.get(thing.country, thing))
        elif key == "our" and self.memory.home and self.memory.home in self.states:
            whose.owners.append(self.states[self.memory.home])
