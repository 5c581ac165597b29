"""Who has been named so far in an article, so that later short names and bare titles find their bearers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from kg.languages.analysis import Entity
from kg.languages.ar.ordinary import is_ordinary
from kg.languages.ar.romanise import is_given_name
from kg.languages.folding import fold

__all__ = ["NAME_PARTICLES", "Memory"]

#: Parts of names that name nobody by themselves.
NAME_PARTICLES = frozenset(
    "بن ابن بنت ابو ام ال عبد دي دو دا فان فون لو ابي الدين الله الرحمن العزيز ولد بو ثاني ثالث اول".split()
)

_CROWNED = frozenset(["king", "emir", "sultan", "crown prince", "pope"])

#: Listed names that are family names which stand first.
_FAMILY_FIRST = frozenset("كيم لي وانغ وانج تشانغ تشانج شي مون".split())

#: Who may be meant by a title of another rank: the head of a state is its leader too.
_ALIKE = {
    "leader": frozenset(
        ["president", "king", "prime minister", "leader", "emir", "sultan", "crown prince", "chairman"]
    ),
    "official": None,
    "diplomat": None,
    "envoy": frozenset(["envoy", "representative", "coordinator"]),
    "representative": frozenset(["representative", "ambassador", "envoy"]),
    "ambassador": frozenset(["ambassador", "representative"]),
    "president": frozenset(["president", "leader"]),
}


@dataclass(slots=True)
class _Bearer:
    entity: Entity
    office: str
    rank: str
    ahead: bool = False
    """The article has been gone through once, and not yet come to where this was said."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """That a body (by the pattern of its name) was told to be a state's."""

    sentence: int
    body: str
    country: str
    by_holder: bool = False
    """Somebody was named who holds an office of it, not the body itself."""


#: Sentences up to this one are the headline and the first sentence.
_LEAD = 1

#: An article that names a country so often and the outlet's own never is not about the outlet's.
_ABROAD = 3


@dataclass(slots=True)
class Memory:
    """The people, offices and bodies that an article has named so far."""

    outlet: str | None = None
    """The country of the outlet."""
    abroad: bool = False
    """The article is about other countries: it names another often and the outlet's never."""
    _people: dict[str, Entity] = field(default_factory=dict)
    _keys: dict[str, set[str]] = field(default_factory=dict)
    _written: dict[str, set[str]] = field(default_factory=dict)
    _given: dict[str, Entity] = field(default_factory=dict)
    """By their first names: who is called so later in many languages (آبي, أنور), where no other has the name."""
    _offices: dict[tuple[str, str | None], Entity] = field(default_factory=dict)
    _recent: list[_Bearer] = field(default_factory=list)
    _bodies: dict[str, Entity] = field(default_factory=dict)
    _told: list[_Telling] = field(default_factory=list)
    _told_before: list[_Telling] = field(default_factory=list)
    _sentence: int = -1
    _countries: Counter[str] = field(default_factory=Counter)
    _last: list[Entity] = field(default_factory=list)
    _last_of: dict[bool, tuple[int, Entity]] = field(default_factory=dict)
    """Who was named last, and in which sentence, of persons (True) and of all others (False)."""
    _ids: dict[str, Entity] = field(default_factory=dict)
    _guessed: set[str] = field(default_factory=set)
    _armed: Entity | None = None
    _league: Entity | None = None
    """The non-state actor and the intergovernmental organisation that were named last."""
    _here: bool = False
    _full: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _described: set[str] = field(default_factory=set)
    _called: dict[str, str] = field(default_factory=dict)
    _named: Counter[str] = field(default_factory=Counter)
    _several: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    _honoured: dict[str, Entity] = field(default_factory=dict)
    _counted: dict[str, Entity] = field(default_factory=dict)
    _opened: Entity | None = None
    _opened_before: Entity | None = None
    _person: Entity | None = None
    """Who was named first in the sentence, in the one before, and the first person of the sentence."""
    _order: dict[str, None] = field(default_factory=dict)
    """The countries named so far, the last one last."""

    @property
    def home(self) -> str | None:
        """The country whose 'the minister' is when nothing else tells: the outlet's, unless the article is abroad."""
        return None if self.abroad else self.outlet

    def name_country(self, country: str) -> None:
        """Note that a word names a country: by its name, its capital, its adjective."""
        self._named[country] += 1

    def rewind(self) -> None:
        """Go back to the article's beginning: who is who stays known, also for what stands before it was told.

        Of whom nothing told the country, that of the whole article is guessed.
        """
        most = max(self._named.values(), default=0)
        self.abroad = self.outlet is not None and not self._named[self.outlet] and most >= _ABROAD
        self._last.clear()
        self._last_of.clear()
        self._several.clear()
        self._honoured.clear()
        self._order.clear()
        self._opened = self._opened_before = self._person = None
        self._told, self._told_before, self._sentence = [], self._told, -1
        for bearer in self._recent:
            bearer.ahead = True
        country = self.home or self.main_country()
        for id_ in self._guessed & self._ids.keys():
            self._replace(replace(self._ids[id_], country=country))

    def _replace(self, entity: Entity) -> None:
        self._ids[entity.id] = entity
        for table in (self._people, self._offices):
            for key, known in table.items():
                if known.id == entity.id:
                    table[key] = entity  # type: ignore[index]
        for bearer in self._recent:
            if bearer.entity.id == entity.id:
                bearer.entity = entity

    # -- people --------------------------------------------------------------------------------------------------

    def learn_person(
        self, entity: Entity, keys: Sequence[str], office: str = "", rank: str = "", *,
        written: Sequence[str] = (), current: bool = True,
    ) -> None:  # fmt: skip
        """Remember a person by the words of the name and by the office; ``current`` unless he held it once.

        ``written`` are the words with their articles. A number or a month becomes no short name.
        """
        own = self._keys.setdefault(entity.id, set())
        self._ids[entity.id] = entity
        for n, key in enumerate(keys):
            if len(key) > 1 and (key not in NAME_PARTICLES or (n and n == len(keys) - 1)):
                own.add(key)
                if is_ordinary(key) or (0 < n < len(keys) - 1 and keys[n - 1] == "عبد"):
                    continue
                if n < len(written):
                    self._written.setdefault(key, set()).add(written[n])
                if n < len(keys) - 1 and is_given_name(key) and key not in _FAMILY_FIRST:
                    self._given.setdefault(key, entity)
                    continue
                known = self._people.get(key)
                if n == len(keys) - 1 or known is None or known.id == entity.id:
                    self._people[key] = entity
        if joined := _join_last(keys):  # عبد العاطي, later عبدالعاطي
            own.add(joined)
            self._people[joined] = entity
        words = _join_servants(written)
        if len(words) > max(1, len(self._full.get(entity.id, ()))):
            self._full[entity.id] = words
        if office and current:
            self._offices[office, entity.country] = entity
        if not office:
            office, rank = next(
                ((b.office, b.rank) for b in reversed(self._recent) if b.entity.id == entity.id), ("", "")
            )
        self._recent.append(_Bearer(entity, office, rank))
        self.notice(entity)

    def find_person(self, keys: Sequence[str], at: int) -> tuple[int, Entity | None]:
        """The remembered person whose short name starts at a word, and where it ends."""
        entity = self._people.get(keys[at]) or self._by_given(keys[at])
        if entity is None:
            return at, None
        own = self._keys[entity.id]
        end = at + 1
        while end < len(keys) and (
            keys[end] in own or (keys[end] in NAME_PARTICLES and end + 1 < len(keys) and keys[end + 1] in own)
        ):
            end += 1
        return end, entity

    def _by_given(self, key: str) -> Entity | None:
        """Who alone of those named so far has a first name."""
        entity = self._given.get(key)
        return entity if entity and sum(key in own for own in self._keys.values()) == 1 else None

    def find_by_last(self, keys: Sequence[str]) -> Entity | None:
        """Whose short name the last of these words is; a name in عبد is the same joined and apart."""
        return self._people.get(_join_last(keys)) or self._people.get(keys[-1])

    def also_holds(self, entity: Entity, office: str, rank: str) -> None:
        """Remember a second office of who was named last: a prime minister who is foreign minister too."""
        self._offices[office, entity.country] = entity
        self._recent.insert(max(0, len(self._recent) - 1), _Bearer(entity, office, rank))

    def find_shortened(self, written: Sequence[str]) -> Entity | None:
        """The one person named before whose longer name these words are the first, or the first and later ones, of.

        A first name alone is no shorter form of a name, unless only one person was named with it.
        """
        short = _join_servants(written)
        found = [id_ for id_, full in self._full.items() if len(full) > len(short) and _shortens(short, full)]
        return self._ids[found[0]] if len(found) == 1 else None

    def guess(self, entity: Entity) -> None:
        """Note that a person's country is guessed."""
        self._guessed.add(entity.id)

    def told(self, entity: Entity) -> None:
        """Note that a phrase told a person's country."""
        self._guessed.discard(entity.id)

    def person(self, id_: str) -> Entity | None:
        """A person as the article told of him: with the state or organisation that he acts for here."""
        return self._ids.get(id_)

    def was_written(self, key: str, full: str) -> bool:
        """Whether a part of a name stood so before, with or without the article."""
        return full in self._written.get(key, ())

    def bearer(self, key: str) -> Entity | None:
        """Who is called by a short name so far."""
        return self._people.get(key)

    def is_named(self, entity: Entity, key: str) -> bool:
        """Whether a word is part of somebody's name, as the article or the tables have it."""
        return key in self._keys.get(entity.id, ()) or key in map(fold, (entity.name_ar or "").split())

    def knows(self, key: str) -> bool:
        """Whether the word is part of the name of somebody named before."""
        return key in self._people

    def holder(self, office: str, rank: str, country: str | None) -> Entity | None:
        """Who holds an office of a state; for a title of its rank alone the last one of that rank there."""
        if exact := self._offices.get((office, country)):
            return exact
        if office.lower() != rank:
            return None
        known = [b for b in reversed(self._recent) if b.entity.country == country and not self._vague(b, office)]
        fitting = next((b.entity for b in known if _fits(rank, b.rank)), None)
        if fitting is None and rank == "minister":
            fitting = next((b.entity for b in known if b.rank == "prime minister"), None)
        return fitting

    def _vague(self, bearer: _Bearer, office: str) -> bool:
        """Whether of somebody no more is known than a bare title: Minister of Qatar."""
        return bearer.office == office and bearer.entity.id in self._described

    def may_hold(self, entity: Entity, rank: str) -> bool:
        """Whether somebody named before may be meant by a title of this rank: no other is known of him."""
        ranks = {b.rank for b in self._recent if b.entity.id == entity.id and b.rank}
        return not ranks or any(_fits(rank, known) or _fits(known, rank) for known in ranks) or rank not in _CROWNED

    def last_holder(self, office: str, rank: str) -> Entity | None:
        """Who was last named with an office, or with a title of its rank.

        Where the outlet has a country, an office that it names before it names any holder is one of that country.
        """
        for bearer in reversed(self._recent):
            if bearer.office == office and not (bearer.ahead and self.home and bearer.entity.country != self.home):
                return bearer.entity
        if office.lower() != rank:
            return None
        return next((b.entity for b in reversed(self._recent) if _fits(rank, b.rank)), None)

    def last_abroad(self, country: str) -> Entity | None:
        """The person of another state or organisation who was named last."""
        others = (b.entity for b in reversed(self._recent) if b.entity.kind == "person")
        return next((entity for entity in others if entity.country not in (None, country)), None)

    def last_two(self, office: str, rank: str) -> tuple[Entity, ...]:
        """The last two people of a rank, of different states, in the order in which they were named."""
        found: list[Entity] = []
        for bearer in reversed(self._recent):
            fits = bearer.office == office if office.lower() != rank else _fits(rank, bearer.rank)
            if fits and not self._vague(bearer, office) and all(bearer.entity.country != e.country for e in found):
                found.insert(0, bearer.entity)
            if len(found) == 2:
                return tuple(found)
        return ()

    def learn_several(self, rank: str, members: tuple[Entity, ...]) -> None:
        """Remember several people of a rank who were told together and by no name: two Kenyan officials."""
        self._several[rank] = members

    def last_several(self, rank: str) -> tuple[Entity, ...]:
        """Whom 'the two officials' means: the last several people of a rank that were told of."""
        return self._several.get(rank, ())

    def count_states(self, number: str, entity: Entity) -> None:
        """Remember that so many states were told to be the members of an organisation: 14 member states."""
        self._counted[number] = entity

    def counted(self, number: str) -> Entity | None:
        """The members of an organisation that were told to be so many."""
        return self._counted.get(number)

    def last_office(self) -> tuple[str, str]:
        """The office and rank of who was last named with one."""
        return next(((b.office, b.rank) for b in reversed(self._recent) if b.office), ("", ""))

    # -- Arabic names ---------------------------------------------------------------------------------------------

    def describe(self, entity: Entity) -> None:
        """Note that somebody is known by a description alone, whose words the text may tell better."""
        self._described.add(entity.id)

    def call(self, entity: Entity, name: str) -> None:
        """Remember the words by which somebody who is described is called; the first count."""
        if entity.id in self._described:
            self._called.setdefault(entity.id, name)

    def dub(self, entity: Entity) -> Entity:
        """Somebody with the Arabic name by which the article calls him."""
        name = self._called.get(entity.id)
        return replace(entity, name_ar=name) if name else entity

    # -- bodies and states ---------------------------------------------------------------------------------------

    def learn_body(self, key: str, entity: Entity) -> None:
        """Remember a body by its head word (وزارة), by which it may be named later."""
        self._bodies[key] = entity
        self.notice(entity)

    def learn_head(self, key: str, entity: Entity) -> None:
        """Remember a body by a word of its name that is not the first, without counting it again."""
        self._bodies[key] = entity

    def tell_body(self, body: str, country: str | None, *, by_holder: bool = False) -> None:
        """Note that a body, by the pattern of its name, or one who holds an office of it, was said to be a state's."""
        if country:
            self._told.append(_Telling(self._sentence, body, country, by_holder))

    def tells(self, body: str) -> bool:
        """Whether a body of this pattern was said to be a state's anywhere in the article so far read."""
        return any(telling.body == body for telling in [*self._told, *self._told_before])

    def told_state(self, body: str) -> str | None:
        """Whose a body is that nothing tells here: as the headline or first sentence told, as was told last or first.

        Where no such body was told, it is the state whose bodies the headline or first sentence speaks of; who holds
        an office tells only where the outlet has no country, of which a bare body would be.
        """
        now, before = ([t for t in told if not (t.by_holder and self.home)] for told in (self._told, self._told_before))
        same = [telling for telling in (*now, *before) if telling.body == body]
        for lead in (same, [] if same else (*now, *before)):
            if found := next((t.country for t in lead if t.sentence <= _LEAD), None):
                return found
        last = next((t.country for t in reversed(now) if t.body == body), None)
        return last or next((t.country for t in same), None)

    def body(self, key: str) -> Entity | None:
        """The body that was last named by a head word."""
        return self._bodies.get(key)

    def notice(self, entity: Entity) -> None:
        """Count a country as named, and keep it as the last one."""
        if entity.kind == "nonstate":
            self._armed = entity
        if entity.kind == "igo":
            self._league = entity
        if entity.country:
            self._countries[entity.country] += 1
            self._order.pop(entity.country, None)
            self._order[entity.country] = None
            self._here = True
            self._opened = self._opened or entity
            if entity.kind == "person":
                self._person = self._person or entity
            self._last[:] = [entity]
            self._last_of[entity.kind == "person"] = self._sentence, entity

    def last(self) -> Entity | None:
        """Who or what was named last."""
        return self._last[0] if self._last else None

    def honour(self, honorific: str, entity: Entity) -> None:
        """Remember who was called by an honorific: معالي الوزير."""
        self._honoured[honorific] = entity

    def honoured(self, honorific: str) -> Entity | None:
        """Whom 'His Excellency' means: who was last called so."""
        return self._honoured.get(honorific)

    def speaker(self) -> Entity | None:
        """Whose 'his country' is: of the sentence's first person, else who was named last in it, or first before it."""
        if self._person is not None or self._here:
            return self._person or self.last()
        return self._opened_before or self.last()

    def latter(self, *, person: bool) -> Entity | None:
        """The person, or the state, organisation or body, that was named last; of the sentence's own, if it has any."""
        sentence, entity = self._last_of.get(person, (-1, None))
        return entity if sentence == self._sentence or not self._here else self.last()

    def last_of(self, countries: Container[str]) -> str | None:
        """The country of several that was named last, if any was."""
        return next((code for code in reversed(self._order) if code in countries), None)

    def last_league(self) -> Entity | None:
        """The intergovernmental organisation that was named last."""
        return self._league

    def last_armed(self) -> Entity | None:
        """The non-state actor that was named last."""
        return self._armed

    def count(self, country: str | None) -> int:
        """How often a country was named so far."""
        return self._countries[country or ""]

    def sentence_state(self) -> str | None:
        """The country of whom the sentence named last; None at its beginning."""
        return self._last[0].country if self._last and self._here else None

    def begin_sentence(self) -> None:
        """Forget whom the sentence before named, as far as bare bodies are concerned."""
        self._here = False
        self._opened_before, self._opened, self._person = self._opened or self._opened_before, None, None
        self._sentence += 1

    def main_country(self) -> str | None:
        """The country that was named most often so far."""
        best = max(self._countries.items(), key=lambda item: (item[1], item[0]), default=None)
        return best[0] if best else None


def _fits(wanted: str, rank: str) -> bool:
    alike = _ALIKE.get(wanted, frozenset([wanted]))
    return bool(rank) if alike is None else rank in alike


def _join_last(keys: Sequence[str]) -> str:
    """The key of a last name in عبد, written in two words, as it is when written in one; nothing of other names."""
    return f"عبدال{keys[-1]}" if len(keys) > 1 and keys[-2] == "عبد" else ""


def _join_servants(written: Sequence[str]) -> tuple[str, ...]:
    """The words of a name, عبد joined to the next."""
    words: list[str] = []
    for word in written:
        if words and words[-1] == "عبد":
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def _shortens(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether words are some of a longer name, in its order, from its first on; بن and the like are passed over."""
    if not short or short[0] != full[0]:
        return False
    rest = iter(word for word in full if word not in NAME_PARTICLES)
    return all(word in rest for word in short if word not in NAME_PARTICLES)
