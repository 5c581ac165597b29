"""``kg doctor``: what is installed, what is not, and what to do."""

from __future__ import annotations

import json
from itertools import groupby

import click

from kg.cli.terminal import count, note

#: How each state is shown.
_MARKS = {"ok": "ok", "absent": "-", "broken": "BROKEN"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print all of it as one JSON object, with versions and hashes.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Tell what is installed and what is not: what kg needs, languages with their weights, extras, other programs.

    What is only absent (-) is told with what it would give and how to get it. Exit status 0 when all that kg needs
    works, 1 when something is broken.
    """
    from kg.bidi import clean
    from kg.doctor import examine

    findings = list(examine())
    broken = sum(finding.state == "broken" for finding in findings)
    if as_json:
        record = {"broken": broken, "findings": [finding.to_record() for finding in findings]}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        width = max(len(finding.name) for finding in findings)
        for section, group in groupby(findings, key=lambda finding: finding.section):
            click.echo(f"{section}:")
            for finding in group:
                advice = f"; to do: {finding.advice}" if finding.advice else ""
                told = f"  {_MARKS[finding.state]:6}  {finding.name:{width}}  {finding.what}{advice}"
                click.echo(clean(told).rstrip())
    note(f"{count(broken, 'thing')} broken" if broken else "all that kg needs works")
    ctx.exit(1 if broken else 0)
