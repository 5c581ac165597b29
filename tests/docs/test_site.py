"""The documentation builds as a site, without a warning and without a network; its generated pages are fresh."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_generated_pages_are_fresh():
    spec = importlib.util.spec_from_file_location(
        "generate_reference_docs", ROOT / "tools" / "generate_reference_docs.py"
    )
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for name, render in tool.PAGES.items():
        assert (tool.TARGET / name).read_text(encoding="utf-8") == render(), f"{name}: run `make docs`"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("material", reason="mkdocs-material is not installed: pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # a notice of the theme's makers, not of our pages
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300, check=False, env=quiet
    )
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    return folder


def test_every_page_is_there_and_loads_nothing_from_elsewhere(site):
    pages = {page.relative_to(site).as_posix() for page in site.rglob("*.html")}
    assert {"index.html", "tutorials/fishing-year.html", "reference/acts.html", "decisions/index.html"} <= pages
    loaded = re.compile(
        r"""<(?:script|img|iframe)[^>]+src="?(https?:[^">\s]+)|<link[^>]+rel="?stylesheet"?[^>]*href="?(https?:[^">\s]+)"""
    )
    for page in pages:
        assert not loaded.findall((site / page).read_text(encoding="utf-8")), page
