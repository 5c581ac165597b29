"""Arabic personal names in Latin letters.

Consonants follow the ALA-LC romanisation table for Arabic (1997 and later), without its dots, macrons and signs for
hamza and ayn, as newspapers do; the article is not assimilated (al-Shami). Names are written without vowels, so those
are supplied: the usual spelling of a name that ``name_words.tsv`` lists, else vowels by the shape of the word, which
is sure for names that write theirs long (لافروف) and a guess for others. Names that look European are spelt by other
rules: و is o, ف may be v, clusters stay; of the words of known persons' names that ``name_words.tsv`` lacks these
spell 17 % as English does, the others 8 % (tables of November 2026). ``بن`` is bin, ``آل`` Al, ``عبد ال…`` is
one word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from kg.gazetteer import read_table
from kg.languages.folding import fold

__all__ = ["is_given_name", "romanise"]

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "پ": "p", "چ": "ch", "ڤ": "v", "گ": "g", "ڭ": "g", "ڨ": "g", "ژ": "zh", "ک": "k",
}  # fmt: skip
_LONG = {"ا": "a", "آ": "a", "ى": "a", "ٱ": "a", "أ": "a", "إ": "i"}
_PARTICLES = {
    "بن": "bin", "ابن": "ibn", "بنت": "bint", "آل": "Al", "ابو": "Abu", "ابي": "Abi", "ام": "Umm", "ولد": "Ould",
    "دي": "de", "دو": "du", "فون": "von", "فان": "van", "دا": "da", "لو": "Le", "ذو": "Dhu", "و": "and",
}  # fmt: skip
_DROPPED = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff]")


def romanise(text: str) -> str:
    """A personal name in Latin letters, each part capitalised; words that have no Arabic letter stay as they are."""
    words = _DROPPED.sub("", text).split()
    found: list[str] = []
    k = 0
    while k < len(words):
        word = words[k]
        following = words[k + 1] if k + 1 < len(words) else ""
        if word == "عبد" and len(following) > 3 and following.startswith("ال"):
            found.append(_one_word("عبد" + following))
            k += 2
            continue
        found.append(_one_word(word) if following or not found else _last_word(word))
        k += 1
    return " ".join(part for part in found if part)


def _last_word(word: str) -> str:
    """A name's last word, which is no particle: وانغ دي is Wang Di."""
    return _spell(word) if fold(word) in _PARTICLES else _one_word(word)


def _one_word(word: str) -> str:
    key = "آل" if word == "آل" else fold(word)
    if key in _PARTICLES:
        return _PARTICLES[key]
    if listed := _load_names().get(key):
        return listed.latin
    for servant, latin in (("عبدال", "Abdul"), ("عبد", "Abd")):
        if key.startswith(servant) and len(key) > len(servant) + 2:
            rest = word[len(servant) :]
            return latin + _spell_listed(rest).lower()
    if key.startswith("ال") and len(key) > 4:
        rest = word[2:]
        return "al-" + _spell_listed(rest)
    return _spell(word)


def _spell_listed(word: str) -> str:
    """A part of a word: as it is listed, else by its letters."""
    listed = _load_names().get(fold(word))
    return listed.latin if listed else _spell(word)


#: Letters for sounds that European and East Asian names lack.
_ARABIC_ONLY = re.compile("[حصضطظعقثذءةئؤ]|^ال")
#: What the endings and letters of foreign names stand for, applied in order: Slavic endings, v between vowels, g.
_FOREIGN = [
    (re.compile(pattern), latin)
    for pattern, latin in (
        ("يفيتش$", "evic"), ("وفيتش$", "ovic"), ("يتش$", "ic"), ("فسكي$", "vsky"), ("سكي$", "sky"), ("وفا$", "ova"),
        ("يفا$", "eva"), ("وف$", "ov"), ("ييف$", "yev"), ("يف$", "ev"), ("يان$", "yan"), ("سون$", "son"),
        ("بر[غج]$", "berg"),
        ("تش", "ch"), ("نغ(?=[بتجدرزسشفكلمن]|$)", "ng"), ("غ", "g"), ("^في", "Vi"), ("^فا", "Va"),
        ("(?<=[اويae])ف(?=[اوي])", "v"), ("^أو|^او", "O"), ("^إي|^اي", "I"), ("^إن", "In"), ("^إ", "E"),
        ("^[أاآ]", "A"),
        ("ييه$", "ier"), ("^و", "W"), ("^ي", "Y"), ("(?<=[اa])ي(?=.)", "y"), ("(?<=[اa])و", "w"), ("و(?=ا)", "w"),
        ("يا", "ia"), ("يو", "io"), ("وي(?=.)", "oi"),
        # Vowels that are not written: two consonants begin no word but for clusters with r, l and s; r and n between
        # consonants, and l, n, r behind the last one, take an e.
        ("^([بتجدرزسشفكلمنهخ])(?=[بتجدزسشفكمنهخ][اوي])(?<![سش])", r"\1a"),
        ("(?<=[اوي])([بتدسشفكhcg])([رن])(?=[بتدزسشفكلمن])", r"\1e\2"),
    )
]  # fmt: skip
_FOREIGN_VOWELS = {"ا": "a", "آ": "a", "أ": "a", "إ": "e", "ى": "a", "و": "o", "ي": "i", "ه": "h"}


def _is_foreign(word: str) -> bool:
    """Whether a word looks like a European name: no letter of Arabic alone, and a vowel written within."""
    return len(word) > 3 and not _ARABIC_ONLY.search(word) and re.search("[اويإآ]", word[:-1]) is not None


def _spell_foreign(word: str) -> str:
    """A European name by its letters: vowels are written there but for e before a last liquid; clusters stay."""
    for pattern, latin in _FOREIGN:
        word = pattern.sub(latin, word)
    if word[-2:-1] in _CONSONANTS and word[-1] in "رلن" and word[-2] not in "رلنوي":
        word = word[:-1] + "e" + word[-1]
    if word.endswith("ه"):
        word = word[:-1] + "e"
    return _capitalise("".join(_FOREIGN_VOWELS.get(c) or _CONSONANTS.get(c, c) for c in word))


def _spell(word: str) -> str:
    """A word by its letters, with vowels where the consonants need them."""
    if _is_foreign(word):
        return _spell_foreign(word)
    sounds = _list_sounds(word)
    out: list[str] = []
    for n, (sound, vowel) in enumerate(sounds):
        out.append(sound)
        if vowel or n + 1 >= len(sounds) or sounds[n + 1][1]:
            continue
        before_vowel = n > 0 and sounds[n - 1][1]
        last = n + 2 == len(sounds)
        if n == 0 or (not before_vowel and out[-2][-1:] not in "aeiou"):
            out.append("a")
        elif last and before_vowel and sounds[n - 1][0] == "a":
            out.append("i")
    return _capitalise("".join(out))


def _list_sounds(word: str) -> list[tuple[str, bool]]:
    """The letters of a word as (Latin, is a vowel); و and ي are consonants at the beginning and beside a vowel."""
    sounds: list[tuple[str, bool]] = []
    for n, letter in enumerate(word):
        last = n == len(word) - 1
        following = word[n + 1] if not last else ""
        after_vowel = bool(sounds) and sounds[-1][1]
        if letter in _CONSONANTS:
            sounds.append((_CONSONANTS[letter], False))
        elif letter == "ة":
            sounds.append(("h" if after_vowel else "a", not after_vowel))
        elif letter in _LONG:
            if following in ("ي", "و") and n == 0 and len(word) > 3:
                continue  # إيران, أوباما: the alif carries the vowel that follows
            if not after_vowel:
                sounds.append((_LONG[letter], True))
        elif letter in ("و", "ي"):
            consonant, vowel = ("w", "u") if letter == "و" else ("y", "i")
            carried = n == 1 and word[0] in "أاإآ"
            if (
                (n == 0 or after_vowel or following in _LONG or following == "ة")
                and not carried
                and not (letter == "ي" and last)
            ):
                sounds.append((consonant, False))
            elif after_vowel and last:
                sounds.append(("i" if letter == "ي" else "u", True))
            else:
                sounds.append((vowel, True))
        elif letter == "ع":
            if not after_vowel and following not in _LONG and following not in ("و", "ي") and not last:
                sounds.append(("a", True))
        elif letter in "ءئؤ":
            if not after_vowel and not last:
                sounds.append(("a" if letter == "ء" else "i" if letter == "ئ" else "u", True))
        else:
            sounds.append((letter, letter.lower() in "aeiou"))
    return sounds


def _capitalise(word: str) -> str:
    return word[:1].upper() + word[1:]


class _Spelling(NamedTuple):
    """The usual Latin spelling of a word of names; ``ordinary`` if the word means something else as well."""

    latin: str
    ordinary: bool


@cache
def _load_names() -> Mapping[str, _Spelling]:
    source = resources.files("kg.languages.ar") / "name_words.tsv"
    rows = read_table(source, ("forms", "latin", "ordinary"), key="forms")
    return {fold(form): _Spelling(row["latin"], bool(row["ordinary"])) for row in rows for form in row.split("forms")}


def is_given_name(word: str) -> bool:
    """Whether a word, folded, is one of the personal names that are listed with their usual spelling.

    Those that are ordinary words or letters too (كريمة, جاد, لي) are none by themselves.
    """
    listed = _load_names().get(word)
    return listed is not None and not listed.ordinary
