"""What is furniture and what is prose, line by line."""

import pytest

from kg.errors import LanguageError
from kg.reading.furniture import find_inline_marks, judge_line, read_words
from kg.reading.publication import read_date_line, read_dateline, read_outlet, read_tweet_date

FURNITURE = [
    ("المصدر: بوابة الخليج", "source"),
    ("المصدر | وكالات", "source"),
    ("Source: Gulf Gate", "source"),
    ("كلمات دلالية: سياسة اقتصاد رياضة", "tags"),
    ("الوسوم: قطر عمان", "tags"),
    ("Tags: Qatar, Oman", "tags"),
    ("#قطر #عمان", "tags"),
    ("إقرأ أيضاً:", "read also"),
    ("اقرأ أيضا: وزير الخارجية يصل إلى مسقط", "read also"),
    ("شاهد أيضاً وزير الخارجية يصل إلى مسقط", "read also"),
    ("READ MORE: Minister arrives in Muscat", "read also"),
    ("مواضيع ذات صلة", "related"),
    ("الأكثر قراءة", "related"),
    ("Most read", "related"),
    ("تابعوا آخر الأخبار عبر تطبيق", "promotion"),
    ("Subscribe to our newsletter", "promotion"),
    ("شارك على فيسبوك تويتر واتساب", "share"),
    ("Share on Facebook | Twitter | WhatsApp", "share"),
    ("كتب: سالم أحمد", "byline"),
    ("By Salem Ahmed", "byline"),
    ("صورة أرشيفية", "photo"),
    ("جميع الحقوق محفوظة © 2024", "rights"),
    ("أضف تعليقا", "comments"),
    ("ADVERTISEMENT", "advertisement"),
    ("(انتهى)", "end mark"),
    ("-30-", "end mark"),
    ("الرئيسية > سياسة > أخبار", "menu"),
    ("Home | World | Politics", "menu"),
    ("الرئيسية سياسة اقتصاد رياضة ثقافة منوعات", "menu"),
    ("بدء الزيارة https://t.co/Ab12Cd34Ef pic.twitter.com/Zz9", "tweet"),
    ("— وزارة الخارجية (@mofa_example) March 6, 2024", "tweet"),
    ("https://news.example/ar/1", "link"),
    ("* * *", "separator"),
    ("ــــــــ", "separator"),
    ("(النهاية) ن ه ا / م ع ب", "end mark"),
    ("--(بترا) ر خ/ف ق", "byline"),
    ("ح/ق ب ن", "end mark"),
    ("========ج.س.", "end mark"),
    ("(وكالات)", "byline"),
    ("فرانس24/ أ ف ب", "byline"),
    ("مسقط / سالم أحمد / الأناضول", "byline"),
    ("NAIROBI —", "byline"),
    ("BC-OMAN-NORWAY/310", "byline"),
    ("Reporting by Salem Ahmed; Additional reporting by Ann Lee; Editing by Tom Ode", "byline"),
    ("Muscat's old port is seen from the sea on March 6. (Xinhua/Li Na)", "photo"),
    ("Advertisement · Scroll to continue", "advertisement"),
    ("3 min read", "share"),
    ("الرئيسية / عربي ودولي / وزير الخارجية يصل إلى مسقط لبحث التعاون في مجال الصيد", "menu"),
    ("Home » World » Minister arrives in Muscat for talks about fishing and trade", "menu"),
    ("The morning briefing is a newsletter with all that you need. Sign up here.", "promotion"),
    ("Editor's note: Sign up for the newsletter, a look at the region's stories.", "promotion"),
    ("للتواصل مع غرفة الأخبار: newsroom@agency.example", "contact"),
    ("LOAD-DATE: March 6, 2024", "field"),
    ("HEADLINE: Minister arrives in Muscat", "headline"),
    ('[caption id="attachment_12" align="left"]', "link"),
]

PROSE = [
    "قالت الوزارة إنها ستنشر الاتفاق عبر تطبيق حكومي جديد خلال الأيام المقبلة.",
    "تابع الوزير أن بلاده ملتزمة بالاتفاق.",
    "شارك وزير الخارجية في قمة مسقط يوم الثلاثاء.",
    "تقرير: واشنطن والدوحة توقعان اتفاقا",
    "المصدر نفسه أكد أن المحادثات ستستأنف قريبا.",
    "وزير الخارجية: لا حل عسكريا للأزمة",
    "اليوم التقى الوزيران في مسقط.",
    "نص البيان",
    "Begin text:",
    "Copyright disputes between both countries were raised at the meeting.",
    "More than ten ministers attended the summit.",
    "Watch officials said that the border was quiet.",
    "Source countries of migrants met in Doha.",
    "Related issues were discussed by both sides on Monday.",
    "By Tuesday the delegations had left Muscat.",
    "كتب الوزير على منصة إكس أن بلاده ترحب بالاتفاق.",
    "وشارك في إعداد الوثيقة خبراء من الأمم المتحدة ومن الدول الأعضاء.",
    "لا.",
    "لا حل إلا بالحوار.",
    "المزيد من الضغوط",
    "وعبر تطبيق للرسائل، قال أحد المهاجرين إنه دفع ثلاثة آلاف دولار لمهرب من أجل الرحلة.",
    'Subscribe to the view that the river does as it likes, said the mayor, and nobody builds. "We will build them."',
    "Reporting by foreign journalists was restricted, officials said.",
    "For media inquiries, please contact press@ministry.example.",
    "For further information on the accords, visit https://www.agency.example/accords/",
    "It was close.",
    "U.S. and U.K. officials met in Doha.",
    "السعودية - الهند: اتفاق جديد في مجال الطاقة",
    "More pressure on both sides",
    "Home secretary meets his counterpart in Paris",
]


@pytest.mark.parametrize(("line", "role"), FURNITURE)
def test_furniture_is_known_by_its_kind(line, role):
    verdict = judge_line(line)
    assert verdict is not None
    assert verdict.role == role
    assert verdict.reason


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_begins_like_furniture_is_kept(line):
    assert judge_line(line) is None


@pytest.mark.parametrize(
    ("line", "rest"),
    [("المصدر: بوابة الخليج", "بوابة الخليج"), ("المَصدر :  بوابة", "بوابة"), ("Source — Gulf Gate", "Gulf Gate")],
)
def test_what_stands_behind_a_label_is_found_at_its_offset(line, rest):
    assert line[judge_line(line).rest :] == rest


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("وأكد الوزير أن المباحثات ستستمر. (رويترز)", " (رويترز)"),
        ("وأكد الوزير أن المباحثات ستستمر. (أ ف ب، رويترز)", " (أ ف ب، رويترز)"),
        ("The talks will go on, the minister said. (Reuters)", " (Reuters)"),
        ("وأكد الوزير أن المباحثات ستستمر. اقرأ المزيد", " اقرأ المزيد"),
        ("وأكد الوزير أن المباحثات ستستمر (رويترز)", ""),
        ("وأكد الوزير انضمام بلاده إلى المنظمة. (سارك)", ""),
        ("وأكد الوزير أن المباحثات ستستمر.", ""),
    ],
)
def test_marks_at_the_end_of_a_paragraph(text, mark):
    length = find_inline_marks(text)
    assert text[len(text) - length :] == mark


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("نشر في: 6 مارس 2024", "2024-03-06"),
        ("الأربعاء 06 آذار 2024 - 10:45 بتوقيت غرينتش", "2024-03-06"),
        ("Published on March 6, 2024", "2024-03-06"),
        ("Last updated: 6 March 2024 10:00 GMT", "2024-03-06"),
        ("10:45", None),
        ("LOC22:49", None),
        ("منذ 3 ساعات", None),
        ("2 hours ago", None),
        ("نشرت في: آخر تحديث:", None),
        ("تاريخ النشر: 3.09.2024 | 10:42 GMT", None),
        ("سالم أحمد  6 مارس 2024  عربي ودولي  أضف تعليق  120 زيارة", "2024-03-06"),
    ],
)
def test_lines_of_nothing_but_a_date(line, date):
    assert read_date_line(line).date == date


@pytest.mark.parametrize(
    "line",
    ["عقدت الجولة الخامسة في الدوحة في 22 نوفمبر 2022", "06/03/2024", "مارس 2024", "قطر 2022", "30 فبراير 2024 م"],
)
def test_a_date_in_a_headline_or_one_that_may_mean_two_days_is_no_date_line(line):
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("الدوحة في 6 مارس 2024 (قنا) -- استقبل الوزير نظيره.", "2024-03-06"),
        ("DOHA, March 6, 2024 (QNA) - The minister received his counterpart.", "2024-03-06"),
        ("في 6 مارس 2024 استقبل الوزير نظيره في الدوحة.", None),
        ("استقبل الوزير نظيره في الدوحة.", None),
    ],
)
def test_datelines(text, date):
    assert read_dateline(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("النص: https://t.co/x — الوزارة (@mofa_example) March 6, 2024", "2024-03-06"),
        ("— الوزارة (@mofa_example) 6 مارس 2024", "2024-03-06"),
        ("— الوزارة (@mofa_example)", None),
        ("في 6 مارس 2024 قالت الوزارة", None),
    ],
)
def test_dates_of_tweets(text, date):
    assert read_tweet_date(text) == date


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (" بوابة الخليج. ", "بوابة الخليج"),
        ("وكالات", None),
        ("Agencies", None),
        ("https://x.example", None),
        ("-", None),
    ],
)
def test_outlets(text, outlet):
    assert read_outlet(text) == outlet


@pytest.mark.parametrize("toml", ["[tags]\nlabels = 5", "[tags]\nlabels = ['']", "[tags"])
def test_a_wrong_list_of_words_is_named(toml):
    with pytest.raises(LanguageError, match=r"xx/furniture\.toml: "):
        read_words(toml, "xx")
