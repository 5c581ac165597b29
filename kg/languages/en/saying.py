"""How statements are said in English: the verb agrees with who does it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Event, Gloss, Participant

__all__ = ["ACCORDING_TO", "COMMA", "NOBODY", "STATUS", "agree", "join", "name", "name_place", "prepare", "tell"]

STATUS = {"planned": "planned: ", "possible": "possible: ", "negated": "did not happen: "}
ACCORDING_TO = "according to"
NOBODY = "[nobody named]"
COMMA = ", "


def prepare(event: Event) -> Event:
    """The event as it is said: English needs nothing more than what it has."""
    return event


def name(participant: Participant) -> str | None:
    """What someone is called, if an English name is known."""
    return participant.name


def tell(gloss: Gloss) -> str | None:
    """A theme or topic in English, if it has a gloss."""
    return gloss.en


def name_place(event: Event) -> str | None:
    """Where it happened."""
    return event.place


def join(names: Iterable[str]) -> str:
    """A list as English writes it: ``A, B and C``."""
    unique = list(dict.fromkeys(names))
    return " and ".join(filter(None, [", ".join(unique[:-1]), unique[-1]])) if unique else ""


def agree(verb: str, doers: tuple[Participant, ...]) -> str:
    """A verb of the present, given in the third person singular, agreeing with those who stand before it."""
    if len(set(doers)) < 2 and not any(map(_is_english_plural, doers)):
        return verb
    head, _, rest = verb.partition(" ")
    if head == "is":
        head = "are"
    elif head.endswith("ies"):
        head = head[:-3] + "y"
    else:
        head = head[:-2] if head.endswith(("sses", "shes", "ches", "xes", "oes")) else head[:-1]
    return f"{head} {rest}" if rest else head


def _is_english_plural(participant: Participant) -> bool:
    """Whether one English name stands for several people: Qatari officials, Afghans, people of Gaza, leaders of it."""
    before, of, _ = participant.name.partition(" of ")
    head = before.split(" ")[-1]
    if participant.kind == "population":
        return head.endswith("s") or head.casefold() == "people"
    office = head.islower() or (of and head == before)  # Officials of the Government, and no James
    return participant.kind == "person" and bool(office) and head.endswith("s") and not head.endswith("ss")
