"""Arabic names of those whom no table has: an office, a body or a group of people with whose it is.

The words of the text go before what is composed here. A state is told by its adjective of nationality, which agrees
with the head (وزارة الدفاع القطرية), whatever else in the genitive or behind ل (الأمين العام للأمم المتحدة).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.analysis import Entity, Word
from kg.languages.ar.names import load_folks, load_nisbas, load_states

__all__ = ["compose_name", "cut_words", "spell_words"]

#: Plurals of things that end in no ة; they take feminine adjectives.
_PLURALS = frozenset("أحزاب أطراف فصائل وسائل صحف قوى مصادر أوساط".split())
_ARTICLE = "ال"
_MARKS = frozenset("\"«»“”„‘’'()")


def compose_name(phrase: str, owner: Entity, host: str | None = None, *, people: bool = False) -> str | None:
    """The name of what a phrase calls, with its owner: السفير القطري لدى مصر; ``people`` are several by their plural.

    ``host`` is the code of the state where an envoy serves. None where the owner has no Arabic name.
    """
    words = phrase.split()
    if owner.name_ar and owner.name_ar.split()[-1] in words:
        return phrase
    nisba = load_nisbas().get(owner.country or "") if owner.kind == "state" else None
    if nisba is None and not owner.name_ar:
        return None
    if nisba is None:
        head = phrase.removesuffix("ن") if phrase.endswith("ون") and people else phrase
        name = f"{head} {owner.name_ar}" if len(words) == 1 else f"{_make_definite(words)} {_belonging(owner)}"
    else:
        speaks = "باسم" in words
        name = f"{_make_definite(words)} {_agree(nisba, words[-1] if speaks else words[0], people=people)}"
    place = load_states().get(host or "")
    return f"{name} لدى {place.name_ar}" if place is not None and place.name_ar else name


def _make_definite(words: Sequence[str]) -> str:
    """A phrase with its article: on the last word of a genitive, on all words of a noun with adjectives."""
    first, *rest = words
    if not rest or rest[0].startswith("ب"):
        return " ".join([_with_article(first), *rest])
    if rest[-1].startswith(_ARTICLE) or rest[0].startswith("لل"):
        return " ".join(words)
    return " ".join(_with_article(word) for word in words)


def _with_article(word: str) -> str:
    return word if word.startswith(_ARTICLE) else _ARTICLE + word


def _belonging(owner: Entity) -> str:
    name = owner.name_ar or ""
    return f"لل{name.removeprefix(_ARTICLE)}" if name.startswith(_ARTICLE) else f"ل{name}"


def _agree(nisba: str, head: str, *, people: bool) -> str:
    """An adjective of nationality with its article, in the gender and number of the noun before it."""
    feminine = head.endswith(("ة", "ات")) or head.removeprefix(_ARTICLE) in _PLURALS
    ending = "ة" if feminine else "ون" if people else ""
    if ending == "ون" and (folk := nisba.removesuffix("ي")) in load_folks():
        return _ARTICLE + folk
    *before, last = nisba.split()
    if all(word.endswith("ي") for word in before):
        return " ".join(_ARTICLE + word + ending for word in (*before, last))
    return f"{_ARTICLE}{' '.join(before)} {last}{ending}"


def spell_words(words: Sequence[Word]) -> str:
    """Words as the text has them, without quotation marks and what is written on the first: للبوسعيدي is البوسعيدي."""
    return _join([(_uncut(word) if n == 0 else word.text, word) for n, word in enumerate(words)])


def _uncut(word: Word) -> str:
    """A word with the article that لل has swallowed."""
    return _with_article(word.text.removeprefix("ل")) if word.definite and word.text[:2] != _ARTICLE else word.text


def _join(parts: Sequence[tuple[str, Word]]) -> str:
    joined = ""
    for text, word in parts:
        if text not in _MARKS:
            joined += text if word.glued and joined else f" {text}"
    return joined.strip()


def cut_words(words: Sequence[Word], *, plural: bool) -> str | None:
    """The name that words of a text are: without what is written on the first, plurals in the nominative.

    None where their case cannot be undone (the accusative of an indefinite noun), or a pronoun stands in them.
    """
    parts: list[tuple[str, Word]] = []
    for n, word in enumerate(words):
        text = word.text
        if word.piece == "pron":
            return None
        common = word.piece == "stem" and (n == 0 or word.tag in ("NOUN", "ADJ", "X"))
        if common and not word.definite and text.endswith(("ا", "اً", "ًا")):
            return None
        if n == 0:
            text = _uncut(word)
        adjective = word.tag in ("NOUN", "ADJ") or text.endswith("يين")
        if plural and word.piece == "stem" and text.endswith("ين") and (n == 0 or adjective):
            text = text[:-2] + "ون"
        elif plural and text.endswith("ي") and (n == 0 or text == "رفيعي"):
            text = text[:-1] + "و"
        parts.append((text, word))
    return _join(parts) or None
