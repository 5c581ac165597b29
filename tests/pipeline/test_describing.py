"""Whether a description praises or blames."""

import pytest

from kg.errors import LanguageError
from kg.languages import polarity
from kg.languages.polarity import Polarity, read_polarity
from kg.pipeline.describing import tell_descriptions


@pytest.mark.parametrize(
    ("text", "act", "told"),
    [
        ("وصف الوزير الزيارة بالناجحة.", "criticise", "praise"),
        ("وصف الوزير الزيارة بأنها ناجحة جدا.", "state", "praise"),
        ("وصف الوزير الزيارة بالناجحة.", "welcome", "welcome"),  # praises already
        ("وصف الوزير القصف بأنه همجي.", "praise", "criticise"),
        ("وصف الوزير القصف بأنه همجي.", "condemn", "condemn"),
        ("وصف الوزير القرار بأنه غير ناجح.", "praise", "criticise"),
        ("وصف الوزير القرار بأنه ليس ناجحا.", "criticise", "criticise"),  # a negation: left as it is
        ("وصف الوزير القرار بالطويل.", "state", "state"),
        ("رفض الوزير ما وصفه بالناجح.", "criticise", "criticise"),  # the clause names what is rejected
        ("رحب الوزير بالقرار الناجح.", "state", "state"),  # nothing is described
    ],
)
def test_what_something_is_called_praises_or_blames(read, pack, text, act, told):
    (scene,) = read(text)
    candidate = next(
        c for c in scene.candidates if "وصف" in scene.words[c.index].text or "رحب" in scene.words[c.index].text
    )
    candidate.act = act
    tell_descriptions(scene, pack, 0.4)
    assert candidate.act == told


@pytest.mark.parametrize(("likely", "told"), [(0.5, "praise"), (0.3, None)])
def test_what_is_likely_an_event_of_some_kind_is_praise(read, pack, likely, told):
    (scene,) = read("وصف الوزير الزيارة بالناجحة.")
    candidate = next(c for c in scene.candidates if scene.words[c.index].text == "وصف")
    candidate.weighed = {"state": likely / 2, "criticise": likely / 2}
    tell_descriptions(scene, pack, 0.4)
    assert candidate.act == told


def test_a_language_without_such_words_has_none():
    assert read_polarity("en", str.lower) == Polarity()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("praise = [", "cannot be read"),
        ("praise = []", "unknown or lacking: 'blame'"),
        ("describing = []\ncomplement = []\nblame = []\npraise = [1]", "praise must be a list of words"),
    ],
)
def test_wrong_files_are_told(monkeypatch, tmp_path, text, said):
    (tmp_path / "polarity.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(polarity, "find_folder", lambda language: tmp_path)
    with pytest.raises(LanguageError, match=f"xx/polarity.toml: .*{said}"):
        read_polarity("xx", str.lower)
