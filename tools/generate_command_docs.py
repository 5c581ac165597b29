"""Writes docs/commands.md from the help of the commands themselves: ``python tools/generate_command_docs.py``.

A test compares, so that the page never tells of an option that is not there.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import click

from kg.cli import cli

TARGET = Path(__file__).resolve().parents[1] / "docs" / "commands.md"

INTRODUCTION = """# Commands

<!-- Written by tools/generate_command_docs.py (make docs): do not edit. -->

`kg` and `python -m kg` are the same. What a command has to say besides its output goes to standard error.

| exit status | means |
| --- | --- |
| 0 | all was done |
| 1 | nothing could be done; or `kg validate` found something |
| 2 | the command was called wrongly |
| 3 | done in part: some input was skipped or refused, and the reasons were told |
| 130 | ended by Ctrl-C |
| 141 | whoever read the output went away |

`kg extract … | kg build - --articles DIR --store DIR` is the same as `kg build … --store DIR`, with the records in
between to look at, to filter or to make in another way.
"""


def render() -> str:
    """The page: the introduction, then each command with its options, in the order of the work."""
    parts = [INTRODUCTION]
    with click.Context(cli, info_name="kg") as root:
        for name in cli.list_commands(root):
            command = cli.get_command(root, name)
            assert command is not None
            parts.append(_describe(name, command))
    return "\n".join(parts)


def _describe(name: str, command: click.Command) -> str:
    arguments = [str(p.metavar) for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    usage = " ".join(["kg", name, *arguments, *(_name(p).split(", ")[-1] for p in options if p.required), "[OPTION …]"])
    rows = [f"| `{_escape(_name(option))}` | {_escape(_help(option))} |" for option in options]
    text = inspect.cleandoc(command.help or "")
    return "\n".join([f"## kg {name}\n", f"`{usage}`\n", f"{text}\n", "| option | does |", "| --- | --- |", *rows, ""])


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


def main() -> None:
    """Writes the page."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
