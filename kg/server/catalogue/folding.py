"""Names as they are compared: what spelling varies, and who is meant does not."""

from __future__ import annotations

import re
import unicodedata

from kg.languages.folding import fold

__all__ = ["fold_name", "reduce_name"]

_WORD = re.compile(r"\w+")
_ARABIC = re.compile("[\u0600-\u06ff]")
#: Vowels, which Latin spellings of Arabic names and Arabic spellings of foreign ones vary, and doubled letters.
_VOWELS, _DOUBLED = re.compile("(?<=\\w)[aeiouyاويء]+"), re.compile(r"(\w)\1+")
#: Letters that stand for one another in transliterations.
_ALIKE = str.maketrans("qcvz", "kkfs")
#: The article, alone or behind a preposition or 'and' that is written with it.
_ARTICLE = re.compile("^(?:و?(?:بال|كال|فال|لل|ال))(?=...)")


def fold_name(name: str) -> str:
    """A name in small letters without accents, vowel signs, articles and punctuation, its words apart by one space."""
    plain = unicodedata.normalize("NFKD", fold(name).casefold())
    words = _WORD.findall("".join(x for x in plain if not unicodedata.combining(x)))
    return " ".join(_ARTICLE.sub("", word) if _ARABIC.match(word) else word for word in words if word != "the")


def reduce_name(folded: str) -> str:
    """A folded name by its consonants: ``trmb`` for Trump's Arabic spellings, ``ktr`` for Qatar and Katar."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", folded.translate(_ALIKE)))
