"""Pages of our own, and the command line run in the test's process."""

import pytest
from click.testing import CliRunner
from sample_pages import OTHER, PAGE

from kg.cli import cli


@pytest.fixture
def pages(tmp_path):
    """A folder of two pages, five events by the extractor `plain`."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "one.txt").write_text(PAGE, encoding="utf-8")
    (folder / "two.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def kg(plugins, tmp_path, monkeypatch):
    """Runs a command in this process, in the test's folder: ``kg("extract", path)``; the result as click gives it."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin, prog_name="kg")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def store(kg, pages, tmp_path):
    """A store built of the pages."""
    folder = tmp_path / "graph"
    assert kg("build", pages, "--store", folder, "--extractor", "plain").exit_code == 0
    return folder
