"""Word classes: known cuts keep their tag, and how well on sentences never trained on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.languages.analysis import Word
from kg.languages.ar import tagger as module
from kg.languages.ar.names import list_forms
from kg.languages.ar.segment import Segmenter
from kg.languages.ar.tagger import TAGS, load_tagger
from kg.languages.ar.words import read_words


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter.load(list_forms())


def tag(text: str, segmenter: Segmenter) -> list[Word]:
    words = read_words(text, 0, segmenter)
    load_tagger().tag(words)
    return words


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("وقعت قطر وفرنسا اتفاقية جديدة في الدوحة.", "VERB PROPN CCONJ PROPN NOUN ADJ ADP PROPN PUNCT"),
        ("سيبحث الوزير مع نظيره العماني التعاون الأمني", "PART VERB NOUN ADP NOUN PRON ADJ NOUN ADJ"),
        ("أكد الرئيس أن المحادثات كانت مفيدة", "VERB NOUN SCONJ NOUN AUX ADJ"),
        ("لم يعلن البلدان موعد الزيارة", "PART VERB NOUN NOUN NOUN"),
        ("شارك 12 وزيرا في القمة", "VERB NUM NOUN ADP NOUN"),
        ("الاتفاقية التي وقعها الجانبان", "NOUN PRON VERB PRON NOUN"),
    ],
)
def test_sentences_of_our_own(text: str, tags: str, segmenter: Segmenter) -> None:
    assert " ".join(word.tag for word in tag(text, segmenter)) == tags


@pytest.mark.parametrize("state", ["الإمارات", "العراق", "مصر", "تركيا", "إيران", "السودان", "الأردن"])
def test_states_are_names(state: str, segmenter: Segmenter) -> None:
    assert tag(f"استقبلت {state} وفدا رسميا", segmenter)[1].tag == "PROPN"


@given(st.text(alphabet="وفبلكسيتنامهةىأإآؤئءالردق .،١1a#@", max_size=30))
def test_any_text_gets_tags_that_its_cut_allows(text: str) -> None:
    for word in tag(text, Segmenter.load()):
        assert word.tag in TAGS
        assert word.tag == module.FIXED_TAGS.get(word.piece, word.tag)


def test_no_words_are_no_fault() -> None:
    load_tagger().tag([])


def test_tags_do_not_hang_on_what_was_read_before(segmenter: Segmenter, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "رحبت الجامعة العربية بالاتفاق الذي وقعته الحكومة السودانية والحركة"
    before = [word.tag for word in tag(text, segmenter)]
    monkeypatch.setattr(module.Tagger, "MEMORY", 3)
    assert [word.tag for word in tag(text, segmenter)] == before


def test_weights_for_other_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TAGS", ("NOUN", "VERB"))
    with pytest.raises(LanguageError, match=r"python -m training\.tagger"):
        load_tagger.__wrapped__()


@pytest.mark.shared
def test_held_out_sentences_of_the_treebank(segmenter: Segmenter) -> None:
    treebank = pytest.importorskip("training.treebank")
    if not treebank.PUD.exists():
        pytest.skip("the treebank is not in ../shared")
    from training.tagger import measure, read_tagged

    assert measure(load_tagger(), list(read_tagged(treebank.split_pud()[1], segmenter))) >= 0.925
