"""What extraction rests on, known by its hash: the grammar, the tables of names, each language's rules and weights.

Two runs with equal hashes read an article alike; where they differ, the hash tells in what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter

from kg.languages.additions import Additions
from kg.languages.folders import find_folder

__all__ = ["hash_materials"]


def hash_materials(languages: Iterable[str], added: Mapping[str, Additions] | None = None) -> Mapping[str, str]:
    """The SHA-256 in hexadecimal of each material, by name: grammar, names, and of each language its rules and weights.

    ``added`` are the user's own words by language; they are the material ``lexicon``. It is taken over the names and
    bytes of the files in alphabetical order, so that no file can take another's place.
    """
    root = files("kg")
    out = {
        "grammar": _hash_files((root / "pipeline", root / "languages"), (".py",), deep=False),
        "names": _hash_files((root / "gazetteer",), (".tsv",), deep=False),
    }
    for language in sorted(languages):
        folder = find_folder(language)
        out[f"rules {language}"] = _hash_files((folder,), (".py", ".toml", ".tsv", ".txt"), deep=True)
        if (folder / "model").is_dir():
            out[f"weights {language}"] = _hash_files((folder / "model",), (".json", ".npz", ".xz"), deep=True)
    out |= {f"lexicon {language}": additions.sha256 for language, additions in sorted((added or {}).items())}
    return {name: fingerprint for name, fingerprint in out.items() if fingerprint}


@cache
def _hash_files(folders: tuple[Traversable, ...], suffixes: tuple[str, ...], *, deep: bool) -> str:
    """The hash of the files of some folders; empty when there is none."""
    total, count = hashlib.sha256(), 0
    for folder in folders:
        for name, file in sorted(_list_files(folder, suffixes, deep=deep), key=itemgetter(0)):
            total.update(f"{name}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
            count += 1
    return total.hexdigest() if count else ""


def _list_files(
    folder: Traversable, suffixes: tuple[str, ...], *, deep: bool, prefix: str = ""
) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_file() and entry.name.endswith(suffixes):
            yield name, entry
        elif deep and entry.is_dir() and entry.name not in ("model", "__pycache__"):
            yield from _list_files(entry, suffixes, deep=deep, prefix=f"{name}/")
