"""Paragraphs at their offsets: hard-wrapped text, lists, Markdown."""

import pytest

from kg.reading.paragraphs import count_words, cut_paragraphs, ends_sentence

WRAPPED = """The foreign ministers of Oman and Qatar met in Muscat on Tuesday to talk
about trade between the two countries and about the talks that Oman has
hosted since April, a spokesman said."""


def test_hard_wrapped_lines_are_one_paragraph():
    (paragraph,) = cut_paragraphs(WRAPPED)
    assert paragraph.text == WRAPPED


def test_lines_that_are_sentences_are_paragraphs():
    page = "وصل الوزير إلى مسقط.\nوالتقى نظيره العماني.\nثم غادر العاصمة."
    assert [p.text for p in cut_paragraphs(page)] == page.split("\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_newline_parts_lines_and_counts_in_offsets(newline):
    page = f"وصل الوزير.{newline}{newline}وغادر الوزير.{newline}"
    paragraphs = cut_paragraphs(page)
    assert [page[p.start : p.end] for p in paragraphs] == ["وصل الوزير.", "وغادر الوزير."]
    assert paragraphs[1].gap


@pytest.mark.parametrize("sign", ["• ", "- ", "* ", "– ", "1. ", "2) ", "\u200f•\u00a0"])
def test_list_signs_are_no_text(sign):
    (paragraph,) = cut_paragraphs(f"  {sign}خبر قصير  ")
    assert (paragraph.text, paragraph.bullet) == ("خبر قصير", True)


@pytest.mark.parametrize(
    ("line", "text", "heading"),
    [("## عنوان", "عنوان", True), ("> قول مأثور", "قول مأثور", False), ("**لفظ بارز**", "لفظ بارز", False)],
)
def test_markdown_is_no_text_where_a_page_is_marked_up(line, text, heading):
    (paragraph,) = cut_paragraphs(line, marked_up=True)
    assert (paragraph.text, paragraph.heading) == (text, heading)
    assert cut_paragraphs(line)[0].text == line


@pytest.mark.parametrize(
    ("text", "ends"),
    [("نعم.", True), ('نعم".', True), ("نعم».", True), ("هل؟", True), ("yes.[1]", True), ("لا", False), ("لا:", False)],
)
def test_ends_of_sentences(text, ends):
    assert ends_sentence(text) == ends


def test_numbers_and_signs_are_no_words():
    assert count_words("في 6 مارس 2024، و — …") == 3
