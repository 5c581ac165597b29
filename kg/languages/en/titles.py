"""The words of ``titles.toml``: offices, bodies, groups, and what may stand around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from kg.errors import LanguageError
from kg.languages.added_names import suggest
from kg.languages.additions import AddedFile, read_toml
from kg.languages.analysis import NameTable
from kg.languages.en.inflect import inflect_noun

__all__ = ["Body", "Office", "Titles", "load_titles"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its English name, the rank that a bare title has, and what may stand with it."""

    en: str
    rank: str
    number: int = 1
    """1, or 3 for the plural."""
    mass: str = ""
    """What several are called by nationality: *officials*."""
    envoy: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body: the pattern of its name, its kind, whether it stands in another state, and the one state that has it."""

    pattern: str
    kind: str = "government"
    abroad: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Titles:
    """Tables of word keys."""

    offices: NameTable[Office]
    bodies: NameTable[Body]
    populations: NameTable[str]
    groups: NameTable[str]
    documents: NameTable[str]
    honorifics: NameTable[str]
    regions: NameTable[str]
    crowds: NameTable[str]
    others: NameTable[str]


_KEYS: Mapping[str, tuple[str, ...]] = {
    "portfolio": ("words", "minister", "ministry"),
    "office": ("words", "en", "rank", "mass", "envoy", "country"),
    "body": ("words", "en", "kind", "abroad", "country"),
    "population": ("words", "en"),
    "group": ("words",),
    "document": ("words",),
    "honorific": ("words",),
    "region": ("words",),
    "crowd": ("words",),
    "others": ("words", "kind"),
}


def load_titles(read: Callable[[str], Sequence[str]], added: AddedFile | None = None) -> Titles:
    """The tables, with those of a user's file of their form; ``read`` gives the keys of a phrase's words.

    Of a word that both files list in one table the user's entry counts alone. Raises `LanguageError` for a wrong entry.
    """
    raw = _read(resources.files("kg.languages.en") / "titles.toml", "en/titles.toml")
    if added is not None:
        more = _read(added, str(added))
        for kind, tables in more.items():
            taken = {word.casefold() for table in tables for word in table["words"]}
            left: list[dict[str, Any]] = [
                {**t, "words": [w for w in t["words"] if w.casefold() not in taken]} for t in raw.get(kind, [])
            ]
            raw[kind] = [*tables, *(table for table in left if table["words"])]
    titles = Titles(*(NameTable() for _ in fields(Titles)))
    for table in raw["office"]:
        _add_office(titles, read, table)
    for table in raw["portfolio"]:
        _add_portfolio(titles, read, table)
    for table in raw["body"]:
        body = Body(table["en"], table.get("kind", "government"), table.get("abroad", False), table.get("country"))
        for word in table["words"]:
            titles.bodies.add(tuple(read(word)), body)
    plain = (("population", titles.populations), ("group", titles.groups), ("document", titles.documents),
             ("honorific", titles.honorifics), ("region", titles.regions), ("crowd", titles.crowds))  # fmt: skip
    for kind, names in plain:
        for table in raw[kind]:
            for word in table["words"]:
                names.add(tuple(read(word)), table.get("en", word))
    for table in raw["others"]:
        for word in table["words"]:
            titles.others.add(tuple(read(word)), table.get("kind", "nonstate"))
    return titles


def _read(file: Traversable | AddedFile, name: str) -> dict[str, list[dict[str, Any]]]:
    """The checked tables of a file. Raises `LanguageError`."""
    raw = read_toml(file, name)
    for kind, tables in raw.items():
        if kind not in _KEYS:
            raise LanguageError(f"{name}: unknown table [[{kind}]]{suggest(kind, _KEYS)}; known are {', '.join(_KEYS)}")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise LanguageError(f"{name}: {kind} must be written as [[{kind}]]")
        for number, table in enumerate(tables, 1):
            _check_entry(table, kind, f"{name}: {kind} {number}")
    return raw


def _check_entry(table: Mapping[str, Any], kind: str, where: str) -> None:
    known = _KEYS[kind]
    for key, value in table.items():
        if key not in known:
            raise LanguageError(f"{where}: unknown key {key!r}{suggest(key, known)}; known are {', '.join(known)}")
        wanted = {"words": list, "envoy": bool, "abroad": bool}.get(key, str)
        words = value if isinstance(value, list) else [value]
        if not isinstance(value, wanted) or (wanted is not bool and not all(isinstance(word, str) for word in words)):
            what = {list: "a list of words in quotes", bool: "true or false", str: "words in quotes"}[wanted]
            raise LanguageError(f"{where}: {key} must be {what}")
    needed = [key for key in known if key in _NEEDED and not (key == "en" and kind == "group")]
    if lacking := [key for key in needed if not table.get(key)]:
        raise LanguageError(f"{where}: lacks {lacking[0]}; known are {', '.join(known)}")


_NEEDED = ("words", "en", "minister", "ministry")


def _add_office(titles: Titles, read: Callable[[str], Sequence[str]], table: Mapping[str, Any]) -> None:
    rank = table.get("rank", table["en"].lower())
    for word in table["words"]:
        for number, text in enumerate(inflect_noun(word)):
            office = Office(table["en"], rank, 3 if number else 1, table.get("mass", ""), table.get("envoy", False),
                            table.get("country"))  # fmt: skip
            titles.offices.add(tuple(read(text)), office)


def _add_portfolio(titles: Titles, read: Callable[[str], Sequence[str]], table: Mapping[str, Any]) -> None:
    for words in table["words"]:
        for title, plural in (("minister", "ministers"), ("secretary", "secretaries"), ("chief", "chiefs")):
            forms = (
                [f"{words} {{}}"]
                if title != "minister"
                else [f"{words} {{}}", f"{{}} of {words}", f"{{}} for {words}", f"{{}} of the {words}"]
            )
            forms += [f"{{}} of {words}", f"{{}} of the {words}"] if title == "secretary" else []
            for form in forms:
                for number, head in ((1, title), (3, plural)):
                    office = Office(table["minister"], "minister", number)
                    titles.offices.add(tuple(read(form.format(head))), office)
        body = Body(table["ministry"] + " of {country}")
        for form in (f"{words} ministry", f"ministry of {words}", f"ministry of the {words}", f"ministry for {words}"):
            titles.bodies.add(tuple(read(form)), body)
