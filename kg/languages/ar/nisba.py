"""The surface forms of an adjective of nationality (nisba): قطري، القطرية، القطريين …"""

from __future__ import annotations

from functools import cache
from importlib import resources

from kg.gazetteer import read_table

__all__ = ["inflect_nisba"]

#: What follows the stem in -ي: feminine, duals, sound plurals.
_ENDINGS = ("", "ة", "ان", "ين", "تان", "تين", "ون", "ات")


def inflect_nisba(stem: str) -> tuple[str, ...]:
    """All surface forms of a nisba, without clitics, from its masculine singular indefinite.

    The order is fixed and begins with the stem. In a stem of two adjectives (كوري جنوبي) both are inflected and both
    take the article; in one that begins with a noun (جنوب أفريقي) the last alone is inflected, and the article stands
    on the first word, the last or both. Broken plurals (روس) are words of their own, listed in the table of countries.
    The indefinite accusative (قطريا) is given unless it is the name of a state or capital (سوريا، برازيليا).
    """
    *before, last = stem.split()
    adjectives = all(word.endswith("ي") for word in before)
    forms: list[str] = []
    for ending in _ENDINGS:
        head = [word + ending if adjectives else word for word in before]
        forms += [" ".join([*head, last + ending]), " ".join("ال" + word for word in [*head, last + ending])]
        if head and not adjectives:
            forms += [" ".join([*head, "ال" + last + ending]), " ".join(["ال" + head[0], *head[1:], last + ending])]
    accusative = " ".join([*(word + "ا" if adjectives else word for word in before), last + "ا"])
    if accusative not in _list_state_names():
        forms.append(accusative)
    return tuple(dict.fromkeys(forms))


@cache
def _list_state_names() -> frozenset[str]:
    columns = ("iso3", "names", "nisba", "capitals", "plurals", "ambiguous")
    rows = read_table(resources.files("kg.languages.ar") / "countries.tsv", columns, key="iso3")
    return frozenset(name for row in rows for column in ("names", "capitals") for name in row.split(column))
