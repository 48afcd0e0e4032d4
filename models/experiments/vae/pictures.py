"""PNG pictures of digits, latent space and curves, drawn without a screen and without torch."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray
from PIL import Image

from accesslog import atomic
from models.experiments.vae.codec import Codec, Floats
from models.experiments.vae.config import SIDE

GAP = 2  # pixels between two digits
DPI = 100
COLOURS = 256  # a palette makes a PNG a third of the size


def new_figure(width: float, height: float) -> Figure:
    """A figure of ``width`` x ``height`` inches, bound to Agg: it needs no display."""
    figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a PNG, whole or not at all. Raises atomic.OutputRefused."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight", pad_inches=0.1)
    small = io.BytesIO()
    Image.open(buffer).convert("RGB").quantize(COLOURS).save(small, "PNG", optimize=True)
    atomic.replace(path, small.getvalue())


def tiled(x: Floats) -> Floats:
    """Digits (rows, columns, 784) as one picture, black ink on white."""
    rows, columns, _ = x.shape
    cells = np.pad(x.reshape(rows, columns, SIDE, SIDE), ((0, 0), (0, 0), (GAP, GAP), (GAP, GAP)))
    side = SIDE + 2 * GAP
    return 1 - cells.transpose(0, 2, 1, 3).reshape(rows * side, columns * side)


def draw_grid(axes: Any, x: Floats) -> None:
    """Draw digits (rows, columns, 784) without axes."""
    axes.imshow(tiled(x), cmap="gray", vmin=0, vmax=1)
    axes.axis("off")


def draw_digits(axes: Any, rows: Mapping[str, Floats]) -> None:
    """Draw rows of digits (columns, 784), each named on the left."""
    picture = tiled(np.stack(list(rows.values())))
    axes.imshow(picture, cmap="gray", vmin=0, vmax=1)
    side = SIDE + 2 * GAP
    axes.set_yticks([side * (i + 0.5) for i in range(len(rows))], list(rows))
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def digit_rows(rows: Mapping[str, Floats], title: str) -> Figure:
    """A figure of named rows of digits (columns, 784)."""
    columns = len(next(iter(rows.values())))
    figure = new_figure(2 + 0.6 * columns, 0.6 + 0.6 * len(rows))
    axes = figure.subplots()
    draw_digits(axes, rows)
    axes.set_title(title)
    return figure


def draw_points(axes: Any, points: Floats, labels: NDArray[np.uint8], title: str) -> None:
    """Draw points (n, 2), coloured by their digit."""
    drawn = axes.scatter(*points.T, c=labels, cmap="tab10", vmin=-0.5, vmax=9.5, s=4)
    axes.set_title(title)
    axes.figure.colorbar(drawn, ax=axes, ticks=range(10), label="digit")


def draw_bars(axes: Any, named: Mapping[str, float], title: str, decimals: int = 1) -> None:
    """Draw a bar for each name, labelled with its value."""
    drawn = axes.bar(list(named), list(named.values()), color="tab:blue")
    axes.bar_label(drawn, fmt=f"%.{decimals}f")
    axes.margins(y=0.1)  # room for the labels
    axes.set_title(title)
    axes.set_xticks(range(len(named)), list(named), rotation=30, ha="right", rotation_mode="anchor")


def draw_lines(
    axes: Any, xs: Sequence[float], lines: Mapping[str, Sequence[float]], x_label: str, title: str
) -> None:
    """Draw a named line for each entry, over as many of ``xs`` as it has values."""
    for name, ys in lines.items():
        axes.plot(xs[: len(ys)], ys, marker=".", label=name)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(x_label)
    axes.set_title(title)
    axes.legend()


def manifold(codec: Codec, size: int) -> Floats:
    """Digits (size, size, 784) decoded from a two-dimensional latent space.

    The points are at the quantiles of N(0, I) (Kingma & Welling 2013, figure 4).
    """
    from scipy.stats import norm

    at = norm.ppf((np.arange(size) + 0.5) / size).astype(np.float32)
    z = np.stack(np.meshgrid(at, at[::-1]), axis=-1)  # up is up, as in the scatter plot
    return codec.decode(z.reshape(-1, 2)).reshape(size, size, -1)
