"""Compares words of a text, whatever their spelling."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

__all__ = ["fold", "overlap"]

_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_NO_WORD = re.compile(r"[^\w\s]")
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")


def fold(text: str | None) -> str:
    """Text without diacritics, letter variants, case and punctuation, for comparing Arabic and English words."""
    folded = unicodedata.normalize("NFKD", text or "").lower()
    folded = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LETTERS)
    return _NO_WORD.sub(" ", folded)


@lru_cache(maxsize=65536)
def _count_words(text: str) -> Counter[str]:
    """The folded words of a text without article and clitic preposition, counted."""
    words: Counter[str] = Counter()
    for word in fold(text).split():
        prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) > len(p) + 1), "")
        words[word[len(prefix) :]] += 1
    return words


def overlap(a: str, b: str, at_least: float = 0.5) -> bool:
    """Whether two texts share so large a part of their words (Dice coefficient over counted words)."""
    words, others = _count_words(a), _count_words(b)
    if not words or not others:
        return not words and not others
    return 2 * (words & others).total() / (words.total() + others.total()) >= at_least
