"""The proof of a lexicon's entries: each example must be found in its sentence with its act."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kg.errors import LanguageError
from kg.languages.pack import Pack

__all__ = ["prove_examples"]

#: How far after a word its complement is looked for, as `kg.pipeline.acts` does.
_REACH = 7


class _Example(Protocol):
    """A sentence, the offsets of its trigger, and the act that it shows."""

    @property
    def text(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def act(self) -> str: ...


class _Entry(Protocol):
    """An entry of a lexicon; ``where`` names its file, number and first word."""

    @property
    def where(self) -> str: ...

    @property
    def examples(self) -> Iterable[_Example]: ...


def prove_examples(pack: Pack, entries: Iterable[_Entry]) -> None:
    """Read every example as a text is read. Raises `LanguageError` for one whose trigger is not known for its act."""
    for entry in entries:
        for example in entry.examples:
            found = _list_acts(pack, example)
            if example.act not in found:
                told = f"it is known for {', '.join(sorted(found))}" if found else "stands no form of the entry's words"
                raise LanguageError(
                    f"{entry.where}: the example does not show {example.act}: at "
                    f"‘{example.text[example.start : example.end]}’ {told}: {example.text}"
                )


def _list_acts(pack: Pack, example: _Example) -> set[str]:
    """The acts that the words of an example's trigger may tell of, by themselves and by the nouns behind them."""
    words = pack.read_words(example.text, 0)
    keys = [word.key for word in words]
    found: set[str] = set()
    for i, word in enumerate(words):
        if word.end <= example.start or word.start >= example.end:
            continue
        for reading in pack.find_readings(words, keys, i):
            after = keys[i + reading.length : i + reading.length + _REACH]
            found.add(reading.act)
            found.update(act for act, nouns in reading.acts.items() if any(key in nouns for key in after))
    return found - {""}
