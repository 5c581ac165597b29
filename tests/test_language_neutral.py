"""A language is a folder: no code of the pipeline holds a language's words or asks which language it reads."""

import ast
import re
from pathlib import Path

import pytest

import kg
from kg.languages.pack import list_languages

ROOT = Path(kg.__file__).parent
#: Letters of the Arabic block, no punctuation, no marks, no tatweel: the pipeline may know commas, not words.
ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3]")
FILES = sorted((ROOT / "pipeline").glob("*.py"))
ASKING_NOBODY = [
    p
    for p in sorted([*(ROOT / "reading").glob("*.py"), *(ROOT / "languages").glob("*.py")])
    if p.name != "additions.py"
]  # whose files lie in no folder of a language has to say which it is


def list_strings(source: str) -> list[tuple[int, str]]:
    """The string constants of a module with their lines, docstrings left out."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | alone
    ]


@pytest.mark.parametrize("path", ASKING_NOBODY, ids=lambda path: path.name)
def test_neither_reading_nor_what_languages_share_asks_for_a_language(path):
    codes = set(list_languages()) | {"ar", "en"}
    for line, text in list_strings(path.read_text(encoding="utf-8")):
        assert text not in codes, f"{path.name}:{line}: asks for the language {text!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_pipeline_holds_no_words_and_no_code_of_a_language(path):
    codes = set(list_languages()) | {"ar", "en"}
    for line, text in list_strings(path.read_text(encoding="utf-8")):
        assert not ARABIC.search(text), f"{path.name}:{line}: {text!r} belongs into a language pack"
        assert text not in codes, f"{path.name}:{line}: asks for the language {text!r}"


def test_words_and_codes_of_a_language_would_be_found():
    source = 'def f(x):\n    """و is fine here."""\n    return x == "و" or x == "ar"\n'
    found = [text for _, text in list_strings(source)]
    assert found == ["و", "ar"]
