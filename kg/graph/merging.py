"""Reports into events: which reports tell of the same act, and what the event then is.

Two reports can tell of one event only when their merge keys are equal: the family of the act and the countries (or
organisations) on each side. Among those, `compatible` decides pair by pair: times must overlap, nobody named may
contradict, and where the act is known by its content, the content must agree. An event is a set of reports that are
compatible each with each. It is found in canonical order, so that any order of articles gives the same events.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

from kg.edtf import bounds
from kg.errors import RecordError
from kg.graph.things import content_words
from kg.model import RECIPROCAL_ACTS, Event
from kg.vocabulary.act import Act
from kg.vocabulary.acts import ACTS

__all__ = ["Party", "Telling", "compatible", "make_merge_key", "merge", "why_apart"]

#: Acts that are known by who, whom and when; all others are also known by what they are about.
CONTACTS = frozenset(
    "meet visit receive call appoint accredit open-mission establish-relations restore-relations cut-relations recall "
    "resign exchange-prisoners ceasefire declare-ceasefire clash".split()
)

#: An undated act that is told as done lies within this time before its article appeared.
NEWS = timedelta(days=3)

#: An undated act that is told as still to come lies within this time after its article appeared.
AHEAD = timedelta(days=60)

#: A date that covers more than this needs agreeing content besides.
COARSE = timedelta(days=31)

#: Share of common words from which two themes are taken for the same, and below which for different ones.
SAME, DIFFERENT = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Party:
    """A participant of a report: IRI, country code, and whether it stands for its state as a whole."""

    iri: str
    code: str | None
    whole: bool


@dataclass(frozen=True)
class Telling:
    """What merging needs to know of one report."""

    report: str
    article: str
    sentence: str
    start: int
    published: str | None
    language: str | None
    act: str
    type: str
    status: str
    standing: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: tuple[str, ...]
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    words: tuple[str, ...]
    places: tuple[str, ...]
    date: str | None
    cameo: str
    goldstein: str
    mode: str | None
    context: str | None
    confidence: float

    @property
    def order(self) -> tuple[str, str, int, str]:
        """The canonical order of reports: as published, undated articles last."""
        return self.published or "9999", self.article, self.start, self.report

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that say what the act is about."""
        return content_words(*self.words)

    @cached_property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The days on which the act may lie; None when nothing tells."""
        if self.date:
            return bounds(self.date)
        try:
            shown = bounds(self.published) if self.published else None
        except RecordError:
            return None
        if shown is None:
            return None
        if self.status in ("actual", "negated"):
            return _clamp(shown[0], -NEWS), shown[1]
        return shown[0], _clamp(shown[1], AHEAD)


def make_merge_key(act: Act, event: Event) -> str | None:
    """The merge key of an event, None when it has no actors or a participant whom the text leaves open."""
    people = (*event.actors, *event.recipients)
    if not event.actors or not all(x.resolved for x in people):
        return None

    def codes(side: Iterable[object]) -> str:
        return ",".join(sorted({x.country or x.id or x.name for x in side}))  # type: ignore[attr-defined]

    if act.name in RECIPROCAL_ACTS:
        return f"{act.family}|{codes(people)}"
    if act.name == "receive":
        return f"{act.family}|{codes(event.recipients)}>{codes(event.actors)}"
    return f"{act.family}|{codes(event.actors)}>{codes(event.recipients)}"


def compatible(a: Telling, b: Telling) -> bool:
    """Whether two reports with one merge key can tell of the same event."""
    return why_apart(a, b) is None


def why_apart(a: Telling, b: Telling) -> str | None:
    """Why two reports with one merge key tell of different events, in a plain phrase; None when they may be one."""
    if a.sentence == b.sentence:
        return "one sentence tells of both, by different words"
    if not _same_people(a, b):
        return "different persons or bodies of the same country"
    likeness = _likeness(a.content, b.content)
    alike = likeness is not None and likeness >= SAME
    if likeness is not None and likeness < DIFFERENT and not _known_by_contact(a, b):
        return "about different things"
    together = a.article == b.article
    if a.span is None or b.span is None:
        if together and (alike or likeness is None):
            return None
        return "when at least one of them happened is not known"
    overlap = a.span[0] <= b.span[1] and b.span[0] <= a.span[1]
    if not overlap:
        return "at different times"
    coarse = max(x[1] - x[0] for x in (a.span, b.span)) > COARSE
    if (coarse or not (a.date and b.date)) and not (alike or together or (_known_by_contact(a, b) and not coarse)):
        return "their times are too vague to take them for one"
    if not _known_by_contact(a, b) and likeness is None and not together and not (a.date and b.date):
        return "nothing shows that they are about the same"
    return None


def merge(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The events of the reports of one merge key: each a list of reports in canonical order.

    Reports join the first event with all of whose reports they are compatible; those with exact dates go first, so that a
    vague one never decides for them.
    """
    events: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda t: (_vagueness(t), t.order)):
        for event in events:
            if all(compatible(telling, other) for other in event):
                event.append(telling)
                break
        else:
            events.append([telling])
    return [sorted(event, key=lambda t: t.order) for event in events]


def _vagueness(telling: Telling) -> tuple[bool, bool, timedelta]:
    span = telling.span
    return span is None, not telling.date, span[1] - span[0] if span else timedelta()


def _known_by_contact(a: Telling, b: Telling) -> bool:
    return a.act in CONTACTS and b.act in CONTACTS


def _same_people(a: Telling, b: Telling) -> bool:
    swapped = ("receive" in (a.act, b.act)) and a.act != b.act
    if a.act in RECIPROCAL_ACTS:
        return _same_side((*a.actors, *a.recipients), (*b.actors, *b.recipients))
    if swapped:
        return _same_side(a.actors, b.recipients) and _same_side(a.recipients, b.actors)
    return _same_side(a.actors, b.actors) and _same_side(a.recipients, b.recipients)


def _same_side(a: Iterable[Party], b: Iterable[Party]) -> bool:
    mine, yours = _by_code(a), _by_code(b)
    for code in mine.keys() & yours.keys():
        one, other = mine[code], yours[code]
        if any(x.whole for x in one) or any(x.whole for x in other):
            continue
        if not {x.iri for x in one} & {x.iri for x in other}:
            return False
    return True


def _by_code(side: Iterable[Party]) -> dict[str, list[Party]]:
    out: dict[str, list[Party]] = defaultdict(list)
    for party in side:
        out[party.code or party.iri].append(party)
    return out


def _likeness(a: frozenset[str], b: frozenset[str]) -> float | None:
    """The share of common words; None when one side is silent or the languages differ."""
    if not a or not b or _script(a) != _script(b):
        return None
    return len(a & b) / min(len(a), len(b))


@lru_cache(maxsize=4096)
def _script(words: frozenset[str]) -> bool:
    return any("\u0600" <= w[0] <= "\u06ff" for w in words)


def _clamp(day: dt.date, by: timedelta) -> dt.date:
    try:
        return day + by
    except OverflowError:
        return dt.date.max if by > timedelta() else dt.date.min


@dataclass(frozen=True, slots=True)
class Merged:
    """An event as its reports make it. ``conflicts`` names how they disagree: Status, Date, Party."""

    tellings: tuple[Telling, ...]
    act: str
    type: str
    status: str
    standing: str
    statuses: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: str | None
    confidence: float
    conflicts: tuple[str, ...]
    denied_by: tuple[str, ...]
    lead: Telling

    @property
    def first(self) -> str:
        """The report that gives the event its id."""
        return self.tellings[0].report


def settle(tellings: Sequence[Telling]) -> Merged:
    """What the reports of one event together say. ``tellings`` must be in canonical order.

    What is done goes before what is planned, that before what is possible, and all before what is denied. The date is the
    most exact one. Confidence: the best report of each article, and articles as independent witnesses.
    """
    statuses = {t.status for t in tellings}
    status = next(s for s in ("actual", "planned", "possible", "negated") if s in statuses)
    leading = [t for t in tellings if t.status == status]
    lead = leading[0]
    dated = sorted((t for t in leading if t.date), key=lambda t: (_width(t), t.order)) or sorted(
        (t for t in tellings if t.date), key=lambda t: (_width(t), t.order)
    )
    actors = _unite(_oriented(t, lead)[0] for t in tellings)
    recipients = _unite(_oriented(t, lead)[1] for t in tellings)
    standing = "NotDone"
    if status == "actual":
        standing = "Disputed" if "negated" in statuses else "Claimed"
        if standing == "Claimed" and any(t.standing == "Asserted" for t in leading):
            standing = "Asserted"
    best: dict[str, float] = {}
    for t in tellings:
        best[t.article] = max(best.get(t.article, 0.0), t.confidence)
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1 - confidence
    conflicts = []
    if len(statuses) > 1:
        conflicts.append("Status")
    if len({t.date for t in tellings if t.date}) > 1 and not _nested([t for t in tellings if t.date]):
        conflicts.append("Date")
    if len({(frozenset(x.iri for x in t.actors), frozenset(x.iri for x in t.recipients)) for t in tellings}) > 1:
        conflicts.append("Party")
    return Merged(
        tellings=tuple(tellings),
        act=lead.act,
        type=lead.type,
        status=status,
        standing=standing,
        statuses=tuple(sorted(statuses)),
        actors=actors,
        recipients=recipients,
        date=dated[0].date if dated else None,
        confidence=round(1 - doubt, 2),
        conflicts=tuple(conflicts),
        denied_by=tuple(sorted({s for t in tellings if t.status == "negated" for s in t.said_by}))
        if len(statuses) > 1
        else (),
        lead=lead,
    )


def _width(telling: Telling) -> timedelta:
    first, last = bounds(telling.date or "9999")
    return last - first


def _nested(dated: Sequence[Telling]) -> bool:
    """Whether each date lies within every wider one: then they differ in exactness, not in what they say."""
    spans = sorted((bounds(t.date or "9999") for t in dated), key=lambda s: s[1] - s[0])
    return all(b[0] <= a[0] and a[1] <= b[1] for a, b in zip(spans, spans[1:], strict=False))


def _oriented(telling: Telling, lead: Telling) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    if ("receive" in (telling.act, lead.act)) and telling.act != lead.act:
        return telling.recipients, telling.actors
    return telling.actors, telling.recipients


def _unite(sides: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    return tuple(sorted({party for side in sides for party in side}, key=lambda x: x.iri))


def find_ties(merged: Merged, themes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The shortcuts of an event, as subject, local name of the property, object; none unless it is actual and undenied.

    What only others say of the actors has the properties ``claimed…``.
    """
    if merged.standing not in ("Asserted", "Claimed"):
        return
    act = ACTS[merged.act]

    def named(tie: str) -> str:
        return tie if merged.standing == "Asserted" else f"claimed{tie[0].upper()}{tie[1:]}"

    actors = [x.iri for x in merged.actors]
    others = [x.iri for x in merged.recipients]
    if merged.act in RECIPROCAL_ACTS:
        others = sorted({*actors, *others})
        actors = others
    themes = sorted(set(themes))
    for actor in actors:
        if act.theme_tie:
            for theme in themes:
                yield actor, named(act.theme_tie), theme
        if act.party_tie:
            for other in others:
                if other != actor:
                    yield actor, named(act.party_tie), other
