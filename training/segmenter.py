"""Trains the segmenter: ``python -m training.segmenter`` (needs words.tsv.xz, see `training.counts`)."""

from __future__ import annotations

import csv
import json
import lzma
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from kg.languages.ar.segment import (
    MODEL_FOLDER,
    Candidate,
    Segmenter,
    features_of,
    key_of,
    list_candidates,
    load_words,
)
from training.perceptron import train_ranker
from training.treebank import Tree, is_arabic, split_pud

EPOCHS = 8


def read_cuts(trees: Sequence[Tree]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each Arabic word of the trees with its pieces, as keys, where the treebank's text has the word."""
    for tree in trees:
        for word in tree.words():
            forms = tuple(node.form for node in word)
            if is_arabic(forms[0]) and "".join(forms) in tree.text:
                yield "".join(forms), tuple(key_of(form) for form in forms if key_of(form))


_PARTICLES = (
    "علي", "الي", "لدي", "من", "عن", "في", "مع", "بين", "عند",
    "ان", "لكن", "ضد", "حول", "خلال",
    "بعد", "قبل", "دون", "نحو", "امام", "وراء", "خلف", "تحت", "فوق", "ضمن",
)  # fmt: skip
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا")


def list_known_cuts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Cuts that the treebank is too small to show and that the language leaves no doubt about.

    Particles with pronouns (فإنه, بأنها, وعليهم), and the names of states with and without conjunction and preposition.
    """
    for pronoun in _PRONOUNS:
        for conj in ("", "و", "ف"):
            for base in _PARTICLES:
                for prep in ("", "ب", "ل") if base == "ان" else ("",):
                    pieces = tuple(piece for piece in (conj, prep, base, pronoun) if piece)
                    if "".join(pieces) != "انا":
                        yield "".join(pieces), pieces
            for prep in ("ب", "ل"):
                if (conj, pronoun) not in (("ف", "ك"), ("ف", "هم"), ("ف", "ه")):
                    yield conj + prep + pronoun, tuple(piece for piece in (conj, prep, pronoun) if piece)
    words = load_words()
    futures = [key for key in words if key[:2] == "سي" and all(words.get(k, 0) > 4 for k in (key[1:], "ت" + key[2:]))]
    for key in futures[::3]:
        yield "و" + key, ("و", "س", key[1:])
    table = (MODEL_FOLDER.parent / "countries.tsv").read_text(encoding="utf-8")
    names = [
        key_of(name)
        for row in csv.DictReader(table.splitlines(), delimiter="\t")
        for name in f"{row['names']}|{row['nisba']}|{row['capitals']}".split("|")
        if is_arabic(name) and " " not in name and len(name) > 3
    ]
    for number, name in enumerate(names):
        for clitic in ("", "و", "ب", "ل") if number % 4 == 0 else ("", ""):
            yield clitic + name, (clitic, name) if clitic else (name,)


def find_candidate(key: str, pieces: tuple[str, ...]) -> int | None:
    """Which candidate of a key has these pieces, if any."""
    for index, candidate in enumerate(list_candidates(key)):
        if cut_of(candidate) == pieces:
            return index
    return None


def cut_of(candidate: Candidate) -> tuple[str, ...]:
    """The pieces of a candidate."""
    return tuple(piece for piece in (*candidate.before, candidate.stem, candidate.after) if piece)


def train(trees: Sequence[Tree]) -> dict[str, float]:
    """The perceptron's weights."""
    words = load_words()
    examples = []
    for word, pieces in chain(read_cuts(trees), list_known_cuts()):
        key = key_of(word)
        right = find_candidate(key, pieces)
        candidates = list_candidates(key)
        if right is not None and len(candidates) > 1:
            examples.append(([features_of(key, c, words) for c in candidates], right))
    return train_ranker(examples, epochs=EPOCHS, seed=1, forget="ms")


def measure(segmenter: Segmenter, trees: Sequence[Tree], *, show: bool = False) -> float:
    """The share of Arabic words that are cut as the treebank has them."""
    right = total = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for word, pieces in read_cuts(trees):
        total += 1
        found = tuple(key_of(p.text) for p in segmenter.segment(word))
        if found == pieces:
            right += 1
        else:
            wrong["|".join(pieces), "|".join(found)] += 1
    if show:
        for (gold, cut), count in wrong.most_common():
            print(f"  {gold}\t{cut}\t{count}")
    print(f"{right} of {total} words: {right / total:.2%}")
    return right / total


def main() -> None:
    """Train on PUD without its last 120 sentences, write the weights, measure on those."""
    train_part, test_part = split_pud()
    weights = train(train_part)
    kept = {name: round(value, 2) for name, value in sorted(weights.items()) if round(value, 2)}
    packed = lzma.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(), preset=9)
    (MODEL_FOLDER / "segmenter.json.xz").write_bytes(packed)
    print(f"{len(kept):,} weights, {len(packed):,} bytes")
    segmenter = Segmenter(kept, load_words())
    measure(segmenter, train_part)
    started = time.process_time()
    measure(segmenter, test_part, show="--show" in sys.argv)
    print(f"{time.process_time() - started:.2f} s")


if __name__ == "__main__":
    main()
