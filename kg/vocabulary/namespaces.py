"""Namespaces and prefixes, as plain strings."""

from collections.abc import Mapping

BASE = "https://w3id.org/diplomatic-kg/"
"""Default base of the IRIs of data: articles, reports, events, entities."""

KG = "https://w3id.org/diplomatic-kg/ontology#"
PLOVER = "https://w3id.org/diplomatic-kg/plover#"
CAMEO = "https://w3id.org/diplomatic-kg/cameo#"
STATUS = "https://w3id.org/diplomatic-kg/status#"
WD = "http://www.wikidata.org/entity/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GAF = "http://groundedannotationframework.org/gaf#"
PROV = "http://www.w3.org/ns/prov#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
DCT = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"

PREFIXES: Mapping[str, str] = {
    "kg": KG, "plover": PLOVER, "cameo": CAMEO, "status": STATUS, "wd": WD, "sem": SEM, "gaf": GAF, "prov": PROV,
    "skos": SKOS, "schema": SCHEMA, "dct": DCT, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "geo": GEO,
}  # fmt: skip
"""The prefixes that exports declare and queries may use without declaring them. ``id:`` comes on top: the base."""
