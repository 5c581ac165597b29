"""Where sentences end: a bar in the text stands for each place where one is to be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.pipeline.sentences import split_sentences

ARABIC = [
    "وصل الوزير إلى مسقط.| والتقى نظيره العماني.",
    "هل تستأنف المحادثات؟| لا أحد يعلم.",
    "وصل الوزير إلى مسقط .|والتقى نظيره العماني .",
    "وصل الوزير إلى مسقط.|والتقى نظيره.",
    'قال الوزير: "لن نقبل بهذا الاتفاق في صيغته الحالية مهما كانت الظروف والضغوط التي نواجهها".| وغادر القاعة.',
    "قال: «لن نقبل بهذا الاتفاق في صيغته الحالية مهما كانت الظروف والضغوط التي نواجهها».|وغادر القاعة.",
    "قال: «لن نقبل بهذا الاتفاق في صيغته الحالية مهما كانت الظروف والضغوط التي نواجهها»..| وغادر القاعة.",
    "بعد «قمة مسقط».. الوزير يغادر",
    "الوزير يغادر.. والمحادثات تستمر",
    "سأل الوزير... ثم صمت",
    'عرض التلفزيون برنامج "من هناك؟ ضيوف" أمس.',
    "وقع الاتفاق عام 2023 م.| وبدأ تنفيذه.",
    "وقع الاتفاق عام 1445 هـ.| وبدأ تنفيذه.",
    "وقع الاتفاق عام 2023.|وبدأ تنفيذه.",
    "بلغت القيمة 3.5 مليار دولار.",
    "قال د. سالم إن أ. ف. ب نقلت الخبر.",
    "نقلت (أ .ف .ب) الخبر.",
    "وصلا إلى عمّان.| والتقيا الملك.",
    "انظر www.example.com لمزيد من التفاصيل.",
    "انتهى اللقاء!| وغادر الجميع.",
    "انتهى اللقاء؛ وغادر الجميع.",
    "الوزير: لا جديد",
    "وصل\nالوزير إلى مسقط.|\nوغادر.",
    "وصل الوزير|\n \n وغادر",
    "وصل الوزير. )",
]
ENGLISH = [
    "He met Mr. Smith in Washington.| They talked.",
    "The U.S. envoy arrived.| He met them.",
    "He went to the U.S.| The talks went on.",
    "He met J. R. Smith of the U.N. Security Council.",
    "President Joseph R. Biden, Jr. spoke today.",
    "Trade rose by 3.5 percent.",
    "“We agreed,” he said.| “It is done.”",
    'It will "go on. For now" he said.',
    "At 10 a.m. they met.",
    "See kuna.net.kw for more.",
    "They met on Jan. 5 in Muscat (Oman).| They talked.",
    "The talks, he said,\nwent on.| They\nended.",
]


@pytest.mark.parametrize(("language", "marked"), [("ar", c) for c in ARABIC] + [("en", c) for c in ENGLISH])
def test_sentences_end_where_they_should(language, marked):
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text, language)] == [
        piece.strip() for piece in marked.split("|")
    ]


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\u2003"])
def test_nothing_holds_no_sentence(text):
    assert split_sentences(text, "ar") == []


@given(st.text(alphabet='اب. ؟!…"«»()\n123aA', max_size=80), st.sampled_from(["ar", "en"]))
def test_sentences_are_in_order_and_leave_out_only_white_space(text, language):
    spans = split_sentences(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


def test_a_language_without_abbreviations_is_named():
    with pytest.raises(LanguageError, match=r"no language pack 'xx'; known are ar, en"):
        split_sentences("x", "xx")
