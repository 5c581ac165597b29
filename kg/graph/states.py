"""The states of the gazetteer as entities of the graph: found by their code or by their IRI."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.gazetteer import Country, load_countries
from kg.vocabulary.namespaces import WD

__all__ = ["find_state", "find_state_code", "name_state"]


def name_state(state: Country) -> str:
    """The IRI of a state: Wikidata's."""
    return WD + state.qid


def find_state(code: str) -> Country | None:
    """The state of an ISO 3166-1 alpha-3 code, None for codes of organisations and unknown ones."""
    return _by_code().get(code)


def find_state_code(iri: str) -> str | None:
    """The code of the state that has this IRI, None when it is no state's."""
    return _by_iri().get(iri)


@cache
def _by_code() -> Mapping[str, Country]:
    return {code: state for code, state in load_countries().items() if state.qid}


@cache
def _by_iri() -> Mapping[str, str]:
    return {name_state(state): code for code, state in _by_code().items()}
