"""English words put together: plurals, articles, lists, ordinals, as news writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["add_article", "join_list", "make_ordinal", "pluralise"]

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)\Z")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
             "eleventh", "twelfth")  # fmt: skip


def pluralise(noun: str) -> str:
    """The regular plural: of the word before *of* (heads of state), else of the last (police stations)."""
    head, of, rest = noun.partition(" of ")
    if of:
        return pluralise(head) + of + rest
    if _SIBILANT.search(noun):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def add_article(noun: str) -> str:
    """A noun with *a* or *an*, by its first sound."""
    word = re.split(r"[\s-]", noun, maxsplit=1)[0]
    if word.isupper() and len(word) > 1:  # spelt out: an IMF loan, a UN envoy
        vowel = word[0] in "AEFHILMNORSX"
    else:
        vowel = word[:1].lower() in "aeiou" and not re.match(r"(?i)(?:uni[^nm]|eu|one\b|us[ei])", word)
        vowel = vowel or bool(re.match(r"(?i)hono|hour|heir", word))
    return f"{'an' if vowel else 'a'} {noun}"


def join_list(parts: Sequence[str], conjunction: str = "and") -> str:
    """Parts joined by commas and a conjunction before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def make_ordinal(number: int) -> str:
    """*fifth*, from thirteen on *13th*."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
