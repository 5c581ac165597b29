"""Strangers' words in either direction of writing."""

import pytest

from kg.bidi import clean, is_right_to_left, isolate, isolate_line, isolate_lines

LRI, RLI, FSI, POP = "\u2066", "\u2067", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Qatar", "Qatar"),
        ("قطر\u200cية", "قطر\u200cية"),
        ("a\x1b[2Jb", "a [2Jb"),
        ("a\x9b31mb", "a 31mb"),
        ("a\r\n\tb", "a b"),
        ("a\u202eb\u2067c", "a b c"),
        ("a\ud800b\u2028c", "a b c"),
        ("a\x00\x7fb", "a b"),
    ],
)
def test_clean(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "expected"),
    [("قطر", True), ("Qatar", False), ("2024 قطر", True), ("(Qatar) قطر", False), ("12", False), ("", False)],
)  # fmt: skip
def test_direction(text, expected):
    assert is_right_to_left(text) == expected


def test_isolate():
    assert isolate("Doha", right_to_left=False) == "Doha"
    assert isolate("Doha", right_to_left=True) == f"{LRI}Doha{POP}"
    assert isolate("قطر", right_to_left=False) == f"{FSI}قطر{POP}"
    assert isolate("قطر", right_to_left=True) == "قطر"
    assert isolate("", right_to_left=True) == ""
    assert isolate_line("قطر") == f"{RLI}قطر{POP}"


def test_a_cut_isolate_is_closed_and_opened_again():
    lines = [f"قطر {LRI}2024-03", f"06{POP} نفط", "غاز"]
    assert list(isolate_lines(lines, right_to_left=True)) == [
        f"{RLI}قطر {LRI}2024-03{POP}{POP}",
        f"{RLI}{LRI}06{POP} نفط{POP}",
        f"{RLI}غاز{POP}",
    ]


def test_plain_lines_stay_plain():
    assert list(isolate_lines(["Qatar", "Oman"], right_to_left=False)) == ["Qatar", "Oman"]
    assert list(isolate_lines(["Qatar قطر"], right_to_left=False)) == [f"{LRI}Qatar قطر{POP}"]
