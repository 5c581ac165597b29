"""Views of the graph as networks: each answers one question of those who draw and count ties."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

from kg.errors import ExportError
from kg.exports import Options
from kg.exports.graphs import Network
from kg.exports.reading import Reader
from kg.exports.views.happenings import build_agreements, build_events
from kg.exports.views.ties import build_ego, build_mediation, build_pairs, build_ties
from kg.exports.views.topics import build_cooccurrence
from kg.graph.store import GraphStore

__all__ = ["VIEWS", "build_view"]

VIEWS: Mapping[str, Callable[[Reader, Options], Network]] = {
    "ties": build_ties,
    "pairs": build_pairs,
    "events": build_events,
    "mediation": build_mediation,
    "agreements": build_agreements,
    "ego": build_ego,
    "cooccurrence": build_cooccurrence,
}


def build_view(store: GraphStore, options: Options) -> Network:
    """The network of ``options.view``. `kg.exports.graphs.collect` makes an ordinary networkx graph of it.

    Raises `ExportError` for an unknown view, or when an ego network has no centre.
    """
    if options.view not in VIEWS:
        near = difflib.get_close_matches(options.view, VIEWS, n=1, cutoff=0.4)
        meant = f"did you mean {near[0]!r}? " if near else ""
        raise ExportError(f"unknown view {options.view!r}; {meant}known are {', '.join(VIEWS)}")
    return VIEWS[options.view](Reader(store), options)
