"""Who is named in English: offices, bodies, names, pronouns, collectives."""

import pytest

from kg.languages.pack import load_pack

CASES = [
    ("US Secretary of State Paul Harding left.", [
        ("US Secretary of State Paul Harding", "Paul Harding", "USA", "person")]),
    ("The Qatari foreign minister spoke.", [
        ("The Qatari foreign minister", "Foreign minister of Qatar", "QAT", "person")]),
    ("The foreign ministers of Oman and Kuwait met.", [
        ("The foreign ministers of Oman and Kuwait", "Foreign ministers of Oman", "OMN", "person"),
        ("The foreign ministers of Oman and Kuwait", "Foreign ministers of Kuwait", "KWT", "person")]),
    ("The Russian Foreign Ministry denied it.", [
        ("The Russian Foreign Ministry", "Ministry of Foreign Affairs of Russia", "RUS", "government"),
        ("it", "Ministry of Foreign Affairs of Russia", "RUS", "government")]),
    ("Germany's ambassador to Chad left.", [
        ("Germany's ambassador to Chad", "Ambassador of Germany to Chad", "DEU", "person"),
        ("Chad", "Chad", "TCD", "state")]),
    ("Washington and Ankara agreed.", [
        ("Washington", "United States", "USA", "state"), ("Ankara", "Turkey", "TUR", "state")]),
    ("The White House hit back.", [("White House", "White House", "USA", "government")]),
    ("Israeli forces withdrew.", [("Israeli forces", "Israeli forces", "ISR", "government")]),
    ("Lee Do-hoon, South Korea’s envoy, left.", [
        ("Lee Do-hoon", "Lee Do-hoon", "KOR", "person"), ("South Korea’s envoy", "Lee Do-hoon", "KOR", "person")]),
    ("The UN Security Council met.", [("UN Security Council", "United Nations Security Council", "UN", "igo")]),
    ("President Rosa Lanza of Panama spoke.", [("President Rosa Lanza of Panama", "Rosa Lanza", "PAN", "person")]),
    ("Sudanese refugees arrived.", [("Sudanese refugees", "Sudanese people", "SDN", "population")]),
    ("The Icelandic government agreed.", [
        ("The Icelandic government", "Government of Iceland", "ISL", "government")]),
    ("A former UN official left.", [("A former UN official", "official of the United Nations", None, "person")]),
    ("Salma Njoroge, CEO of the Kenyan Space Agency, left.", [
        ("Salma Njoroge", "Salma Njoroge", "KEN", "person"), ("Kenyan", "Kenya", "KEN", "state")]),
    ("The government of Egypt agreed.", [("The government of Egypt", "Government of Egypt", "EGY", "government")]),
]  # fmt: skip


def read(*texts):
    pack = load_pack("en")
    memory = pack.new_memory(None)
    found = []
    for text in texts:
        words = pack.read_words(text, 0)
        found.append(
            [(text[words[m.start].start : words[m.end - 1].end], m) for m in pack.find_mentions(words, memory)]
        )
    return found


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_participants(text, expected):
    (mentions,) = read(text)
    assert [(words, e.name, e.country, e.kind) for words, m in mentions for e in m.members] == expected


def test_a_surname_means_who_was_named_before():
    _, second = read("Kenyan Foreign Minister Samuel Njoroge left Oslo.", "Njoroge said that he was content.")
    assert [(words, m.members[0].name, m.members[0].country) for words, m in second] == [
        ("Njoroge", "Samuel Njoroge", "KEN"), ("he", "Samuel Njoroge", "KEN"),
    ]  # fmt: skip


def test_a_counterpart_has_the_office_of_who_was_named_last():
    (mentions,) = read("Kenyan Foreign Minister Samuel Njoroge met his Norwegian counterpart in Oslo.")
    assert [m.members[0].name for _, m in mentions][1] == "Foreign minister of Norway"


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [("The two sides met.", "The two sides", 2), ("Both countries agreed.", "Both countries", 2),
     ("The three leaders met.", "The three leaders", 3), ("They left.", "They", 3)],
)  # fmt: skip
def test_collectives_are_left_open(text, words, number):
    (mentions,) = read(text)
    (found,) = [(w, m.number, m.resolved) for w, m in mentions]
    assert found == (words, number, False)


def test_one_man_has_one_identifier_however_he_is_transcribed():
    first, second = read("Muhammad bin Salman left.", "Mohamed ben Salman left.")
    assert first[0][1].members[0].id == second[0][1].members[0].id


def test_a_person_of_the_table_is_the_one_that_arabic_articles_name():
    (mentions,) = read("Qatari Prime Minister Mohammed bin Abdulrahman Al Thani spoke.")
    assert mentions[0][1].members[0].country == "QAT"
    assert mentions[0][1].members[0].name_ar


def test_a_nationality_is_that_of_the_state_not_of_its_islands():
    for word, code in (("American", "USA"), ("French", "FRA"), ("Dutch", "NLD"), ("Indian", "IND")):
        (mentions,) = read(f"The {word} foreign minister left.")
        assert [e.country for _, m in mentions for e in m.members] == [code]


def whom(text, *before, home=None):
    """Words, form and countries of the mentions of a text that stands behind others."""
    pack = load_pack("en")
    memory = pack.new_memory(home)
    for told in (*before, text):
        words = pack.read_words(told, 0)
        mentions = pack.find_mentions(words, memory)
    return [
        (text[words[m.start].start : words[m.end - 1].end], m.form, tuple(e.country for e in m.members))
        for m in mentions
    ]


MEETING = "Secretary of State Paul Harding met Kuwaiti Foreign Minister Yusuf Al-Hamad."


def test_two_bare_offices_are_two_people():
    found = whom("The Secretary and Foreign Minister discussed trade.", MEETING, home="USA")
    assert found == [("The Secretary", "office", ("USA",)), ("Foreign Minister", "office", ("KWT",))]


def test_two_offices_before_a_name_are_of_one():
    found = whom("He met Crown Prince and Prime Minister Salman bin Yusuf of Bahrain.", MEETING)
    assert ("Crown Prince and Prime Minister Salman bin Yusuf of Bahrain", "office", ("BHR",)) in found


def test_the_second_of_two_offices_may_have_a_name_of_its_own():
    found = whom("The Secretary and Foreign Minister Al-Hamad agreed.", MEETING, home="USA")
    assert found == [("The Secretary", "office", ("USA",)), ("Foreign Minister Al-Hamad", "office", ("KWT",))]


def test_him_is_not_the_subject():
    found = whom("President Rosa Lanza of Panama called Prime Minister Tesfa Worku of Ethiopia to thank him.")
    assert found[-1] == ("him", "pronoun", ("ETH",))


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        ("They freed 53 political prisoners.", "53 political prisoners", ()),
        ("We thank donors that came forward.", "donors", (None,)),
        ("Police in Nairobi shot at them.", "Police", ("KEN",)),
    ],
)
def test_people_that_nothing_owns(text, words, members):
    assert [found[2] for found in whom(text) if found[0] == words] == [members]


def test_a_noun_before_another_is_nobody():
    assert not [found for found in whom("The refugee camps were full.") if "refugee" in found[0]]


@pytest.mark.parametrize(
    ("text", "home", "country"),
    [
        # the outlet's own, unless its state has none of the name
        ("Iceland was represented by the Ministry of Foreign Affairs.", "NOR", "NOR"),
        ("Iceland was represented by the Ministry of Foreign Affairs.", "USA", "ISL"),
        ("Iceland said that the Prime Minister had left.", "USA", "ISL"),
        ("The President thanked Iceland.", "USA", "USA"),
    ],
)
def test_a_state_of_departments_has_no_ministries(text, home, country):
    pack = load_pack("en")
    mentions = pack.find_mentions(pack.read_words(text, 0), pack.new_memory(home))
    assert [m.members[0].country for m in mentions if m.form in ("body", "office")] == [country]
