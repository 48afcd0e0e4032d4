"""All questions in one go: figures as JSON, and two pictures."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import torch

from models.published import data, files
from models.published.questions import answers, drawings
from models.published.questions.bench import Bench, Scale
from models.published.questions.memory import memory

NETWORKS = 7  # kinds trained, each once for every seed


def networks_of(scale: Scale) -> int:
    """How often ``on_network`` is called."""
    return NETWORKS * scale.seeds


def study(
    log: Path, folder: Path, scale: Scale, on_network: Callable[[str], object]
) -> dict[str, Any]:
    """Train all the small networks on ``log``, write the answers into ``folder``.

    Raises:
        DataRefused, RunRefused: see there.
    """
    torch.set_num_threads(1)
    texts, labels = data.read(log)
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
        "data": {"file": log.name, "sha256": hashlib.sha256(log.read_bytes()).hexdigest()},
        "scale": vars(scale),
        "cpu_seconds": process_time() - started,
        **answered,
    }
    files.write(folder / "questions.json", (json.dumps(figures, indent=1) + "\n").encode())
    files.write(folder / "gradient.png", drawings.gradient(answered["memory"]))
    files.write(folder / "position.png", drawings.position(answered["memory"]))
    return figures
