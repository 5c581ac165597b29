"""Phrases tidied for labels."""

import pytest

from kg.phrases import cut_at_open_quote, tidy_phrase


@pytest.mark.parametrize(
    ("phrase", "tidy"),
    [
        ('"تراجع الأوضاع', "تراجع الأوضاع"),
        ('شأن "تراجع الأوضاع', "شأن تراجع الأوضاع"),
        ("«سوق السمك»", "سوق السمك"),
        ('"سوق" و"ميناء"', '"سوق" و"ميناء"'),
        ("للهجمات على السفن", "الهجمات على السفن"),
        ("وللهجمات على السفن", "الهجمات على السفن"),
        ("للجنة المشتركة", "اللجنة المشتركة"),
        ("بالسعي إلى الحوار", "السعي إلى الحوار"),
        ("والعقيدة العسكرية", "العقيدة العسكرية"),
        ("والدة الرئيس", "والدة الرئيس"),
        ("بالونات التجسس", "بالونات التجسس"),
        ("التعليم والصحة و", "التعليم والصحة"),
        ("and the harbour and", "the harbour"),
        ("  two \n words, ", "two words"),
        ("(the harbour", "the harbour"),
        ("و", "و"),
        ('"', '"'),
        ("", ""),
    ],
)
def test_a_label_has_no_loose_ends(phrase, tidy):
    assert tidy_phrase(phrase) == tidy
    assert tidy_phrase(tidy) == tidy


def test_a_quotation_that_is_not_closed_is_cut_off():
    assert cut_at_open_quote('the forum "a platform for') == "the forum"
    assert cut_at_open_quote("المنتدى «ركيزة") == "المنتدى"
    assert cut_at_open_quote('"a platform') == '"a platform'
    assert cut_at_open_quote('the "Blue" forum') == 'the "Blue" forum'
