"""A language pack: all that the pipeline asks of a language, loaded from its folder under ``kg/languages``.

A folder ``xx`` is a package whose module ``pack`` has a function
``make_pack(model: str | None, added: Additions | None) -> Pack``, where ``model`` is the spaCy pipeline that the user
wants the sentences parsed with, and ``added`` are the user's own words (`kg.languages.additions`). Nothing outside the
folder knows the language.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources.abc import Traversable
from typing import Any

from kg.errors import LanguageError
from kg.languages.additions import Additions
from kg.languages.analysis import Entity, Mention, TriggerReading, Word
from kg.languages.calendars import Calendar
from kg.languages.folders import find_folder, list_languages, list_packages
from kg.languages.loading import pause_collection
from kg.languages.polarity import Polarity
from kg.languages.syntax import Syntax

__all__ = ["PARTICLES", "Pack", "list_languages", "load_pack", "read_particles"]

#: The classes of words in ``status.toml``.
PARTICLES = (
    "negation",
    "that",
    "relative",
    "future",
    "possible",
    "perfect",
    "according",
    "purpose",
    "compound",
    "together",
)


@dataclass(frozen=True, slots=True)
class Pack:
    """What a language gives to the pipeline."""

    language: str
    read_words: Callable[[str, int], list[Word]]
    """The words of a text that stands at an offset of the source, with their word classes."""
    new_memory: Callable[[str | None], Any]
    """The memory of an article's names; takes the outlet's country or None. ``rewind()`` starts a second reading."""
    find_mentions: Callable[[Sequence[Word], Any], list[Mention]]
    """The participants that a sentence's words name; the memory learns from them."""
    find_readings: Callable[[Sequence[Word], Sequence[str], int], tuple[TriggerReading, ...]]
    """What the word at an index may mean as a trigger; the words' keys are given too."""
    find_place: Callable[[Mention], tuple[str, str] | None]
    """Usual English name and identifier of the place that a mention names, if it is one."""
    gloss: Callable[[Sequence[Word]], str | None]
    """A short English gloss of a noun phrase, or None."""
    states: Mapping[str, Entity]
    """The states by ISO 3166-1 alpha-3 code."""
    clusters: Mapping[str, int] | Mapping[str, str]
    """Groups of words that stand in like places, by key."""
    particles: Mapping[str, frozenset[str]]
    """The classes of ``status.toml``, as word keys."""
    syntax: Syntax
    """The words of ``syntax.toml``."""
    calendar: Calendar
    models: Traversable
    """The folder of the trained weights."""
    polarity: Polarity = field(default_factory=Polarity)
    """The words of ``polarity.toml``; none where a language has no such file."""
    classes: Mapping[str, str] = field(default_factory=dict)
    """Classes of words by the company that they keep in much plain text, by key; empty where a language has none."""


def load_pack(language: str, model: str | None = None, added: Additions | None = None) -> Pack:
    """The pack of a language, read once; ``model`` names an installed spaCy pipeline to parse with, if it parses.

    ``added`` are words of the user's that go before its own. Raises `LanguageError` if there is none, or an entry in it
    is wrong.
    """
    return _make_pack(language, model, added)


@cache
def _make_pack(language: str, model: str | None, added: Additions | None) -> Pack:
    find_folder(language)
    with pause_collection():
        pack: Pack = import_module(f"{list_packages()[language]}.pack").make_pack(model, added)
    return pack


def read_particles(language: str, fold: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """The classes of a language's ``status.toml``. Raises `LanguageError` naming what is wrong."""
    name = f"{language}/status.toml"
    try:
        raw = tomllib.loads((find_folder(language) / "status.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageError(f"{name}: cannot be read: {error}") from None
    for key, words in raw.items():
        if key not in PARTICLES:
            near = difflib.get_close_matches(key, PARTICLES, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise LanguageError(f"{name}: unknown class {key!r}{hint}; known are {', '.join(PARTICLES)}")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise LanguageError(f"{name}: {key} must be a list of words in quotes")
    missing = [key for key in PARTICLES if key not in raw]
    if missing:
        raise LanguageError(f"{name}: lacks the class {missing[0]!r}; it has {', '.join(raw)}")
    return {key: frozenset(fold(word) for word in words) for key, words in raw.items()}
