"""Arabic labels in Latin letters, for readers and programs without Arabic.

Names of people are romanised as newspapers do (`kg.languages.ar.romanise`). Everything else is transliterated letter
for letter after DIN 31635. The short vowels, which no text writes, are not supplied: too many guesses would be wrong.
"""

from __future__ import annotations

import re
import unicodedata

from kg.languages.ar.romanise import romanise

__all__ = ["name_in_latin", "transliterate"]

_LETTERS = str.maketrans({
    "ء": "ʾ", "آ": "ʾā", "أ": "ʾ", "ؤ": "ʾ", "إ": "ʾ", "ئ": "ʾ", "ا": "ā", "ٱ": "ā", "ب": "b", "ة": "a", "ت": "t",
    "ث": "ṯ", "ج": "ǧ", "ح": "ḥ", "خ": "ḫ", "د": "d", "ذ": "ḏ", "ر": "r", "ز": "z", "س": "s", "ش": "š", "ص": "ṣ",
    "ض": "ḍ", "ط": "ṭ", "ظ": "ẓ", "ع": "ʿ", "غ": "ġ", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "و": "w", "ى": "ā", "ي": "y", "پ": "p", "چ": "č", "ژ": "ž", "ڤ": "v", "گ": "g", "ک": "k", "ی": "y",
    "َ": "a", "ُ": "u", "ِ": "i", "ً": "an", "ٌ": "un", "ٍ": "in", "ْ": "", "ـ": "", "،": ",", "؛": ";", "؟": "?",
    **{chr(0x660 + digit): str(digit) for digit in range(10)},
})  # fmt: skip
_DOUBLED = re.compile("([\u0621-\u064a])([\u064b-\u0650]?)\u0651")
_ARTICLE = re.compile(r"(?<!\w)(ال)(?=\w{2})")
_STRANGE = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


def name_in_latin(label: str, kind: str) -> str:
    """An Arabic label in Latin letters, by the kind of whom or what it names."""
    return romanise(label) if kind == "person" else transliterate(label)


def transliterate(text: str) -> str:
    """Arabic text letter for letter after DIN 31635, the article as al-; other scripts stay as they are."""
    text = unicodedata.normalize("NFC", text)
    text = _ARTICLE.sub("al-", _DOUBLED.sub(r"\1\1\2", text))
    return _STRANGE.sub("", text.translate(_LETTERS))
