"""docs/commands.md is what the commands say of themselves, docs/questions.md what the questions do."""

import importlib.util

from kg.cli import cli


def load_tool(root, name):
    spec = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_the_page_of_questions_is_fresh(pytestconfig):
    tool = load_tool(pytestconfig.rootpath, "generate_question_docs")
    assert tool.TARGET.read_text(encoding="utf-8") == tool.render(), "run `make docs`"


def test_the_page_is_fresh(pytestconfig):
    tool = load_tool(pytestconfig.rootpath, "generate_command_docs")
    page = tool.render()
    assert tool.TARGET.read_text(encoding="utf-8") == page, "run `make docs`"
    assert all(f"\n## kg {name}\n" in page for name in cli.list_commands(None))
