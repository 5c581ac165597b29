"""Ways through a sentence's tree, and the places in a frame that they lead to."""

import pytest

from kg.languages.analysis import Word
from kg.pipeline.trees import Tree


def make(*nodes):
    """A tree of (word, head, relation); a root is its own head."""
    return Tree(
        [
            Word(k, text, 0, 0, text, text, "stem", head=head, relation=name)
            for k, (text, head, name) in enumerate(nodes)
        ]
    )


#: Oman praised the role of Norway and thanked Kenya
PRAISE = make(
    ("oman", 1, "nsubj"), ("praised", 1, "root"), ("the", 3, "det"), ("role", 1, "obj"), ("of", 5, "case"),
    ("norway", 3, "nmod"), ("and", 7, "cc"), ("thanked", 1, "conj"), ("kenya", 7, "obj"),
)  # fmt: skip
#: Talks between Oman and Kenya were held by Norway
HELD = make(
    ("talks", 6, "nsubj:pass"), ("between", 2, "case"), ("oman", 0, "nmod"), ("and", 4, "cc"), ("kenya", 2, "conj"),
    ("were", 6, "aux:pass"), ("held", 6, "root"), ("by", 8, "case"), ("norway", 6, "obl"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("tree", "start", "target", "way"),
    [
        (PRAISE, 1, 0, "nsubj"),
        (PRAISE, 7, 0, "^conj>nsubj"),
        (PRAISE, 1, 5, "obj>nmod:of"),
        (PRAISE, 7, 8, "obj"),
        (PRAISE, 1, 1, "self"),
        (HELD, 0, 2, "nmod:between"),
        (HELD, 0, 4, "nmod:between"),
        (HELD, 6, 8, "obl:by"),
    ],
)
def test_ways(tree, start, target, way):
    assert tree.trace(start, target) == way


@pytest.mark.parametrize(
    ("way", "passive", "slot"),
    [
        ("nsubj", False, "subj"),
        ("nsubj", True, "obj"),
        ("nsubj:pass", True, "obj"),
        ("^conj>nsubj", False, "subj"),
        ("^obj>nsubj", False, "over"),
        ("obl:by", True, "by"),
        ("nmod:between", False, "between"),
        ("nmod:poss", False, "poss"),
        ("obj>nmod:of", False, "whose"),
        ("obj>nmod:poss", False, "whose"),
        ("^acl:relcl", False, "subj"),
        ("far", False, ""),
    ],
)
def test_places_in_a_frame(way, passive, slot):
    assert PRAISE.slot(way, passive=passive) == slot


def test_subjects_are_shared_by_what_is_joined():
    assert PRAISE.subject(1) == PRAISE.subject(7) == 0
    assert HELD.subject(6) == 0


def test_phrases_that_begin_at_a_word_and_their_heads():
    assert PRAISE.tops(2) == [2, 3]
    assert PRAISE.right[3] == 5
    assert PRAISE.head_of(2, 6) == 3


def test_who_did_what_the_object_tells_is_deep_in_it():
    # Fiji welcomed a truce announced by Tonga
    tree = make(
        ("fiji", 1, "nsubj"), ("welcomed", 1, "root"), ("truce", 1, "obj"), ("announced", 2, "acl"),
        ("by", 5, "case"), ("tonga", 3, "obl"),
    )  # fmt: skip
    way = tree.trace(1, 5)
    assert (way, tree.slot(way, passive=False)) == ("obj>acl>obl:by", "deep")
