"""How much two reports are about the same, by their themes and by the sentences that tell them.

Themes are compared first: by the things that they name and by their words. A report is often silent about its theme
('the withdrawal of Washington') where another spells it out; then the sentence of the silent one tells whether it is
about that. And outlets print the text of one news agency, each edited in its own way: a sentence most of whose words
stand in another one is that sentence again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from kg.graph.parties import find_party
from kg.graph.things import content_words, fold_words
from kg.phrases import is_arabic

__all__ = ["compare_contents", "find_subject_words", "is_reprint", "speaks_of"]

#: Contents of fewer words are not looked for in sentences; sentences of fewer are too short to tell a reprint by.
LEAST_CONTENT, LEAST_SENTENCE = 2, 5

#: The share of a content's words that must stand in a sentence, and that of the shorter sentence's words in the other.
CONTENT, REPRINT = 0.75, 0.6


def compare_contents(
    things: tuple[Collection[str], Collection[str]], words: tuple[frozenset[str], frozenset[str]]
) -> float | None:
    """The share of what two reports are about that they have in common, by things or by words, whichever is more.

    None when one of them is silent, or when they share no thing and their words cannot be compared.
    """
    mine, yours = set(things[0]), set(things[1])
    if not mine or not yours:
        return None
    common = len(mine & yours) / min(len(mine), len(yours))
    if not _comparable(*words):
        return common or None
    return max(common, len(words[0] & words[1]) / min(len(words[0]), len(words[1])))


def speaks_of(content: frozenset[str], subject: frozenset[str]) -> bool:
    """Whether most words of a content stand among those of a sentence, both by `find_subject_words`."""
    common = len(content & subject)
    return common >= LEAST_CONTENT and common >= CONTENT * len(content)


def is_reprint(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two sentences, given by all their words, repeats most of the other."""
    shorter = min(len(one), len(other))
    return shorter >= LEAST_SENTENCE and len(one & other) >= REPRINT * shorter


def find_subject_words(*texts: str) -> frozenset[str]:
    """The words that can say what texts are about: no function words, no states and organisations, who are parties."""
    found: set[str] = set()
    for text in texts:
        words = fold_words(text)
        at = 0
        while at < len(words):
            party = find_party(words, at, fold_words)
            if party is None:
                found.add(words[at])
            at += party[0] if party else 1
    return content_words(*(found - _load_function_words()))


def _comparable(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both say something, and in one script."""
    return bool(one and other) and any(map(is_arabic, one)) == any(map(is_arabic, other))


@cache
def _load_function_words() -> frozenset[str]:
    """The function words of all languages, as the reading of pages knows them, folded."""
    found: set[str] = set()
    for folder in files("kg.languages").iterdir():
        table = folder / "furniture.toml"
        if table.is_file():
            told = tomllib.loads(table.read_text("utf-8"))["language"]["function_words"]
            found |= {word for form in told for word in fold_words(form)}
    return frozenset(found)
