"""The command line: ``kg``. A file a command, each loaded when it is named; heavy imports stay inside the commands.

Exit statuses: 0 all good; 1 nothing could be done, or `kg validate` found something; 2 wrong usage; 3 done in part,
some input was skipped; 130 ended by Ctrl-C; 141 whoever read the output went away.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from kg import __version__
from kg.bidi import clean
from kg.errors import KgError
from kg.threads import leave_cores

__all__ = ["cli", "main"]

_COMMANDS = (
    "extract", "build", "load", "status", "remove", "query", "cite", "review", "serve", "export", "push", "plot",
    "explain", "validate", "check", "evaluate", "doctor",
)  # fmt: skip

_INTERRUPTED, _NOBODY_READS = 130, 141


class _Failure(click.ClickException):
    """A user's error: one line, and the error's own exit status."""

    def __init__(self, message: str, exit_status: int) -> None:
        super().__init__(clean(" ".join(message.split())))
        setattr(self, "exit_code", exit_status)  # noqa: B010 - click declares it a class variable

    def show(self, file: Any = None) -> None:
        click.echo(f"kg: {self.message}", err=True)


class _NobodyReads(Exception):
    """Whoever read the output went away: no error of the user's, and nobody to tell."""


class _Commands(click.Group):
    """Loads ``kg.cli.NAME`` when NAME is asked for, and turns errors of ours and of the system into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"kg.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
        if near and args[0] not in _COMMANDS:
            ctx.fail(f"no command {args[0]!r}; did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise _Failure(str(error), error.exit_status) from error
        except BrokenPipeError as error:
            raise _NobodyReads from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise _Failure(f"{where}{error.strerror or error}", 1) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="kg", message="%(prog)s %(version)s")
def cli() -> None:
    """Diplomatic events from Arabic and English news: extract them, build a graph, ask it, export it."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs ``kg`` with the process's arguments and ends the process with its exit status."""
    leave_cores()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        # Outside of its standalone mode click leaves it to us what a broken pipe and Ctrl-C look like.
        status = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except (_NobodyReads, BrokenPipeError):
        _silence_output()
        return _NOBODY_READS
    return status if isinstance(status, int) else 0


def _silence_output() -> None:
    """Lets what is still buffered go nowhere, so that the interpreter does not complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
