"""The small scale on which the questions are answered: few rows, few steps, several seeds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from models.experiments.published import data
from models.experiments.published.questions.networks import fit

SHARE_OF_SEEDS = 101  # offset that keeps the seeds of weights and of batches apart


@dataclass(frozen=True)
class Scale:
    """The size of a study; with the defaults all answers take minutes on one core."""

    rows: int = 4000  # drawn from the log for each kind of task
    length: int = 192  # steps; the texts of the generated log have 80 to 178 characters
    epochs: int = 6
    seeds: int = 3


class Trained(NamedTuple):
    """A trained network."""

    network: nn.Module
    seconds: float  # CPU seconds per epoch, mean


@dataclass(frozen=True)
class Bench:
    """Rows to train and to test on, and a way to train any network on them."""

    scale: Scale
    parts: data.Parts
    on_network: Callable[[str], object]  # called after each network with what was trained

    @property
    def vocabulary_size(self) -> int:
        """Number of characters + 1 for padding."""
        return len(self.parts.tokenizer.vocabulary) + 1

    def train(self, name: str, make: Callable[[], nn.Module], part: data.Part) -> list[Trained]:
        """Train one network for each seed."""
        trained = []
        for seed in range(self.scale.seeds):
            torch.manual_seed(seed)
            network = make()
            seconds = fit(
                network, part, self.scale.length, self.scale.epochs, SHARE_OF_SEEDS + seed
            )
            trained.append(Trained(network, float(np.mean(seconds))))
            self.on_network(f"{name}, seed {seed}")
        return trained
