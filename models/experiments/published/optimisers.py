"""The optimisers of Keras 2.2, out of torch's."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from models.experiments.published.recipes import Recipe

EPSILON = 1e-7


def optimiser_of(recipe: Recipe, parameters: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
    """As the recipe says; Keras' Adadelta is torch's."""
    if recipe.optimiser == "adam":
        return keras_adam(parameters, 1e-3)
    return torch.optim.Adadelta(parameters, lr=1.0, rho=0.95, eps=EPSILON)


def keras_adam(parameters: Iterable[nn.Parameter], rate: float) -> torch.optim.Adam:
    """Adam whose epsilon is added to the root of v before, not after, its bias is corrected.

    With small gradients this learns more slowly than torch's: in the first step as if epsilon
    were 32 times as large (keras 2.2, optimizers.py: ``p - lr_t * m_t / (sqrt(v_t) + epsilon)``).
    """
    adam = torch.optim.Adam(parameters, lr=rate, eps=EPSILON)
    adam.register_step_pre_hook(_set_epsilon)
    return adam


def _set_epsilon(adam: torch.optim.Optimizer, *_: Any) -> None:
    """sqrt(v / correction) + eps / sqrt(correction) = (sqrt(v) + eps) / sqrt(correction)."""
    steps = max((int(state["step"]) for state in adam.state.values()), default=0) + 1
    for group in adam.param_groups:
        group["eps"] = EPSILON / (1 - group["betas"][1] ** steps) ** 0.5
