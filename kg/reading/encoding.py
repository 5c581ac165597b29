"""Finds out how the bytes of a text are encoded: UTF-8, else UTF-16 or Windows-1256 (the old charset of Arabic pages).

Another encoding is taken only when it is sure: a wrong guess turns a text into rubbish that looks like words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.errors import InputError

__all__ = ["Decoded", "decode", "is_arabic_charset"]

#: The first bytes of files that are certainly no text, and what they are.
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"\x28\xb5\x2f\xfd": "Zstandard data",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "sound or video",
    b"ID3": "sound",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
}
_CONTROL_BYTES = bytes([*range(0x00, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: As many characters in a text may be controls, or bytes that are none in its encoding: accidents. More is no text.
_WRONG_ALLOWED = 1 / 200
#: Charsets that a page may declare; Python's codecs are more, some of them for other ends (idna, unicode_escape).
_CHARSET = re.compile(r"(?:iso8859-|cp\d|koi8-|mac-|gb|big5|shift_jis|euc_|tis-)")
#: Windows-1256's bytes for the letters of Arabic, and all those that text in Latin script hardly uses.
_ARABIC_BYTES = bytes(b for b in range(0x80, 0x100) if "\u0621" <= bytes([b]).decode("cp1256") <= "\u064a")
_HIGH_BYTES = bytes(range(0xC0, 0x100))
#: Words so frequent that any Arabic paragraph has some; bytes of another charset do not spell them by chance.
_SURE_WORDS = re.compile(r"(?<![\u0621-\u064a])(?:في|من|على|إلى|أن|الى|عن|التي|الذي|مع)(?![\u0621-\u064a])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text. ``problem`` tells of bytes that were none in the encoding; U+FFFD stands in their place."""

    text: str
    encoding: str
    problem: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of some bytes. ``declared`` is the charset that the file itself names, as a page of HTML may.

    A UTF-8 text with a few bad bytes is read with U+FFFD in their place. A byte order mark stays in a UTF-8 text as its
    first character, so that offsets agree with those of any program that reads plain UTF-8. Raises `InputError` for an
    empty file, for binary data, and for bytes in no encoding that we are sure of, naming the first bad byte's offset.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise InputError("is empty")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"is {what}, not text; convert it to text first")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(data, "utf-16")
    if unmarked := _guess_utf16(data):
        return _decode_utf16(data, unmarked)
    controls = sum(data.count(byte) for byte in _CONTROL_BYTES)
    if _are_too_many(controls, len(data)):
        raise InputError(f"is a binary file: {controls:,} of its {len(data):,} bytes are control codes")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        at, bad = error.start, f"byte 0x{data[error.start]:02X} at offset {error.start:,}"
    if (text := _decode_arabic(data)) is not None:
        return Decoded(text, "windows-1256")
    if declared and (text := _decode_declared(data, declared)) is not None:
        return Decoded(text, declared)
    text = data[:at].decode("utf-8") + data[at:].decode("utf-8", errors="replace")
    wrong = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if _are_too_many(wrong, len(text)):
        raise InputError(
            f"is not valid UTF-8: {bad}; nor is it clearly UTF-16 or Windows-1256; "
            "convert it to UTF-8 (iconv -f ENCODING -t UTF-8)"
        )
    problem = (
        f"is not valid UTF-8 in {wrong:,} place(s), first {bad}; paragraphs with such are left out, the rest is read"
    )
    return Decoded(text, "utf-8", problem)


def _are_too_many(wrong: int, length: int) -> bool:
    return wrong > max(3, length * _WRONG_ALLOWED)


def _guess_utf16(data: bytes) -> str | None:
    """Which UTF-16 a text without byte order mark is in: one byte of most pairs is 0 (Latin) or 6 (Arabic)."""
    head = data[:4096]
    if len(head) < 8 or len(data) % 2:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = head[offset::2], head[1 - offset :: 2]
        if high.count(0) + high.count(6) > 0.8 * len(high) and low.count(0) < 0.1 * len(low):
            return name
    return None


def _decode_utf16(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"is not valid UTF-16: {error.reason} at byte {error.start:,}; save it as UTF-8") from None
    if _are_too_many(len(_CONTROLS.findall(text)), len(text)):
        raise InputError("is a binary file that begins like UTF-16")
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("is empty")
    return Decoded(text, encoding)


def _decode_declared(data: bytes, declared: str) -> str | None:
    try:
        codec = codecs.lookup(declared).name
        return data.decode(codec) if _CHARSET.match(codec) else None
    except (LookupError, UnicodeError):
        return None


def is_arabic_charset(data: bytes) -> bool:
    """Whether bytes are surely Arabic text in Windows-1256."""
    return _decode_arabic(data) is not None


def _decode_arabic(data: bytes) -> str | None:
    """The text as Windows-1256, if that gives Arabic words; else None."""
    letters = sum(map(data.count, _ARABIC_BYTES))
    if letters < 20 or letters <= 0.8 * sum(map(data.count, _HIGH_BYTES)):
        return None
    text = data.decode("cp1256")  # which has a character for each of the 256 bytes
    sure = sum(1 for _ in _SURE_WORDS.finditer(text))
    return text if sure >= max(2, letters / 200) else None
