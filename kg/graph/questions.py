"""Named questions: SPARQL queries of ``queries/``, each with its question in both languages in its first lines.

    # title: Who visited whom, where and when?
    # title-ar: …
    # about: Visits and receptions of visitors, told as done, planned or possible, earliest first.
    # parameter: country - code of a country or organisation on either side, such as QAT or UN
    # example: country=KEN
    # answer: guest_en=Ingrid Vik | host_en=Kenya | date=2022-06-08

A parameter is a variable that the query leaves open by ``VALUES ?country { UNDEF }``. The answer is the first row that
the example gets from a small made-up graph (``tests/graph/sample_stories.py``), without what it leaves empty.

The queries keep to what all engines answer alike: Virtuoso writes a separator that is not ASCII as ``?``, hence the
``REPLACE`` behind some ``GROUP_CONCAT``; it also compares strings by ``MIN`` and ``MAX`` only when they went through
``STR``. The order of names within a list is up to the engine (SPARQL 1.1, 18.5.1.7).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.errors import QueryError
from kg.graph.terms import literal

__all__ = ["Question", "fill_question", "list_questions", "load_question"]

_HEADER = re.compile(r"#\s*(title|title-ar|about|parameter|example|answer):\s*(.+?)\s*")
_PARAMETER = re.compile(r"([A-Za-z]\w*)\s+-\s+(.+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library. ``parameters`` holds the variables that may be given, with what they mean.

    ``example`` gives some of them values, ``answer`` is a row of what it may be answered: columns with their values.
    """

    name: str
    title_en: str
    title_ar: str
    about: str
    parameters: Mapping[str, str]
    sparql: str
    example: Mapping[str, str] = field(default_factory=dict)
    answer: Mapping[str, str] = field(default_factory=dict)


def list_questions() -> list[Question]:
    """All named questions, in alphabetical order."""
    return list(_read_questions().values())


def load_question(name: str) -> Question:
    """The question of a name. Raises `QueryError` naming the nearest ones."""
    questions = _read_questions()
    if name not in questions:
        near = difflib.get_close_matches(name.lower(), questions, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]!r}? " if near else ""
        raise QueryError(f"no question is called {name!r}; {meant}There are {', '.join(questions)}")
    return questions[name]


def fill_question(question: Question, values: Mapping[str, str]) -> str:
    """The SPARQL of a question with some of its parameters given, each as a literal whatever it holds.

    Raises `QueryError` for a parameter that the question does not have.
    """
    sparql = question.sparql
    for name, value in values.items():
        if name not in question.parameters:
            known = ", ".join(f"{k} ({v})" for k, v in question.parameters.items()) or "none"
            raise QueryError(f"the question {question.name!r} has no parameter {name!r}; it has {known}")
        sparql = sparql.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {literal(value)} }}")
    return sparql


@cache
def _read_questions() -> Mapping[str, Question]:
    folder = files("kg.graph").joinpath("queries")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return {
        name.removesuffix(".rq"): _read_question(name.removesuffix(".rq"), folder.joinpath(name).read_text("utf-8"))
        for name in names
    }


def _read_question(name: str, sparql: str) -> Question:
    found: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for line in sparql.splitlines():
        header = _HEADER.fullmatch(line)
        if header is None:
            break
        key, value = header[1], header[2]
        if key == "parameter" and (parts := _PARAMETER.fullmatch(value)):
            parameters[parts[1]] = parts[2]
        else:
            found[key] = value
    missing = {"title", "title-ar", "about", "answer"} - found.keys()
    if missing:
        raise QueryError(f"the question {name!r} lacks {', '.join(sorted(missing))} in its first lines")
    example, answer = (
        dict(pair.split("=", 1) for pair in found.get(key, "").split(mark) if "=" in pair)
        for key, mark in (("example", "; "), ("answer", " | "))
    )
    return Question(name, found["title"], found["title-ar"], found["about"], parameters, sparql, example, answer)
