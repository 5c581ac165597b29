"""Who decides for a language: its network where it has one, else its log-linear models."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Protocol

from kg.languages.pack import Pack, load_pack
from kg.pipeline.confidence import Rating, load_confidence
from kg.pipeline.deciding import LinearJudge
from kg.pipeline.discourse import Discourse
from kg.pipeline.judging import NetworkJudge
from kg.pipeline.models import NETWORK, Models, load_models
from kg.pipeline.network import Network
from kg.pipeline.scene import Draft, Scene

__all__ = ["Judge", "load_network", "make_judge"]


class Judge(Protocol):
    """What is asked of whoever decides."""

    threshold: float
    """The probability from which on a word may be an event."""

    def at_work(self) -> AbstractContextManager[Any]:
        """Open while an article is decided on: what must hold as long as that takes."""

    def choose_acts(self, scenes: Sequence[Scene]) -> None:
        """Choose the words of an article's scenes that are events: their candidates get an act and a score."""

    def assign_roles(self, draft: Draft, before: Sequence[Draft], discourse: Discourse) -> None:
        """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""

    def fill_slots(self, draft: Draft, published: str | None) -> None:
        """Fill status, date, place, theme and topics."""

    def rate(self, draft: Draft) -> Rating:
        """How sure a finished event is, and whether it is sure enough to be told."""


def make_judge(pack: Pack, weights: Models | Network | None = None) -> Judge:
    """The judge of a language. Raises `LanguageError` for damaged weights.

    ``weights`` are to be used in place of its own: models alone, or a network beside the language's models.
    """
    if isinstance(weights, Models):
        return LinearJudge(weights, pack)
    network = weights or load_network(pack.language)
    models, confidence = load_models(pack.language), load_confidence(pack.language)
    if network is None:
        return LinearJudge(models, pack, confidence)
    return NetworkJudge(network, models, pack, confidence)


@cache
def load_network(language: str) -> Network | None:
    """The network of a language, if it has one. Raises `LanguageError` if its file is damaged."""
    file = load_pack(language).models / NETWORK
    return Network.load(file) if file.is_file() else None
