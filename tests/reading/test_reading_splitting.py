"""Several articles on one page: where each begins and ends, and what each is told of."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading.paragraphs import cut_paragraphs
from kg.reading.splitting import split_page

FIRST = [
    "وصل وزير الخارجية العماني إلى طهران يوم الاثنين في زيارة تستمر يومين يلتقي خلالها كبار المسؤولين.",
    "وقال الوزير في تصريح للصحفيين إن بلاده تسعى إلى تقريب وجهات النظر بين الأطراف كافة.",
]
SECOND = [
    "وقعت قطر وتركيا في الدوحة ست مذكرات تفاهم في مجالات الطاقة والنقل والتعليم والصحة والثقافة.",
    "وأشاد الوزيران بالعلاقات التي تجمع البلدين وبما شهدته من تطور خلال الأعوام الماضية.",
]
HEADLINE = "قطر وتركيا توقعان ست مذكرات تفاهم"


def read(*lines):
    page = "\n\n".join(lines)
    drafts = split_page(page)
    return [[block.text for block in draft.blocks] for draft in drafts], drafts


CLOSES = {
    "tags": ["كلمات دلالية: عمان إيران"],
    "source and tags": ["المصدر: بوابة الخليج", "الوسوم: عمان إيران"],
    "related": ["مواضيع ذات صلة", "• خبر قديم عن سلطنة عمان"],
    "an end mark": ["(انتهى)"],
    "read also after tags": ["كلمات دلالية: عمان", "اقرأ أيضا:"],
    "rights": ["جميع الحقوق محفوظة"],
}


@pytest.mark.parametrize("close", CLOSES)
def test_a_headline_and_prose_after_a_close_are_another_article(close):
    blocks, drafts = read(*FIRST, *CLOSES[close], HEADLINE, *SECOND)
    assert blocks == [FIRST, [HEADLINE, *SECOND]]
    assert [draft.title for draft in drafts] == [None, HEADLINE]


def test_prose_after_a_close_without_a_headline_goes_on():
    blocks, _ = read(*FIRST, "المصدر: بوابة الخليج", *SECOND)
    assert blocks == [FIRST + SECOND]


def test_a_pointer_in_the_middle_costs_nothing_but_itself():
    blocks, drafts = read(*FIRST, "اقرأ أيضا:", "خبر قديم عن سلطنة عمان", *SECOND)
    assert blocks == [FIRST + SECOND]
    assert [out.reason for out in drafts[0].left_out] == ["pointer to another story", "headline of another story"]


def test_related_headlines_at_the_end_are_no_article():
    blocks, _ = read(*FIRST, "مقالات مشابهة", "• " + HEADLINE, "• خبر قديم عن سلطنة عمان", "• خبر ثالث لا صلة له")
    assert blocks == [FIRST]


def test_the_summary_of_a_related_story_is_no_article():
    blocks, drafts = read(*FIRST, "مقالات مشابهة", HEADLINE, SECOND[0])
    assert blocks == [FIRST]
    assert drafts[0].left_out[-1].reason == "summary of a related story"


def test_a_pointer_that_names_a_story_which_follows_is_its_title():
    blocks, drafts = read(*FIRST, "كلمات دلالية: عمان", "اقرأ أيضا: " + HEADLINE, *SECOND)
    assert blocks == [FIRST, [HEADLINE, *SECOND]]
    assert drafts[1].left_out[0].reason == "pointer to another story"


def test_a_list_of_other_stories_above_the_text_closes_nothing():
    blocks, _ = read(HEADLINE, "آخر الأخبار", *SECOND)
    assert blocks == [[HEADLINE, *SECOND]]


def test_a_list_that_a_colon_announces_after_a_pointer_is_the_article_s():
    items = ["- وزير الخارجية", "- وزير الطاقة", "- سفير قطر في أنقرة"]
    page = [*SECOND, "اقرأ أيضا:", "خبر قديم عن سلطنة عمان", "وجرى التوقيع بحضور كل من:", *items]
    blocks, _ = read(*page, "المصدر: بوابة الخليج")
    assert blocks == [[*SECOND, page[4], *(item[2:] for item in items)]]


def test_a_lead_without_a_full_stop_is_not_taken_for_the_title():
    page = "\n".join(["\n".join([*FIRST, "الوسوم: عمان", ""]), HEADLINE, "المذكرات تشمل الطاقة والنقل", *SECOND])
    _, second = split_page(page)
    assert [block.text for block in second.blocks] == [HEADLINE, "المذكرات تشمل الطاقة والنقل", *SECOND]
    assert second.title == HEADLINE


def test_short_lines_among_words_of_menus_are_a_menu():
    menu = ["الرئيسية", "أخبار محلية", "عربي ودولي", "اقتصاد", "رياضة", "كتاب وآراء"]
    blocks, _ = read(*menu, HEADLINE, *SECOND)
    assert blocks == [[HEADLINE, *SECOND]]


def test_the_label_of_a_headline_is_no_part_of_it():
    _, (draft,) = read("عنوان الخبر: " + HEADLINE, *SECOND)
    assert draft.title == HEADLINE


def test_three_articles():
    blocks, _ = read(
        "عنوان الخبر الأول", *FIRST, "الوسوم: عمان", HEADLINE, *SECOND, "الوسوم: قطر", "عنوان الخبر الثالث", *FIRST
    )
    assert [len(article) for article in blocks] == [3, 3, 3]


def test_date_and_outlet_are_each_article_s_own():
    _, (first, second) = read(
        "نشر في: 6 مارس 2024", *FIRST, "المصدر: بوابة الخليج", "الوسوم: عمان",
        HEADLINE, "8 أيار 2023", *SECOND, "المصدر: صحيفة المرفأ",
    )  # fmt: skip
    assert (first.published, first.outlet) == ("2024-03-06", "بوابة الخليج")
    assert (second.published, second.outlet) == ("2023-05-08", "صحيفة المرفأ")


def test_the_name_of_the_source_may_stand_on_the_next_line():
    _, (draft,) = read(*FIRST, "المصدر:", "بوابة الخليج")
    assert draft.outlet == "بوابة الخليج"
    assert len(draft.blocks) == 2


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (["آخر تحديث: 9 مارس 2024", "نشر في: 6 مارس 2024"], "2024-03-06"),
        (["آخر تحديث: 9 مارس 2024"], "2024-03-09"),
        (["— الوزارة (@mofa_example) March 6, 2024", "— الوزارة (@mofa_example) March 7, 2024"], "2024-03-07"),
        ([], None),
    ],
)
def test_which_date_is_that_of_publication(dates, published):
    _, (draft,) = read(FIRST[0], *dates, FIRST[1])
    assert draft.published == published


def test_the_headline_told_again_and_a_lead_cut_off_are_left_out():
    title = "وزير الخارجية العماني يصل إلى طهران"
    blocks, (draft,) = read(title, FIRST[0][:60] + "...", title, *FIRST)
    assert blocks == [[title, *FIRST]]
    assert [out.reason for out in draft.left_out] == ["repeated lead", "repeated"]


@pytest.mark.parametrize("desk", ["سياسي / ", "عام / "])
def test_the_desk_of_an_agency_is_no_part_of_a_title(desk):
    _, (draft,) = read(f"{desk}{HEADLINE}", *SECOND)
    assert draft.title == HEADLINE
    assert [(left.start, left.end, left.reason) for left in draft.left_out] == [(0, len(desk), "desk of an agency")]


def test_a_slash_in_a_title_keeps_what_is_no_desk():
    _, (draft,) = read("تموز / يوليو موعد توقيع المذكرات بين قطر وتركيا", *SECOND)
    assert draft.title == "تموز / يوليو موعد توقيع المذكرات بين قطر وتركيا"


def test_the_site_s_name_is_no_part_of_a_title():
    _, (draft,) = read("وزير الخارجية العماني يصل إلى طهران | أخبار الخليج", *FIRST)
    assert draft.title == "وزير الخارجية العماني يصل إلى طهران"


LINES = st.sampled_from(
    [
        *FIRST,
        *SECOND,
        HEADLINE,
        *(
            "المصدر: بوابة",
            "كلمات دلالية: سياسة",
            "اقرأ أيضا:",
            "مقالات مشابهة",
            "• خبر",
            "# عنوان",
            "> قول",
            "**لفظ**",
        ),
        *("1) بند", "نشر في: 6 مارس 2024", "— س (@a) March 6, 2024", "\ufeff", "\u200f نص", ""),
    ]
)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n", "\r\n\r\n", " \n\t\n"])


@given(st.lists(st.tuples(st.one_of(LINES, st.text(max_size=40)), NEWLINES), max_size=20), st.booleans())
@settings(max_examples=300, deadline=None)
def test_offsets_hold_and_no_character_is_told_of_twice(lines, marked_up):
    page = "".join(line + newline for line, newline in lines)
    drafts = split_page(page, marked_up=marked_up)
    spans = []
    for draft in drafts:
        for block in draft.blocks:
            assert page[block.start : block.end] == block.text != ""
        spans += [(one.start, one.end) for one in (*draft.blocks, *draft.left_out)]
    spans.sort()
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    # Whatever is not told of is white space, list signs and Markdown at the edges of paragraphs.
    told = {i for start, end in spans for i in range(start, end)}
    assert all(i in told for p in cut_paragraphs(page, marked_up=marked_up) for i in range(p.start, p.end))
