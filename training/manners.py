"""A network as it reads in another manner of annotating than the gold's (`training.gold.MANNERS`).

What it learnt of a manner is folded into the layers that it stands at, so that `kg.pipeline.network` reads with it.
How far to trust what is found must be learnt from articles in whose manner it was read.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.languages.pack import Pack
from kg.pipeline.models import NETWORK
from kg.pipeline.network import Network, read_weights
from training.gold import MANNERS

Weights = dict[str, NDArray[np.float32]]

#: The layers that a manner stands at, by their part of its name: whose bias gives the sums, what reads what comes out
#: (with the first of its columns that do, and how often they do), and where what it adds is added.
_LAYERS = {
    "act": ("act_in.bias", [("act_out", 1)], "act_out.bias"),
    "unit": ("unit.bias", [("role", 1), ("beside", 4)], "usual.weight"),
    "beside": ("beside.bias", [("change", 1)], "change.bias"),
    "status": ("status_in.bias", [("status_out", 1)], "status_out.bias"),
    "date": ("date_event.bias", [("date_out", 1)], "date_out.bias"),
    "spot": ("spot_event.bias", [("spot_out", 1)], "spot_out.bias"),
    "start": ("start_event.bias", [("start_out", 1)], "start_out.bias"),
}


def fold_manner(weights: Weights, manner: str) -> Weights:
    """The weights with which a network reads in a manner of `MANNERS` what ``weights`` read in the gold's."""
    found, number = dict(weights), MANNERS.index(manner)
    for name, (sums, readers, added) in _LAYERS.items():
        shift, scale, out = (weights[f"{name}_manner.{part}.weight"][number] for part in ("shift", "scale", "out"))
        found[sums] = found[sums] + shift
        for reader, times in readers:
            table = found[f"{reader}.weight"].copy()
            table[:, : times * len(scale)] *= np.tile(1 + scale, times)
            found[f"{reader}.weight"] = table
        found[added] = found[added] + (out.reshape(3, -1).T if name == "unit" else out)
    return found


def load_manner(pack: Pack, manner: str) -> Network | None:
    """The network of a language, if it has one, as it reads in a manner of `MANNERS`."""
    file = pack.models / NETWORK
    if not file.is_file():
        return None
    weights, vocabulary = read_weights(file)
    return Network(fold_manner(weights, manner), vocabulary)
