"""Options that say how texts are to be read: columns, limits, and the facts of articles that state none."""

from __future__ import annotations

import difflib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import add_options

if TYPE_CHECKING:
    from kg.builder import Source

__all__ = ["make_source", "source_options"]

#: Gives a command ``outlet``, ``published``, ``language``, ``columns`` and ``limits``, which `make_source` takes.
source_options = add_options(
    click.option("--outlet", metavar="NAME", help="Outlet of articles that state none."),
    click.option("--published", metavar="DATE", help="Date (YYYY-MM-DD, YYYY-MM or YYYY) of articles that state none."),
    click.option("--language", metavar="CODE", help="Language of articles that do not show theirs (ar, en)."),
    click.option(
        "--column", "columns", metavar="KEY=NAME", multiple=True,
        help="Column of tables and JSON that holds text, title, url, published, outlet or language.",
    ),
    click.option(
        "--limit", "limits", metavar="NAME=NUMBER", multiple=True,
        help="Another limit than the usual one, by the name that the message of an error gives.",
    ),
)  # fmt: skip


def make_source(
    outlet: str | None, published: str | None, language: str | None, columns: tuple[str, ...], limits: tuple[str, ...]
) -> Source:
    """What the options say. Raises `click.UsageError` for an unknown name or a wrong value."""
    from kg.builder import Source
    from kg.reading import Limits
    from kg.reading.records import COLUMNS
    from kg.reading.sidecar import facts_of

    defaults, problems = facts_of({"outlet": outlet, "published": published, "language": language})
    if problems:
        raise click.UsageError(f"--{problems[0].replace(' ignored', '')}")
    known = {f.name: f.default for f in fields(Limits)}
    numbers: dict[str, Any] = {}
    for name, value in _split("--limit", limits, list(known)):
        try:
            numbers[name] = float(value) if isinstance(known[name], float) else int(value)
        except ValueError:
            raise click.UsageError(f"--limit {name}: {value!r} is no number") from None
    return Source(defaults, dict(_split("--column", columns, list(COLUMNS))), Limits(**numbers))


def _split(option: str, given: tuple[str, ...], known: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"{option} {one!r}: give NAME=VALUE with one of {', '.join(known)}{hint}")
        pairs.append((name, value))
    return pairs
