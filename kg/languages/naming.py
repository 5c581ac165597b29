"""English names of what phrases describe: offices, bodies, groups of people, as news in English write them."""

from __future__ import annotations

import re
from functools import cache

from kg.gazetteer import load_countries, load_organisations, mint_id
from kg.languages.analysis import Entity

__all__ = [
    "demonym",
    "make_entity",
    "name_body",
    "name_country",
    "name_holders",
    "name_mass",
    "name_office",
    "name_owner",
]

#: States whose English name takes the article.
_WITH_THE = (
    "United ", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "Comoros", "Seychelles",
    "Solomon Islands", "Marshall Islands", "Democratic Republic", "Central African", "Dominican Republic",
    "Republic of", "Czech Republic",
)  # fmt: skip

#: What a state calls an office or body of its own, where the general word is not used of it in English.
_USUAL = {
    ("DEU", "Adviser"): "Chancellor",
    ("AUT", "Adviser"): "Chancellor",
    ("DEU", "Prime minister"): "Chancellor",
    ("AUT", "Prime minister"): "Chancellor",
    ("USA", "Spokesperson of the Ministry of Foreign Affairs"): "Spokesperson of the Department of State",
}

#: What the departments of the United States are called, by the general word for the portfolio.
_DEPARTMENTS = {
    "Foreign": "State",
    "Foreign Affairs": "State",
    "Defence": "Defense",
    "Finance": "the Treasury",
    "Interior": "the Interior",
    "Trade": "Commerce",
    "Labour": "Labor",
}

_MINISTER = re.compile(r"(?P<portfolio>[A-Z][a-z]+) minister\Z")
_MINISTRY = re.compile(r"Ministry of (?P<portfolio>.+) of \{country\}\Z")

_ADJECTIVES = {
    "EU": "European",
    "UN": "UN",
    "ARAB_LEAGUE": "Arab League",
    "GCC": "Gulf",
    "NATO": "NATO",
    "AU": "African Union",
}


def name_country(code: str) -> str:
    """The English name of a state or intergovernmental organisation as it stands after 'of'; empty for no code."""
    if country := load_countries().get(code):
        return f"the {country.name_en}" if country.name_en.startswith(_WITH_THE) else country.name_en
    return _organisations().get(code, "")


@cache
def _organisations() -> dict[str, str]:
    found: dict[str, str] = {}
    for organisation in load_organisations().values():
        if organisation.code:
            found.setdefault(organisation.code, _with_article(organisation.name_en, organisation.kind))
    return found


def _with_article(name: str, kind: str) -> str:
    """The name of an organisation behind 'of': with the article, unless it is one word or stands in the genitive."""
    plain = " " not in name or kind in ("person", "company", "place") or name.startswith(("the ", "Al-", "Al "))
    return name if plain else f"the {name}"


def name_owner(owner: Entity) -> str:
    """An owner as it stands after 'of'."""
    if owner.kind == "state" and owner.country and not owner.id.startswith("org-"):
        return name_country(owner.country) or owner.name
    plain = owner.kind in ("person", "nonstate", "population", "state")
    return owner.name if plain else _with_article(owner.name, owner.kind)


def demonym(owner: Entity, *, official: bool) -> str:
    """The adjective of nationality; ``official`` tells 'US forces' from 'American citizens'."""
    if owner.country == "USA" and owner.kind == "state":
        return "US" if official else "American"
    country = load_countries().get(owner.country or "") if owner.kind == "state" else None
    if country is not None:
        return country.demonym_en or country.name_en
    if owner.kind == "igo":
        return _ADJECTIVES.get(owner.country or "", owner.name)
    return owner.name.removesuffix(" states")  # of several that no one lists, Gulf states, what tells which


def _adapt(pattern: str, owner: Entity) -> str:
    """An office or body as its own state calls it: the Secretary and the Department of State."""
    if owner.country == "USA" and owner.kind == "state":
        for form, own in ((_MINISTER, "Secretary of {}"), (_MINISTRY, "United States Department of {}")):
            if told := form.match(pattern):
                return own.format(_DEPARTMENTS.get(told["portfolio"], told["portfolio"]))
    return _USUAL.get((owner.country or "", pattern), pattern)


def name_office(office: str, owner: Entity | None, host: str | None = None) -> str:
    """'Foreign minister of Qatar', 'Ambassador of Qatar to Egypt'."""
    if owner is None:
        return office
    name = f"{_adapt(office, owner)} of {name_owner(owner)}"
    where = name_country(host or "")
    return f"{name} to {where}" if where and office in ("Ambassador", "Envoy", "Representative") else name


def name_holders(office: str, owner: Entity) -> str:
    """'Foreign ministers of the European Union'."""
    return f"{_pluralise(office)} of {name_owner(owner)}"


def name_mass(plural: str, owner: Entity | None) -> str:
    """'US officials', 'senior European officials'."""
    if owner is None:
        return plural
    adjective = demonym(owner, official=True)
    if plural.startswith("senior "):
        return f"Senior {adjective} {plural.removeprefix('senior ')}"
    return f"{adjective} {plural}"


def name_body(pattern: str, owner: Entity, host: str | None = None, *, kind: str = "government") -> str:
    """A body's name, from its pattern with ``{country}`` or ``{demonym}``: 'Embassy of Qatar in France'."""
    pattern = _adapt(pattern, owner)
    name = pattern.replace("{country}", name_owner(owner)).replace(
        "{demonym}", demonym(owner, official=kind != "population")
    )
    where = name_country(host or "")
    return f"{name} in {where}" if where and pattern.startswith(("Embassy", "Consulate", "Mission")) else name


def _pluralise(office: str) -> str:
    head, of, rest = office.partition(" of ")
    head = re.sub(r"(?<=[^aeiou])y$", "ie", head)
    return f"{head}s{of}{rest}" if not head.endswith("s") else office


def make_entity(name: str, kind: str, country: str | None, name_ar: str | None = None) -> Entity:
    """Somebody whom no table has, with an identifier of ours."""
    return Entity(mint_id(kind, name), name, name_ar, country, kind)
