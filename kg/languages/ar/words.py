"""Arabic text as syntactic words: the pieces of its tokens with the keys that lexicons are asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kg.languages.analysis import Word
from kg.languages.ar.segment import Segmenter, tokenise
from kg.languages.folding import fold

__all__ = ["read_words"]

#: Prepositions and particles that are written as words of their own.
PREPOSITIONS = frozenset(
    """في من الي علي عن مع بين ضد حول بشان تجاه ازاء لدي عبر خلال بعد قبل ضمن امام نحو منذ حتي دون بدون عقب وفق حسب
    بحسب وفقا طبقا اثر سوي غير لدا فوق تحت وسط قرب رغم بسبب بفضل لصالح حيال ضمن""".split()
)

_OTHER = {"punct": "punct", "digits": "number", "symbol": "punct", "latin": "stem", "url": "punct", "handle": "punct"}


def read_words(text: str, start: int, segmenter: Segmenter, first: int = 0) -> list[Word]:
    """The words of a text that stands at ``start`` of the source, numbered from ``first``.

    A hashtag gives the words between its underscores, so that #عاصمة_قطر names Qatar.
    """
    words: list[Word] = []
    for token in tokenise(text):
        at = start + token.start
        if token.shape == "hashtag":
            offset = 1
            for part in token.text[1:].split("_"):
                if part:
                    _add(words, part, at + offset, segmenter, first)
                offset += len(part) + 1
        elif token.shape == "word":
            _add(words, token.text, at, segmenter, first)
        else:
            folded = fold(token.text)
            piece = _OTHER[token.shape]
            words.append(Word(first + len(words), token.text, at, start + token.end, folded, folded, piece,
                              {"punct": "PUNCT", "number": "NUM"}.get(piece, "X")))  # fmt: skip
    return words


def _add(words: list[Word], text: str, at: int, segmenter: Segmenter, first: int) -> None:
    for p in _read_parts(segmenter, text):
        words.append(Word(first + len(words), p.text, at + p.start, at + p.end, p.full, p.key, p.piece,
                          definite=p.definite, glued=p.glued))  # fmt: skip


class _Part(NamedTuple):
    """A piece of a written word as `Word` has it; ``start`` and ``end`` count from the word's beginning."""

    text: str
    start: int
    end: int
    full: str
    key: str
    piece: str
    definite: bool
    glued: bool


@lru_cache(maxsize=Segmenter.MEMORY)
def _read_parts(segmenter: Segmenter, text: str) -> tuple[_Part, ...]:
    """The pieces of a written word, which are the same wherever it stands: most words of a text stood there before."""
    parts: list[_Part] = []
    seam = segmenter.find_seam(text)
    pieces = [(0, piece) for piece in segmenter.segment(text[:seam])]
    if seam is not None:
        pieces += [(seam, piece) for piece in segmenter.segment(text[seam:])]
    for offset, piece in pieces:
        full = fold(piece.norm)
        key = full[2:] if piece.definite and full.startswith("ال") and len(full) > 3 else full
        kind = {"other": "stem"}.get(piece.kind, piece.kind)
        if kind == "stem" and full in PREPOSITIONS:
            kind = "prep"
        start, end = offset + piece.start, offset + piece.end
        parts.append(_Part(piece.text, start, end, full, key, kind, piece.definite, piece.start > 0))
    return tuple(parts)
