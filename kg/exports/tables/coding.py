"""Codes of participants in the schemes of event data: ISO, CAMEO, Correlates of War, Gleditsch-Ward."""

from __future__ import annotations

from collections.abc import Sequence

from kg.exports.reading import Entity, Reader
from kg.exports.tables.columns import Cell
from kg.gazetteer import load_countries

__all__ = ["SEPARATOR", "code_people", "code_person", "join"]

#: Stands between the values of one cell.
SEPARATOR = "; "

#: What follows the state's code (CAMEO codebook 1.1b3, chapter 3).
_ROLES = {"government": "GOV", "population": "CVL", "company": "BUS", "ngo": "NGO"}


def code_person(entity: Entity) -> tuple[str, str, str, str, str, str, str, str, str]:
    """Name, Arabic name, IRI, kind, ISO 3, ISO 2, CAMEO-style, COW and GW codes; empty where unknown."""
    state = load_countries().get(entity.code)
    if not entity.resolved:
        return (entity.label("en"), entity.label_ar, entity.iri, "unresolved", "", "", "", "", "")
    if state is None:
        cameo = "IGO" if entity.kind == "igo" else _ROLES.get(entity.kind, "")
        return (entity.label("en"), entity.label_ar, entity.iri, entity.kind, entity.code, "", cameo, "", "")
    cameo = (state.cameo or state.iso3) + _ROLES.get(entity.kind, "")
    return (
        entity.label("en"), entity.label_ar, entity.iri, entity.kind, state.iso3, state.iso2, cameo, state.cow,
        state.gw,
    )  # fmt: skip


def code_people(reader: Reader, people: Sequence[str], width: int = 9) -> list[Cell]:
    """The first ``width`` codes of several people, each a cell in which all are listed."""
    rows = [code_person(reader.entity(iri)) for iri in people]
    return [join([row[n] for row in rows]) for n in range(width)]


def join(values: Sequence[str]) -> str | None:
    """Values as one cell; None where there is nothing in any."""
    if not any(values):
        return None
    return SEPARATOR.join(value.replace(";", ",") for value in values)
