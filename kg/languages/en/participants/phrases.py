"""Phrases headed by an office, a body or a collective, with whose it is and the name of who holds it."""

from __future__ import annotations

from kg.languages.analysis import Entity, Mention
from kg.languages.en.participants.heads import PERSONAL, Heads, Whose
from kg.languages.en.participants.people import Named
from kg.languages.en.titles import Body, Office
from kg.languages.naming import name_body, name_holders, name_mass, name_office

__all__ = ["Phrases"]

_DEFINITE = frozenset("the both two all these our three four five six".split())
_NUMBERS = {"two": 2, "both": 2}
_OF = frozenset(["of", "for", "from", "in", "at", "to"])
_RULING = frozenset(["president", "prime minister", "king", "emir", "sultan", "crown prince", "minister"])
#: States that have departments and secretaries: who is only called minister is of another state.
_DEPARTMENTS = frozenset(["USA"])
_MINISTERS = frozenset(["minister", "prime minister"])
_MINISTRIES = ("Ministry", "Prime Minister")
#: How long an apposition may be, in words.
_APPOSED = 10


class Phrases(Heads):
    """Finds those who hold an office, bodies of a state, and collectives."""

    def described(self, i: int) -> Mention | None:
        """An office, a body, people or a collective, with all that belongs to it."""
        whose = self.before_head(i)
        if whose is None:
            return None
        head = whose.head
        office_end, offices = self.titles.offices.find(self.keys, head)
        body_end, bodies = self.titles.bodies.find(self.keys, head)
        group_end, groups = self.titles.groups.find(self.keys, head)
        people_end, peoples = self.titles.populations.find(self.keys, head)
        if groups and group_end >= max(office_end, body_end) and not (offices and self.is_named_behind(office_end)):
            collective = self.collective(i, whose, group_end)
            if collective is not None:
                return collective
        if offices and office_end >= body_end:
            return self.office(i, whose, office_end, offices[0])
        if bodies:
            return self.body(i, whose, body_end, bodies[0])
        if peoples and whose.owners:
            owner = whose.owners[0]
            name = name_body("{demonym} people", owner, kind="population")
            return Mention(
                i, people_end, head, (self.make(name, "population", owner.country),), "population", "people", 3
            )
        if self.keys[head] in ("counterpart", "counterparts", "opposite"):
            return self.counterpart(i, whose)
        if groups:
            return self.collective(i, whose, group_end)
        if self.titles.documents.find(self.keys, head)[1] and whose.determiner in ("the", "a", "") and not whose.owners:
            end = self.titles.documents.find(self.keys, head)[0]
            if whose.determiner == "the" or self.key(head - 1) in ("a",):
                return Mention(i, end, head, (), "document", self.keys[end - 1], 1, resolved=False)
        return None

    def unowned(self, i: int) -> Mention | None:
        """People whom nothing owns: of the state at hand ('two editors'), or of none ('the donors')."""
        k = i
        while k - i < 5 and k < len(self.words):
            if k > i and self.words[k].tag not in ("ADJ", "NUM", "NOUN", "DET"):
                return None
            others_end, kinds = self.titles.others.find(self.keys, k)
            if kinds and self.ends_phrase(others_end):
                first = i + (self.keys[i] in ("the", "its", "their", "his", "her", "our", "a", "an"))
                name = self.spell(first, others_end)
                entity = self.make(name[:1].upper() + name[1:], kinds[0], None)
                return Mention(i, others_end, k, (entity,), "population", "others", 3)
            crowd_end, crowds = self.titles.crowds.find(self.keys, k)
            if crowds and self.ends_phrase(crowd_end):
                return Mention(i, crowd_end, k, (), "population", self.keys[crowd_end - 1], 3, resolved=False)
            if self.words[k].piece not in ("stem", "number") or self.words[k].tag in ("VERB", "AUX", "PRON", "ADP"):
                return None
            k += 1
        return None

    def ends_phrase(self, k: int) -> bool:
        """Whether no further noun follows that would be the head: 'refugee camps'."""
        return k >= len(self.words) or self.words[k].tag not in ("NOUN", "PROPN") or self.words[k].piece != "stem"

    # -- heads -----------------------------------------------------------------------------------------------------

    def owners_behind(
        self, k: int, *, envoy: bool = False, several: bool = False
    ) -> tuple[int, list[Entity], list[Mention], Entity | None]:
        """Whose something is by what follows 'of', and where an envoy serves: end, owners, their mentions, host."""
        owners: list[Entity] = []
        parts: list[Mention] = []
        host: Entity | None = None
        while self.key(k) in _OF:
            preposition, at = self.key(k), k + 1
            if self.key(at) == "the":
                at += 1
            name = self.name_at(at)
            if name is None or name[1].kind in ("person", "nisba", "people"):
                inner = self.body_at(at) if preposition == "of" else None
                if inner is None:
                    break
                owners.append(inner.members[0])
                k = inner.end
                continue
            if (
                preposition in ("to", "in", "at", "for", "from")
                and not (envoy and preposition in ("to", "in", "for"))
                and preposition not in ("from",)
                and owners
            ):
                break
            if preposition in ("in", "at", "to") and not envoy:
                break
            end, found = name
            part = Mention(at, end, at, (found.entity,), "name", found.kind)
            if envoy and preposition in ("to", "in", "for"):
                host = found.entity
                parts.append(part)
            else:
                owners.append(found.entity)
                parts.append(part)
            k = end
            while several and self.key(k) in (",", "and") and preposition == "of":
                at = k + 1 + (self.key(k + 1) == "and")
                at += self.key(at) == "the"
                more = self.name_at(at)
                if more is None or more[1].kind not in ("state", "org", "capital"):
                    break
                owners.append(more[1].entity)
                parts.append(Mention(at, more[0], at, (more[1].entity,), "name", more[1].kind))
                k = more[0]
        return k, owners, parts, host

    def where_behind(self, k: int) -> list[Entity]:
        """The state of the place that a body stands in: 'police in Nairobi'."""
        name = self.name_at(k + 1 + (self.key(k + 1) == "the")) if self.key(k) == "in" else None
        state = self.states.get(name[1].entity.country or "") if name and name[1].kind != "person" else None
        return [state] if state is not None else []

    def body_at(self, i: int) -> Mention | None:
        """A body that starts at a word and tells whose it is."""
        if i >= len(self.words):
            return None
        whose = self.before_head(i)
        if whose is None:
            return None
        end, bodies = self.titles.bodies.find(self.keys, whose.head)
        found = self.body(i, whose, end, bodies[0]) if bodies else None
        return found if found is not None and found.members else None

    def is_named_behind(self, k: int) -> bool:
        """Whether a personal name follows at once."""
        return self.is_capital(k) and self.person_at(k, titled=True) is not None

    def office(self, start: int, whose: Whose, end: int, office: Office) -> Mention | None:
        """One or more who hold an office, by name where it follows."""
        second: Office | None = None
        if office.number == 1 and self.key(end) == "and":
            end, second = self.both_offices(end, office, whose.owners[0].country if whose.owners else None)
        stop, behind, parts, host = self.owners_behind(end, envoy=office.envoy, several=office.number > 1)
        owners = whose.owners or behind
        parts = [*whose.parts, *parts]
        name = self.named_behind(stop, office) or (self.named_behind(end, office) if stop > end else None)
        if name is not None and name.start == end and stop > end:
            stop = end
        if name is None and self.key(stop) == ",":
            name = self.apposed(stop + 1)
        if name is not None and name.start == end and not behind:
            after, behind, more, _ = self.owners_behind(name.end)  # President Varela of Panama
            if behind and not owners:
                owners, parts = behind, [*parts, *more]
                end = after
        country = owners[0].country if owners else office.country
        hosts = [part for part in parts if host is not None and part.members[0] == host]
        if name is not None and office.number == 1:
            entity = self.make_person(name, country or (None if not self.is_own(office) else self.here()))
            if second is not None:
                self.memory.learn_person(entity, (), second.en, second.rank, second.country)
            mention = self.mention_person(start, name, entity, office.en, office.rank, office.country)
            mention.end = max(name.end, stop, end)
            mention.parts, mention.host = hosts, host.country if host else None
            return mention
        if office.number > 1:
            return self.holders(start, whose, stop, office, owners, parts)
        entity2 = self.unnamed(whose, office, owners, host)
        if entity2 is None:
            return None
        self.memory.notice(entity2)
        if owners or country:
            self.memory.learn_person(entity2, (), office.en, office.rank)
        return Mention(start, stop, whose.head, (entity2,), "office", office.rank, 1,
                       host=host.country if host else None, parts=hosts)  # fmt: skip

    def both_offices(self, end: int, office: Office, country: str | None) -> tuple[int, Office | None]:
        """Where the title ends of one who holds two offices ('the Crown Prince and Prime Minister X', '… of Bahrain'),
        and the second.

        'The Secretary and Crown Prince' are two, and so are they whose first the article knows by another name than
        follows: 'the Secretary and Foreign Minister X'.
        """
        second_end, second = self.titles.offices.find(self.keys, end + 1)
        written = self.words[end + 1].text[:1].isupper() if second else False
        if not second or second[0].number != 1 or not written or office.en == "Secretary":
            return end, None
        name = self.named_behind(second_end, second[0])
        if name is None and self.key(second_end) == ",":
            name = self.apposed(second_end + 1)
        if name is None and self.key(second_end) != "of":
            return end, None
        known = self.memory.holder(office.en, office.rank, country) if name is not None else None
        if name is not None and known is not None and known.id != self.make_person(name, None).id:
            return end, None
        return second_end, second[0]

    def is_own(self, office: Office) -> bool:
        """Whether a title without a state is that of the state at hand."""
        return office.rank in _RULING or office.rank in (
            "deputy",
            "spokesperson",
            "adviser",
            "vice president",
            "official",
        )

    def named_behind(self, k: int, office: Office) -> Named | None:
        """The name that follows an office, honorifics between."""
        at = k
        while self.titles.honorifics.find(self.keys, at)[1] and not self.is_known(at):
            at = self.titles.honorifics.find(self.keys, at)[0]
        further = self.titles.offices.find(self.keys, at)
        if further[1] and further[1][0].number == 1 and self.words[at].text[:1].isupper() and at == k:
            at = further[0]
        found = self.person_at(at, titled=True) if self.is_capital(at) else None
        if found is None or office.number > 1:
            return None
        return found

    def is_known(self, k: int) -> bool:
        """Whether a word is somebody's surname here."""
        return self.memory.find_person(self.key(k)) is not None and self.is_capital(k)

    def apposed(self, k: int) -> Named | None:
        """The name behind a comma: 'the Saudi foreign minister, Prince Faisal bin Farhan,'."""
        while self.titles.honorifics.find(self.keys, k)[1] or (
            self.titles.offices.find(self.keys, k)[1] and self.words[k].text[:1].isupper()
        ):
            k = max(self.titles.honorifics.find(self.keys, k)[0], self.titles.offices.find(self.keys, k)[0])
        if (
            not self.is_capital(k)
            or self.name_end(k) - k < 2
            or self.key(self.name_end(k)) not in (",", ".", "-", "—", "–", "")
        ):
            return None
        return self.person_at(k, titled=True)

    def holders(
        self, start: int, whose: Whose, end: int, office: Office, owners: list[Entity], parts: list[Mention]
    ) -> Mention | None:
        """Several who hold an office: of each state one, else people of a kind."""
        plural = office.mass or name_plural(office)
        if not owners:
            if office.mass and not whose.region and office.rank != "commander":
                code = self.memory.home
                owners = [self.states[code]] if code and code in self.states else []
            if not owners:
                if not office.mass and whose.determiner not in _DEFINITE:
                    return None
                if not office.mass:
                    return Mention(start, end, whose.head, (), "collective", office.rank, 3, resolved=False)
                return Mention(start, end, whose.head, (), "population", office.rank, 3, resolved=False)
        members = tuple(
            self.make(
                name_mass(plural, owner) if office.mass else name_holders(office.en, owner), "person", owner.country
            )
            for owner in owners
        )
        for owner in owners:
            self.memory.notice(owner)
        return Mention(start, end, whose.head, members, "office", office.rank, 3)

    def unnamed(self, whose: Whose, office: Office, owners: list[Entity], host: Entity | None) -> Entity | None:
        """Who holds an office that nobody is named with: remembered, else described."""
        owner = owners[0] if owners else self.states.get(office.country or "")
        if owner is None and office.country == "UN":
            owner = self.names.organisations.get("org-united-nations")
        definite = whose.determiner in ("the", "") or whose.determiner in PERSONAL
        if owner is not None:
            vague = office.mass and whose.determiner in ("a", "an")
            known = None if whose.former or vague else self.memory.holder(office.en, office.rank, owner.country)
            acts_for = None if whose.former and owner.kind == "igo" else owner.country
            return known or self.make(name_office(office.en, owner, host.country if host else None), "person", acts_for)
        if whose.determiner == "the" or (whose.determiner == "" and self.words[whose.head].text[:1].isupper()):
            known = self.memory.titled(office.en)
            if known is None and whose.determiner == "the":
                known = self.memory.holder(office.en, office.rank, None)
            if known is not None:
                return known
        if office.mass and whose.determiner in ("a", "an", "") and not whose.region:
            owner = self.states.get(self.memory.home or "")
            return self.make(
                name_office(office.en, owner) if owner else office.en, "person", owner.country if owner else None
            )
        if whose.region or not definite or self.words[whose.head].tag == "VERB":
            return self.make(office.en, "person", None) if office.mass else None
        if whose.determiner == "" and not self.words[whose.head].text[:1].isupper():
            return None
        here = self.states.get(self.here(ministry=office.rank in _MINISTERS) or "")
        if here is None or office.rank in ("director", "soldier", "judge"):
            return None
        return self.memory.holder(office.en, office.rank, here.country) or self.make(
            name_office(office.en, here), "person", here.country
        )

    def here(self, *, ministry: bool = False) -> str | None:
        """The country that a phrase means which names none; ``ministry``: a minister's, or a ministry."""
        home = self.memory.home
        if ministry and home in _DEPARTMENTS:
            home = next(
                (c for c in (self.memory.sentence_country(), self.memory.main_country(home)) if c != home), None
            )
        return home or self.memory.sentence_country() or self.memory.main_country()

    def body(self, start: int, whose: Whose, end: int, body: Body) -> Mention | None:
        """A ministry, an army, a delegation …, with whose it is."""
        head = self.keys[end - 1]
        stop, behind, parts, host = self.owners_behind(end, envoy=body.abroad, several=head.endswith("s"))
        owners = whose.owners or behind or ([self.states[body.country]] if body.country else [])
        owners = owners or self.where_behind(end)
        if not owners:
            if whose.determiner not in ("the", *PERSONAL) and not (
                whose.determiner == "" and self.words[whose.head].text[:1].isupper()
            ):
                return None
            known = self.memory.body(head)
            if known is not None:
                return Mention(start, end, whose.head, (known,), "body", head)
            ministry = body.pattern.startswith(_MINISTRIES)
            told = self.here(ministry=ministry) if body.kind == "government" and not body.abroad else None
            here = self.states.get(told or "")
            if here is None or whose.region:
                return None
            owners = [here]
        members = []
        for owner in owners:
            entity = self.make(
                name_body(body.pattern, owner, host.country if host else None, kind=body.kind), body.kind, owner.country
            )
            members.append(entity)
            self.memory.learn_body(head, entity)
        hosts = [part for part in parts if host is not None and part.members[0] == host]
        return Mention(start, stop if behind or host else end, whose.head, tuple(members), "body", head,
                       1 if len(members) == 1 else 3, host=host.country if host else None, parts=hosts)  # fmt: skip

    def counterpart(self, start: int, whose: Whose) -> Mention | None:
        """Who holds the same office on the other side: 'his Egyptian counterpart, Sameh Shoukry'."""
        end = whose.head + 1
        stop, behind, _, _ = self.owners_behind(end)
        owners = [part.members[0] for part in whose.parts] or behind
        name = self.named_behind(end, Office("", "")) or (self.apposed(end + 1) if self.key(end) == "," else None)
        bearer = next(iter(reversed(self.memory._bearers)), None)
        office, rank = (bearer.office, bearer.rank) if bearer else ("Foreign minister", "minister")
        if name is not None:
            entity = self.make_person(name, owners[0].country if owners else None)
            mention = self.mention_person(start, name, entity, office, rank)
            return mention
        if not owners:
            return Mention(start, end, whose.head, (), "counterpart", "counterpart", 1, resolved=False)
        owner = owners[0]
        known = self.memory.holder(office, rank, owner.country)
        entity = known or self.make(name_office(office, owner), "person", owner.country)
        self.memory.learn_person(entity, (), office, rank)
        return Mention(start, max(end, stop if behind else end), whose.head, (entity,), "counterpart", rank)

    def collective(self, start: int, whose: Whose, end: int) -> Mention | None:
        """Several whom the text tells elsewhere ('the two sides'), or by their states ('Iranian and Saudi sides')."""
        stop, behind, _, _ = self.owners_behind(end, several=True)
        owners = [part.members[0] for part in whose.parts] or behind
        if owners:
            for owner in owners:
                self.memory.notice(owner)
            offices = self.titles.offices.find(self.keys, whose.head)[1]
            members = tuple(
                self.make(name_holders(offices[0].en, owner), "person", owner.country) if offices else owner
                for owner in owners
            )
            return Mention(
                start,
                stop if behind else end,
                whose.head,
                members,
                "office" if offices else "body",
                self.keys[end - 1],
                3,
            )
        if whose.determiner not in _DEFINITE and whose.determiner not in PERSONAL:
            return None
        if whose.region:
            return None
        number = 2 if self.has_two(start, whose.head) or whose.determiner == "both" else 3
        return Mention(start, end, whose.head, (), "collective", self.keys[end - 1], number, resolved=False)

    def has_two(self, start: int, head: int) -> bool:
        """Whether 'two' or 'both' stands before a head."""
        return any(self.keys[k] in _NUMBERS for k in range(start, head))

    def with_apposition(self, i: int, named: Named) -> Mention:
        """A personal name with what tells his office behind a comma: 'X, the Saudi foreign minister,'."""
        country, office, rank = None, "", ""
        if self.key(named.end) == ",":
            whose = self.before_head(named.end + 1)
            if whose is not None:
                end, offices = self.titles.offices.find(self.keys, whose.head)
                if offices and offices[0].number == 1:
                    _, behind, _, _ = self.owners_behind(end, envoy=offices[0].envoy)
                    owners = whose.owners or behind
                    office, rank = offices[0].en, offices[0].rank
                    country = owners[0].country if owners else offices[0].country
            country = country or self.told_behind(named.end + 1)
        entity = self.make_person(named, country)
        mention = self.mention_person(i, named, entity, office, rank)
        mention.form, mention.word = "name", "person"
        return mention

    def told_behind(self, k: int) -> str | None:
        """The country of whom an apposition tells by what he is of: 'X, CEO of the Kenyan Space Agency,'."""
        stop = next((n for n in range(k, min(k + _APPOSED, len(self.words))) if self.keys[n] in (",", ".", ")")), k)
        inside = range(k, stop)
        of = next((n for n in inside if self.keys[n] in ("of", "for", "at")), stop)
        if of - k > _APPOSED // 2 or any(self.words[n].tag in ("VERB", "AUX") for n in inside):
            return None
        told = [
            name[1].entity.country
            for n in range(of, stop)
            if (name := self.name_at(n)) and name[1].kind in ("state", "nisba")
        ]
        return told[0] if len(set(told)) == 1 else None


def name_plural(office: Office) -> str:
    """An office of several."""
    return office.en + "s"
