"""Whether a graph is sound, in plain sentences: the shapes of ``ontology/shapes.ttl``, and what SHACL cannot see.

That is: words stand in the stored text where they are said to, every triple is stated once and in a named graph, there
are no blank nodes, every property is one of the ontology, and the ties are those that the events make.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from kg.errors import RecordError, StoreError
from kg.graph.events import read_telling
from kg.graph.ontology import read_ontology
from kg.graph.settling import find_ties, settle
from kg.graph.store import GraphStore
from kg.graph.terms import literal, value_of
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import GAF, KG, RDF, RDFS

__all__ = ["Finding", "validate"]

DENOTED_BY = GAF + "denotedBy"
TYPE = RDF + "type"

#: Every property of the ontology.
PROPERTIES = frozenset(value for name, value in vars(p).items() if name.isupper())

#: What a finding names in place of the IRI of a node that has none.
BLANK = "a blank node"

#: The words of a sentence that a finding quotes at most.
LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what is wrong with which node of the graph, where it comes from, and what to do about it.

    ``article`` is the source file, ``sentence`` its sentence, ``words`` the words in question, where they are known.
    """

    problem: str
    remedy: str
    node: str
    kind: str
    article: str | None = None
    sentence: str | None = None
    words: str | None = None

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.article,
                f"sentence ‘{_shorten(self.sentence)}’" if self.sentence else None,
                f"{self.kind} ‘{_shorten(self.words)}’" if self.words else self.kind,
            )
            if part
        )
        return f"{where}: {self.problem}. {self.remedy} ({self.node})"


def validate(store: GraphStore) -> list[Finding]:
    """All that is wrong with the graph of a store, in the order of articles; empty when it is sound.

    Raises `StoreError` when the store cannot be read.
    """
    look = _Lookup(store)
    found = {
        *_check_shapes(store, look),
        *_check_quads(store, look),
        *_check_words(store, look),
        *_check_ties(store, look),
    }
    return sorted(found, key=lambda f: (f.article or "", f.sentence or "", f.node, f.problem, f.remedy))


class _Lookup:
    """Tells of a node in the words of its article."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def one(self, node: str, predicate: str) -> str | None:
        return next((value_of(quad.object) for quad in self._store.find(node, predicate)), None)

    def report(self, node: str, problem: str, remedy: str) -> Finding:
        """A finding about a node, with its place in the article as far as there is one."""
        if node == BLANK:
            return Finding(problem, remedy, node, "node")
        kinds = {value_of(quad.object) for quad in self._store.find(node, TYPE)}
        kind = next((name for iri, name in _NAMES.items() if iri in kinds), "node")
        evidence = self.one(node, DENOTED_BY) or node
        sentence = self.one(evidence, p.IN_SENTENCE) or (evidence if c.SENTENCE in kinds else "")
        article = self.one(evidence, p.IN_ARTICLE) or (node if c.ARTICLE in kinds else "")
        words = self.one(evidence, p.TRIGGER) or self.one(node, p.WORDS) or self.one(node, RDFS + "label")
        return Finding(
            problem=problem,
            remedy=remedy,
            node=node,
            kind=kind,
            article=self.one(article, p.FILE) if article else None,
            sentence=self.one(sentence, p.TEXT) if sentence else None,
            words=words,
        )


#: What a finding calls a node of a class, the first that fits.
_NAMES = {
    c.REPORT: "report", c.EVENT: "event", c.MENTION: "mention", c.SENTENCE: "sentence", c.ARTICLE: "article",
    c.AGREEMENT: "agreement", c.DIALOGUE: "dialogue", c.ROUND: "round", c.STATE: "state", c.PERSON: "person",
    c.PLACE: "place", c.ISSUE: "issue", c.ENTITY: "entity",
}  # fmt: skip


def _check_shapes(store: GraphStore, look: _Lookup) -> Iterator[Finding]:
    data = rdflib.Graph()
    stream = io.BytesIO()
    store.write(stream, "nt", runs=True)
    data.parse(data=stream.getvalue(), format="nt")
    shapes = rdflib.Graph().parse(data=read_ontology("shapes.ttl"), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(results, rdflib.Graph)
    for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        shape = results.value(result, SH.sourceShape)
        message = next(
            (str(m) for m in shapes.objects(shape, SH.message)), str(results.value(result, SH.resultMessage))
        )
        remedy = next((str(d) for d in shapes.objects(shape, SH.description)), "Build its articles again.")
        value = results.value(result, SH.value)
        if value is not None and isinstance(value, rdflib.Literal):
            message += f"; it says {_shorten(str(value))!r}"
        focus = results.value(result, SH.focusNode)
        yield look.report(BLANK if isinstance(focus, rdflib.BNode) else str(focus), message, remedy)


def _check_quads(store: GraphStore, look: _Lookup) -> Iterator[Finding]:
    rebuild = "Build the store again from its articles."
    twice = store.query(
        "SELECT DISTINCT ?s ?p { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) }"
    )
    assert isinstance(twice, ox.QuerySolutions)
    for row in twice:
        name = value_of(row["p"]).rsplit("#", 1)[-1]
        yield look.report(value_of(row["s"]), f"its {name} is stated in two graphs, so that counts go wrong", rebuild)
    for quad in store.all_quads():
        subject = BLANK if isinstance(quad.subject, ox.BlankNode) else value_of(quad.subject)
        if isinstance(quad.graph_name, ox.DefaultGraph):
            yield look.report(subject, "it is described outside of any named graph", rebuild)
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield look.report(subject, "the graph has a blank node there, which no report can be traced to", rebuild)
        name = quad.predicate.value
        if name.startswith(KG) and name not in PROPERTIES:
            problem = f"it has the property kg:{name.removeprefix(KG)}, which the ontology does not know"
            yield look.report(subject, problem, rebuild)


def _check_words(store: GraphStore, look: _Lookup) -> Iterator[Finding]:
    """Whether the words that the graph quotes stand at their offsets in the article's text."""
    for info in store.articles():
        article = store.minter.article(info.id)
        try:
            text = store.read_article(info.id)[0].text
        except StoreError as error:
            yield look.report(article, f"its text cannot be checked: {error}", "Build the article again.")
            continue
        for words, start, end, node in _read_quotes(store, article):
            there = text[start:end]
            if literal(there).value != words:
                problem = f"its words ‘{_shorten(words)}’ do not stand at {start}–{end} of the article's text"
                if there:
                    problem += f", where it says ‘{_shorten(there)}’"
                yield look.report(node, problem, "Extract the article again and build it again.")


def _read_quotes(store: GraphStore, article: str) -> Iterable[tuple[str, int, int, str]]:
    for predicate in (p.TRIGGER, p.WORDS, p.TEXT):
        for quad in store.find(None, predicate, None, article):
            node = value_of(quad.subject)
            offsets = [
                next((value_of(q.object) for q in store.find(node, name, None, article)), "")
                for name in (p.START, p.END)
            ]
            if all(offset.isdecimal() for offset in offsets):  # else a shape has found it
                yield value_of(quad.object), int(offsets[0]), int(offsets[1]), node


def _check_ties(store: GraphStore, look: _Lookup) -> Iterator[Finding]:
    """Whether the ties are those that the events make, no fewer and no more."""
    wanted = set()
    for quad in store.find(None, TYPE, c.EVENT):
        reports = [value_of(q.object) for q in store.find(value_of(quad.subject), DENOTED_BY)]
        try:
            tellings = sorted((read_telling(r, store.find) for r in reports), key=lambda t: t.order)
            wanted |= find_ties(settle(tellings)) if tellings else set()
        except (LookupError, ValueError, StopIteration, RecordError):
            continue  # a report lacks what it needs: a shape has found it
    graph = store.minter.ties
    there = {
        (value_of(q.subject), q.predicate.value.removeprefix(KG), value_of(q.object))
        for q in store.find(None, None, None, graph)
    }
    rebuild = "Build the store again from its articles."
    for subject, name, object_ in there - wanted:
        problem = f"its tie kg:{name} to {object_} rests on no event that is actual, undenied and told so"
        yield look.report(subject, problem, rebuild)
    for subject, name, object_ in wanted - there:
        yield look.report(subject, f"its tie kg:{name} to {object_} is missing", rebuild)


def _shorten(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
