"""The trained models of a language, loaded once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from kg.errors import LanguageError
from kg.languages.pack import Pack, load_pack
from kg.pipeline.linear import LinearModel

__all__ = ["NAMES", "NETWORK", "SLOTS", "Models", "Thresholds", "list_models", "load_models", "load_thresholds"]

#: The file of the network in a language's model folder.
NETWORK = "network.npz"

#: Those of them that a language with a network has not: it decides alone who says so, whether, when, where, what about.
SLOTS = ("said_by_again", "status", "dates", "places", "starts", "ends")
#: The models, each a file ``events-NAME.npz`` in the language's model folder.
NAMES = (
    "acts",
    "again",
    "actor",
    "recipient",
    "said_by",
    "actor_again",
    "recipient_again",
    "compatriot",
    *SLOTS,
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on something is decided; a language's own in ``thresholds.json`` beside its weights."""

    event: float = 0.3
    """A candidate is an event; measured on cross-validated ``train-ar``."""


#: In place of a model that a language has not: it knows no feature.
_NONE = LinearModel(("no", "yes"), (), np.zeros((0, 1), dtype=np.float32), np.zeros(1, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Models:
    """What decides where the words leave it open. The `SLOTS` are of languages without a network."""

    acts: LinearModel
    """Whether a candidate tells of an act, by its surroundings."""
    again: LinearModel
    """The same, with a view of what the first model made of the sentence's other words."""
    actor: LinearModel
    """Whether a participant did it."""
    recipient: LinearModel
    """Whether it was done to a participant."""
    said_by: LinearModel
    """Whether a participant says so; beside a network, by which of his names."""
    actor_again: LinearModel
    """The same with a view of what the first models made of all participants; so the next two."""
    recipient_again: LinearModel
    said_by_again: LinearModel = _NONE
    compatriot: LinearModel = _NONE
    """Whether it was done to a mention of the actor's own state."""
    status: LinearModel = _NONE
    """actual, planned, possible or negated."""
    dates: LinearModel = _NONE
    """Whether a date of the sentence is the event's."""
    places: LinearModel = _NONE
    """Whether a place of the sentence is the event's."""
    starts: LinearModel = _NONE
    """none, theme or topic: what begins at a word, as seen from an event."""
    ends: LinearModel = _NONE
    """Whether a phrase ends before a word."""
    thresholds: Thresholds = field(default_factory=Thresholds)


@cache
def load_thresholds(language: str) -> Thresholds:
    """The thresholds of a language. Raises `LanguageError` if its file is damaged."""
    file = load_pack(language).models / "thresholds.json"
    if not file.is_file():
        return Thresholds()
    try:
        return Thresholds(**json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise LanguageError(f"{file}: not a table of thresholds ({error}); known are event") from None


def list_models(pack: Pack) -> tuple[str, ...]:
    """The names of the models that a language has: all, or those that are heard beside its network."""
    return tuple(name for name in NAMES if name not in SLOTS or not (pack.models / NETWORK).is_file())


@cache
def load_models(language: str) -> Models:
    """The models of a language. Raises `LanguageError` if one is missing or damaged."""
    pack = load_pack(language)
    models = {name: LinearModel.load(pack.models / f"events-{name}.npz") for name in list_models(pack)}
    return Models(**models, thresholds=load_thresholds(language))
