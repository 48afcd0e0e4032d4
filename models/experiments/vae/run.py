"""Runs one training into a folder: a checkpoint after each epoch, ONNX at the end."""

import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch

from models.experiments.vae import checkpoint, export, measures
from models.experiments.vae.codec import Codec
from models.experiments.vae.config import TrainingConfig
from models.experiments.vae.data import Data
from models.experiments.vae.training import Losses, Training, ignore


class Stopped(Exception):
    """Ctrl-C; the message says what was kept."""

    exit_code = 1


@dataclass(frozen=True)
class Watch:
    """Callbacks that watch a training."""

    on_start: Callable[[int], object] = ignore  # gets the number of epochs already done
    on_batch: Callable[[int, Losses], object] = ignore  # gets the digits and losses of a step
    on_epoch: Callable[[dict[str, float]], object] = ignore  # gets an entry of the history
    on_note: Callable[[str], object] = ignore  # gets a sentence for the user


def train(
    folder: Path, config: TrainingConfig, data: Data, watch: Watch, *, resume: bool
) -> dict[str, Any]:
    """Train into ``folder`` and return its sidecar.

    Raises:
        Stopped: Ctrl-C. The last whole epoch is kept, with its encoder and decoder.
        checkpoint.ResumeRefused, training.Diverged, training.MemoryRefused,
        export.ExportRefused, atomic.OutputRefused: see there.
    """
    training = Training(config, data, watch.on_batch, watch.on_note)
    if resume:
        checkpoint.load(folder, training, data)
    watch.on_start(training.epoch)
    try:
        for entry in training.epochs():
            checkpoint.save(folder, training, data)
            watch.on_epoch(entry)
    except KeyboardInterrupt:
        raise Stopped(_stopped(folder, config, data)) from None
    return _write(folder, training, data)


def _stopped(folder: Path, config: TrainingConfig, data: Data) -> str:
    """Export the last checkpoint, not the weights of the broken-off epoch; says what is kept."""
    kept = Training(config, data)
    try:
        checkpoint.load(folder, kept, data)
    except checkpoint.ResumeRefused:
        return "stopped in the first epoch: nothing is kept"
    _write(folder, kept, data)
    return f"stopped: {kept.epoch} of {config.epochs} epochs are kept in {folder}, to go on from"


def _write(folder: Path, training: Training, data: Data) -> dict[str, Any]:
    encoder, decoder = export.graphs(training.model)
    codec = Codec.open(encoder, decoder, {})
    tests = {"validation": data.validation, "test": data.test}
    facts = {
        "data": data.facts,
        "training": {**asdict(training.config), "epochs_done": training.epoch},
        "batch": training.batch,
        "parameters": sum(weights.numel() for weights in training.model.parameters()),
        "device": str(training.device),
        "seconds": round(sum(entry["seconds"] for entry in training.history), 1),
        "cpu_seconds": round(sum(entry["cpu_seconds"] for entry in training.history), 1),
        "history": training.history,
        "measured": {
            name: measures.report(codec, digits.images, training.config.seed)
            for name, digits in tests.items()
            if digits is not None
        },
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "onnx": onnx.__version__,
            "onnxruntime": onnxruntime.__version__,
            "numpy": np.__version__,
        },
    }
    return export.write(folder, training.model, data.held_out.images, facts)
