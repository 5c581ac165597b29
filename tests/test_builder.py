"""The walk and the names that the package gives away."""

import pytest

import kg
from kg.builder import extract
from kg.errors import InputError

TEXT = "الدوحة - عدلت قطر والولايات المتحدة يوم 2024-03-06 اتفاقية التعاون الدفاعي بين البلدين في مراسم رسمية.\n"


@pytest.fixture
def page(tmp_path, plugins):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_example_of_the_package(page, tmp_path):
    (event,) = kg.extract(page, extractor="plain")
    assert kg.say(event, "en").startswith("Qatar – amends – defence cooperation agreement")
    summary = kg.build([page], store=tmp_path / "graph", extractor="plain")
    assert (summary.articles, summary.events, summary.is_complete) == (1, 1, True)
    rows = kg.open_graph(tmp_path / "graph").query("SELECT ?e { ?e a kg:Event ; kg:act kg:Amend }")
    assert len(rows) == 1


def test_every_name_that_the_package_gives_is_there():
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def test_extract_raises_for_what_cannot_be_read(page):
    page.write_bytes(b"")
    with pytest.raises(InputError, match=r"page\.txt: is empty"):
        list(extract(page, extractor="plain"))


def test_each_step_is_told_when_it_is_done(page, tmp_path):
    told = []
    kg.build([page, tmp_path / "nowhere"], tmp_path / "graph", extractor="plain", on_step=told.append)
    assert [type(step).__name__ for step in told] == ["Extracted", "Skipped"]
