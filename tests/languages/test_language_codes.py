"""No code outside a language's folder asks which language it is: what is shown in two is picked by `kg.tongues`."""

import ast
from pathlib import Path

import kg
from kg.languages.pack import list_languages

HOME = Path(kg.__file__).parent


def list_branches(path):
    """The lines on which a module compares something with a language's code."""
    codes = set(list_languages())
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            told = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
            if told & codes:
                yield node.lineno
        elif isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant) and node.value.value in codes:
            yield node.value.lineno


def find_branches():
    inside = [HOME / "languages" / code for code in list_languages()]
    for path in sorted(HOME.rglob("*.py")):
        if not any(folder in path.parents for folder in inside):
            for line in list_branches(path):
                yield path.relative_to(HOME).as_posix(), line


def test_no_code_asks_for_the_code_of_a_language():
    assert not list(find_branches())


def test_a_comparison_is_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('def f(lang):\n    if lang in ("ar", "fr"):\n        return 1\n    return lang != "en"\n')
    assert list(list_branches(module)) == [2, 4]
