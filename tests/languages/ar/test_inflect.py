"""Arabic inflection as tables: classes of verbs, nouns and participles, each with forms that it must have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.ar.inflect import inflect_noun, inflect_participle, inflect_verb

#: Perfect, imperfect; then "tense person number gender: forms" as the newspapers spell them.
VERBS = [
    # sound, form I
    ("بحث", "يبحث", {
        "past 3 sing masc": "بحث", "past 3 sing fem": "بحثت", "past 3 dual masc": "بحثا", "past 3 dual fem": "بحثتا",
        "past 3 plur masc": "بحثوا", "past 3 plur fem": "بحثن", "past 1 sing both": "بحثت", "past 1 plur both": "بحثنا",
        "present 3 sing masc": "يبحث", "present 3 sing fem": "تبحث", "present 3 dual masc": "يبحثان يبحثا",
        "present 3 dual fem": "تبحثان تبحثا", "present 3 plur masc": "يبحثون يبحثوا", "present 3 plur fem": "يبحثن",
        "present 1 sing both": "أبحث", "present 1 plur both": "نبحث",
    }),
    # forms II to X, sound
    ("عدّل", "يعدّل", {"past 3 sing fem": "عدلت", "present 3 dual masc": "يعدلان يعدلا"}),
    ("شارك", "يشارك", {"past 3 plur masc": "شاركوا", "present 3 sing fem": "تشارك"}),
    ("أعلن", "يعلن", {"past 3 dual fem": "أعلنتا", "past 1 plur both": "أعلنا", "present 1 sing both": "أعلن"}),
    ("تعهد", "يتعهد", {"past 3 sing fem": "تعهدت", "present 3 sing fem": "تتعهد"}),
    ("تبادل", "يتبادل", {"past 3 dual masc": "تبادلا", "present 3 plur masc": "يتبادلون يتبادلوا"}),
    ("انسحب", "ينسحب", {"past 3 sing fem": "انسحبت", "present 1 plur both": "ننسحب"}),
    ("اجتمع", "يجتمع", {"past 3 dual masc": "اجتمعا", "present 3 dual fem": "تجتمعان تجتمعا"}),
    ("استقبل", "يستقبل", {"past 3 sing fem": "استقبلت", "present 3 sing masc": "يستقبل"}),
    ("زعزع", "يزعزع", {"past 3 sing fem": "زعزعت", "present 3 sing fem": "تزعزع"}),
    # a last radical that is the ending's own letter
    ("أثبت", "يثبت", {"past 3 sing fem": "أثبتت", "past 1 sing both": "أثبت", "past 1 plur both": "أثبتنا"}),
    # doubled
    ("ردّ", "يرد", {
        "past 3 sing fem": "ردت", "past 3 plur masc": "ردوا", "past 1 sing both": "رددت", "past 1 plur both": "رددنا",
        "present 3 sing masc": "يرد يردد", "present 3 plur fem": "يرددن",
    }),
    ("أصرّ", "يصر", {"past 3 sing fem": "أصرت", "past 1 plur both": "أصررنا", "present 1 plur both": "نصر"}),
    ("احتجّ", "يحتج", {"past 3 sing fem": "احتجت", "past 1 plur both": "احتججنا",
        "present 3 plur masc": "يحتجون يحتجوا"}),
    # hollow
    ("زار", "يزور", {
        "past 3 sing fem": "زارت", "past 3 plur masc": "زاروا", "past 1 plur both": "زرنا", "past 3 plur fem": "زرن",
        "present 3 sing masc": "يزور يزر", "present 3 dual masc": "يزوران يزورا", "present 3 plur fem": "يزرن",
    }),
    ("باع", "يبيع", {"past 1 sing both": "بعت", "present 3 sing fem": "تبيع تبع"}),
    ("خاف", "يخاف", {"past 1 plur both": "خفنا", "present 1 plur both": "نخاف نخف"}),
    ("أدان", "يدين", {"past 3 sing fem": "أدانت", "past 1 plur both": "أدنا", "present 3 sing fem": "تدين تدن"}),
    ("استقال", "يستقيل", {"past 3 plur masc": "استقالوا", "past 1 sing both": "استقلت"}),
    ("اختار", "يختار", {"past 3 sing fem": "اختارت", "past 1 plur both": "اخترنا",
        "present 3 sing masc": "يختار يختر"}),
    # not hollow, though a long vowel stands before the last radical of the perfect or the imperfect
    ("عيّن", "يعيّن", {"past 1 plur both": "عينا", "present 3 sing fem": "تعين"}),
    ("تعاون", "يتعاون", {"past 1 plur both": "تعاونا", "present 3 sing masc": "يتعاون"}),
    # defective
    ("دعا", "يدعو", {
        "past 3 sing fem": "دعت", "past 3 dual masc": "دعوا", "past 3 dual fem": "دعتا", "past 3 plur masc": "دعوا",
        "past 1 sing both": "دعوت", "past 1 plur both": "دعونا", "present 3 sing masc": "يدعو يدع",
        "present 3 dual masc": "يدعوان يدعوا", "present 3 plur masc": "يدعون يدعوا",
    }),
    ("نفى", "ينفي", {"past 3 sing fem": "نفت", "past 3 plur masc": "نفوا", "past 1 plur both": "نفينا",
                     "present 3 sing masc": "ينفي ينف", "present 3 plur masc": "ينفون ينفوا"}),
    ("التقى", "يلتقي", {"past 3 dual masc": "التقيا", "past 3 dual fem": "التقتا",
        "present 3 dual masc": "يلتقيان يلتقيا"}),
    ("خشي", "يخشى", {"past 3 sing fem": "خشيت", "past 3 plur masc": "خشوا", "present 3 sing fem": "تخشى تخش",
                     "present 3 dual masc": "يخشيان يخشيا"}),
    ("تخلى", "يتخلى", {"past 3 sing fem": "تخلت", "present 3 dual masc": "يتخليان يتخليا"}),
    ("رأى", "يرى", {"past 3 sing fem": "رأت", "past 3 plur masc": "رأوا", "present 1 plur both": "نرى نر"}),
    # with hamza
    ("أمر", "يأمر", {"past 3 sing fem": "أمرت", "present 1 sing both": "آمر", "present 1 plur both": "نأمر"}),
    ("سأل", "يسأل", {"past 3 plur masc": "سألوا", "present 3 sing fem": "تسأل"}),
    ("بدأ", "يبدأ", {"past 3 dual masc": "بدآ بدأا", "past 3 plur masc": "بدأوا بدؤوا",
                     "present 3 plur masc": "يبدأون يبدؤون يبدأوا يبدؤوا",
        "present 3 dual masc": "يبدآن يبدأان يبدآ يبدأا"}),
    ("هنأ", "يهنئ", {"past 3 sing fem": "هنأت", "present 3 plur masc": "يهنئون يهنئوا", "present 1 sing both": "أهنئ"}),
    ("آوى", "يؤوي", {"past 3 sing fem": "آوت", "present 3 sing fem": "تؤوي تؤو"}),
    ("أساء", "يسيء", {"past 3 sing fem": "أساءت", "past 1 plur both": "أسئنا أسأنا", "present 3 plur masc":
                      "يسيءون يسيؤون يسيئون يسيءوا يسيؤوا يسيئوا"}),
    # assimilated
    ("وصل", "يصل", {"past 3 sing fem": "وصلت", "present 3 sing masc": "يصل", "present 1 sing both": "أصل"}),
    ("وافق", "يوافق", {"past 3 sing fem": "وافقت", "present 3 plur masc": "يوافقون يوافقوا"}),
]  # fmt: skip


def list_forms(
    perfect: str, imperfect: str, voices: tuple[str, ...] = ("active", "either"), passive: str | None = None
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in inflect_verb(perfect, imperfect, passive=passive):
        if form.voice in voices and not form.bound:
            name = f"{form.tense} {form.person} {form.number} {form.gender}"
            found.setdefault(name, []).append(form.text)
    return found


@pytest.mark.parametrize(("perfect", "imperfect", "table"), VERBS, ids=[verb for verb, *_ in VERBS])
def test_a_verb_has_the_forms_of_its_class(perfect: str, imperfect: str, table: dict[str, str]) -> None:
    found = list_forms(perfect, imperfect)
    assert {name: sorted(found[name]) for name in table} == {
        name: sorted(forms.split()) for name, forms in table.items()
    }


@pytest.mark.parametrize(
    ("perfect", "imperfect", "past", "present"),
    [
        ("أدان", "يدين", "أدين أدينت أدينوا", "يدان تدان يدانون"),
        ("قال", "يقول", "قيل قيلت", "يقال"),
        ("ناقش", "يناقش", "نوقش نوقشت نوقشا", None),
        ("تبادل", "يتبادل", "تبودل تبودلت", None),
        ("دعا", "يدعو", "دعي دعيت دعيا", "يدعى تدعى يدعيان"),
        ("ألغى", "يلغي", "ألغي ألغيت", "يلغى تلغى"),
        ("أنشأ", "ينشئ", "أنشئ أنشئت", "ينشأ تنشأ"),
        ("سأل", "يسأل", "سئل سئلت", None),
        ("استأنف", "يستأنف", "استؤنف استؤنفت", None),
        ("أساء", "يسيء", "أسيء أسيئت", "يساء"),
        ("وصل", "يصل", None, "يوصل توصل"),
        ("آوى", "يؤوي", "أووي أوويت", "يؤوى"),
    ],
)
def test_the_passive_where_its_letters_differ(perfect: str, imperfect: str, past: str, present: str) -> None:
    forms = inflect_verb(perfect, imperfect)
    for tense, expected in (("past", past), ("present", present)):
        texts = {form.text for form in forms if form.tense == tense and form.voice == "passive" and not form.bound}
        if expected is None:
            assert not texts
        else:
            assert set(expected.split()) <= texts


def test_letters_that_leave_the_voice_open_are_either() -> None:
    voices = {form.text: form.voice for form in inflect_verb("وقع", "يوقع") if form.person == 3}
    assert voices["وقع"] == voices["وقعت"] == voices["يوقع"] == "either"


def test_a_verb_can_have_no_passive_or_one_of_its_own() -> None:
    assert {form.voice for form in inflect_verb("اتفق", "يتفق", passive="")} == {"active"}
    own = {form.text for form in inflect_verb("اضطر", "يضطر", passive="اضطرّ") if form.voice != "active"}
    assert {"اضطر", "اضطرت"} <= own


@pytest.mark.parametrize(
    ("perfect", "imperfect", "bound"),
    [
        ("التقى", "يلتقي", "التقا"),  # التقاه
        ("أدان", "يدين", "أدانو"),  # أدانوها
        ("دعا", "يدعو", "دعا"),  # دعاه
        ("هنأ", "يهنئ", "هنؤ"),
        ("خشي", "يخشى", "يخشا"),  # يخشاه
        ("نفى", "ينفي", "ينفو"),  # لم ينفوها
    ],
)
def test_some_forms_stand_only_before_a_pronoun(perfect: str, imperfect: str, bound: str) -> None:
    assert bound in {form.text for form in inflect_verb(perfect, imperfect) if form.bound}


@pytest.mark.parametrize(
    ("perfect", "imperfect"), [("كتب", "كتب"), ("كتب", "ي"), ("ك", "يكتب"), ("", ""), ("كتب", "أكتب")]
)
def test_what_is_no_verb_is_told(perfect: str, imperfect: str) -> None:
    with pytest.raises(ValueError, match="perfect and its imperfect"):
        inflect_verb(perfect, imperfect)


LETTERS = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأئؤى", min_size=2, max_size=7)


@given(LETTERS, LETTERS, st.booleans())
def test_any_letters_are_inflected_without_failing_and_without_repeats(perfect: str, rest: str, doubled: bool) -> None:
    forms = inflect_verb(perfect + "\u0651" * doubled, "ي" + rest)
    assert len(forms) == len(set(forms))
    assert all(form.text and "\u0651" not in form.text for form in forms)


@given(LETTERS)
def test_a_noun_has_itself_and_its_definite_form(noun: str) -> None:
    forms = inflect_noun(noun)
    assert noun in forms
    assert any(form.endswith(noun) and len(form) > len(noun) for form in forms)


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("زيارة", "زيارة الزيارة زيارت زيارات زيارتان زيارتين زيارتي الزيارات"),
        ("لقاء", "لقاء اللقاء لقائ لقاؤ لقاءات لقاءان لقاءين"),
        ("اتفاق", "اتفاق الاتفاق اتفاقا اتفاقات اتفاقان اتفاقين اتفاقي"),
        ("مبادئ", "مبادئ المبادئ"),
        ("شكوى", "شكوى الشكوى شكوا شكويات"),
        ("محادثات", "محادثات المحادثات"),
        ("تخلي", "تخلي تخل التخلي"),
        ("نشء", "نشء النشء نشئ نشؤ"),
        ("تواطؤ", "تواطؤ التواطؤ"),
    ],
)
def test_a_noun_has_the_forms_of_its_ending(noun: str, forms: str) -> None:
    assert set(forms.split()) <= set(inflect_noun(noun))


def test_a_noun_in_at_takes_no_second_plural() -> None:
    assert set(inflect_noun("محادثات")) == {"محادثات", "المحادثات"}


def test_broken_plurals_are_inflected_with_their_noun() -> None:
    assert {"قمة", "قمم", "القمم"} <= set(inflect_noun("قمة", ("قمم",)))


@pytest.mark.parametrize(
    ("participle", "forms"),
    [
        ("موقع", "موقع موقعا موقعة موقعت موقعان موقعين موقعون موقعات الموقع الموقعة الموقعين"),
        ("ملغى", "ملغى ملغاة ملغيان الملغاة"),
        ("داعي", "داع داعي داعيا داعية داعون داعين الداعي الداعية"),
        ("مسيء", "مسيء مسيئا مسيئة مسيئون المسيئة"),
    ],
)
def test_a_participle_has_its_genders_numbers_and_cases(participle: str, forms: str) -> None:
    assert set(forms.split()) <= set(inflect_participle(participle))
