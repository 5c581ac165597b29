"""The columns of the tables: their names, types and meaning, for files and for the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import SCHEMA

__all__ = ["ARTICLES", "DYADS", "DYAD_MONTHS", "EVENTS", "OUTLET_MONTHS", "Cell", "Column", "Kind"]

Kind: TypeAlias = Literal["text", "date", "integer", "number"]
Cell: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``property`` is the term of the ontology that its values are taken from, empty where there is none."""

    name: str
    kind: Kind
    about: str
    property: str = ""


def _name_party(side: str, whose: str, property: str, *, one: bool) -> Iterator[Column]:
    """The columns of actors, recipients or speakers; lists, unless there is ``one``."""
    number: Kind = "integer" if one else "text"
    yield Column(side, "text", f"Name of the {whose} in English, else in Arabic", property)
    yield Column(f"{side}_ar", "text", f"Name of the {whose} in Arabic", property)
    yield Column(f"{side}_id", "text", f"Identifier of the {whose}: its IRI", property)
    yield Column(f"{side}_kind", "text", f"Kind of the {whose}; unresolved where the text leaves open who is meant")
    yield Column(
        f"{side}_iso3", "text", f"ISO 3166-1 alpha-3 code of the state of the {whose}, or its own code", p.COUNTRY
    )
    if side == "said_by":
        return
    yield Column(f"{side}_iso2", "text", f"ISO 3166-1 alpha-2 code of the state of the {whose}")
    yield Column(
        f"{side}_cameo",
        "text",
        f"CAMEO-style code of the {whose}: state, then GOV, CVL, BUS or NGO; IGO for organisations of states",
    )
    yield Column(f"{side}_cow", number, f"Correlates of War state number of the {whose}")
    yield Column(f"{side}_gw", number, f"Gleditsch-Ward state number of the {whose}")


_HEAD = (
    Column("event", "text", "Identifier of the event: its IRI"),
    Column(
        "date", "date", "Day of the event, where it is known to the day; that of publication where no text tells it"
    ),
    Column("date_from", "text", "Where the date is from: text, or published"),
    Column("date_edtf", "text", "Date as the texts tell it, as EDTF (2024-03-06, 2022-11, 199X)", p.DATE),
    Column("earliest", "date", "First day on which the event can have been", p.EARLIEST),
    Column("latest", "date", "Last day on which the event can have been", p.LATEST),
)
_CODES = (
    Column("act", "text", "Act", p.ACT),
    Column("type", "text", "PLOVER type of the event", p.PLOVER_TYPE),
    Column("mode", "text", "PLOVER mode of the event", p.MODE),
    Column("context", "text", "PLOVER context of the event", p.CONTEXT),
    Column("cameo", "text", "CAMEO code of the event; keep it as text, zeros lead", p.CAMEO),
    Column("goldstein", "number", "Goldstein score of the CAMEO code, -10 (conflict) to 10 (cooperation)", p.GOLDSTEIN),
    Column("plover_score", "number", "Score of the PLOVER type, -10 to 10", p.SCORE),
    Column(
        "quad_class",
        "integer",
        "Quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict",
        p.QUAD_CLASS,
    ),
    Column("status", "text", "Whether the event is told as done", p.STATUS),
    Column("standing", "text", "Who stands for the event: asserted, claimed, disputed, not-done", p.STANDING),
)
_REST = (
    Column("theme", "text", "What the event is about, in English, else in Arabic", p.THEME),
    Column("theme_ar", "text", "What the event is about, in Arabic", p.THEME),
    Column("topics", "text", "Further matters, in English, else in Arabic", p.TOPIC),
    Column("topics_ar", "text", "Further matters, in Arabic", p.TOPIC),
    Column("place", "text", "Where the event took place, in English, else in Arabic", p.PLACE),
    Column("place_ar", "text", "Where the event took place, in Arabic", p.PLACE),
    Column("statement_en", "text", "The event as one line in English"),
    Column("statement_ar", "text", "The event as one line in Arabic"),
    Column("reports", "integer", "How many reports tell of the event", p.REPORTS),
    Column("articles", "integer", "How many articles tell of the event", p.ARTICLES),
    Column("texts", "integer", "How many of them have a text of their own; reprints of one text count once", p.TEXTS),
    Column("confidence", "number", "Confidence of the extractor, 0 to 1", p.CONFIDENCE),
    Column("report", "text", "Identifier of the report that the columns to its right are of: the first of the event"),
    Column("url", "text", "Address of the article", SCHEMA + "url"),
    Column("outlet", "text", "Outlet of the article", p.OUTLET),
    Column("published", "date", "Day on which the article was published", p.PUBLISHED),
    Column("language", "text", "Language of the article", p.LANGUAGE),
    Column("file", "text", "File that the article was read from", p.FILE),
    Column("part", "integer", "Number of the article in its file, from 0", p.PART),
    Column("sentence", "text", "Sentence that tells of the event", p.TEXT),
    Column("trigger", "text", "Word or words that tell of the act", p.TRIGGER),
    Column("rule", "text", "Entry of the lexicon that proposed the event", p.RULE),
)

EVENTS = (
    *_HEAD, *_CODES, *_name_party("actor", "actors", p.ACTOR, one=False),
    *_name_party("recipient", "recipients", p.RECIPIENT, one=False),
    *_name_party("said_by", "speakers", p.SAID_BY, one=False), *_REST,
)  # fmt: skip
"""One row an event, or, in ``reports``, one a report. Several actors, themes and so on stand in one cell with ``; ``
between them; the columns of one side list the same people in the same order, with nothing between the signs where one
has no such code."""

DYADS = (
    *_HEAD, *_CODES, *_name_party("actor", "actor", p.ACTOR, one=True),
    *_name_party("recipient", "recipient", p.RECIPIENT, one=True),
    *_name_party("said_by", "speakers", p.SAID_BY, one=False), *_REST,
)  # fmt: skip
"""One row an event and pair: each actor with each recipient, or each party with each other, both ways, where all do it
together."""

_COUNTS = (
    Column("events", "integer", "Events of the month from actor to recipient"),
    Column("reports", "integer", "Reports that tell of them"),
    Column("verbal_cooperation", "integer", "Events of quad class 1"),
    Column("material_cooperation", "integer", "Events of quad class 2"),
    Column("verbal_conflict", "integer", "Events of quad class 3"),
    Column("material_conflict", "integer", "Events of quad class 4"),
    Column("goldstein", "number", "Mean Goldstein score of the events"),
    Column("plover_score", "number", "Mean score of the events' PLOVER types"),
)
_ENDS = tuple(
    column
    for side in ("actor", "recipient")
    for column in _name_party(side, side, p.ACTOR if side == "actor" else p.RECIPIENT, one=True)
    if column.name.rpartition("_")[2] not in ("id", "kind", "cameo", "iso2")
)
_MONTH = Column("month", "text", "Month of the events, YYYY-MM")

DYAD_MONTHS = (
    _MONTH, *_ENDS, *_COUNTS,
    Column("articles", "integer", "Articles read that were published that month: the denominator"),
)  # fmt: skip
"""One row a month and pair with events; people and bodies count for their state. A pair without a row had none."""

OUTLET_MONTHS = (
    _MONTH, Column("outlet", "text", "Outlet that tells of the events; empty where it is not known", p.OUTLET), *_ENDS,
    *_COUNTS,
    Column("articles", "integer", "Articles of the outlet read that were published that month: the denominator"),
)  # fmt: skip
"""One row a month, outlet and pair: the events that the outlet tells of. One that two outlets tell stands twice."""

ARTICLES = (
    Column("month", "text", "Month of publication, YYYY-MM; empty where it is not known"),
    Column("outlet", "text", "Outlet; empty where it is not known", p.OUTLET),
    Column("language", "text", "Language of the articles", p.LANGUAGE),
    Column("articles", "integer", "Number of articles read"),
)
"""One row a month, outlet and language."""
