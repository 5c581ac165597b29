"""What is generated is what the tools generate: a stale file fails here."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("tool", ["generate_schemes", "generate_vocabulary"])
def test_generated_files_are_fresh(tool):
    made = load(tool).write_all()
    stale = [
        str(path.relative_to(ROOT))
        for path, text in made.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert made and stale == [], f"run `python tools/{tool}.py`"


def test_nothing_generated_is_left_over():
    made = {path.name for path in load("generate_vocabulary").write_all()}
    by_hand = {"__init__.py", "act.py", "namespaces.py"}
    assert {path.name for path in (ROOT / "kg" / "vocabulary").glob("*.py")} == made | by_hand
    schemes = {path.name for path in load("generate_schemes").write_all()}
    assert {path.name for path in (ROOT / "ontology" / "schemes").glob("*.ttl")} == schemes
