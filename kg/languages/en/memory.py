"""What an English article has named so far: who *he*, *the minister*, *the ministry* and a surname mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.languages.analysis import Entity

__all__ = ["Memory"]

_ALIKE = {
    "leader": frozenset(["president", "king", "prime minister", "leader", "emir", "sultan", "crown prince"]),
    "minister": frozenset(["minister"]),
    "official": frozenset(["official", "deputy", "adviser", "diplomat"]),
    "diplomat": frozenset(["diplomat", "minister", "ambassador", "envoy"]),
    "envoy": frozenset(["envoy", "representative", "coordinator"]),
    "representative": frozenset(["representative", "envoy"]),
}


@dataclass(slots=True)
class _Bearer:
    entity: Entity
    office: str
    rank: str
    state: str | None = None
    """The one state that calls the office so: a secretary of state is American."""


@dataclass(slots=True)
class Memory:
    """The people, offices and bodies of an article, in the order in which they were named."""

    home: str | None = None
    """The country of the outlet."""
    _people: dict[str, Entity] = field(default_factory=dict)
    _bearers: list[_Bearer] = field(default_factory=list)
    _bodies: list[tuple[str, Entity]] = field(default_factory=list)
    _countries: Counter[str] = field(default_factory=Counter)
    _person: Entity | None = None
    _named: list[Entity] = field(default_factory=list)
    _thing: Entity | None = None
    _here: str | None = None
    _subject: Entity | None = None
    _subject_thing: Entity | None = None
    _guessed: set[str] = field(default_factory=set)

    def rewind(self) -> None:
        """Go back to the article's beginning: who is who stays known; of whom nothing told a country, it is guessed."""
        self._person = self._thing = self._subject = self._subject_thing = None
        self._named = []
        country = self.home or self.main_country()
        for key, entity in self._people.items():
            if entity.id in self._guessed:
                self._people[key] = replace(entity, country=country)

    def begin_sentence(self) -> None:
        """Forget which state the sentence before named first."""
        self._here = None

    def learn_person(
        self, entity: Entity, keys: Sequence[str], office: str = "", rank: str = "", state: str | None = None
    ) -> None:
        """Remember a person by surname and office; a country that a phrase told later is kept."""
        if entity.country:
            self._guessed.discard(entity.id)
        elif keys:
            self._guessed.add(entity.id)
        words = [key for key in keys if len(key) > 1 and key not in ("-", "al", "bin", "ben", "ibn", "el")]
        for key in dict.fromkeys((words[-1], " ".join(keys)) if words else ()):
            known = self._people.get(key)
            if known is None or known.id == entity.id or not known.country:
                self._people[key] = entity
        if len(words) > 1 and words[0] not in self._people:
            self._people["^" + words[0]] = entity
        if office:
            self._bearers.append(_Bearer(entity, office, rank, state))
        self.notice(entity)

    def find_person(self, key: str) -> Entity | None:
        """Who was named with this surname (or whole name)."""
        return self._people.get(key)

    def find_given(self, key: str) -> Entity | None:
        """Who was named with this first name: what Korean, Vietnamese and royal names are shortened to."""
        return self._people.get("^" + key)

    def holder(self, office: str, rank: str, country: str | None) -> Entity | None:
        """Who was last named with an office of a state (of any, where it is None), or with a title of its rank."""
        fits = [b for b in reversed(self._bearers) if country is None or b.entity.country == country]
        exact = next((b.entity for b in fits if b.office == office), None)
        if exact is not None or office.lower() != rank:
            return exact
        alike = _ALIKE.get(rank, frozenset([rank]))
        return next((b.entity for b in fits if b.rank in alike), None)

    def titled(self, office: str) -> Entity | None:
        """Who was last named with an office by a title that any state may have: *Foreign Minister*."""
        return next((b.entity for b in reversed(self._bearers) if b.office == office and b.state is None), None)

    def learn_body(self, head: str, entity: Entity) -> None:
        """Remember a body by the word that heads it."""
        self._bodies.append((head, entity))
        self.notice(entity)

    def body(self, head: str) -> Entity | None:
        """The body that was last named with this head."""
        return next((entity for key, entity in reversed(self._bodies) if key == head), None)

    def notice(self, entity: Entity) -> None:
        """Count somebody as named."""
        if entity.country:
            self._countries[entity.country] += 1
            self._here = self._here or entity.country
        if entity.kind == "person":
            self._person = entity
            self._named = [*(person for person in self._named if person != entity), entity][-4:]
        elif entity.kind != "place":
            self._thing = entity

    def notice_subject(self, entity: Entity) -> None:
        """Keep the subject of a clause: it is who a later pronoun means, before whom else the sentence names."""
        if entity.kind == "person":
            self._subject = entity
        elif entity.kind != "place":
            self._subject_thing = entity

    def last_person(self) -> Entity | None:
        """Who *he* or *she* is: the subject named last, else who was named last."""
        return self._subject or self._person

    def other_person(self) -> Entity | None:
        """Who *him* or *her* is where it cannot be the subject: of those named last, the first who is not he."""
        return next((person for person in reversed(self._named) if person != self._subject), None)

    def last_thing(self) -> Entity | None:
        """What *it* is: a state, a body, an organisation."""
        return self._subject_thing or self._thing

    def sentence_country(self) -> str | None:
        """The country that the sentence named first."""
        return self._here

    def main_country(self, but: str | None = None) -> str | None:
        """The country that was named most often so far, of several the first; ``but``: one that is left out."""
        return max((c for c in self._countries if c != but), key=self._countries.__getitem__, default=None)
