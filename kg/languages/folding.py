"""Spelling folded for matching, of Arabic letters above all: what writers, keyboards and typesetters vary.

Folded words are compared with folded words and never shown or stored: offsets and quotations come from the text
as it was written.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold"]

#: One letter for another: hamza on or under alif, final yaa and taa, and the letters of Persian, Urdu, Kurdish and
#: Maghrebi keyboards that stand for an Arabic letter or for a sound that Arabic writes with its neighbour.
_LETTERS = str.maketrans(
    "أإآٱٲٳٵىةؤئ" + "یېےۍکڪګگڭپچژڤڨہھەۀۃۂۋ",
    "اااااااي" + "هؤئ" + "ييييكككككبجزفقهههههه" + "و",
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")

#: Spaces that do not break or have a width of their own (Unicode Zs, U+2000 to U+200A) are a plain space.
_SPACES = [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]

#: Vowel signs and Quranic marks, tatweel, and what is not seen: joiners, directional marks, soft hyphen, BOM.
_DROPPED = [
    *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5),
    0x06E7, 0x06E8, *range(0x06EA, 0x06EE), *range(0x08D3, 0x0900), 0x0640,
    0x00AD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
]  # fmt: skip

#: The two blocks of Arabic presentation forms (letters and ligatures as old typesetting systems stored them).
_PRESENTATION = [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]


def _make_table() -> dict[int, str]:
    table = {**{code: chr(to) for code, to in _LETTERS.items()}, **{code: chr(to) for code, to in _DIGITS.items()}}
    table |= dict.fromkeys(_SPACES, " ") | dict.fromkeys(_DROPPED, "")
    for code in _PRESENTATION:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            folded = plain.translate(table)
            table[code] = folded if len(folded) == 1 else folded.strip()  # a lone vowel sign comes on a space
    return table


_TABLE = _make_table()
#: Madda and hamza as marks of their own: composed first, else و + hamza would lose what ؤ keeps.
_MARKS = re.compile("[\u0653-\u0655]").search
#: What may be folded; four words in five hold nothing of it, and asking costs a third of folding them.
_FOLDABLE = re.compile("[^ءابت-غف-وي]").search


def fold(word: str) -> str:
    """The word (or text) as it is compared: one spelling for all that mean the same.

    أ إ آ ٱ become ا, ى becomes ي, ة becomes ه; ؤ, ئ and ء are kept. Vowel signs, tatweel and directional marks go,
    Arabic-Indic and Persian digits become ASCII, Persian letters Arabic ones, presentation forms plain letters, and
    every kind of space a plain one. Folding twice changes nothing; the length may differ from the word's.
    """
    if not _FOLDABLE(word):
        return word
    if _MARKS(word):
        word = unicodedata.normalize("NFC", word)
    return word.translate(_TABLE)
