"""Words: tokens at their offsets, clitics apart, and how well on sentences never trained on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.ar.names import load_segmenter
from kg.languages.ar.segment import Segmenter, tokenise
from kg.languages.ar.words import read_words


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter.load()


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("للسلطة", "ل:ل لسلطة:السلطة"),
        ("وللسلطة", "و:و ل:ل لسلطة:السلطة"),
        ("للجنة", "ل:ل لجنة:اللجنة"),
        ("لأمريكا", "ل:ل أمريكا:أمريكا"),
        ("وسيبحث", "و:و س:س يبحث:يبحث"),
        ("فإنه", "ف:ف إن:إن ه:ه"),
        ("لها", "ل:ل ها:ها"),
        ("زوجته", "زوجت:زوجة ه:ه"),
        ("مستواه", "مستوا:مستوى ه:ه"),
        ("لقائهما", "لقائ:لقاء هما:هما"),
        ("مباحثاتهما", "مباحثات:مباحثات هما:هما"),
        ("وزير", "وزير:وزير"),
        ("ووزير", "و:و وزير:وزير"),
        ("وَوَزيرِ", "وَ:و وَزيرِ:وزير"),
        ("بـقطر", "بـ:ب قطر:قطر"),
        ("التزام", "التزام:التزام"),
    ],
)
def test_clitics_stand_apart(segmenter: Segmenter, word: str, pieces: str) -> None:
    assert " ".join(f"{p.text}:{p.norm}" for p in segmenter.segment(word)) == pieces


@pytest.mark.parametrize(
    "name",
    [
        "فيينا",
        "بكين",
        "كوريا",
        "لبنان",
        "ليبيا",
        "بلجيكا",
        "فرنسا",
        "وارسو",
        "سوريا",
        "برلين",
        "كوبا",
        "كينيا",
        "بولندا",
        "فنلندا",
        "باكستان",
        "سويسرا",
    ],
)
def test_names_of_states_and_capitals_stay_whole(segmenter: Segmenter, name: str) -> None:
    assert [p.text for p in segmenter.segment(name)] == [name]
    assert [p.text for p in segmenter.segment("و" + name)] == ["و", name]


def test_protected_names_are_not_cut() -> None:
    name = "وبلاستوكي"
    assert [p.text for p in Segmenter.load(protected={name}).segment("ل" + name)] == ["ل", name]
    assert [p.text for p in Segmenter.load(protected={name}).segment(name)] == [name]


@pytest.mark.parametrize(
    ("word", "definite"),
    [("السلطة", True), ("للسلطة", True), ("سلطة", False), ("التزام", False), ("الالتزام", True), ("ألمانيا", False),
     ("التقى", False), ("الذي", False)],
)  # fmt: skip
def test_article_is_reported(segmenter: Segmenter, word: str, definite: bool) -> None:
    assert segmenter.segment(word)[-1].definite is definite


@given(st.text(alphabet="وفبلكسيتنامهةىأإآؤئءالرد ًٌَُِّـ\u200fﻻﷲ۱1a", max_size=12))
def test_pieces_are_the_word(word: str) -> None:
    pieces = Segmenter.load().segment(word)
    assert "".join(p.text for p in pieces) == word
    assert all(p.text == word[p.start : p.end] for p in pieces)
    assert all(p.text for p in pieces) or not word


@given(st.text())
def test_tokens_and_white_space_are_the_text(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert token.text == text[token.start : token.end]
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("الحوار القطري-الأمريكي", ["الحوار", "القطري", "-", "الأمريكي"]),
        ("لـ«الأنباء».", ["لـ", "«", "الأنباء", "»", "."]),
        ("بلغ 1,500.5 في ٢٠١٨/٧/١٩.", ["بلغ", "1,500.5", "في", "٢٠١٨/٧/١٩", "."]),
        ("#عاصمة_قطر @user_1", ["#عاصمة_قطر", "@user_1"]),
        ("https://t.co/ab1، نعم", ["https://t.co/ab1", "،", "نعم"]),
        ("U.S. said... 3%", ["U.S.", "said", "...", "3", "%"]),
        ("G20 قمة الـ20", ["G20", "قمة", "الـ", "20"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [t.text for t in tokenise(text)] == tokens


@pytest.mark.shared
def test_held_out_words_of_the_treebank(segmenter: Segmenter) -> None:
    treebank = pytest.importorskip("training.treebank")
    if not treebank.PUD.exists():
        pytest.skip("the treebank is not in ../shared")
    from training.segmenter import measure

    assert measure(segmenter, treebank.split_pud()[1]) >= 0.985


def test_letters_that_folding_spares_are_folded_already() -> None:
    from kg.languages import folding

    for code in range(0x0600, 0x0700):
        assert folding.fold(chr(code)) == chr(code).translate(folding._TABLE)


@pytest.mark.parametrize(
    ("word", "cut"),
    [("ودعت", "و دعت"), ("وندد", "و ندد"), ("فأشار", "ف أشار"), ("وعدت", "وعدت"), ("وافق", "وافق"), ("وحدة", "وحدة")],
)
def test_a_known_verb_after_a_conjunction_is_cut_off(word: str, cut: str) -> None:
    assert [piece.text for piece in load_segmenter().segment(word)] == cut.split()


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("بيانا", "بيانا"), ("كلاما", "كلاما"), ("بنودا", "بنودا"), ("وردا", "و|ردا"), ("ولاعبينا", "و|لاعبي|نا"),
        ("بلدانا", "بلدانا"), ("بيانها", "بيان|ها"), ("لدينا", "لدي|نا"), ("ولدينا", "و|لدي|نا"), ("بدينار", "ب|دينار"),
        ("بلدينا", "بلدي|نا"), ("وشعبينا", "و|شعبي|نا"), ("تأمينا", "تأمينا"), ("علينا", "علي|نا"),
    ],
)  # fmt: skip
def test_an_accusative_keeps_the_first_letter_of_its_noun(segmenter: Segmenter, word: str, pieces: str) -> None:
    assert "|".join(piece.text for piece in segmenter.segment(word)) == pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        # no name with a clitic is commoner than the name: early, a camera, remnants, his being there, her deputy
        ("باكرا", "باكرا"), ("كاميرا", "كاميرا"), ("بقايا", "بقايا"), ("وجوده", "وجود|ه"), ("وكيلة", "وكيلة"),
        ("بأوسلو", "ب|أوسلو"), ("وكينيا", "و|كينيا"), ("وسيريلانكا", "و|سيريلانكا"), ("وصنافير", "و|صنافير"),
    ],
)  # fmt: skip
def test_a_name_is_cut_out_of_no_commoner_word(word: str, pieces: str) -> None:
    assert "|".join(piece.text for piece in load_segmenter().segment(word)) == pieces


@pytest.mark.parametrize(
    ("word", "apart"),
    [
        ("السفارةفي", "السفارة|في"), ("التقىرئيس", "التقى|رئيس"), ("منالتعاون", "من|التعاون"),
        ("أنّالرئيس", "أنّ|الرئيس"),
        ("العراقيفؤاد", "العراقي|فؤاد"), ("خلالزيارة", "خلال|زيارة"), ("والعلاقاتالتجارية", "والعلاقات|التجارية"),
        # words that only look like two: ف with a verb, endings, forms of verbs, names
        ("فيتواجد", None), ("يتحدثان", None), ("انفعلت", None), ("الاقتصاديان", None), ("معتدين", None),
        ("فيدان", None), ("بلينكن", None), ("المستشفى", None), ("النرويج", None), ("ةىة", None), ("kg", None),
    ],
)  # fmt: skip
def test_a_seam_is_found_where_letters_or_words_tell_of_two(segmenter: Segmenter, word: str, apart: str | None) -> None:
    seam = segmenter.find_seam(word)
    assert (f"{word[:seam]}|{word[seam:]}" if seam else None) == apart


def test_words_that_lost_their_space_are_read_as_two(segmenter: Segmenter) -> None:
    words = read_words("زار السفارةفي أوسلو", 10, segmenter)
    assert [(w.text, w.start, w.end, w.glued) for w in words] == [
        ("زار", 10, 13, False), ("السفارة", 14, 21, False), ("في", 21, 23, False), ("أوسلو", 24, 29, False)
    ]  # fmt: skip
