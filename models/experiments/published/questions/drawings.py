"""The two pictures of the memory question."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from models.experiments.published.pictures import png


def gradient(memory: dict[str, Any]) -> bytes:
    """Norm of the gradient by distance from the last character, before and after training.

    Lines are medians over seeds, bands their range.
    """
    figure = Figure(figsize=(8, 3.5), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    for axes, when in zip(panels, ("before", "after"), strict=True):
        for name, figures in memory.items():
            norms = np.array(figures[f"gradient_{when}"])  # (seeds, length)
            distances = range(norms.shape[1])
            axes.semilogy(distances, np.median(norms, axis=0), label=name)
            axes.fill_between(distances, norms.min(axis=0), norms.max(axis=0), alpha=0.2)
        axes.set(title=f"{when} training", xlabel="distance from the last character")
        axes.set_ylim(1e-30, 10)
    panels[0].set_ylabel("norm of d logit / d x")
    panels[0].legend()
    return png(figure)


def position(memory: dict[str, Any]) -> bytes:
    """Accuracy by slot of the deciding value: mean and range over seeds."""
    figure = Figure(figsize=(5.5, 3.5), layout="constrained")
    axes = figure.subplots()
    for name, figures in memory.items():
        by_slot = np.array(figures["accuracy_by_slot"])[:, ::-1]  # (seeds, slots), last slot first
        slots = range(by_slot.shape[1])
        axes.plot(slots, by_slot.mean(axis=0), "o-", label=name)
        axes.fill_between(slots, by_slot.min(axis=0), by_slot.max(axis=0), alpha=0.2)
    axes.axhline(0.5, color="grey", linestyle=":")
    axes.set(xlabel="values after the deciding one", ylabel="accuracy", ylim=(0.4, 1.02))
    axes.legend()
    return png(figure)
