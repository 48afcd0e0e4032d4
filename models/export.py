"""Writes a trained model as ONNX with its sidecar, once the two were seen to agree."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from models import artifact, features
from models.artifact import OUTPUT, Form
from models.batching import SHORTEST, feeds
from models.detector import Detector
from models.detector_graph import detector_graph
from models.lstm import RequestLSTM
from models.lstm_graph import lstm_graph
from models.onnx_graph import OPSET
from models.session import CPU, CUDA, open_session, providers, run_bound
from models.verdicts import Thresholds

TOLERANCE = 1e-5  # the greatest difference to torch, as a probability
HALF_TOLERANCE = 1e-3  # the same where the LSTM works in float16
BATCH = 64


class ExportRefused(Exception):
    """The ONNX graph does not compute what the trained model computes."""

    exit_code = 1


def write(
    path: Path,
    model: Detector | RequestLSTM,
    tokenizer: features.Tokenizer,
    thresholds: Thresholds,
    rows: Sequence[bytes],
    facts: Mapping[str, Any],
    *,
    half: bool = False,
) -> None:
    """Write ``path`` (.onnx) and its sidecar (.json).

    Args:
        rows: encoded real rows on which ONNX and torch are compared: each padded to the form's
            full length in torch, and to as few steps as may be in ONNX.
        facts: what else the sidecar says: training data, measured figures.
        half: float16 in the LSTM, for a GPU. What that rounds step by step is seen only where the
            comparison runs on one: a CPU computes in float32 what is stored in float16.

    Raises:
        ExportRefused: they differ by more than TOLERANCE, or HALF_TOLERANCE; nothing is written.
    """
    form: Form = "parts" if isinstance(model, Detector) else "document"
    graph = detector_graph(model, half=half) if isinstance(model, Detector) else lstm_graph(model)
    provider = providers("auto" if half else "cpu")[0]
    difference = greatest_difference(model, form, graph, rows, provider)
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
    artifact.write(path, form, graph, OPSET, tokenizer, thresholds, {**described, **facts})


def greatest_difference(
    model: nn.Module, form: Form, graph: bytes, rows: Sequence[bytes], provider: str = CPU
) -> float:
    """max |ONNX - torch| over the rows, in probability."""
    session = open_session(graph, [provider])
    scores = []
    for row in rows:
        inputs = feeds(form, [row], max(SHORTEST, len(row)))
        if provider == CUDA:
            scores.append(run_bound(session, inputs, "cuda"))
        else:
            scores.append(session.run([OUTPUT], inputs)[0])
    return float(np.abs(np.concatenate(scores) - _padded_scores(model, form, rows)).max())


@torch.no_grad()
def _padded_scores(model: nn.Module, form: Form, rows: Sequence[bytes]) -> NDArray[np.float32]:
    """torch's probabilities (len(rows),) of rows padded to features.LENGTH steps."""
    model.eval()
    scores = []
    for start in range(0, len(rows), BATCH):
        inputs = feeds(form, rows[start : start + BATCH], features.LENGTH)
        scores.append(torch.sigmoid(model(*map(torch.from_numpy, inputs.values()))))
    return torch.cat(scores).numpy()
