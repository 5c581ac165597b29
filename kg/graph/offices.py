"""The office that words give to a person whom they name: ``وزير الخارجية الأمريكي أنتوني بلينكن``, ``Norwegian Foreign
Minister Ingrid Vik``.

Who held which office when is known only as far as articles call people by it: so a mention of a person names an office,
too, and the dates of the articles tell the rest. The words of office are those of the Arabic pack's ``titles.toml`` and
its English names for them, read as data.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.gazetteer import load_countries, load_organisations
from kg.graph.identifiers import slugify
from kg.graph.parties import find_party
from kg.model import Participant, Words, hash_id
from kg.phrases import is_arabic, tidy_phrase

__all__ = ["Office", "read_office"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "African ", "European ")
_LINKS = frozenset("في لدي of the to s".split())
_ARTICLE = re.compile(r"(?:ال|لل)(?=\w{2})")

#: English for offices beside the names that ``titles.toml`` gives them.
_MORE_ENGLISH = {
    "secretary of state": "Foreign minister", "secretary of defense": "Defence minister", "premier": "Prime minister",
    "defense minister": "Defence minister", "minister of foreign affairs": "Foreign minister",
    "minister for foreign affairs": "Foreign minister", "minister of defence": "Defence minister",
    "external affairs minister": "Foreign minister", "foreign secretary": "Foreign minister",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """An office as some words name it: its flat id, its label in the words' language or both, and where they stand."""

    local: str
    label_en: str | None
    label_ar: str | None
    words: Words
    country: str | None


def read_office(person: Participant) -> Office | None:
    """The office by which a mention calls a person whom it also names; None when it gives none.

    'The minister' alone names nobody's office, and an official, a source or a general has none.
    """
    if person.kind != "person" or not person.resolved:
        return None
    found = [(m[0], m.start(), m.end()) for m in _WORD.finditer(person.text)]
    keys = [_key(word) for word, _, _ in found]
    named = {_key(m) for name in (person.name, person.name_ar) if name for m in _WORD.findall(name)}
    end = next((i for i, key in enumerate(keys) if key in named), 0)
    if not end:
        return None
    arabic = is_arabic(person.text)
    for start in range(end):
        match = _match(keys[start:end], arabic=arabic)
        if match is None:
            continue
        english, length = match
        while keys[end - 1] in _load_honorifics() and end - 1 >= start + length:
            end -= 1
        # An English phrase has its owner before the office, an Arabic one behind; what stands before that is courtesy.
        first = start if arabic else 0
        others = [*keys[first:start], *keys[start + length : end]]
        words = person.text[found[first][1] : found[end - 1][2]]
        at = person.start + found[first][1]
        rest = _leave_out_owner(others, person.country)
        return _make(english, rest, Words(words, at, at + len(words)), person.country, arabic=arabic)
    return None


def _make(english: str, rest: list[str], words: Words, country: str | None, *, arabic: bool) -> Office:
    """``rest`` are the words that say more than office and state do: of which council, for which matter."""
    owner = _name_owner(country or "")
    told = f"{english} of {owner}" if owner else english
    parts = ["office", (country or "").lower().replace("_", "-"), slugify(english)]
    if rest:
        parts.append(hash_id(*rest, length=8))
    label = tidy_phrase(words.text)
    return Office(
        local="-".join(filter(None, parts)),
        label_en=(label if rest else told) if not arabic else (None if rest else told),
        label_ar=label if arabic else None,
        words=words,
        country=country,
    )


def _match(keys: list[str], *, arabic: bool) -> tuple[str, int] | None:
    """The office that the first words name, and how many they are; the longest of several."""
    forms, portfolios, longest = _load_forms()
    for length in range(min(longest, len(keys)), 0, -1):
        office = forms.get(" ".join(keys[:length]))
        if office is None:
            continue
        if office != "Minister" or not arabic:
            return office, length
        for more in range(min(longest, len(keys) - length), 0, -1):
            minister = portfolios.get(" ".join(keys[length : length + more]))
            if minister:
                return minister, length + more
        return office, length
    return None


def _leave_out_owner(keys: list[str], country: str | None) -> list[str]:
    """Words without those that name the state or organisation that has the office, and without those that only link."""
    rest, at = [], 0
    while at < len(keys):
        length, code = find_party(keys, at, _keys) or (1, None)
        if code is None or code != country:
            rest += [key for key in keys[at : at + length] if key not in _LINKS and key not in _load_honorifics()]
        at += length
    return rest


def _name_owner(code: str) -> str:
    """The English name of a state or organisation as it stands behind 'of'; empty for a code that no table has."""
    state = load_countries().get(code)
    name = state.name_en if state else next((o.name_en for o in load_organisations().values() if o.code == code), "")
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


@cache
def _load_forms() -> tuple[Mapping[str, str], Mapping[str, str], int]:
    """Offices and portfolios by their folded words, and the most words that one has."""
    forms: dict[str, str] = {}
    portfolios: dict[str, str] = {}
    for entry in _load_titles()["office"]:
        if entry["en"][0].islower():
            continue  # officials, sources, soldiers
        for form in (*entry["ar"], *entry.get("feminine", ())):
            first, *others = _keys(form)
            forms.setdefault(" ".join((first, *others)), entry["en"])
            forms.setdefault(" ".join((f"{first}ه", *others)), entry["en"])
        forms.setdefault(" ".join(_keys(entry["en"])), entry["en"])
    for entry in _load_titles()["portfolio"]:
        forms.setdefault(" ".join(_keys(entry["minister"])), entry["minister"])
        for form in entry["ar"]:
            portfolios.setdefault(" ".join(_keys(form)), entry["minister"])
    for form, english in _MORE_ENGLISH.items():
        forms.setdefault(" ".join(_keys(form)), english)
    return forms, portfolios, max(len(form.split()) for form in (*forms, *portfolios)) + 1


@cache
def _load_honorifics() -> frozenset[str]:
    titles = (form for entry in _load_titles()["honorific"] for form in entry["ar"])
    return frozenset(key for form in titles for key in _keys(form)) | {"mr", "mrs", "ms", "dr", "sir", "sheikh"}


@cache
def _load_titles() -> Mapping[str, Any]:
    return tomllib.loads(files("kg.languages").joinpath("ar", "titles.toml").read_text(encoding="utf-8"))


def _keys(text: str) -> list[str]:
    return [_key(word) for word in _WORD.findall(text)]


def _key(word: str) -> str:
    """A word folded: without case, marks, hamza, the Arabic article and the English genitive."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c) and c != "\u0640")
    plain = re.sub(r"['’]s?\Z", "", plain.translate(str.maketrans("أإآٱىة", "اااايه")))
    return _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
