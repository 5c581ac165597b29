"""The entities that news name: states, organisations, people and places, whatever the language of the news.

Tables of tab-separated values, one entity a line; the words by which a language names them lie in that language's
pack, keyed by the same identifiers.
"""

from kg.gazetteer.entities import (
    Country,
    Organisation,
    Person,
    Place,
    load_countries,
    load_organisations,
    load_people,
    load_places,
)
from kg.gazetteer.identifiers import mint_id
from kg.gazetteer.tables import read_forms, read_table

__all__ = [
    "Country",
    "Organisation",
    "Person",
    "Place",
    "load_countries",
    "load_organisations",
    "load_people",
    "load_places",
    "mint_id",
    "read_forms",
    "read_table",
]
