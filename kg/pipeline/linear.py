"""Linear models over named features: the small learned part of the pipeline.

Many features also count crossed with something that is the same for all of them, such as the act in question
(``act & feature``). Their names need not be made each time: a `Crossing` says how a feature is crossed, and a model
keeps what it knows under a prefix by the features' own names.

A model is one ``.npz`` file: its classes and feature names (UTF-8, newline separated, sorted), a weight for each
feature and class, and a bias for each class. `training.events` makes them; nothing here depends on the training
library.
"""

from __future__ import annotations

import io
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, NamedTuple, TypeAlias
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import LanguageError

__all__ = ["Crossing", "LinearModel", "cross"]

#: What features weigh, a number a column of a model.
Weight: TypeAlias = tuple[float, ...]


class Crossing(NamedTuple):
    """Features that begin like one of ``families`` and like none of ``but`` count with ``prefix`` before their name."""

    prefix: str
    families: tuple[str, ...] = ("",)
    but: tuple[str, ...] = ()

    def takes(self, feature: str) -> bool:
        """Whether the feature is crossed."""
        return feature.startswith(self.families) and not feature.startswith(self.but)


def cross(features: Sequence[str], *crossings: Crossing) -> list[str]:
    """The names of features under each crossing in turn."""
    return [crossing.prefix + f for crossing in crossings for f in features if crossing.takes(f)]


class LinearModel:
    """A log-linear model: the probability of each of its classes, given the names of the features that hold."""

    def __init__(
        self, classes: Sequence[str], features: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> None:
        """``weights`` has a row a feature and a column a class; with two classes one column, of the second, may do."""
        self.classes = tuple(classes)
        self._features = tuple(features)
        self._weights = weights.astype(np.float32)
        self._bias = bias.astype(np.float32)
        self._start = tuple(self._bias.tolist())
        # Numbers of Python, not arrays: of some 50 features it adds them up faster.
        self._single = len(self._start) == 1
        rows = self._weights[:, 0].tolist() if self._single else map(tuple, self._weights.tolist())
        self._known: dict[str, Any] = dict(zip(features, rows, strict=True))
        self._nothing = (0.0,) * len(self._start)
        self._crossed: dict[str, Mapping[str, Any]] = {"": self._known}

    def __len__(self) -> int:
        return len(self._known)

    def weigh(self, features: Iterable[str]) -> Weight:
        """The sum of the weights of features, a number a column; one never seen weighs nothing."""
        return self._add(map(self._known.get, features))

    def weigh_crossed(self, features: Sequence[str], crossings: tuple[Crossing, ...]) -> Weight:
        """The same for ``cross(features, *crossings)``, by a model that was trained on such names.

        Which features a crossing takes is not asked: under its prefix no other has been learnt.
        """
        return self._add(chain.from_iterable(map(self._find_crossed(c.prefix).get, features) for c in crossings))

    def _find_crossed(self, prefix: str) -> Mapping[str, Any]:
        """The weights of all features that are known with a prefix, by their names without it."""
        found = self._crossed.get(prefix)
        if found is None:
            names = self._names
            own = names[bisect_left(names, prefix) : bisect_right(names, prefix + "\U0010ffff")]
            found = self._crossed[prefix] = {name[len(prefix) :]: self._known[name] for name in own}
        return found

    @cached_property
    def _names(self) -> Sequence[str]:
        return sorted(self._features)

    def _add(self, weights: Iterable[Any]) -> Weight:
        """The sum of weights as they are kept; None weighs nothing."""
        if self._single:
            return (sum(filter(None, weights), 0.0),)
        return tuple(map(sum, zip(*filter(None, weights), strict=True))) or self._nothing

    def decide(self, *weights: Weight) -> dict[str, float]:
        """The probability of each class, 0 to 1, together 1, by the sum of what was weighed."""
        scores = [sum(column) for column in zip(self._start, *weights, strict=True)]
        if len(scores) == 1:
            p = _squash(scores[0])
            return {self.classes[0]: 1.0 - p, self.classes[1]: p}
        most = max(scores)
        powers = [math.exp(score - most) for score in scores]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def decide_last(self, *weights: Weight) -> float:
        """The probability that `decide` gives to the last class: of 'yes' where the model says yes or no."""
        if self._single:
            return _squash(self._start[0] + sum([weight for (weight,) in weights]))
        return self.decide(*weights)[self.classes[-1]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class, given the features that hold."""
        return self.decide(self.weigh(features))

    def probability(self, features: Iterable[str]) -> float:
        """The probability of the last class, given the features that hold."""
        return self.decide_last(self.weigh(features))

    def to_bytes(self) -> bytes:
        """The model as the bytes of its file: the same weights give the same bytes."""
        order = sorted(range(len(self._features)), key=self._features.__getitem__)
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            classes=_pack(self.classes),
            names=_pack([self._features[i] for i in order]),
            weights=self._weights[order].astype(np.float16),
            bias=self._bias,
        )
        return buffer.getvalue()

    @classmethod
    def load(cls, file: Traversable) -> LinearModel:
        """Read a model file. Raises `LanguageError` if it is missing or damaged."""
        try:
            with np.load(io.BytesIO(file.read_bytes())) as stored:
                return cls(_unpack(stored["classes"]), _unpack(stored["names"]), stored["weights"], stored["bias"])
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise LanguageError(f"{file}: not a model of ours ({error}); run training/ again or reinstall") from None

    @classmethod
    def from_weights(
        cls, classes: Sequence[str], weights: Mapping[str, Sequence[float]], bias: Sequence[float]
    ) -> LinearModel:
        """A model of named weights, one number a class for each."""
        names = sorted(weights)
        return cls(
            classes, names, np.array([weights[n] for n in names], dtype=np.float32), np.array(bias, dtype=np.float32)
        )


def _squash(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-min(max(score, -30.0), 30.0)))


def _pack(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpack(data: NDArray[np.uint8]) -> list[str]:
    return data.tobytes().decode().split("\n")
