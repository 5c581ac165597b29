"""What many events of one pair, or of one actor, come to: how often, when, in cooperation or in conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.exports.graphs import Value
from kg.exports.reading import Entity, EventRow, Reader, Span
from kg.vocabulary.plover import TYPES

__all__ = [
    "ENTITY_ATTRIBUTES", "TALLY_ATTRIBUTES", "Tally", "add_entities", "describe_entity", "drop_unknown", "find_period",
    "merge_spans", "resolve", "write_spells",
]  # fmt: skip

#: So many times are kept before they are merged.
_MOST_SPANS = 64

COOPERATION, CONFLICT = (1, 2), (3, 4)

ENTITY_ATTRIBUTES: Mapping[str, str] = {
    "label_en": "string", "label_ar": "string", "label_latin": "string", "kind": "string", "country": "string",
    "events": "integer", "quad": "integer", "first": "string", "last": "string",
}  # fmt: skip

TALLY_ATTRIBUTES: Mapping[str, str] = {
    "reports": "integer", "goldstein": "double", "cooperation": "double", "conflict": "double", "first": "string",
    "last": "string",
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """A running sum over events."""

    events: int = 0
    reports: int = 0
    goldstein: float = 0.0
    quads: Counter[int] = field(default_factory=Counter)
    undated: bool = False
    _spans: list[Span] = field(default_factory=list)
    _full: int = _MOST_SPANS

    def add(self, event: EventRow) -> None:
        """Counts one more event."""
        self.events += 1
        self.reports += event.reports
        self.goldstein += event.goldstein
        quad = TYPES[event.type].quad
        if quad is not None:
            self.quads[quad] += 1
        if event.span is None:
            self.undated = True
        else:
            self._spans.append(event.span)
            if len(self._spans) >= self._full:
                self._spans = merge_spans(self._spans)
                self._full = max(_MOST_SPANS, 2 * len(self._spans))

    @property
    def spans(self) -> list[Span]:
        """The times in order, those that overlap made one."""
        return merge_spans(self._spans)

    @property
    def quad(self) -> int | None:
        """The quad class of most events, the lower number where two are even."""
        return min(self.quads, key=lambda quad: (-self.quads[quad], quad), default=None)

    def share(self, quads: Iterable[int]) -> float:
        """Which part of the events is of these quad classes."""
        return round(sum(self.quads[quad] for quad in quads) / self.events, 4)

    def describe(self) -> dict[str, Value | None]:
        """The values of an edge: `TALLY_ATTRIBUTES`, ``weight`` and ``spells``."""
        spans = self.spans
        return {
            "weight": self.events,
            "reports": self.reports,
            "goldstein": round(self.goldstein / self.events, 2),
            "cooperation": self.share(COOPERATION),
            "conflict": self.share(CONFLICT),
            "first": spans[0][0] if spans else None,
            "last": max(span[1] for span in spans) if spans else None,
            # What is undated may be at any time: it has no spell that would hide it.
            "spells": None if self.undated else write_spells(spans),
        }


def describe_entity(entity: Entity, lang: str, tally: Tally | None = None) -> dict[str, Value]:
    """The values of a node that stands for somebody or something: `ENTITY_ATTRIBUTES`, ``label`` and ``spells``."""
    told = tally.describe() if tally else {}
    return drop_unknown(
        {
            "label": entity.label(lang),
            "label_en": entity.label_en or None,
            "label_ar": entity.label_ar or None,
            "label_latin": entity.latin or None,
            "kind": entity.kind or None,
            "country": entity.code or None,
            "events": tally.events if tally else None,
            "quad": tally.quad if tally else None,
            "first": told.get("first"),
            "last": told.get("last"),
            "spells": told.get("spells"),
        }
    )


def add_entities(tallies: dict[str, Tally], event: EventRow, entities: Iterable[str]) -> None:
    """Counts an event once for each of those who are in it."""
    for entity in dict.fromkeys(entities):
        tallies.setdefault(entity, Tally()).add(event)


def find_period(tallies: Iterable[Tally]) -> Span | None:
    """The first and the last day of all that is dated."""
    spans = [span for tally in tallies for span in tally.spans]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Times in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def write_spells(spans: Iterable[Span]) -> str | None:
    """Times as text; None for none."""
    return " ".join(f"{start}/{end}" for start, end in spans) or None


def drop_unknown(values: Mapping[str, Value | None]) -> dict[str, Value]:
    """The values that are known."""
    return {name: value for name, value in values.items() if value is not None}


def resolve(reader: Reader, people: Iterable[str], actors: str) -> list[str]:
    """Who stands for participants, each once, in order: ``told`` themselves, ``folded`` their state, ``states`` only.

    Whoever the text leaves open is nobody that a network could show.
    """
    found = []
    for iri in people:
        if not reader.entity(iri).resolved:
            continue
        who = iri if actors in ("", "told") else reader.fold(iri)
        if actors != "states" or reader.entity(who).kind == "state":
            found.append(who)
    return sorted(set(found))
