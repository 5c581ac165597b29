"""Stores in memory, filled with events."""

from dataclasses import replace

import pytest
from network_samples import make_article

from kg.exports import Options
from kg.exports.graphs import collect
from kg.exports.selecting import select
from kg.exports.views import build_view
from kg.graph.store import GraphStore


@pytest.fixture
def fill():
    """A store with one article for each list of events, told some days apart."""
    stores = []

    def make(*articles, published="2024-03-{:02}", **facts):
        store = GraphStore.open(None)
        stores.append(store)
        for number, events in enumerate(articles):
            own = {name: fact.replace("{}", str(number + 1)) for name, fact in facts.items() if fact}
            article = make_article(number, published=published.format(number + 1) or None, **own)
            store.add_article(article, [replace(event, article=article.file) for event in events])
        return store

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def view():
    """A view of a store as a networkx graph: ``view(store, "ties", lang="ar", what=["sign"])``."""

    def make(store, name="ties", **given):
        own = {key: given.pop(key) for key in ("lang", "actors", "around", "steps") if key in given}
        return collect(build_view(store, Options(view=name, selection=select(**given), **own)))

    return make
