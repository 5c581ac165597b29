"""Pictures of the graph for papers: a network, a timeline, a heat map of pairs by month, as SVG or PNG.

matplotlib draws; from 3.11 on it shapes and orders Arabic itself (by HarfBuzz and libraqm), so that no string is turned
around beforehand.
"""

from kg.plots.heatmap import draw_heatmap
from kg.plots.network import draw_network
from kg.plots.style import Picture, save_figure
from kg.plots.timeline import draw_timeline

__all__ = ["Picture", "draw_heatmap", "draw_network", "draw_timeline", "save_figure"]
