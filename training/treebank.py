"""Reads the Arabic treebank PUD: sentences as written words, each with the tokens that it is cut into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
PUD = SHARED / "treebanks" / "ar_pud.conllu"
HELD_OUT = 120
"""The last sentences of PUD: measured on, never trained on."""

_ARABIC = re.compile("[ء-غف-يٱ]")


@dataclass(frozen=True, slots=True)
class Node:
    """A token of the treebank: its form, universal tag, features, head (0 is the root) and relation."""

    id: int
    form: str
    lemma: str
    upos: str
    xpos: str
    features: dict[str, str]
    head: int
    relation: str
    space_after: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence of the treebank: its text and tokens."""

    id: str
    text: str
    nodes: tuple[Node, ...] = field(repr=False)

    def words(self) -> list[tuple[Node, ...]]:
        """The written words, each as its tokens. Punctuation and digits are words of their own."""
        words: list[tuple[Node, ...]] = []
        open_word: list[Node] = []
        for node in self.nodes:
            lone = node.upos in ("PUNCT", "SYM") or not _ARABIC.search(node.form)
            if lone and open_word:
                words.append(tuple(open_word))
                open_word = []
            open_word.append(node)
            if lone or node.space_after:
                words.append(tuple(open_word))
                open_word = []
        if open_word:
            words.append(tuple(open_word))
        return words


def is_arabic(form: str) -> bool:
    """Whether a form has an Arabic letter."""
    return bool(_ARABIC.search(form))


def read_trees(path: Path = PUD) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file in order."""
    name = text = ""
    nodes: list[Node] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line and line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                features = dict(pair.split("=", 1) for pair in c[5].split("|") if "=" in pair)
                spaced = "SpaceAfter=No" not in c[9]
                nodes.append(Node(int(c[0]), c[1], c[2], c[3], c[4], features, int(c[6]), c[7], spaced))
        elif not line and nodes:
            yield Tree(name, text, tuple(nodes))
            name, text, nodes = "", "", []


def split_pud() -> tuple[list[Tree], list[Tree]]:
    """PUD without its last 120 sentences, and those."""
    trees = list(read_trees())
    return trees[:-HELD_OUT], trees[-HELD_OUT:]
