"""Measures the reading of a hundred pages in the layouts of news sites, of which the truth is known from their making.

    python -m tools.measure_furniture [--verbose] [--layout NAME…]

The pages are made by ``tests/reading/layouts``: invented articles in templates like real sites' pages. Each is read as
`kg build` would read it. Printed for each layout and in all: the share of the articles' sentences (sub-headings and
items of lists, too) that are in the prose, the share of lines of furniture that are, how many pages have no fault of
either kind, and where title, date and outlet were found. What the page gives twice, the article has once.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "reading"))

from layouts import Page, make_pages, tidy  # noqa: E402

from kg.model import Article  # noqa: E402
from kg.reading import read_articles  # noqa: E402


@dataclass
class Measured:
    """What was counted on a page or, added up, on many."""

    pages: int = 0
    faultless: int = 0
    sentences: int = 0
    furniture: int = 0
    articles: int = 0
    articles_read: int = 0
    stated: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("title", "date", "outlet"), 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("title", "date", "outlet"), 0))
    lost: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Measured) -> None:
        """Adds the counts of other pages."""
        for name in ("pages", "faultless", "sentences", "furniture", "articles", "articles_read"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("lost", "passed", "wrong"):
            getattr(self, name).extend(getattr(other, name))
        for fact in self.stated:
            self.stated[fact] += other.stated[fact]
            self.found[fact] += other.found[fact]

    @property
    def kept(self) -> float:
        """The share of the articles' sentences that were kept."""
        return 1 - len(self.lost) / max(1, self.sentences)

    @property
    def let_through(self) -> float:
        """The share of lines of furniture that were taken for prose."""
        return len(self.passed) / max(1, self.furniture)

    def say(self) -> str:
        """One line of figures."""
        facts = "  ".join(f"{self.found[fact]:3}/{self.stated[fact]:<3}" for fact in self.stated)
        kept = self.sentences - len(self.lost)
        passed = len(self.passed)
        return (
            f"{self.pages:5} {self.faultless:9}  {kept:5}/{self.sentences:<5}{self.kept:7.1%} "
            f"{passed:5}/{self.furniture:<5}{self.let_through:6.1%}  {facts}"
        )


HEADING = f"{'':18}pages faultless      sentences kept  furniture let by  title    date     outlet"


def measure(page: Page, folder: Path) -> Measured:
    """Reads a page and compares what was read with what is true of it."""
    path = folder / page.name
    path.write_text(page.content, encoding="utf-8")
    articles = [one for one in read_articles(path) if isinstance(one, Article)]
    result = Measured(pages=1, articles=len(page.stories), articles_read=len(articles))
    blocks = [tidy(block.text) for article in articles for block in article.blocks]
    if page.language:
        result.wrong += [f"language {a.language}" for a in articles if a.language != page.language]
    titles = [story.title for story in page.stories]
    for unit in sorted(dict.fromkeys([*titles, *(u for s in page.stories for u in s.units)]), key=len, reverse=True):
        result.sentences += 1
        if not _take(unit, blocks):
            result.lost.append(unit)
    for text in page.either:
        _take(text, blocks)
    result.furniture = len(page.furniture)
    for unit in [*titles, *(u for s in page.stories for u in s.units)]:
        if _take(unit, blocks):
            result.passed.append(f"again: {unit}")
    for line in sorted(page.furniture, key=len, reverse=True):
        if _take(line, blocks):
            result.passed.append(line)
    result.passed += [rest for block in blocks for rest in block.split("\n") if len(re.findall(r"\w+", rest)) > 1]
    for at, story in enumerate(page.stories):
        read = articles[at] if at < len(articles) else None
        facts = {
            "title": bool(read and read.title and tidy(read.title) == story.title),
            "date": bool(read and read.published == story.raw["published"]),
            "outlet": bool(read and read.outlet in page.outlets),
        }
        for fact in page.states:
            result.stated[fact] += 1
            result.found[fact] += facts[fact]
            if not facts[fact]:
                value = read and {"title": read.title, "date": read.published, "outlet": read.outlet}[fact]
                result.wrong.append(f"{fact} {value!r}")
    if len(articles) != len(page.stories):
        result.wrong.append(f"{len(articles)} articles for {len(page.stories)}")
    result.faultless = int(not result.lost and not result.passed and len(articles) == len(page.stories))
    return result


def _take(text: str, blocks: list[str]) -> bool:
    """Whether a text stands in one of the blocks, whole words of it; its first occurrence is taken out."""
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    for at, block in enumerate(blocks):
        if found := pattern.search(block):
            blocks[at] = f"{block[: found.start()]}\n{block[found.end() :]}"
            return True
    return False


def measure_all(layouts: Sequence[str] = ()) -> Iterator[tuple[Page, Measured]]:
    """Every page, or those of some layouts, with its counts."""
    with tempfile.TemporaryDirectory() as folder:
        for page in make_pages():
            if not layouts or page.layout in layouts:
                yield page, measure(page, Path(folder))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layout", nargs="+", default=(), help="only these layouts")
    parser.add_argument("--verbose", action="store_true", help="also print what was lost, let by or wrongly told")
    given = parser.parse_args(arguments)
    groups: dict[str, Measured] = {}
    for page, one in measure_all(given.layout):
        form = "as plain text" if page.name.endswith("txt") else "as HTML"
        for name in (page.layout, {"ar": "in Arabic", "en": "in English"}[page.language], form, "in all"):
            groups.setdefault(name, Measured()).add(one)
        if given.verbose:
            for label, texts in (("lost", one.lost), ("let by", one.passed), ("wrong", one.wrong)):
                for text in texts:
                    print(f"{page.name}\t{label}\t{text}")
    print(HEADING)
    totals = [name for name in groups if name.startswith(("in ", "as "))]
    for name in [*(name for name in groups if name not in totals), *sorted(totals, key=len, reverse=True)]:
        print(f"{name:18}{groups[name].say()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
