"""An event as the score sees it, be it gold or a system's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.errors import RecordError
from kg.evaluation.wording import fold

__all__ = ["Told", "find_side"]

_PEOPLE = ("actors", "recipients", "said_by")


@dataclass(frozen=True)
class Told:
    """An event as the score sees it, from gold or from a system, with the record that it was made of."""

    trigger: str
    act: str | None
    type: str | None
    actors: tuple[Mapping[str, Any], ...]
    recipients: tuple[Mapping[str, Any], ...]
    said_by: tuple[Mapping[str, Any], ...]
    theme: str
    topics: tuple[str, ...]
    place: str
    date: str | None
    status: str | None
    start: int = -1
    record: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_record(cls, record: Mapping[str, Any], where: str = "event") -> Told:
        """Reads a gold event (trigger a string) or an extracted one (trigger with offsets). Raises `RecordError`."""
        if not isinstance(record, Mapping):
            raise RecordError(f"{where}: an event must be a JSON object, not {type(record).__name__}")
        trigger = record.get("trigger")
        start = trigger.get("start", -1) if isinstance(trigger, Mapping) else -1
        for key in ("act", "type", "date", "status"):
            if not isinstance(record.get(key), str | None):
                raise RecordError(f"{where}: {key} must be a string or null, not {record[key]!r}")
        if not isinstance(start, int):
            raise RecordError(f"{where}: the trigger's start must be a whole number, not {start!r}")
        return cls(
            trigger=_text_of(trigger),
            act=record.get("act"),
            type=record.get("type"),
            actors=_read_people(record, "actors", where),
            recipients=_read_people(record, "recipients", where),
            said_by=_read_people(record, "said_by", where),
            theme=_text_of(record.get("theme")),
            topics=tuple(map(_text_of, _read_list(record, "topics", where))),
            place=_text_of(record.get("place")),
            date=record.get("date"),
            status=record.get("status"),
            start=start,
            record=record,
        )

    @property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """The countries (names where there is none) of the doers and of those it is done to."""
        doers, others = find_side(self.actors), find_side(self.recipients)
        return (others, doers) if self.act == "receive" else (doers, others)

    def summarise(self) -> str:
        """The event in one line, slot by slot, for lists of errors."""
        people = {name: ", ".join(str(p.get("name") or p.get("text")) for p in getattr(self, name)) for name in _PEOPLE}
        slots = {"actors": people["actors"], "recipients": people["recipients"], "theme": self.theme,
                 "topics": "; ".join(self.topics), "place": self.place, "date": self.date, "said_by": people["said_by"],
                 "rule": self.record.get("rule")}  # fmt: skip
        told = " | ".join(f"{name}: {value}" for name, value in slots.items() if value)
        return f"{self.type} {self.act} {self.status} ‘{self.trigger}’ | {told}"


def find_side(participants: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The countries of participants; the folded name of each that has none."""
    return frozenset(p.get("country") or fold(p.get("name") or p.get("text")).strip() for p in participants)


def _read_list(record: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = record.get(key) or []
    if not isinstance(value, list):
        raise RecordError(f"{where}: {key} must be a list, not {type(value).__name__}")
    return value


def _read_people(record: Mapping[str, Any], key: str, where: str) -> tuple[Mapping[str, Any], ...]:
    people = _read_list(record, key, where)
    for person in people:
        if not isinstance(person, Mapping):
            raise RecordError(f"{where}: {key} must hold objects, not {type(person).__name__}")
        for name in ("text", "name", "country", "kind"):
            if not isinstance(person.get(name), str | None):
                raise RecordError(f"{where}: {key}: {name} must be a string or null, not {person[name]!r}")
    return tuple(people)


def _text_of(slot: object) -> str:
    if isinstance(slot, Mapping):
        slot = slot.get("text")
    return slot if isinstance(slot, str) else ""
