"""How statements are said in Arabic: the verb agrees with who does it, whoever has no name has the sentence's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.lending import find_own_name, name_place_in_arabic
from kg.model import Event, Gloss, Participant
from kg.phrases import is_arabic, tidy_phrase

__all__ = ["ACCORDING_TO", "COMMA", "NOBODY", "STATUS", "agree", "join", "name", "name_place", "prepare", "tell"]

STATUS = {"planned": "مقرَّر: ", "possible": "محتمَل: ", "negated": "لم يحدث: "}
ACCORDING_TO = "بحسب"
NOBODY = "[بلا فاعل مذكور]"
COMMA = "، "

#: States whose Arabic names are masculine; the names of all others take a feminine verb.
_MASCULINE_STATES = frozenset("IRQ JOR LBN MAR SDN SSD SOM VAT YEM".split())
#: First words of names that are feminine without the feminine ending: mostly broken plurals.
_FEMININE_HEADS = frozenset("الأمم الولايات قوات القوات دول الدول حماس السلطات سلطات فصائل الفصائل قوى القوى".split())


def prepare(event: Event) -> Event:
    """The event with Arabic names for those whom the sentence alone names, words of several at once included."""
    people = (*event.actors, *event.recipients, *event.said_by)
    trigger = event.trigger

    def rename(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
        named = []
        for person in side:
            own = find_own_name(person, people, [trigger])
            if own is None and not person.name_ar and is_arabic(person.text):
                carries_act = trigger.start < person.end and person.start < trigger.end
                own = None if carries_act else tidy_phrase(person.text)
            named.append(replace(person, name_ar=own) if own else person)
        return tuple(named)

    return replace(
        event, actors=rename(event.actors), recipients=rename(event.recipients), said_by=rename(event.said_by)
    )


def name(participant: Participant) -> str | None:
    """What someone is called, if an Arabic name is known."""
    return participant.name_ar


def tell(gloss: Gloss) -> str:
    """A theme or topic in the words of the article."""
    return gloss.text


def name_place(event: Event) -> str | None:
    """Where it happened, if that has an Arabic name."""
    return name_place_in_arabic(event.place, event.place_id)


def join(names: Iterable[str]) -> str:
    """A list as Arabic writes it: ``أ وب وج``."""
    return " و".join(dict.fromkeys(names))


def agree(verb: str, doers: tuple[Participant, ...]) -> str:
    """A verb of the present, given in the masculine singular, agreeing with those who stand before it.

    Two take the dual; three or more the plural where they are people, else the feminine singular, as news writes it.
    """
    head, _, rest = verb.partition(" ")
    feminine = bool(doers) and all(_is_feminine(p) for p in doers)
    people = all(p.kind == "person" for p in doers) if len(doers) > 1 else any(map(_is_masculine_plural, doers))
    if len(doers) == 2:
        stem = head[:-1] + "ي" if head.endswith("ى") else head
        head = stem + "ان"
    elif people:
        stem = head[:-1] if head[-1] in "ويى" else head
        head, feminine = stem + "ون", False
    elif len(doers) > 2:
        feminine = True
    if feminine:
        head = "ت" + head[1:]
    return f"{head} {rest}" if rest else head


def _is_masculine_plural(participant: Participant) -> bool:
    """Whether one name stands for several men: الحوثيون, الفلسطينيون."""
    head = (participant.name_ar or "").split(" ")[0]
    return participant.kind in ("nonstate", "population") and head.endswith("ون")


def _is_feminine(participant: Participant) -> bool:
    """Whether an Arabic name takes a feminine verb. People count as masculine: their sex is not known to us."""
    if participant.kind == "person":
        return False
    if participant.kind == "state":
        return participant.country not in _MASCULINE_STATES
    head = (participant.name_ar or "").split(" ")[0]
    return head.endswith("ة") or head in _FEMININE_HEADS
