"""Words that praise and words that blame: ``polarity.toml`` of a language's folder, if it has one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from kg.errors import LanguageError
from kg.languages.folders import find_folder

__all__ = ["Polarity", "read_polarity"]


@dataclass(frozen=True, slots=True)
class Polarity:
    """How a language describes, as word keys."""

    describing: frozenset[str] = frozenset()
    """Verbs that say what something is called: described the visit as."""
    complement: frozenset[str] = frozenset()
    """Words that stand before what it is called."""
    praise: frozenset[str] = frozenset()
    """Adjectives and nouns that praise."""
    blame: frozenset[str] = frozenset()
    """Adjectives and nouns that blame."""


def read_polarity(
    language: str, fold: Callable[[str], str], inflect: Callable[[str], Iterable[str]] = lambda word: (word,)
) -> Polarity:
    """The words of a language's ``polarity.toml``; nothing where it has none.

    ``inflect`` gives the forms of a word that praises or blames. Raises `LanguageError` naming what is wrong.
    """
    name, path = f"{language}/polarity.toml", find_folder(language) / "polarity.toml"
    if not path.is_file():
        return Polarity()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageError(f"{name}: cannot be read: {error}") from None
    known = [field.name for field in fields(Polarity)]
    if unknown := sorted(raw.keys() ^ set(known)):
        raise LanguageError(f"{name}: unknown or lacking: {unknown[0]!r}; it has {', '.join(known)}")
    for key, words in raw.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise LanguageError(f"{name}: {key} must be a list of words in quotes")
    forms = {
        key: [form for word in words for form in (inflect(word) if key in ("praise", "blame") else (word,))]
        for key, words in raw.items()
    }
    return Polarity(**{key: frozenset(fold(form) for form in told) for key, told in forms.items()})
