"""The entities of the tables as typed records, read once and kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from kg.gazetteer.tables import Source, TableRow, read_table
from kg.model import KINDS

__all__ = [
    "Country", "Organisation", "Person", "Place",
    "load_countries", "load_organisations", "load_people", "load_places",
]  # fmt: skip

_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_QID = re.compile(r"Q[1-9][0-9]*")
_ISO3 = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[A-Z0-9_]+")

#: Identifiers of entities without a QID begin with one of these.
_PREFIXES = {"organisations": ("org-", "gov-"), "people": ("person-",), "places": ("place-",)}


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory of ISO 3166-1 (and Kosovo, as XKX).

    ``cow`` and ``gw`` are the Correlates of War and the Gleditsch-Ward state numbers, ``cameo`` the CAMEO country
    code; empty where the scheme has none or we are not sure. ``lat`` and ``lon`` (WGS 84 degrees) are those of the
    capital or seat of administration, after Natural Earth, where there is one.
    """

    iso3: str
    iso2: str
    qid: str
    name_en: str
    name_ar: str
    demonym_en: str
    capital_en: str
    capital_qid: str
    cow: str
    gw: str
    cameo: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation or a body of government that has a name of its own.

    ``kind`` is one of igo, nonstate, ngo, company, government. ``code`` is the code of an intergovernmental
    organisation in the annotation guidelines; ``country`` the state an organisation belongs to or operates from.
    """

    id: str
    code: str
    kind: str
    country: str
    qid: str
    name_en: str
    name_ar: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts in international politics.

    ``country`` is the state, or the code of the intergovernmental organisation, that the person acts for;
    ``office_en`` the office by which the person is best known.
    """

    id: str
    name_en: str
    name_ar: str
    country: str
    office_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that news name. ``country`` is empty for seas and for regions of more than one state.

    ``lat`` and ``lon`` are WGS 84 degrees, None where we know none; ``place_class`` says what it is: city, region,
    sea, strait, river, island, camp, crossing, base, mountain, continent.
    """

    id: str
    qid: str
    name_en: str
    name_ar: str
    country: str
    lat: float | None
    lon: float | None
    place_class: str


@cache
def load_countries() -> Mapping[str, Country]:
    """All states and territories by ISO 3166-1 alpha-3 code. Raises `LanguageError` for a wrong line."""
    found = {}
    for row in read_table(_file("countries"), _columns(Country), key="iso3"):
        _check(row, "iso3", _ISO3)
        _check(row, "qid", _QID)
        _check(row, "capital_qid", _QID, empty=True)
        lat, lon = _read_coordinates(row)
        found[row["iso3"]] = Country(**{**row, "lat": lat, "lon": lon})  # type: ignore[arg-type]
    return MappingProxyType(found)


@cache
def load_organisations() -> Mapping[str, Organisation]:
    """All organisations by identifier. Raises `LanguageError` for a wrong line."""
    found = {}
    for row in _read_entities("organisations", _columns(Organisation)):
        _check(row, "qid", _QID, empty=True)
        _check(row, "code", _CODE, empty=True)
        if row["country"] and row["country"] not in load_countries():
            raise row.fail(f"country {row['country']!r} is in no line of countries.tsv")
        found[row["id"]] = Organisation(**row)
    return MappingProxyType(found)


@cache
def load_people() -> Mapping[str, Person]:
    """All people by identifier. Raises `LanguageError` for a wrong line."""
    codes = {o.code for o in load_organisations().values()}
    found = {}
    for row in _read_entities("people", _columns(Person)):
        if row["country"] and row["country"] not in load_countries() and row["country"] not in codes:
            raise row.fail(f"country {row['country']!r} is neither in countries.tsv nor a code in organisations.tsv")
        found[row["id"]] = Person(**row)
    return MappingProxyType(found)


@cache
def load_places() -> Mapping[str, Place]:
    """All places by identifier (``place-…``). Raises `LanguageError` for a wrong line."""
    found = {}
    columns = "id qid name_en name_ar country lat lon class".split()
    for row in _read_entities("places", columns):
        _check(row, "qid", _QID, empty=True)
        if row["country"] and row["country"] not in load_countries():
            raise row.fail(f"country {row['country']!r} is in no line of countries.tsv")
        lat, lon = _read_coordinates(row)
        found[row["id"]] = Place(
            row["id"], row["qid"], row["name_en"], row["name_ar"], row["country"], lat, lon, row["class"]
        )
    return MappingProxyType(found)


def _file(table: str) -> Source:
    return resources.files("kg.gazetteer") / f"{table}.tsv"


def _columns(record: type) -> list[str]:
    return list(record.__dataclass_fields__)  # type: ignore[attr-defined]


def _read_entities(table: str, columns: list[str]) -> Iterator[TableRow]:
    for row in read_table(_file(table), columns, key="id"):
        _check(row, "id", _ID)
        if not row["id"].startswith(_PREFIXES[table]):
            raise row.fail(f"id {row['id']!r} must begin with {' or '.join(_PREFIXES[table])}")
        if row.get("kind", "place") not in KINDS:
            raise row.fail(f"unknown kind {row['kind']!r}; known are {', '.join(KINDS)}")
        for column in ("name_en", "name_ar"):
            if not row[column]:
                raise row.fail(f"column {column} is empty")
        yield row


def _check(row: TableRow, column: str, pattern: re.Pattern[str], *, empty: bool = False) -> None:
    if not (empty and not row[column]) and not pattern.fullmatch(row[column]):
        raise row.fail(f"column {column} is {row[column]!r}, which does not look like {pattern.pattern}")


def _read_coordinates(row: TableRow) -> tuple[float | None, float | None]:
    if not row["lat"] and not row["lon"]:
        return None, None
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        raise row.fail(f"lat and lon must be two numbers or both empty, not {row['lat']!r}, {row['lon']!r}") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.fail(f"lat {lat} or lon {lon} is off the globe")
    return lat, lon
