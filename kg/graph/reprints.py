"""Texts that many sites print: one text with several publications, which bears an event out once.

A text is known by the pairs of words that follow each other in it, folded (`fold_words`), and remembered as a MinHash
of them (rensa), of which 8 bits for each of 128 hashes are kept (Li and König, 'b-Bit Minwise Hashing', 2010). From it
follows how much of the shorter of two texts stands in the other: Broder's containment ('On the resemblance and
containment of documents', 1997), which a text that was cut or lengthened keeps and plain resemblance does not.

What is known of an article follows from its text alone, and which article repeats which from the articles asked about:
no order of building makes a difference.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import rensa

from kg.graph.things import fold_words
from kg.model import Article

__all__ = ["COPIED", "compare_imprints", "find_originals", "make_imprint"]

#: The share of the shorter text's pairs of words that must stand in the longer one. Half is
#: Broder's share for the resemblance of pages; `tools/measure_reprints.py` finds with it 97 of 100 reprints of our own
#: making (cut, lengthened, up to a fifth of the words changed), 1 of 900 articles that take over a part of another,
#: and none of 25,000 pairs of different articles, the likest of which have a quarter in common.
COPIED = 0.5

#: A text that is shorter than this share of the other is not looked for in it: chance would find it (one hash of two
#: unlike texts in 256 is equal).
LEAST_SHARE = 0.1

#: Texts of fewer pairs of words, a line of a ticker, can be the same without one having been copied.
LEAST_PAIRS = 12

#: Hashes of an imprint: the error of the resemblance is 0.04 at most.
HASHES = 128
SEED = 1

#: Imprints of another way of hashing cannot be compared: the way is told first.
SCHEME = f"minhash-{rensa.RMinHash.ALGORITHM_VERSION}"


@dataclass(frozen=True, slots=True)
class _Imprint:
    hashes: npt.NDArray[np.uint8]
    size: int


def make_imprint(article: Article) -> str:
    """The imprint of an article's prose without its headline, which each outlet makes anew; empty for one too short to
    tell a copy by.

    It has the form ``SCHEME:SIZE:HASHES``: the number of pairs of words, and the hashes in Base64.
    """
    body = [block.text for block in article.blocks if block.kind == "body"]
    words = fold_words("\n".join(body or [block.text for block in article.blocks]))
    pairs = sorted({f"{one} {other}" for one, other in pairwise(words)})
    if len(pairs) < LEAST_PAIRS:
        return ""
    sketch = rensa.RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update(pairs)
    kept = bytes(value & 0xFF for value in sketch.digest())
    return f"{SCHEME}:{len(pairs)}:{base64.b64encode(kept).decode()}"


def compare_imprints(one: str, other: str) -> float:
    """The share of the shorter text's pairs of words that stand in the other, from 0 to 1; 0 where it is not known."""
    mine, yours = _read(one), _read(other)
    if mine is None or yours is None:
        return 0.0
    return float(_contain(mine, yours.hashes[np.newaxis], np.array([yours.size]))[0])


def find_originals(imprints: Mapping[str, str]) -> dict[str, str]:
    """Which articles repeat which: each copy with the first article before it that it is nearly a copy of.

    ``imprints`` are those of the articles in their canonical order. Articles with a text of their own are not named.
    """
    originals: list[str] = []
    hashes = np.empty((len(imprints), HASHES), np.uint8)
    sizes = np.empty(len(imprints), np.int64)
    found: dict[str, str] = {}
    for article, told in imprints.items():
        imprint = _read(told)
        if imprint is None:
            continue
        count = len(originals)
        alike = _contain(imprint, hashes[:count], sizes[:count]) >= COPIED
        if alike.any():
            found[article] = originals[int(alike.argmax())]
        else:
            hashes[count], sizes[count] = imprint.hashes, imprint.size
            originals.append(article)
    return found


def _contain(one: _Imprint, hashes: npt.NDArray[np.uint8], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The containment of one text and each of others, by their imprints; 0 where one is too much shorter."""
    equal = (hashes == one.hashes).mean(axis=1)
    resemblance = np.maximum(0, (equal - 1 / 256) / (1 - 1 / 256))  # of 256 unequal hashes one has the same 8 bits
    common = resemblance * (sizes + one.size) / (1 + resemblance)
    shorter, longer = np.minimum(sizes, one.size), np.maximum(sizes, one.size)
    shares: npt.NDArray[np.float64] = np.where(shorter < LEAST_SHARE * longer, 0.0, np.minimum(1, common / shorter))
    return shares


@lru_cache(maxsize=4096)
def _read(told: str) -> _Imprint | None:
    """An imprint of our own way of hashing; None for any other, and for a text without words."""
    scheme, _, rest = told.partition(":")
    size, _, kept = rest.partition(":")
    if scheme != SCHEME or not size.isdecimal():
        return None
    try:
        hashes = np.frombuffer(base64.b64decode(kept, validate=True), np.uint8)
    except binascii.Error:
        return None
    return _Imprint(hashes, int(size)) if len(hashes) == HASHES and int(size) > 0 else None
