"""The words of an English sentence with their keys, word classes and dependencies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.languages.analysis import Word
from kg.languages.en.relations import read_relations

__all__ = ["key_of", "make_keys", "read_words"]

#: Marks that typesetters vary, one for one, so that offsets stay.
_PLAIN = str.maketrans("’‘‛′“”„‟″\u00a0\u2007\u2009\u202f\u2011\u2010\u2212", '\'\'\'\'"""""    ---')
#: Longer words in capitals are words of a headline, not abbreviations.
_LONGEST = 6
_SHORT = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are", "'m": "am", "ca": "can", "wo": "will"}
_PIECES = {"CCONJ": "conj", "ADP": "prep", "PUNCT": "punct", "SYM": "punct", "NUM": "number"}
_LETTERS = re.compile(r"[^\W\d_]")
#: What lexicons list without its accents: São Tomé, Türkiye.
_ACCENTS = str.maketrans("àáâãäåçèéêëìíîïñòóôõöùúûüýÿğışİğčćšžł", "aaaaaaceeeeiiiinooooouuuuyygisIgccszl")


def key_of(text: str) -> str:
    """What lexicons are asked for: lower case without accents; an abbreviation keeps its capitals and loses its dots.

    So ``US`` and ``U.S.`` are one, and the pronoun ``us`` is another.
    """
    plain = text.translate(_PLAIN)
    bare = plain.replace(".", "")
    if bare.isupper() and 1 < len(bare) <= _LONGEST and bare.isalpha():
        return bare
    return plain.lower().translate(_ACCENTS)


def make_keys(nlp: Language, text: str) -> list[str]:
    """The keys of a phrase's words."""
    keys: list[str] = []
    for word in text.split():
        if word.isalpha():  # no tokenizer cuts it
            keys.append(key_of(word))
        else:
            keys += [
                _SHORT.get(t.lower_, key_of(t.text)) for t in nlp.tokenizer(word.translate(_PLAIN)) if not t.is_space
            ]
    return keys


def read_words(text: str, start: int, nlp: Language) -> list[Word]:
    """The words of a sentence that stands at an offset of the source."""
    plain = text.translate(_PLAIN)
    tokens = [token for token in nlp.tokenizer(plain) if not token.is_space]
    doc = Doc(nlp.vocab, [t.text for t in tokens], [bool(t.whitespace_) for t in tokens])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    offsets = [token.idx for token in tokens]
    return make_words(doc, text, start, offsets)


def make_words(doc: Doc, text: str, start: int, offsets: Sequence[int]) -> list[Word]:
    """The words of a tagged and parsed spaCy Doc, whose tokens stand at these offsets of a text."""
    words: list[Word] = []
    heads, relations = read_relations(doc)
    for token, at in zip(doc, offsets, strict=True):
        end = at + len(token.text)
        written = text[at:end]
        upos, _, form = token.tag_.partition("|")
        if not form:
            upos, form = token.pos_ or "X", token.tag_
        key = _SHORT.get(token.lower_, key_of(written))
        piece = _PIECES.get(upos, "stem")
        if form in ("POS", "TO"):
            piece = "prep"
        if piece == "stem" and not _LETTERS.search(written):
            piece = "number" if any(c.isdigit() for c in written) else "punct"
        before = words[-1] if words else None
        definite = before is not None and (
            before.key == "the" or (before.definite and before.tag in ("ADJ", "NUM") and piece == "stem")
        )
        words.append(
            Word(
                token.i, written, start + at, start + end, key, key, piece, upos, definite,
                before is not None and before.end == start + at, form, heads[token.i], relations[token.i],
            )
        )  # fmt: skip
    return words
