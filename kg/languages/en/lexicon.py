"""The lexicon of English event triggers: ``triggers.toml``, checked, with all inflected forms of its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import LanguageError
from kg.languages.added_names import suggest
from kg.languages.additions import AddedFile
from kg.languages.en.inflect import inflect_noun, inflect_verb
from kg.model import ACT_TYPES

__all__ = ["KINDS", "ROLES", "Entry", "Example", "Lexicon", "Phrase", "load_lexicon"]

KINDS = ("trigger", "speech", "content", "light")
#: What a participant or a phrase may be to an event.
ROLES = ("actor", "recipient", "party", "theme", "topic", "place")
_PARTS = ("verb", "noun", "adjective", "phrase")
_LISTS = (*_PARTS, "needs", "examples", "counter")
_KEYS = ("act", *_LISTS, "frame", "acts", "negative", "alone", "carries")


class Example(NamedTuple):
    """A sentence with the place of its trigger and the act that it shows."""

    text: str
    start: int
    end: int
    act: str


class Phrase(NamedTuple):
    """One written form of a trigger: its words, the part of speech, for verbs the Penn tags that the form can have."""

    text: str
    part: str
    tags: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A group of words that tell of one act; ``where`` names it in error messages."""

    kind: str
    act: str
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    counter: tuple[str, ...] = ()
    frame: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    negative: bool = False
    alone: bool = True
    carries: bool = True
    where: str = ""

    def forms(self) -> Iterable[tuple[str, Phrase]]:
        """Every written form, each with the word of the entry that it is of."""
        for verb in self.verb:
            for lemma in _spell(verb):
                for form in inflect_verb(lemma):
                    yield verb, Phrase(form.text, "verb", form.tags)
        for noun in self.noun:
            for text in inflect_noun(noun):
                yield noun, Phrase(text, "noun", frozenset())
        for part, words in (("adjective", self.adjective), ("phrase", self.phrase)):
            for word in words:
                yield word, Phrase(word, part, frozenset())


#: Verbs in -ise that are never written with z.
_ALWAYS_S = frozenset("advise exercise promise raise praise compromise revise supervise rise televise".split())


def _spell(verb: str) -> tuple[str, ...]:
    """A verb in British and in American spelling."""
    first, space, rest = verb.partition(" ")
    if first.endswith("ise") and first not in _ALWAYS_S:
        return verb, first[:-3] + "ize" + space + rest
    return (verb,)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, in the order of their files."""

    entries: tuple[Entry, ...]

    def gather(self, kind: str) -> dict[str, frozenset[str]]:
        """The single nouns of the entries of a kind, by act."""
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            if entry.kind == kind:
                words = {text for noun in entry.noun if " " not in noun for text in inflect_noun(noun)}
                found.setdefault(entry.act, set()).update(words)
        return {act: frozenset(words) for act, words in found.items() if words}


def load_lexicon(*paths: Path | AddedFile) -> Lexicon:
    """The lexicon of this package and the entries of further files of the same form after it.

    Words that those list are taken out of the entries of the same kind before them. Raises `LanguageError` with the
    file, the entry and what is wrong in it.
    """
    own = resources.files("kg.languages.en") / "triggers.toml"
    entries = _read_entries(own.read_text(encoding="utf-8"), "triggers.toml")
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LanguageError(f"{path}: cannot be read as UTF-8 text: {error}") from None
        added = _read_entries(text, str(path))
        entries = [*_yield_words(entries, added), *added]
    return Lexicon(tuple(entries))


def _yield_words(entries: Iterable[Entry], added: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without the words that added ones of their kind list; one that is left without words goes."""
    taken = {(entry.kind, part, word) for entry in added for part in _PARTS for word in getattr(entry, part)}
    for entry in entries:
        left: dict[str, Any] = {
            part: tuple(word for word in getattr(entry, part) if (entry.kind, part, word) not in taken)
            for part in _PARTS
        }
        if any(left.values()):
            yield replace(entry, **left)


def _read_entries(text: str, file: str) -> list[Entry]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{file}: no valid TOML: {error}") from None
    found = []
    for kind, tables in raw.items():
        if kind not in KINDS:
            raise LanguageError(f"{file}: unknown table [[{kind}]]{suggest(kind, KINDS)}; known are {', '.join(KINDS)}")
        if not isinstance(tables, list):
            raise LanguageError(f"{file}: {kind} must be written as [[{kind}]]")
        found += [_read_entry(kind, table, f"{file}: {kind} {n}") for n, table in enumerate(tables, 1)]
    return found


def _read_entry(kind: str, table: Mapping[str, Any], where: str) -> Entry:
    for key in table:
        if key not in _KEYS:
            raise LanguageError(f"{where}: unknown key {key!r}{suggest(key, _KEYS)}; known are {', '.join(_KEYS)}")
    act = table.get("act", "")
    if act not in ACT_TYPES and not (kind == "light" and act == ""):
        raise LanguageError(
            f"{where}: unknown act {act!r}{suggest(str(act), ACT_TYPES)}; known are {', '.join(ACT_TYPES)}"
        )
    lists = {}
    for key in _LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise LanguageError(f"{where} ({act}): {key} must be a list of words in quotes")
        lists[key] = tuple(value)
    if not any(lists[part] for part in _PARTS):
        raise LanguageError(f"{where} ({act}): lists no words; give one of {', '.join(_PARTS)}")
    frame, acts = table.get("frame", {}), table.get("acts", {})
    if not isinstance(frame, dict) or not set(frame.values()) <= set(ROLES):
        raise LanguageError(f"{where} ({act}): frame must be a table of places and roles; roles are {', '.join(ROLES)}")
    if not isinstance(acts, dict) or not all(isinstance(nouns, str) for nouns in acts.values()):
        raise LanguageError(
            f'{where} ({act}): acts must be a table of acts and their nouns, as {{ sign = "deal pact" }}'
        )
    for other in acts:
        if other not in ACT_TYPES:
            raise LanguageError(f"{where} ({act}): unknown act {other!r}{suggest(other, ACT_TYPES)}")
    known = (act, *acts)
    return Entry(
        kind, act, **{key: lists[key] for key in (*_PARTS, "needs", "counter")},
        examples=tuple(_read_example(text, act, known, where) for text in lists["examples"]),
        frame=dict(frame), acts={other: tuple(nouns.split()) for other, nouns in acts.items() if nouns},
        negative=bool(table.get("negative", False)), alone=bool(table.get("alone", kind != "content")),
        carries=bool(table.get("carries", True)), where=where,
    )  # fmt: skip


_MARKED = re.compile(r"\[([^\]\[:]+)(?::([a-z-]+))?\]")


def _read_example(text: str, act: str, known: tuple[str, ...], where: str) -> Example:
    marks = list(_MARKED.finditer(text))
    if len(marks) != 1:
        raise LanguageError(f"{where}: an example must mark its trigger once, in [ ]: {text}")
    shown = marks[0][2] or act
    if shown not in known:
        raise LanguageError(
            f"{where}: an example shows {shown!r}, which is none of its acts ({', '.join(known)}): {text}"
        )
    start = marks[0].start()
    return Example(text[:start] + marks[0][1] + text[marks[0].end() :], start, start + len(marks[0][1]), shown)
