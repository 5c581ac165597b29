"""docs/commands.md is what the commands say of themselves."""

import importlib.util

from kg.cli import cli


def test_the_page_is_fresh(pytestconfig):
    path = pytestconfig.rootpath / "tools" / "generate_command_docs.py"
    spec = importlib.util.spec_from_file_location("generate_command_docs", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = tool.render()
    assert tool.TARGET.read_text(encoding="utf-8") == page, "run `make docs`"
    assert all(f"\n## kg {name}\n" in page for name in cli.list_commands(None))
