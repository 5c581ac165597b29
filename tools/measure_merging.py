"""How well reports of one event are brought together: on pairs of reports from real news, told by hand.

    python tools/measure_merging.py [CORPUS.jsonl.xz]

``tests/graph/merging_pairs.tsv`` names pairs of reports by the URL of the article and the offset of the trigger, and
says whether both tell of the same event. Half of them look alike and do not. The articles are not ours to give away:
they are read from the corpus. Measured is the whole way, extraction included: a report that is not found any more
merges nothing. So the missed pairs are told by their cause, and what the rules do where both reports were read alike.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.builder import extract_articles
from kg.cli.terminal import show_progress
from kg.extraction import Extracted, load_extractor
from kg.graph.merging import Telling, why_apart
from kg.graph.store import GraphStore
from kg.graph.terms import value_of
from kg.reading import read_articles
from kg.vocabulary.namespaces import GAF

ROOT = Path(__file__).resolve().parents[1]
PAIRS = ROOT / "tests" / "graph" / "merging_pairs.tsv"
CORPUS = ROOT.parent / "shared" / "corpora" / "ar-ant.jsonl.xz"

NOT_FOUND, OPEN = "a report is not found", "somebody is left open"
OTHER_ACTS, OTHER_PARTIES = "read as other acts", "read as acts of other parties"

#: Causes that lie before merging.
READING = frozenset({NOT_FOUND, OPEN, OTHER_ACTS, OTHER_PARTIES})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, each by URL and offset of the trigger in the page's text, and whether they tell of one event."""

    a: tuple[str, int]
    b: tuple[str, int]
    same: bool


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of the table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair((row["url_a"], int(row["start_a"])), (row["url_b"], int(row["start_b"])), row["same"] == "yes")
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def read_lines(corpus: Path, urls: set[str]) -> Iterator[str]:
    """The lines of the corpus with these URLs, each URL once."""
    left = set(urls)
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            url = json.loads(line)["url"]
            if url in left:
                left.remove(url)
                yield line
            if not left:
                return


def fill(store: GraphStore, corpus: Path, urls: set[str]) -> None:
    """Extracts the articles and puts them into the graph."""
    tool = load_extractor()
    with tempfile.TemporaryDirectory() as folder, show_progress("Extracting", len(urls)) as advance:
        page = Path(folder) / "news.jsonl"
        with page.open("w", encoding="utf-8") as file:
            file.writelines(read_lines(corpus, urls))
        for step in extract_articles(read_articles(page), tool):
            if isinstance(step, Extracted):
                store.add_article(step.article, step.events)
                advance(step.article.file)


def judge(store: GraphStore, pair: Pair) -> tuple[bool, str]:
    """Whether a pair is one event in the graph, and why not."""
    reports = [_find_report(store, *where) for where in (pair.a, pair.b)]
    if not all(reports):
        return False, NOT_FOUND
    a, b = (store.tellings.read(report) for report in reports if report)
    events = [{value_of(q.subject) for q in store.find(None, GAF + "denotedBy", t.report)} for t in (a, b)]
    return events[0] == events[1], _say_why(a, b)


def _find_report(store: GraphStore, url: str, start: int) -> str | None:
    for info in store.find_articles(url):
        report = store.minter.report(info.id, start)
        if any(store.find(report)):
            return report
    return None


def _say_why(a: Telling, b: Telling) -> str:
    if a.key is None or b.key is None:
        return OPEN
    if a.key.split("|")[0] != b.key.split("|")[0]:
        return OTHER_ACTS
    if a.key != b.key:
        return OTHER_PARTIES
    return why_apart(a, b) or "compatible, but other reports of their events are not"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("-v", "--verbose", action="store_true", help="tell each pair that came out wrong")
    given = parser.parse_args(arguments)
    pairs = read_pairs()
    store = GraphStore.open(None)
    fill(store, given.corpus, {url for pair in pairs for url, _ in (pair.a, pair.b)})
    right = merged = 0
    missed: Counter[str] = Counter()
    for pair in pairs:
        one, why = judge(store, pair)
        merged += one
        right += one and pair.same
        if pair.same and not one:
            missed[why] += 1
        if given.verbose and one != pair.same:
            print(f"{'same' if pair.same else 'different'}: {why}\n    {pair.a}\n    {pair.b}", file=sys.stderr)
    same = sum(pair.same for pair in pairs)
    print(
        f"{len(pairs)} pairs, {same} of them the same event; {merged} brought together, {right} of them rightly: "
        f"precision {right / merged if merged else 1:.2f}, recall {right / same:.2f}"
    )
    alike = same - sum(count for why, count in missed.items() if why in READING)
    print(f"of the {alike} pairs of one event whose act and parties are read alike: recall {right / max(alike, 1):.2f}")
    for why, count in missed.most_common():
        print(f"{count:4} missed: {why}")


if __name__ == "__main__":
    main()
