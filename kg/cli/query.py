"""``kg query``: asks the graph in SPARQL, with a query of one's own or a question of the library."""

from __future__ import annotations

import re
import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import lang_option
from kg.cli.terminal import count, make_console, note
from kg.errors import InputError, QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.questions import Question
    from kg.statements import StatementLanguage

#: What can only be the name of a question: no SPARQL query is one such word.
_NAME = re.compile(r"[\w-]+")


@click.command()
@click.option("--store", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the graph.")
@click.argument("question", metavar="[FILE.rq | 'SELECT …' | NAME]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml"]),
    default="table",
    show_default=True,
    help="Form of the answer. A CONSTRUCT or DESCRIBE query answers in Turtle.",
)
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    help="Give a question's parameter a value, country=QAT say. May be given several times.",
)
@click.option("--list", "list_them", is_flag=True, help="List the questions of the library, with their parameters.")
@click.option("--show", is_flag=True, help="Show a question of the library with an example, instead of asking it.")
@lang_option
def query(
    store: Path | None,
    question: str | None,
    form: str,
    settings: tuple[str, ...],
    list_them: bool,
    show: bool,
    lang: StatementLanguage,
) -> None:
    """Ask the graph: with the query in a file, a query as text, a question of the library, or - for standard input.

    The project's prefixes (kg: plover: status: wd: …) need not be declared. The query sees all graphs as one.
    """
    if list_them:
        _list_questions(lang)
        return
    if question is None:
        raise click.UsageError("Give a query, a file that holds one, or the name of a question; --list shows them.")
    if show:
        from kg.graph.questions import load_question

        _show_question(load_question(question))
        return
    if store is None:
        raise click.UsageError("Missing option '--store': the folder of the graph that is asked.")
    from kg.graph.overview import find_missing_terms
    from kg.graph.questions import fill_question
    from kg.graph.store import GraphStore

    asked = _find_question(question)
    sparql = fill_question(asked, dict(map(_read_setting, settings)))
    with GraphStore.open(store) as graph, _interruptible():
        try:
            answer = graph.query(sparql)
        except QueryError as error:
            raise _explain_error(error, sparql, graph.prefixes) from None
        if _print_answer(answer, form, graph.prefixes) == 0:
            for term, near in find_missing_terms(graph.query, sparql, graph.prefixes):
                meant = f"; did you mean {near}?" if near else ""
                note(f"{term} stands nowhere in this graph{meant}")


def _list_questions(lang: StatementLanguage) -> None:
    from rich import box
    from rich.table import Table

    from kg.cli.cells import Cell
    from kg.graph.questions import list_questions
    from kg.tongues import pick

    table = Table("Name", "Question", "Parameters", box=box.SIMPLE_HEAD)
    for question in list_questions():
        parameters = "; ".join(f"{name}: {meaning}" for name, meaning in question.parameters.items())
        title = pick(lang, en=question.title_en, ar=question.title_ar)
        table.add_row(Cell(question.name), Cell(title), Cell(parameters))
    make_console().print(table)


def _show_question(question: Question) -> None:
    """A question as a query file, which may be changed and asked; how to ask it stands on standard error."""
    settings = " ".join(f"--set {name}={shlex.quote(value)}" for name, value in question.example.items())
    click.echo(question.sparql, nl=not question.sparql.endswith("\n"))
    note(" ".join(filter(None, [f"asked by: kg query --store DIR {question.name}", settings])))


def _read_setting(setting: str) -> tuple[str, str]:
    name, sign, value = setting.partition("=")
    if not (name and sign):
        raise click.UsageError(f"--set takes NAME=VALUE, country=QAT say, not {setting!r}.")
    return name, value


def _find_question(question: str) -> Question:
    """What the argument asks: a question of the library, or the query that it is or that a file of its name holds.

    Raises `QueryError` or `InputError`.
    """
    from kg.graph.questions import Question, load_question

    if _NAME.fullmatch(question) and question != "-" and not _is_file(Path(question)):
        return load_question(question)
    return Question("query", question, question, "", {}, _find_query(question))


def _find_query(question: str) -> str:
    if question == "-":
        return sys.stdin.read()
    path = Path(question)
    looks_like_file = path.suffix in {".rq", ".sparql"} and "\n" not in question
    if not (looks_like_file or _is_file(path)):
        return question
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: no such query file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a query is too long for a path, or holds a NUL
        return False


def _explain_error(error: QueryError, text: str, prefixes: dict[str, str]) -> QueryError:
    """The error with its place in words; the engine tells it as ``line:column`` and speaks of its own grammar."""
    place = re.search(r"at (\d+):(\d+): ?(.*)", str(error))
    if place is None:
        return error
    line, column, expected = int(place[1]), int(place[2]), place[3]
    lines = text.split("\n")
    there = lines[line - 1] if line <= len(lines) else ""
    if "Prefix not found" in expected and (word := re.search(r"([\w.-]*):\S*\s*$", there[: column - 1])):
        column = word.start() + 1
        what = f"the prefix {word[1]}: is not declared; known are {' '.join(f'{prefix}:' for prefix in prefixes)}"
    else:
        parts = re.sub("^expected (one of )?", "", expected).split(", ")
        words = [part for part in parts if re.fullmatch(r"[\w ]+", part)]
        what = f"expected {' or '.join(words)}" if words else "this cannot stand here"
    rest = there[column - 1 :].strip()
    near = f" at ‘{rest[:30]}’" if rest else ", at the end of the line"
    return QueryError(f"SPARQL syntax error in line {line}, column {column}{near}: {what}")


def _print_answer(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, form: str, prefixes: dict[str, str]
) -> int | None:
    """Print what was answered; gives the number of rows, if it is a table."""
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryTriples):
        _write(ox.serialize(answer, format=ox.RdfFormat.TURTLE, prefixes=prefixes))
    elif form != "table":
        formats = {
            "csv": ox.QueryResultsFormat.CSV,
            "tsv": ox.QueryResultsFormat.TSV,
            "json": ox.QueryResultsFormat.JSON,
            "xml": ox.QueryResultsFormat.XML,
        }
        _write(answer.serialize(format=formats[form]))
    elif isinstance(answer, ox.QueryBoolean):
        click.echo("yes" if answer else "no")
    else:
        return _print_table(answer, prefixes)
    return None


def _write(data: bytes | None) -> None:
    """Bytes to standard output as they are; on a terminal without the control characters that could steer it."""
    from kg.bidi import clean

    text = (data or b"").decode("utf-8")
    if sys.stdout.isatty():
        text = "\n".join("\t".join(map(clean, line.split("\t"))) for line in text.splitlines())
    click.echo(text, nl=not text.endswith("\n"))


def _print_table(solutions: ox.QuerySolutions, prefixes: dict[str, str]) -> int:
    from rich import box
    from rich.table import Table

    from kg.bidi import clean
    from kg.cli.cells import Cell

    table = Table(*(clean(variable.value) for variable in solutions.variables), box=box.SIMPLE_HEAD)
    rows = 0
    for solution in solutions:
        table.add_row(*(Cell(_show(term, prefixes), right_to_left=_find_direction(term)) for term in solution))
        rows += 1
    if rows:
        make_console().print(table)
    note(count(rows, "answer"))
    return rows


def _show(term: object, prefixes: dict[str, str]) -> str:
    """A term as people read it: an IRI with its prefix, a literal without its type; nothing for what is not bound."""
    import pyoxigraph as ox

    from kg.cli.cells import shorten_iri

    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return str(getattr(term, "value", term))
    return shorten_iri(term.value, prefixes)


def _find_direction(term: object) -> bool | None:
    """Whether a literal's language is written right to left; None where it has none, or one that is not known to us."""
    language = (getattr(term, "language", None) or "").partition("-")[0]
    return {"ar": True, "en": False}.get(language)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Lets Ctrl-C end the process at once while the engine, which knows nothing of Python's signals, is at work.

    Nothing is written here, and the lock of a reader ends with its process.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
