"""The command itself: help at once, version, how it ends."""

import os
import signal
import subprocess
import sys
import time

import pytest

import kg as package
from kg.cli import cli

COMMANDS = [
    "extract", "build", "load", "status", "remove", "query", "cite", "review", "serve", "export", "push", "plot",
    "explain", "validate", "check", "evaluate", "doctor",
]  # fmt: skip


def test_help_lists_the_commands_in_the_order_of_work(kg):
    told = kg("--help").output
    at = [told.index(f"\n  {name} ") for name in COMMANDS]
    assert at == sorted(at)
    assert list(cli.list_commands(None)) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(kg, command):
    result = kg(command, "--help")
    assert result.exit_code == 0 and f"Usage: kg {command}" in result.output


def test_version(run_kg):
    result = run_kg("--version")
    assert (result.returncode, result.stdout) == (0, f"kg {package.__version__}\n")


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom kg.cli import cli\ncli.main(['--help'], standalone_mode=False)\n"
        "heavy = {'spacy', 'numpy', 'rdflib', 'pyoxigraph', 'networkx', 'lxml', 'rich', 'babel', 'trafilatura'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == "[]\n"


def test_an_unknown_command_names_the_nearest(kg):
    result = kg("extrat")
    assert result.exit_code == 2
    assert "no command 'extrat'; did you mean 'extract'?" in result.stderr


def test_a_reader_that_goes_away_is_no_error(pages, tmp_path):
    for number in range(300):
        (pages / f"more{number}.txt").write_bytes((pages / "one.txt").read_bytes())
    environment = {**os.environ, "PYTHONPATH": str(package.__path__[0]) + "/../tests/plugins"}
    command = [sys.executable, "-m", "kg", "extract", str(pages), "--extractor", "plain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(60) == 141
    assert told == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_is_quiet(tmp_path):
    (tmp_path / "a.txt").write_text("لا شيء هنا.", encoding="utf-8")
    # The file is dealt with first; a store tells that the command is at work, and waits for standard input.
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(tmp_path / "a.txt"), "-", "--store", str(tmp_path / "g"),
         "--extractor", "plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(package.__path__[0]) + "/../tests/plugins"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  a job in the background ignores it
    ) as process:  # fmt: skip
        for _ in range(600):
            if (tmp_path / "g" / "store.json").exists():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 130
    assert b"Traceback" not in err and err.strip() == b"" and out == b""
