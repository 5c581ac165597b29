"""What `confidence` is worth: events of a gold file's articles by their confidence, against the share that is right.

    python tools/measure_confidence.py GOLD.jsonl [--articles DIR] [--events FILE] [--lexicon DIR]

Prints a reliability table in Markdown: for each tenth of confidence how many events have it, its mean, and the shares
of them that are right as `kg evaluate` counts (detect, dyad, full); and how far confidence and share lie apart on the
mean (expected calibration error). ``--events`` are records of `kg extract`; without them the articles are extracted
from.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.cli.evaluate import extract_records, find_folder, read_found
from kg.errors import KgError
from kg.evaluation import Score, read_gold, read_texts, score_events
from kg.extraction import load_extractor

BINS = 10
LEVELS = ("detect", "dyad", "full")
#: How many of the levels an event has that is in the list of errors, by the kind of error.
_REACHED = {"spurious": 0, "furniture": 0, "wrong sides": 1}


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of like confidence: from which to which, how many, their mean, and how many are right at each level."""

    low: float
    high: float
    events: int
    mean: float
    right: tuple[int, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the events that is right at each level."""
        return tuple(right / self.events for right in self.right)


def rate(score: Score, found: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, int]]:
    """The confidence of each event of a gold article and how many levels it has right (3: all)."""
    reached = {id(error.found.record): _REACHED.get(error.kind, 2) for error in score.errors if error.found is not None}
    for record in found:
        yield float(record.get("confidence") or 0.0), reached.get(id(record), len(LEVELS))


def make_bins(rated: Sequence[tuple[float, int]], number: int = BINS) -> list[Bin]:
    """The rated events in bins of equal width; empty ones are left out."""
    bins = []
    for k in range(number):
        inside = [item for item in rated if min(int(item[0] * number + 1e-9), number - 1) == k]
        if inside:
            right = tuple(sum(levels > level for _, levels in inside) for level in range(len(LEVELS)))
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            bins.append(Bin(k / number, (k + 1) / number, len(inside), mean, right))
    return bins


def measure_gap(bins: Sequence[Bin], level: int) -> float:
    """The expected calibration error: the distance of mean confidence and share right, weighed by events."""
    total = sum(b.events for b in bins)
    return sum(abs(b.mean - b.shares[level]) * b.events for b in bins) / total if total else 0.0


def render(bins: Sequence[Bin]) -> str:
    """The table in Markdown, with a line for all events and the gaps below."""
    lines = ["| confidence | events | mean | " + " | ".join(LEVELS) + " |", "| --- " * (3 + len(LEVELS)) + "|"]
    for b in bins:
        shares = " | ".join(f"{share:.2f}" for share in b.shares)
        lines.append(f"| {b.low:.1f} to {b.high:.1f} | {b.events:,} | {b.mean:.2f} | {shares} |")
    total = sum(b.events for b in bins)
    if total:
        mean = sum(b.mean * b.events for b in bins) / total
        shares = " | ".join(f"{sum(b.right[n] for b in bins) / total:.2f}" for n in range(len(LEVELS)))
        lines.append(f"| all | {total:,} | {mean:.2f} | {shares} |")
    gaps = ", ".join(f"{measure_gap(bins, n):.2f} ({level})" for n, level in enumerate(LEVELS))
    return "\n".join([*lines, "", f"Mean distance of confidence and share right: {gaps}."])


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="folder of the texts")
    parser.add_argument("--events", type=Path, metavar="FILE", help="event records; extract nothing")
    parser.add_argument("--lexicon", type=Path, metavar="DIR", help="folder of words of your own")
    parser.add_argument("--extractor", default="rules", metavar="NAME")
    args = parser.parse_args(arguments)
    trouble: list[str] = []
    try:
        wanted = read_gold(args.gold)
        folder = args.articles or find_folder(args.gold)
        texts = read_texts(wanted, folder)
        if args.events:
            found = list(read_found(args.events, trouble))
        else:
            found = list(extract_records(wanted, folder, load_extractor(args.extractor, None, args.lexicon), trouble))
        known = {article.file for article in wanted}
        found = [record for record in found if record.get("article") in known]
        score = score_events(wanted, found, texts)
    except (KgError, OSError) as error:
        print(f"measure_confidence: {error}", file=sys.stderr)
        return 1
    for line in trouble:
        print(f"measure_confidence: {line}", file=sys.stderr)
    print(render(make_bins(list(rate(score, found)))))
    return 3 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
