"""Writes the pages of docs/reference that are made from the ontology and the code.

``python tools/generate_reference_docs.py``; a test compares.
"""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import errors
from kg.exports.tables.codebook import describe_tables
from kg.graph.terms import language_of, value_of
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import KG

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference"
_MARK = "<!-- Written by tools/generate_reference_docs.py (make docs): do not edit. -->\n"
_QUADS = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}
_MATCHES = {"exactMatch": "=", "closeMatch": "≈", "broadMatch": "<"}


def render_acts() -> str:
    """The page of acts with their PLOVER types and CAMEO codes, after the tables of the ontology."""
    types, acts, modes = (_read(name) for name in ("plover_types", "acts", "plover_modes"))
    parts = [
        "# Acts, PLOVER and CAMEO\n",
        _MARK,
        "What an event can be. Each act has a type of [PLOVER](https://github.com/openeventdata/PLOVER) (and one type "
        "of ours, STATE, for what is merely said), and the nearest code of CAMEO: `=` the same, `≈` nearly the same, "
        "`<` a part of what the code covers. While an act is still to come it has the code in the column *planned*. "
        "The tables are `ontology/tables`; as SKOS they are `ontology/schemes`.\n",
        "## Types\n",
        _lay_out(
            ("type", "quad class", "score", "English", "العربية", "meaning"),
            ((f"`{t['type']}`", _QUADS.get(t["quad"], ""), t["score"], t["label_en"], t["label_ar"], t["definition_en"])
             for t in types),
        ),
        "## Modes\n",
        _lay_out(
            ("type", "mode", "score", "English", "العربية"),
            ((f"`{m['type']}`", f"`{m['mode']}`", m["score"], m["label_en"], m["label_ar"]) for m in modes),
        ),
        "## Acts\n",
        _lay_out(
            ("act", "type", "CAMEO", "planned", "English", "العربية", "meaning"),
            ((f"`{a['act']}`", ACTS[a["act"]].type, f"{_MATCHES[a['match']]} {a['cameo']}", a["planned_cameo"],
              a["label_en"], a["label_ar"], a["definition_en"]) for a in acts),
        ),
    ]  # fmt: skip
    return "\n".join(parts)


def render_ontology() -> str:
    """The page of the classes, properties and individuals of ``ontology/kg.ttl``, with a diagram of the main ones."""
    terms = _read_terms()
    parts = ["# The ontology\n", _MARK, _DIAGRAM]
    for kind, title in _TERM_KINDS.items():
        parts.append(f"## {title}\n")
        found = [(name, facts) for name, facts in terms.items() if kind in facts["type"]]
        head = ["term", "English", "العربية", "meaning"]
        keys = ["label_en", "label_ar", "comment_en"]
        for key, column in (("subClassOf", "is a"), ("domain", "of"), ("range", "holds")):
            if any(facts.get(key) for _, facts in found):
                head.append(column)
                keys.append(key)
        rows = ((f"`{name}`", *(", ".join(facts.get(key, ())) for key in keys)) for name, facts in found)
        parts.append(_lay_out(tuple(head), rows))
    return "\n".join(parts)


_TERM_KINDS = {
    "Class": "Classes", "ObjectProperty": "Properties between things", "DatatypeProperty": "Properties with values",
    "NamedIndividual": "Stages, standings and other fixed values",
}  # fmt: skip

_DIAGRAM = """Every term of our own, as `ontology/kg.ttl` states it; acts and types are on [their page](acts.md), what
the terms mean in SEM, PROV-O and other vocabularies is in `ontology/alignments.ttl`. How the main ones hang together:

```text
Article ◀─kg:inArticle─ Report ◀─gaf:denotedBy─ Event ─kg:actor, kg:recipient─▶ Entity ─kg:mediatesBetween …─▶ Entity
                          │                       ├─kg:theme, kg:topic─▶ Agreement …
                   kg:inSentence                  ├─kg:act─▶ an act
                          ▼                       └─kg:status, kg:date …
                       Sentence
```
"""


def _read_terms() -> dict[str, dict[str, list[str]]]:
    """What the ontology says of each of its terms, by name, in the order of the file."""
    terms: dict[str, dict[str, list[str]]] = {}
    data = (ROOT / "ontology" / "kg.ttl").read_bytes()
    for triple in ox.parse(data, format=ox.RdfFormat.TURTLE):
        name = value_of(triple.subject)
        if not name.startswith(KG):
            continue
        key = value_of(triple.predicate).rpartition("#")[2]
        if language := language_of(triple.object):
            key += f"_{language}"
        value = value_of(triple.object)
        if value.startswith(KG):
            value = f"kg:{value.removeprefix(KG)}"
        elif "#" in value and "://" in value:
            value = value.rpartition("#")[2]
        terms.setdefault(f"kg:{name.removeprefix(KG)}", {}).setdefault(key, []).append(value)
    return {name: facts for name, facts in terms.items() if "type" in facts}


def render_columns() -> str:
    """The page of the columns of all tables."""
    return "\n".join(
        [
            "# Columns of tables\n",
            _MARK,
            "What `kg export --table NAME` writes. `kg export -o codebook.md` writes the same for a graph of yours, "
            "with how often each code is there. The codes of acts and types are on [their page](acts.md).\n",
            describe_tables(),
        ]
    )


#: What helps against each error, beyond what its message says.
_REMEDIES = {
    "InputError": "Look at the file that it names. Save texts as UTF-8; `kg extract FILE` tries one alone; "
    "`--limit NAME=NUMBER` raises a limit that it names; `--language` tells what short texts do not show.",
    "RecordError": "Mend the record in the line that it names ([what a record holds](event-record.md)), or extract "
    "again: offsets count code points in the text as it was read.",
    "LanguageError": "With `--lexicon`, mend the entry that it names ([how](../how-to/own-words.md)). Otherwise the "
    "installation is damaged: `kg doctor` tells what to reinstall.",
    "ExtractorError": "`kg doctor` lists the plug-ins and tells which cannot be loaded ([the contract]"
    "(../how-to/own-model.md)).",
    "StoreError": "Another writer is at work: wait for it. Otherwise `kg check --store DIR` tells what is wrong, and "
    "`--rebuild` makes the graph anew from its records.",
    "QueryError": "`kg query --list` names the questions, `kg query NAME --show` shows one to begin from "
    "([SPARQL for beginners](../how-to/sparql.md)).",
    "ExportError": "Choose an ending or a view that it lists, or install the extra that it names; `kg doctor` tells "
    "which are there.",
    "ClusterError": "The same command goes on from where it was, once scheduler and workers answer "
    "([on a cluster](../how-to/cluster.md)).",
    "ServerError": "`kg serve --port 0` takes any free port.",
}


def render_errors() -> str:
    """The page of errors: what each means, what helps, and with which status the command ends."""
    found = [e for e in errors.KgError.__subclasses__() if e.__module__ == errors.__name__]
    return "\n".join(
        [
            "# Errors\n",
            _MARK,
            "A message says where, what, what is known and what to do, in one line. In Python each is an exception of "
            "`kg.errors`; all of them are a `KgError`. A command that could do a part of its work does it, tells what "
            "it left out, and ends with status 3; [all statuses](../commands.md).\n",
            _lay_out(
                ("error", "means", "what helps", "exit status"),
                ((f"`{e.__name__}`", inspect.getdoc(e), _REMEDIES[e.__name__], e.exit_status) for e in found),
            ),
            "A command that was called wrongly (an unknown option, a value that cannot be) says so and ends with "
            "status 2; `kg COMMAND --help` and [the page of commands](../commands.md) tell what it takes. What the "
            "system refuses (no space, no permission) is told in its words, with the file's name.\n",
        ]
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "acts.md": render_acts, "columns.md": render_columns, "errors.md": render_errors, "ontology.md": render_ontology,
}  # fmt: skip


def _read(name: str) -> list[dict[str, str]]:
    with (ROOT / "ontology" / "tables" / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def _lay_out(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    cells = [[str(cell).replace("|", "\\|").replace("<", "&lt;").replace("\n", " ") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


def main() -> None:
    """Writes the pages."""
    TARGET.mkdir(exist_ok=True)
    for name, render in PAGES.items():
        (TARGET / name).write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
