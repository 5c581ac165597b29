"""Linear models over named features: the small learned part of the pipeline.

Many features also count crossed with something that is the same for all of them, such as the act in question
(``act & feature``). Their names need not be made each time: a `Crossing` says how a feature is crossed, and a model
remembers what a feature weighs under it.

A model is one ``.npz`` file: its classes and feature names (UTF-8, newline separated, sorted), a weight for each
feature and class, and a bias for each class. `training.events` makes them; nothing here depends on the training
library.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
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


class _Table(dict[str, Any]):
    """What features weigh under some crossings together, filled as it is asked: a number, or one a column."""

    def __init__(self, model: LinearModel, known: Mapping[str, Any], crossings: tuple[Crossing, ...]) -> None:
        self._model = model
        self._known = known
        self._crossings = [(c.prefix, () if c.families == ("",) else c.families, c.but) for c in crossings]

    def __missing__(self, feature: str) -> Any:
        # Half of the time of weighing is spent here, hence no call of `cross`.
        found = []
        for prefix, families, but in self._crossings:
            if (not families or feature.startswith(families)) and not (but and feature.startswith(but)):
                name = prefix + feature
                if name in self._known:
                    found.append(self._known[name])
        weight = self[feature] = self._model.add(found)
        self._model.remember()
        return weight


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
        self._tables: dict[tuple[Crossing, ...], _Table] = {}
        self._remembered = 0

    MEMORY = 200_000
    """How many features under crossings are remembered; then it begins anew, so that memory stays flat."""

    def __len__(self) -> int:
        return len(self._known)

    def weigh(self, features: Iterable[str]) -> Weight:
        """The sum of the weights of features, a number a column; one never seen weighs nothing."""
        known = self._known
        return self._tell(self.add([known[f] for f in features if f in known]))

    def weigh_crossed(self, features: Iterable[str], crossings: tuple[Crossing, ...]) -> Weight:
        """The same for ``cross(features, *crossings)``."""
        table = self._tables.get(crossings)
        if table is None:
            table = self._tables[crossings] = _Table(self, self._known, crossings)
        return self._tell(self.add(map(table.__getitem__, features)))

    def remember(self) -> None:
        """Count what the tables remember, and forget all of it when it is too much."""
        self._remembered += 1
        if self._remembered > self.MEMORY:
            self._tables.clear()
            self._remembered = 0

    def add(self, weights: Iterable[Any]) -> Any:
        """The sum of weights as they are kept: a number where the model has one column, else a number a column."""
        if self._single:
            return sum(weights, 0.0)
        return tuple(map(sum, zip(*weights, strict=True))) or self._nothing

    def _tell(self, weight: Any) -> Weight:
        return (weight,) if self._single else weight

    def decide(self, *weights: Weight) -> dict[str, float]:
        """The probability of each class, 0 to 1, together 1, by the sum of what was weighed."""
        scores = [sum(column) for column in zip(self._start, *weights, strict=True)]
        if len(scores) == 1:
            p = 1.0 / (1.0 + math.exp(-min(max(scores[0], -30.0), 30.0)))
            return {self.classes[0]: 1.0 - p, self.classes[1]: p}
        most = max(scores)
        powers = [math.exp(score - most) for score in scores]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class, given the features that hold."""
        return self.decide(self.weigh(features))

    def probability(self, features: Iterable[str]) -> float:
        """The probability of the last class: of 'yes' where the model says yes or no."""
        return self.probabilities(features)[self.classes[-1]]

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


def _pack(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpack(data: NDArray[np.uint8]) -> list[str]:
    return data.tobytes().decode().split("\n")
