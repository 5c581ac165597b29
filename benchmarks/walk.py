"""How fast the walk is, step by step: ``python benchmarks/walk.py [PATH …]`` (by default the example articles).

CPU seconds say more of the machine than of the program. So every step is also told as a ratio, measured in the same
run: how many times as long it takes as the bare analysis of the same text (words, their clitics apart, and their
classes), without which nothing could be found at all; and as the bare neural pipeline, which is that analysis as the
walk first did it and all that the network computed, measured inside of the walk (for a language without a network the
analysis alone).

With ``--records`` it goes as far as the records, keeps nothing, and also tells how long a start takes and whether
memory grows: ``python benchmarks/walk.py ../shared/corpora/ar-ant.jsonl.xz --limit 2000 --times 1 --records``.
"""

from __future__ import annotations

import argparse
import io
import json
import lzma
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import wraps
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any, NamedTuple
from unittest.mock import patch

from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from kg.builder import find_articles
from kg.cli.terminal import show_progress
from kg.errors import KgError
from kg.exports import Options, find_exporter
from kg.extraction import DEFAULT_EXTRACTOR, Extracted, extract_checked, load_extractor
from kg.graph.store import GraphStore
from kg.languages.pack import list_languages, load_pack
from kg.model import Article
from kg.pipeline import steps
from kg.pipeline.network import Network
from kg.pipeline.scene import read_scenes
from kg.records import write_events

ROOT = Path(__file__).resolve().parents[1]

BASE = "bare analysis"
NEURAL = "bare neural pipeline"
#: What the network computes, by the names of its methods.
_COMPUTED = ("read", "look", "weigh_words", "weigh_units", "weigh_status", "weigh_spots", "weigh_starts", "weigh_ends")

#: What a start is: a new Python that imports, loads and finds its first event.
_START = """
import time
from kg.extraction import load_extractor
from kg.model import Article, Block
text = "وقعت النرويج وكينيا اتفاقا."
article = Article("start.txt", 0, text, (Block(0, len(text), text),), published="2024-05-15", language="ar")
assert load_extractor("rules").extract(article)
print(time.process_time())
"""


class Step(NamedTuple):
    """A step of the walk and how many CPU seconds it took."""

    name: str
    seconds: float


class Measured:
    """What a run found."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.articles = self.words = self.events = self.failed = 0
        self.neural = 0.0
        """CPU seconds of the words' analysis and of what the network computed, within the extraction."""
        self.start: float | None = None
        """CPU seconds from the start of Python to the first event."""
        self.memory: list[int] = []
        """Resident MiB when a quarter, half, three quarters and all of the articles were extracted."""


def read(paths: Sequence[Path], limit: int | None) -> Iterator[Article]:
    """The articles of languages that have a pack, as many as are wanted."""
    known = list_languages()
    found = (a for path in paths for a in find_articles(path) if isinstance(a, Article) and a.language in known)
    return islice(found, limit)


def unpack(paths: Sequence[Path], limit: int | None, folder: Path) -> list[Path]:
    """The paths, of xz-compressed JSON Lines the first lines unpacked into the folder."""
    plain = []
    for path in paths:
        if path.suffix != ".xz":
            plain.append(path)
            continue
        plain.append(folder / path.stem)
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            plain[-1].write_text("".join(islice(lines, limit)), encoding="utf-8")
    return plain


def copy(articles: Sequence[Article], times: int) -> list[Article]:
    """The articles many times over, each copy one of its own to the graph."""
    if times == 1:
        return list(articles)
    return [
        replace(article, file=f"{number}-{article.file}", path=f"{number}-{article.path}")
        for number in range(times)
        for article in articles
    ]


def measure(
    paths: Sequence[Path],
    limit: int | None,
    times: int,
    extractor: str,
    advance: Callable[[str], None],
    *,
    records: bool,
) -> Measured:
    found = Measured()

    def clock(name: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        found.steps.append(Step(name, time.process_time() - began))

    tool = load_extractor(extractor)
    first = list(read(paths, limit))
    if not first:
        raise SystemExit(f"no article in {', '.join(map(str, paths))}")
    for article in first[:2]:
        extract_checked(tool, article)  # models are loaded here, outside the clock
    articles = copy(first, times)
    found.articles = len(articles)
    found.words = sum(len(block.text.split()) for article in articles for block in article.blocks)
    clock("read", lambda: [len(list(read(paths, limit))) for _ in range(times)])
    done: list[Extracted] = []
    quarters = {len(articles) * n // 4 for n in (1, 2, 3, 4)}

    def extract() -> None:
        for number, article in enumerate(articles, 1):
            try:
                step = extract_checked(tool, article)
            except KgError:
                found.failed += 1
                continue
            finally:
                advance(article.file)
                if number in quarters:
                    found.memory.append(tell_memory())
            found.events += len(step.events)
            if records:
                write_events(step.events, io.StringIO())
            else:
                done.append(step)

    with time_networks(found):
        clock("extract", extract)
    # Only now, when all words are remembered: the ratio is rather too high, and extraction met its words anew.
    clock(BASE, lambda: [analyse(article) for article in articles])
    found.steps.insert(0, found.steps.pop())
    if records:
        found.start = measure_start()
        return found
    with tempfile.TemporaryDirectory() as folder:
        store = GraphStore.open(Path(folder) / "graph", create=True)

        def add() -> None:
            for step in done:
                store.add_article(step.article, step.events)
                advance(step.article.file)

        clock("add to the graph", add)
        clock("publish", store.close)
        with GraphStore.open(Path(folder) / "graph") as graph:
            for ending in (".ttl", ".gexf"):
                target = Path(folder) / f"x{ending}"
                with target.open("wb") as stream:
                    clock(f"export {ending}", lambda: find_exporter(target)(graph, stream, Options()))  # noqa: B023
    return found


@contextmanager
def time_networks(found: Measured) -> Iterator[None]:
    """Within it, what is spent on the words' analysis and by the network goes to ``found.neural``, each second once."""
    inside = False

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def run(*given: Any, **named: Any) -> Any:
            nonlocal inside
            if inside:
                return work(*given, **named)
            inside, began = True, time.process_time()
            try:
                return work(*given, **named)
            finally:
                inside = False
                found.neural += time.process_time() - began

        return run

    with ExitStack() as stack:
        stack.enter_context(patch.object(steps, "begin_walk", timed(steps.begin_walk)))
        for name in _COMPUTED:
            stack.enter_context(patch.object(Network, name, timed(getattr(Network, name))))
        yield


def analyse(article: Article) -> int:
    """The words of an article with their classes, and nothing else; tells how many sentences."""
    return sum(1 for _ in read_scenes(article, load_pack(article.language or "")))


def tell_memory() -> int:
    """The resident memory of this process in MiB; where the system does not tell, its peak."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * 4096 >> 20
    return getrusage(RUSAGE_SELF).ru_maxrss >> 10


def measure_start() -> float:
    done = subprocess.run([sys.executable, "-c", _START], check=True, capture_output=True, text=True, cwd=ROOT)
    return float(done.stdout)


def tell(found: Measured) -> None:
    base, *walk = found.steps
    whole = sum(step.seconds for step in walk)
    columns = ("step", "CPU seconds", "articles/s", "words/s", "share", f"× {BASE}", f"× {NEURAL}")
    table = Table(*columns, title_justify="left")
    neural = [Step(NEURAL, found.neural)] if found.neural else []
    for step in [*walk, Step("the whole walk", whole), base, *neural]:
        seconds = max(step.seconds, 1e-9)
        table.add_row(
            step.name,
            f"{seconds:.2f}",
            f"{found.articles / seconds:,.1f}",
            f"{found.words / seconds:,.0f}",
            f"{seconds / whole:.0%}" if step in walk else "",
            f"{seconds / base.seconds:,.2f}",
            f"{seconds / found.neural:,.2f}" if found.neural else "",
        )
    console = Console(width=None if sys.stdout.isatty() else 100)
    failed = f", {found.failed:,} articles failed" if found.failed else ""
    told = f"{found.articles:,} articles, {found.words:,} words, {found.events:,} events{failed}"
    console.print(told, highlight=False)
    console.print(table)
    if found.start is not None:
        console.print(f"start-up: {found.start:.2f} CPU seconds to the first event", highlight=False)
        at = ", ".join(f"{mib:,}" for mib in found.memory)
        console.print(f"memory: {at} MiB after each quarter of the articles", highlight=False)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "examples" / "articles"], metavar="PATH")
    parser.add_argument("--limit", type=int, metavar="N", help="no more than the first N articles (default: all)")
    parser.add_argument("--times", type=int, default=20, help="copies of each article (default: 20)")
    parser.add_argument("--extractor", default=DEFAULT_EXTRACTOR)
    parser.add_argument("--records", action="store_true", help="from text to records only; start-up and memory too")
    parser.add_argument("--json", action="store_true", help="print the seconds and counts as JSON")
    given = parser.parse_args(arguments)
    try:
        with ExitStack() as stack:
            stack.enter_context(threadpool_limits(limits=1))  # as in kg's own processes (`kg.threads`)
            paths = unpack(given.paths, given.limit, Path(stack.enter_context(tempfile.TemporaryDirectory())))
            total = (1 if given.records else 2) * given.times * len(list(read(paths, given.limit)))
            advance = stack.enter_context(show_progress("Measuring", total))
            found = measure(paths, given.limit, given.times, given.extractor, advance, records=given.records)
    except KgError as error:
        raise SystemExit(f"walk: {error}") from None
    if given.json:
        told = {
            "articles": found.articles,
            "words": found.words,
            "events": found.events,
            "failed": found.failed,
            "seconds": {step.name: round(step.seconds, 4) for step in found.steps},
            "neural": round(found.neural, 4),
            "memory": found.memory,
        }
        print(json.dumps(told if found.start is None else told | {"start": round(found.start, 2)}))
    else:
        tell(found)


if __name__ == "__main__":
    main()
