"""Words that lost the space between them, as pages lose it where a link begins: المنامةفي, التقىرئيس, منالتعاون.

A seam is looked for in words that the corpus does not know, and found only where letters or words tell it: ة and ى end
a word, the article begins one, and few words begin or end with a whole preposition.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["find_seam"]

#: Words that a seam follows, where what is behind it is known well; as written, but for vowels.
_BEFORE = frozenset("في من خلال منذ بعد قبل كما عقب أن إن وأن كان وكان".split())
#: Words that stand behind a seam.
_BEHIND = frozenset("في من إلى على خلال منذ بعد قبل عقب أن إن وزير رئيس الرئيس الوزير الذي التي".split())
#: A word is known, and known well, from these bit lengths of its count in the corpus on (`segment.load_words`).
_KNOWN, _WELL = 4, 8
#: The shortest word on either side; with no sign at the seam itself; and the shortest adjective with the article.
_SHORTEST, _LONG, _ADJECTIVE = 2, 4, 6


def find_seam(letters: str, key: str, words: Mapping[str, int]) -> int | None:
    """Where a second word begins in one that the corpus does not know; None where nothing tells of two.

    ``letters`` without vowels, ``key`` as they are compared (`segment.key_of`); ``words``: how common the keys of the
    corpus are (`segment.load_words`).
    """
    if key in words or (key[0] in "وف" and key[1:] in words):
        return None
    found = None
    for at in range(_SHORTEST, len(key) - _SHORTEST + 1):
        rank = min(words.get(key[:at], 0), words.get(key[at:], 0))
        if rank >= max(_KNOWN, found[0] if found else 0) and _tells(letters, key, at, words):
            found = rank, at
    return found[1] if found else None


def _tells(letters: str, key: str, at: int, words: Mapping[str, int]) -> bool:
    """Whether letters that may be two words, with a seam at a place, are two."""
    one, two, first, second = letters[:at], letters[at:], words[key[:at]], words[key[at:]]
    if one[-1] in "ةى":
        return True
    if two.startswith("ال") and len(two) > _LONG and one != "ال":
        return words.get(key[at + 2 :], 0) >= _KNOWN and max(first, second) >= _WELL
    if one in _BEFORE:
        return second >= _WELL and len(two) >= _LONG
    if two in _BEHIND:
        return first >= _WELL and len(one) >= _LONG
    # العراقيفؤاد: what has the article and ends in ي is an adjective, unless it goes on with an ending of its own.
    return one.startswith("ال") and one[-1] == "ي" and first >= _WELL and len(one) >= _ADJECTIVE and len(two) >= _LONG
