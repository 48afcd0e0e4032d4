"""Runs one published experiment, from its log to its report folder."""

import json
import platform
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

import numpy as np
import onnx
import torch

from accesslog import atomic
from models.experiments.published import data, export, sidecar
from models.experiments.published.errors import RunRefused, Stopped
from models.experiments.published.recipes import RECIPES
from models.experiments.published.report import report, text
from models.experiments.published.training import Training

CHECKPOINT = "checkpoint.pt"
THREADS = 1  # the matrices are so small that a second thread costs more than it gains
COMPARED = 100  # requests on which ONNX and torch are compared


@dataclass(frozen=True)
class Run:
    """A recipe, the log to train it on, and the folder of the report."""

    recipe: str  # a key of RECIPES
    log: Path
    folder: Path
    seed: int = 0
    epochs: int | None = None  # None: as many as asked for when the run began, or as published
    resume: bool = False


class Display(Protocol):
    """Shows a training as it goes."""

    def epoch(
        self, number: int, epochs: int, batches: int
    ) -> AbstractContextManager[Callable[[float, float], None]]:
        """A progress bar; yields a function to call with loss and accuracy after each batch."""
        ...

    def done(self, number: int, epochs: int, entry: dict[str, float]) -> None:
        """One line about a whole epoch."""
        ...


def execute(run: Run, display: Display) -> dict[str, Any]:
    """Train or resume, judge, export and write everything; returns the content of report.json.

    Raises:
        DataRefused: the log is not of the published form.
        RunRefused: the folder holds a run without ``resume``, or none, or another one, with it.
        Stopped: Ctrl-C; the last whole epoch is kept in the folder.
        ExportRefused: the ONNX graph differs from torch; the folder keeps its older report.
        atomic.OutputRefused: a file cannot be written; the folder keeps its older report.
    """
    _check_folder(run)
    torch.set_num_threads(THREADS)
    started = monotonic()
    log = data.read(run.log)
    parts = data.split(log.texts, log.labels, RECIPES[run.recipe].length)
    run.folder.mkdir(parents=True, exist_ok=True)  # fails now rather than after the training
    identity = {"recipe": run.recipe, "data": log.sha256, "seed": run.seed}
    training = _begin(run, parts, identity)
    reading = monotonic() - started
    _train(run, training, parts, identity, display)
    started = monotonic()
    judged = report(run.recipe, training.network, parts, training.history)
    figures = {
        **judged.figures,
        **_facts(run, log, parts, training),
        "seconds": {
            "reading": reading,
            "training": sum(entry["seconds"] for entry in training.history),
            "training_cpu": sum(entry["cpu_seconds"] for entry in training.history),
            "validation": sum(entry["validation_seconds"] for entry in training.history),
            "test_and_report": monotonic() - started,
        },
        "versions": _versions(),
    }
    contents = {
        **judged.pictures,
        "report.txt": text(run.recipe, figures).encode(),
        "report.json": (json.dumps(figures, indent=2) + "\n").encode(),
        **_model(run, training, parts, figures),
    }
    atomic.replace_all(run.folder, contents)
    return figures


def _check_folder(run: Run) -> None:
    """Raise RunRefused if the folder holds a run not to be resumed, or none to resume."""
    begun = (run.folder / CHECKPOINT).exists()
    if begun and not run.resume:
        raise RunRefused(
            f"{run.folder} holds a run: go on with --resume, or name another folder with --output"
        )
    if run.resume and not begun:
        raise RunRefused(f"{run.folder} holds no run to resume")


def _begin(run: Run, parts: data.Parts, identity: dict[str, Any]) -> Training:
    """A new training, or the one in the folder if it is to be resumed."""
    training = Training.start(RECIPES[run.recipe], len(parts.tokenizer.vocabulary) + 1, run.seed)
    if run.resume:
        training.load(run.folder / CHECKPOINT, identity)
    if run.epochs is not None:
        training.ask_for(run.epochs)
    return training


def _train(
    run: Run, training: Training, parts: data.Parts, identity: dict[str, Any], display: Display
) -> None:
    epochs, kept = training.epochs, len(training.history)
    checkpoint = run.folder / CHECKPOINT
    batches = -(-len(parts.train.rows) // training.network.recipe.batch)
    try:
        for number in range(kept + 1, epochs + 1):
            with display.epoch(number, epochs, batches) as on_batch:
                training.epoch(parts, on_batch)
            training.save(checkpoint, identity)
            kept = number
            display.done(number, epochs, training.history[-1])
    except KeyboardInterrupt:
        raise Stopped(
            f"stopped; epoch {kept} is kept in {checkpoint}: go on with --resume"
            if kept
            else "stopped in the first epoch; nothing was written"
        ) from None


def _facts(run: Run, log: data.Log, parts: data.Parts, training: Training) -> dict[str, Any]:
    """Facts of the data and of the training."""
    return {
        "data": {
            "file": run.log.name,
            "sha256": log.sha256,
            "rows": len(log.texts),
            "label_mean": sum(log.labels) / len(log.labels),
            "classes_in_test": [int((parts.test.labels == label).sum()) for label in (0, 1)],
        },
        "rows": {name: len(getattr(parts, name).rows) for name in parts._fields[1:]},
        "parameters": sum(weights.numel() for weights in training.network.parameters()),
        "vocabulary_size": len(parts.tokenizer.vocabulary) + 1,
        "seed": run.seed,
    }


def _model(
    run: Run, training: Training, parts: data.Parts, figures: dict[str, Any]
) -> dict[str, bytes]:
    """The files of the model, after comparing ONNX with torch on test requests of all lengths."""
    graph = export.to_onnx(training.network)
    by_length = sorted(parts.test.rows, key=len)
    spread = np.linspace(0, len(by_length) - 1, min(len(by_length), COMPARED))
    rows = [by_length[i] for i in spread.round().astype(int)]
    difference = export.compared(training.network, graph, rows)
    facts = {
        "name": f"recipe {run.recipe}",
        "onnx_compared_with_torch": {"requests": len(rows), "greatest_difference": difference},
        **{key: figures[key] for key in ("data", "rows", "parameters", "seed", "versions")},
    }
    return sidecar.files(training.network, parts.tokenizer, graph, facts)


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "onnx": onnx.__version__,
        "numpy": np.__version__,
    }
