"""Runs of the builder in the terms of PROV-O: what ran, when, and with which rules and weights, known by their hashes.

They stand in a graph of their own, which exports leave out unless asked: the same articles give the same bytes however
many runs it took.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.identifiers import Minter
from kg.graph.terms import datetime_literal, iri, literal, make_quads
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import DCT, PROV, RDF, RDFS

__all__ = ["RunInfo", "describe_run"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]

#: The program, as the agent of its runs.
PROGRAM = "diplomatic-kg"


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run of the builder. ``id`` must be unique to it; ``started`` is an ISO date and time.

    ``materials`` are the rules and weights that it worked with, by name, as the SHA-256 of their bytes in hexadecimal;
    ``facts`` are further pairs to keep.
    """

    id: str
    started: str = ""
    version: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    materials: Mapping[str, str] = field(default_factory=dict)


def describe_run(run: RunInfo, articles: Iterable[str], minter: Minter) -> set[ox.Quad]:
    """The quads of a run in the graph of runs, and that it added these articles."""
    node = minter.run(run.id)
    triples: list[Triple] = [(node, RDF + "type", iri(c.RUN)), (node, RDF + "type", iri(PROV + "Activity"))]
    if run.started:
        triples.append((node, PROV + "startedAtTime", datetime_literal(run.started)))
    if run.version:
        program = minter.resource(f"{PROGRAM} {run.version}")
        triples += [
            (node, p.VERSION, literal(run.version)),
            (node, PROV + "wasAssociatedWith", iri(program)),
            (program, RDF + "type", iri(PROV + "SoftwareAgent")),
            (program, RDFS + "label", literal(f"{PROGRAM} {run.version}")),
        ]
    for name, fingerprint in run.materials.items():
        material = minter.resource(f"{name} {fingerprint[:16]}")
        triples += [
            (node, PROV + "used", iri(material)),
            (material, RDF + "type", iri(c.RESOURCE)),
            (material, RDF + "type", iri(PROV + "Entity")),
            (material, RDFS + "label", literal(name)),
            (material, p.HASH, literal(fingerprint)),
        ]
    for key, value in run.facts.items():
        known = {"extractor": p.EXTRACTOR}
        told = literal(value if key in known else f"{key}: {value}")
        triples.append((node, known.get(key, DCT + "description"), told))
    for article in map(minter.article, articles):
        triples += [(article, p.ADDED_BY, iri(node)), (article, PROV + "wasGeneratedBy", iri(node))]
    return make_quads(triples, minter.runs)
