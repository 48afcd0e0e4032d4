"""Trains a recipe as Keras' ``fit`` would, and saves its state for a later resumption."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import torch
from torch import Tensor

from accesslog import atomic
from models.experiments.published.data import Part, Parts
from models.experiments.published.errors import RunRefused
from models.experiments.published.network import RecipeNetwork, loss_of, predict
from models.experiments.published.optimisers import optimiser_of
from models.experiments.published.padding import pad
from models.experiments.published.recipes import Recipe

History = list[dict[str, float]]  # for each epoch: losses, accuracies, seconds


@dataclass
class Training:
    """The state of a training: sufficient to resume it as if it had never stopped."""

    network: RecipeNetwork
    optimiser: torch.optim.Optimizer
    seed: int
    epochs: int  # to train in total, those done included
    history: History = field(default_factory=list)

    @classmethod
    def start(cls, recipe: Recipe, vocabulary_size: int, seed: int) -> "Training":
        """A new training of ``recipe``; ``vocabulary_size`` counts the padding."""
        torch.manual_seed(seed)
        network = RecipeNetwork(recipe, vocabulary_size)
        return cls(network, optimiser_of(recipe, network.parameters()), seed, recipe.epochs)

    def ask_for(self, epochs: int) -> None:
        """Set the number of epochs to train in total.

        Raises:
            RunRefused: more are done.
        """
        if epochs < len(self.history):
            raise RunRefused(f"{len(self.history)} epochs are done: --epochs {epochs} is too few")
        self.epochs = epochs

    def save(self, path: Path, identity: dict[str, Any]) -> None:
        """Write the state after the last whole epoch; ``identity`` names the run it belongs to."""
        buffer = io.BytesIO()
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict()}
        counted = {"epochs": self.epochs, "history": self.history}
        torch.save({**state, **counted, "identity": identity}, buffer)
        atomic.replace(path, buffer.getvalue())

    def load(self, path: Path, identity: dict[str, Any]) -> None:
        """Restore the state that ``save`` wrote.

        Raises:
            RunRefused: a damaged state, or one of another run.
            OSError: the file cannot be read.
        """
        content = path.read_bytes()
        try:
            saved = torch.load(io.BytesIO(content), weights_only=True)
            others = {key: saved["identity"][key] for key in identity}
            if others == identity:
                self.network.load_state_dict(saved["network"])
                self.optimiser.load_state_dict(saved["optimiser"])
                self.epochs, self.history = saved["epochs"], saved["history"]
        except Exception:  # torch documents no closed set for a damaged file
            raise RunRefused(
                f"{path} is damaged, or of another version: start anew in another folder"
            ) from None
        for key, value in identity.items():
            if others[key] != value:
                raise RunRefused(
                    f"the run in {path.parent} has another {key}: {others[key]}, not {value}"
                )

    def epoch(self, parts: Parts, on_batch: Callable[[float, float], object]) -> None:
        """Train one epoch on the training rows in random order, then evaluate the validation rows.

        ``on_batch`` gets the means of loss and accuracy since the epoch began. The random numbers
        depend only on the seed and the number of the epoch, so a resumed run equals one that was
        never stopped.
        """
        started, worked = monotonic(), process_time()
        torch.manual_seed(self.seed * 10_007 + len(self.history) + 1)
        self.network.train()
        loss = right = rows = 0.0
        for members in torch.randperm(len(parts.train.rows)).split(self.network.recipe.batch):
            batch = self._step(*_batch(parts.train, members, self.network.recipe.length))
            loss, right, rows = loss + batch[0], right + batch[1], rows + len(members)
            on_batch(loss / rows, right / rows)
        trained, worked = monotonic(), process_time() - worked
        validation_loss, validation_accuracy = evaluate(self.network, parts.validation)
        self.history.append(
            {
                "loss": loss / rows,
                "accuracy": right / rows,
                "validation_loss": validation_loss,
                "validation_accuracy": validation_accuracy,
                "seconds": trained - started,
                "cpu_seconds": worked,  # as on a machine without other work
                "validation_seconds": monotonic() - trained,
            }
        )

    def _step(self, tokens: Tensor, labels: Tensor) -> tuple[float, float]:
        """Learn from one batch; returns the sum of its losses and the number of right answers."""
        outputs = self.network(tokens)
        loss = loss_of(outputs, labels)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        right = ((outputs > 0.5) == (labels > 0.5)).sum()
        return loss.item() * len(labels), right.item()


def evaluate(network: RecipeNetwork, part: Part) -> tuple[float, float]:
    """Loss and accuracy (threshold 0.5) without dropout."""
    outputs = torch.from_numpy(predict(network, part.rows))
    labels = torch.from_numpy(part.labels)
    right = (outputs > 0.5) == (labels > 0.5)
    return loss_of(outputs, labels).item(), right.float().mean().item()


def _batch(part: Part, members: Tensor, length: int) -> tuple[Tensor, Tensor]:
    tokens = torch.from_numpy(pad([part.rows[i] for i in members], length))
    return tokens, torch.from_numpy(part.labels)[members]
