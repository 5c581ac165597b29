"""Bad input: one clear line for each, quickly, in bounded memory, and the rest goes on."""

import os
import random
import time
import tracemalloc
from pathlib import Path

import pytest

from kg.reading import Limits, Skipped, read_articles

GOOD = "قالت وزارة الخارجية إن الوزيرين بحثا في مسقط سبل تعزيز التعاون بين البلدين في المجالات كافة."
ENGLISH = "The foreign ministers of both countries met in Muscat on Tuesday and discussed trade."
NOISE = random.Random(7).randbytes(5000)

BAD = {
    "empty": ("a.txt", b"", "is empty"),
    "white space": ("a.txt", b" \r\n\t\n", "is empty"),
    "a byte order mark alone": ("a.txt", b"\xef\xbb\xbf\n", "is empty"),
    "UTF-16 without a character": ("a.txt", b"\xff\xfe\n\x00", "is empty"),
    "noise": ("a.txt", NOISE, "is a binary file"),
    "zeros": ("a.txt", bytes(1000), "is a binary file"),
    "a PDF": ("a.txt", b"%PDF-1.7\n" + NOISE, "is a PDF, not text"),
    "an Office document": ("a.md", b"PK\x03\x04" + NOISE, "is a ZIP archive or an Office document"),
    "an image called text": ("a.txt", b"\x89PNG\r\n\x1a\n" + NOISE, "is a PNG image"),
    "an encoding that is not sure": (
        "a.txt",
        "Ça été un été très agité à l'assemblée".encode("cp1252") * 3,
        "offset 0",
    ),
    "half of a UTF-16 character": ("a.txt", b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00\xd8", "not valid UTF-16"),
    "signs": ("a.txt", "***\n\n---\n123 456 789\n", "no sentence of prose found"),
    "furniture": (
        "a.txt",
        "المصدر: بوابة\n\nكلمات دلالية: سياسة\n\nاقرأ أيضا:\n",
        "what is there: pointer to another story",
    ),
    "one word": ("a.txt", "الدوحة\n", "no sentence of prose found"),
    "another kind of file": ("a.docx", b"x", "no reader for files ending in .docx"),
    "a misspelt ending": ("a.jsnl", b"x", "did you mean .jsonl?"),
    "no JSON": ("a.json", "{", "is not valid JSON"),
    "JSON of no article": ("a.json", "12", "must hold an article or a list of articles, not int"),
    "JSON too deep": ("a.json", "[" * 100_000, "JSON"),
    "JSON without text": ("a.json", '{"name": "x"}', "no column known to hold the text among 'name'"),
    "JSON whose text is none": ("a.json", '{"text": 5}', "its 'text' is no text"),
    "empty JSON Lines": ("a.jsonl", b"\n\n", "is empty"),
    "a table without a text": ("a.csv", "name,year\nx,1\n", "no column known to hold the text among 'name', 'year'"),
    "a page built by a script": ("a.html", "<html><body><script>go()</script></body></html>", "no main text found"),
    "elements nested without end": ("a.html", "<div>" * 100_000 + GOOD, "(html_depth)"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_skipped_with_one_clear_line_and_the_rest_goes_on(read_folder, case, capfd):
    name, content, reason = BAD[case]
    articles, skipped = read_folder({name: content, "good.txt": GOOD})
    assert [article.file for article in articles] == ["good.txt"]
    assert [skip.path for skip in skipped] == [name]
    assert reason in str(skipped[0])
    assert "\n" not in str(skipped[0])
    assert str(skipped[0]).isprintable()
    assert capfd.readouterr() == ("", "")


def test_a_missing_path_is_skipped(tmp_path):
    assert list(read_articles(tmp_path / "gone.txt")) == [Skipped("gone.txt", "no such file or folder")]
    assert list(read_articles(tmp_path / "gone")) == [Skipped("gone", "no such file or folder")]


def test_an_empty_folder_has_no_articles(tmp_path):
    assert list(read_articles(tmp_path)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_pipe_is_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    assert list(read_articles(tmp_path)) == [Skipped(name, "is not a regular file")]


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "inner" / "round").symlink_to(tmp_path)
    (tmp_path / "inner" / "nowhere.txt").symlink_to(tmp_path / "gone")
    found = list(read_articles(tmp_path))
    assert [str(one) for one in found if isinstance(one, Skipped)] == [
        "inner/nowhere.txt: cannot be read: No such file or directory",
        "inner/round: a link to a folder that is read already",
    ]
    assert len(found) == 3


def test_a_name_that_cannot_be_written_is_cleaned(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\x1b[31m.txt"))
    path.write_text(GOOD, encoding="utf-8")
    (article,) = read_articles(tmp_path)
    assert article.file == article.path == "bad\ufffd\ufffd[31m.txt"


ONE_BAD_BYTE = f"{GOOD}\n\nخبر فيه خلل ".encode() + b"\xff" + f" في وسطه.\n\n{GOOD}\n".encode()


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_bad_byte_costs_its_paragraph(read, name):
    (article,), (skip,) = read(name, ONE_BAD_BYTE)
    assert [block.text for block in article.blocks] == [GOOD, GOOD]
    assert [out.reason for out in article.left_out] == ["damaged: has bytes that are no text"]
    at = ONE_BAD_BYTE.index(b"\xff")
    assert f"is not valid UTF-8 in 1 place(s), first byte 0xFF at offset {at:,}" in skip.reason


def test_a_quotation_mark_that_never_closes_in_a_table_is_told_of(read):
    articles, skipped = read("a.csv", f'text\n{GOOD}\n"{GOOD}\n{GOOD}\n')
    assert len(articles) == 1
    assert "#2: is not valid CSV: unexpected end of data (line 4)" in str(skipped[0])


def test_a_bad_byte_in_a_table_is_told_of(read):
    content = f"text\n{GOOD}\n".encode() + b"\xff\xfe" + f"\n{GOOD}\n".encode()
    articles, skipped = read("a.csv", content)
    assert len(articles) == 2
    assert "not valid UTF-8" in skipped[0].reason


BIG = 50 * 2**20
LONG_LINE = ("كلمة " * (BIG // 9)).encode()
BIG_FILES = {
    "text": ("a.txt", LONG_LINE, 0, "characters, more than the limit of 200,000 (line_chars)"),
    "text with good paragraphs": (
        "a.txt",
        f"{GOOD}\n\n".encode() + LONG_LINE + f"\n\n{GOOD}".encode(),
        1,
        "(line_chars); the rest is read",
    ),
    "Markdown": ("a.md", b"#" * BIG, 0, "line_chars"),
    "noise": ("a.txt", NOISE * (BIG // len(NOISE)), 0, "is a binary file"),
    "bad bytes": ("a.txt", b"\xe9\xff" * (BIG // 2), 0, "is not valid UTF-8"),
    "JSON Lines": (
        "a.jsonl", b'{"text": "' + LONG_LINE + b'"}\n{"text": "' + GOOD.encode() + b'"}', 1, "(record_bytes)",
    ),
    "JSON": ("a.json", b'{"text": "' + LONG_LINE + b'"}', 0, "line_chars"),
    "a table": ("a.csv", b"text\n" + LONG_LINE + b"\n" + GOOD.encode(), 1, "field larger than field limit"),
    "a table that is all one quotation": ("a.csv", b'text\n"' + LONG_LINE, 0, "field larger than field limit"),
    "a web page": ("a.html", b"<p>" + LONG_LINE, 0, "larger than the limit of 4,194,304 bytes (html_bytes)"),
    "a file over the limit": ("a.txt", b"a" * (64 * 2**20 + 1), 0, "than the limit of 67,108,864 bytes (file_bytes)"),
}  # fmt: skip


@pytest.mark.parametrize("case", BIG_FILES)
def test_fifty_megabytes_in_a_line_cost_seconds_and_no_more_than_a_few_copies(read, case):
    name, content, articles, reason = BIG_FILES[case]
    size = len(content)
    begun = time.perf_counter()
    found, skipped = read(name, content)
    took = time.perf_counter() - begun
    assert len(found) == articles
    assert reason in skipped[0].reason
    assert len(skipped) == 1
    assert len(str(skipped[0])) < 300
    assert took < 20, f"{took:.1f} s for {size:,} bytes"


def test_memory_stays_within_a_few_times_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(LONG_LINE[: 9 * 2**20])
    tracemalloc.start()
    try:
        list(read_articles(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 * path.stat().st_size


def test_limits_can_be_set(read):
    articles, skipped = read("a.txt", GOOD, limits=Limits(line_chars=20))
    assert articles == []
    assert "more than the limit of 20 (line_chars)" in skipped[0].reason
    _, skipped = read("a.txt", GOOD, limits=Limits(file_bytes=50))
    assert "limit of 50 bytes (file_bytes)" in skipped[0].reason


HOSTILE = [
    " ", "\u200f", ".", "…", "-", "|", "(", "#", "ـ", '"', "«", "1:", "A.", "؟ ", "@", "https://t.co/a ", "> ", "2024 ",
    "ا ", "(رويترز) ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_line_takes_long_to_read_however_odd(read, unit):
    begun = time.perf_counter()
    read("a.txt", "قال الوزير " + unit * (150_000 // len(unit)) + f"x\n\n{GOOD}")
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("unit", [".", "-", "•", "المصدر: بوابة", "كلمات دلالية: سياسة", "خبر قصير بلا نقطة", ENGLISH])
def test_many_lines_take_time_in_proportion(read, unit):
    begun = time.perf_counter()
    read("a.txt", f"{GOOD}\n\n" + (unit + "\n\n") * 10_000)
    assert time.perf_counter() - begun < 20
