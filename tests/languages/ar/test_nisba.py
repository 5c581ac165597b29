"""The forms of adjectives of nationality."""

import pytest

from kg.languages.ar.nisba import inflect_nisba


@pytest.mark.parametrize(
    ("stem", "among", "not_among"),
    [
        ("نرويجي", ["نرويجي", "النرويجية", "نرويجيين", "النرويجيتان", "نرويجيا"], ["نرويج"]),
        ("كوري جنوبي", ["الكورية الجنوبية", "كوريين جنوبيين", "كوري جنوبي"], ["كوري الجنوبي"]),
        ("جنوب أفريقي", ["الجنوب أفريقي", "جنوب الأفريقية", "جنوب أفريقيين"], []),
        ("سوري", ["سوري", "السورية"], ["سوريا"]),
    ],
)
def test_an_adjective_is_inflected(stem: str, among: list[str], not_among: list[str]) -> None:
    forms = inflect_nisba(stem)
    assert forms[0] == stem and len(set(forms)) == len(forms)
    assert [form for form in among if form not in forms] == []
    assert [form for form in not_among if form in forms] == []
