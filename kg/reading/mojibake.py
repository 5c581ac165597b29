"""Tells mojibake by its name: text that was decoded by a wrong charset before it was saved, and is rubbish since.

UTF-8 has a form that text in another charset does not take by chance: put back into bytes by the charset that it was
read by, mojibake is valid UTF-8. ftfy does the same for charsets of Latin script; it does not know Windows-1256, which
makes Arabic letters of Arabic letters (ظ‚ط§ظ„ of قال).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.reading.encoding import is_arabic_charset

__all__ = ["Mojibake", "find_mojibake"]

#: Charsets that UTF-8 is taken for, by their names in Python. Latin-1 counts as Windows-1252.
_CHARSETS = {"cp1252": "Windows-1252", "cp1256": "Windows-1256", "cp1251": "Windows-1251", "mac_roman": "Mac Roman"}
#: A character of UTF-8 in several bytes, written as the code points of these bytes.
_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: No more than this is looked at.
_SAMPLE = 20_000
#: As large a share of what is not ASCII must be valid UTF-8, in at least so many sequences. Persian read as
#: Windows-1256 comes to a tenth, Arabic to a fiftieth.
_SHARE, _LEAST = 0.6, 3
#: With a larger share of all letters a text cannot be read any more; below, only its quotation marks and accents.
_WHOLE = 0.5


@dataclass(frozen=True, slots=True)
class Mojibake:
    """What a text was, what it was read as, an example, and whether it is rubbish as a whole."""

    was: str
    read_as: str
    example: str
    whole: bool

    def __str__(self) -> str:
        return f"mojibake: {self.was} that was read as {self.read_as} before it was saved ({self.example})"


def find_mojibake(text: str) -> Mojibake | None:
    """What happened to a text, None when it is sound as far as can be told."""
    sample = text[:_SAMPLE]
    strange = sum(1 for c in sample if c > "\x7f")
    if strange < 2 * _LEAST:
        return None
    best, most = None, 0
    for charset, name in _CHARSETS.items():
        # Each character as the byte it was; what is none in the charset, as what stands in no sequence.
        as_bytes = sample.translate(_Bytes(charset))
        found = list(_SEQUENCE.finditer(as_bytes))
        covered = sum(len(match.group()) for match in found)
        if len(found) >= _LEAST and covered >= _SHARE * strange and covered > most:
            first = found[0]
            was = first.group().encode("latin-1").decode("utf-8", "replace")
            whole = covered >= _WHOLE * sum(1 for c in sample if not c.isspace())
            best = Mojibake("UTF-8", name, f"{sample[first.start() : first.end()]} for {was}", whole)
            most = covered
    if best is not None:
        return best
    data = sample.translate(_Bytes("cp1252"))
    if all(c <= "\xff" for c in data) and is_arabic_charset(data.encode("latin-1")):
        at = next(i for i, c in enumerate(data) if c >= "\xc0")
        word = re.match(r"\S{1,12}", data[at:])
        shown = word.group() if word else data[at]
        was = shown.encode("latin-1").decode("cp1256")
        return Mojibake("Windows-1256", "Windows-1252", f"{sample[at : at + len(shown)]} for {was}", True)
    return None


class _Bytes:
    """For `str.translate`: a character as the code point of its byte in a charset, 0x100 for one that has none."""

    def __init__(self, charset: str) -> None:
        self._map = _map_bytes(charset)

    def __getitem__(self, code: int) -> int:
        return code if code < 0x80 else self._map.get(code, 0x100)


@cache
def _map_bytes(charset: str) -> Mapping[int, int]:
    """The byte of each character beyond ASCII. Bytes that are none in the charset stand for themselves, as browsers
    have it, which also covers Latin-1."""
    found = {byte: byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(charset, "ignore")
        if character:
            found[ord(character)] = byte
    return found
