"""A network with every name legible: circles by events, arrows by kind and number of acts."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.errors import ExportError
from kg.exports.graphs import Network, collect
from kg.plots.style import GREY, colour, cut, list_quads, new_figure, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_network", "push_apart"]

#: Points (1/72 inch): the least circle, the step by the root of events, the gap between boxes.
LEAST_RADIUS, RADIUS_STEP = 5.0, 2.2
GAP = (6.0, 16.0)
FONT_SIZE, LINE = 9.0, 12.0

LONGEST_NAME = 34
#: The width of a legend's entry, in points.
LEGEND = 125
_ROUNDS = 2000


def draw_network(network: Network, *, lang: str = "en", most: int = 60, title: str = "") -> Figure:
    """The nodes with most events and the ties among them; no circle and no name lies upon another.

    The same network always gives the same picture. The figure is as large as its names need. Raises `ExportError` when
    there is nothing to draw, or matplotlib is missing.
    """
    graph = _reduce(collect(network), most)
    if not graph:
        raise ExportError("no ties to draw: nothing binds two actors in what was chosen")
    with styled():
        figure, axes = new_figure(9, 7)
        names = [cut(str(data.get("label", node)), LONGEST_NAME) for node, data in graph.nodes(data=True)]
        radii = np.array([_radius(data.get("events", 1)) for _, data in graph.nodes(data=True)])
        boxes = np.array([_measure(figure, name) for name in names])
        # A node's box holds its circle and, below it, its name.
        sizes = np.column_stack([np.maximum(2 * radii, boxes[:, 0]), 2 * radii + LINE]) + np.array(GAP)
        places = push_apart(_lay_out(graph, sizes), sizes)
        _draw(figure, axes, graph, names, radii, boxes[:, 0] / 2, places, sizes, network.directed)
        quads = {data.get("quad") for *_, data in graph.edges(data=True)}
        # As many beside each other as the network is wide: the legend must not make the picture wider.
        beside = max(1, int(figure.get_figwidth() * 72 // LEGEND))
        list_quads(axes, quads, lang, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=beside)
        if title:
            axes.set_title(cut(title, 120), fontsize=12, color="black")
    return figure


def push_apart(places: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Centres of boxes moved until no two boxes overlap, along the axis on which they overlap least."""
    places = places.astype(float).copy()
    for _ in range(_ROUNDS):
        gaps = places[:, None, :] - places[None, :, :]
        over = (sizes[:, None, :] + sizes[None, :, :]) / 2 - np.abs(gaps)
        hit = np.triu((over > 1e-6).all(axis=2), 1)
        if not hit.any():
            return places
        first, second = np.nonzero(hit)
        axis = over[first, second].argmin(axis=1)
        # Half a point more than needed, so that the rounds come to an end.
        step = over[first, second, axis] / 2 + 0.25
        sign = np.where(gaps[first, second, axis] >= 0, 1.0, -1.0)
        moves = np.zeros_like(places)
        np.add.at(moves, (first, axis), sign * step)
        np.add.at(moves, (second, axis), -sign * step)
        # Whoever is pushed from several sides goes a part of the way only.
        pushed = np.maximum(np.bincount(np.r_[first, second], minlength=len(places)), 1)
        places += moves / np.sqrt(pushed)[:, None]
    return _spread(places, sizes)


def _spread(places: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Places drawn apart as a whole until no boxes overlap: always possible, if wasteful."""
    for _ in range(200):
        over = (sizes[:, None, :] + sizes[None, :, :]) / 2 - np.abs(places[:, None, :] - places[None, :, :])
        if not np.triu((over > 0).all(axis=2), 1).any():
            break
        places = places * 1.05
    return places


def _reduce(graph: Any, most: int) -> nx.MultiDiGraph:
    """The nodes with most events among those that are tied, ties merged to one a direction and quad class.

    A mere statement of one of the other is of no class: it has no colour, and ties nobody.
    """
    ties = [(a, b, data) for a, b, data in graph.edges(data=True) if data.get("quad") is not None]
    ends = {node for a, b, _ in ties for node in (a, b)}
    tied = [(data.get("events", 0), node) for node, data in graph.nodes(data=True) if node in ends]
    kept = {node for _, node in sorted(tied, key=lambda pair: (-pair[0], pair[1]))[:most]}
    small = nx.MultiDiGraph()
    small.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in kept)
    for a, b, data in ties:
        if a in kept and b in kept:
            quad, weight = data["quad"], data.get("weight", 1)
            if small.has_edge(a, b, key=quad):
                small.edges[a, b, quad]["weight"] += weight
            else:
                small.add_edge(a, b, key=quad, quad=quad, weight=weight)
    # Nobody whose only ties led to those who were left out.
    small.remove_nodes_from([node for node in small if not small.degree(node)])
    return small


def _lay_out(graph: nx.MultiDiGraph, sizes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Centres in points: parts that hang together, each laid out by springs, in rows as on shelves."""
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    for a, b, data in graph.edges(data=True):
        weight = data["weight"] + simple.get_edge_data(a, b, {"weight": 0})["weight"]
        simple.add_edge(a, b, weight=weight)
    index = {node: number for number, node in enumerate(graph)}
    places = np.zeros((len(index), 2))
    laid = []
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(part)))
    for part in parts:
        nodes = [node for node in graph if node in part]
        numbers = [index[node] for node in nodes]
        found = np.zeros((1, 2))
        if len(nodes) > 1:
            found = _spring(simple.subgraph(nodes), nodes)
            # As many boxes beside each other as above: names are wider than high, and so is the layout.
            room = sizes[numbers].mean(axis=0) * sqrt(len(nodes)) * 1.25
            found = (found - found.min(axis=0)) / np.maximum(np.ptp(found, axis=0), 1e-9) * room
        found = push_apart(found, sizes[numbers])
        low, high = (found - sizes[numbers] / 2).min(axis=0), (found + sizes[numbers] / 2).max(axis=0)
        laid.append((numbers, found - low, high - low))
    # Half as wide again as high, unless one part alone is wider.
    widest = max(sqrt(1.5 * sum(float(room.prod()) for *_, room in laid)), *(float(room[0]) for *_, room in laid))
    left = top = row = 0.0
    for numbers, found, (width, height) in laid:
        if left and left + width > widest:
            left, top, row = 0.0, top - row, 0.0
        places[numbers] = found + np.array([left, top - height])
        left, row = left + width, max(row, height)
    return places


def _spring(graph: Any, nodes: list[Any]) -> np.ndarray[Any, Any]:
    start = nx.circular_layout(nodes)
    found = nx.spring_layout(graph, pos=start, seed=1, iterations=200, k=2.2 / sqrt(len(nodes)), weight=None)
    return np.array([found[node] for node in nodes])


def _radius(events: Any) -> float:
    return LEAST_RADIUS + RADIUS_STEP * sqrt(max(float(events or 1) - 1, 0))


def _measure(figure: Figure, name: str) -> tuple[float, float]:
    """Width and height of a name in points."""
    text = figure.text(0, 0, name, fontsize=FONT_SIZE)
    box = text.get_window_extent()
    text.remove()
    return box.width * 72 / figure.dpi, box.height * 72 / figure.dpi


def _reach(towards: np.ndarray[Any, Any], radius: float, half: float) -> float:
    """How far from a node's centre an arrow in some direction leaves its circle and the name below it."""
    x, y = abs(float(towards[0])), -float(towards[1])
    if y <= 0 or x * radius > y * half:
        return float(radius)
    length = sqrt(x * x + y * y)
    return float(max(radius, min((radius + LINE) / y, half / x if x else float("inf")) * length))


def _draw(
    figure: Figure,
    axes: Any,
    graph: nx.MultiDiGraph,
    names: list[str],
    radii: np.ndarray[Any, Any],
    halves: np.ndarray[Any, Any],
    places: np.ndarray[Any, Any],
    sizes: np.ndarray[Any, Any],
    directed: bool,
) -> None:
    from matplotlib.patches import Circle, FancyArrowPatch
    from matplotlib.patheffects import withStroke

    low, high = (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)
    figure.set_size_inches(*np.maximum((high - low) / 72, 2))
    # One unit of the axes is a point.
    axes.set_position((0, 0, 1, 1))
    axes.set_xlim(low[0], max(high[0], low[0] + 144))
    axes.set_ylim(low[1], max(high[1], low[1] + 144))
    axes.set_axis_off()
    # The circle stands in the upper part of its box, the name in the lower.
    centres = places + np.column_stack([np.zeros(len(places)), np.full(len(places), LINE / 2)])
    index = {node: number for number, node in enumerate(graph)}
    for a, b, data in graph.edges(data=True):
        one, other = index[a], index[b]
        several = sorted(graph[a][b], key=lambda quad: quad or 0).index(data["quad"])
        axes.add_patch(
            FancyArrowPatch(
                tuple(centres[one]), tuple(centres[other]), arrowstyle="-|>" if directed else "-", mutation_scale=8,
                connectionstyle=f"arc3,rad={0.1 + 0.09 * several}",
                shrinkA=_reach(centres[other] - centres[one], radii[one], halves[one]),
                shrinkB=_reach(centres[one] - centres[other], radii[other], halves[other]) + 1,
                lw=0.7 + 0.5 * sqrt(data["weight"]), color=colour(data["quad"]), alpha=0.75, zorder=1,
            )
        )  # fmt: skip
    halo = [withStroke(linewidth=2.5, foreground="white")]
    for number, (_, data) in enumerate(graph.nodes(data=True)):
        fill = colour(data.get("quad"))
        axes.add_patch(
            Circle(tuple(centres[number]), radii[number], facecolor=fill, edgecolor="white", lw=0.8, zorder=2)
        )
        below = centres[number][1] - radii[number] - 1.5
        axes.text(
            centres[number][0], below, names[number], ha="center", va="top", fontsize=FONT_SIZE, color="black",
            path_effects=halo, zorder=3, gid=f"name-{number}",
        )  # fmt: skip
    axes.tick_params(colors=GREY)
