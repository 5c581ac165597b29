"""The job of SLURM on the page on clusters works as it stands there, where srun starts a worker."""

import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "cluster.md"
SENTENCE = "وقعت عمان وقطر يوم 2024-05-{day:02} اتفاقية التعاون الدفاعي في مسقط بحضور عدد من الوزراء.\n"


def find_port_and_job():
    """A free port that a job number leads to."""
    for job in range(os.getpid() % 10000, os.getpid() % 10000 + 100):
        port = 20000 + job % 20000
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return job
    raise AssertionError("no port is free")


def test_its_job_builds_the_graph(tmp_path):
    pytest.importorskip("distributed", reason="Dask is not installed: pip install '.[cluster]'")
    job = re.search(r"<!-- slurm -->\n```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    (tmp_path / "articles").mkdir()
    for day in range(1, 6):
        (tmp_path / "articles" / f"{day}.txt").write_text(SENTENCE.format(day=day), encoding="utf-8")
    srun = tmp_path / "srun"
    srun.write_text('#!/bin/sh\nexec "$@"\n', encoding="utf-8")
    srun.chmod(srun.stat().st_mode | stat.S_IXUSR)
    # The plug-in of the tests extracts: it loads at once, and what is tried here is the job.
    script = job.replace("kg build ", "kg build --extractor plain ").replace("$(hostname)", "127.0.0.1")
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "tests" / "plugins"),
        "SLURM_JOB_ID": str(find_port_and_job()),
    }
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "kg: 5 articles read, 5 events found" in done.stderr
    assert (tmp_path / "graph" / "store.json").exists() and (tmp_path / "summary.json").exists()
