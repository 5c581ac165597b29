from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from graph_stories import Story

from kg.graph.store import GraphStore

Build = Callable[..., GraphStore]


@pytest.fixture
def build() -> Iterator[Build]:
    """Builds a store in memory of some stories, in the order given."""
    made: list[GraphStore] = []

    def run(*stories: Story) -> GraphStore:
        store = GraphStore.open(None)
        made.append(store)
        for story in stories:
            store.add_article(story.article, story.events)
        return store

    yield run
    for store in made:
        store.close()


@pytest.fixture
def dump() -> Callable[[GraphStore], bytes]:
    """The graph of a store as canonical N-Quads."""

    def run(store: GraphStore) -> bytes:
        stream = BytesIO()
        store.write(stream, "nq")
        return stream.getvalue()

    return run
