"""Relu or sigmoid, what dropout does, recurrent or convolutional: figures over several seeds.

Each function returns figures by variant, every figure a list with one number for each seed.
"""

from dataclasses import replace

import numpy as np
import torch
from torch import nn

from models.experiments.published.network import CLIP, RecipeNetwork
from models.experiments.published.questions.bench import Bench, Trained
from models.experiments.published.questions.networks import ConvNetwork, judged, outputs_of
from models.experiments.published.recipes import RECIPES, Recipe

PASSES = 20  # forward passes with dropout left on
Figures = dict[str, dict[str, list[float]]]


def variant(bench: Bench, name: str, recipe: Recipe) -> list[Trained]:
    """``recipe`` at the scale of the bench, trained for each seed."""
    recipe = replace(recipe, length=bench.scale.length)
    return bench.train(
        name, lambda: RecipeNetwork(recipe, bench.vocabulary_size), bench.parts.train
    )


def output(bench: Bench) -> Figures:
    """Recipe 1 as it is and with a sigmoid: nothing else differs."""
    figures: Figures = {}
    for name in ("relu", "sigmoid"):
        recipe = replace(RECIPES["1"], output="relu" if name == "relu" else "sigmoid")
        figures[name] = _columns(
            [
                _judged(bench, trained.network) | _stuck(bench, trained.network)
                for trained in variant(bench, f"{name} output", recipe)
            ]
        )
    return figures


def _stuck(bench: Bench, network: nn.Module) -> dict[str, float]:
    """Shares of test rows whose output is exactly 0, and whose clipped loss has no gradient."""
    outputs = outputs_of(network, bench.parts.test.rows, bench.scale.length)
    flat = (outputs <= CLIP) | (outputs >= np.float32(1 - CLIP))
    return {"exactly_0": float((outputs == 0).mean()), "no_gradient": float(flat.mean())}


def dropout(bench: Bench) -> tuple[Figures, list[Trained]]:
    """Recipe 2 with all its dropout and with none; also the networks trained with dropout."""
    figures: Figures = {}
    without = replace(RECIPES["2"], dropout=0.0, recurrent_dropout=0.0)
    nets = {
        "none": variant(bench, "no dropout", without),
        "recipe 2": variant(bench, "recipe 2", RECIPES["2"]),
    }
    for name, trained in nets.items():
        figures[name] = _columns(
            [_judged(bench, one.network) | _dropping(bench, one.network) for one in trained]
        )
    return figures, nets["recipe 2"]


def _dropping(bench: Bench, network: nn.Module) -> dict[str, float]:
    """Test accuracy with dropout left on, of one pass and of the mean of many; their spread."""
    network.train()
    torch.manual_seed(0)
    test = bench.parts.test
    passes = np.stack([outputs_of(network, test.rows, bench.scale.length) for _ in range(PASSES)])
    network.eval()
    return {
        "on_in_test_accuracy": judged(passes[0], test.labels)["accuracy"],
        "mean_of_passes_accuracy": judged(passes.mean(axis=0), test.labels)["accuracy"],
        "spread_of_passes": float(passes.std(axis=0).mean()),
    }


def convolution(bench: Bench, recurrent: list[Trained]) -> Figures:
    """A small convolutional network beside the trained networks of recipe 2."""
    convolutional = bench.train(
        "convolutional", lambda: ConvNetwork(bench.vocabulary_size), bench.parts.train
    )
    return {
        name: _columns(
            [
                _judged(bench, one.network)
                | {"seconds_per_epoch": one.seconds, "parameters": _size(one.network)}
                for one in trained
            ]
        )
        for name, trained in (("recipe 2", recurrent), ("convolutional", convolutional))
    }


def _size(network: nn.Module) -> int:
    return sum(weights.numel() for weights in network.parameters())


def _judged(bench: Bench, network: nn.Module) -> dict[str, float]:
    """Loss and accuracy without dropout, on the training and the test part."""
    figures = {}
    for name in ("train", "test"):
        part = getattr(bench.parts, name)
        outputs = outputs_of(network, part.rows, bench.scale.length)
        for key, value in judged(outputs, part.labels).items():
            figures[f"{name}_{key}"] = value
    return figures


def _columns(rows: list[dict[str, float]]) -> dict[str, list[float]]:
    return {key: [row[key] for row in rows] for key in rows[0]}
