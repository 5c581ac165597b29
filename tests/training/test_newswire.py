"""The sentences of a corpus of tokens, as they would be written."""

import pytest

from training.newswire import join_tokens, read_sentences


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("وصل الوزير ، ثم غادر .", "وصل الوزير، ثم غادر."),
        ('قال " نحن هنا " .', 'قال "نحن هنا".'),
        ("( رويترز ) أوسلو", "(رويترز) أوسلو"),
        ('" نعم " و " لا "', '"نعم" و "لا"'),
    ],
)
def test_marks_stand_at_their_words(tokens, text):
    assert join_tokens(tokens.split()) == text


def test_an_empty_line_parts_sentences(tmp_path):
    file = tmp_path / "tokens.txt"
    file.write_text("وصل O\nالوزير O\n. O\n\nثم O\nغادر O\n\n\n", encoding="utf-8")
    assert read_sentences(file) == ["وصل الوزير.", "ثم غادر"]
