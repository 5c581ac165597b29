"""The words of office: inflection, and errors that say where and what."""

import pytest

from kg.errors import LanguageError
from kg.languages.ar.titles import inflect_title, load_titles, read_titles


def test_a_noun_of_office_is_inflected() -> None:
    forms = {form: (number, gender) for form, number, gender in inflect_title("سفير", ("سفراء",))}
    assert forms["سفيرة"] == (1, "f")
    assert forms["سفيران"] == forms["سفيرا"] == (2, "m")
    assert forms["سفيرتين"] == (2, "f")
    assert forms["سفراء"] == (3, "m")
    sound = {form for form, _, _ in inflect_title("مندوب", ("ون",))}
    assert {"مندوبون", "مندوبين", "مندوبو", "مندوبي"} <= sound


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[offic]]\nen='x'\nar=['y']", "titles.toml: unknown table [[offic]] (did you mean 'office'?)"),
        ("[[office]]\nen='x'", "titles.toml, office 1: lacks ar"),
        ("[[office]]\nen='x'\nar=['y']\nrnak='z'", "unknown key 'rnak' (did you mean 'rank'?)"),
        ("[[office]]\nen='x'\nar='y'", "titles.toml, office 1: ar must be a list of words in quotes"),
        ("[[office]]\nen='x'\nar=['y']\nenvoy='yes'", "envoy must be true or false"),
        ("[[body]]\nen='x'\nar=['y']\nkind='goverment'", "unknown kind 'goverment' (did you mean 'government'?)"),
        ("[[group]]\nclass='things'", "unknown class 'things'"),
        ("[[office]\n", "titles.toml: not valid TOML"),
    ],
)
def test_a_wrong_entry_is_told(toml: str, message: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_titles(toml, "titles.toml")
    assert message in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "office", "number"),
    [
        ("سفير", "Ambassador", 1),
        ("سفيرا", "Ambassador", 2),
        ("سفراء", "Ambassador", 3),
        ("رئيس وزراء", "Prime minister", 1),
        ("وزراء", "Minister", 3),
    ],
)
def test_offices_are_found(words: str, office: str, number: int) -> None:
    titles = load_titles(str.split)
    end, found = titles.offices.find(words.split(), 0)
    assert end == len(words.split())
    assert (office, number) in {(o.en, o.number) for o in found}
