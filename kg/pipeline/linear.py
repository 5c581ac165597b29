"""Linear models over named features: the small learned part of the pipeline.

A model is one ``.npz`` file: the feature names (one UTF-8 string, newline separated, sorted), one weight a feature
and a bias. It is trained by ``training/events.py``; nothing here depends on the training library.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable

import numpy as np

from kg.errors import LanguageError

__all__ = ["LinearModel"]


class LinearModel:
    """Binary log-linear model: ``probability(features)`` of the positive class, 0 to 1."""

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._weights = dict(weights)
        self.bias = bias

    def __len__(self) -> int:
        return len(self._weights)

    def score(self, features: Iterable[str]) -> float:
        """The log-odds of the positive class."""
        weights = self._weights
        return self.bias + sum(weights.get(f, 0.0) for f in features)

    def probability(self, features: Iterable[str]) -> float:
        """The probability of the positive class."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score(features)))))

    def explain(self, features: Iterable[str], most: int = 5) -> list[tuple[str, float]]:
        """The features that speak loudest, each with its weight, loudest first."""
        known = [(f, self._weights[f]) for f in features if f in self._weights]
        return sorted(known, key=lambda fw: (-abs(fw[1]), fw[0]))[:most]

    def to_bytes(self) -> bytes:
        """The model as the bytes of its file: the same weights give the same bytes."""
        names = sorted(self._weights)
        values = np.array([self._weights[n] for n in names], dtype=np.float16)
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            weights=values,
            bias=np.array([self.bias], dtype=np.float32),
        )
        return buffer.getvalue()

    @classmethod
    def load(cls, file: Traversable) -> LinearModel:
        """Read a model file. Raises `LanguageError` if it is missing or damaged."""
        try:
            with np.load(io.BytesIO(file.read_bytes())) as stored:
                names = stored["names"].tobytes().decode().split("\n")
                weights = stored["weights"].astype(float).tolist()
                bias = float(stored["bias"][0])
        except (OSError, ValueError, KeyError) as error:
            raise LanguageError(f"{file}: not a model of ours ({error}); run training/ again or reinstall") from None
        return cls(dict(zip(names, weights, strict=True)), bias)
