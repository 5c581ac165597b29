"""The graph of the sample stories as one run built it, for questions, citations and other stores."""

from __future__ import annotations

from collections.abc import Iterable

from graph_stories import Story
from sample_stories import announced, sample

from kg.corrections import Correction
from kg.graph.correcting import apply_corrections
from kg.graph.runs import RunInfo
from kg.graph.store import GraphStore

RUN = RunInfo(
    "sample", started="2024-06-01T09:00:00+00:00", version="1.0", facts={"extractor": "tests"},
    materials={"rules ar": "1" * 64, "weights ar": "2" * 64},
)  # fmt: skip

CORRECTIONS = [
    Correction("accept", (f"report-{announced().article.id}-{announced().events[1].trigger.start}",),
               why="checked in the paper", by="A. Reader", on="2024-06-02"),
]  # fmt: skip


def build_sample(stories: Iterable[Story] | None = None) -> GraphStore:
    """A store in memory; close it."""
    store = GraphStore.open(None)
    for story in sample() if stories is None else stories:
        store.add_article(story.article, story.events, RUN)
    apply_corrections(store, CORRECTIONS)
    return store
