"""Classes of English words by the company they keep: ``python -m training.classes`` (needs spacy-lookups-data).

Brown clusters of a large corpus of English come with the package spacy-lookups-data (MIT licence); those of the 30,000
commonest words in lower case are kept.
"""

from __future__ import annotations

import gzip
import json
import lzma
from collections import defaultdict
from importlib import resources
from pathlib import Path

from kg.languages.pack import load_pack

COUNT = 30_000


def read_table(name: str) -> dict[str, float]:
    """A table of the package spacy-lookups-data."""
    file = resources.files("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz"
    table: dict[str, float] = json.loads(gzip.decompress(file.read_bytes()))
    return table


def main() -> None:
    """Write the classes: a line each, its number (the way down the tree of clusters) and its words."""
    clusters, chances = read_table("cluster"), read_table("prob")
    words = [w for w in clusters if clusters[w] and w == w.lower() and w.isascii() and w.replace("-", "").isalpha()]
    words = sorted(words, key=lambda w: (-chances.get(w, -20.0), w))[:COUNT]
    classes = defaultdict(list)
    for word in words:
        classes[int(clusters[word])].append(word)
    lines = "\n".join(f"{number}\t{' '.join(sorted(members))}" for number, members in sorted(classes.items()))
    path = Path(str(load_pack("en").models)) / "classes.tsv.xz"
    path.write_bytes(lzma.compress(lines.encode()))
    print(f"{path}: {len(words):,} words, {len(classes):,} classes, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
