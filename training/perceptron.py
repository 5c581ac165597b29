"""The averaged perceptron that the segmenter's weights are learnt with."""

from __future__ import annotations

import random
from collections.abc import Sequence


def train_ranker(
    examples: Sequence[tuple[Sequence[Sequence[str]], int]],
    *,
    epochs: int,
    seed: int,
    forget: str = "",
    rate: float = 0.3,
) -> dict[str, float]:
    """Weights under which each example's right candidate scores highest.

    An example is the features of each candidate, and the right one's index. Features that begin with a letter of
    ``forget`` are left out of a share ``rate`` of the visits, so that what they remember of single words does not
    keep the general ones from learning.
    """
    rng = random.Random(seed)
    ids: dict[str, int] = {}
    coded = [([[ids.setdefault(f, len(ids)) for f in c] for c in candidates], right) for candidates, right in examples]
    memories = {i for f, i in ids.items() if f[0] in forget}
    weights = [0.0] * len(ids)
    totals = [0.0] * len(ids)
    stamps = [0] * len(ids)
    now = 0
    order = list(range(len(coded)))
    for _ in range(epochs):
        rng.shuffle(order)
        for index in order:
            now += 1
            candidates, right = coded[index]
            if memories and rng.random() < rate:
                candidates = [[f for f in c if f not in memories] for c in candidates]
            scores = [sum([weights[f] for f in c]) for c in candidates]
            best = max(range(len(scores)), key=lambda i: scores[i] + (0.0 if i == right else 1.0))
            if best == right:
                continue
            for features, step in ((candidates[right], 1.0), (candidates[best], -1.0)):
                for f in features:
                    totals[f] += weights[f] * (now - stamps[f])
                    stamps[f] = now
                    weights[f] += step
    averaged = {}
    for name, i in ids.items():
        value = (totals[i] + weights[i] * (now - stamps[i])) / max(now, 1)
        if abs(value) > 1e-3:
            averaged[name] = value
    return averaged
