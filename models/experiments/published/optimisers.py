"""The optimisers of Keras 2.2, built from torch's."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from models.experiments.published.recipes import Recipe

EPSILON = 1e-7


def optimiser_of(recipe: Recipe, parameters: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
    """The recipe's optimiser; Adadelta is the same in Keras and torch."""
    if recipe.optimiser == "adam":
        return keras_adam(parameters, 1e-3)
    return torch.optim.Adadelta(parameters, lr=1.0, rho=0.95, eps=EPSILON)


def keras_adam(parameters: Iterable[nn.Parameter], rate: float) -> torch.optim.Adam:
    """Adam that adds epsilon to sqrt(v) before its bias correction, not after it.

    With small gradients it learns more slowly than torch's: in the first step as if epsilon were
    32 times as large (keras 2.2, optimizers.py: ``p - lr_t * m_t / (sqrt(v_t) + epsilon)``).
    """
    adam = torch.optim.Adam(parameters, lr=rate, eps=EPSILON)
    adam.register_step_pre_hook(_set_epsilon)
    return adam


def _set_epsilon(adam: torch.optim.Optimizer, *_: Any) -> None:
    """Rescale epsilon: sqrt(v / c) + eps / sqrt(c) = (sqrt(v) + eps) / sqrt(c), correction c."""
    steps = max((int(state["step"]) for state in adam.state.values()), default=0) + 1
    for group in adam.param_groups:
        group["eps"] = EPSILON / (1 - group["betas"][1] ** steps) ** 0.5
