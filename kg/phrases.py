"""Phrases cut from running text, tidied so that they can stand alone as a label: never for evidence, which is quoted.

A phrase of a sentence may begin or end with what belongs to its surroundings: a quotation mark whose fellow stands
elsewhere, a conjunction, an Arabic preposition written together with the article (``للهجمات`` is ل + الهجمات).
"""

from __future__ import annotations

import re

__all__ = ["cut_at_open_quote", "is_arabic", "tidy_phrase"]

_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"), ("‹", "›"))
_SAME = ('"', "״", "„")
_EDGES = " \t\n-–—:;,.،؛…/|*•"
_LONE_WORDS = r"(?:و|أو|ثم|في|من|على|عن|إلى|مع|بين|حول|and|or|of|to|the|a|an|with|for|in|on|by)"
#: Nouns that begin with lam themselves: after لل their own lam has been swallowed (للجنة is ل + اللجنة).
_LAM_NOUNS = re.compile(r"لل(?=جنة|جان|قاء|غة|غات|اجئ|ائحة|وائح|حظة|يبرال|وبي)")
#: Words that begin with these letters without being a conjunction or preposition and an article.
_WHOLE_WORDS = re.compile(r"(?:والد|والي|والى|والا|والٍ|بالغ|بالون|بالست|بالي\b)")


def is_arabic(text: str) -> bool:
    """Whether a text has Arabic letters."""
    return any("\u0600" <= c <= "\u06ff" for c in text)


def tidy_phrase(text: str) -> str:
    """A phrase without marks that lack their fellow, and without loose words and clitics at its ends.

    What would leave nothing is given back as it was, but for its spaces.
    """
    plain = " ".join(text.split())
    tidy = _drop_loose_marks(plain).strip(_EDGES)
    while True:
        shorter = re.sub(rf"^(?:و|and|or)\s+|\s+{_LONE_WORDS}$", "", tidy).strip(_EDGES)
        if shorter == tidy:
            break
        tidy = shorter
    tidy = _free_of_clitics(_unwrap(tidy))
    return " ".join(tidy.split()) or plain


def cut_at_open_quote(text: str) -> str:
    """What stands before a quotation that the phrase opens and does not close: ``the dialogue "a platform for``."""
    for mark in (*_SAME, *(opening for opening, _ in _PAIRS[:2])):
        closing = dict(_PAIRS).get(mark, mark)
        odd = text.count(mark) % 2 if closing == mark else text.count(mark) > text.count(closing)
        before = text[: text.rfind(mark)].strip(_EDGES) if odd else ""
        if before:
            return before
    return text


def _drop_loose_marks(text: str) -> str:
    for mark in _SAME:
        if text.count(mark) % 2:
            text = text.replace(mark, "", 1) if text.startswith(mark) else "".join(text.rsplit(mark, 1))
    for opening, closing in _PAIRS:
        if text.count(opening) > text.count(closing):
            text = text.replace(opening, "", 1)
        elif text.count(closing) > text.count(opening):
            text = "".join(text.rsplit(closing, 1))
    return text


def _unwrap(text: str) -> str:
    """A phrase that stands in quotation marks as a whole, without them."""
    for opening, closing in (*_PAIRS[:2], *((mark, mark) for mark in _SAME)):
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in inner:
            return inner.strip(_EDGES)
    return text


def _free_of_clitics(text: str) -> str:
    """An Arabic phrase without the conjunction and preposition written together with the article of its first word."""
    if not is_arabic(text) or _WHOLE_WORDS.match(text):
        return text
    text = re.sub(r"^[وف](?=ال\w{2}|لل\w{2}|بال\w{3})", "", text)
    if _WHOLE_WORDS.match(text):
        return text
    if _LAM_NOUNS.match(text):
        return "الل" + text[2:]
    text = re.sub(r"^لل(?=\w{2})", "ال", text)
    return re.sub(r"^بال(?=\w{3})", "ال", text)
