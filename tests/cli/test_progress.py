"""How long a build still takes: pages are counted beside the work, and the bar tells the rest on a terminal."""

from __future__ import annotations

import gzip
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

from kg.builder import Source, count_input
from kg.reading import Limits
from kg.reading.counting import count_pages


def test_pages_are_counted_without_being_read(tmp_path):
    (tmp_path / "a.txt").write_text("a\nb\n")
    (tmp_path / "a.json").write_text("{}")  # its sidecar
    (tmp_path / "b.jsonl").write_text('{"text": "x"}\n{"text": "y"}')
    (tmp_path / "c.csv").write_text('title,text\nA,"a line\nand another"\nB,b\n')
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 5))
    (tmp_path / "e.jsonl.gz").write_bytes(b"\x1f\x8b no gzip")
    assert count_pages(tmp_path, Limits()) == 1 + 2 + 2 + 5 + 1
    assert count_pages(tmp_path, Limits(), is_over=lambda: True) is None
    assert count_input([tmp_path / "a.txt", tmp_path / "c.csv"], Source()) == 3


def test_what_cannot_be_known_before_is_not_guessed(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    assert count_pages(tmp_path, Limits()) is None
    assert count_input([Path("-")], Source()) is None


def test_a_terminal_is_told_the_time_left():
    code = (
        "import time\n"
        "from kg.cli.progress import watch_build\n"
        "from kg.reading import Skipped\n"
        "with watch_build(count_all=lambda is_over: 40) as watch:\n"
        "    for n in range(8):\n"
        "        watch.tell(Skipped(f'a{n}.txt', 'reason'))\n"
        "        time.sleep(0.15)\n"
        "    watch.merge(0.4)\n"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen([sys.executable, "-c", code], stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while portion := os.read(ours, 4096):
                shown += portion
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    built, _, merged = shown.partition(b"Merging events")
    assert b"left" in built and b"0:00:0" in built.split(b"left")[-1] and b"8 errors" in built
    assert b"left" in merged
