"""The page of our own in ``examples/``: read as the user's page is, and written in words of our own."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from kg.reading import read_articles

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGE = EXAMPLES / "articles" / "qatar-us-iran.txt"
RUN = 6


@pytest.fixture(scope="module")
def articles():
    return list(read_articles(PAGE))


def test_it_holds_two_articles_and_the_second_inherits_nothing(articles):
    first, second = articles
    assert (first.file, first.part, first.published, first.outlet, first.language, first.title) == (
        "qatar-us-iran.txt", 0, "2024-03-06", "بوابة الراصد", "ar", None,
    )  # fmt: skip
    assert (second.part, second.published, second.outlet, second.language) == (1, None, None, "ar")
    assert second.title == "طهران: لا لقاء وجها لوجه مع الأمريكيين والوساطة العمانية متواصلة"
    assert first.id != second.id


def test_all_furniture_is_left_out_with_its_reason(articles):
    reasons = [[out.reason for out in article.left_out] for article in articles]
    assert reasons == [
        ["embedded tweet", "source line", "tags", "pointer to another story"],
        ["call to follow, subscribe or download", "list of related stories"] + ["headline of another story"] * 8,
    ]


def test_it_is_as_long_and_hard_as_a_real_page(articles):
    first, second = articles
    assert len(first.blocks) >= 20
    assert len(second.blocks) >= 6


def test_prose_is_what_the_gold_lists(articles):
    gold = json.loads((EXAMPLES / "gold.jsonl").read_text(encoding="utf-8"))
    assert [block.text for article in articles for block in article.blocks] == [s["text"] for s in gold["sentences"]]
    assert (gold["published"], gold["outlet"]) == (articles[0].published, articles[0].outlet)


def words_of(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", text.replace("ـ", "").replace("ى", "ي").replace("ة", "ه").casefold())


def runs_of(text):
    words = words_of(text)
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.mark.shared
def test_nothing_in_it_is_taken_from_the_research_corpora(shared):
    ours = runs_of(PAGE.read_text(encoding="utf-8"))
    assert len(ours) > 400
    taken = {
        (path.name, " ".join(run))
        for path in sorted((shared / "gold" / "articles").glob("*.txt"))
        for run in ours & runs_of(path.read_text(encoding="utf-8"))
    }
    assert taken == set()


@pytest.mark.shared
def test_the_user_page_is_read_as_two_articles(shared):
    first, second = read_articles(shared / "gold" / "articles" / "ar-seed.txt")
    assert (first.published, first.outlet, first.language) == ("2024-03-06", "عربي21", "ar")
    assert (second.published, second.outlet, second.language) == (None, None, "ar")
    assert [out.reason for out in first.left_out] == [
        "embedded tweet", "source line", "tags", "pointer to another story",
    ]  # fmt: skip
    assert {out.reason for out in second.left_out} == {
        "call to follow, subscribe or download", "list of related stories", "headline of another story",
    }  # fmt: skip
