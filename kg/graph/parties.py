"""Which states and organisations the words of a phrase name: ``Qatari-US``, ``بين إسرائيل وحركة حماس``.

The forms are those of the gazetteer and of the Arabic pack's tables, read as data; capitals are left out, because an
agreement is often named after the town where it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.gazetteer import load_countries, load_organisations, read_table
from kg.phrases import is_arabic

__all__ = ["OWN_PARTIES", "Fold", "find_party"]

#: Kinds of those who are parties for themselves alone.
OWN_PARTIES = frozenset({"nonstate", "company", "ngo"})

#: How a text is cut into folded words.
Fold = Callable[[str], list[str]]

#: English names that the gazetteer lacks.
_MORE_ENGLISH = {"USA": ("US", "USA", "America"), "GBR": ("UK", "Britain"), "ARE": ("UAE",), "CZE": ("Czechia",)}

#: Endings of an adjective of nationality, folded: feminine, duals and plurals.
_NISBA_ENDINGS = ("", "ه", "ان", "ين", "تان", "تين", "ون", "ات")


def find_party(words: Sequence[str], at: int, fold: Fold) -> tuple[int, str] | None:
    """How many words from ``at`` on name a state or organisation, and its code; None when none does.

    An armed group or party has its identifier: it is no party in its state's name (`OWN_PARTIES`).

    ``words`` are folded by ``fold``. The first may have the conjunction or a preposition before it.
    """
    forms, longest = _load_forms(fold)
    first = words[at]
    starts = [first, first[1:]] if first[:1] in "ولبك" and len(first) > 3 else [first]
    most = max(longest.get(start, 0) for start in starts)
    for length in range(min(most, len(words) - at), 0, -1):
        for start in starts:
            code = forms.get(" ".join((start, *words[at + 1 : at + length])))
            if code:
                return length, code
    return None


@cache
def _load_forms(fold: Fold) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Each folded form with its code, and the most words of a form by its first. States go before organisations."""
    out: dict[str, str] = {}

    def add(code: str, *forms: str, shortest: int = 3) -> None:
        for form in forms:
            folded = " ".join(fold(form))
            if len(folded) >= (shortest if is_arabic(folded) else 2):
                out.setdefault(folded, code)

    columns = ("iso3", "names", "nisba", "capitals", "plurals", "ambiguous")
    for row in read_table(files("kg.languages") / "ar" / "countries.tsv", columns, key="iso3"):
        nisba = [stem + ending for stem in row.split("nisba") for ending in _NISBA_ENDINGS]
        add(row["iso3"], *row.split("names"), *nisba, *row.split("plurals"))
    for code, country in load_countries().items():
        add(code, country.name_en, country.demonym_en, country.name_ar, *_MORE_ENGLISH.get(code, ()))
    organisations = load_organisations()
    for row in read_table(files("kg.languages") / "ar" / "organisations.tsv", ("id", "forms"), key="id",
                          optional=("context",)):  # fmt: skip
        known = organisations.get(row["id"])
        code = "" if known is None else known.id if known.kind in OWN_PARTIES else known.code or known.country
        if known and code and not row["context"]:
            # Acronyms of three letters are words as well (قنا، واس).
            add(code, *row.split("forms"), known.name_en, shortest=4)
    longest: dict[str, int] = {}
    for form in out:
        first, *rest = form.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return out, longest
