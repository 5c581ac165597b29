"""What all tests share: tests that need ../shared, skips that count as failures, plug-ins from outside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PLUGINS = ROOT / "tests" / "plugins"

#: Set where everything that tests need is installed: a test that is skipped there has lost its ground.
NO_SKIPS = os.environ.get("KG_NO_SKIPS") == "1"


def pytest_collection_modifyitems(config, items):
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Not a skip: whoever runs as root, as CI does, can install nothing that would let these run.
        left_out = [item for item in items if item.get_closest_marker("unprivileged")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"{SHARED} is not there: the gold articles and schemas lie in it"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    report = outcome.get_result()
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: skipped, and KG_NO_SKIPS=1 lets no test be skipped: {reason}"


@pytest.fixture(scope="session")
def shared():
    """The folder of gold articles and schemas; only for tests marked ``shared``."""
    return SHARED


@pytest.fixture(scope="session")
def fishing_store(tmp_path_factory):
    """The graph of the worked case in examples/fishing-year, built once for all tests. Not to be written to."""
    from click.testing import CliRunner

    from kg.cli import cli

    store = tmp_path_factory.mktemp("fishing") / "graph"
    articles = ROOT / "examples" / "fishing-year" / "articles"
    result = CliRunner().invoke(cli, ["build", str(articles), "--store", str(store)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return store


@pytest.fixture
def plugins(monkeypatch):
    """Extractors (`plain`, `failing`, `lying`, `half`, `broken`) and an exporter from outside."""
    monkeypatch.syspath_prepend(str(PLUGINS))


@pytest.fixture
def run_kg(tmp_path):
    """Runs ``python -m kg`` in a process of its own, in the test's folder, with the plug-ins installed."""

    def run(*arguments, stdin=None, **options):
        environment = {**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            timeout=120,
            check=False,
            **options,
        )

    return run
