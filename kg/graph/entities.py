"""Entities: what their mentions say of them, put together and written as triples.

A description is a set of facts, each told by some mention, and nothing else: so it can be taken apart again when an
article goes, and does not depend on the order in which articles came. States are described after the gazetteer, which
also knows where states and places lie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.places import find_coordinates
from kg.graph.states import find_state, find_state_code, name_state
from kg.graph.terms import decimal, integer, iri, language_of, literal, value_of
from kg.graph.things import measure_name
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GEO, RDF, RDFS, SKOS

__all__ = ["Fact", "codes_of", "describe_entity", "gather_facts", "name_term", "read_description", "spell_fact"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]

Fact: TypeAlias = tuple[str, str, str]
"""A property, a value, and the value's language: what one mention says of its entity."""

TYPE = RDF + "type"
LABEL = RDFS + "label"
ALT_LABEL = SKOS + "altLabel"

#: Classes of things that are named by phrases, not by names.
THINGS = frozenset({c.AGREEMENT, c.DIALOGUE, c.ROUND})

#: What a mention says, and how the entity's description says it.
SAID_AS = {
    p.KIND: TYPE, p.NAME: LABEL, p.COUNTRY: p.COUNTRY, p.NAMES_ROUND: p.ROUND_NUMBER, p.NAMES_ROUND_OF: p.ROUND_OF,
    p.NAMES_PARTY: p.PARTY_CODE, p.NAMES_OFFICE: p.HELD_OFFICE,
}  # fmt: skip


def _read_mention(quads: Iterable[ox.Quad]) -> set[Fact]:
    """What one mention says of its entity."""
    return {
        (SAID_AS[quad.predicate.value], value_of(quad.object), language_of(quad.object))
        for quad in quads
        if quad.predicate.value in SAID_AS
    }


def spell_fact(fact: Fact) -> str:
    """The property by which a mention says a fact."""
    return next(said for said, described in SAID_AS.items() if described == fact[0])


def name_term(fact: Fact) -> ox.NamedNode | ox.Literal:
    """The value of a fact as a mention says it."""
    name, value, language = fact
    if name in (TYPE, p.ROUND_OF, p.HELD_OFFICE):
        return iri(value)
    return integer(int(value)) if name == p.ROUND_NUMBER else literal(value, language or None)


def codes_of(facts: Iterable[Fact]) -> set[str]:
    """The codes of the states and organisations that facts speak of."""
    return {value for name, value, _ in facts if name in (p.COUNTRY, p.PARTY_CODE)}


def gather_facts(index: Mapping[str, Iterable[ox.Quad]]) -> dict[str, set[Fact]]:
    """The facts that the mentions among some quads tell, by entity. ``index`` holds the quads of each subject.

    Whoever names a minister tells of the minister's state, too: it has a fact of its code.
    """
    out: dict[str, set[Fact]] = defaultdict(set)
    for quads in index.values():
        for quad in quads:
            if quad.predicate.value == p.REFERS_TO:
                facts = _read_mention(quads)
                out[value_of(quad.object)] |= facts
                for state in filter(None, map(find_state, codes_of(facts))):
                    out[name_state(state)].add((p.COUNTRY, state.iso3, ""))
    return dict(out)


def read_description(quads: Iterable[ox.Quad]) -> set[Fact]:
    """The facts behind an entity's description, as `describe_entity` wrote it."""
    said = {*SAID_AS.values(), ALT_LABEL}
    return {
        (LABEL if q.predicate.value == ALT_LABEL else q.predicate.value, value_of(q.object), language_of(q.object))
        for q in quads
        if q.predicate.value in said and value_of(q.object) != c.ENTITY
    }


def describe_entity(entity: str, facts: set[Fact]) -> Iterator[Triple]:
    """An entity's classes, labels, codes, links and coordinates.

    The label in each language is its fullest name there, the others are skos:altLabel; a state's is the gazetteer's,
    that of an agreement or dialogue the shortest that says of which sort and of whom it is.
    """
    state = find_state(find_state_code(entity) or "")
    yield entity, TYPE, iri(c.ENTITY)
    if state is not None:
        yield entity, TYPE, iri(c.STATE)
    lies = find_coordinates(entity)
    if lies is not None:
        yield entity, GEO + "lat", decimal(lies[0], 4)
        yield entity, GEO + "long", decimal(lies[1], 4)
    names: dict[str, set[str]] = defaultdict(set)
    for name, value, language in sorted(facts):
        if name == LABEL:
            names[language].add(value)
        elif name in (TYPE, p.ROUND_OF, p.HELD_OFFICE):
            yield entity, name, iri(value)
        elif name == p.ROUND_NUMBER:
            yield entity, name, integer(int(value))
        else:
            yield entity, name, literal(value)
            link = p.PARTY if name == p.PARTY_CODE else p.OF_STATE
            other = find_state(value)
            if other is not None and name_state(other) != entity:
                yield entity, link, iri(name_state(other))
    thing = any(name == TYPE and value in THINGS for name, value, _ in facts)
    known = {"en": state.name_en, "ar": state.name_ar} if state is not None else {}
    for language in sorted(names.keys() | known.keys()):
        ordered = sorted(names[language], key=lambda n: (-len(n), n))
        if thing:
            ordered.sort(key=measure_name, reverse=True)
        label = known.get(language) or ordered[0]
        yield entity, LABEL, literal(label, language or None)
        for other_name in ordered:
            if other_name != label:
                yield entity, ALT_LABEL, literal(other_name, language or None)
