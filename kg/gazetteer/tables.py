"""Reading tables of tab-separated values, with errors that name file, line and what is wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from kg.errors import LanguageError

__all__ = ["TableRow", "read_forms", "read_table"]


class Source(Protocol):
    """A file of the package, or one that a user gives; messages call it by its ``name``."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def read_bytes(self) -> bytes:
        """What is in it. Raises `OSError`."""
        ...


_SHOWN = 60
#: The control characters of Unicode (Cc), without the tab.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")


class TableRow(dict[str, str]):
    """One line of a table by column name; ``place`` is its file and line, for messages."""

    __slots__ = ("place",)

    def __init__(self, values: Mapping[str, str], place: str) -> None:
        super().__init__(values)
        self.place = place

    def fail(self, message: str) -> LanguageError:
        """The error that says where this row is and what is wrong with it."""
        return LanguageError(f"{self.place}: {message}")

    def split(self, column: str) -> tuple[str, ...]:
        """The ``|``-separated values of a column. Raises `LanguageError` for an empty or a repeated one."""
        cell = self[column]
        if not cell:
            return ()
        parts = tuple(cell.split("|"))
        for n, part in enumerate(parts):
            if part != part.strip() or not part:
                raise self.fail(f"column {column} has an empty or padded value {_show(part)}; write a|b without spaces")
            if part in parts[:n]:
                raise self.fail(f"column {column} has {_show(part)} twice")
        return parts


def read_table(source: Source, columns: Sequence[str], *, key: str, optional: Sequence[str] = ()) -> Iterator[TableRow]:
    """The rows of a table in the order of the file.

    The first line names the columns: all of ``columns`` must be there, ``optional`` ones are empty where the file
    lacks them. The values of ``key`` must be there and differ. Lines that begin with ``#`` and empty lines are left
    out. Raises `LanguageError` naming file, line and what is wrong.
    """
    name = source.name
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LanguageError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise LanguageError(f"{name}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise LanguageError(f"{name}: is empty; its first line must name the columns {' '.join(columns)}")
    header = lines[0][1].split("\t")
    _check_header(name, lines[0][0], header, columns, optional)
    seen: dict[str, int] = {}
    for number, line in lines[1:]:
        place = f"{name}, line {number}"
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LanguageError(f"{place}: has {len(cells)} columns, the first line has {len(header)}")
        if bad := _CONTROLS.search(line):
            raise LanguageError(f"{place}: holds the control character U+{ord(bad[0]):04X}; take it out")
        row = TableRow(dict.fromkeys(optional, "") | dict(zip(header, cells, strict=True)), place)
        for column, cell in row.items():
            if cell != cell.strip():
                raise row.fail(f"column {column} begins or ends with a space: {_show(cell)}")
        if not row[key]:
            raise row.fail(f"column {key} is empty")
        if row[key] in seen:
            raise row.fail(f"{key} {row[key]!r} stands already in line {seen[row[key]]}")
        seen[row[key]] = number
        yield row


def read_forms(source: Source, known: Mapping[str, object], *, key: str = "id") -> dict[str, tuple[str, ...]]:
    """The forms by which a language names entities: ``forms`` of a table, by the identifiers in ``key``.

    Raises `LanguageError` for an identifier that is not in ``known``, naming the nearest that is, and for an entity
    without forms.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(source, (key, "forms"), key=key):
        if row[key] not in known:
            near = difflib.get_close_matches(row[key], known, 1)
            hint = f"; the nearest known one is {near[0]!r}" if near else ""
            raise row.fail(f"no entity has the {key} {row[key]!r}{hint}")
        found[row[key]] = row.split("forms")
        if not found[row[key]]:
            raise row.fail(f"{row[key]!r} has no forms; take the line out or name one")
    return found


def _check_header(
    name: str, number: int, header: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> None:
    missing = [c for c in columns if c not in header]
    if missing:
        raise LanguageError(f"{name}, line {number}: lacks the column {missing[0]!r}; it has {' '.join(header)}")
    strange = [c for c in header if c not in columns and c not in optional]
    if strange:
        near = difflib.get_close_matches(strange[0], [*columns, *optional], 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known are {' '.join((*columns, *optional))}"
        raise LanguageError(f"{name}, line {number}: unknown column {strange[0]!r}{hint}")
    if len(set(header)) != len(header):
        raise LanguageError(f"{name}, line {number}: names a column twice")


def _show(text: str) -> str:
    """A value as a message shows it: quoted, controls escaped, not longer than needed."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
