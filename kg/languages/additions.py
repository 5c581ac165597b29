"""The words that a user adds to the languages: a folder with files of the same form as those of a language's pack.

The folder holds the files themselves, which are then of the language that it is named after, else of `MAIN`; or a
folder for each language (``ar``, ``en``). What a file lists goes before what the pack has: it adds, and of a word that
both list the user's entry counts alone.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import LanguageError
from kg.languages.folders import find_folder

__all__ = ["ADDABLE", "AddedFile", "Additions", "list_addable", "read_additions", "read_toml"]

#: The files of a pack that can be added to, in those languages whose pack has them.
ADDABLE = (
    "triggers.toml", "titles.toml", "countries.tsv", "organisations.tsv", "people.tsv", "places.tsv", "names.toml",
    "glossary.tsv",
)  # fmt: skip
#: The language of files that lie in no folder of a language.
MAIN = "ar"
#: What may lie beside them and says nothing of words: notes, and what editors and systems leave.
_NOTES = (".md", ".txt", ".bak", ".orig", "~", ".pyc")


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file of the user's, known by what was in it when it was found."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        """What messages call it: its path as it was given."""
        return str(self.path)

    def __str__(self) -> str:
        return str(self.path)

    def read_bytes(self) -> bytes:
        """What is in it. Raises `OSError`."""
        return self.path.read_bytes()

    def read_text(self, encoding: str = "utf-8") -> str:
        """The same as text. Raises `OSError`, `UnicodeDecodeError`."""
        return self.read_bytes().decode(encoding)


def read_toml(file: Traversable | AddedFile, name: str) -> dict[str, Any]:
    """The tables of a pack's file or of a user's. Raises `LanguageError` with ``name`` when it is none."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageError(f"{name}: cannot be read as UTF-8 text: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{name}: no valid TOML: {error}") from None


@dataclass(frozen=True, slots=True)
class Additions:
    """The files that a user adds to one language, in the order of their names."""

    language: str
    files: tuple[AddedFile, ...]

    def find(self, name: str) -> AddedFile | None:
        """The file of this name, if there is one."""
        return next((file for file in self.files if file.path.name == name), None)

    @property
    def sha256(self) -> str:
        """The hash of the files' names and contents."""
        total = hashlib.sha256()
        for file in self.files:
            total.update(f"{file.path.name}\0{file.sha256}\0".encode())
        return total.hexdigest()


@cache
def list_addable(language: str) -> tuple[str, ...]:
    """The files of a language's pack that can be added to."""
    folder = find_folder(language)
    return tuple(name for name in ADDABLE if (folder / name).is_file())


def read_additions(folder: Path, languages: Iterable[str]) -> Mapping[str, Additions]:
    """The user's files under a folder by the language that they add to.

    Raises `LanguageError` if there is no such folder, none of the files is in it, or there is one of a name that no
    pack has.
    """
    known = sorted(languages)
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "no such folder"
        raise LanguageError(f"{folder}: {what}; name one with files as {', '.join(list_addable(MAIN))} in it")
    homes = {language: folder / language for language in known if (folder / language).is_dir()}
    if not homes:
        named = folder.resolve().name
        homes = {named if named in known else MAIN: folder}
    else:
        _refuse_strange(folder, (*known, *ADDABLE), ignored=known)
        if loose := [name for name in ADDABLE if (folder / name).exists()]:
            raise LanguageError(
                f"{folder / loose[0]}: lies beside folders of languages ({', '.join(homes)}); move it into one of them"
            )
    found = {language: Additions(language, _find_files(home, language)) for language, home in homes.items()}
    if not any(additions.files for additions in found.values()):
        homes_named = ", ".join(str(home) for home in homes.values())
        raise LanguageError(f"{homes_named}: holds no words; known files are {', '.join(list_addable(MAIN))}")
    return {language: additions for language, additions in found.items() if additions.files}


def _find_files(home: Path, language: str) -> tuple[AddedFile, ...]:
    known = list_addable(language)
    _refuse_strange(home, known)
    files = []
    for name in sorted(known):
        path = home / name
        if path.exists():
            try:
                files.append(AddedFile(path, hashlib.sha256(path.read_bytes()).hexdigest()))
            except OSError as error:
                raise LanguageError(f"{path}: cannot be read: {error.strerror or error}") from None
    return tuple(files)


def _refuse_strange(home: Path, known: Iterable[str], ignored: Iterable[str] = ()) -> None:
    """Raises `LanguageError` for what a user may have meant for a file of words and misspelt."""
    names = list(known)
    try:
        entries = sorted(path.name for path in home.iterdir())
    except OSError as error:
        raise LanguageError(f"{home}: cannot be read: {error.strerror or error}") from None
    for name in entries:
        if name in names or name in ignored or name.startswith((".", "_")) or name.endswith(_NOTES):
            continue
        near = difflib.get_close_matches(name, names, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise LanguageError(f"{home / name}: no file of a lexicon{hint}; known are {', '.join(names)}")
