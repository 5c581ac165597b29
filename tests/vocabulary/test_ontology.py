"""The ontology: every term is labelled and explained in both languages, and means one thing."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.model import ACT_TYPES, RECIPROCAL_ACTS
from kg.vocabulary import properties
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import CAMEO, GAF, KG, PLOVER, PROV, SCHEMA, SEM, STATUS
from kg.vocabulary.plover import TYPES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
OURS = (KG, PLOVER, CAMEO, STATUS)
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def terms() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in (ONTOLOGY / "kg.ttl", *sorted((ONTOLOGY / "schemes").glob("*.ttl"))):
        graph.parse(path)
    return graph


def read(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / name)


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment])
def test_every_term_speaks_both_languages(terms, predicate):
    silent = []
    for term in {s for s in terms.subjects(RDF.type) if str(s).startswith(OURS)}:
        languages = Counter(text.language for text in terms.objects(term, predicate))
        if languages != {"en": 1, "ar": 1}:
            silent.append(f"{term} {dict(languages)}")
        for text in terms.objects(term, predicate):
            arabic = bool(re.search("[\u0600-\u06ff]", text))
            assert arabic == (text.language == "ar"), (term, text)
    assert silent == []


def test_every_act_and_type_of_the_model_is_a_class(terms):
    acts = {str(terms.value(s, SKOS.notation)): s for s in terms.subjects(RDF.type, rdflib.URIRef(KG + "Act"))}
    assert acts.keys() == ACT_TYPES.keys() == ACTS.keys()
    for name, term in acts.items():
        assert str(term) == KG + ACTS[name].class_name
        assert (term, RDF.type, OWL.Class) in terms
        plover = [str(x) for x in terms.objects(term, SKOS.broadMatch) if str(x).startswith(PLOVER)]
        assert plover == [PLOVER + TYPES[ACT_TYPES[name]].class_name]
        reciprocal = (term, RDF.type, rdflib.URIRef(KG + "ReciprocalAct")) in terms
        assert reciprocal == (name in RECIPROCAL_ACTS)


def test_no_term_means_two_things(terms):
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
    for term in set(terms.subjects(RDF.type)):
        assert len(set(terms.objects(term, RDF.type)) & kinds) <= 1, term
    # A class of acts must not be one of kg.ttl by accident: kg:State is a country, not a statement.
    plain = {str(s) for s in read("kg.ttl").subjects(RDF.type, OWL.Class)}
    assert not plain & {KG + act.class_name for act in ACTS.values()}


def test_terms_refer_only_to_terms_there_are(terms):
    declared = set(terms.subjects(RDF.type)) | {rdflib.URIRef(KG.rstrip("#"))}
    for graph in (terms, read("alignments.ttl"), read("shapes.ttl")):
        for triple in graph:
            for term in triple:
                if isinstance(term, rdflib.URIRef) and str(term).startswith(OURS):
                    assert term in declared, (term, triple)


def test_ties_come_in_pairs(terms):
    claimed = rdflib.URIRef(KG + "claimedAs")
    for act in ACTS.values():
        for tie in filter(None, (act.theme_tie, act.party_tie)):
            (other,) = terms.objects(rdflib.URIRef(KG + tie), claimed)
            assert str(other) == f"{KG}claimed{tie[0].upper()}{tie[1:]}"


def test_constants_are_the_properties_of_the_ontology(terms):
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {str(s) for kind in kinds for s in terms.subjects(RDF.type, kind)}
    assert {value for name, value in vars(properties).items() if name.isupper()} == declared


def test_every_shape_has_a_message_in_plain_english():
    shapes = read("shapes.ttl")
    constrained = {
        s for name in ("minCount", "maxCount", "datatype", "pattern", "in", "class") for s in shapes.subjects(SH[name])
    }
    assert len(constrained) > 50
    for shape in constrained:
        (message,) = shapes.objects(shape, SH.message)
        assert re.fullmatch(r"(the|it|its|an?|somebody) .*[^.]", message), message
        if (shape, SH.path, None) in shapes:
            (remedy,) = shapes.objects(shape, SH.description)
            assert remedy.endswith("."), remedy


def test_alignments_lead_out_of_the_ontology():
    alignments = read("alignments.ttl")
    meant = {
        str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch) for o in alignments.objects(None, p)
    }
    for vocabulary in (SEM, GAF, PROV, SCHEMA):
        assert any(term.startswith(vocabulary) for term in meant), vocabulary
    assert all(term.startswith((SEM, GAF, PROV, SCHEMA)) for term in meant)


@pytest.mark.parametrize("module", ["acts", "cameo", "classes", "labels", "plover", "properties"])
def test_the_vocabulary_needs_no_rdf_library(module):
    source = Path(str(import_module(f"kg.vocabulary.{module}").__file__)).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|from)\s+(rdflib|pyoxigraph|oxrdflib)", source, re.MULTILINE)
