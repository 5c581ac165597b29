"""The table of names: that the fast way to read a name gives what the segmenter gives, and that it is fast."""

import time

import pytest

from kg.languages.ar import names as module
from kg.languages.ar.names import build_names, list_protected, load_states
from kg.languages.ar.segment import Segmenter
from kg.languages.ar.titles import load_titles
from kg.languages.ar.words import read_words


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter.load(list_protected())


def test_names_are_read_as_the_segmenter_cuts_them(segmenter: Segmenter, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str) -> list[str]:
        return [w.full for w in read_words(text, 0, segmenter)]

    fast = build_names(read)
    monkeypatch.setattr(module, "list_protected", lambda added: frozenset())
    slow = build_names(read)
    assert (fast._next, fast._values) == (slow._next, slow._values)


def test_the_tables_are_built_in_no_time(segmenter: Segmenter) -> None:
    asked: list[str] = []

    def read(text: str) -> list[str]:
        asked.append(text)
        return [w.full for w in read_words(text, 0, segmenter)]

    start = time.process_time()
    build_names(read)
    load_titles(lambda text: [w.key for w in read_words(text, 0, segmenter)])
    assert time.process_time() - start < 3  # 0.3 s on a quiet machine
    assert len(asked) == len(set(asked)) < 4000  # the segmenter is asked once for a word, and for few


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("النرويج", "state", "NOR"),
        ("أوسلو", "capital", "NOR"),
        ("نرويجية", "nisba", "NOR"),
        ("النرويجيين", "people", "NOR"),
        ("الروس", "people", "RUS"),
        ("الأوروبية", "nisba", "EU"),
        ("الناتو", "org", "NATO"),
    ],
)
def test_a_name_is_found(name: str, kind: str, code: str, segmenter: Segmenter) -> None:
    table = build_names(lambda text: [w.full for w in read_words(text, 0, segmenter)])
    keys = [w.full for w in read_words(name, 0, segmenter)]
    end, values = table.find(keys, 0)
    assert end == len(keys)
    assert (kind, code) in {(v.kind, v.entity.country) for v in values}


def test_every_state_has_its_wikidata_identifier() -> None:
    assert all(state.id.startswith("wd:Q") for state in load_states().values())
