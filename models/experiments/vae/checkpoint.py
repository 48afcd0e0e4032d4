"""Checkpoints: one file, written after each epoch, from which a stopped training resumes."""

import io
import json
from dataclasses import asdict
from pathlib import Path

import torch

from accesslog import atomic
from models.experiments.vae.data import Data
from models.experiments.vae.training import Training

FILE = "checkpoint.pt"


class ResumeRefused(Exception):
    """There is no usable checkpoint to resume from, or it belongs to another training."""

    exit_code = 2


def save(folder: Path, training: Training, data: Data) -> None:
    """Write ``folder/checkpoint.pt``. Raises atomic.OutputRefused; an older one then stays."""
    state = {
        "options": _identity(training, data),
        "epoch": training.epoch,
        "batch": training.batch,
        "history": json.dumps(training.history),
        "model": training.model.state_dict(),
        "optimizer": training.optimizer.state_dict(),
    }
    buffer = io.BytesIO()
    torch.save(state, buffer)
    atomic.replace(folder / FILE, buffer.getvalue())


def load(folder: Path, training: Training, data: Data) -> None:
    """Restore ``training`` from ``folder/checkpoint.pt``.

    The number of epochs may be raised to train for longer, but not under the cosine schedule, which
    depends on it.

    Raises:
        ResumeRefused: there is no such file, it is damaged, its options or digits are others, or
            more epochs are done than asked for.
    """
    path = folder / FILE
    try:
        state = torch.load(path, map_location=training.device, weights_only=True)
        options, done, batch = dict(state["options"]), int(state["epoch"]), int(state["batch"])
        history = [dict(entry) for entry in json.loads(state["history"])]
        model, optimizer = state["model"], state["optimizer"]
    except FileNotFoundError:
        raise ResumeRefused(
            f"there is no {path} to go on from: train without --resume first"
        ) from None
    except Exception:  # a foreign file may raise anything
        raise _damaged(path) from None
    for key, value in _identity(training, data).items():
        if options.get(key) != value:
            raise ResumeRefused(
                f"{path} was trained with {key} {options.get(key)} and now asked for is {value}: "
                "give the same options, or train without --resume"
            )
    if done > training.config.epochs:
        raise ResumeRefused(
            f"{path} has {done} epochs done, more than the {training.config.epochs} asked for"
        )
    if len(history) != done or batch < 1 or not all("cpu_seconds" in entry for entry in history):
        raise _damaged(path)
    try:
        training.model.load_state_dict(model)
        training.optimizer.load_state_dict(optimizer)
    except Exception:  # as above
        raise _damaged(path) from None
    training.epoch, training.batch, training.history = done, batch, history


def _damaged(path: Path) -> ResumeRefused:
    return ResumeRefused(f"{path} is not a readable checkpoint: train without --resume")


def _identity(training: Training, data: Data) -> dict[str, str]:
    """Options by name, and hashes of the digits: both must be equal to resume."""
    options = asdict(training.config)
    network = options.pop("network")
    del options["threads"]
    if training.config.lr_schedule != "cosine":
        del options["epochs"]
    named = {name: str(value) for name, value in (network | options).items()}
    return named | {"digits": " ".join(file["sha256"][:16] for file in data.facts["files"])}
