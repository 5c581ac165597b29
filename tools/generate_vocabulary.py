"""Writes kg/vocabulary/{classes,properties,acts,plover,cameo,labels}.py from ontology/.

The package needs no RDF parser to know its words: constants are plain strings, acts plain dataclasses.

    python tools/generate_vocabulary.py
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
TARGET = ROOT / "kg" / "vocabulary"

KG = "https://w3id.org/diplomatic-kg/ontology#"
PLOVER = "https://w3id.org/diplomatic-kg/plover#"
CAMEO = "https://w3id.org/diplomatic-kg/cameo#"
STATUS = "https://w3id.org/diplomatic-kg/status#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Facts = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


def read_facts(*paths: Path) -> Facts:
    """All triples of the files: subject, predicate, objects in the order of their text."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for path in paths:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            facts[quad.subject.value][quad.predicate.value].append(quad.object)
    for properties in facts.values():
        for objects in properties.values():
            objects.sort(key=str)
    return facts


def constant(name: str) -> str:
    """`EstablishRelations`, `amendsWith`, `consult-visit` as the names of constants."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").upper()


def begin_module(doc: str, *imports: str) -> list[str]:
    """The first lines of a module that holds a mapping."""
    lines = [f'"""{doc}', "", "Generated from ontology/ by tools/generate_vocabulary.py: do not edit.", '"""', ""]
    lines += ["from collections.abc import Mapping", ""]
    return [*lines, *imports, ""] if imports else lines


def write_constants(doc: str, pairs: dict[str, str]) -> str:
    """A module of string constants."""
    lines = [f'"""{doc}\n\nGenerated from ontology/ by tools/generate_vocabulary.py: do not edit.\n"""\n']
    lines += [f"{constant(name)} = {quote(iri)}" for name, iri in pairs.items()]
    return "\n".join(lines) + "\n"


def quote(value: str | float | None) -> str:
    """A Python literal, strings in double quotes."""
    if not isinstance(value, str):
        return repr(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def text(facts: Facts, subject: str, predicate: str, language: str | None = None) -> str | None:
    """The literal of a subject's property, in a language when one is given."""
    for value in facts[subject].get(predicate, []):
        if isinstance(value, ox.Literal) and (language is None or value.language == language):
            return value.value
    return None


def link(facts: Facts, subject: str, predicate: str, namespace: str) -> str | None:
    """The local name of a subject's link into a namespace."""
    for value in facts[subject].get(predicate, []):
        if isinstance(value, ox.NamedNode) and value.value.startswith(namespace):
            return value.value.removeprefix(namespace)
    return None


def of_type(facts: Facts, type_iri: str, namespace: str) -> list[str]:
    """Local names of a namespace's members of a type, sorted."""
    return sorted(
        s.removeprefix(namespace)
        for s, p in facts.items()
        if s.startswith(namespace) and any(o.value == type_iri for o in p.get(RDF_TYPE, []))
    )


def write_acts(facts: Facts) -> str:
    """The table of acts."""
    lines = [
        *begin_module(
            "Every act with its PLOVER type, codes, labels and the words of its statements; no RDF needed.",
            "from kg.vocabulary.act import Act",
        ),
        "ACTS: Mapping[str, Act] = {",
    ]
    names = {text(facts, KG + name, SKOS + "notation"): name for name in of_type(facts, KG + "Act", KG)}
    for notation in sorted(filter(None, names)):
        subject = KG + names[notation]
        plover = link(facts, subject, SKOS + "broadMatch", PLOVER)
        cameo, match = next(
            (code, kind)
            for kind in ("exactMatch", "closeMatch", "broadMatch")
            if (code := link(facts, subject, SKOS + kind, CAMEO)) is not None
        )
        planned = link(facts, subject, KG + "planned", CAMEO)
        mode = link(facts, subject, KG + "mode", PLOVER)
        values: dict[str, str | float | None] = {
            "name": notation,
            "class_name": names[notation],
            "family": text(facts, subject, KG + "family"),
            "type": text(facts, f"{PLOVER}{plover}", SKOS + "notation"),
            "mode": text(facts, f"{PLOVER}{mode}", SKOS + "notation") if mode else None,
            "cameo": cameo,
            "cameo_match": match,
            "goldstein": float(text(facts, f"{CAMEO}{cameo}", KG + "score") or 0),
            "planned_cameo": planned,
            "planned_goldstein": float(text(facts, f"{CAMEO}{planned}", KG + "score") or 0),
            "says_first": text(facts, subject, KG + "saysFirst"),
            "theme_tie": link(facts, subject, KG + "themeTie", KG),
            "party_tie": link(facts, subject, KG + "partyTie", KG),
            "stage": link(facts, subject, KG + "leadsTo", KG),
        }
        for field, predicate in (
            ("label", RDFS + "label"), ("verb", KG + "verb"), ("party", KG + "partyWord"), ("theme", KG + "themeWord"),
        ):  # fmt: skip
            for language in ("en", "ar"):
                values[f"{field}_{language}"] = text(facts, subject, predicate, language) or ""
        lines.append(f"    {quote(notation)}: Act(")
        lines += [f"        {key}={quote(value)}," for key, value in values.items()]
        lines.append("    ),")
    lines.append("}")
    return "\n".join(lines) + "\n"


def write_plover(facts: Facts) -> str:
    """The table of PLOVER types, their modes, and the contexts."""
    lines = [
        *begin_module(
            "PLOVER types with quad class, score and modes, and the PLOVER contexts; STATE is ours.",
            "from kg.vocabulary.act import PloverType",
        ),
        "TYPES: Mapping[str, PloverType] = {",
    ]
    modes: dict[str, list[str]] = defaultdict(list)
    for subject, properties in sorted(facts.items()):
        for broader in properties.get(SKOS + "broader", []):
            if broader.value.startswith(PLOVER):
                modes[broader.value].append(text(facts, subject, SKOS + "notation") or "")
    for name in of_type(facts, OWL + "Class", PLOVER):
        subject = PLOVER + name
        quad = text(facts, subject, KG + "quadClass")
        notation = text(facts, subject, SKOS + "notation")
        lines += [
            f"    {quote(notation)}: PloverType(",
            f"        name={quote(notation)},",
            f"        class_name={quote(name)},",
            f"        quad={quad},",
            f"        score={float(text(facts, subject, KG + 'score') or 0)!r},",
            f"        label_en={quote(text(facts, subject, RDFS + 'label', 'en'))},",
            f"        label_ar={quote(text(facts, subject, RDFS + 'label', 'ar'))},",
            *(
                ["        modes=("] + [f"            {quote(mode)}," for mode in modes[subject]] + ["        ),"]
                if modes[subject]
                else ["        modes=(),"]
            ),
            "    ),",
        ]
    contexts = sorted(
        filter(None, (text(facts, s, SKOS + "notation") for s in list(facts) if s.startswith(PLOVER + "context-")))
    )
    lines += ["}", "", "CONTEXTS: tuple[str, ...] = ("]
    lines += [f"    {quote(context)}," for context in contexts]
    lines.append(")")
    return "\n".join(lines) + "\n"


def write_cameo(facts: Facts) -> str:
    """The Goldstein score of every CAMEO code."""
    lines = [*begin_module("CAMEO codes with their Goldstein scores."), "GOLDSTEIN: Mapping[str, float] = {"]
    for code in of_type(facts, SKOS + "Concept", CAMEO):
        lines.append(f"    {quote(code)}: {float(text(facts, CAMEO + code, KG + 'score') or 0)!r},")
    lines.append("}")
    return "\n".join(lines) + "\n"


def write_labels(facts: Facts) -> str:
    """The labels of classes, individuals and statuses. Acts and PLOVER types have tables of their own."""
    lines = [
        *begin_module("The English and Arabic labels of classes, individuals and statuses, by their IRIs."),
        "LABELS: Mapping[str, tuple[str, str]] = {",
    ]
    acts = set(of_type(facts, KG + "Act", KG))
    named = [KG + name for kind in ("Class", "NamedIndividual") for name in of_type(facts, OWL + kind, KG)]
    named = [iri for iri in named if iri.removeprefix(KG) not in acts]
    for iri in sorted({*named, *(STATUS + name for name in of_type(facts, SKOS + "Concept", STATUS))}):
        en, ar = (text(facts, iri, RDFS + "label", language) for language in ("en", "ar"))
        lines += [f"    {quote(iri)}: (", f"        {quote(en)},", f"        {quote(ar)},", "    ),"]
    lines.append("}")
    return "\n".join(lines) + "\n"


def write_all() -> dict[Path, str]:
    """Every generated module with its text."""
    facts = read_facts(ONTOLOGY / "kg.ttl", *sorted((ONTOLOGY / "schemes").glob("*.ttl")))
    classes = of_type(facts, OWL + "Class", KG) + of_type(facts, OWL + "NamedIndividual", KG)
    properties = [
        name
        for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        for name in of_type(facts, OWL + kind, KG)
    ]
    return {
        TARGET / "classes.py": write_constants(
            "IRIs of the ontology's classes and individuals, as plain strings.",
            {name: KG + name for name in sorted(classes)},
        ),
        TARGET / "properties.py": write_constants(
            "IRIs of the ontology's properties, as plain strings.", {name: KG + name for name in sorted(properties)}
        ),
        TARGET / "acts.py": write_acts(facts),
        TARGET / "plover.py": write_plover(facts),
        TARGET / "cameo.py": write_cameo(facts),
        TARGET / "labels.py": write_labels(facts),
    }


if __name__ == "__main__":
    for path, module in write_all().items():
        path.write_text(module, encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {len(module.splitlines())} lines")
