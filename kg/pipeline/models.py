"""The trained models of a language, loaded once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache

from kg.errors import LanguageError
from kg.languages.pack import load_pack
from kg.pipeline.linear import LinearModel

__all__ = ["NAMES", "Models", "Thresholds", "load_models", "load_thresholds"]

#: The models, each a file ``events-NAME.npz`` in the language's model folder.
NAMES = (
    "acts",
    "again",
    "actor",
    "recipient",
    "said_by",
    "actor_again",
    "recipient_again",
    "said_by_again",
    "status",
    "dates",
    "places",
    "starts",
    "ends",
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on something is decided; a language's own in ``thresholds.json`` beside its weights."""

    event: float = 0.3
    """A candidate is an event; measured on cross-validated ``train-ar``."""


@dataclass(frozen=True, slots=True)
class Models:
    """What decides where the words leave it open."""

    acts: LinearModel
    """Whether a candidate tells of an act, by its surroundings."""
    again: LinearModel
    """The same, with a view of what the first model made of the sentence's other words."""
    actor: LinearModel
    """Whether a participant did it."""
    recipient: LinearModel
    """Whether it was done to a participant."""
    said_by: LinearModel
    """Whether a participant says so."""
    actor_again: LinearModel
    """The same with a view of what the first models made of all participants; so the next two."""
    recipient_again: LinearModel
    said_by_again: LinearModel
    status: LinearModel
    """actual, planned, possible or negated."""
    dates: LinearModel
    """Whether a date of the sentence is the event's."""
    places: LinearModel
    """Whether a place of the sentence is the event's."""
    starts: LinearModel
    """none, theme or topic: what begins at a word, as seen from an event."""
    ends: LinearModel
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


@cache
def load_models(language: str) -> Models:
    """The models of a language. Raises `LanguageError` if one is missing or damaged."""
    folder = load_pack(language).models
    models = {name: LinearModel.load(folder / f"events-{name}.npz") for name in NAMES}
    return Models(**models, thresholds=load_thresholds(language))
