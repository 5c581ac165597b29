"""Where themes and topics may begin and end, what a date says of an act, and that features are names."""

from zlib import crc32

import pytest
from own_articles import make_article

from kg.pipeline.linear import LinearModel
from kg.pipeline.slots import (
    date_features,
    end_features,
    find_promise,
    is_past,
    list_ends,
    list_starts,
    place_features,
    start_features,
    status_features,
    weigh_starts,
)

SENTENCES = (
    "رفضت كينيا قرار إغلاق سفارتها في أوسلو، وطلبت توضيحا.",
    "وقعت النرويج والبرتغال «اتفاقية صيدهما» في 3 مارس 2021 في نيروبي؛ ثم عادتا.",
    "أعرب الوزير عن قلقه من هجومهم على قاعدتنا ومن تأجيلها",
)


@pytest.fixture
def scene_of(read):
    """A sentence with the candidate that is written so, its act chosen."""

    def run(text, trigger):
        (scene,) = read(text)
        candidate = next(c for c in scene.candidates if scene.words[c.index].text == trigger)
        candidate.act = next(iter(candidate.acts))
        return scene, candidate

    return run


@pytest.mark.parametrize(
    ("text", "trigger", "first", "phrases"),
    [
        (
            SENTENCES[0],
            "رفضت",
            "قرار",
            [
                "قرار",
                "قرار إغلاق",
                "قرار إغلاق سفارتها",
                "قرار إغلاق سفارتها في أوسلو",
                "قرار إغلاق سفارتها في أوسلو، وطلبت",
                "قرار إغلاق سفارتها في أوسلو، وطلبت توضيحا",
            ],
        ),
        # a phrase in quotation marks may end with them, and none goes beyond a stop
        (
            SENTENCES[1],
            "وقعت",
            "اتفاقية",
            [
                "اتفاقية",
                "اتفاقية صيدهما",
                "اتفاقية صيدهما»",
                "اتفاقية صيدهما» في 3",
                "اتفاقية صيدهما» في 3 مارس",
                "اتفاقية صيدهما» في 3 مارس 2021",
                "اتفاقية صيدهما» في 3 مارس 2021 في نيروبي",
            ],
        ),
        # before its trigger a phrase ends at the trigger
        ("قرار الإغلاق رفضته كينيا", "رفضت", "قرار", ["قرار", "قرار الإغلاق"]),
    ],
)
def test_phrases_end_with_whole_words(scene_of, text, trigger, first, phrases):
    article = make_article(text)
    scene, candidate = scene_of(text, trigger)
    start = next(k for k, word in enumerate(scene.words) if word.text == first)
    assert [article.text[slice(*scene.span(start, end))] for end in list_ends(scene, candidate, start)] == phrases


@pytest.mark.parametrize("text", SENTENCES)
def test_no_phrase_parts_a_word_from_its_pronoun_or_ends_in_a_preposition(read, text):
    (scene,) = read(text)
    for candidate in scene.candidates:
        for start in list_starts(scene, candidate):
            assert not candidate.index <= start < candidate.end
            assert scene.words[start].piece in ("stem", "number")
            for end in list_ends(scene, candidate, start):
                assert start < end <= len(scene.words)
                following = scene.words[end] if end < len(scene.words) else None
                assert following is None or not (following.glued and following.piece == "pron")
                assert scene.words[end - 1].piece not in ("conj", "prep")


@pytest.mark.parametrize("text", SENTENCES)
def test_features_are_names_without_line_ends_and_the_same_each_time(read, pack, text):
    """A model's file has a name a line; what held in training must hold in use."""

    def collect():
        (scene,) = read(text)
        taken = [0] * len(scene.words)
        rows = []
        for candidate in scene.candidates:
            candidate.act = min(candidate.acts)
        for candidate in scene.candidates:
            rows.append(status_features(scene, candidate, pack, "2024-05-15"))
            rows += [date_features(scene, candidate, date, pack, "2024-05-15") for date in scene.dates]
            rows += [place_features(scene, candidate, m, pack) for m in scene.mentions if pack.find_place(m)]
            for start in list_starts(scene, candidate):
                rows.append(start_features(scene, candidate, start, pack, taken))
                for end in list_ends(scene, candidate, start):
                    rows.append(end_features(scene, candidate, start, end, pack, taken))
        return rows

    rows = collect()
    assert len(rows) > 20
    assert all(isinstance(f, str) and f and "\n" not in f for row in rows for f in row)
    assert collect() == rows


@pytest.mark.parametrize("text", SENTENCES)
def test_starts_are_weighed_by_all_their_features(read, pack, text):
    (scene,) = read(text)
    taken = [k % 3 for k in range(len(scene.words))]
    names = set()
    for candidate in scene.candidates:
        candidate.act = min(candidate.acts)
        for k in list_starts(scene, candidate):
            names.update(start_features(scene, candidate, k, pack, taken))
    weights = {name: [crc32(name.encode()) % (2 + n) / 50 for n in range(3)] for name in names}
    model = LinearModel.from_weights(("none", "theme", "topic"), weights, [0.5, 0.0, -0.5])
    for candidate in scene.candidates:
        starts = list(list_starts(scene, candidate))
        found = weigh_starts(model, scene, candidate, starts, pack, taken)
        for k, view in zip(starts, found, strict=True):
            assert view == pytest.approx(model.probabilities(start_features(scene, candidate, k, pack, taken)))


@pytest.mark.parametrize(
    ("date", "published", "past"),
    [
        ("2024-05-14", "2024-05-15", True),
        ("2024-05-15", "2024-05-15", False),
        ("2024-05-16", "2024-05-15", False),
        ("199X", "2024-05-15", True),
        ("2024", "2024-05-15", False),
        ("2023", "2024", True),
        (None, "2024-05-15", False),
        ("2024-05-14", None, False),
    ],
)
def test_a_date_is_past_when_all_of_it_lies_before_the_publication(date, published, past):
    assert is_past(date, published) is past


@pytest.mark.parametrize(
    ("text", "governor", "act", "ahead"),
    [
        ("التزمت كل من وزارة الدفاع الكينية ووزارة الداخلية النرويجية بتوقيع مذكرة تعاون.", "التزمت", "commit", True),
        ("اتفقت كينيا والنرويج على توقيع مذكرة تعاون.", "اتفقت", "agree", True),
        # a word of its own stands between, or the act looks at nothing to come
        ("اتفقت كينيا والنرويج على برنامج بعد توقيع مذكرة تعاون.", "اتفقت", "agree", False),
        ("رحبت كينيا بتوقيع مذكرة تعاون.", "رحبت", "welcome", False),
    ],
)
def test_what_is_agreed_or_pledged_is_still_to_come(read, pack, text, governor, act, ahead):
    (scene,) = read(text)
    first = next(c for c in scene.candidates if scene.words[c.index].text == governor)
    signing = next(c for c in scene.candidates if scene.words[c.index].text == "توقيع")
    first.act, signing.act = act, "sign"
    assert find_promise(scene, signing, pack) == (act if ahead else None)
