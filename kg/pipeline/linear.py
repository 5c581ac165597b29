"""Linear models over named features: the small learned part of the pipeline.

A model is one ``.npz`` file: its classes and feature names (UTF-8, newline separated, sorted), a weight for each
feature and class, and a bias for each class. `training.events` makes them; nothing here depends on the training
library.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import LanguageError

__all__ = ["LinearModel"]


class LinearModel:
    """A log-linear model: the probability of each of its classes, given the names of the features that hold."""

    def __init__(
        self, classes: Sequence[str], features: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> None:
        """``weights`` has a row a feature and a column a class; with two classes one column, of the second, may do."""
        self.classes = tuple(classes)
        self._features = tuple(features)
        self._index = {name: i for i, name in enumerate(features)}
        self._weights = weights.astype(np.float32)
        self._bias = bias.astype(np.float32)

    def __len__(self) -> int:
        return len(self._index)

    def scores(self, features: Iterable[str]) -> NDArray[np.float32]:
        """The sum of bias and weights, a number a column."""
        index = self._index
        rows = [index[f] for f in features if f in index]
        total: NDArray[np.float32] = self._bias + self._weights[rows].sum(axis=0)
        return total

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class, 0 to 1, together 1."""
        scores = self.scores(features).astype(float)
        if len(scores) == 1:
            p = 1.0 / (1.0 + float(np.exp(-np.clip(scores[0], -30, 30))))
            return {self.classes[0]: 1.0 - p, self.classes[1]: p}
        powers = np.exp(scores - scores.max())
        return dict(zip(self.classes, (powers / powers.sum()).tolist(), strict=True))

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
