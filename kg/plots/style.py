"""What all pictures share: fonts, colours, texts of strangers made fit, and files that are the same bytes each time."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any

from kg.bidi import clean
from kg.errors import ExportError
from kg.exports.gexf import NO_QUAD, QUAD_COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "FONT", "GREY", "QUAD_NAMES", "Picture", "colour", "cut", "list_quads", "new_figure", "save_figure", "styled",
    "wrap",
]  # fmt: skip

QUAD_NAMES = {
    "en": {
        1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict", None: "other",
    },
    "ar": {1: "تعاون لفظي", 2: "تعاون مادي", 3: "نزاع لفظي", 4: "نزاع مادي", None: "غير ذلك"},
}  # fmt: skip

GREY = "#555555"

#: A day or month as EDTF has it.
_DAY = re.compile(r"\b\d{3}[\dX]-\d\d(?:-\d\d)?\b")

#: Comes with matplotlib, and has Latin and Arabic letters.
FONT = "DejaVu Sans"

_STYLE: dict[str, Any] = {
    "font.family": [FONT],
    "font.size": 9,
    "text.parse_math": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "diplomatic-kg",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#999999",
    "xtick.color": GREY,
    "legend.frameon": False,
}


@contextmanager
def styled() -> Iterator[None]:
    """Our settings of matplotlib while the block runs.

    Raises `ExportError` where matplotlib is not installed or too old to shape Arabic.
    """
    try:
        import matplotlib as mpl
    except ImportError:
        raise ExportError("matplotlib is not installed; get it with: pip install 'diplomatic-kg[plots]'") from None
    version = tuple(int(part) for part in mpl.__version__.split(".")[:2] if part.isdigit())
    if version < (3, 11):
        raise ExportError(
            f"matplotlib {mpl.__version__} cannot shape Arabic, 3.11 can: pip install -U 'diplomatic-kg[plots]'"
        )
    with mpl.rc_context(_STYLE):  # type: ignore[arg-type]
        yield


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of some inches with one set of axes, of which no window knows."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def save_figure(figure: Figure, stream: IO[bytes], name: PurePath, *, dpi: int = 200) -> None:
    """Writes a figure as the ending of the file's name says: .svg or .png; the same figure as the same bytes.

    Raises `ExportError` for another ending.
    """
    ending = name.suffix.lower()
    if ending not in (".svg", ".png"):
        raise ExportError(f"{name}: pictures are .svg or .png")
    with styled():
        metadata = {"Date": None} if ending == ".svg" else {"Software": None}
        figure.savefig(stream, format=ending[1:], dpi=dpi, metadata=metadata, bbox_inches="tight", pad_inches=0.15)


class Picture:
    """A figure that shows in Jupyter without any setting, and can be saved."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure

    def save(self, path: str | os.PathLike[str], *, dpi: int = 200) -> None:
        """Writes the picture as .svg or .png. Raises `ExportError` for another ending, `OSError`."""
        target = Path(path)
        out = io.BytesIO()
        save_figure(self.figure, out, target, dpi=dpi)
        target.write_bytes(out.getvalue())

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        save_figure(self.figure, out, PurePath("x.png"), dpi=110)
        return out.getvalue()


def colour(quad: int | None) -> tuple[float, float, float]:
    """The colour of a quad class, as parts of one."""
    red, green, blue = QUAD_COLOURS.get(quad or 0, NO_QUAD)
    return red / 255, green / 255, blue / 255


def list_quads(axes: Axes, quads: set[int | None], lang: str, **where: Any) -> None:
    """A legend of the quad classes that are there."""
    from matplotlib.lines import Line2D

    names = QUAD_NAMES[lang]
    order = [quad for quad in names if quad in quads]
    handles = [Line2D([], [], color=colour(quad), lw=3, label=names[quad]) for quad in order]
    if handles:
        axes.legend(handles=handles, **{"loc": "lower left", "fontsize": 8, **where})


def cut(text: str, most: int) -> str:
    """A text on one line, without control characters, cut at a space where it is longer."""
    text = " ".join(clean(text).split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def wrap(text: str, width: int, lines: int) -> str:
    """A text broken into so many lines at most, each of so many characters at most.

    Days keep the order year, month, day among Arabic words, too, wherever a line begins.
    """
    import textwrap

    parts = textwrap.wrap(
        _DAY.sub("\u200e\\g<0>", " ".join(clean(text).split())),
        width,
        max_lines=lines,
        placeholder=" …",
        break_on_hyphens=False,
    )
    return "\n".join(parts)
