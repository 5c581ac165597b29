"""Article lists of GDELT's DOC API: known by their columns; with a text beside they are tables as any other."""

from __future__ import annotations

import json

from kg.model import Article
from kg.reading import Skipped, read_data

ROW = {
    "url": "https://example.org/news/1", "url_mobile": "", "title": "Talks in Nairobi", "seendate": "20240306T101500Z",
    "socialimage": "", "domain": "example.org", "language": "English", "sourcecountry": "Kenya",
}  # fmt: skip
TEXT = "The foreign minister of Norway met his counterpart from Kenya in Nairobi. They spoke about the price of fish."


def test_a_list_without_texts_says_what_to_do():
    (told,) = read_data(json.dumps({"articles": [ROW]}).encode(), "list.json")
    assert isinstance(told, Skipped)
    assert str(told).startswith("list.json#1: is an article list of GDELT, which holds addresses and headlines but no")
    (told,) = read_data(f"{','.join(ROW)}\n{','.join(ROW.values())}\n".encode(), "list.csv")
    assert "article list of GDELT" in str(told)


def test_with_texts_beside_its_facts_are_taken():
    (article,) = read_data(json.dumps({**ROW, "text": TEXT}).encode(), "list.jsonl")
    assert isinstance(article, Article)
    facts = article.url, article.title, article.published, article.outlet, article.language
    assert facts == (ROW["url"], ROW["title"], "2024-03-06", "example.org", "en")


def test_an_outlet_goes_before_its_domain():
    (article,) = read_data(json.dumps({**ROW, "text": TEXT, "outlet": "The Example Post"}).encode(), "list.jsonl")
    assert isinstance(article, Article) and article.outlet == "The Example Post"
