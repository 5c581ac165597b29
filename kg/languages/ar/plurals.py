"""Broken plurals, which no rule gives: those that the glossary tells of its nouns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.gazetteer import read_table
from kg.languages.ar.inflect import inflect_noun

__all__ = ["list_noun_forms"]

#: The columns of the glossary that are not asked for here.
_REST = tuple("adjective attributive english_plural link governing prepositions gender".split())


def list_noun_forms(noun: str) -> tuple[str, ...]:
    """The spelt forms of a noun and of its plurals: عقد, العقد, عقدا, عقود, العقود …"""
    return (noun, *inflect_noun(noun, _load_plurals().get(noun, ())))


@cache
def _load_plurals() -> Mapping[str, tuple[str, ...]]:
    file = resources.files("kg.languages.ar") / "glossary.tsv"
    rows = read_table(file, ("arabic", "kind", "english"), key="arabic", optional=("plurals", *_REST))
    return {row["arabic"]: tuple(row["plurals"].split("|")) for row in rows if row["plurals"]}
