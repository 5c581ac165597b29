"""Graphs of made-up events, as large as wanted, in the shape that `kg build` gives them: for benchmarks.

    python benchmarks/event_graphs.py 100000 STORE

Actors, acts and dates are drawn with a fixed seed, a few actors far more often than the many: the same number gives the
same graph. Each article tells some events; one event in ten is told by two articles. Mentions are left out.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox

from kg.gazetteer import load_countries
from kg.graph.identifiers import Minter
from kg.graph.states import name_state
from kg.graph.store import GraphStore
from kg.graph.terms import date_literal, decimal, integer, iri, literal
from kg.graph.triples import KIND_CLASSES
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import CAMEO, GAF, KG, PLOVER, RDF, RDFS, SCHEMA, SEM, STATUS
from kg.vocabulary.plover import TYPES

__all__ = ["make_quads", "make_store"]

SEED = 20240306
EVENTS_AN_ARTICLE = 5
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
OUTLETS = [f"outlet {number}" for number in range(12)]

Triple = tuple[str, str, "ox.NamedNode | ox.Literal"]

TYPE, LABEL = RDF + "type", RDFS + "label"


def make_store(events: int, folder: Path | None) -> GraphStore:
    """A new store with that many events, opened for writing; in memory where no folder is given."""
    store = GraphStore.open(folder, create=True) if folder else GraphStore.open(None)
    with tempfile.TemporaryFile() as file:
        ox.serialize(make_quads(events, store.minter), file, format=ox.RdfFormat.N_QUADS)
        file.seek(0)
        store.load(file)
    return store


def make_quads(events: int, minter: Minter) -> Iterator[ox.Quad]:
    """The quads of that many events with their articles, reports, sentences and actors."""
    draw = random.Random(SEED)
    actors = list(_name_actors(minter))
    yield from _put(minter.entities, (triple for *_, triples in actors for triple in triples))
    names = [(node, label) for node, label, _ in actors]
    weights = [1 / (rank + 1) for rank in range(len(names))]
    acts = sorted(ACTS)
    for number in range(events):
        article = f"{number // EVENTS_AN_ARTICLE:016x}"
        published = FIRST_DAY + timedelta(days=(number // EVENTS_AN_ARTICLE * 7919) % DAYS)
        if number % EVENTS_AN_ARTICLE == 0:
            yield from _put(minter.article(article), _tell_article(minter.article(article), published, draw))
        (actor, a), (recipient, b) = draw.choices(names, weights, k=2)
        act = ACTS[draw.choice(acts)]
        day = published - timedelta(days=draw.randrange(4)) if draw.random() < 0.8 else None
        theme = minter.entity(f"issue-{draw.randrange(max(10, events // 20))}")
        facts = _tell_facts(act.name, actor, recipient, theme, day, draw)
        report = minter.report(article, 10 * number)
        words = f"{a} {act.verb_en} {b} {number}: خبر عن {act.label_ar}."
        sentence = minter.sentence(article, 100 * number)
        evidence: list[Triple] = [
            (report, TYPE, iri(c.REPORT)), (report, p.IN_ARTICLE, iri(minter.article(article))),
            (report, p.IN_SENTENCE, iri(sentence)), (report, p.TRIGGER, literal(act.verb_ar, "ar")),
            (report, p.RULE, literal(f"trigger:{act.name}:x")), (report, p.START, integer(10 * number)),
            (sentence, TYPE, iri(c.SENTENCE)), (sentence, p.TEXT, literal(words, "ar")),
        ]  # fmt: skip
        yield from _put(minter.article(article), evidence)
        yield from _put(minter.article(article), ((report, name, value) for name, value in facts))
        event = minter.event(report)
        told = 2 if draw.random() < 0.1 else 1
        more: list[Triple] = [
            (event, TYPE, iri(SEM + "Event")), (event, TYPE, iri(c.EVENT)),
            (event, LABEL, literal(f"{a} – {act.verb_en} – {b}", "en")),
            (event, LABEL, literal(f"{a} – {act.verb_ar} – {b}", "ar")),
            (event, p.REPORTS, integer(told)), (event, p.ARTICLES, integer(told)),
            (event, GAF + "denotedBy", iri(report)),
        ]  # fmt: skip
        yield from _put(minter.events, more)
        yield from _put(minter.events, ((event, name, value) for name, value in facts))
        yield from _put(
            minter.entities, [(theme, TYPE, iri(c.ENTITY)), (theme, TYPE, iri(c.ISSUE)),
                              (theme, LABEL, literal(theme.rsplit("/", 1)[-1], "en"))],
        )  # fmt: skip


def _put(graph: str, triples: Iterator[Triple] | Sequence[Triple]) -> Iterator[ox.Quad]:
    name = iri(graph)
    return (ox.Quad(iri(subject), iri(predicate), value, name) for subject, predicate, value in triples)


def _name_actors(minter: Minter) -> Iterator[tuple[str, str, list[Triple]]]:
    """States, then ministries and people of each: IRI, English name, description."""
    for state in [state for state in load_countries().values() if state.qid and state.cow]:
        for kind, node, en, ar in (
            ("state", name_state(state), state.name_en, state.name_ar),
            ("government", minter.entity(f"gov-{state.iso3.lower()}-x"), f"Ministry of {state.name_en}", "وزارة"),
            ("person", minter.entity(f"person-{state.iso3.lower()}-x"), f"Minister of {state.name_en}", "وزير"),
        ):
            named = [(node, LABEL, literal(en, "en")), (node, LABEL, literal(f"{ar} {state.name_ar}".strip(), "ar"))]
            kinds = [(node, TYPE, iri(c.ENTITY)), (node, TYPE, iri(KIND_CLASSES[kind]))]
            yield node, en, [*kinds, *named, (node, p.COUNTRY, literal(state.iso3))]


def _tell_article(node: str, published: date, draw: random.Random) -> list[Triple]:
    return [
        (node, TYPE, iri(c.ARTICLE)), (node, p.FILE, literal(node.rsplit("-", 1)[-1])),
        (node, p.OUTLET, literal(draw.choice(OUTLETS))), (node, p.PUBLISHED, literal(published.isoformat())),
        (node, p.LANGUAGE, literal("ar")), (node, SCHEMA + "url", iri(f"https://news.example/{node[-8:]}")),
    ]  # fmt: skip


def _tell_facts(
    act: str, actor: str, recipient: str, theme: str, day: date | None, draw: random.Random
) -> list[tuple[str, ox.NamedNode | ox.Literal]]:
    """What report and event say alike."""
    told = ACTS[act]
    facts: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (TYPE, iri(KG + told.class_name)), (TYPE, iri(PLOVER + TYPES[told.type].class_name)),
        (p.ACT, iri(KG + told.class_name)), (p.PLOVER_TYPE, iri(PLOVER + TYPES[told.type].class_name)),
        (p.CAMEO, iri(CAMEO + told.cameo)), (p.GOLDSTEIN, decimal(told.goldstein, 1)),
        (p.STATUS, iri(STATUS + "actual")), (p.STANDING, iri(c.ASSERTED if draw.random() < 0.8 else c.CLAIMED)),
        (p.CONFIDENCE, decimal(draw.uniform(0.3, 1), 2)), (p.ACTOR, iri(actor)), (p.RECIPIENT, iri(recipient)),
        (p.THEME, iri(theme)),
    ]  # fmt: skip
    if day is not None:
        iso = day.isoformat()
        facts += [(p.DATE, literal(iso)), (p.EARLIEST, date_literal(iso)), (p.LATEST, date_literal(iso))]
    return facts


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=int)
    parser.add_argument("store", type=Path, metavar="STORE", help="new folder")
    given = parser.parse_args(arguments)
    make_store(given.events, given.store).close()
    print(f"{given.store}: {given.events:,} events", file=sys.stderr)


if __name__ == "__main__":
    main()
