"""Tells the language of an article by its script and its function words (``[language]`` in ``furniture.toml``)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from kg.reading.furniture import fold_line, load_words

__all__ = ["detect_language"]

_WORD = re.compile(r"[^\W\d_]+")
#: Letters of other languages in the script, as a share of all letters, that tell against a language.
_FOREIGN = 0.01
#: In a shorter text the script alone decides.
_SHORT = 20
#: No more than this is looked at.
_SAMPLE = 20_000


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None when it is none of those that we have words for."""
    sample = text[:_SAMPLE]
    scripts = Counter(_script(letter) for word in _WORD.findall(sample) for letter in word)
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    best: tuple[float, str] | None = None
    for language, words in load_words().items():
        if script not in words.scripts:
            continue
        tokens = [fold_line(token) for token in _WORD.findall(sample)]
        foreign = sum(sample.count(letter) for letter in words.foreign_letters)
        if foreign > _FOREIGN * count:
            continue
        share = sum(token in words.function_words for token in tokens) / len(tokens)
        if (share >= words.least_function_words or len(tokens) < _SHORT) and (best is None or share > best[0]):
            best = (share, language)
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script of a letter by its Unicode name: ARABIC LETTER MEEM is Arabic."""
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0].capitalize()
