"""What the Arabic pack says of places: the town that stands there, not the capital of its state."""

import pytest

from kg.languages.pack import Pack, load_pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("ar")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("عاد الوفد إلى أوسلو", ("Oslo", "wd:Q585")),
        ("عاد الوفد إلى برازيليا", ("Brasília", "wd:Q2844")),
        ("عاد الوفد إلى تل أبيب", ("Tel Aviv", "wd:Q33935")),
        ("افتتح المؤتمر في لاهاي", ("The Hague", "wd:Q36600")),
        ("هبطت الطائرة في بورتسودان", ("Port Sudan", "wd:Q208718")),
        ("افتتح المؤتمر في جنيف", ("Geneva", "wd:Q71")),
        ("افتتح المؤتمر في كينيا", ("Kenya", "wd:Q114")),
    ],
)
def test_a_place_is_the_town_that_is_named(text: str, place: tuple[str, str], pack: Pack) -> None:
    mentions = pack.find_mentions(pack.read_words(text, 0), pack.new_memory(None))
    assert [pack.find_place(m) for m in mentions if m.form == "name"] == [place]


def test_a_town_that_stands_for_its_state_acts_as_the_state(pack: Pack) -> None:
    mentions = pack.find_mentions(pack.read_words("نفت تل أبيب الخبر", 0), pack.new_memory(None))
    assert [m.members[0].country for m in mentions] == ["ISR"]
