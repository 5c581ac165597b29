"""What the models are shown of a sentence: its words at their offsets, quotations, participants side by side, dates."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_articles import make_article

from kg.languages.analysis import Entity, Mention
from kg.languages.pack import load_pack
from kg.pipeline.scene import find_participants, make_groups, read_scenes

PARAGRAPHS = (
    "وصل وزير الخارجية النرويجي إلى نيروبي، الأحد. والتقى نظيره الكيني، ثم عاد إلى أوسلو!",
    "وقال الوزير: «لن نوقع للتجارة وبالسرعة اتفاقا لا نرضاه». وغادر",
    "عدّلت قطرُ والولاياتُ المتحدة الاتفاقـــية في ٢٠٢٣…",
)


def test_sentences_and_words_stand_at_their_offsets(read):
    article = make_article(*PARAGRAPHS, title="أوسلو ونيروبي: لقاء")
    scenes = read(*PARAGRAPHS, title="أوسلو ونيروبي: لقاء")
    assert [scene.number for scene in scenes] == list(range(6))
    assert [scene.title for scene in scenes] == [True] + [False] * 5
    told = [article.text[scene.start : scene.end] for scene in scenes]
    assert told[0] == "أوسلو ونيروبي: لقاء"
    assert told[1:3] == ["وصل وزير الخارجية النرويجي إلى نيروبي، الأحد.", "والتقى نظيره الكيني، ثم عاد إلى أوسلو!"]
    for scene in scenes:
        at = scene.start
        for word in scene.words:
            assert article.text[word.start : word.end] == word.text != ""
            assert article.text[at : word.start].strip() == ""
            assert not (word.glued and word.start != at)
            at = word.end
        assert at == scene.end


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="وبلكالسفراتتقىنهةأإآءىئ ،.؟!«»\"'\u064e\u0651\u0640\u200f012aZ\t\u00a0", max_size=60))
def test_whatever_the_text_is_its_words_stand_at_their_offsets(pack, text):
    article = make_article(text)
    for scene in read_scenes(article, pack):
        assert len(scene.quoted) == len(scene.words)
        at = scene.start
        for word in scene.words:
            assert at <= word.start < word.end <= scene.end
            assert article.text[word.start : word.end] == word.text
            at = word.end


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال الوزير «نريد السلام» ومضى", "نريد السلام"),
        ("قال الوزير “نريد السلام” ومضى", "نريد السلام"),
        ('قال الوزير "نريد السلام" ومضى', "نريد السلام"),
        ('قال "نعم" ثم "لا" وسكت', "نعم لا"),
        ("قال الوزير «نريد السلام", "نريد السلام"),
        ("قال الوزير إنه يريد السلام", ""),
    ],
)
def test_words_in_quotation_marks_are_known(read, text, inside):
    (scene,) = read(text)
    quoted = [w.text for w, q in zip(scene.words, scene.quoted, strict=True) if q and w.text not in '«»“”"']
    assert " ".join(quoted) == inside


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("وقعت قطر ومصر والولايات المتحدة اتفاقا", ["قطر ومصر والولايات المتحدة"]),
        ("زار قطر والكويت، ومصر", ["قطر والكويت، ومصر"]),
        ("زار قطر، الكويت، مصر", ["قطر، الكويت، مصر"]),
        ("اجتمع وزير الخارجية النرويجي ونظيره البرتغالي", ["وزير الخارجية النرويجي ونظيره البرتغالي"]),
        ("بحثت قطر مع تركيا الملف", ["قطر", "تركيا"]),
        ("وصل وزير الخارجية النرويجي إلى كينيا", ["وزير الخارجية النرويجي", "كينيا"]),
        ("رحبت النرويج بالاتفاق السوري والقطري", ["النرويج", "السوري", "القطري"]),
        ("استقبلت النرويج الوفد، ثم غادرت إلى كينيا", ["النرويج", "كينيا"]),
        ("وقعت قطر ومصر، إضافة إلى كينيا، اتفاقا", ["قطر ومصر، إضافة إلى كينيا"]),
        ("وقعت قطر إضافة إلى اتفاق سابق مع كينيا اتفاقا", ["قطر", "كينيا"]),
        # the comma behind an office closes what the one before it opened
        ("طالب سامي كرونبرغ، وزير خارجية النرويج، كينيا بالرد", ["سامي كرونبرغ، وزير خارجية النرويج", "كينيا"]),
    ],
)
def test_those_named_side_by_side_are_one_group(read, text, groups):
    (scene,) = read(text)
    article = make_article(text)
    assert [article.text[slice(*scene.span(g.start, g.end))] for g in scene.groups] == groups


def test_a_group_has_the_countries_of_all_and_the_form_of_the_first(read):
    (scene,) = read("وقعت قطر ومصر والولايات المتحدة اتفاقا")
    (group,) = scene.groups
    assert group.countries == {"QAT", "EGY", "USA"}
    assert (group.form, group.source) == ("name", "here")


def test_a_state_and_a_person_are_no_group(pack):
    words = pack.read_words("قطر وسامي", 0)
    state = Mention(0, 1, 0, (Entity("", "Qatar", None, "QAT", "state"),), "name")
    person = Mention(2, 3, 2, (Entity("", "Sami", None, None, "person"),), "pronoun")
    assert [len(g.mentions) for g in make_groups(words, [state, person], pack.syntax)] == [1, 1]


def test_seas_and_straits_take_part_in_nothing(read):
    (scene,) = read("هاجمت النرويج السفن في البحر الأحمر ومضيق هرمز.")
    assert [mention.members[0].name for mention in scene.mentions] == ["Norway", "Red Sea", "Strait of Hormuz"]
    assert [group.countries for group in scene.groups] == [{"NOR"}]


def test_each_word_knows_the_mention_that_it_is_in(read):
    for scene in read(*PARAGRAPHS):
        assert len(scene.inside) == len(scene.words)
        for number, mention in enumerate(scene.mentions):
            assert 0 <= mention.start <= mention.head < mention.end <= len(scene.words)
            assert all(scene.inside[k] >= 0 for k in range(mention.start, mention.end)), number


def test_who_is_named_late_is_named_from_the_beginning(read):
    arrival, words = "وصل وزير الخارجية النرويجي إلى نيروبي.", "وقال وزير الخارجية النرويجي سامي كرونبرغ إنه راض."
    scenes = read(arrival, words)
    names = [m.members[0].name for scene in scenes for m in scene.mentions if m.form == "office"]
    assert len(names) == 2
    assert names[0] == names[1] != "Foreign minister of Norway"


def test_an_article_is_read_twice_from_its_beginning(read, pack):
    read_order = []

    class Memory:
        def rewind(self):
            read_order.append("rewind")

    def find(words, memory):
        read_order.append(words[0].text)
        return []

    scenes = read("أعلنت كينيا موقفها. ورحبت النرويج.")
    find_participants(scenes, replace(pack, find_mentions=find), Memory())
    assert read_order == ["أعلنت", "و", "rewind", "أعلنت", "و"]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("التقى الوزيران أمس في أوسلو", "أمس", "2024-05-14"),
        ("يلتقي الوزيران الأحد المقبل في أوسلو", "الأحد المقبل", "2024-05-19"),
        ("التقى الوزيران في 3 مارس 2021 في أوسلو", "3 مارس 2021", "2021-03-03"),
        ("وقعا الاتفاق في تسعينيات القرن الماضي", "تسعينيات القرن الماضي", "199X"),
    ],
)
def test_dates_cover_their_words(read, text, words, edtf):
    (scene,) = read(text)
    article = make_article(text)
    ((start, end, date),) = scene.dates
    assert article.text[slice(*scene.span(start, end))] == date.text == words
    assert date.edtf == edtf


def group_english(text):
    """The countries of each group of an English sentence."""
    pack = load_pack("en")
    words = pack.read_words(text, 0)
    mentions = pack.find_mentions(words, pack.new_memory(None))
    return [g.countries for g in make_groups(words, mentions, pack.syntax)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("He will travel to Egypt, the United Arab Emirates, and Ethiopia.", [{"EGY", "ARE", "ETH"}]),
        ("Secretary Harding of the United States and Foreign Minister Lanza of Panama agreed.", [{"USA", "PAN"}]),
        (
            "International organisations and some countries have left Fiji.",
            [{"International organisations", "Some countries"}, {"FJI"}],
        ),
        ("CAIRO - Fiji and Tonga signed a treaty.", [{"FJI", "TON"}]),
        ("CAIRO (Agency) - Fiji signed a treaty.", [{"FJI"}]),
        ("EU - a union - helped Fiji.", [{"EU"}, {"FJI"}]),
    ],
)
def test_english_groups(text, groups):
    assert group_english(text) == groups
