"""What every language pack gives, and what a wrong or missing one says."""

import pytest

from kg.errors import LanguageError
from kg.languages import pack as packs
from kg.languages.analysis import Entity, NameTable
from kg.languages.pack import PARTICLES, list_languages, load_pack, read_particles
from kg.pipeline.models import NAMES, NETWORK, SLOTS, Models, list_models, load_models

LANGUAGES = list_languages()


def test_arabic_has_a_pack():
    assert "ar" in LANGUAGES
    assert sorted(set(LANGUAGES)) == LANGUAGES


def test_a_pack_is_read_once():
    assert load_pack("ar") is load_pack("ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_is_whole(language):
    pack = load_pack(language)
    assert pack.language == language
    assert set(pack.particles) == set(PARTICLES)
    assert all(pack.particles[name] for name in PARTICLES)
    assert {"QAT", "USA", "PSE", "XKX"} <= pack.states.keys()
    for code, state in pack.states.items():
        assert isinstance(state, Entity)
        assert (state.country, state.kind) == (code, "state")
        assert state.id.startswith("wd:Q")
        assert state.name
    assert pack.find_readings(pack.read_words(".", 0), ["."], 0) == ()
    assert pack.read_words("", 7) == []
    assert pack.gloss([]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weights_of_a_pack_are_there_and_fit(language):
    pack, models = load_pack(language), load_models(language)
    assert isinstance(models, Models)
    has_network = (pack.models / NETWORK).is_file()
    assert set(NAMES) - set(list_models(pack)) == (set(SLOTS) if has_network else set())
    for name in list_models(pack):
        model = getattr(models, name)
        assert len(model) > 0, name
        assert sum(model.probabilities(["bias"]).values()) == pytest.approx(1), name
        several = {"status": ("actual", "planned", "possible", "negated"), "starts": ("none", "theme", "topic")}
        assert model.classes == several.get(name, ("no", "yes")), name


def test_words_are_counted_from_the_offset_that_is_given():
    pack = load_pack("ar")
    text = "وبالسفارة التقاهم الوزيران."
    here, there = pack.read_words(text, 0), pack.read_words(text, 1000)
    assert [(w.text, w.start + 1000, w.end + 1000) for w in here] == [(w.text, w.start, w.end) for w in there]
    assert [w.index for w in here] == list(range(len(here)))
    assert all(text[w.start : w.end] == w.text for w in here)
    assert all(w.tag for w in here)


@pytest.mark.parametrize(
    ("language", "told"), [("arr", "did you mean 'ar'"), ("", "known are"), ("../ar", "known are")]
)
def test_a_language_without_a_pack_is_named_with_those_known(language, told):
    with pytest.raises(LanguageError, match=r"no language pack .*known are .*ar") as caught:
        load_pack(language)
    assert told in str(caught.value)


# -- status.toml -------------------------------------------------------------------------------------------------------


@pytest.fixture
def status(tmp_path, monkeypatch):
    """Writes a ``status.toml`` of a language ``zz`` and reads it."""
    (tmp_path / "zz").mkdir()
    monkeypatch.setattr(packs, "find_folder", lambda language: tmp_path / language)

    def run(text):
        if text is not None:
            (tmp_path / "zz" / "status.toml").write_text(text, encoding="utf-8")
        return read_particles("zz", str.casefold)

    return run


WHOLE = "\n".join(f'{name} = ["Wort"]' for name in PARTICLES)


def test_particles_are_folded(status):
    assert status(WHOLE) == {name: frozenset({"wort"}) for name in PARTICLES}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, r"zz/status\.toml: cannot be read"),
        ("negation = [", r"zz/status\.toml: cannot be read"),
        (
            WHOLE + '\nnegatoin = ["x"]',
            r"zz/status\.toml: unknown class 'negatoin'; did you mean 'negation'\?.* known are",
        ),
        (WHOLE.replace('negation = ["Wort"]', 'negation = "Wort"'), r"negation must be a list of words in quotes"),
        (WHOLE.replace('negation = ["Wort"]', "negation = [1]"), r"negation must be a list of words in quotes"),
        (WHOLE.replace('negation = ["Wort"]', ""), r"zz/status\.toml: lacks the class 'negation'"),
    ],
)
def test_a_wrong_table_of_particles_is_named(status, text, told):
    with pytest.raises(LanguageError, match=told):
        status(text)


def test_a_table_in_another_encoding_is_named(status, tmp_path):
    (tmp_path / "zz" / "status.toml").write_bytes('negation = ["Wörter"]'.encode("latin-1"))
    with pytest.raises(LanguageError, match=r"zz/status\.toml: cannot be read: .*utf-8"):
        status(None)


# -- tables of names ---------------------------------------------------------------------------------------------------


def test_the_longest_name_at_a_word_is_found():
    table = NameTable()
    for keys, value in ((("a",), 1), (("a", "b"), 2), (("a", "b", "c", "d"), 3), (("b",), 4)):
        table.add(keys, value)
    assert table.find(["a", "b", "c"], 0) == (2, [2])
    assert table.find(["a", "b", "c", "d"], 0) == (4, [3])
    assert table.find(["a", "c"], 0) == (1, [1])
    assert table.find(["a", "b", "c"], 1) == (2, [4])
    assert table.find(["c"], 0) == (0, [])
    assert table.find([], 0) == (0, [])


def test_a_name_of_several_has_all_of_them_once():
    table = NameTable()
    for value in (1, 2, 1):
        table.add(("a", "b"), value)
    assert table.find(["a", "b"], 0) == (2, [1, 2])
