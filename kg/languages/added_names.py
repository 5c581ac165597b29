"""The names that a user adds: organisations, people, places and other words for states, in a language's own spelling.

A table has the columns of a pack's (``id`` and ``forms``, for states ``iso3`` and ``names``), and may have those of
`kg.gazetteer` beside them: they tell of somebody whom the gazetteer lacks, or correct what it says.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.gazetteer import load_countries, load_organisations, load_people, load_places, mint_id, read_table
from kg.gazetteer.tables import TableRow
from kg.languages.additions import AddedFile
from kg.languages.analysis import Entity
from kg.model import KINDS

__all__ = ["AddedName", "read_names", "suggest"]

_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_QID = re.compile(r"Q[1-9][0-9]*")
_PREFIXES = {"organisations": ("org-", "gov-"), "people": ("person-",), "places": ("place-",)}
_FACTS = ("name_en", "name_ar", "country", "kind", "qid", "code", "office_en")


@dataclass(frozen=True, slots=True)
class AddedName:
    """Somebody or something that a user names, by which forms; ``context`` are words of which one must stand near."""

    entity: Entity
    forms: tuple[str, ...]
    context: tuple[str, ...] = ()


def read_names(file: AddedFile, table: str) -> list[AddedName]:
    """The names of a user's ``organisations``, ``people`` or ``places``. Raises `LanguageError` naming the line.

    An identifier of the gazetteer gives that entity more forms; another one is somebody new, who needs ``name_en`` and,
    if an organisation, ``kind``.
    """
    known = _list_known(table)
    rows = read_table(file, ("id", "forms"), key="id", optional=("context", *_FACTS))
    return [_read_name(row, table, known) for row in rows]


def _list_known(table: str) -> Mapping[str, Any]:
    if table == "organisations":
        return load_organisations()
    return load_people() if table == "people" else load_places()


def _read_name(row: TableRow, table: str, known: Mapping[str, Any]) -> AddedName:
    forms = row.split("forms")
    if not forms:
        raise row.fail(f"{row['id']!r} has no forms; take the line out or give one")
    _check_facts(row)
    entity = known.get(row["id"])
    if entity is None:
        return AddedName(_make_entity(row, table, known, forms[0]), forms, row.split("context"))
    country = row["code"] or row["country"] or getattr(entity, "code", "") or entity.country
    kind = row["kind"] or getattr(entity, "kind", "place")
    id_ = f"wd:{entity.qid}" if table == "places" and entity.qid else entity.id
    made = Entity(id_, row["name_en"] or entity.name_en, row["name_ar"] or entity.name_ar, country or None, kind)
    return AddedName(made, forms, row.split("context"))


def _make_entity(row: TableRow, table: str, known: Mapping[str, Any], form: str) -> Entity:
    id_, prefixes = row["id"], _PREFIXES[table]
    if not row["name_en"]:
        hint = suggest(id_, known)
        raise row.fail(f"no entity has the id {id_!r}{hint}; somebody new needs the column name_en")
    if not _ID.fullmatch(id_) or not id_.startswith(prefixes):
        proposed = mint_id(row["kind"] or {"people": "person", "places": "place"}.get(table, "igo"), row["name_en"])
        raise row.fail(f"id {id_!r} must begin with {' or '.join(prefixes)} and go on in a-z, 0-9, -: {proposed}, say")
    kind = row["kind"] or {"people": "person", "places": "place"}.get(table, "")
    if not kind:
        raise row.fail(f"{id_!r} is new and needs a kind; known are {', '.join(KINDS)}")
    identifier = f"wd:{row['qid']}" if row["qid"] and table == "places" else id_
    return Entity(identifier, row["name_en"], row["name_ar"] or form, row["code"] or row["country"] or None, kind)


def _check_facts(row: TableRow) -> None:
    if row["kind"] and row["kind"] not in KINDS:
        raise row.fail(f"unknown kind {row['kind']!r}{suggest(row['kind'], KINDS)}; known are {', '.join(KINDS)}")
    if row["qid"] and not _QID.fullmatch(row["qid"]):
        raise row.fail(f"qid {row['qid']!r} is no Wikidata identifier such as Q846; leave it empty if you are not sure")
    codes = {o.code for o in load_organisations().values() if o.code}
    for column in ("country", "code"):
        code = row[column]
        if column == "country" and code and code not in load_countries() and code not in codes:
            near = suggest(code, (*load_countries(), *codes))
            raise row.fail(f"country {code!r} is neither an ISO 3166-1 alpha-3 code nor that of an organisation{near}")
        if code and not re.fullmatch(r"[A-Z0-9_]+", code):
            raise row.fail(f"{column} {code!r} must be capital letters, digits and _")


def suggest(word: str, known: Iterable[str]) -> str:
    """The tail of a message about an unknown word: the nearest known one, or nothing."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
