"""The Arabic README gives the figures of the English one, and its links lead somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TWIN = (ROOT / "README.ar.md").read_text(encoding="utf-8")


def read_figures(text):
    """The rows of figures of the table of quality: number of events, then three measures."""
    return re.findall(r"\| (\d+) \| (0\.\d+) \| (0\.\d+) \| (0\.\d+) \|", text)


def test_the_figures_are_the_same():
    figures = read_figures((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(figures) >= 4
    assert read_figures(TWIN) == figures


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", TWIN):
        assert (ROOT / target).exists(), target


def test_right_to_left_parts_are_closed():
    assert TWIN.count('<div dir="rtl"') == TWIN.count("</div>") > 0
