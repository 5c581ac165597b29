"""Corrections that people make by hand, in a plain file of their own that survives every build: ``corrections.toml``.

    [[reject]]
    event = "event-4e212caf9d5160a2-100"
    why = "the sentence speaks of a plan of others"

    [[edit]]
    event = "event-0941fa02bb5755a4-121"
    status = "planned"
    actors = ["wd:Q846", "person-per-lund"]

    [[merge]]
    entities = ["person-per-lund", "person-p-lund"]      # the first one stays

==========  ======================================================================================================
``accept``  ``event`` or ``events``, ``entity``: somebody has checked it
``reject``  ``event`` or ``events``: the words tell of no such event; ``entity``: the words name nobody
``edit``    ``event`` with what shall stand instead: ``act``, ``status``, ``date``, ``place``, ``theme`` (words of the
            sentence) and ``theme_en``, ``actors``, ``recipients``, ``said_by`` (ids, or codes such as QAT), and
            ``remove``, a list of slots; ``entity`` with ``name_en``, ``name_ar``, ``country``, ``kind``
``merge``   ``events``: these reports tell of one event, whatever speaks against it; ``entities``: they are the first
``split``   ``events``: no two of these reports tell of one event; ``entity`` with ``into`` and ``events``: what these
            reports call so is another
==========  ======================================================================================================

An event is named by its id (``event-…``), which is that of the report that it had first, so that it names that report
(``report-…`` may be written, too) whatever the event becomes. All may have ``why``, ``by`` and ``on`` (a day).
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import ACT_TYPES, KINDS, STATUSES, hash_id

__all__ = ["Correction", "check_change", "format_correction", "read_corrections"]

ACTIONS = ("accept", "reject", "edit", "merge", "split")
_COMMON = ("why", "by", "on")
_EVENT_SLOTS = ("act", "status", "date", "place", "theme", "theme_en", "actors", "recipients", "said_by", "remove")
_ENTITY_FACTS = ("name_en", "name_ar", "country", "kind")
_LISTS = ("events", "entities", "actors", "recipients", "said_by", "remove")
#: Slots that an edit may empty.
_REMOVABLE = ("date", "place", "theme", "topics", "actors", "recipients", "said_by")
#: The keys that each action takes beside those that name what it is about.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "accept": (), "reject": (), "edit": (*_EVENT_SLOTS, *_ENTITY_FACTS), "merge": (),
    "split": ("into", *_ENTITY_FACTS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. ``events`` are ids of reports (``report-…``), ``entities`` ids of entities (``wd:Q846``).

    ``changes`` is what an edit puts in place, or ``into`` and the names of what a split makes.
    """

    action: str
    events: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    why: str | None = None
    by: str | None = None
    on: str | None = None

    @property
    def id(self) -> str:
        """Stable identifier: from what it does, not from who did it and why."""
        return hash_id(self.action, self.events, self.entities, json.dumps(self.changes, sort_keys=True))

    def to_json(self) -> str:
        """All of it as one line of JSON, the same correction always as the same bytes."""
        return json.dumps(
            {name: value for name in self.__slots__ if (value := getattr(self, name))},
            ensure_ascii=False, sort_keys=True,
        )  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> Correction:
        """The correction of `to_json`."""
        values = json.loads(text)
        for name in ("events", "entities"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)

    def __str__(self) -> str:
        return f"{self.action} {', '.join((*self.entities, *self.events))}"


def read_corrections(path: Path) -> list[Correction]:
    """The corrections of a file, in its order, the same one only once.

    Raises `InputError` that names the file, the correction and what is wrong with it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file of corrections") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: no TOML: {error}") from None
    found = [c for action, entries in data.items() for c in _read_action(action, entries, str(path))]
    return list({correction.id: correction for correction in found}.values())


def _read_action(action: str, entries: Any, where: str) -> Iterator[Correction]:
    if action not in ACTIONS:
        raise InputError(f"{where}: no correction is called {action!r}{_suggest(action, ACTIONS)}")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{where}: write [[{action}]] in double brackets before each")
    for number, entry in enumerate(entries, 1):
        yield _read_entry(action, entry, f"{where}: {action} number {number}")


def _read_entry(action: str, entry: dict[str, Any], where: str) -> Correction:
    known = ("event", "events", "entity", "entities", *_KEYS[action], *_COMMON)
    for key, value in entry.items():
        if key not in known:
            raise InputError(f"{where}: unknown key {key!r}{_suggest(key, known)}")
        texts = value if key in _LISTS else [value]
        if not isinstance(texts, list) or not all(isinstance(x, str) or key == "on" for x in texts):
            raise InputError(f"{where}: {key} must be {'a list of texts' if key in _LISTS else 'a text'}")
    events = tuple(_name_report(x, where) for x in _list(entry, "event", "events"))
    entities = _list(entry, "entity", "entities")
    changes = {key: entry[key] for key in _KEYS[action] if key in entry}
    correction = Correction(action, events, entities, changes, entry.get("why"), entry.get("by"),
                            str(entry["on"]) if "on" in entry else None)  # fmt: skip
    _check(correction, where)
    return correction


def _list(entry: Mapping[str, Any], one: str, many: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([entry[one]] if one in entry else []), *entry.get(many, [])]))


def _name_report(name: str, where: str) -> str:
    local = name.strip().removeprefix("id:").rsplit("/", 1)[-1]
    for prefix in ("event-", "report-"):
        if local.startswith(prefix) and len(local) > len(prefix):
            return f"report-{local.removeprefix(prefix)}"
    raise InputError(f"{where}: {name!r} is no id of an event (event-…); `kg query doubtful` shows some")


def _check(correction: Correction, where: str) -> None:
    """Raises `InputError` when a correction lacks something or has too much."""
    action, events, entities, changes = correction.action, correction.events, correction.entities, correction.changes
    if bool(events) == bool(entities) and not (action == "split" and events and len(entities) == 1):
        raise InputError(f"{where}: name an event or an entity that it is about, and not both")
    several = action in ("merge", "split") and not (action == "split" and entities)
    if several and len(events or entities) < 2:
        raise InputError(f"{where}: it takes at least two {'events' if events else 'entities'}")
    if action == "edit":
        fitting = _EVENT_SLOTS if events else _ENTITY_FACTS
        if not changes or (odd := [key for key in changes if key not in fitting]):
            said = f"{odd[0]!r} is none of an {'event' if events else 'entity'}" if changes else "it changes nothing"
            raise InputError(f"{where}: {said}; there are {', '.join(fitting)}")
    if action == "split" and entities and not (events and changes.get("into")):
        raise InputError(f"{where}: a split of an entity needs `into`, the other's id, and the `events` that mean it")
    for key, choices in (("act", tuple(ACT_TYPES)), ("status", STATUSES), ("kind", KINDS)):
        if key in changes and changes[key] not in choices:
            raise InputError(f"{where}: unknown {key} {changes[key]!r}{_suggest(changes[key], choices)}")
    for slot in changes.get("remove", ()):
        if slot not in _REMOVABLE:
            raise InputError(f"{where}: {slot!r} cannot be removed{_suggest(slot, _REMOVABLE)}")


def check_change(slot: str, value: str) -> str | list[str]:
    """What an edit of an event may put into a slot, lists given with commas. Raises `InputError` as the file does."""
    given: str | list[str] = [x.strip() for x in value.split(",")] if slot in _LISTS else value
    changes = _read_entry("edit", {"event": "event-x", slot: given}, "edit").changes
    result: str | list[str] = changes[slot]
    return result


def _suggest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"


def format_correction(correction: Correction) -> str:
    """A correction as it is written in the file, with a blank line before it."""
    events = [name.replace("report-", "event-", 1) for name in correction.events]
    pairs: dict[str, Any] = {}
    for one, many, names in (("event", "events", events), ("entity", "entities", list(correction.entities))):
        if names:
            pairs[one if len(names) == 1 and not (many == "events" and correction.action == "split") else many] = (
                names[0] if len(names) == 1 and not (many == "events" and correction.action == "split") else names
            )
    pairs |= correction.changes
    pairs |= {key: value for key in _COMMON if (value := getattr(correction, key))}
    return f"\n[[{correction.action}]]\n" + "".join(f"{key} = {_quote(value)}\n" for key, value in pairs.items())


def _quote(value: str | Iterable[str]) -> str:
    """A text or a list of texts in TOML. Its basic strings are those of JSON, but for DEL."""
    if not isinstance(value, str):
        return f"[{', '.join(map(_quote, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
