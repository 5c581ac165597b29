"""Numeric libraries use one thread, unless the user wants more."""

import os
import subprocess
import sys

from kg.threads import leave_cores


def test_one_thread_unless_the_environment_says_otherwise(monkeypatch):
    monkeypatch.setattr(os, "environ", {"OPENBLAS_NUM_THREADS": "4"})
    leave_cores()
    assert os.environ == {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "4", "MKL_NUM_THREADS": "1"}


def test_kg_leaves_the_cores_before_numpy_is_loaded():
    code = (
        "import atexit, os, sys\nfrom kg.cli import main\n"
        "atexit.register(lambda: print(os.environ.get('OMP_NUM_THREADS'), 'numpy' in sys.modules))\nmain(['--help'])"
    )
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("1 False\n")
