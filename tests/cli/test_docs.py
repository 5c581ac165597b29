"""docs/commands.md and man/kg.1 are what the commands say of themselves, docs/questions.md what the questions do."""

import importlib.util
import shutil
import subprocess
import tomllib

import pytest

from kg.cli import cli


def load_tool(root, name):
    spec = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_the_page_of_questions_is_fresh(pytestconfig):
    tool = load_tool(pytestconfig.rootpath, "generate_question_docs")
    assert tool.TARGET.read_text(encoding="utf-8") == tool.render(), "run `make docs`"


def test_pages_of_commands_are_fresh(pytestconfig):
    tool = load_tool(pytestconfig.rootpath, "generate_command_docs")
    for path, render in tool.PAGES.items():
        assert path.read_text(encoding="utf-8") == render(), f"{path}: run `make docs`"
    assert all(f"\n## kg {name}\n" in tool.render() for name in cli.list_commands(None))


def test_the_manual_page_is_shown_without_a_warning(pytestconfig):
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed; on Debian: apt install groff-base")
    page = pytestconfig.rootpath / "man" / "kg.1"
    command = ["groff", "-K", "utf8", "-T", "utf8", "-P-cbou", "-man", "-ww", "-rLL=100n", page]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert result.stderr == ""
    shown = " ".join(result.stdout.split())
    for name in cli.list_commands(None):
        assert f" kg {name} " in shown
    assert "--min-confidence P Leave out events less sure than P." in shown


def test_the_wheel_ships_the_manual_page(pytestconfig):
    hatch = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    assert hatch["build"]["targets"]["wheel"]["shared-data"] == {"man/kg.1": "share/man/man1/kg.1"}
