import pytest

from kg.errors import LanguageError
from kg.languages import syntax
from kg.languages.syntax import load_sentence_marks, read_syntax


@pytest.mark.parametrize(("language", "word", "opener"), [("ar", "و", False), ("en", "and", True)])
def test_both_languages_tell_how_they_join(language, word, opener):
    found = read_syntax(language, str)
    assert found.conjunction == word and word in found.joins
    assert ("The" in load_sentence_marks(language).openers) is opener


def test_words_are_folded():
    assert "الي" in read_syntax("ar", lambda word: word.replace("إ", "ا").replace("ى", "ي")).compounding


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('and = "x"', "lacks 'comma'"),
        ('und = "x"', "unknown key 'und'; did you mean 'and'"),
        ("and =", "cannot be read"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(tmp_path, monkeypatch, text, message):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "syntax.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(syntax, "find_folder", lambda language: tmp_path / language)
    syntax._read.cache_clear()
    with pytest.raises(LanguageError, match=message):
        read_syntax("xx", str)
    syntax._read.cache_clear()
