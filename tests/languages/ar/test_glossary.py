"""English glosses of Arabic noun phrases, by tables of phrases; the glossary's own errors."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.gazetteer import read_table
from kg.languages.ar import glossary_table
from kg.languages.ar.glossary import LONGEST, gloss, gloss_text
from kg.languages.ar.glossary_table import list_lines, list_nationalities, load_glossary, load_segmenter
from kg.languages.ar.words import read_words
from kg.languages.en.wording import add_article, join_list, make_ordinal, pluralise
from kg.languages.folding import fold


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        # What a noun governs: compounds, of, objects.
        ("اتفاقية التعاون الدفاعي", "defence cooperation agreement"),
        ("قطاع النفط والغاز", "oil and gas sector"),
        ("اجتماع اللجنة المشتركة", "meeting of the joint committee"),
        ("تعزيز العلاقات الثنائية في مجال الطاقة", "strengthening of bilateral relations in the field of energy"),
        ("مكافحة الإرهاب والهجرة غير الشرعية", "combating terrorism and illegal migration"),
        ("دعم الشعب الفلسطيني", "support for the Palestinian people"),
        ("سفارة تونس", "embassy of Tunisia"),
        ("زيارة قطر", "visit to Qatar"),
        ("حل الأزمة الليبية", "resolving the Libyan crisis"),
        ("حل عادل للأزمة الليبية", "just solution to the Libyan crisis"),
        ("عقد قمة خليجية", "holding of a Gulf summit"),
        ("عقد جديد", "new contract"),
        ("تنفيذ قرار مجلس الأمن 2216", "implementation of Security Council resolution 2216"),
        ("تعزيز وتطوير التعاون العسكري", "strengthening and development of military cooperation"),
        ("شمال سوريا", "northern Syria"),
        # Adjectives: to which noun they belong, and their order.
        ("اتفاقية التعاون الجديدة", "new cooperation agreement"),
        ("التعاون العسكري الثنائي", "bilateral military cooperation"),
        ("العلاقات القطرية الأمريكية", "Qatari-US relations"),
        ("العلاقات المصرية - التركية", "Egyptian-Turkish relations"),
        ("القضايا الإقليمية والدولية ذات الاهتمام المشترك", "regional and international issues of common interest"),
        ("الجولة الخامسة من الحوار الاستراتيجي", "fifth round of the strategic dialogue"),
        ("الدورة الـ47 للمؤتمر", "47th session of the conference"),
        ("23 دبلوماسيا روسيا", "23 Russian diplomats"),
        ("مساعدات مالية وعسكرية", "financial and military aid"),
        ("على المستويين الإقليمي والدولي", "regional and international levels"),
        ("موقف كينيا المحايد", "neutral position of Kenya"),
        ("ممرات آمنة", "safe corridors"),
        ("أمن المنطقة", "security of the region"),
        ("قرار الرئيس الأمريكي، دونالد ترامب، بشأن المناخ", "decision of the US president Donald Trump on climate"),
        ("إدارة ميناء عدن", "management of the port of Aden"),
        ("إحداث مركز جديد", "creation of a new centre"),
        ("أحداث السودان", "events of Sudan"),
        # Terms, also those that stand apart.
        ("اتفاق وقف إطلاق النار", "ceasefire agreement"),
        ("وقف دائم لإطلاق النار", "permanent ceasefire"),
        ("إطلاق سراح الأسرى", "release of prisoners"),
        ("مذكرة تفاهم بشأن الأمن السيبراني", "memorandum of understanding on cybersecurity"),
        ("8 مذكرات تفاهم", "8 memoranda of understanding"),
        ("نزع أسلحة الدمار الشامل", "removal of weapons of mass destruction"),
        ("إعادة فتح السفارة", "reopening of the embassy"),
        # Prepositions and participles.
        ("العقوبات الأمريكية المفروضة على السودان", "US sanctions imposed on Sudan"),
        ("القضايا المتعلقة بالمناخ", "issues related to climate"),
        ("العلاقات بين مصر وتركيا", "relations between Egypt and Turkey"),
        ("الحوار بينهما", "dialogue between them"),
        ("عودة سوريا إلى مقعدها", "Syria's return to its seat"),
        ("إطلاق كوريا الشمالية صواريخ باليستية", "North Korea's launch of ballistic missiles"),
        # Pronouns, quantities, numbers.
        ("علاقاتهما الثنائية", "their bilateral relations"),
        ("أمن لبنان واستقراره", "security and stability of Lebanon"),
        ("عدد من الاتفاقيات", "a number of agreements"),
        ("كل هذه القضايا", "all these issues"),
        ("حكومتا البلدين", "two governments of the two countries"),
        ("2.5 مليار دولار", "2.5 billion dollars"),
        ("حقوق الفلسطينيين", "rights of Palestinians"),
        ("أول سفير للبلاد", "first ambassador of the country"),
        # A relative clause is left out.
        ("العقوبات التي فرضتها واشنطن", "sanctions"),
        ("«الحوار الوطني»،", "national dialogue"),
    ],
)
def test_phrases(arabic: str, english: str) -> None:
    assert gloss_text(arabic) == english


@pytest.mark.parametrize(
    "arabic",
    [
        "الزنبرك المعلق",
        "تعزيز الزنبرك",
        "اتفاقية الزنبرك بين البلدين",
        "التعاون في الزنبرك",
        "أن يوقع البلدان",
        "",
        "،",
        "و",
        "هذا",
        "غير",
        "من",
    ],
)
def test_no_half_translations(arabic: str) -> None:
    assert gloss_text(arabic) is None


def test_owner_of_a_pronoun() -> None:
    words = read_words("استئناف علاقاتها مع المغرب", 0, load_segmenter())
    pronoun = next(word for word in words if word.piece == "pron")
    assert gloss(words) == "resumption of its relations with Morocco"
    assert gloss(words, {pronoun.index: "United States"}) == (
        "resumption of the relations of the United States with Morocco"
    )
    country = read_words("سفارة بلاده", 0, load_segmenter())
    assert gloss(country, {country[-1].index: "Turkey"}) == "embassy of Turkey"


def test_words_of_a_longer_sentence() -> None:
    words = read_words("وقع الوزيران اتفاقية التعاون الدفاعي يوم الأربعاء", 0, load_segmenter())
    assert gloss(words[2:5]) == "defence cooperation agreement"


@pytest.mark.parametrize("phrase", ["قمة ", "تعزيز علاقات ", "غير ", "من ", "هذا كل ", "و ", "قمة في ", "قمة عربية و"])
def test_long_input_ends(phrase: str) -> None:
    assert gloss_text(phrase * 2000) is None
    gloss_text(phrase * (LONGEST // 3))


@given(
    st.lists(
        st.sampled_from("قمة في تعزيز العلاقات الثنائية و التعاون بين البلدين هذا كل 23 عدم إعادة ، الذي من ل".split())
    )
)
def test_any_words_give_whole_english_or_none(words: list[str]) -> None:
    english = gloss_text(" ".join(words))
    assert english is None or (english and english.isascii() and "  " not in english)


COLUMNS = "arabic kind english plurals adjective attributive english_plural link governing prepositions gender"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("قمة\tthing\tsummit\t\t\t\t\t\t\t\t", "unknown kind 'thing'; known are count"),
        ("قمة\tcount\t\t\t\t\t\t\t\t\t", "has no English"),
        ("قمة\tcount\tsummit\t\t\t\t\tfrom\t\t\t", "unknown link 'from'"),
        ("قمة\tcount\tsummit\t\t\t\t\t\t\tفي\t", "is not of the form في:in"),
    ],
)
def test_wrong_entries_name_their_line(row: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("\t".join(COLUMNS.split()) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(LanguageError, match=rf"glossary\.tsv, line 2: .*{message}"):
        for entry in read_table(file, COLUMNS.split(), key="arabic"):
            glossary_table._read_entry(entry)


def test_every_form_is_found_by_the_way_it_begins() -> None:
    """Forms are made when a word that begins like them is asked for: a line that did not say so would be lost."""
    senses = load_glossary().senses
    for line in [*list_lines(), *list_nationalities()]:
        for form, sense in line.forms():
            cut = sense.entry.kind in ("preposition", "phrase")
            words = read_words(form, 0, load_segmenter()) if cut else [form.split(" ")[0]]
            first = words[0].key if cut else fold(words[0])
            assert first[:2] in line.beginnings, form
            assert cut or senses.is_whole(first), form


def test_size_of_the_glossary() -> None:
    table = Path(glossary_table.__file__).parent / "glossary.tsv"
    rows = list(read_table(table, COLUMNS.split(), key="arabic"))
    assert len(rows) >= 1800
    assert all(row["english"].isascii() or "é" in row["english"] for row in rows)


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("agreement", "agreements"),
        ("embassy", "embassies"),
        ("key", "keys"),
        ("crash", "crashes"),
        ("head of state", "heads of state"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert pluralise(noun) == plural


@pytest.mark.parametrize(
    ("noun", "with_article"),
    [
        ("summit", "a summit"),
        ("agreement", "an agreement"),
        ("UN envoy", "a UN envoy"),
        ("IMF loan", "an IMF loan"),
        ("union", "a union"),
        ("European bank", "a European bank"),
        ("unified front", "a unified front"),
        ("unimportant matter", "an unimportant matter"),
        ("honour", "an honour"),
    ],
)
def test_articles(noun: str, with_article: str) -> None:
    assert add_article(noun) == with_article


def test_lists_and_ordinals() -> None:
    assert join_list(["a"]) == "a"
    assert join_list(["a", "b", "c"], "or") == "a, b or c"
    assert [make_ordinal(n) for n in (1, 12, 13, 21, 22, 111, 147)] == [
        "first", "twelfth", "13th", "21st", "22nd", "111th", "147th",
    ]  # fmt: skip
