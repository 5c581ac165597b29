"""What the reports of one event together say: the event, how far it holds, and the ties that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from kg.edtf import bounds
from kg.graph.merging import Party, Telling
from kg.graph.reprints import find_originals
from kg.model import RECIPROCAL_ACTS
from kg.vocabulary.acts import ACTS

__all__ = ["Merged", "find_ties", "settle", "tell_ties"]


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
    originals: Mapping[str, str]
    """Each article that tells of it in nearly the text of an earlier one, with that one."""

    @property
    def first(self) -> str:
        """The report that gives the event its id."""
        return self.tellings[0].report


def settle(tellings: Sequence[Telling]) -> Merged:
    """What the reports of one event together say. ``tellings`` must be in canonical order.

    What is done goes before what is planned, that before what is possible, and all before what is denied. The date is
    the most exact one. Confidence: the best report of each text, and texts as independent witnesses; articles that
    repeat one text (`kg.graph.reprints`) are one witness.
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
    originals = find_originals({t.article: t.imprint for t in tellings})
    best: dict[str, float] = {}
    for t in tellings:
        text = originals.get(t.article, t.article)
        best[text] = max(best.get(text, 0.0), t.confidence)
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1 - confidence
    conflicts = []
    if len(statuses) > 1:
        conflicts.append("Status")
    if len({t.date for t in tellings if t.date}) > 1 and not _nested([t for t in tellings if t.date]):
        conflicts.append("Date")
    if _disagree(tellings):
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
        originals=originals,
    )


def _width(telling: Telling) -> timedelta:
    first, last = bounds(telling.date or "9999")
    return last - first


def _nested(dated: Sequence[Telling]) -> bool:
    """Whether each date lies within every wider one: then they differ in exactness, not in what they say."""
    spans = sorted((bounds(t.date or "9999") for t in dated), key=lambda s: s[1] - s[0])
    return all(b[0] <= a[0] and a[1] <= b[1] for a, b in pairwise(spans))


def _oriented(telling: Telling, lead: Telling) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    if ("receive" in (telling.act, lead.act)) and telling.act != lead.act:
        return telling.recipients, telling.actors
    return telling.actors, telling.recipients


def _unite(sides: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    return tuple(sorted({party for side in sides for party in side}, key=lambda x: x.iri))


def _disagree(tellings: Iterable[Telling]) -> bool:
    """Whether two reports name different persons or bodies of one country; its mere name agrees with all of them."""
    named: dict[str | None, set[str]] = {}
    for telling in tellings:
        parties = {*telling.actors, *telling.recipients}
        for code in {x.code for x in parties}:
            mine = [x for x in parties if x.code == code]
            iris = {x.iri for x in mine}
            if not any(x.whole for x in mine) and named.setdefault(code, iris) != iris:
                return True
    return False


def find_ties(merged: Merged) -> set[tuple[str, str, str]]:
    """The shortcuts of an event, as subject, local name of the property, object.

    None unless the event is actual and denied by nobody. Each is told by one report, and by one of equal standing: what
    only others say of the actors has the properties ``claimed…``.
    """
    if merged.standing not in ("Asserted", "Claimed"):
        return set()
    told = [t for t in merged.tellings if t.status == "actual" and t.standing == merged.standing]
    return {tie for telling in told for tie in tell_ties(telling)}


def tell_ties(telling: Telling) -> Iterator[tuple[str, str, str]]:
    """The shortcuts that one report tells."""
    act = ACTS[telling.act]
    pairs: list[tuple[Party, Party]] = []
    actors = set(telling.actors)
    if telling.act in RECIPROCAL_ACTS:
        actors |= set(telling.recipients)
        pairs = [(a, b) for a in actors for b in actors if a != b]
        if len({x.code or x.iri for x in actors}) > 1:
            # Members of one delegation act together, not with each other.
            pairs = [(a, b) for a, b in pairs if (a.code or a.iri) != (b.code or b.iri)]
    else:
        pairs = [(a, b) for a in actors for b in telling.recipients]
    ties = [(a.iri, act.party_tie, b.iri) for a, b in pairs]
    ties += [(a.iri, act.theme_tie, theme) for a in actors for theme in telling.themes]
    for subject, name, object_ in ties:
        if name and subject != object_:
            claimed = f"claimed{name[0].upper()}{name[1:]}"
            yield subject, name if telling.standing == "Asserted" else claimed, object_
