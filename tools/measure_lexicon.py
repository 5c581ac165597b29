"""Measures how many of a gold file's triggers the Arabic lexicon knows with their act.

A trigger counts as known when one of its words, cut by the trained segmenter, has a reading with the gold act: its own,
or one that a noun after it gives. Nothing is decided by context here: this is what the models can choose from.

    python tools/measure_lexicon.py ../shared/gold/train-ar.jsonl [--missed N] [--act ACT]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.languages.ar.lexicon import load_lexicon
from kg.languages.ar.segment import Segmenter
from kg.languages.ar.triggers import TriggerTable
from kg.languages.ar.words import read_words
from kg.model import ACT_TYPES

#: How far after a trigger its complement is looked for, as `kg.pipeline.acts` does.
REACH = 7


class Case(NamedTuple):
    """A gold event: its sentence, its trigger and its act."""

    sentence: str
    trigger: str
    act: str


def read_cases(path: Path) -> Iterator[Case]:
    """The events of a gold file, one JSON article a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for sentence in json.loads(line)["sentences"]:
                for event in sentence["events"]:
                    yield Case(sentence["text"], event["trigger"], event["act"])


def is_known(case: Case, table: TriggerTable, segmenter: Segmenter) -> bool:
    """Whether a word of the trigger, at any place where the sentence has it, has a reading with the act.

    An act by complement counts where one of its nouns stands among the next `REACH` words.
    """
    words = read_words(case.sentence, 0, segmenter)
    keys = [word.key for word in words]
    start = case.sentence.find(case.trigger)
    while start >= 0:
        end = start + len(case.trigger)
        for i, word in enumerate(words):
            if word.start < end and word.end > start:
                for reading in table.find(words, keys, i):
                    after = keys[i + reading.length : i + reading.length + REACH]
                    if case.act == reading.act or any(key in reading.acts.get(case.act, ()) for key in after):
                        return True
        start = case.sentence.find(case.trigger, start + 1)
    return False


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the share of known triggers by act and in all, and the commonest of those that are not known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="JSON Lines as ../shared/gold/GUIDELINES.md has them")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="list the N commonest unknown triggers")
    parser.add_argument("--act", action="append", help="only this act (may be given again)")
    options = parser.parse_args(arguments)

    segmenter = Segmenter.load()

    def read(phrase: str) -> list[str]:
        return [word.key for word in read_words(phrase, 0, segmenter)]

    table = TriggerTable(load_lexicon(), read)
    total: Counter[str] = Counter()
    known: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for case in read_cases(options.gold):
        if options.act and case.act not in options.act:
            continue
        total[case.act] += 1
        if is_known(case, table, segmenter):
            known[case.act] += 1
        else:
            missed[case.act, case.trigger] += 1
    for act in ACT_TYPES:
        if total[act]:
            print(f"{ACT_TYPES[act]:10} {act:20} {known[act]:5} of {total[act]:5}  {known[act] / total[act]:7.1%}")
    count, found = total.total(), known.total()
    print(f"{'in all':31} {found:5} of {count:5}  {found / max(count, 1):7.1%}")
    for (act, trigger), number in missed.most_common(options.missed):
        print(f"{number:4} {act:20} {trigger}")


if __name__ == "__main__":
    main()
