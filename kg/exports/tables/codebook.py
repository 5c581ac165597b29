"""The codebook: what every column and every code means, after the ontology, and how often it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import IO

import pyoxigraph as ox

from kg import __version__
from kg.exports import Options
from kg.exports.reading import Reader
from kg.exports.selecting import QUADS, STANDINGS
from kg.exports.tables import TABLES, Column
from kg.graph.ontology import read_ontology
from kg.graph.store import GraphStore
from kg.graph.terms import language_of, value_of
from kg.model import KINDS, STATUSES
from kg.vocabulary.acts import ACTS
from kg.vocabulary.labels import LABELS
from kg.vocabulary.namespaces import KG, PLOVER, RDFS, SKOS, STATUS
from kg.vocabulary.plover import CONTEXTS, TYPES

__all__ = ["describe_tables", "write_codebook"]

_FILES = ("kg.ttl", "schemes/acts.ttl", "schemes/plover.ttl", "schemes/status.ttl")


def write_codebook(store: GraphStore, stream: IO[bytes], options: Options, /) -> None:
    """Markdown: the tables with their columns, the codes with their meaning and the number of events that bear them."""
    counts = _count(store, options)
    parts = [
        "# Codebook\n\n"
        f"Tables that `kg export` (diplomatic-kg {__version__}) writes as CSV, Parquet and Stata files. What a column "
        "means is taken from the ontology (`ontology/`) where its values are. Counts are of the events selected: "
        f"{counts['events']['all']:,}.\n\n"
        "An empty cell means that nothing is known. In CSV, a text that begins like a formula (`=`, `+`, `-`, `@`) has "
        'an apostrophe before it; in base R read with `read.csv(FILE, fileEncoding = "UTF-8-BOM", na.strings = "")`, '
        'in pandas with `pandas.read_csv(FILE, dtype={"cameo": str})`.\n',
        describe_tables(),
        *_describe_codes(counts),
    ]
    stream.write("\n".join(parts).encode())


def describe_tables() -> str:
    """Markdown: every table with its columns, a section each."""
    return "\n".join(_describe_table(name, about, columns) for name, (about, columns, _) in TABLES.items())


def _describe_table(name: str, about: str, columns: Iterable[Column]) -> str:
    rows = [(f"`{c.name}`", c.kind, c.about, *(_read_comments().get(c.property, ("", "")))) for c in columns]
    head = f"## Table `{name}`\n\n{about}.\n\n"
    return head + _lay_out(("column", "type", "holds", "in the ontology", "في الأنطولوجيا"), rows)


def _describe_codes(counts: Mapping[str, Counter[str]]) -> Iterable[str]:
    comments = _read_comments()
    yield "## Codes of `act`\n\n" + _lay_out(
        ("act", "type", "CAMEO", "Goldstein", "English", "العربية", "meaning", "events"),
        [
            (f"`{a.name}`", a.type, a.cameo, a.goldstein, a.label_en, a.label_ar,
             comments.get(KG + a.class_name, ("", ""))[0], counts["act"][a.name])
            for a in ACTS.values()
        ],
    )  # fmt: skip
    yield "## Codes of `type`\n\n" + _lay_out(
        ("type", "quad", "score", "English", "العربية", "meaning", "modes", "events"),
        [
            (f"`{t.name}`", t.quad or "", t.score, t.label_en, t.label_ar,
             comments.get(PLOVER + t.class_name, ("", ""))[0], ", ".join(t.modes), counts["type"][t.name])
            for t in TYPES.values()
        ],
    )  # fmt: skip
    yield "## Codes of `quad_class`\n\n" + _lay_out(
        ("quad_class", "name", "events"), [(n, name, counts["quad"][str(n)]) for name, n in QUADS.items()]
    )
    for column, names, space in (("status", STATUSES, STATUS), ("standing", STANDINGS, KG)):
        yield f"## Codes of `{column}`\n\n" + _lay_out(
            (column, "English", "العربية", "meaning", "events"),
            [
                (f"`{n}`", *_label(iri := space + _name(n, space)), comments.get(iri, ("", ""))[0], counts[column][n])
                for n in names
            ],
        )  # fmt: skip
    yield "## Codes of `context`\n\n" + ", ".join(f"`{name}`" for name in sorted(CONTEXTS)) + "\n"
    yield (
        "## Codes of `actor_kind`, `recipient_kind` and `said_by_kind`\n\n"
        + ", ".join(f"`{name}`" for name in (*KINDS, "unresolved"))
        + "\n"
    )


def _count(store: GraphStore, options: Options) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("events", "act", "type", "quad", "status", "standing")
    }
    for event in Reader(store).events(options.selection):
        for name, value in (
            ("events", "all"), ("act", event.act), ("type", event.type), ("quad", str(TYPES[event.type].quad)),
            ("status", event.status), ("standing", event.standing),
        ):  # fmt: skip
            counts[name][value] += 1
    return counts


@cache
def _read_comments() -> Mapping[str, tuple[str, str]]:
    """What the ontology says of its terms, in English and in Arabic."""
    found: dict[str, dict[str, str]] = {}
    for name in _FILES:
        for triple in ox.parse(read_ontology(name).encode(), format=ox.RdfFormat.TURTLE):
            if triple.predicate.value in (RDFS + "comment", SKOS + "definition"):
                language = language_of(triple.object)
                found.setdefault(value_of(triple.subject), {}).setdefault(language, value_of(triple.object))
    return {term: (texts.get("en", ""), texts.get("ar", "")) for term, texts in found.items()}


def _label(iri: str) -> tuple[str, str]:
    return LABELS.get(iri, ("", ""))


def _name(code: str, space: str) -> str:
    """The local name of a code: statuses are named as they are, standings as classes (``not-done``: ``NotDone``)."""
    return code if space == STATUS else "".join(part.capitalize() for part in code.split("-"))


def _lay_out(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [
        head,
        ["---"] * len(head),
        *([str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
