"""Figures of a run as PNG bytes, drawn without a display."""

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from models.experiments.published.training import History

CLASSES = ("0 normal", "1 attack")


def png(figure: Figure) -> bytes:
    """The figure as a PNG file; the same figure gives the same bytes."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})  # Agg, on any display
    return buffer.getvalue()


def confusion(matrix: Sequence[Sequence[int]], title: str) -> bytes:
    """The confusion matrix: rows are true classes, columns reported ones."""
    figure = Figure(figsize=(4.5, 4), layout="constrained")
    axes = figure.subplots()
    axes.imshow(matrix, cmap="Blues")
    darkest = max(map(max, matrix))
    for i, row in enumerate(matrix):
        for j, count in enumerate(row):
            color = "white" if count > darkest / 2 else "black"
            axes.text(j, i, f"{count:,}", ha="center", va="center", color=color, fontsize=14)
    axes.set_xticks((0, 1), CLASSES)
    axes.set_yticks((0, 1), CLASSES, rotation=90, va="center")
    axes.set(xlabel="reported", ylabel="true", title=title)
    return png(figure)


def roc(
    false_positives: NDArray[np.float64], recall: NDArray[np.float64], auc: float, title: str
) -> bytes:
    """The ROC curve: recall against the false positive rate, at every threshold."""
    figure = Figure(figsize=(4.5, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot(false_positives, recall, label=f"AUC {auc:.4f}")
    axes.plot((0, 1), (0, 1), color="grey", linestyle=":", label="chance")
    axes.set(xlabel="false positive rate", ylabel="recall of attacks", title=title)
    axes.legend(loc="lower right")
    return png(figure)


def curves(history: History, title: str) -> bytes:
    """Loss and accuracy after each epoch, on training rows (dropout on) and validation rows."""
    figure = Figure(figsize=(8, 3.5), layout="constrained")
    figure.suptitle(title)
    epochs = range(1, len(history) + 1)
    for axes, name in zip(figure.subplots(1, 2), ("loss", "accuracy"), strict=True):
        axes.plot(epochs, [entry[name] for entry in history], "o-", label="training")
        axes.plot(
            epochs, [entry[f"validation_{name}"] for entry in history], "s--", label="validation"
        )
        axes.set(xlabel="epoch", ylabel=name, xticks=list(epochs))
        axes.legend()
    return png(figure)
