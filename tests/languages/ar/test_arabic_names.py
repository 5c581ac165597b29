"""What the participants of a text are called in Arabic, and who is meant by less than his name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.languages.analysis import Entity, Mention
from kg.languages.ar.describing import compose_name
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import load_names, load_segmenter, load_states
from kg.languages.ar.participants import find_mentions
from kg.languages.ar.tagger import load_tagger
from kg.languages.ar.titles import Titles, load_titles
from kg.languages.ar.words import read_words


@pytest.fixture(scope="module")
def titles() -> Titles:
    segmenter = load_segmenter()
    return load_titles(lambda text: [w.key for w in read_words(text, 0, segmenter)])


def read(sentences: Sequence[str], titles: Titles) -> list[tuple[str, list[Mention]]]:
    """The mentions of the sentences of an article that is read twice, with the text of each."""
    memory, told = Memory(), []
    for last in (False, True):
        for text in sentences:
            words = read_words(text, 0, load_segmenter())
            load_tagger().tag(words)
            mentions = find_mentions(words, load_names(), titles, memory)
            if last:
                told += [(text[words[m.start].start : words[m.end - 1].end], [m]) for m in mentions]
        memory.rewind()
    return told


def call(sentences: Sequence[str], titles: Titles) -> dict[str, list[str | None]]:
    """The Arabic names of the members of each mention, by its words."""
    return {text: [e.name_ar for m in mentions for e in m.members] for text, mentions in read(sentences, titles)}


CALLED = [
    # as the text has it, without what is written on the first word
    (["أعلنت وزارة الزراعة الكينية ذلك"], "وزارة الزراعة الكينية", ["وزارة الزراعة الكينية"]),
    (["قال للحكومة البرتغالية ذلك"], "لحكومة البرتغالية", ["الحكومة البرتغالية"]),
    (["صرح وزير خارجية النرويج بذلك"], "وزير خارجية النرويج", ["وزير خارجية النرويج"]),
    # a portfolio alone is its ministry, and the bare head is called as the full one
    (["نفت الخارجية الكينية ذلك"], "الخارجية الكينية", ["وزارة الخارجية الكينية"]),
    (["نفت الخارجية الكينية ذلك", "وأضافت الوزارة أنها تنتظر"], "الوزارة", ["وزارة الخارجية الكينية"]),
    # the first full words count, for what stands before them too
    (
        ["رفضت الحكومة ذلك", "وأكدت الحكومة البرتغالية أنها باقية", "ثم ردت حكومة البرتغال"],
        "حكومة البرتغال",
        ["الحكومة البرتغالية"],
    ),
    (["قررت الحكومة الانسحاب من لشبونة", "وردت الحكومة البرتغالية"], "الحكومة", ["الحكومة البرتغالية"]),
    # composed where nothing tells it in full
    (["التقى وزير الدفاع الكيني نظيره البرتغالي"], "نظيره البرتغالي", ["وزير الدفاع البرتغالي"]),
    (["التقت وزيرة الدفاع الكينية نظيرتها البرتغالية"], "نظيرتها البرتغالية", ["وزير الدفاع البرتغالي"]),
    (
        ["اجتمع وزيرا خارجية كينيا والبرتغال"],
        "وزيرا خارجية كينيا والبرتغال",
        ["وزير الخارجية الكيني", "وزير الخارجية البرتغالي"],
    ),
    # several: in the nominative, and not in the accusative of one
    (["التقى مسؤولين كينيين"], "مسؤولين كينيين", ["مسؤولون كينيون"]),
    (["اجتمع بمسؤولي الاتحاد الأوروبي"], "مسؤولي الاتحاد الأوروبي", ["مسؤولو الاتحاد الأوروبي"]),
    (["عين سفيرا لكينيا لدى البرتغال"], "سفيرا لكينيا لدى البرتغال", ["السفير الكيني"]),
    # courtesies are no part of it
    (["شكر الحكومة الكينية الشقيقة"], "الحكومة الكينية الشقيقة", ["الحكومة الكينية"]),
    # a person as written, whatever is written on the name
    (["سلم وزير الدفاع الكيني سامي كرونبرغ رسالة"], "وزير الدفاع الكيني سامي كرونبرغ", ["سامي كرونبرغ"]),
]


@pytest.mark.parametrize(("sentences", "words", "names"), CALLED, ids=[words for _, words, _ in CALLED])
def test_whoever_is_described_has_an_arabic_name(
    sentences: list[str], words: str, names: list[str], titles: Titles
) -> None:
    called = call(sentences, titles)
    assert called.get(words) == names, called


COMPOSED = [
    ("وزارة الدفاع", "KEN", {}, "وزارة الدفاع الكينية"),
    ("سفير", "PRT", {"host": "KEN"}, "السفير البرتغالي لدى كينيا"),
    ("جيش", "KOR", {}, "الجيش الكوري الجنوبي"),
    ("حكومة", "KOR", {}, "الحكومة الكورية الجنوبية"),
    ("القوات المسلحة", "KEN", {}, "القوات المسلحة الكينية"),
    ("متحدث باسم الخارجية", "KEN", {}, "المتحدث باسم الخارجية الكينية"),
    ("القائم بالأعمال", "KEN", {}, "القائم بالأعمال الكيني"),
    ("دبلوماسيون", "RUS", {"people": True}, "الدبلوماسيون الروس"),
    ("دبلوماسيون", "KEN", {"people": True}, "الدبلوماسيون الكينيون"),
    ("مصادر", "KEN", {"people": True}, "المصادر الكينية"),
    ("بابا الفاتيكان", "VAT", {}, "بابا الفاتيكان"),
]


@pytest.mark.parametrize(("phrase", "code", "more", "name"), COMPOSED, ids=[name for *_, name in COMPOSED])
def test_adjectives_agree_with_what_they_tell_of(phrase: str, code: str, more: dict[str, str], name: str) -> None:
    people = bool(more.get("people"))
    assert compose_name(phrase, load_states()[code], more.get("host"), people=people) == name


def test_what_has_no_adjective_stands_in_the_genitive() -> None:
    owner = Entity("org-x", "X", "الرابطة", None, "igo")
    assert compose_name("سفير", owner) == "سفير الرابطة"
    assert compose_name("مسؤولون", owner, people=True) == "مسؤولو الرابطة"
    assert compose_name("الأمين العام", owner) == "الأمين العام للرابطة"
    assert compose_name("سفير", Entity("org-y", "Y", None, None, "igo")) is None


MEANT = [
    # shorter forms of a name
    (
        ["وصل وزير الدفاع الكيني سالم بن راشد بن حمد الشاذلي", "وقال الشيخ سالم بن راشد ذلك"],
        "الشيخ سالم بن راشد",
    ),
    (["وصل وزير الدفاع الكيني سالم بن راشد بن حمد الشاذلي", "وقال الشيخ سالم ذلك"], "الشيخ سالم"),
    (["وصل وزير الدفاع الكيني سالم عبد الله الشاذلي", "وقال الشيخ سالم عبدالله ذلك"], "الشيخ سالم عبدالله"),
    # a bare title
    (["وصل وزير الدفاع الكيني سالم الشاذلي إلى لشبونة", "وشكر الوزير الكيني مضيفيه"], "الوزير الكيني"),
    (["وصل رئيس الوزراء الكيني سالم الشاذلي", "وقال رئيس الحكومة الكينية ذلك"], "رئيس الحكومة الكينية"),
    # a prime minister is a minister of his state, and the counterpart of those whose portfolio he has
    (["وصل رئيس الوزراء الكيني سالم الشاذلي", "وشكر الوزير الكيني مضيفيه"], "الوزير الكيني"),
    (
        ["وصل رئيس الوزراء الكيني سالم الشاذلي، الذي يتولى أيضا حقيبة الخارجية", "والتقى وزير الخارجية الكيني ضيفه"],
        "وزير الخارجية الكيني",
    ),
    (
        ["وصل رئيس الوزراء وزير الخارجية الكيني سالم الشاذلي", "واستقبل وزير الخارجية النرويجي نظيره الكيني"],
        "نظيره الكيني",
    ),
    # who chairs is no presidency
    (["عقدت الجلسة برئاسة وزير الدفاع الكيني سالم الشاذلي"], "وزير الدفاع الكيني سالم الشاذلي"),
]


@pytest.mark.parametrize(("sentences", "words"), MEANT, ids=[sentences[-1] for sentences, _ in MEANT])
def test_less_than_the_name_means_the_person_who_was_named(sentences: list[str], words: str, titles: Titles) -> None:
    told = read(sentences, titles)
    first = next(m.members for _, mentions in told for m in mentions if m.members and m.members[0].kind == "person")
    meant = next((m.members for text, mentions in told for m in mentions if text == words), None)
    assert meant == first, [(text, [m.members for m in mentions]) for text, mentions in told]


def test_a_first_name_that_two_have_means_neither(titles: Titles) -> None:
    told = read(["التقى وزير الدفاع الكيني سالم الشاذلي سفير النرويج سالم المهدي", "وقال الشيخ سالم ذلك"], titles)
    members = next(m.members for text, mentions in told for m in mentions if text == "الشيخ سالم")
    assert [e.name for e in members] == ["Salem"]


def test_two_ministers_are_those_of_two_portfolios(titles: Titles) -> None:
    told = read(
        ["وصل رئيس الوزراء الكيني سالم الشاذلي، الذي يتولى حقيبة الخارجية، وقابل وزير الخارجية النرويجي كريم المهدي",
         "وأكد الوزير الكيني ذلك", "ووقع الوزيران اتفاقا"], titles,
    )  # fmt: skip
    members = next(m.members for text, mentions in told for m in mentions if text == "الوزيران")
    assert {e.country for e in members} == {"KEN", "NOR"}
    assert all(not e.name.startswith("Minister") for e in members)


def test_every_member_is_called_something_in_arabic(titles: Titles) -> None:
    sentences = [
        "التقى وفد كيني رفيع نائب وزير الزراعة البرتغالي ومسؤولين من كينيا والنرويج",
        "دعت الدول العربية والمجتمع الدولي سكان الخرطوم إلى الهدوء",
        "قال مصدر مطلع لصحيفة كينية إن السلطات المحلية أبلغت السفارة البرتغالية في نيروبي",
    ]
    entities = [e for _, mentions in read(sentences, titles) for m in mentions for e in m.members]
    assert entities
    assert [e for e in entities if not e.name_ar or any("a" <= c <= "z" for c in e.name_ar)] == []


OWN_WORDS = [
    ("ناشدت الأسرة الدولية", "International community"),
    ("ناشدت العائلة الدولية", "International community"),
    ("صرح وزير الداخلية الأميركي", "Secretary of the Interior of the United States"),
    ("صرح وزير الدفاع الأميركي", "Secretary of Defense of the United States"),
    ("صرح وزير الداخلية الكيني", "Interior minister of Kenya"),
    ("أعلنت وزارة الدفاع الأميركية", "United States Department of Defense"),
    ("أعلنت وزارة الطاقة الأميركية", "United States Department of Energy"),
    ("أعلنت وزارة الدفاع الكينية", "Ministry of Defence of Kenya"),
    ("صرح المستشار الألماني أولاف شولتس", "Olaf Scholz"),
]


@pytest.mark.parametrize(("text", "name"), OWN_WORDS, ids=[name for _, name in OWN_WORDS])
def test_states_that_have_words_of_their_own_are_told_by_them(text: str, name: str, titles: Titles) -> None:
    assert [e.name for _, mentions in read([text], titles) for m in mentions for e in m.members] == [name]


def test_a_ministry_that_is_listed_is_one_with_its_palace(titles: Titles) -> None:
    told = read(["نفت وزارة الخارجية الإيطالية ذلك", "وأعلنت الفارنيزينا موقفها"], titles)
    entities = {e for _, mentions in told for m in mentions for e in m.members}
    assert [(e.name, e.name_ar) for e in entities] == [
        ("Ministry of Foreign Affairs of Italy", "وزارة الخارجية الإيطالية")
    ]


def test_a_surname_that_is_an_adjective_stands_alone_behind_a_verb(titles: Titles) -> None:
    told = read(["وصل رئيس الوزراء العراقي محمد شياع السوداني أمس", "وأكد السوداني ذلك"], titles)
    names = [m.members[0].name for text, mentions in told for m in mentions if text == "السوداني"]
    assert names == ["Mohammed Shia al-Sudani"]


def test_a_name_in_abd_is_read_to_its_end(titles: Titles) -> None:
    told = read(["وصل وزير الدفاع الكيني سالم بن عبد الرحمن الشاذلي", "وقال سالم بن عبد الرحمن ذلك"], titles)
    assert "سالم بن عبد الرحمن" in [text for text, _ in told], told
