"""The Arabic README gives the figures of the English one, and its commands exist."""

import re
import shlex
from pathlib import Path

import pytest

from kg.cli import cli

ROOT = Path(__file__).resolve().parents[2]
TWIN = (ROOT / "README.ar.md").read_text(encoding="utf-8")


def read_figures(text):
    """The rows of figures of the table of quality: number of events, then three measures."""
    return re.findall(r"\| (\d+) \| (0\.\d+) \| (0\.\d+) \| (0\.\d+) \|", text)


def test_the_figures_are_the_same():
    figures = read_figures((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(figures) >= 4
    assert read_figures(TWIN) == figures


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"`(kg [^`]+)`", TWIN) + re.findall(r"^(kg [^#\n]+)", TWIN, re.M)))
)
def test_its_commands_have_these_options(command):
    words = shlex.split(command)[1:]
    known = {name for parameter in cli.get_command(None, words[0]).params for name in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", TWIN):
        assert (ROOT / target).exists(), target


def test_right_to_left_parts_are_closed():
    assert TWIN.count('<div dir="rtl"') == TWIN.count("</div>") > 0
