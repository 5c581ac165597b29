"""Which state an outlet writes from: whom it means by 'the foreign minister' when nothing else tells."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from kg.gazetteer import load_countries, read_table
from kg.model import Article

__all__ = ["find_home"]


def find_home(article: Article) -> str | None:
    """The ISO 3166-1 alpha-3 code of the state that the article's outlet writes from, None when it is not known."""
    names, hosts = _load_outlets()
    if article.url:
        parts = (urlsplit(article.url).hostname or "").split(".")
        for k in range(len(parts)):
            if (code := hosts.get(".".join(parts[k:]))) is not None:
                return code
    name = (article.outlet or "").casefold().strip()
    return names.get(name) or _find_owner(name)


#: What a body of a state is called that publishes its own news.
_BODIES = re.compile(r"\b(ministry|government|presidency|department|embassy|parliament|office)\b")


def _find_owner(name: str) -> str | None:
    """The state whose body an outlet is by its name: 'Ministry of Foreign Affairs of Norway', '… Affairs, India'."""
    if not _BODIES.search(name):
        return None
    states = {country.name_en.casefold(): code for code, country in load_countries().items()}
    owner = re.split(r", | of (?:the )?", name)[-1]
    return states.get(owner.removeprefix("the "))


@cache
def _load_outlets() -> tuple[dict[str, str], dict[str, str]]:
    """The outlets by casefolded name and by host. Raises `LanguageError` for a wrong line."""
    names: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for row in read_table(
        resources.files("kg.gazetteer") / "outlets.tsv", ("name", "country", "names", "hosts"), key="name"
    ):
        if row["country"] not in load_countries():
            raise row.fail(f"country {row['country']!r} is in no line of countries.tsv")
        for name in (row["name"], *row.split("names")):
            names[name.casefold()] = row["country"]
        for host in row.split("hosts"):
            hosts[host] = row["country"]
    return names, hosts
