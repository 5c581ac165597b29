"""English words: keys, offsets, trees; parses of other pipelines are read alike."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.errors import LanguageError
from kg.languages.en.parser import load_parser
from kg.languages.en.relations import read_relations
from kg.languages.en.words import key_of, make_words
from kg.languages.pack import load_pack


@pytest.mark.parametrize(
    ("text", "key"),
    [("U.S.", "US"), ("US", "US"), ("us", "us"), ("Met", "met"), ("’s", "'s"), ("U.N.", "UN"), ("São", "sao"),
     ("VISITED", "visited"), ("NATO", "NATO"), ("G-7", "g-7")],
)  # fmt: skip
def test_keys(text, key):
    assert key_of(text) == key


def test_words_stand_at_their_offsets():
    text = "Oman’s envoy didn't sign the U.S.-led plan."
    words = load_pack("en").read_words(text, 100)
    assert all(text[w.start - 100 : w.end - 100] == w.text for w in words)
    assert [w.key for w in words] == ["oman", "'s", "envoy", "did", "not", "sign", "the", "US", "-", "led", "plan", "."]


def test_the_tree_tells_subject_and_object():
    words = load_pack("en").read_words("The Kenyan minister met the Norwegian ambassador on Monday.", 0)
    found = {w.text: (words[w.head].text, w.relation) for w in words}
    assert found["minister"] == ("met", "nsubj")
    assert found["ambassador"] == ("met", "obj")


def make_clear_doc():
    """'Peru was accused by Chile of delays.' as spaCy's own English models parse it."""
    vocab = Vocab()
    words = ["Peru", "was", "accused", "by", "Chile", "of", "delays", "."]
    return Doc(
        vocab,
        words,
        [True] * 6 + [False, False],
        tags=["NNP", "VBD", "VBN", "IN", "NNP", "IN", "NNS", "."],
        pos=["PROPN", "AUX", "VERB", "ADP", "PROPN", "ADP", "NOUN", "PUNCT"],
        heads=[2, 2, 2, 2, 3, 2, 5, 2],
        deps=["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj", "punct"],
    )


def test_relations_of_spacys_own_models_are_converted():
    heads, relations = read_relations(make_clear_doc())
    assert relations == ["nsubj:pass", "aux:pass", "root", "case", "obl:agent", "case", "obl", "punct"]
    assert heads == [2, 2, 2, 4, 2, 6, 2, 2]


def test_words_of_such_a_doc_are_read_like_ours():
    doc = make_clear_doc()
    words = make_words(doc, doc.text, 0, [t.idx for t in doc])
    pack = load_pack("en")
    readings = pack.find_readings(words, [w.key for w in words], 2)
    assert ("accuse", "passive") in {(r.act, r.voice) for r in readings}
    assert [w.tag for w in words][:3] == ["PROPN", "AUX", "VERB"]


def test_a_doc_without_a_parse_has_no_heads():
    doc = Doc(Vocab(), ["Peru", "agreed"], tags=["NNP", "VBD"])
    assert [w.head for w in make_words(doc, "Peru agreed", 0, [0, 5])] == [-1, -1]


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(LanguageError, match="--model no_such_pipeline"):
        load_parser("no_such_pipeline")
