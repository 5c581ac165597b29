"""What reads a text never asks which language it is in; only what is shown to a reader is written in two."""

import ast
from pathlib import Path

import kg
from kg.languages.pack import list_languages

HOME = Path(kg.__file__).parent
#: Where names, labels and sentences are chosen for a reader who has asked for one of the languages they are in.
SHOWN = ("cli", "exports", "graph/things.py", "plots", "server", "statements.py")


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


def test_what_reads_a_text_asks_no_language_code():
    assert not [(path, line) for path, line in find_branches() if not path.startswith(SHOWN)]


def test_only_what_shows_is_let_off():
    branching = {path for path, _ in find_branches()}
    assert not [shown for shown in SHOWN if not any(path.startswith(shown) for path in branching)]


def test_a_comparison_is_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('def f(lang):\n    if lang in ("ar", "fr"):\n        return 1\n    return lang != "en"\n')
    assert list(list_branches(module)) == [2, 4]
