"""How likely an event is what it says: from how sure each decision on it was, and how often such events are right.

Two logistic models over the same few traits, learnt by ``python -m training.confidence`` from annotated articles that
no other weights learnt from: one tells whether the sentence has an event of this type, the other whether both sides
are right as well. A language that has none of them keeps all its events, with `multiply` for their confidence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.errors import LanguageError
from kg.languages.pack import load_pack
from kg.model import ACT_TYPES
from kg.pipeline.scene import Draft, code_of

__all__ = ["FILE", "POSSIBLE", "Confidence", "Rate", "Rating", "list_traits", "load_confidence", "multiply"]

#: The file of the models in a language's model folder.
FILE = "confidence.json"
#: Where events are rated when all of them is known, a word is followed from this probability of its likeliest type on.
POSSIBLE = 0.2
#: Probabilities nearer to 0 or 1 say no more than these.
_LEAST = 1e-3


class Rating(NamedTuple):
    """What is thought of an event."""

    confidence: float
    """From 0 to 1."""
    kept: bool = True
    """Whether it is likely enough to be told."""


#: Rates an event whose slots are filled.
Rate = Callable[[Draft], Rating]


def multiply(draft: Draft) -> Rating:
    """The probability of the event's type, times the square roots of those of its least sure participant and status."""
    roles, status = draft.sureness.get("roles", 1.0), draft.sureness.get("status", 1.0)
    return Rating(draft.candidate.score * roles**0.5 * status**0.5)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The two models: the weight of each trait (`list_traits`) in each."""

    there: Mapping[str, float]
    sides: Mapping[str, float]
    least: float
    """An event is kept from this mean of both probabilities on."""

    def rate(self, draft: Draft) -> Rating:
        """How likely the event is there with both its sides right, and whether it is likely enough to be told.

        A word of the user's own is told however unlikely: no model learnt it.
        """
        traits = list_traits(draft)
        there, sides = (_weigh(weights, traits) for weights in (self.there, self.sides))
        own = any(r.added and r.act == draft.act for r in draft.candidate.readings)
        return Rating(min(there, sides), own or (there + sides) / 2 >= self.least)


def list_traits(draft: Draft) -> dict[str, float]:
    """What an event is rated by: how sure its decisions were, as logits; how many take part; its type."""
    doers = {code_of(role.entity) for role in draft.actors}
    return {
        "bias": 1.0,
        "type": _logit(draft.candidate.score),
        "roles": _logit(draft.sureness.get("roles", 1.0)),
        "status": _logit(draft.sureness.get("status", 1.0)),
        "no recipient": float(not draft.recipients),
        "no actor": float(not doers),
        "several actors": float(len(doers) > 1),
        ACT_TYPES[draft.act]: 1.0,
    }


@cache
def load_confidence(language: str) -> Confidence | None:
    """The models of a language, if it has them. Raises `LanguageError` if their file is damaged."""
    file = load_pack(language).models / FILE
    if not file.is_file():
        return None
    try:
        return Confidence(**json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise LanguageError(f"{file}: not the models of confidence ({error}); known are there, sides, least") from None


def _weigh(weights: Mapping[str, float], traits: Mapping[str, float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in traits.items())))


def _logit(p: float) -> float:
    p = min(max(p, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))
