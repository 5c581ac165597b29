"""A folder of 200 hostile files beside 20 good ones: the good ones are read, each bad one is told of in one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import GOOD, make_folder

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
#: Prints the peak memory of a build, in kilobytes, as the last line.
SCRIPT = """
import re, sys
from kg.cli import _run
status = _run(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
sys.exit(status)
"""


def list_files(folder):
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*") if not path.is_dir()}


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_good_articles_survive_among_hostile_files(tmp_path):
    bad = make_folder(tmp_path / "pages")
    before = list_files(tmp_path)
    command = ["build", "pages", "--store", "graph", "--extractor", "plain"]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *command], capture_output=True, encoding="utf-8", cwd=tmp_path,
        env={"PYTHONPATH": str(PLUGINS), "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path)}, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert int(done.stdout.splitlines()[-1]) < 1_000_000  # kilobytes; ru_maxrss would count what the tests had before
    assert "Traceback" not in done.stderr
    told = subprocess.run(
        [sys.executable, "-m", "kg", "status", "--store", "graph", "--format", "json"],
        capture_output=True, encoding="utf-8", cwd=tmp_path, check=True,
    )  # fmt: skip
    status = json.loads(told.stdout)
    reasons = {failure["path"]: failure["reason"] for failure in status["failures"]}
    assert status["articles"] == GOOD
    assert status["reports"] == GOOD
    missing = [name for name in bad if not any(path.split("#")[0] == name for path in reasons)]
    assert not missing
    assert all("\n" not in reason and len(reason) < 400 for reason in reasons.values())
    after = {path: time for path, time in list_files(tmp_path).items() if tmp_path / "graph" not in path.parents}
    assert after == before
