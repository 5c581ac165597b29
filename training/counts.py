"""Counts of words in the SANAD corpus, the knowledge of the lexicon that segmenter and tagger learn with.

``python -m training.counts`` writes ``kg/languages/ar/model/words.tsv.xz``: key, tab, logarithmic bucket of its count.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.languages.ar.segment import MODEL_FOLDER, key_of

SHARED = Path(__file__).resolve().parents[2] / "shared"
SANAD = SHARED / "corpora" / "ar-sanad.jsonl.xz"
SIZE = 150_000
"""How many of the commonest keys are kept."""

_WORD = re.compile(r"[ء-غـ-ْٰٱپچڤگکی]+")


def read_texts(path: Path = SANAD) -> Iterator[str]:
    """The text of each article of the corpus."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def count_words() -> Counter[str]:
    """How often each key (see `key_of`) stands in the corpus as a whole written word."""
    surface: Counter[str] = Counter()
    for text in read_texts():
        surface.update(_WORD.findall(text))
    keys: Counter[str] = Counter()
    for word, count in surface.items():
        keys[key_of(word)] += count
    del keys[""]
    return keys


def bucket_of(count: int) -> int:
    """A count on a scale of half powers of four: 1 → 1, 2 → 2, 4 → 3, 8 → 4 …"""
    return count.bit_length()


def main() -> None:
    """Write the list of words."""
    keys = count_words()
    kept = sorted(sorted(keys, key=lambda k: (-keys[k], k))[:SIZE])
    with lzma.open(MODEL_FOLDER / "words.tsv.xz", "wt", encoding="utf-8", newline="\n", preset=9) as out:
        out.writelines(f"{key}\t{bucket_of(keys[key])}\n" for key in kept)
    print(
        f"{sum(keys.values()):,} words, {len(keys):,} keys, "
        f"kept {len(kept):,} (down to {min(keys[k] for k in kept)} times)"
    )


if __name__ == "__main__":
    main()
