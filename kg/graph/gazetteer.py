"""The states of the gazetteer by their code: IRI and names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.vocabulary.namespaces import WD

__all__ = ["StateEntry", "find_state"]


@dataclass(frozen=True, slots=True)
class StateEntry:
    """A state: its Wikidata IRI and its usual names."""

    iri: str
    name_en: str
    name_ar: str


def find_state(code: str) -> StateEntry | None:
    """The state of an ISO 3166-1 alpha-3 code, None for codes of organisations and unknown ones."""
    return _states().get(code)


@lru_cache(maxsize=1)
def _states() -> dict[str, StateEntry]:
    with files("kg").joinpath("gazetteer/countries.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            r["iso3"]: StateEntry(WD + r["qid"], r["name_en"], r["name_ar"]) for r in rows if r["iso3"] and r["qid"]
        }
