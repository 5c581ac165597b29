"""Where the files of the ontology are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["read_ontology"]


def read_ontology(name: str) -> str:
    """The text of a file of ``ontology/``, such as ``shapes.ttl``. Raises `FileNotFoundError` for an unknown one."""
    installed = files("kg").joinpath("ontology", name)
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    return (Path(str(files("kg"))).parent / "ontology" / name).read_text(encoding="utf-8")
