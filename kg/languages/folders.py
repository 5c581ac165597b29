"""Where languages are: the folders of this package, and those that other distributions bring.

A language is a package with a module ``pack``. One of another distribution comes in by an entry point of the group
``kg.languages``: its name is the ISO 639-1 code, its value the package. Ours need none.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable

from kg.errors import LanguageError

__all__ = ["GROUP", "find_folder", "list_languages", "list_packages"]

GROUP = "kg.languages"


@cache
def list_packages() -> dict[str, str]:
    """The package of each language, by its code; our own go before those of others."""
    found = {point.name: point.value for point in entry_points(group=GROUP)}
    for entry in resources.files("kg.languages").iterdir():
        if (entry / "pack.py").is_file():
            found[entry.name] = f"kg.languages.{entry.name}"
    return dict(sorted(found.items()))


def list_languages() -> list[str]:
    """The codes of the languages that have a pack."""
    return list(list_packages())


def find_folder(language: str) -> Traversable:
    """The folder of a language's data. Raises `LanguageError` if there is none, or its package cannot be loaded."""
    packages = list_packages()
    if language not in packages:
        near = difflib.get_close_matches(language, packages, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise LanguageError(f"no language pack {language!r}; known are {', '.join(packages)}{hint}")
    try:
        return resources.files(packages[language])
    except ImportError as error:
        raise LanguageError(f"language {language!r}: {packages[language]!r} cannot be loaded: {error}") from None
