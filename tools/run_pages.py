"""Runs the code of documentation pages: ``python tools/run_pages.py [PAGE …]``, all pages when none is named.

A fenced block of ``sh`` or ``python`` is run when the line ``<!-- run -->`` stands right before it; a block of ``text``
right after it shows the output, and is written anew. Blocks of one page run one after another in one new folder, in
which ``examples`` is that of the project. A block of ``sh`` holds commands of ``kg`` alone.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from kg.cli import cli

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"

_BLOCK = re.compile(
    r"^<!-- run -->\n```(?P<language>sh|python)\n(?P<code>.*?)^```\n(?P<shown>\n?```text\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)


class BlockError(Exception):
    """A block failed; the message names page, line and command."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that is run: where it begins in its page (line, counted from 1), and where its shown output stands."""

    line: int
    language: str
    code: str
    output: tuple[int, int] | None


def list_pages() -> list[Path]:
    """The pages that have blocks to run."""
    pages = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "README.ar.md"]
    return [page for page in pages if page.is_file() and "<!-- run -->" in page.read_text(encoding="utf-8")]


def find_blocks(text: str) -> list[Block]:
    """The blocks of a page that are run, in order. Raises `BlockError` for a mark that no such block follows."""
    found = [
        Block(
            text.count("\n", 0, match.start()) + 1, match["language"], match["code"],
            match.span("output") if match["shown"] else None,
        )
        for match in _BLOCK.finditer(text)
    ]  # fmt: skip
    if len(found) != text.count("<!-- run -->"):
        raise BlockError("a mark <!-- run --> stands before no block of sh or python")
    return found


def run_page(
    page: Path, folder: Path, prepare: Callable[[list[str]], bool] | None = None
) -> Iterator[tuple[Block, str]]:
    """Runs the blocks of a page in a folder, and gives each with its output. Raises `BlockError`.

    ``prepare`` may take a command over: it says whether it did.
    """
    if not (folder / "examples").exists():
        (folder / "examples").symlink_to(ROOT / "examples")
    names: dict[str, object] = {}
    with contextlib.chdir(folder):
        for block in find_blocks(page.read_text(encoding="utf-8")):
            try:
                yield (
                    block,
                    _run_python(block.code, names) if block.language == "python" else _run_sh(block.code, prepare),
                )
            except Exception as error:
                raise BlockError(f"{page}:{block.line}: {type(error).__name__}: {error}") from error


def _run_python(code: str, names: dict[str, object]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(code, "block", "exec"), names)
    return output.getvalue()


def _run_sh(code: str, prepare: Callable[[list[str]], bool] | None) -> str:
    output = []
    for line in code.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        if words[0] != "kg":
            raise BlockError(f"only commands of kg are run, not {words[0]!r}")
        if prepare is None or not prepare(words):
            result = CliRunner(env={"COLUMNS": "100"}).invoke(cli, words[1:], prog_name="kg")
            if result.exit_code != 0:
                raise BlockError(f"{line}: exit status {result.exit_code}: {result.stderr or result.exception}")
            output.append(result.output)
    return "".join(output)


def refresh_page(page: Path) -> None:
    """Runs a page and writes its outputs anew, and the pictures in docs/pictures that it draws by their names."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        done = list(run_page(page, Path(folder)))
        for picture in sorted(PICTURES.iterdir()):
            if (Path(folder) / picture.name).is_file():
                shutil.copyfile(Path(folder) / picture.name, picture)
    for block, output in reversed(done):
        if block.output:
            start, end = block.output
            shown = "\n".join(line.rstrip() for line in output.strip("\n").splitlines())
            text = f"{text[:start]}{shown}\n{text[end:]}"
    page.write_text(text, encoding="utf-8")


def main() -> None:
    """Refreshes the named pages."""
    os.environ.setdefault("COLUMNS", "100")
    for page in [Path(name).resolve() for name in sys.argv[1:]] or list_pages():
        refresh_page(page)


if __name__ == "__main__":
    main()
