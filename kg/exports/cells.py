"""Cells of CSV files that are safe to open in a spreadsheet, and back again.

A cell that begins like a formula is begun with an apostrophe, as OWASP advises ("CSV Injection"): the spreadsheet then
shows it as text. Numbers of our own are never cells of text, so that -3.0 stays a number.
"""

from __future__ import annotations

import csv
import io
from typing import IO

from kg.bidi import clean

__all__ = ["guard", "open_csv", "unguard"]

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guard(value: object) -> str:
    """A value as a cell: one line, without control characters; nothing for None, truth values in lower case."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = clean(str(value))
    return f"'{text}" if text.lstrip(" '").startswith(_FORMULA) else text


def unguard(cell: str) -> str:
    """The text of a cell that `guard` wrote."""
    return cell[1:] if cell.startswith("'") and cell.lstrip(" '").startswith(_FORMULA) else cell


class open_csv:
    """A writer of CSV rows on a binary stream that stays open: UTF-8, CRLF, as RFC 4180 has it.

    With ``mark`` it begins with a byte order mark, without which Excel takes Arabic for Windows-1252.
    """

    def __init__(self, stream: IO[bytes], *, mark: bool = True) -> None:
        if mark:
            stream.write(b"\xef\xbb\xbf")
        self._text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
        self._csv = csv.writer(self._text)

    def write(self, *cells: object) -> None:
        """Writes a row, its cells guarded."""
        self._csv.writerow([guard(cell) for cell in cells])

    def __enter__(self) -> open_csv:
        return self

    def __exit__(self, *error: object) -> None:
        self._text.flush()
        self._text.detach()
