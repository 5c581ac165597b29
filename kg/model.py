"""The plain data that the rooms hand to each other. Nothing here imports spaCy or rdflib.

All offsets count code points of the decoded source file with its newlines untouched (for HTML: of the extracted
text, which the store keeps), so that ``article.text[start:end] == words.text`` always holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

from kg.errors import RecordError

__all__ = [
    "ACT_TYPES",
    "INTENTION_TYPES",
    "KINDS",
    "RECIPROCAL_ACTS",
    "STATUSES",
    "Article",
    "Block",
    "Event",
    "Gloss",
    "LeftOut",
    "Participant",
    "Sentence",
    "Words",
    "type_of",
]

Kind = Literal["state", "government", "person", "igo", "nonstate", "ngo", "company", "population", "place"]
Status = Literal["actual", "planned", "possible", "negated"]

KINDS = ("state", "government", "person", "igo", "nonstate", "ngo", "company", "population", "place")
STATUSES = ("actual", "planned", "possible", "negated")

#: Every act with its PLOVER type (STATE is ours).
ACT_TYPES: Mapping[str, str] = {
    act: plover
    for plover, acts in {
        "CONSULT": "meet visit receive call discuss negotiate mediate host hold chair attend",
        "SUPPORT": "sign amend renew ratify praise support welcome congratulate condole recognise establish-relations "
                   "restore-relations appoint accredit open-mission",
        "AGREE": "agree commit offer invite intend",
        "COOPERATE": "cooperate trade exercise share extradite",
        "AID": "aid shelter evacuate",
        "CONCEDE": "apologise ease accept pardon declare-ceasefire",
        "RETREAT": "withdraw release exchange-prisoners ceasefire admit resign repatriate",
        "REQUEST": "request",
        "ACCUSE": "condemn criticise accuse express-concern complain summon investigate",
        "REJECT": "reject refuse deny veto postpone",
        "THREATEN": "threaten warn",
        "PROTEST": "protest",
        "SANCTION": "sanction expel recall cut-relations suspend dismiss",
        "MOBILIZE": "deploy mobilise",
        "COERCE": "seize arrest restrict deport cyberattack sentence",
        "ASSAULT": "attack kill abduct clash",
        "STATE": "state issue-statement publish",
    }.items()
    for act in acts.split()
}  # fmt: skip

#: Acts of these types that are still to come are intentions of another type (PLOVER manual, AGREE and CONCEDE).
INTENTION_TYPES: Mapping[str, str] = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
}  # fmt: skip

#: Acts that all parties do together: they have actors and no recipients.
RECIPROCAL_ACTS = frozenset(
    "meet discuss negotiate call hold chair attend sign amend renew agree cooperate trade exercise clash".split()
)


def type_of(act: str, status: str, *, past: bool = False) -> str:
    """The PLOVER type of an act, given its status.

    ``past`` says that a possible act is an alleged one of the past, which keeps its type.
    """
    plover = ACT_TYPES[act]
    if status == "planned" or (status == "possible" and not past):
        return INTENTION_TYPES.get(plover, plover)
    return plover


def hash_id(*parts: object, length: int = 16) -> str:
    """A short stable identifier of some values: hexadecimal, independent of platform and run."""
    return hashlib.sha256("\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose in the source: one headline or one paragraph."""

    start: int
    end: int
    text: str
    kind: Literal["title", "body"] = "body"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of the source that was not read as prose, with the reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a source file. ``file`` is the source's name as events carry it, ``part`` counts from 0."""

    file: str
    part: int
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False)
    path: str = ""
    """The path under the given root, with ``/``: the identity of an article without a URL."""
    title: str | None = None
    published: str | None = None
    """ISO date ``YYYY-MM-DD``, or less precise EDTF (``2018-03``, ``2018``)."""
    outlet: str | None = None
    language: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """Stable identifier: from the canonical URL, else from the path under the root; and the part."""
        source = ("url", self.url) if self.url else ("path", self.path or self.file)
        return hash_id(*source, self.part)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the source, at their offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(Words):
    """The sentence that an event was found in."""


@dataclass(frozen=True, slots=True)
class Gloss(Words):
    """A noun phrase of the source with a short English gloss (None when we cannot give one)."""

    en: str | None = None


@dataclass(frozen=True, slots=True)
class Participant(Words):
    """Who takes part, as the text names it and as it is known.

    ``id`` is ``wd:Q…`` for states and whatever else has a verified QID, else a flat ASCII identifier of ours
    (``person-antony-blinken``). A collective that the text leaves open has ``resolved=False`` and no country.
    """

    name: str = ""
    name_ar: str | None = None
    country: str | None = None
    kind: str = "state"
    id: str = ""
    resolved: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """One reported event: the record that `kg extract` prints, a JSON object a line."""

    id: str
    article: str
    part: int
    trigger: Words
    act: str
    type: str
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    theme: Gloss | None
    topics: tuple[Gloss, ...]
    place: str | None
    date: str | None
    status: str
    said_by: tuple[Participant, ...]
    sentence: Sentence
    rule: str
    confidence: float
    place_id: str | None = None
    date_text: str | None = None
    mode: str | None = None
    context: str | None = None
    cameo: str | None = None
    goldstein: float | None = None
    extractor: str = ""
    version: str = ""

    def to_record(self) -> dict[str, Any]:
        """The event as a JSON-ready mapping, keys in a fixed order."""
        return {f.name: _to_json(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Event:
        """The event of a mapping as `to_record` gives it. Raises `RecordError` naming the key that is wrong."""
        if not isinstance(record, Mapping):
            raise RecordError(f"an event record must be a JSON object, not {type(record).__name__}")
        try:
            values = {name: record[name] for name in _REQUIRED}
            values |= {name: record[name] for name in _OPTIONAL if name in record}
        except KeyError as error:
            known = ", ".join(_REQUIRED)
            raise RecordError(f"event record lacks the key {error.args[0]!r}; an event has {known}") from None
        values["trigger"] = _from_json(Words, values["trigger"], "trigger")
        values["sentence"] = _from_json(Sentence, values["sentence"], "sentence")
        for name in ("actors", "recipients", "said_by"):
            values[name] = tuple(_from_json(Participant, p, name) for p in _list(values[name], name))
        values["topics"] = tuple(_from_json(Gloss, t, "topics") for t in _list(values["topics"], "topics"))
        values["theme"] = None if values["theme"] is None else _from_json(Gloss, values["theme"], "theme")
        event = cls(**values)
        for name, choices in (("act", ACT_TYPES), ("status", STATUSES)):
            if (value := getattr(event, name)) not in choices:
                raise RecordError(f"event {event.id}: unknown {name} {value!r}; known are {', '.join(choices)}")
        return event


T = TypeVar("T", bound=Words)

_REQUIRED = tuple(f.name for f in fields(Event))[: [f.name for f in fields(Event)].index("place_id")]
_OPTIONAL = tuple(f.name for f in fields(Event))[len(_REQUIRED) :]


def _to_json(value: object) -> object:
    if isinstance(value, Words):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, tuple):
        return [_to_json(v) for v in value]
    return value


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise RecordError(f"event record: {name} must be a list, not {type(value).__name__}")
    return list(value)


def _from_json(kind: type[T], value: object, name: str) -> T:
    if not isinstance(value, Mapping):
        raise RecordError(f"event record: {name} must be an object with text, start and end")
    known = {f.name for f in fields(kind)}
    try:
        made = kind(**{k: v for k, v in value.items() if k in known})
    except TypeError as error:
        raise RecordError(f"event record: {name}: {error}") from None
    if not (isinstance(made.text, str) and isinstance(made.start, int) and isinstance(made.end, int)):
        raise RecordError(f"event record: {name}: text must be a string, start and end whole numbers")
    return made
