"""Offices with their portfolios, owners and holders: وزير الخارجية القطري فلان، نظيره الروسي، مسؤولين أميركيين."""

from __future__ import annotations

from dataclasses import replace

from kg.languages.analysis import Entity, Form, Mention
from kg.languages.ar.participants.persons import Persons
from kg.languages.ar.participants.phrases import COMMAS, STATE_HEADS, Named, Whose
from kg.languages.ar.titles import SEVERAL, Office
from kg.languages.naming import demonym, make_entity, name_holders, name_mass, name_office, name_owner

__all__ = ["Offices"]

_SENIOR = frozenset("كبار كبير بارزون بارزين رفيعي رفيعو".split())

#: Offices that nobody holds for a person: the second title is the bearer's own (وزير الدفاع الأمير فلان).
_RULING = frozenset(["minister", "prime minister", "president", "king", "emir", "sultan", "crown prince"])

#: Whose an official of the Gulf is: of one of its states, which is not told, and not of their council.
_GULF = make_entity("Gulf states", "state", None, "دول الخليج")

#: Offices whose bearer may hold the next one too: 'deputy prime minister and foreign minister' is one man.
_DOUBLE = frozenset(["deputy", "vice president", "prime minister", "member"])


#: The bodies that those who speak for them tell of.
_SPEAKING = {
    "Spokesperson of the Ministry of Foreign Affairs": "Ministry of Foreign Affairs of {country}",
    "Government spokesperson": "Government of {country}",
    "Military spokesperson": "{demonym} Army",
}


class Offices(Persons):
    """Finds those who hold an office."""

    def office(self, i: int) -> Mention | None:
        """An office, with whose it is and the name of who holds it; or a name after an honorific."""
        start = i
        j = self.skip_honorifics(i)
        if j > i and self.name_at(j, "nisba") and self.titles.offices.find(self.keys, j - 1)[0] == j:
            j -= 1  # the Chancellor of a state, no honorific
        head = j if self.stem(j) else i
        first: Office | None = None
        whose = Whose(j)
        inner: Office | None = None
        titles: list[Office] = []
        alone: Whose | None = None
        joined = double = False
        while self.stem(j):
            stop, found = self.titles.offices.find(self.keys, j)
            verb = self.words[j].tag == "VERB" and not titles
            if not found or (verb and not self._is_of_several(stop, found[0])):
                break
            if (longer := self.name_at(j, "org", "state")) and longer[0] > stop:
                break
            office = found[0]
            if first is not None and first.number == 1 and office.number > 1:
                break  # أبلغ الرئيس وزيري الخارجية
            if office.number > 1 and self.words[j].definite and self.keys[j][-1] in "ايو":
                break
            if stop - j == 1 and self.words[j].tag == "ADJ" and self.words[j].definite and self.follows_noun(j):
                break
            if (
                office.number > 1
                and self.keys[j][-1] in "ايو"
                and (self.memory.knows(self.keys[j]) or self.name_at(j, "person"))
            ):
                break
            if office.portfolios:
                stop, office = self.portfolio(stop, office)
            closed = stop - j == 1 and self.words[j].definite  # شكر الوزيران النرويج
            got = self.whose(stop, several=office.number > 1 or bool(whose.owners), envoy=office.envoy, closed=closed,
                             loose=bool(office.mass) or (not self.words[j].definite and office.number > 1))  # fmt: skip
            if first is not None and first.number == 1 and not joined and _is_of_another(first, whose, office, got):
                if got.host and not whose.owners:  # whoever receives an envoy is of the state where he serves
                    whose.owners += got.host.members[:1]
                break
            if "مجلس" not in self.keys[stop : got.end]:
                got.owners = [_GULF if owner.id == "org-gcc" else owner for owner in got.owners]
            if first is None:
                first, whose = office, got
            elif whose.owners and alone is None and not joined:
                alone = replace(whose, owners=list(whose.owners))
            if first is not office:
                if not whose.owners:
                    inner = inner or office
                whose.owners += [o for o in got.owners if o not in whose.owners]
                whose.host = whose.host or got.host
                whose.end, whose.former, whose.other = got.end, whose.former or got.former, got.other
            if (
                office.rank == "spokesperson"
                and self.keys[stop - 1] in ("اسم", "لسان")
                and not got.owners
                and (named := self.person_name(stop, titled=True))
            ):
                speaker = self.who(named, None)
                got = Whose(named.end, [speaker])
                whose.owners.append(speaker)
                whose.end = named.end
            if office.country and not whose.owners:
                whose.owners.append(self.states[office.country])
            titles.append(office)
            j = self.skip_honorifics(got.end)
            if not got.owners and (k := self.affairs(got.end)) > got.end:
                got = self.whose(k, several=False, envoy=office.envoy, loose=True)
                whose.owners += [o for o in got.owners if o not in whose.owners]
                whose.host = whose.host or got.host
                whose.end = max(whose.end, got.end)
                j = self.skip_honorifics(got.end)
            if self.words[got.end - 1].piece == "pron" and got.end - 1 == stop:
                break
            if got.owners and (k := self.affairs(got.end)) > got.end and self.name_after(k, titled=True):
                whose.end = k
                j = self.skip_honorifics(k)
            joined = self.joins_office(j, titles, whose.owners)
            double = double or joined
            j += joined
        if first is None:
            if j == i:
                return None
            named = self.person_name(j, titled=True)
            if named is None:
                return None
            return self.holder(start, named.end, head, None, whose, named)
        if whose.group is not None and not whose.owners:
            return self.shared(start, head, first, whose)
        named = self.name_after(whose.end, titled=True)
        if (
            named is not None
            and first.number > 1
            and named.entity is None
            and (len(named.keys) < 2 or self.words[named.start].tag != "PROPN")
        ):
            named = None
        if first.number > 1 and named is None:
            return self.holders(start, head, first, whose)
        if named is None and alone is not None:
            whose, inner = alone, None
        bare = first.number == 1 and not self.words[head].definite and whose.end - head < 2
        if first.mass and not whose.owners and named is None and bare:
            return None
        if inner is not None and named is not None and not double and self.belongs_to_inner(first, inner, named):
            return self.of_named(start, head, first, inner, whose, named)
        found_holder = self.holder(start, named.end if named else whose.end, head, first, whose, named)
        if named is not None and found_holder is not None and len(titles) == 2:
            self.hold_both(found_holder.members, titles, joined=double)
        return found_holder

    def hold_both(self, members: tuple[Entity, ...], titles: list[Office], *, joined: bool) -> None:
        """Remember the second office of one person: رئيس الوزراء وزير الخارجية القطري فلان."""
        second = titles[1]
        if members and second.number == 1 and (joined or titles[0].rank == "prime minister"):
            self.memory.also_holds(members[0], second.en, second.rank)

    def titled_person(self, i: int) -> Mention | None:
        """Somebody whom the tables know by title and name together: البابا فرنسيس."""
        known = self.name_at(i, "person")
        inner = self.skip_honorifics(i)
        stop, found = self.titles.offices.find(self.keys, inner) if self.stem(inner) else (inner, [])
        inner = stop if found else inner
        if known is None or not i < inner < known[0]:
            return None
        named = self.person_name(inner, titled=True)
        if named and named.end > known[0]:
            return None
        entity = self.memory.person(known[1].entity.id) or known[1].entity
        named = Named(inner, known[0], self.keys[inner : known[0]], entity, True)
        return self.holder(i, named.end, i, found[0] if found else None, Whose(inner), named)

    def shared(self, start: int, head: int, office: Office, whose: Whose) -> Mention | None:
        """Those who hold an office in states that are named elsewhere: وزيرا خارجية البلدين، مسؤولو البلدين."""
        group = whose.group
        if group is None or office.number == 1:
            return None
        number = 2 if group.number == 2 else office.number
        return self.mention(start, whose.end, head, (), "collective", number, office.gender)

    def joins_office(self, j: int, titles: list[Office], owners: list[Entity]) -> bool:
        """Whether 'and' joins a second office of the same person; who holds that of another state is another."""
        if j >= len(self.words) or self.words[j].piece != "conj" or titles[0].number > 1:
            return False
        stop, found = self.titles.offices.find(self.keys, j + 1)
        if not found or found[0].number > 1 or not (titles[-1].rank in _DOUBLE or found[0].rank in _DOUBLE):
            return False
        if found[0].portfolios:
            stop = self.portfolio(stop, found[0])[0]
        others = {owner.country for owner in self.whose(stop, envoy=found[0].envoy).owners} if owners else set()
        return not others or not others.isdisjoint(owner.country for owner in owners)

    def affairs(self, k: int) -> int:
        """The end of what an office is for: المساعد للشؤون الإنسانية، المبعوث لشؤون الشرق الأوسط."""
        if k + 1 >= len(self.words) or self.keys[k] != "ل" or not self.stem(k + 1):
            return k
        if not (self.keys[k + 1] in ("شؤون", "سياسه", "علاقات") or self.is_common(k + 1) or self.is_body(k + 1)):
            return k
        end = k + 2
        while (
            (self.stem(end) or (self.keys[end : end + 1] == ["و"] and self.is_common(end + 1)))
            and end - k < 7
            and (
                self.keys[end] == "و"
                or self.is_common(end)
                or self.name_at(end, "place", "state")
                or self.titles.blocs.find(self.keys, end)[1]
            )
        ):
            end += 1
        return end

    def _is_of_several(self, i: int, office: Office) -> bool:
        """Whether a portfolio follows an office of several, which the tagger may take for a verb of two (وزيرا)."""
        return office.number > 1 and bool(office.portfolios) and self.portfolio(i, office)[0] > i

    def portfolio(self, i: int, office: Office) -> tuple[int, Office]:
        """A minister's portfolio (الشؤون الخارجية والتعاون الدولي): where it ends, and the office that it makes."""
        end, found = self.titles.portfolios.find(self.keys, i)
        if found:
            office = replace(office, en=found[0].minister)
        elif self.keys[i : i + 1] in (["شؤون"], ["ل"]) or not self.is_common(i):
            return i, office
        return self.more_portfolio(end if found else i + 1, known=bool(found)), office

    def more_portfolio(self, k: int, *, known: bool) -> int:
        """The end of what is joined to a portfolio by 'and', and of a group of people abroad that ends it."""
        start = k
        if (
            known
            and self.stem(k)
            and self.words[k].tag == "ADJ"
            and self.titles.blocs.find(self.keys, k)[1]
            and not self.name_at(k, "nisba")
        ):
            k += 1
        while not known and self.is_common(k) and k - start < 3:
            k += 1
        while k < len(self.words) and self.words[k].piece == "conj" and k - start < 10:
            more, found = self.titles.portfolios.find(self.keys, k + 1)
            abroad = next((n for n in range(k + 1, min(k + 6, len(self.words))) if self.keys[n] == "خارج"), None)
            if abroad is not None and self.words[abroad - 1].piece == "prep":
                k = abroad + 1
                continue
            if found:
                k = more
            elif self.is_common(k + 1) or (self.stem(k + 1) and self.keys[k + 1] in ("شؤون", "بناء")):
                k += 2
            else:
                break
            while self.stem(k) and self.is_common(k):
                k += 1
            if self.stem(k) and self.words[k].tag == "ADJ" and self.titles.blocs.find(self.keys, k)[1]:
                k += 1
        return k

    def belongs_to_inner(self, first: Office, inner: Office, named: Named) -> bool:
        """Whether a name behind two titles is that of the second: مستشار الرئيس دونالد ترامب."""
        if named.entity is None or named.entity.kind != "person":
            return False
        if first.rank in _RULING:
            return False
        bearer = self.memory.holder(inner.en, inner.rank, named.entity.country)
        return bearer is not None and bearer.id == named.entity.id and first.en != inner.en

    def of_named(self, start: int, head: int, first: Office, inner: Office, whose: Whose, named: Named) -> Mention:
        """The mention of an unnamed office of a named person: 'Adviser of Donald Trump'."""
        entity = named.entity
        assert entity is not None
        self.memory.learn_person(entity, named.keys, inner.en, inner.rank, written=self.written(named))
        name = f"{_title(first)} of {entity.name}"
        described = self.describe(name, "person", entity.country, first.en, entity)
        return self.mention(start, named.end, head, (described,), "office", first.number, first.gender)

    def holder(
        self, start: int, end: int, head: int, office: Office | None, whose: Whose, named: Named | None
    ) -> Mention | None:
        """The mention of one person by office, name or both."""
        memory = self.memory
        title, rank = (office.en, office.rank) if office else ("", "")
        owner = whose.owners[0] if whose.owners else None
        country = owner.country if owner else None
        if rank == "leader" and owner and owner.kind == "nonstate":
            rank = "party leader"  # زعيم المعارضة is not who leads the state
        entity: Entity | None = None
        if owner and owner.kind == "state" and (body := self.titles.ministries.get(title) or _SPEAKING.get(title)):
            memory.tell_body(body, country, by_holder=True)
        if named:
            entity = self.who(named, country, title, rank)
            if (
                not office
                and not named.entity
                and len(named.keys) < 2
                and not self.memory.knows(named.keys[0])
                and self.words[named.start].tag != "PROPN"
            ):
                return None
            memory.learn_person(entity, named.keys, title, rank, written=self.written(named), current=not whose.former)
        elif office and owner:
            recalled = not office.mass or (self.words[head].definite and rank in ("official", "diplomat"))
            entity = (memory.holder(title, rank, country) if recalled else None) or self.unnamed(office, owner, whose)
            memory.learn_person(entity, (), title, rank, current=False)
        elif office and office.mass:
            entity = memory.last_holder(rank, rank) if self.words[head].definite else None
            if entity is None and self.words[head].definite:
                return self.mention(start, end, head, (), "office", 1, office.gender)
            entity = entity or self.describe(self.bare_name(office, head, whose), "person", None)
        elif office:
            if whose.other:
                return (
                    self.mention(start, end, head, (), "office", 1, office.gender)
                    if self.words[head].definite
                    else None
                )
            if not self.words[head].definite and end - head == 1:
                return None
            # Whom an agency honours is one of its own country: معالي وزير الخارجية.
            home = self.opened or (memory.outlet if head > start else memory.home)
            own = memory.holder(title, rank, home) if home and title.lower() != rank else None
            entity = own or (None if head > start and home else memory.last_holder(title, rank))
            code = (home or self.here()) if rank != "member" else None
            if entity is None and code and code in self.states:
                entity = memory.holder(title, rank, code) or self.unnamed(office, self.states[code], whose)
                if code == home and title.lower() != rank:  # it is he whom the article means from here on
                    memory.learn_person(entity, (), title, rank)
        if entity is not None:
            memory.notice(entity)
        gender = office.gender if office else "m"
        members = (entity,) if entity else ()
        form: Form = "office" if office else "name"
        word = None if office else "person"
        sender = _sender(office, whose)
        return self.mention(start, end, head, members, form, 1, gender, whose.host, sender, word)

    def bare_name(self, office: Office, head: int, whose: Whose) -> str:
        """What people of a kind are called when nothing tells whose they are."""
        return f"informed {office.en}" if "مطلع" in self.keys[head : whose.end] else office.en

    def unnamed(self, office: Office, owner: Entity, whose: Whose) -> Entity:
        """Whoever holds an office, when the article does not tell the name."""
        kinds = ("state", "igo") if office.rank == "official" else ("state", "igo", "nonstate")
        if office.mass and owner.kind in kinds:
            name = f"{demonym(owner, official=True)} {office.en}"
        else:
            name = name_office(_title(office), owner, whose.host_country)
        return self.describe(name, "person", owner.country, office.en, owner, whose.host_country)

    def holders(self, start: int, head: int, office: Office, whose: Whose) -> Mention | None:
        """The mention of several people by office: الوزيرين القطري والمصري، مسؤولين أميركيين."""
        memory = self.memory
        members: list[Entity] = []
        if office.en == "Member" and whose.owners and whose.owners[0].kind in ("government", "igo", "nonstate"):
            return self.mention(start, whose.end, head, (whose.owners[0],), "body", office.number, office.gender)
        for owner in whose.owners:
            if office.rank == "source" and owner.kind == "government":
                members.append(self.describe(f"Sources in {name_owner(owner)}", "government", owner.country))
            elif office.rank == "source" and owner.kind == "igo" and self.names_body(head, whose.end):
                members.append(self.describe(f"{owner.name} sources", "igo", owner.country))
            elif office.mass and owner is _GULF and "دول" in self.keys[head : whose.end]:
                members.append(self.several(f"{office.mass.capitalize()} of {owner.name}", office, owner))
            elif office.mass:
                many = owner.kind in ("state", "igo", "nonstate")
                senior = office.mass == "officials" and bool(_SENIOR & set(self.keys[head : whose.end]))
                name = (
                    name_mass(f"senior {office.mass}" if senior else office.mass, owner)
                    if many
                    else f"{_title(office)}s of {name_owner(owner)}"
                )
                members.append(self.several(name, office, owner))
            elif owner.kind == "state" and (len(whose.owners) > 1 or office.number == 2):
                known = memory.holder(office.en, office.rank, owner.country)
                members.append(known or self.of_state(office.en, owner))
            else:
                members.append(self.several(name_holders(_title(office), owner), office, owner))
        if members and office.mass:
            memory.learn_several(office.rank, tuple(dict.fromkeys(members)))
        if not members and office.mass and not whose.other and self.takes_up(head, office):
            members += memory.last_several(office.rank)
        if not members and office.number == 2 and self.keys[head].endswith("ا"):
            return None
        if not members and office.mass and not self.words[head].definite:
            modified = whose.end - head > 1
            if not modified and office.mass not in ("sources", "officials"):
                return None
            members.append(self.describe(office.mass, "person", None))
        two = office.number == 2 and (not office.mass or self.keys[head].endswith("ان"))
        if not members and not whose.other and two and self.words[head].definite:
            members += memory.last_two(office.en, office.rank)
        form: Form = "office" if whose.owners else "collective"
        if not whose.owners and not members and not self.words[head].definite:
            return None
        told, sender = tuple(dict.fromkeys(members)), _sender(office, whose)
        return self.mention(start, whose.end, head, told, form, office.number, office.gender, whose.host, sender)

    def takes_up(self, head: int, office: Office) -> bool:
        """Whether a word means several who were told of: المسؤولان, أكدت المصادر; not just any officials."""
        subject = head > 0 and self.words[head - 1].tag == "VERB"
        return self.words[head].definite and (office.number == 2 or office.rank == "source" or subject)

    def several(self, name: str, office: Office, owner: Entity) -> Entity:
        """Several who hold an office and are not told one by one."""
        return self.describe(name, "person", owner.country, office.en + SEVERAL, owner, people=True)

    def of_state(self, title: str, owner: Entity) -> Entity:
        """The holder of an office in one of several states, whom the article does not name."""
        name = name_office(title[:1].upper() + title[1:], owner)
        return self.describe(name, "person", owner.country, title, owner)

    def names_body(self, start: int, end: int) -> bool:
        """Whether an organisation is named between two words, and not told by its adjective alone."""
        return any(self.name_at(k, "org") for k in range(start + 1, end))

    def counterpart(self, i: int) -> Mention | None:
        """نظيره الروسي سيرغي لافروف."""
        stop, found = self.titles.counterparts.find(self.keys, i)
        if not found:
            return None
        number, gender = found[0]
        k = stop
        while k < len(self.words) and self.words[k].piece == "pron":
            k += 1
        if k == stop and not self.words[i].definite:
            return None
        title, rank = self.memory.last_office()
        title, rank = title or "Counterpart", rank or "counterpart"
        whose = self.whose(k, several=number > 1, loose=number > 1)
        at = max(whose.end, k)
        stop, again = self.titles.offices.find(self.keys, at) if self.stem(at) else (at, [])
        if again:
            at = self.portfolio(stop, again[0])[0] if again[0].portfolios else stop
        named = self.name_after(at, titled=True)
        if number > 1 or len(whose.owners) > 1:
            members = tuple(self.memory.holder(title, rank, o.country) or self.of_state(title, o) for o in whose.owners)
            return self.mention(i, max(whose.end, k), i, members, "counterpart", max(2, number), gender)
        office = Office(title, 1, gender, rank)
        if named is None and not whose.owners:
            return self.mention(i, k, i, (), "counterpart", number, gender)
        made = self.holder(i, named.end if named else max(whose.end, k), i, office, whose, named)
        return replace(made, form="counterpart") if made else None

    def country_before(self, i: int) -> str | None:
        """The country of an adjective of somebody that stands before his name: الكاتب الكيني سامي كرونبرغ."""
        for start in range(max(1, i - 3), i):
            nisba = self.name_at(start, "nisba") if self.stem(start) and self.words[start].definite else None
            if nisba and nisba[0] == i:
                head = self.keys[start - 1]
                body = (
                    head in STATE_HEADS
                    or head in self.titles.generics
                    or self.titles.bodies.find(self.keys, start - 1)[1]
                )
                return None if body or not self.words[start - 1].definite else nisba[1].entity.country
        return None

    def named_person(self, i: int, named: Named) -> Mention:
        """A person by name, with the office that follows in apposition: جيمي كارتر، الرئيس الأمريكي الأسبق."""
        end = named.end
        at = end + 1 if self.text(end) in COMMAS else end
        country, title, rank, former = None, "", "", False
        at = self.skip_honorifics(at)
        stop, found = self.titles.offices.find(self.keys, at) if self.stem(at) else (at, [])
        if found and found[0].number == 1 and not found[0].mass and len(named.keys) > 1:
            office = found[0]
            if office.portfolios:
                stop, office = self.portfolio(stop, office)
            whose = self.whose(stop, envoy=office.envoy)
            if whose.owners and self.name_after(whose.end, titled=False) is None:
                country, title, rank, former, end = (
                    whose.owners[0].country,
                    office.en,
                    office.rank,
                    whose.former,
                    whose.end,
                )
        entity = self.who(named, country or self.country_before(i))
        self.memory.learn_person(entity, named.keys, title, rank, written=self.written(named), current=not former)
        return self.mention(i, end, i, (entity,), "name", word="person")


def _is_of_another(first: Office, whose: Whose, office: Office, got: Whose) -> bool:
    """Whether a title right behind another is somebody else's: استقبل وزير الخارجية الكيني سفير النرويج.

    It is that of another state, or an envoy's of his own state behind one that is no envoy's.
    """
    if not got.owners or got.owners[0].kind != "state":
        return False
    others = [owner.country for owner in whose.owners if owner.kind == "state"]
    return (office.envoy and not first.envoy) if not others else got.owners[0].country not in others


def _sender(office: Office | None, whose: Whose) -> Mention | None:
    """The state that sent an envoy: whoever expels or recalls him deals with it."""
    return whose.state if office and (office.envoy or office.rank == "diplomat") else None


def _title(office: Office) -> str:
    """An office as its own name begins: capital letter."""
    return office.en[:1].upper() + office.en[1:]
