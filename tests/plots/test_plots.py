"""Pictures: nothing overlaps, Arabic is joined and in order, the same graph gives the same bytes."""

import io
import itertools
import random
from pathlib import PurePath

import networkx as nx
import numpy as np
import pytest
from PIL import Image

from kg.errors import ExportError
from kg.exports.graphs import observe
from kg.exports.reading import EventRow
from kg.exports.tables import Table
from kg.exports.tables.columns import DYAD_MONTHS
from kg.plots import draw_heatmap, draw_network, draw_timeline, save_figure
from kg.plots.network import push_apart
from kg.plots.style import new_figure, styled, wrap

NAMES = ["قطر", "الولايات المتحدة", "وزارة الخارجية الإيرانية", "سلطنة عمان", "Qatar", "United States of America", "UN"]


def make_network(number):
    draw = random.Random(1)
    graph = nx.MultiDiGraph()
    for node in range(number):
        graph.add_node(
            f"n{node:03}",
            label=f"{NAMES[node % len(NAMES)]} {node}",
            events=draw.randint(1, 40),
            quad=draw.choice([1, 2, 3, 4]),
        )
    for node in range(1, number):
        for other in {draw.randrange(node), draw.randrange(node)}:
            graph.add_edge(f"n{node:03}", f"n{other:03}", weight=draw.randint(1, 9), quad=draw.choice([1, 2, 3, 4]))
    return observe(graph)


def save(figure, name="x.png", **options):
    out = io.BytesIO()
    save_figure(figure, out, PurePath(name), **options)
    return out.getvalue()


def test_sixty_nodes_and_no_name_or_circle_lies_upon_another():
    figure = draw_network(make_network(60))
    figure.canvas.draw()
    (axes,) = figure.axes
    names = [text.get_window_extent() for text in axes.texts]
    circles = [patch.get_window_extent() for patch in axes.patches if type(patch).__name__ == "Circle"]
    assert len(names) == len(circles) == 60
    for one, other in itertools.combinations(names + circles, 2):
        width = min(one.x1, other.x1) - max(one.x0, other.x0)
        height = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert width <= 1 or height <= 1, (one, other)


def test_parts_that_do_not_hang_together_lie_in_rows():
    graph = nx.MultiDiGraph()
    for part in range(16):
        for a, b in itertools.permutations([f"p{part:02}-{x}" for x in range(3)], 2):
            graph.add_edge(a, b, weight=1, quad=1)
    for node in graph:
        graph.nodes[node].update(label=f"وزارة {node}", events=2, quad=1)
    figure = draw_network(observe(graph))
    width, height = figure.get_size_inches()
    assert 0.7 < width / height < 2.5 and len(figure.axes[0].texts) == 48


def test_more_nodes_than_wanted_are_left_out_the_busiest_kept():
    network = make_network(90)
    most = sorted(network.nodes(), key=lambda node: (-node.values["events"], node.id))[:20]
    figure = draw_network(network, most=20)
    shown = {text.get_text() for text in figure.axes[0].texts}
    assert shown <= {node.values["label"] for node in most} and len(shown) > 10


@pytest.mark.parametrize("seed", range(3))
def test_boxes_are_pushed_apart_wherever_they_were(seed):
    draw = np.random.default_rng(seed)
    sizes = draw.uniform(5, 80, (40, 2))
    places = push_apart(draw.uniform(0, 60, (40, 2)), sizes)
    over = (sizes[:, None] + sizes[None]) / 2 - np.abs(places[:, None] - places[None])
    assert not np.triu((over > 1e-3).all(axis=2), 1).any()
    assert push_apart(np.zeros((9, 2)), np.ones((9, 2))).shape == (9, 2)


def test_arabic_is_joined_and_runs_from_right_to_left():
    """Letters that are joined have fewer ink columns apart; what stands first stands on the right."""

    def ink(text):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with styled():
            figure = Figure(figsize=(4, 1), dpi=100)
            FigureCanvasAgg(figure)
            figure.text(0.05, 0.3, text, fontsize=30)
            figure.canvas.draw()
            dark = np.asarray(figure.canvas.buffer_rgba())[:, :, 0] < 128
        columns = dark.any(axis=0)
        return dark, int(np.diff(columns.astype(int)).clip(0).sum())

    assert ink("محمد")[1] == 1
    assert ink("م\u200cح\u200cم\u200cد")[1] == 4
    # The dots of the first letter, ب, lie below the line at the right end.
    dark, _ = ink("بلح")
    columns = np.nonzero(dark.any(axis=0))[0]
    rows_of_the_right, rows_of_the_left = (
        np.nonzero(dark[:, part].any(axis=1))[0] for part in (columns[-12:], columns[:12])
    )
    assert rows_of_the_right.size and rows_of_the_left.size
    assert not np.array_equal(ink("بلح")[0], ink("حلب")[0])


def make_event(number, day, **more):
    facts = dict.fromkeys(EventRow.__slots__, ()) | {
        "iri": f"e{number:03}", "act": "meet", "type": "CONSULT", "status": "actual", "standing": "asserted",
        "mode": "", "context": "", "cameo": "040", "goldstein": 1.0, "confidence": 0.5, "reports": number % 5,
        "articles": 1, "edtf": day, "span": (day, day), "told": True,
        "label_en": f"Qatar – meets – Iran $x_{number}$ <&>",
        "label_ar": f"قطر – تلتقي – إيران {number}",
    }  # fmt: skip
    return EventRow(**(facts | more))


EVENTS = [make_event(number, f"2024-{number % 12 + 1:02}-0{number % 9 + 1}") for number in range(40)]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_timeline_shows_the_most_reported_in_order(lang):
    figure = draw_timeline(iter(EVENTS), lang=lang, most=15, title="أحداث")
    figure.canvas.draw()
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 15
    boxes = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert all(upper.y0 >= lower.y1 - 1 for upper, lower in itertools.pairwise(boxes))
    assert len(figure.axes) == 2
    with pytest.raises(ExportError, match="no dated event"):
        draw_timeline([make_event(1, "2024-01-01", span=None)])


def test_one_event_of_long_ago_leaves_room_for_the_others():
    old = [make_event(100, "1955-01-01", reports=0), *EVENTS]
    figure = draw_timeline(iter(old), most=10)
    first, last = figure.axes[0].get_xlim()
    assert last - first < 400
    assert len(figure.axes) == 2 and figure.axes[1].get_xlim() == (first, last)
    assert min(bar.get_x() for bar in figure.axes[1].patches) > first - 40


def test_days_keep_their_order_among_arabic_words():
    assert wrap("قطر تلتقي إيران (2024-05-01)", 60, 2) == "قطر تلتقي إيران (\u200e2024-05-01)"
    with styled():
        figure, axes = new_figure(4, 1)
        shapes = []
        for text in ("\u200e2024-05-01", "2024-05-01"):
            drawn = axes.text(0.1, 0.5, text)
            figure.canvas.draw()
            shapes.append(drawn.get_window_extent().width)
            drawn.remove()
    assert shapes[0] == pytest.approx(shapes[1], abs=1)


def make_table(rows):
    names = [column.name for column in DYAD_MONTHS]

    def row(month, actor, recipient, events, goldstein):
        told = {"month": month, "actor": actor, "recipient": recipient, "actor_ar": "قطر", "recipient_ar": "إيران",
                "events": events, "goldstein": goldstein}  # fmt: skip
        return [told.get(name) for name in names]

    return Table("dyad-months", "", DYAD_MONTHS, lambda: iter([row(*values) for values in rows]))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_heat_map(lang):
    table = make_table(
        [("2024-01", "Qatar", "Iran", 3, 2.5), ("2024-03", "Qatar", "Iran", 1, -9), ("2024-03", "Iran", "Oman", 1, 1)]
    )
    figure = draw_heatmap(table, lang=lang)
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2024-01", "2024-02", "2024-03"]
    assert axes.get_yticklabels()[0].get_text() == ("قطر ← إيران" if lang == "ar" else "Qatar → Iran")
    assert sorted(text.get_text() for text in axes.texts) == ["1", "1", "3"]
    long = draw_heatmap(make_table([("1990-01", "Qatar", "Iran", 3, 2.5), ("2024-03", "Qatar", "Iran", 1, -9)]))
    assert [label.get_text() for label in long.axes[0].get_xticklabels()][:2] == ["1990", "1992"] or len(
        long.axes[0].get_xticklabels()
    ) == 35
    with pytest.raises(ExportError, match="no event to draw"):
        draw_heatmap(make_table([]))


@pytest.mark.parametrize("name", ["x.svg", "x.png"])
def test_the_same_graph_gives_the_same_bytes(name):
    one, other = (save(draw_network(make_network(8), title="شبكة"), name) for _ in range(2))
    assert one == other
    if name == "x.png":
        assert min(Image.open(io.BytesIO(one)).size) > 100
    else:
        assert b"<text" not in one and b"<path" in one and b"<script" not in one


def test_what_cannot_be_drawn():
    with pytest.raises(ExportError, match="no ties to draw"):
        draw_network(observe(nx.MultiDiGraph()))
    with pytest.raises(ExportError, match=r"pictures are \.svg or \.png"):
        save(draw_network(make_network(3)), "x.jpg")


def test_a_mere_statement_of_another_ties_nobody():
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([(name, {"label": name, "events": 1}) for name in ("a", "b", "c")])
    graph.add_edge("a", "b", quad=1, weight=1)
    for _ in range(2):
        graph.add_edge("a", "c", weight=1)  # no class: several of them, too
    assert {text.get_text() for text in draw_network(observe(graph)).axes[0].texts} == {"a", "b"}
