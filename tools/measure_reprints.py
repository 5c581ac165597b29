"""How well reprints are told from other articles: on reprints that are made of articles of our own by rules.

    python tools/measure_reprints.py

Each of the articles in ``training/annotations/own*.jsonl`` that has 40 words is edited as sites edit what an agency
sends (`EDITS`); words are changed for others of the same language. Found should be all of them, and none of the pairs
of different articles. Prints for each kind how many are found, and how much of the shorter text stands in the longer.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

from kg.graph.reprints import COPIED, compare_imprints, make_imprint
from kg.model import Article, Block

ROOT = Path(__file__).resolve().parents[1]
LEAST_WORDS, MOST = 40, {"own": 200, "own-en": 100}

Edit = Callable[[list[str], list[str], Callable[[list[str], float], list[str]]], list[str]]

#: What is made of an article's sentences (first), another's (second), with what changes a share of the words (third).
EDITS: dict[str, Edit] = {
    "the same text": lambda own, other, change: own,
    "3 % of words changed, another first sentence": lambda own, other, change: other[:1] + change(own[1:], 0.03),
    "10 % of words changed, another first sentence": lambda own, other, change: other[:1] + change(own[1:], 0.10),
    "20 % of words changed, another first sentence": lambda own, other, change: other[:1] + change(own[1:], 0.20),
    "the first half": lambda own, other, change: own[: max(2, len(own) // 2)],
    "the first half, 8 % of words changed": lambda own, other, change: change(own[: max(2, len(own) // 2)], 0.08),
    "a third added, 5 % of words changed": lambda own, other, change: change(own, 0.05) + other[: len(own) // 3],
}
#: What is no reprint: another article that takes a little over.
OTHERS: dict[str, Edit] = {
    "another article": lambda own, other, change: other,
    "another article with a sentence of it": lambda own, other, change: [*other, own[0]],
    "another article with a third of it as background": lambda own, other, change: (
        other + own[-max(1, len(own) // 3) :]
    ),
}


def main() -> None:
    """Measures and prints."""
    shares: dict[str, list[float]] = {}
    pairs: list[float] = []
    for name, most in MOST.items():
        texts = list(read_texts(name))
        random.Random(1).shuffle(texts)
        texts = texts[:most]
        vocabulary = [word for text in texts for word in text.split()]
        chance = random.Random(2)
        imprints = [imprint(split(text)) for text in texts]
        pairs += [compare_imprints(a, b) for a, b in combinations(imprints, 2)]
        for at, text in enumerate(texts):
            other = split(texts[at - 1])
            for kind, edit in (EDITS | OTHERS).items():
                made = edit(split(text), other, partial(change, vocabulary=vocabulary, chance=chance))
                shares.setdefault(kind, []).append(compare_imprints(imprints[at], imprint(made)))
    for kind, found in shares.items():
        print(f"{count(found)}  {'reprint' if kind in EDITS else 'other  '}  {kind}  (median {median(found):.2f})")
    reprints = [share for kind in EDITS for share in shares[kind]]
    print(f"{count(reprints)}  reprints in all")
    print(f"{count(pairs)}  pairs of different articles, the likest {max(pairs):.2f}")


def read_texts(name: str) -> Iterator[str]:
    """The texts of a file of annotations that are long enough."""
    with (ROOT / "training" / "annotations" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    yield from (text for text in dict.fromkeys(texts) if len(text.split()) >= LEAST_WORDS)


def split(text: str) -> list[str]:
    """The sentences of a text, more or less."""
    return [sentence for sentence in re.split(r"(?<=[.!؟?\n])\s+", text) if sentence.strip()]


def change(sentences: list[str], share: float, vocabulary: Sequence[str], chance: random.Random) -> list[str]:
    """Sentences in which each word is another one with this probability."""
    return [
        " ".join(chance.choice(vocabulary) if chance.random() < share else word for word in sentence.split())
        for sentence in sentences
    ]


def imprint(sentences: Sequence[str]) -> str:
    """The imprint of an article of these sentences."""
    text = "\n".join(sentences)
    return make_imprint(Article("a.txt", 0, text, (Block(0, len(text), text),)))


def count(shares: Sequence[float]) -> str:
    """How many are taken for reprints."""
    return f"{sum(share >= COPIED for share in shares):,} of {len(shares):,}"


def median(shares: Sequence[float]) -> float:
    """The value in the middle."""
    return sorted(shares)[len(shares) // 2]


if __name__ == "__main__":
    main()
