"""Encodings are found out only where they are sure."""

import pytest

from kg.errors import InputError
from kg.reading.encoding import decode

ARABIC = (
    "قال وزير الخارجية العماني إن المباحثات التي جرت في مسقط كانت مفيدة، وأكد أن الجولة المقبلة ستعقد في العاصمة. "
    "وشدد على أن بلاده تعمل مع جميع الأطراف على خفض التوتر في المنطقة، ونقل عن الوفود ارتياحها إلى سير اللقاءات."
)
ENGLISH = "The two ministers met in Muscat and discussed trade, security and the situation in the region."

CASES = [
    pytest.param(ARABIC.encode(), ARABIC, "utf-8", id="UTF-8"),
    pytest.param(
        b"\xef\xbb\xbf" + ARABIC.encode(), "\ufeff" + ARABIC, "utf-8", id="UTF-8 with a mark: an offset of its own"
    ),
    pytest.param(ARABIC.encode("utf-16"), ARABIC, "utf-16", id="UTF-16"),
    pytest.param(b"\xfe\xff" + ARABIC.encode("utf-16-be"), ARABIC, "utf-16", id="UTF-16, big end first"),
    pytest.param(ARABIC.encode("utf-16-le"), ARABIC, "utf-16-le", id="UTF-16 without a mark"),
    pytest.param(ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be", id="English UTF-16 without a mark"),
    pytest.param(ARABIC.encode("cp1256"), ARABIC, "windows-1256", id="Windows-1256"),
    pytest.param(f"{ENGLISH} {ARABIC}".encode("cp1256"), f"{ENGLISH} {ARABIC}", "windows-1256", id="both scripts"),
]


@pytest.mark.parametrize(("data", "text", "encoding"), CASES)
def test_text_is_decoded(data, text, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.problem) == (text, encoding, None)


def test_newlines_stay_as_they_are():
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "cp1253", "iso8859-6"])
def test_other_charsets_are_not_taken_for_arabic_ones(encoding):
    words = {
        "cp1252": "À l'été, le président a été reçu à Genève où il a évoqué la coopération. ",
        "cp1251": "Министры иностранных дел встретились в Женеве и обсудили сотрудничество. ",
        "cp1253": "Οι υπουργοί Εξωτερικών συναντήθηκαν στη Γενεύη και συζήτησαν τη συνεργασία. ",
        "iso8859-6": ARABIC,
    }
    with pytest.raises(InputError, match=r"is not valid UTF-8: byte 0x.. at offset [\d,]+; .*iconv -f"):
        decode((words[encoding] * 3).encode(encoding))


def test_a_charset_that_the_page_declares_is_taken():
    text = "Le président a été reçu à Genève où il a évoqué la coopération."
    assert decode(text.encode("cp1252"), "windows-1252").text == text
    assert decode(ARABIC.encode("iso8859-6"), "ISO-8859-6").text == ARABIC


@pytest.mark.parametrize(
    "declared", ["windows-1252", "latin1", "idna", "unicode_escape", "undefined", "nonsense", "zlib"]
)
def test_a_wrong_declaration_costs_nothing(declared):
    assert decode(ARABIC.encode("cp1256"), declared).text == ARABIC
    assert decode(ARABIC.encode(), declared).text == ARABIC


def test_a_replacement_character_of_the_text_itself_is_no_damage():
    assert decode(f"{ARABIC} \ufffd".encode()).problem is None
    problem = decode(f"{ARABIC} \ufffd".encode() + b"\xff.").problem
    assert problem is not None and "in 1 place(s), first byte 0xFF" in problem
