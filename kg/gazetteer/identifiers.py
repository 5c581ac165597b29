"""Identifiers of ours for entities that no table has: flat, ASCII, told from the English name alone."""

from __future__ import annotations

import re
import unicodedata

from kg.model import hash_id

__all__ = ["mint_id"]

_PREFIXES = {
    "state": "state", "government": "gov", "person": "person", "igo": "org", "nonstate": "org", "ngo": "org",
    "company": "org", "population": "people", "place": "place",
}  # fmt: skip
#: Latin letters that no Unicode decomposition takes apart, as English writes them.
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
     "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "&": " and "}
)  # fmt: skip
_LONGEST = 80


def mint_id(kind: str, name: str) -> str:
    """An identifier such as ``person-antony-blinken``, of one of the kinds in `kg.model.KINDS`.

    The same name always gives the same identifier; letters with accents lose them. A name that has no Latin letter,
    or is longer than is sensible, is told apart by a hash.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if not slug:
        slug = hash_id(name)
    elif len(slug) > _LONGEST:
        slug = f"{slug[: _LONGEST - 9].rstrip('-')}-{hash_id(name, length=8)}"
    return f"{_PREFIXES[kind]}-{slug}"
