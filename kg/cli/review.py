"""``kg review``: steps through doubtful events, and writes what is decided into the file of corrections."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path

import click

from kg.cli.options import CORRECTIONS, lang_option, store_option
from kg.cli.terminal import count, note
from kg.errors import InputError

_HELP = "a accept, r reject, e edit, m merge with another event, s skip, q quit"


@click.command()
@store_option(must_exist=True)
@click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=CORRECTIONS,
    show_default=True,
    help="File that decisions are added to.",
)
@click.option(
    "--below", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Review events less certain than this."
)
@click.option("--by", metavar="NAME", help="Who reviews.  [default: the name of the account]")
@lang_option
def review(store: Path, corrections: Path, below: float, by: str | None, lang: str) -> None:
    """Step through the least certain events that nobody has checked, with their sentences, and decide.

    Each decision is written at once into the file, which may be edited by hand; at the end they are applied to the
    graph, as every later `kg build` does.
    """
    from kg.corrections import Correction, format_correction, read_corrections
    from kg.graph.citing import cite, find_event
    from kg.graph.correcting import apply_corrections
    from kg.graph.questions import fill_question, load_question
    from kg.graph.references import write_text
    from kg.graph.store import GraphStore

    done = {name for c in (read_corrections(corrections) if corrections.is_file() else []) for name in c.events}
    today, who = dt.date.today().isoformat(), by or getpass.getuser()
    written = 0
    with GraphStore.open(store) as graph:
        sparql = fill_question(load_question("doubtful"), {"below": str(below)})
        events = [row["event"].value for row in graph.query(sparql)]  # type: ignore[union-attr]
        for number, event in enumerate(events, 1):
            citation = cite(graph, event)
            reports = tuple(quote.report.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for quote in citation.quotes)
            if done.issuperset(reports):
                continue
            click.echo(f"\n{number} of {len(events)}\n{write_text(citation, lang)}")
            answer = click.prompt(_HELP, type=click.Choice(list("aremsq")), default="s", show_choices=False, err=True)
            if answer == "q":
                break
            if answer == "s":
                continue
            changes = {}
            if answer == "e":
                changes = _ask_changes()
            elif answer == "m":
                other = find_event(graph, click.prompt("the other event (event-…)", err=True))
                reports += tuple(q.report.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for q in cite(graph, other).quotes)
            if answer == "e" and not changes:
                continue
            why = click.prompt("why (may be empty)", default="", show_default=False, err=True) or None
            action = {"a": "accept", "r": "reject", "e": "edit", "m": "merge"}[answer]
            correction = Correction(action, reports, (), changes, why, who, today)
            with corrections.open("a", encoding="utf-8") as file:
                file.write(format_correction(correction))
            done.update(reports)
            written += 1
    if not written:
        note("nothing was decided")
        return
    with GraphStore.open(store, writable=True) as graph:
        changed = apply_corrections(graph, read_corrections(corrections))
    note(f"{count(written, 'correction')} written to {corrections}; {count(changed, 'article')} told again")


def _ask_changes() -> dict[str, str | list[str]]:
    """What an edit puts in place, slot by slot until an empty line. A slot or value that cannot be is asked again."""
    from kg.corrections import check_change

    changes: dict[str, str | list[str]] = {}
    while line := click.prompt("slot=value, empty when done", default="", show_default=False, err=True):
        slot, _, value = line.partition("=")
        try:
            changes[slot.strip()] = check_change(slot.strip(), value.strip())
        except InputError as error:
            note(str(error))
    return changes
