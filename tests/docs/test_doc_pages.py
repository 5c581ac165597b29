"""Every block of code in the documentation that is marked for running runs."""

import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_runner():
    spec = importlib.util.spec_from_file_location("run_pages", ROOT / "tools" / "run_pages.py")
    sys.modules["run_pages"] = runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    return runner


RUNNER = load_runner()
BUILD = ["kg", "build", "examples/fishing-year/articles", "--store"]


@pytest.mark.parametrize("page", RUNNER.list_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_its_blocks_run(page, request, tmp_path):
    def build_once(words):
        if words[:-1] != BUILD:
            return False
        shutil.copytree(request.getfixturevalue("fishing_store"), words[-1])
        return True

    for block, output in RUNNER.run_page(page, tmp_path, build_once):
        assert block.output is None or output.strip(), f"{page}:{block.line} shows nothing"
        assert not re.search(r"^kg: 0 answers", output, re.MULTILINE), f"{page}:{block.line} asks for what is not there"


def test_both_tutorials_have_blocks_that_run():
    assert {"first-page.md", "fishing-year.md"} <= {page.name for page in RUNNER.list_pages()}


def test_a_block_that_fails_is_told_with_its_line(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n<!-- run -->\n```sh\nkg query --store nowhere ties\n```\n", encoding="utf-8")
    with pytest.raises(RUNNER.BlockError, match=r"page\.md:3: .*nowhere"):
        list(RUNNER.run_page(page, tmp_path))


def test_a_mark_before_no_block_is_told():
    with pytest.raises(RUNNER.BlockError, match="stands before no block"):
        RUNNER.find_blocks("<!-- run -->\n\n```sh\nkg\n```\n")
