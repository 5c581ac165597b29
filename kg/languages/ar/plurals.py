"""Broken plurals, which no rule gives: those that the glossary tells of its nouns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.gazetteer import read_table
from kg.gazetteer.tables import TableRow
from kg.languages.ar.inflect import inflect_noun

__all__ = ["GLOSSARY_COLUMNS", "list_noun_forms", "read_glossary"]

#: The columns of ``glossary.tsv`` and of a user's file of its form; `kg.languages.ar.glossary_table` explains them.
GLOSSARY_COLUMNS = tuple(
    "arabic kind english plurals adjective attributive english_plural link governing prepositions gender".split()
)


@cache
def read_glossary() -> tuple[TableRow, ...]:
    """The rows of ``glossary.tsv``, read once: its plurals are used here, its English where phrases are glossed."""
    return tuple(read_table(resources.files("kg.languages.ar") / "glossary.tsv", GLOSSARY_COLUMNS, key="arabic"))


def list_noun_forms(noun: str) -> tuple[str, ...]:
    """The spelt forms of a noun and of its plurals: عقد, العقد, عقدا, عقود, العقود …"""
    return (noun, *inflect_noun(noun, _load_plurals().get(noun, ())))


@cache
def _load_plurals() -> Mapping[str, tuple[str, ...]]:
    return {row["arabic"]: row.split("plurals") for row in read_glossary() if row["plurals"]}
