"""Names in English: states, organisations, people and places of the gazetteer, and what else they are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from kg.errors import LanguageError
from kg.gazetteer import load_countries, load_organisations, load_people, load_places
from kg.languages.added_names import suggest
from kg.languages.additions import AddedFile, read_toml
from kg.languages.analysis import Entity, NameTable

__all__ = ["GIVEN_LEAST", "Name", "Names", "load_states", "spell_bare"]

NameKind = Literal["state", "capital", "org", "nisba", "people", "person", "place"]
#: A first name of the table of people counts as a given name from so many bearers on.
GIVEN_LEAST = 1
_TABLES = ("states", "capitals", "demonyms", "people", "organisations", "also", "adjectives")
#: First words of names of places and organisations that are ordinary words: never looked up alone.
_ORDINARY = frozenset(
    """of the and march may general man nice split mobile bath reading orange union victory hope time people post
    guardian independent sun mirror telegraph times economist nation press fleet""".split()
)
_NOT_LETTERS = re.compile(r"[^a-z]")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Name:
    """What a name means."""

    kind: NameKind
    entity: Entity


@cache
def load_states() -> Mapping[str, Entity]:
    """The states by ISO 3166-1 alpha-3 code, as entities."""
    return {
        c.iso3: Entity(f"wd:{c.qid}" if c.qid else f"state-{c.iso3.lower()}", c.name_en, c.name_ar, c.iso3, "state")
        for c in load_countries().values()
    }


@cache
def _load_aliases(added: AddedFile | None = None) -> Mapping[str, Mapping[str, list[str]]]:
    """``names.toml``, with the names of a user's file of its form behind. Raises `LanguageError` for a wrong entry."""
    own = _read_aliases(resources.files("kg.languages.en") / "names.toml", "en/names.toml")
    more = _read_aliases(added, str(added)) if added else {}
    return {
        table: {
            key: [*own.get(table, {}).get(key, ()), *more.get(table, {}).get(key, ())]
            for key in dict.fromkeys((*own.get(table, {}), *more.get(table, {})))
        }
        for table in _TABLES
    }


def _read_aliases(file: Traversable | AddedFile, name: str) -> dict[str, dict[str, list[str]]]:
    raw = read_toml(file, name)
    for table, entries in raw.items():
        if table not in _TABLES:
            near = suggest(table, _TABLES)
            raise LanguageError(f"{name}: unknown table [{table}]{near}; known are {', '.join(_TABLES)}")
        if not isinstance(entries, dict):
            raise LanguageError(f"{name}: {table} must be a table of names, written [{table}]")
        known = _list_keys(table)
        for key, words in entries.items():
            if key not in known:
                raise LanguageError(f"{name}, {table}: nobody is called {key!r}{suggest(key, known)}")
            if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
                raise LanguageError(f"{name}, {table}: {key} must be a list of names in quotes")
    return raw


def _list_keys(table: str) -> frozenset[str]:
    """Whom a table of ``names.toml`` may name: states by code, organisations by identifier or by English name."""
    if table == "organisations":
        return frozenset(load_organisations())
    if table in ("also", "adjectives"):
        return frozenset(organisation.name_en for organisation in load_organisations().values())
    return frozenset(load_states())


def spell_bare(words: Sequence[str]) -> str:
    """A personal name as its transcriptions agree on it: consonants alone, without articles (*Muhammad*, *Mohamed*)."""
    bare = []
    for word in words:
        plain = _NOT_LETTERS.sub("", word.lower().replace("ph", "f").replace("q", "k").replace("c", "k"))
        if plain in ("al", "el", "ul", "ad", "as", "ar", "at", "an"):
            continue
        plain = {"ben": "bn", "bin": "bn", "ibn": "bn"}.get(plain, plain)
        skeleton = plain[:1].translate(str.maketrans("eiou", "aaaa")) + re.sub("[aeiouyw]", "", plain[1:])
        bare.append(_DOUBLED.sub(r"\1", skeleton))
    return " ".join(word for word in bare if word)


class Names:
    """All tables of names, by word keys."""

    def __init__(self, read: Callable[[str], Sequence[str]], added: AddedFile | None = None) -> None:
        """``read`` gives the keys of a name's words; ``added`` is a user's file of names."""
        self._aliases = _load_aliases(added)
        self.table: NameTable[Name] = NameTable()
        self.given: set[str] = set()
        self.surnames: dict[str, Entity | None] = {}
        self.bare: dict[str, Entity | None] = {}
        self.states = load_states()
        self.organisations = {
            o.id: Entity(o.id, o.name_en, o.name_ar, o.code or o.country or None, o.kind)
            for o in load_organisations().values()
        }
        self._read = read
        self._add_states()
        self._add_organisations()
        self._add_places()
        self._add_people()

    def _enter(self, text: str, name: Name) -> None:
        keys = tuple(self._read(text))
        if keys and keys[0] == "the" and len(keys) > 1:
            keys = keys[1:]
        if keys and not (len(keys) == 1 and (keys[0] in _ORDINARY or len(keys[0]) < 2)):
            self.table.add(keys, name)

    def _add_states(self) -> None:
        aliases, countries = self._aliases, load_countries()
        # Of those that share a demonym the listed one has it: French is of France, not of its southern territories.
        listed = sorted(self.states.items(), key=lambda item: item[0] not in aliases["demonyms"])
        for code, state in listed:
            country = countries[code]
            for text in (country.name_en, *aliases["states"].get(code, ())):
                self._enter(text, Name("state", state))
            own = [country.capital_en] if country.capital_en else []
            for text in aliases["capitals"].get(code, own):
                self._enter(text, Name("capital", state))
            demonyms = aliases["demonyms"].get(code, ()) or ([country.demonym_en] if country.demonym_en else [])
            for text in demonyms:
                self._enter(text, Name("nisba", state))
                if text[-1] in "ni" and not text.endswith(("ese", "ish")):
                    self._enter(text + "s", Name("people", state))
            for text in aliases["people"].get(code, ()):
                self._enter(text, Name("people", state))

    def _add_organisations(self) -> None:
        aliases = self._aliases
        for id_, entity in self.organisations.items():
            own = load_organisations()[id_]
            forms = [entity.name, *aliases["organisations"].get(id_, ()), *aliases["also"].get(entity.name, ())]
            if own.code and own.code.isupper() and entity.name in ("United Nations", own.code):
                forms.append(own.code)
            if entity.kind == "company" and " " not in entity.name:
                continue
            for text in dict.fromkeys(forms):
                self._enter(re.sub(r"\s*\([^)]*\)", "", text), Name("org", entity))
            for text in aliases["adjectives"].get(entity.name, ()):
                self._enter(text, Name("nisba", entity))

    def _add_places(self) -> None:
        for p in load_places().values():
            entity = Entity(f"wd:{p.qid}" if p.qid else p.id, p.name_en, p.name_ar, p.country or None, "place")
            self._enter(p.name_en, Name("place", entity))

    def _add_people(self) -> None:
        for p in load_people().values():
            entity = Entity(p.id, p.name_en, p.name_ar, p.country or None, p.kind)
            self._enter(p.name_en, Name("person", entity))
            parts = p.name_en.split()
            self.given.add(parts[0].lower())
            surname = parts[-1].lower()
            if len(parts) > 1:
                self.surnames[surname] = None if surname in self.surnames else entity
                bare = spell_bare(parts)
                self.bare[bare] = None if bare in self.bare else entity

    def find(self, keys: Sequence[str], i: int, *kinds: NameKind) -> tuple[int, Name] | None:
        """The longest name of these kinds (all, where none is given) that starts at a word."""
        end, values = self.table.find(keys, i)
        fitting = [v for v in values if not kinds or v.kind in kinds]
        return (end, fitting[0]) if fitting else None
