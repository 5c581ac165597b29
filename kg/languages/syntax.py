"""The few words by which a language joins and introduces: ``syntax.toml`` of its folder."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import LanguageError
from kg.languages.folders import find_folder

__all__ = ["SentenceMarks", "Syntax", "load_sentence_marks", "read_syntax"]

_LISTS = (
    "joins",
    "adding",
    "listing",
    "skipped",
    "compounding",
    "between",
    "with_whom",
    "dual",
    "aspect",
    "joint",
    "envoys",
    "posted",
    "inside",
    "origin",
    "goal",
    "consulting",
    "returning",
    "coming",
    "pointing",
    "issuing",
    "rulings",
    "sources",
    "governing",
    "planning",
    "oblique",
    "obliging",
    "obliged",
    "during",
    "after",
)
_WORDS = ("and", "comma", "passive_vowel")
_SENTENCES = ("eras", "openers")


@dataclass(frozen=True, slots=True)
class Syntax:
    """The joining words of a language, as word keys."""

    conjunction: str
    """'And', and what the models call it."""
    joins: frozenset[str]
    """What may stand between two participants that are joined, besides commas."""
    adding: frozenset[str]
    """Phrases, their words with a blank between, that add a participant to a list: besides, as well as."""
    listing: frozenset[str]
    """Marks that join two participants by themselves."""
    skipped: frozenset[str]
    """Words, and pairs of words, before a participant that say nothing of its place in the clause."""
    compounding: frozenset[str]
    """Prepositions that make one with a noun before them."""
    between: frozenset[str]
    """Prepositions that name behind a noun all who act together: an agreement between Kenya and Norway."""
    with_whom: frozenset[str]
    """Prepositions that name behind a trigger with whom it was done: met with his counterpart."""
    dual: frozenset[str]
    """Pronouns written on a noun that say that it is of two."""
    aspect: frozenset[str]
    """Verbs that say of the act behind them only that it goes on: will continue to work with."""
    joint: frozenset[str]
    """Adjectives of a text that several issue together: a joint statement."""
    envoys: frozenset[str]
    """Who is recalled by his own state and summoned by the other: ambassador."""
    posted: frozenset[str]
    """Prepositions that name behind an envoy or a mission the state where he serves."""
    inside: frozenset[str]
    """Prepositions that name where somebody is."""
    origin: frozenset[str]
    """Prepositions that name from where somebody comes."""
    goal: frozenset[str]
    """Prepositions that name where somebody goes."""
    consulting: frozenset[str]
    """Phrases, their words with a blank between, that say why an envoy comes home: for consultations."""
    returning: frozenset[str]
    """Words that send an envoy back: home, or to the state where he serves."""
    coming: frozenset[str]
    """Adjectives behind a noun that say that it is to come."""
    pointing: frozenset[str]
    """Words before a plural that say that it is of those who were named: these states."""
    issuing: frozenset[str]
    """Prepositions that name behind a text who issued it."""
    rulings: frozenset[str]
    """Texts that are issued and are no statements: a decision."""
    sources: frozenset[str]
    """Nouns for whoever an article quotes: the same source is who spoke last, where none is told of."""
    governing: frozenset[str]
    """Prepositions by which verbs of saying have a noun that tells what is done by speaking."""
    planning: frozenset[str]
    """Words that say of the act behind them that it is planned, and of nothing else."""
    oblique: frozenset[str]
    """Endings of a dual that is no subject: what a verb before it does is done to these two."""
    obliging: frozenset[str]
    """Prepositions that name, at the beginning of a clause, who is to do what it tells."""
    obliged: frozenset[str]
    """Conjunctions behind them that introduce what is to be done, or not."""
    during: frozenset[str]
    """Prepositions that name during what something is done."""
    after: frozenset[str]
    """Prepositions that name after what something is done."""
    numbers: Mapping[str, int]
    """The numbers of three and more by which a list that was named is taken up again: the three states."""
    comma: str
    """What separates the words of a list."""
    passive_vowel: str
    """The mark behind the first letter that makes a verb a passive, where vowels are written; empty if none does."""


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """What tells, besides its list of abbreviations, where a sentence of a language ends; words as written."""

    eras: frozenset[str]
    """Letters behind a year."""
    openers: frozenset[str]
    """Words that begin a new sentence after an abbreviation of capitals."""


def read_syntax(language: str, fold: Callable[[str], str]) -> Syntax:
    """The words of a language's ``syntax.toml``, folded. Raises `LanguageError` naming what is wrong."""
    raw = _read(language)
    lists = {key: frozenset(fold(word) for word in raw[key]) for key in _LISTS}
    numbers = {fold(word): number for word, number in raw["numbers"].items()}
    return Syntax(
        conjunction=fold(raw["and"]), comma=raw["comma"], passive_vowel=raw["passive_vowel"], numbers=numbers, **lists
    )


@cache
def load_sentence_marks(language: str) -> SentenceMarks:
    """What tells where sentences end. Raises `LanguageError` if the language's ``syntax.toml`` lacks or is wrong."""
    raw = _read(language)["sentences"]
    return SentenceMarks(**{key: frozenset(raw[key]) for key in _SENTENCES})


@cache
def _read(language: str) -> Mapping[str, Any]:
    name = f"{language}/syntax.toml"
    try:
        raw = tomllib.loads((find_folder(language) / "syntax.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageError(f"{name}: cannot be read: {error}") from None
    _check(raw, (*_WORDS, *_LISTS, "numbers", "sentences"), name)
    _check(raw["sentences"], _SENTENCES, f"{name}: [sentences]")
    for key in _WORDS:
        if not isinstance(raw[key], str):
            raise LanguageError(f"{name}: {key} must be a word in quotes")
    if not isinstance(raw["numbers"], dict) or not all(isinstance(n, int) for n in raw["numbers"].values()):
        raise LanguageError(f"{name}: numbers must be a table of words and numbers")
    for key, value in [*((k, raw[k]) for k in _LISTS), *raw["sentences"].items()]:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise LanguageError(f"{name}: {key} must be a list of words in quotes")
    return raw


def _check(table: object, known: tuple[str, ...], where: str) -> None:
    if not isinstance(table, dict):
        raise LanguageError(f"{where} must be a table of {', '.join(known)}")
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise LanguageError(f"{where}: unknown key {key!r}{hint}; known are {', '.join(known)}")
    for key in known:
        if key not in table:
            raise LanguageError(f"{where}: lacks {key!r}; it has {', '.join(table)}")
