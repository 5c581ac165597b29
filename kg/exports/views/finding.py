"""Somebody found in a store by what a user calls him: a code, a name in either language, an identifier, an IRI."""

from __future__ import annotations

import difflib

from kg.errors import ExportError
from kg.exports.reading import LABEL, Reader
from kg.graph.states import find_state, name_state
from kg.graph.terms import value_of
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import SKOS, WD

__all__ = ["find_entity"]


def find_entity(reader: Reader, name: str) -> str:
    """The IRI of the entity that is called so: ``QAT``, ``Qatar``, ``قطر``, ``wd:Q846``, ``id:org-x`` or the IRI.

    Raises `ExportError` when the store has none, naming the nearest.
    """
    if not name:
        raise ExportError("around whom? Name an actor: a code (QAT), a name in English or Arabic, or an IRI")
    minter = reader.store.minter
    state = find_state(name.upper()) if len(name) == 3 else None
    guesses = [name_state(state)] if state else []
    if name.startswith("wd:"):
        guesses.append(WD + name[3:])
    elif name.startswith("id:"):
        guesses.append(minter.base + name[3:])
    elif "://" in name and not any(sign in name for sign in ' <>"{}|\\^`'):
        guesses.append(name)
    for guess in guesses:
        if any(True for _ in reader.store.find(guess, graph=minter.entities)):
            return guess
    wanted = name.casefold()
    near: dict[str, str] = {}
    for predicate in (LABEL, SKOS + "altLabel", p.COUNTRY):
        best = ""
        for quad in reader.store.find(None, predicate, graph=minter.entities):
            label, iri = value_of(quad.object), value_of(quad.subject)
            if label.casefold() == wanted:
                best = min(best, iri) if best else iri
            elif predicate == LABEL and len(near) < 50_000:
                near.setdefault(label.casefold(), label)
        if best:
            return best
    found = difflib.get_close_matches(wanted, near, n=1, cutoff=0.6)
    meant = f"did you mean {near[found[0]]!r}? " if found else ""
    raise ExportError(f"nobody in this graph is called {name!r}; {meant}`kg query actors` lists them all")
