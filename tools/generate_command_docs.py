"""Writes docs/commands.md and man/kg.1 from the help of the commands: ``python tools/generate_command_docs.py``.

A test compares, so that neither tells of an option that is not there. (click-man, the kept tool for manual pages,
passes over commands that are loaded when they are named, as ours are.)
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from kg import __version__
from kg.cli import cli

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "commands.md"
MANUAL = ROOT / "man" / "kg.1"

EXIT_STATUSES = {
    0: "all was done",
    1: "nothing could be done; or `kg validate`, `kg check` or `kg doctor` found something",
    2: "the command was called wrongly",
    3: "done in part: some input was skipped or refused, and the reasons were told",
    130: "ended by Ctrl-C",
    141: "whoever read the output went away",
}

ENVIRONMENT = {
    "KG_PASSWORD": "Password of the account that `kg push --user` names.",
    "KG_SERVE_TOKEN": "Token that `kg serve --writable` asks of whoever updates the graph.",
}

FILES = {
    "corrections.toml": "Corrections, which `kg build` takes from the working folder if `--corrections` names no file."
}

EXAMPLES = {
    "The graph of a folder of articles:": "kg build pages/ --store graph",
    "What happened, day by day:": "kg query --store graph timeline",
    "A network for Gephi:": "kg export --store graph -o network.gexf",
    "Completion of commands, options and files, for Bash, Zsh (`zsh_source`) and Fish (`fish_source`):":
        'eval "$(_KG_COMPLETE=bash_source kg)"',
}  # fmt: skip

SAME = """`kg extract … | kg build - --articles DIR --store DIR` is the same as `kg build … --store DIR`, with the
records in between to look at, to filter or to make in another way."""


def list_commands() -> Iterator[tuple[str, click.Command]]:
    """The commands by their names, in the order of the work."""
    with click.Context(cli, info_name="kg") as root:
        for name in cli.list_commands(root):
            command = cli.get_command(root, name)
            assert command is not None
            yield name, command


def render() -> str:
    """The page: how commands end, then each command with its options, in the order of the work."""
    parts = [
        "# Commands\n",
        "<!-- Written by tools/generate_command_docs.py (make docs): do not edit. -->\n",
        "`kg` and `python -m kg` are the same. What a command has to say besides its output goes to standard error. "
        "A shell can [complete](how-to/shell.md) commands, options and names of files.\n",
        "| exit status | means |",
        "| --- | --- |",
        *(f"| {status} | {meaning} |" for status, meaning in EXIT_STATUSES.items()),
        f"\n{SAME}\n",
    ]
    return "\n".join([*parts, *(_describe(name, command) for name, command in list_commands())])


def _describe(name: str, command: click.Command) -> str:
    rows = [f"| `{_escape(_name(option))}` | {_escape(_help(option))} |" for option in _list_options(command)]
    text = inspect.cleandoc(command.help or "")
    usage = f"`{_usage(name, command)}`\n"
    return "\n".join([f"## kg {name}\n", usage, f"{text}\n", "| option | does |", "| --- | --- |", *rows, ""])


def _usage(name: str, command: click.Command) -> str:
    arguments = [str(p.metavar) for p in command.params if isinstance(p, click.Argument)]
    required = [_name(p).split(", ")[-1] for p in _list_options(command) if p.required]
    return " ".join(["kg", name, *arguments, *required, "[OPTION …]"])


def _list_options(command: click.Command) -> list[click.Option]:
    return [p for p in command.params if isinstance(p, click.Option)]


def _name(option: click.Option) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    kind = option.type
    return (
        f"{names} {'|'.join(kind.choices) if isinstance(kind, click.Choice) else option.metavar or kind.name.upper()}"
    )


def _help(option: click.Option) -> str:
    text = inspect.cleandoc(option.help or "")
    if option.show_default:
        default = option.default
        text += f" Default: {', '.join(default) if isinstance(default, tuple) else default}."
    return text


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|")


def render_manual() -> str:
    """The same as a manual page (man(7))."""
    about = inspect.cleandoc(cli.help or "").rstrip(".")
    lines = [
        '.\\" Written by tools/generate_command_docs.py (make docs): do not edit.',
        f'.TH KG 1 "" "diplomatic\\-kg {__version__}" "diplomatic\\-kg"',
        ".SH NAME", f"kg \\- {_roff(about[0].lower() + about[1:])}",
        ".SH SYNOPSIS", ".B kg", "\\fICOMMAND\\fR [\\fIARGUMENT\\fR …] [\\fIOPTION\\fR …]",
        ".SH DESCRIPTION", _roff(f"{about}."), ".PP", _roff(SAME), ".PP",
        "Every command tells its options with \\fB\\-\\-help\\fR, and \\fBkg \\-\\-version\\fR its version.",
        ".SH COMMANDS",
    ]  # fmt: skip
    for name, command in list_commands():
        lines.append(f".SS {_roff(_usage(name, command))}")
        lines.append("\n.PP\n".join(map(_roff, inspect.cleandoc(command.help or "").split("\n\n"))))
        for option in _list_options(command):
            lines += [".TP", f"\\fB{_roff(_name(option))}\\fR", _roff(_help(option))]
    for title, terms in (
        ("EXIT STATUS", EXIT_STATUSES), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES),
    ):  # fmt: skip
        lines.append(f".SH {title}")
        for term, meaning in terms.items():
            lines += [".TP", f"\\fB{_roff(str(term))}\\fR", _roff(meaning)]
    lines.append(".SH EXAMPLES")
    for what, code in EXAMPLES.items():
        lines += [".PP", _roff(what), ".PP", ".RS", ".nf", _roff(code, marks=False), ".fi", ".RE"]
    return "\n".join(lines) + "\n"


def _roff(text: str, *, marks: bool = True) -> str:
    """Text as man(7) takes it: nothing in it is a request; with ``marks``, what stands in backquotes is bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub(r"^(?=[.'])", r"\\&", text, flags=re.MULTILINE)
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text) if marks else text


#: What is written where.
PAGES = {TARGET: render, MANUAL: render_manual}


def main() -> None:
    """Writes both."""
    for path, make in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
