"""Answers all questions in one run: figures as JSON, and two pictures."""

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import torch

from accesslog import atomic
from models.experiments.published import data
from models.experiments.published.questions import answers, drawings
from models.experiments.published.questions.bench import Bench, Scale
from models.experiments.published.questions.memory import memory

NETWORKS = 7  # kinds trained, each once for every seed


def networks_of(scale: Scale) -> int:
    """Number of networks trained, and of calls of ``on_network``."""
    return NETWORKS * scale.seeds


def study(
    log: Path, folder: Path, scale: Scale, on_network: Callable[[str], object]
) -> dict[str, Any]:
    """Train all the small networks on ``log``, and write the answers into ``folder``.

    Raises:
        DataRefused: the log is not of the published form, or has too few rows.
        atomic.OutputRefused: a file cannot be written; those of an older study stay.
    """
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)  # fails now rather than after the training
    texts, labels, sha256 = data.read(log)
    started = process_time()
    order = np.random.default_rng(0).permutation(len(texts))
    rows = min(scale.rows, len(texts) // 2)
    drawn = ([texts[i] for i in order[:rows]], [labels[i] for i in order[:rows]])
    others = order[rows : 2 * rows]
    bench = Bench(scale, data.split(*drawn, scale.length), on_network)
    answered: dict[str, Any] = {"output": answers.output(bench)}
    answered["dropout"], recurrent = answers.dropout(bench)
    answered["convolution"] = answers.convolution(bench, recurrent)
    answered["memory"] = memory(bench, [texts[i] for i in others], [labels[i] for i in others])
    figures = {
        "data": {"file": log.name, "sha256": sha256},
        "scale": vars(scale),
        "cpu_seconds": process_time() - started,
        **answered,
    }
    contents = {
        "gradient.png": drawings.gradient(answered["memory"]),
        "position.png": drawings.position(answered["memory"]),
        "questions.json": (json.dumps(figures, indent=1) + "\n").encode(),
    }
    atomic.replace_all(folder, contents)
    return figures
