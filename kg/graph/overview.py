"""What is inside a store, counted; what a query asks for that is not; and the nearest name for what was misspelt."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg.graph.terms import value_of
from kg.vocabulary import classes, properties

__all__ = ["count_contents", "find_missing_terms", "find_near_name"]

Select = Callable[[str], ox.QuerySolutions]

#: What is counted by a property of it: name, and the pattern that binds the counted ``?x`` and its ``?k``.
TABLES = {
    "articles_by_language": "?x a kg:Article OPTIONAL { ?x kg:language ?k }",
    "articles_by_outlet": "?x a kg:Article OPTIONAL { ?x kg:outlet ?k }",
    "articles_by_year": "?x a kg:Article OPTIONAL { ?x kg:published ?d BIND(SUBSTR(?d, 1, 4) AS ?k) }",
    "events_by_year": "?x a kg:Event OPTIONAL { ?x kg:earliest ?d BIND(SUBSTR(STR(?d), 1, 4) AS ?k) }",
    "events_by_type": "?x a kg:Event; kg:ploverType ?k",
    "events_by_act": "?x a kg:Event; kg:act ?k",
    "events_by_status": "?x a kg:Event; kg:status ?k",
}

NUMBERS = {
    "articles": "?x a kg:Article",
    "reports": "?x a kg:Report",
    "events": "?x a kg:Event",
    "entities": "?x a kg:Entity",
    "runs": "?x a kg:Run",
    "articles_without_events": "?x a kg:Article FILTER NOT EXISTS { ?r kg:inArticle ?x; a kg:Report }",
    "reprints": "?r kg:repeats ?original; kg:inArticle ?x",
    "events_told_more_than_once": "?x a kg:Event; kg:reports ?n FILTER(?n > 1)",
}

#: How alike a name must be to be taken for what was meant, from 0 to 1.
ALIKE = 0.6


def count_contents(select: Select) -> dict[str, Any]:
    """Counts of articles, reports, events, entities, also by their properties, and the period from ``from`` to ``to``.

    ``select`` answers a SPARQL query over the union of all graphs.
    """
    counts: dict[str, Any] = {}
    for name, where in NUMBERS.items():
        row = next(iter(select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {where} }}")))
        counts[name] = int(value_of(row["n"]))
    period = "SELECT (MIN(?d) AS ?a) (MAX(?e) AS ?b) { ?x a kg:Event; kg:earliest ?d; kg:latest ?e }"
    ends = next(iter(select(period)))
    counts |= {name: value_of(term) if term else None for name, term in zip(("from", "to"), ends, strict=True)}
    for name, where in TABLES.items():
        rows = select(f"SELECT ?k (COUNT(DISTINCT ?x) AS ?n) {{ {where} }} GROUP BY ?k")
        found = {(value_of(row["k"]) if row["k"] else "unknown"): int(value_of(row["n"])) for row in rows}
        counts[name] = dict(sorted((key.rsplit("#", 1)[-1], number) for key, number in found.items()))
    return counts


def find_near_name(name: str, known: Iterable[str]) -> str | None:
    """Which of some names is most like this one, None when none is like it."""
    best, nearest = ALIKE, None
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(name.casefold())
    for other in known:
        matcher.set_seq1(other.casefold())
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, nearest = ratio, other
    return nearest


#: What in a query is no name with a prefix: texts, IRIs, comments.
_ASIDE = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|<[^>\s]*>|#.*')
_PREFIXED = re.compile(r"(?<![\w:?$])(\w+):([A-Za-z][\w-]*)")


def find_missing_terms(
    query: Callable[[str], Any], sparql: str, prefixes: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    """The names in a query that stand nowhere in the graph as property or value, each with the nearest of our terms.

    ``query`` answers SPARQL over the union of all graphs; ``prefixes`` are the project's, which such a name must have.
    """
    known = [v for module in (properties, classes) for v in vars(module).values() if isinstance(v, str)]
    for prefix, local in dict.fromkeys(_PREFIXED.findall(_ASIDE.sub(" ", sparql))):
        namespace = prefixes.get(prefix)
        if namespace is None or query(
            f"ASK {{ {{ ?s <{namespace}{local}> ?o }} UNION {{ ?s ?p <{namespace}{local}> }} }}"
        ):
            continue
        near = find_near_name(local, (v.removeprefix(namespace) for v in known if v.startswith(namespace)))
        yield f"{prefix}:{local}", f"{prefix}:{near}" if near and near != local else None
