"""Where states and places of the gazetteer lie, found by their IRI."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.gazetteer import load_countries, load_places

__all__ = ["find_coordinates"]

_LOCAL = re.compile(r"[^/#]*\Z")


def find_coordinates(iri: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84) of a place or state; those of a state are its capital's.

    None where the gazetteer knows none. Whatever the base of a store, the end of an IRI is the place's id or QID.
    """
    found = _LOCAL.search(iri)
    return _by_id().get(found[0]) if found else None


@cache
def _by_id() -> Mapping[str, tuple[float, float]]:
    out: dict[str, tuple[float, float]] = {}
    for country in load_countries().values():
        if country.lat is not None and country.lon is not None:
            out[country.qid] = out[country.capital_qid] = country.lat, country.lon
    for place in load_places().values():
        if place.lat is not None and place.lon is not None:
            out[place.id] = place.lat, place.lon
            if place.qid:
                out[place.qid] = place.lat, place.lon
    out.pop("", None)
    return out
