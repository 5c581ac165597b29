"""``kg query``: asks the graph in SPARQL, with a query of one's own or a question of the library."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kg.cli.options import store_option
from kg.cli.terminal import count, make_console, note

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.store import GraphStore

#: What can only be the name of a question: no SPARQL query is one such word.
_NAME = re.compile(r"[\w-]+")


@click.command()
@store_option(must_exist=True)
@click.argument("question", metavar="[FILE.rq | 'SELECT …' | NAME]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml"]),
    default="table",
    show_default=True,
    help="Form of the answer. A CONSTRUCT or DESCRIBE query answers in Turtle.",
)
@click.option("--list", "list_them", is_flag=True, help="List the questions of the library.")
@click.pass_context
def query(ctx: click.Context, store: Path, question: str | None, form: str, list_them: bool) -> None:
    """Ask the graph: with the query in a file, a query as text, a question of the library, or - for standard input.

    The project's prefixes (kg: plover: status: wd: …) need not be declared. The query sees all graphs as one.
    """
    from kg.graph.store import GraphStore

    if list_them:
        _list_questions()
        return
    if question is None:
        raise click.UsageError(
            "Give a query, a file that holds one, or the name of a question; --list shows the names."
        )
    text = _find_query(question)
    with GraphStore.open(store) as graph, _interruptible():
        answer = _ask(graph, text)
        _print_answer(answer, form, graph.prefixes)


def _list_questions() -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from kg.graph.questions import list_questions

    table = Table("Name", "Question", box=box.SIMPLE_HEAD)
    for question in list_questions():
        table.add_row(Text(question.name), Text(question.title))
    make_console().print(table)


def _find_query(question: str) -> str:
    """The SPARQL text that the argument names or is. Raises `QueryError` or `InputError`."""
    from kg.errors import InputError

    if question == "-":
        return sys.stdin.read()
    path = Path(question)
    looks_like_file = path.suffix in {".rq", ".sparql"} and "\n" not in question
    if looks_like_file or _is_file(path):
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise InputError(f"{path}: no such query file") from None
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    if _NAME.fullmatch(question):
        from kg.graph.questions import load_question

        return load_question(question).sparql
    return question


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a query is too long for a path, or holds a NUL
        return False


def _ask(graph: GraphStore, text: str) -> Any:
    """The answer to a query; a syntax error tells its place in words."""
    from kg.errors import QueryError

    try:
        return graph.query(text)
    except QueryError as error:
        _explain_error(error, text)


def _explain_error(error: Exception, text: str) -> NoReturn:
    from kg.errors import QueryError

    place = re.search(r"at (\d+):(\d+): ?(.*)", str(error))
    if place is None:
        raise error
    line, column, rest = int(place[1]), int(place[2]), place[3]
    lines = text.split("\n")
    there = lines[line - 1][column - 1 :].strip()[:30] if line <= len(lines) else ""
    near = f" at ‘{there}’" if there else ", at the end"
    raise QueryError(f"SPARQL syntax error in line {line}, column {column}{near}: {rest}") from None


def _print_answer(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, form: str, prefixes: dict[str, str]
) -> None:
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
        _print_table(answer, prefixes)


def _write(data: bytes | None) -> None:
    """Bytes to standard output as they are; on a terminal without the control characters that could steer it."""
    from kg.bidi import clean

    text = (data or b"").decode("utf-8")
    if sys.stdout.isatty():
        text = "\n".join("\t".join(map(clean, line.split("\t"))) for line in text.splitlines())
    click.echo(text, nl=not text.endswith("\n"))


def _print_table(solutions: ox.QuerySolutions, prefixes: dict[str, str]) -> None:
    from rich import box
    from rich.table import Table

    from kg.bidi import clean
    from kg.cli.cells import Cell

    table = Table(*(clean(variable.value) for variable in solutions.variables), box=box.SIMPLE_HEAD)
    rows = 0
    for solution in solutions:
        table.add_row(*(Cell(_show(term, prefixes)) for term in solution))
        rows += 1
    if rows:
        make_console().print(table)
    note(count(rows, "answer"))


def _show(term: object, prefixes: dict[str, str]) -> str:
    """A term as people read it: an IRI with its prefix, a literal without its type; nothing for what is not bound."""
    import pyoxigraph as ox

    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return str(getattr(term, "value", term))
    for prefix, namespace in sorted(prefixes.items(), key=lambda entry: -len(entry[1])):
        local = term.value.removeprefix(namespace)
        if local != term.value and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return term.value


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
