"""Text that somebody decoded by a wrong charset is told by its name, and sound text never is."""

from __future__ import annotations

import json

import pytest

from kg.model import Article
from kg.reading import Skipped, read_data
from kg.reading.mojibake import find_mojibake

ARABIC = "قال وزير الخارجية النرويجي إن المحادثات مع كينيا ستتواصل في نيروبي، وإن الوفدين على وفاق. " * 2
ENGLISH = "The minister said: “We’re ready” — and the café’s owner in Zürich agreed with him at once. " * 2
PERSIAN = "وزیر خارجه گفت که گفتگوها با کنیا درباره ماهیگیری ادامه دارد؛ دیگر چه کسی گزارش کرد؟ " * 2
RUSSIAN = "Министр сказал, что переговоры с Кенией о рыболовстве продолжатся в Найроби — «скоро». " * 2
FRENCH = "Le ministre a été reçu à l’Élysée ; « les négociations sur la pêche côtière » s’achèveront à Noël. " * 2


@pytest.mark.parametrize(
    ("text", "was", "charset", "told", "whole"),
    [
        (ARABIC, "utf-8", "cp1252", "UTF-8 that was read as Windows-1252", True),
        (ARABIC, "utf-8", "latin-1", "UTF-8 that was read as Windows-1252", True),
        (ARABIC, "utf-8", "cp1256", "UTF-8 that was read as Windows-1256", True),
        (ARABIC, "utf-8", "cp1251", "UTF-8 that was read as Windows-1251", True),
        (ARABIC, "utf-8", "mac_roman", "UTF-8 that was read as Mac Roman", True),
        (ARABIC, "cp1256", "cp1252", "Windows-1256 that was read as Windows-1252", True),
        (ENGLISH, "utf-8", "cp1252", "UTF-8 that was read as Windows-1252", False),
        (ENGLISH, "utf-8", "cp1256", "UTF-8 that was read as Windows-1256", False),
    ],
)
def test_mojibake_is_named(text, was, charset, told, whole):
    found = find_mojibake(spoil(text, was, charset))
    assert found is not None and told in str(found) and found.whole == whole


def spoil(text: str, was: str, charset: str) -> str:
    """A text as one sees it that was decoded by a wrong charset; bytes that are none there, as browsers show them."""
    return "".join(
        bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in text.encode(was)
    )  # fmt: skip


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, PERSIAN, RUSSIAN, FRENCH, "", "plain", "Ã©", "ك،"])
def test_sound_text_is_not_mojibake(text):
    assert find_mojibake(text) is None


def test_an_article_of_rubbish_is_skipped_and_the_others_are_read():
    lines = [{"text": spoil(ARABIC, "utf-8", "cp1256")}, {"text": ARABIC}, {"text": spoil(ENGLISH, "utf-8", "cp1252")}]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    found = list(read_data(data, "a.jsonl"))
    told = [str(x) for x in found if isinstance(x, Skipped)]
    assert [x.file for x in found if isinstance(x, Article)] == ["a.jsonl#2", "a.jsonl#3"]
    assert told[0] == (
        "a.jsonl#1: is mojibake: UTF-8 that was read as Windows-1256 before it was saved (ظ‚ for ق); "
        "save it anew from its source"
    )
    assert told[1].startswith("a.jsonl#3: holds mojibake: UTF-8") and told[1].endswith("(â€œ for “); the rest is read")
