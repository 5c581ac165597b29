"""What the pipeline hangs on a spaCy Doc: every ``Doc._`` and ``Token._`` with its meaning.

===================  =====================================================================================
``doc._.walk``       the article with all that has been found in it (`kg.pipeline.steps.Walk`); of it the next five
``doc._.article``    the `Article` that is read
``doc._.memory``     the language pack's memory of names (`Pack.new_memory`)
``doc._.scenes``     the sentences as the models see them (`Scene`), in order; ``doc.sents`` are the same ones
``doc._.drafts``     what has been found so far (`Draft`), in order of the triggers
``doc._.events``     the finished `Event` records
``doc._.words``      the words of all scenes in order, one a token
``token._.offset``   where the token begins in the source; ``doc.text`` is only the prose, clitics cut apart
===================  =====================================================================================

``doc.spans`` holds ``participants``, ``dates`` and ``triggers`` (labelled by form, kind and act).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from spacy.tokens import Doc, Token

__all__ = ["register_extensions"]


def register_extensions() -> None:
    """Register the extension attributes; doing it again changes nothing."""
    if not Doc.has_extension("walk"):
        Doc.set_extension("walk", default=None)
        Doc.set_extension("words", default=[])
        for name in ("article", "memory", "scenes", "drafts", "events"):
            Doc.set_extension(name, getter=partial(_read_walk, name=name))
    if not Token.has_extension("offset"):
        Token.set_extension("offset", getter=_find_offset)


def _read_walk(doc: Doc, name: str) -> Any:
    """What the walk of a Doc knows under a name; None for a Doc that was made elsewhere."""
    return getattr(doc._.walk, name, None)


def _find_offset(token: Token) -> int:
    """Where a token of ours begins in the source, -1 for one of a Doc that was made elsewhere."""
    words = token.doc._.words
    return words[token.i].start if token.i < len(words) else -1
