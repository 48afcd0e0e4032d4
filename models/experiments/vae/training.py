"""Trains the VAE epoch by epoch.

An epoch depends only on the state before it, so a resumed training ends like an uninterrupted one.
"""

import contextlib
import math
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.experiments.vae.config import TrainingConfig
from models.experiments.vae.data import Data
from models.experiments.vae.network import VAE, losses


class MemoryRefused(Exception):
    """Not even a batch of one digit fits into memory, or the network itself does not."""

    exit_code = 2


class Diverged(Exception):
    """The loss is no longer a number."""

    exit_code = 1


class Losses(NamedTuple):
    """Means over digits, in nats."""

    bce: float
    kld: float


def ignore(*_: object) -> None:
    """A callback that does nothing."""


class Training:
    """A VAE with its optimiser and progress.

    Args:
        on_batch: called with the number of digits and the losses of each step.
        on_note: called with a sentence for the user: memory ran out, the batch was halved.

    Raises:
        MemoryRefused: the weights do not fit into memory.
    """

    def __init__(
        self,
        config: TrainingConfig,
        data: Data,
        on_batch: Callable[[int, Losses], object] = ignore,
        on_note: Callable[[str], object] = ignore,
    ) -> None:
        torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self.config = config
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        with _refusing_without_memory():
            self.model = VAE(config.network).to(self.device)
            self.optimizer = _optimizer(self.model, config)
        self.epoch = 0  # number of epochs done
        self.batch = config.batch
        self.history: list[dict[str, float]] = []  # one entry per epoch
        self._images = torch.from_numpy(data.train.images)
        self._validation = data.validation.images
        self._on_batch, self._on_note = on_batch, on_note

    def epochs(self) -> Iterator[dict[str, float]]:
        """Train the remaining epochs; yields the ``history`` entry of each.

        Raises:
            Diverged: a loss in training or validation is no longer a number.
            MemoryRefused: not even a batch of one digit fits, or Adam's moments do not.
        """
        while self.epoch < self.config.epochs:
            started, worked = time.monotonic(), time.process_time()
            train = self._run_epoch()
            validation = self._evaluate()
            self.epoch += 1
            entry = {
                "epoch": self.epoch,
                "bce": train.bce,
                "kld": train.kld,
                "validation_bce": validation.bce,
                "validation_kld": validation.kld,
                "seconds": time.monotonic() - started,
                "cpu_seconds": time.process_time() - worked,  # as on a machine without other work
            }
            self.history.append(entry)
            yield entry

    def _run_epoch(self) -> Losses:
        generator = torch.Generator().manual_seed(self.config.seed * 1_000_003 + self.epoch)
        n = len(self._images)
        order = torch.randperm(n, generator=generator)
        sums, at = np.zeros(2), 0
        while at < n:
            rows = order[at : at + self.batch]
            step = self._gradients(rows, self.epoch + at / n, generator)
            if step is None:
                self._halve_batch()
                continue
            self._check(step)
            with _refusing_without_memory():  # the first step makes Adam's moments
                self.optimizer.step()
            sums += np.array(step) * len(rows)
            at += len(rows)
            self._on_batch(len(rows), step)
        return Losses(*(sums / n).tolist())

    def _evaluate(self) -> Losses:
        """Losses of the validation digits, batch by batch; the batch is halved here as well."""
        while True:
            try:
                found = evaluate(self.model, self._validation, self.config.seed, self.batch)
            except RuntimeError as error:
                if not ran_out_of_memory(error):
                    raise
            else:
                self._check(found)
                return found
            self._halve_batch()

    def _check(self, found: Losses) -> None:
        if not math.isfinite(found.bce + found.kld):
            raise Diverged(
                f"the loss is no longer a number in epoch {self.epoch + 1}: "
                f"choose an --lr below {self.config.lr:g}"
            )

    def _gradients(self, rows: Tensor, done: float, generator: torch.Generator) -> Losses | None:
        """Compute the gradients of one batch; None if memory ran out. ``done``: fractional epochs.

        The optimiser's step is not part of it: a smaller batch would not reduce its memory.
        """
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.config, done)
        try:
            self.optimizer.zero_grad()
            x = pixels(self._images[rows]).to(self.device)
            noise = torch.randn(len(rows), self.config.network.latent, generator=generator)
            logits, mean, logvar = self.model(x, noise.to(self.device))
            bce, kld = losses(logits, x, mean, logvar)
            (bce + kl_weight(self.config, done) * kld).backward()
            return Losses(bce.item(), kld.item())
        except RuntimeError as error:
            if not ran_out_of_memory(error):
                raise
            return None

    def _halve_batch(self) -> None:
        if self.batch == 1:
            raise MemoryRefused("memory ran out with a batch of one digit: a smaller network fits")
        self.optimizer.zero_grad()
        if self.device.type == "cuda":
            torch.cuda.empty_cache()  # memory kept for batches of the old size
        self._on_note(f"memory ran out: the batch of {self.batch} is {self.batch // 2} from here")
        self.batch //= 2


def ran_out_of_memory(error: RuntimeError) -> bool:
    """Whether memory ran out: CUDA has a class for it, the CPU's allocator a RuntimeError."""
    return isinstance(error, torch.OutOfMemoryError) or "alloc" in str(error)


@contextlib.contextmanager
def _refusing_without_memory() -> Iterator[None]:
    """Raise MemoryRefused if memory runs out that no smaller batch would save."""
    try:
        yield
    except RuntimeError as error:
        if not ran_out_of_memory(error):
            raise
        raise MemoryRefused(
            "the network's weights and the optimiser's moments do not fit into memory: "
            "choose a smaller --hidden or --latent-dim"
        ) from None


def learning_rate(config: TrainingConfig, done: float) -> float:
    """Learning rate after ``done`` of ``config.epochs`` epochs."""
    if config.lr_schedule == "constant":
        return config.lr
    return config.lr * (1 + math.cos(math.pi * done / config.epochs)) / 2


def kl_weight(config: TrainingConfig, done: float) -> float:
    """Weight of the KLD: beta, or less in warm-up (Bowman et al. 2016, Sønderby et al. 2016)."""
    if done >= config.kl_annealing:
        return config.beta
    return config.beta * done / config.kl_annealing


def pixels(images: Tensor) -> Tensor:
    """Bytes as grey values in [0, 1]."""
    return images.float() / 255


@torch.no_grad()
def evaluate(model: VAE, images: NDArray[np.uint8], seed: int, batch: int) -> Losses:
    """Mean losses over images (n, 784), one latent sample each, the same for any batch size."""
    device = next(model.parameters()).device
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn(len(images), model.config.latent, generator=generator)
    sums = np.zeros(2)
    parts = zip(torch.from_numpy(images).split(batch), noise.split(batch), strict=True)
    for part, drawn in parts:
        x = pixels(part).to(device)
        logits, mean, logvar = model(x, drawn.to(device))
        sums += [loss.item() * len(part) for loss in losses(logits, x, mean, logvar)]
    return Losses(*(sums / len(images)).tolist())


def _optimizer(model: VAE, config: TrainingConfig) -> torch.optim.Optimizer:
    kinds: dict[str, Any] = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    return kinds[config.optimizer](model.parameters(), config.lr)
