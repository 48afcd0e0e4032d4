"""Draws the figure of each sweep, and states its measurements in a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from models.experiments.vae import pictures
from models.experiments.vae.codec import Floats, grey
from models.experiments.vae.footprint import Footprint, footprint
from models.experiments.vae.measures import ACTIVE, ratio
from models.experiments.vae.projection import agreement, projections
from models.experiments.vae.sweep_result import Result, Swept

Results = Mapping[str, Result]
SHOWN = 12  # digits in a row
POINTS = 2000  # digits in a picture of latent space
BATCHES = 32, 64, 128, 256, 512, 1024  # sizes whose memory is counted
HELD = {"state": "weights, Adam", "gradients": "gradients", "activations": "activations"}
CLOSE = 15  # nats from the best: runs within it are drawn once more


def beta(swept: Swept) -> tuple[Figure, str]:
    """Losses and generated digits by weight of the KL divergence."""
    figure = pictures.new_figure(15, 9)
    top, bottom = figure.subplots(2, 1, height_ratios=[1, 1.5])
    _draw_losses(top, swept.results, "Held-out losses, nats per digit")
    pictures.draw_digits(bottom, _generated(swept.results))
    bottom.set_title("generated")
    (low, first), *_, (high, last), _ = swept.results.items()
    a, b = first.measured, last.measured
    return figure, (
        f"From {low} to {high} the KLD went from {a['kld']:.1f} to {b['kld']:.1f} nats, the BCE "
        f"from {a['bce']:.1f} to {b['bce']:.1f}, the active units from {a['active_units']} to "
        f"{b['active_units']} of {last.codec.latent}, the sharpness of generated digits from "
        f"{ratio(a['sharpness_generated'])} to {ratio(b['sharpness_generated'])} of the real ones'."
    )


def collapse(swept: Swept) -> tuple[Figure, str]:
    """Active units, loss, variety and generated digits by latent dimension and activation."""
    figure = pictures.new_figure(16, 10)
    grid = figure.add_gridspec(2, 3, height_ratios=[1, 1.4])
    panels: tuple[tuple[str, int, Callable[[Any], float]], ...] = (
        (f"Active units (variance of the mean > {ACTIVE})", 0, lambda row: row["active_units"]),
        ("BCE + KLD, nats per digit", 1, lambda row: -row["elbo"]),
        ("Variety of generated digits (1 = reconstructions)", 2, lambda row: row["variety"] or 0),
    )
    for column, (title, decimals, value) in enumerate(panels):
        heights = {name: value(r.measured) for name, r in swept.results.items()}
        pictures.draw_bars(figure.add_subplot(grid[0, column]), heights, title, decimals)
    pictures.draw_digits(figure.add_subplot(grid[1, :]), _generated(swept.results))
    counts = ", ".join(
        f"{name}: {r.measured['active_units']} active, ELBO {r.measured['elbo']:.1f}, "
        f"variety {ratio(r.measured['variety'])}"
        for name, r in swept.results.items()
    )
    return figure, f"By latent dimension and activation: {counts}."


def space(swept: Swept) -> tuple[Figure, str]:
    """Digits in latent space, projected to two dimensions, and the agreement of neighbours."""
    images, labels = swept.held.images[:POINTS], swept.held.labels[:POINTS]
    panels: list[tuple[str, Floats]] = []
    whole = {}
    for name, result in swept.results.items():
        mean = result.codec.encode(grey(images))[0]
        whole[name] = agreement(mean, labels)
        found = projections(mean, result.config.seed)
        panels += [(f"{name}: {how}", points) for how, points in found.items()]
    figure = pictures.new_figure(6 * len(panels), 5.5)
    said = []
    for axes, (name, points) in zip(figure.subplots(1, len(panels)), panels, strict=True):
        share = agreement(points, labels)
        pictures.draw_points(axes, points, labels, f"{name}\nneighbours agree: {share:.0%}")
        said.append(f"{share:.0%} in {name}")
    all_of_it = ", ".join(f"{share:.0%} in all {name}" for name, share in whole.items())
    return figure, (
        "Digits whose five nearest neighbours vote for their label: "
        f"{', '.join(said)}; {all_of_it}."
    )


def blur(swept: Swept) -> tuple[Figure, str]:
    """Reconstructions and their sharpness by network."""
    x = grey(swept.held.images[:SHOWN])
    rows = {"original": x} | {
        name: r.codec.decode(r.codec.encode(x)[0]) for name, r in swept.results.items()
    }
    figure = pictures.new_figure(15, 4.5)
    left, right = figure.subplots(1, 2, width_ratios=[2.5, 1])
    pictures.draw_digits(left, rows)
    sharpness = {name: r.measured["sharpness"] or 0 for name, r in swept.results.items()}
    pictures.draw_bars(right, sharpness, "Sharpness of reconstructions (1 = originals)", 2)
    said = ", ".join(
        f"{name} ({r.facts['parameters']:,} parameters): BCE {r.measured['bce']:.1f}, sharpness "
        f"{ratio(r.measured['sharpness'])}, ELBO {r.measured['elbo']:.1f}"
        for name, r in swept.results.items()
    )
    return figure, f"Reconstructions by network: {said}."


def rate(swept: Swept) -> tuple[Figure, str]:
    """Held-out loss by epoch, for each way to set the learning rate."""
    figure = pictures.new_figure(14, 5)
    wide, close = figure.subplots(1, 2)
    lines = {
        name: [h["validation_bce"] + h["validation_kld"] for h in r.facts["history"]]
        for name, r in swept.results.items()
    }
    epochs = range(1, 1 + max(map(len, lines.values())))
    pictures.draw_lines(wide, epochs, lines, "epoch", "Held-out BCE + KLD, nats per digit")
    best = min(min(losses) for losses in lines.values())
    near = {name: losses for name, losses in lines.items() if min(losses) < best + CLOSE}
    pictures.draw_lines(close, epochs, near, "epoch", f"those within {CLOSE} nats of the best")
    said = ", ".join(f"{name}: {r.measured['elbo']:.1f}" for name, r in swept.results.items())
    return figure, f"ELBO by learning rate after {len(epochs)} epochs: {said}."


def memory(swept: Swept) -> tuple[Figure, str]:
    """Memory held within a training step by batch size, and the loss by batch size."""
    network = next(iter(swept.results.values())).config.network
    needs = {batch: footprint(network, batch) for batch in BATCHES}
    figure = pictures.new_figure(16, 4.5)
    left, middle, right = figure.subplots(1, 3)
    lines = {
        f"after {moment}": [need[moment].total / 1e6 for need in needs.values()]
        for moment in needs[BATCHES[0]]
    }
    pictures.draw_lines(left, BATCHES, lines, "batch", "Held within a step, MB")
    largest = needs[max(BATCHES)]
    _draw_held(middle, largest, f"Of which, batch {max(BATCHES)}, MB")
    losses = {name: -r.measured["elbo"] for name, r in swept.results.items()}
    pictures.draw_bars(right, losses, "BCE + KLD, nats per digit")
    said = ", ".join(
        f"{name} keeps {needs[r.config.batch]['forward'].activations / 1e6:.2f} MB for the "
        f"backward pass and reaches an ELBO of {r.measured['elbo']:.1f}"
        for name, r in swept.results.items()
    )
    state = largest["forward"].state / 1e6
    gradients = largest["backward"].gradients / 1e6
    return figure, (
        f"Beside {state:.1f} MB of weights and Adam's moments {said}; the backward pass lets go "
        f"of all that was kept for it and leaves {gradients:.1f} MB of gradients, which zero_grad "
        "frees."
    )


def _draw_held(axes: Any, moments: Mapping[str, Footprint], title: str) -> None:
    names = [f"after {moment}" for moment in moments]
    bottom = np.zeros(len(moments))
    for field in HELD:
        heights = np.array([getattr(held, field) / 1e6 for held in moments.values()])
        axes.bar(names, heights, bottom=bottom, label=HELD[field])
        bottom += heights
    axes.set_title(title)
    axes.legend()


def _draw_losses(axes: Any, results: Results, title: str) -> None:
    at, width = np.arange(len(results)), 0.4
    for shift, key in ((-width / 2, "bce"), (width / 2, "kld")):
        heights = [r.measured[key] for r in results.values()]
        axes.bar_label(axes.bar(at + shift, heights, width, label=key.upper()), fmt="%.1f")
    units = [f"{name}\n{r.measured['active_units']} active" for name, r in results.items()]
    axes.set_xticks(at, units)
    axes.margins(y=0.1)  # room for the labels
    axes.set_title(title)
    axes.legend()


def _generated(results: Results) -> dict[str, Floats]:
    """A row of generated digits for each run; runs of one dimension share their latent samples."""
    rows = {}
    for name, result in results.items():
        random = np.random.default_rng(0)
        z = random.standard_normal((2 * SHOWN, result.codec.latent), np.float32)
        rows[name] = result.codec.decode(z)
    return rows


FIGURES: Mapping[str, Callable[[Swept], tuple[Figure, str]]] = {
    draw.__name__: draw for draw in (beta, collapse, space, blur, rate, memory)
}
