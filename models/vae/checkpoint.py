"""What a training that was stopped needs to go on: one file, written after each epoch."""

import io
import json
import pickle
from dataclasses import asdict
from pathlib import Path

import torch

from models import atomic
from models.vae.data import Data
from models.vae.training import Training

FILE = "checkpoint.pt"


class ResumeRefused(Exception):
    """There is nothing to go on from, or it belongs to another training."""

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
    """Bring ``training`` to where ``folder/checkpoint.pt`` stopped.

    Raises:
        ResumeRefused: there is no such file, it is damaged, or its options or digits are others
            (the number of epochs may differ: it is how one trains for longer).
    """
    path = folder / FILE
    try:
        state = torch.load(path, map_location=training.device, weights_only=True)
        if not isinstance(state, dict):
            raise ValueError("no checkpoint")
        options = state["options"]
    except FileNotFoundError:
        raise ResumeRefused(
            f"there is no {path} to go on from: train without --resume first"
        ) from None
    except (OSError, RuntimeError, ValueError, KeyError, pickle.UnpicklingError, EOFError):
        raise ResumeRefused(
            f"{path} is not a readable checkpoint: train without --resume"
        ) from None
    for key, value in _identity(training, data).items():
        if options.get(key) != value:
            raise ResumeRefused(
                f"{path} was trained with {key} {options.get(key)} and now asked for is {value}: "
                "give the same options, or train without --resume"
            )
    training.epoch, training.batch = state["epoch"], state["batch"]
    training.history = json.loads(state["history"])
    training.model.load_state_dict(state["model"])
    training.optimizer.load_state_dict(state["optimizer"])


def _identity(training: Training, data: Data) -> dict[str, str]:
    """What must be equal to go on: options by name, and the digits."""
    options = asdict(training.config)
    network = options.pop("network")
    del options["epochs"], options["threads"]
    named = {name: str(value) for name, value in (network | options).items()}
    return named | {"digits": " ".join(file["sha256"][:16] for file in data.facts["files"])}
