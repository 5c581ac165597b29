"""The map: where events took place, on an outline of the countries that is part of the page."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import radians, sqrt

from kg.server.answers import Answer
from kg.server.pages.view import View

__all__ = ["project", "show_map"]

#: Places that are drawn, the busiest.
MOST = 300


def show_map(view: View) -> Answer:
    """The map of the places that events name, sized by how many do."""
    found = []
    for place in view.catalogue.top(("place", "state"), 2000):
        number = view.catalogue.count_at(place)
        if number and place.lat is not None and place.lon is not None:
            found.append((place, number, *project(place.lat, place.lon)))
    found.sort(key=lambda x: (-x[1], x[0].iri))
    drawn = found[:MOST]
    box = _frame([(x, y) for _, _, x, y in drawn])
    most = drawn[0][1] if drawn else 1

    def measure(number: int) -> float:
        return 4 + 18 * sqrt(number / most)

    labels = _place_labels([(x[0].name(view.lang), x[2], x[3], measure(x[1])) for x in drawn], box)
    return view.render("map.html", places=drawn, world=_read_world(), box=box, labels=labels, radius=measure)


def _place_labels(
    places: list[tuple[str, float, float, float]], box: tuple[float, float, float, float]
) -> list[tuple[str, float, float]]:
    """Names above their places, those left out that would lie over one before them or over the edge."""
    unit = box[2] / 1000
    taken: list[tuple[float, float, float, float]] = []
    out = []
    for name, x, y, radius in places[:60]:
        width, height = len(name) * 7.5 * unit, 17 * unit
        base = y - (radius + 3) * unit
        area = (x - width / 2, base - height, x + width / 2, base)
        inside = box[0] < area[0] and area[2] < box[0] + box[2] and box[1] < area[1] and area[3] < box[1] + box[3]
        clear = all(area[2] < a or c < area[0] or area[3] < b or d < area[1] for a, b, c, d in taken)
        if inside and clear:
            taken.append(area)
            out.append((name, x, round(base, 1)))
    return out


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """A place on the outline: the Natural Earth projection (Šavrič and others 2011), 1000 units wide."""
    phi, phi2 = radians(latitude), radians(latitude) ** 2
    phi4 = phi2 * phi2
    x = radians(longitude) * (
        0.8707 - 0.131979 * phi2 + phi4 * (-0.013791 + phi4 * (0.003971 * phi2 - 0.001529 * phi4))
    )
    y = phi * (1.007226 + phi2 * (0.015085 + phi4 * (-0.044475 + 0.028874 * phi2 - 0.005916 * phi4)))
    scale = 1000 / 5.475
    return round(500 + scale * x, 1), round(262 - scale * y, 1)


def _frame(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The part of the outline that holds most of what is drawn, with room around it: x, y, width, height."""
    if not points:
        return 0, 0, 1000, 500
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    cut = len(points) // 25
    left, right, top, bottom = xs[cut], xs[-1 - cut], ys[cut], ys[-1 - cut]
    width = max(right - left + 80, 160.0)
    height = max(bottom - top + 80, width / 2)
    width = max(width, height * 1.6)
    x, y = (left + right) / 2 - width / 2, (top + bottom) / 2 - height / 2
    return round(x, 1), round(y, 1), round(width, 1), round(height, 1)


@cache
def _read_world() -> str:
    outline: str = json.loads(files("kg.server").joinpath("world.json").read_text(encoding="utf-8"))["countries"]
    return outline
