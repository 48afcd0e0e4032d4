"""Writes a trained model as ONNX with its sidecar, after comparing ONNX with torch."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.detector.graph import detector_graph
from models.detector.network import Detector
from models.detector.onnx_nodes import OPSET
from models.requests.tokens import LENGTH, Tokenizer
from models.scoring import artifact
from models.scoring.artifact import OUTPUT
from models.scoring.batching import SHORTEST, feeds
from models.scoring.session import CPU, CUDA, open_session, providers, run_bound
from models.scoring.verdicts import Thresholds

TOLERANCE = 1e-5  # greatest accepted difference from torch, in probability
HALF_TOLERANCE = 1e-3  # the same with the LSTM in float16
BATCH = 64


class ExportRefused(Exception):
    """The ONNX graph does not compute what the trained model computes."""

    exit_code = 1


def write(
    path: Path,
    model: Detector,
    tokenizer: Tokenizer,
    thresholds: Thresholds,
    rows: Sequence[bytes],
    facts: Mapping[str, Any],
    *,
    half: bool = False,
) -> None:
    """Write ``path`` (.onnx) and its sidecar (.json).

    Args:
        rows: encoded real rows on which ONNX and torch are compared: padded to LENGTH steps in
            torch, and to as few steps as possible in ONNX.
        facts: further sidecar entries, such as training data and measured figures.
        half: float16 in the LSTM, for a GPU. Only a comparison on a GPU shows the rounding: a CPU
            computes in float32 what is stored in float16.

    Raises:
        ExportRefused: they differ by more than TOLERANCE, or HALF_TOLERANCE; nothing is written.
        atomic.OutputRefused: a file cannot be written.
    """
    graph = detector_graph(model, half=half)
    provider = providers("auto" if half else "cpu")[0]
    difference = greatest_difference(model, graph, rows, provider)
    tolerance = HALF_TOLERANCE if half else TOLERANCE
    if not difference <= tolerance:
        raise ExportRefused(
            f"the ONNX graph differs from torch by {difference:.2e} on {len(rows)} rows "
            f"(at most {tolerance:.0e} is accepted), so {path} was not written"
        )
    compared = {"rows": len(rows), "greatest_difference": difference, "provider": provider}
    described = {
        "network": asdict(model.config),
        "precision": "float16" if half else "float32",
        "compared_with_torch": compared,
    }
    artifact.write(path, graph, OPSET, tokenizer, thresholds, {**described, **facts})


def greatest_difference(
    model: Detector, graph: bytes, rows: Sequence[bytes], provider: str = CPU
) -> float:
    """max |ONNX - torch| over the rows, in probability."""
    session = open_session(graph, [provider])
    scores = []
    for row in rows:
        inputs = feeds([row], max(SHORTEST, len(row)))
        if provider == CUDA:
            scores.append(run_bound(session, inputs, "cuda"))
        else:
            scores.append(session.run([OUTPUT], inputs)[0])
    return float(np.abs(np.concatenate(scores) - _padded_scores(model, rows)).max())


@torch.no_grad()
def _padded_scores(model: Detector, rows: Sequence[bytes]) -> NDArray[np.float32]:
    """torch's probabilities (len(rows),) of rows padded to LENGTH steps."""
    model.eval()
    scores = []
    for start in range(0, len(rows), BATCH):
        inputs = feeds(rows[start : start + BATCH], LENGTH)
        scores.append(torch.sigmoid(model(*map(torch.from_numpy, inputs.values()))))
    return torch.cat(scores).numpy()
