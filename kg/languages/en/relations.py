"""Dependencies of any English spaCy pipeline as Universal Dependencies: those of spaCy's own models are converted.

spaCy's English models follow ClearNLP's scheme, where a preposition governs its noun (``prep`` and ``pobj``), a copula
its predicate (``attr``) and an auxiliary is ``auxpass``; Universal Dependencies hang all of these on the content word.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

__all__ = ["read_relations"]

_RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "poss": "nmod:poss", "relcl": "acl:relcl", "prt": "compound:prt", "neg": "advmod", "npadvmod": "obl:tmod",
    "attr": "obj", "acomp": "xcomp", "oprd": "xcomp", "predet": "det:predet", "preconj": "cc:preconj",
    "quantmod": "advmod", "intj": "discourse", "meta": "dep", "nmod": "compound", "possessive": "case",
    "agent": "case", "prep": "case", "pcomp": "advcl", "pobj": "obl", "root": "root",
}  # fmt: skip
_CLEAR_ONLY = frozenset(["pobj", "dobj", "nsubjpass", "auxpass", "prep", "relcl", "prt", "attr", "acomp"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "ADJ"])


def read_relations(doc: Doc) -> tuple[list[int], list[str]]:
    """The head and the relation of every token; -1 and an empty word where the Doc has no parse."""
    if not doc.has_annotation("DEP"):
        return [-1] * len(doc), [""] * len(doc)
    heads = [token.head.i for token in doc]
    if not any(token.dep_ in _CLEAR_ONLY for token in doc):
        return heads, ["root" if token.dep_ == "ROOT" else token.dep_ for token in doc]
    relations = [_RENAMED.get(token.dep_.lower(), token.dep_) for token in doc]
    for token in doc:
        if token.dep_ in ("prep", "agent"):
            _lift_object(token, heads, relations)
    return heads, relations


def _lift_object(preposition: Token, heads: list[int], relations: list[str]) -> None:
    """Hang the noun behind a preposition on what the preposition hung on, and the preposition on the noun."""
    inner = next((child for child in preposition.children if child.dep_ in ("pobj", "pcomp")), None)
    if inner is None:
        return
    above = preposition.head
    heads[inner.i] = heads[preposition.i] if heads[preposition.i] != preposition.i else inner.i
    if inner.dep_ == "pobj":
        passive = preposition.dep_ == "agent"
        relations[inner.i] = "nmod" if above.pos_ in _NOMINAL and not passive else "obl:agent" if passive else "obl"
        relations[preposition.i] = "case"
    else:
        relations[inner.i] = "acl" if above.pos_ in _NOMINAL else "advcl"
        relations[preposition.i] = "mark"
    heads[preposition.i] = inner.i
