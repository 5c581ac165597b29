"""A store in memory, filled with events."""

from dataclasses import replace

import pytest
from network_samples import TEXT

from kg.graph.store import GraphStore
from kg.model import Article, Block


@pytest.fixture
def fill():
    """A store with one article for each list of events, told some days apart."""
    stores = []

    def make(*articles):
        store = GraphStore.open(None)
        stores.append(store)
        for number, events in enumerate(articles):
            article = Article(
                f"{number}.txt", 0, TEXT, (Block(0, 3, TEXT),), path=f"{number}.txt", language="ar",
                published=f"2024-03-{number + 1:02}",
            )  # fmt: skip
            store.add_article(article, [replace(event, article=article.file) for event in events])
        return store

    yield make
    for store in stores:
        store.close()
