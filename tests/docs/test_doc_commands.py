"""Every command of kg that a page shows exists, with the options that it is shown with."""

import re
import shlex
from pathlib import Path

import pytest

from kg.cli import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ar.md", *sorted((ROOT / "docs").rglob("*.md"))]


def find_commands(text):
    """The words of each command in a block of sh, and of each in the running text that names an option."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            for part in re.split(r" \| ", line):
                if part.strip().startswith("kg "):
                    yield shlex.split(part, comments=True)
    for command in re.findall(r"`(kg [a-z]+ [^`\n]*--[^`\n]+)`", text):
        if "'" not in command and '"' not in command:
            yield re.split(r"\s+(?:\||&&)\s+", command)[0].split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_its_commands_exist(page):
    for words in find_commands(page.read_text(encoding="utf-8")):
        if words[1].startswith("-"):
            continue
        command = cli.get_command(None, words[1])
        assert command is not None, words
        known = {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}
        given = {word.split("=")[0] for word in words[2:] if re.match(r"--?[a-z]", word)}
        assert given <= known, f"{' '.join(words)}: {given - known}"
