"""Identifiers of ours: flat, ASCII, told from the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gazetteer import load_organisations, load_people, mint_id
from kg.model import KINDS


@pytest.mark.parametrize(
    ("kind", "name", "id_"),
    [
        ("person", "Antony Blinken", "person-antony-blinken"),
        ("person", "Mevlüt Çavuşoğlu", "person-mevlut-cavusoglu"),
        ("person", "Binali Yıldırım", "person-binali-yildirim"),
        ("person", "Jean-Yves Le Drian", "person-jean-yves-le-drian"),
        ("government", "Ministry of Foreign Affairs of Iran", "gov-ministry-of-foreign-affairs-of-iran"),
        ("nonstate", "General People's Congress", "org-general-peoples-congress"),
        ("igo", "P5+1", "org-p5-1"),
        ("population", "Kenyan people", "people-kenyan-people"),
        ("state", "Arab states", "state-arab-states"),
    ],
)
def test_an_identifier_reads_like_the_name(kind: str, name: str, id_: str) -> None:
    assert mint_id(kind, name) == id_


@given(st.sampled_from(KINDS), st.text(max_size=300))
def test_any_name_gives_a_safe_identifier(kind: str, name: str) -> None:
    made = mint_id(kind, name)
    assert made == mint_id(kind, name)
    assert made.isascii() and len(made) <= 100
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and not made.endswith("-")


def test_long_names_that_begin_alike_stay_apart() -> None:
    long = "Committee " * 20
    assert mint_id("igo", long + "one") != mint_id("igo", long + "two")


def test_the_tables_keep_their_identifiers_apart() -> None:
    assert load_people().keys().isdisjoint(load_organisations().keys())
