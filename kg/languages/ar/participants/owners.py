"""Whose an office or body is: a nisba, a genitive, what stands behind a preposition; and where an envoy serves."""

from __future__ import annotations

from kg.languages.analysis import Entity, Form, Mention
from kg.languages.ar.names import Name, load_organisation_entities
from kg.languages.ar.participants.phrases import CLOSING, COMMAS, OPENING, TWINS, Phrases, Whose

__all__ = ["Owners"]

_HOSTING = frozenset("في لدي الي ب".split())
_BELONGING = frozenset("في من لدي عن ب".split())

#: Pronouns of a man who leads, or of who speaks.
_HIS, _OURS = "ه", "نا"
#: The adjective of an envoy who is the United Nations'.
_ENVOYS_OF_ALL = "دولي"


class Owners(Phrases):
    """Finds whose something is."""

    def owner_at(self, k: int) -> tuple[int, Entity] | None:
        """Somebody named at a word, as whose an office or body may be: a state, an organisation, a body, a person."""
        if not self.stem(k):
            return None
        if state := self.state_at(k):
            return state
        if name := self.name_at(k, "state", "nisba", "people", "org", "capital"):
            if name[1].kind == "org":
                self.learn_heads(k, name[0], name[1].entity)
            return name[0], name[1].entity
        if self.fulls[k] == "الاحتلال":
            return k + 1, self.states["ISR"]
        if self.fulls[k] == "البلاد" and not (self.stem(k + 1) and self.words[k + 1].definite):
            spoken_of = self.states.get(self.memory.sentence_state() or self.memory.last_of(self.states) or "")
            return (k + 1, spoken_of) if spoken_of else None
        found = self.body(k) or self.again(k) or self.own_country(k)
        if found and found.members:
            if found.form == "body":
                self.memory.learn_body(found.word, found.members[0])
            return found.end, found.members[0]
        return None

    def whose(
        self, i: int, *, several: bool = False, envoy: bool = False, loose: bool = False, led: bool = False,
        closed: bool = False,
    ) -> Whose:  # fmt: skip
        """What tells whose the head before ``i`` is.

        ``several`` owners may be coordinated; an ``envoy`` has a host; a ``loose`` head takes its owner by a
        preposition; what is a man's (نائبه) is his who speaks, and so is what is ours of one that is ``led`` (حكومتنا;
        of 106 annotated ones of a government 87); a ``closed`` head has the article, and so no genitive behind it.
        """
        words, keys = self.words, self.keys
        found = Whose(i)
        k = i
        if k < len(words) and words[k].piece == "pron" and words[k].glued:
            k += 1
            found.end = k
            his = words[k - 1].key == _HIS or (led and words[k - 1].key == _OURS)
            last = self.memory.speaker() if his else self.memory.last()
            if last and last.country and last.country in self.states:
                found.owners.append(self.states[last.country])
                k = self.skip_modifiers(k, found)
                found.end = k
                return self.hosted(k, found) if envoy else found
        while k < len(words) and k - i < 14:
            word = words[k]
            after = self.modifier(k)
            if after > k and (found.owners or (i and word.definite == words[k - 1].definite)):
                found.former |= keys[k] in ("سابق", "اسبق", "سابقه", "راحل", "مخلوع")
                k = after
                if found.owners or word.key != "عام":
                    found.end = k
                continue
            nisba = self.name_at(k, "nisba", "people")
            if nisba:
                if found.owners and not several and found.owners[0] != nisba[1].entity:
                    break
                found.owners.append(nisba[1].entity)
                self.mark(found, k, nisba[0], "nisba")
                k = found.end = nisba[0]
                continue
            if envoy and keys[k] == _ENVOYS_OF_ALL and not found.owners and word.definite:
                found.owners.append(load_organisation_entities()["org-united-nations"])
                k = found.end = k + 1
                continue
            quoted = self.owner_at(k + 1) if k == i and self.text(k) in OPENING else None
            if quoted and self.text(quoted[0]) in CLOSING:
                found.owners.append(quoted[1])
                k = found.end = quoted[0] + 1
                continue
            at = k + 1 if word.piece == "prep" and keys[k] in _BELONGING and loose else k
            if several and not found.owners and k == i and not (closed and at == k) and (group := self.members_at(at)):
                found.owners += group.members
                found.group = None if group.members else group
                k = found.end = group.end
                continue
            genitive = word.piece == "stem" and (
                (k == i and not closed) or words[k - 1].piece in ("conj", "prep") or self.text(k - 1) in COMMAS
            )
            if genitive and (not found.owners or several) and (owner := self.owner_at(k)):
                found.owners.append(owner[1])
                self.mark(found, k, owner[0], "name")
                k = found.end = owner[0]
                continue
            if word.piece == "conj" and found.owners and several and self.is_owner(k + 1):
                k += 1
                continue
            if word.text in COMMAS and found.owners and several and self.name_at(k + 1, "state", "org", "nisba"):
                k += 1
                continue
            if keys[k] == "ل" and not found.owners and (owner := self.owner_at(k + 1)):
                found.owners.append(owner[1])
                k = found.end = owner[0]
                continue
            if keys[k] in ("كل", "من", "دول", "بعض") and several and not found.owners and self.is_owner(k + 1):
                k += 1
                continue
            if several and not found.owners and (union := self.union_of(k)):
                found.owners.append(union[1].entity)
                k = found.end = union[0]
                continue
            if self.fulls[k] in TWINS and not found.owners:
                found.owners += [self.states[c] for c in TWINS[self.fulls[k]]]
                k = found.end = k + 1
                continue
            if keys[k] == "ب" and not (found.owners or envoy or several) and (state := self.state_at(k + 1)):
                found.owners.append(state[1])
                k = found.end = state[0]
                continue
            if keys[k] in ("ب", "في") and not found.owners and not loose and (inner := self.body_within(k + 1)):
                found.owners += inner.members
                found.other = found.other or not inner.members
                k = found.end = inner.end
                continue
            if keys[k] in _HOSTING and (envoy or found.owners):
                return self.hosted(k, found) if envoy else found
            if (
                loose
                and keys[k] in _BELONGING
                and not found.owners
                and (owner := self.owner_at(k + 1) or self.owner_behind(k + 1))
            ):
                found.owners.append(owner[1])
                k = found.end = owner[0]
                continue
            definite = self.stem(i - 1) and words[i - 1].definite
            if (
                k == i
                and not self.disagrees(k)
                and (
                    (self.is_common(k) and word.tag == "ADJ")
                    or (not definite and (self.is_common(k) or self.is_body(k)))
                )
            ):
                found.other = not definite
                k += 1 if word.definite else 2
                while not definite and self.is_common(k) and k - i < 5:
                    k += 1
                found.end = k
                continue
            break
        return found

    def members_at(self, k: int) -> Mention | None:
        """A definite collective at a word: البلدين، الدول الثلاث، الجانبين القطري والأمريكي."""
        if not self.stem(k) or not self.words[k].definite:
            return None
        if self.union_of(k):
            return None
        return self.bloc(k) or self.group(k)

    def union_of(self, k: int) -> tuple[int, Name] | None:
        """The organisation whose members are meant: الدول الأعضاء في الاتحاد الأوروبي."""
        if self.keys[k] != "دول":
            return None
        at = next((n for n in range(k + 1, min(k + 5, len(self.words))) if self.keys[n] == "في"), None)
        return None if at is None else self.name_at(at + 1, "org")

    def disagrees(self, k: int) -> bool:
        """Whether a sound plural stands behind a word in ة, whose adjective it cannot be: دعت الحكومة المتظاهرين."""
        return self.fulls[k].endswith(("ين", "ون")) and self.text(k - 1).endswith("ة") and self.words[k].definite

    def mark(self, found: Whose, start: int, end: int, form: Form) -> None:
        """Keep the words of the first owner, if it is a state."""
        if len(found.owners) == 1 and found.owners[0].kind == "state":
            found.state = self.mention(
                start, end, start, (found.owners[0],), form, word=self.sort_of(start) if form == "name" else "nisba"
            )

    def body_within(self, k: int) -> Mention | None:
        """A ministry or presidency in which somebody serves: … بوزارة الخارجية."""
        if not self.stem(k) or self.words[k].definite or not self.titles.bodies.find(self.keys, k)[1]:
            return None
        return self.body(k)

    def owner_behind(self, k: int) -> tuple[int, Entity] | None:
        """The state whose adjective stands behind plain words: في السلطة التنفيذية الليبية."""
        at = k
        while at - k < 4 and self.is_common(at):
            at += 1
        nisba = self.name_at(at, "nisba") if at > k else None
        return (nisba[0], nisba[1].entity) if nisba else None

    def hosted(self, k: int, found: Whose) -> Whose:
        """The state where an envoy serves: السفير القطري لدى مصر."""
        if k < len(self.words) and self.keys[k] in _HOSTING:
            place = self.state_at(k + 1) or self.owner_at(k + 1)
            if place and not self.name_at(k + 1, "nisba", "people"):
                end, entity = place
                found.host = self.mention(k + 1, end, k + 1, (entity,), "name", word=self.sort_of(k + 1))
                found.end = end
                while (
                    end < len(self.words)
                    and self.words[end].piece == "conj"
                    and (more := self.name_at(end + 1, "state", "org"))
                ):
                    found.end = end = more[0]
            elif self.stem(k + 1) and (town := self.name_at(k + 1, "place")):
                found.host = self.mention(k + 1, town[0], k + 1, (town[1].entity,), "name", word="place")
                found.end = town[0]
        return found
