"""Writes docs/questions.md from the questions themselves: ``python tools/generate_question_docs.py``.

A test compares.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from kg.graph.questions import Question, list_questions

TARGET = Path(__file__).resolve().parents[1] / "docs" / "questions.md"

INTRODUCTION = """# Named questions

<!-- Written by tools/generate_question_docs.py (make docs): do not edit. -->

`kg query --store DIR NAME` asks one, `--set PARAMETER=VALUE` narrows it, `kg query --show NAME` prints its SPARQL,
which keeps to what every engine answers alike. The answers below are from a small made-up graph: the first row, without
what is empty.
"""


def render() -> str:
    """The page: each question in both languages, with parameters, an example and a row of its answer."""
    return "\n".join([INTRODUCTION, *map(_describe, list_questions())])


def _describe(question: Question) -> str:
    settings = [f"--set {name}={shlex.quote(value)}" for name, value in question.example.items()]
    lines = [f"## {question.name}\n", f"**{question.title_en}** · {question.title_ar}\n", f"{question.about}\n"]
    lines += [f"* `{name}`: {meaning}" for name, meaning in question.parameters.items()]
    lines += ["", f"`{' '.join(['kg query --store DIR', question.name, *settings])}`\n"]
    lines += ["| column | value |", "| --- | --- |"]
    lines += [f"| {column} | {_escape(value)} |" for column, value in question.answer.items()]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Writes the page."""
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
