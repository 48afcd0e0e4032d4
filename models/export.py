"""Writes a trained LSTM as ONNX with its sidecar, once the two were seen to agree."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models import features
from models.artifact import FORMAT, INPUT, OUTPUT
from models.lstm import RequestLSTM
from models.scorer import open_session

OPSET = 17
TOLERANCE = 1e-5  # the greatest difference to torch, as a probability


class ExportRefused(Exception):
    """The ONNX graph does not compute what the trained model computes."""

    exit_code = 1


def to_onnx(model: RequestLSTM) -> bytes:
    """The graph ``tokens`` int64 (batch, steps) -> ``probability`` float32 (batch,).

    Any steps from 1 to ``length`` gives what all ``length`` steps would: the state after
    k = length - steps pads is row k of a constant. (ONNX operators: Gather, LSTM, Gemm, Sigmoid.)
    """
    nodes = [
        helper.make_node("Transpose", [INPUT], ["by_step"], perm=[1, 0]),
        helper.make_node("Gather", ["embedding", "by_step"], ["x"]),  # (steps, batch, embedding)
        helper.make_node("Shape", [INPUT], ["batch"], end=1),
        helper.make_node("Shape", [INPUT], ["steps"], start=1),
        helper.make_node("Sub", ["length", "steps"], ["pads"]),
        helper.make_node("Concat", ["one", "batch", "hidden"], ["state_shape"], axis=0),
        *_state_nodes("h"),
        *_state_nodes("c"),
        helper.make_node(
            "LSTM",
            ["x", "W", "R", "B", "", "h_0", "c_0"],
            ["", "h_t"],  # (1, batch, hidden)
            hidden_size=model.config.hidden,
        ),
        helper.make_node("Squeeze", ["h_t", "first_axis"], ["features"]),
        helper.make_node("Gemm", ["features", "output_w", "output_b"], ["logits"], transB=1),
        helper.make_node("Squeeze", ["logits", "last_axis"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], [OUTPUT]),
    ]
    graph = helper.make_graph(
        nodes,
        "requests",
        [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["batch", "steps"])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch"])],
        [numpy_helper.from_array(array, name) for name, array in _constants(model).items()],
    )
    proto = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=8,
        producer_name="logwarden",
    )
    metadata = {"vocabulary_size": str(model.config.vocabulary_size), "opset": str(OPSET)}
    helper.set_model_props(proto, metadata)
    onnx.checker.check_model(proto, full_check=True)
    return proto.SerializeToString()


def _state_nodes(name: str) -> list[onnx.NodeProto]:
    """State after ``pads`` pads, the same for each row: (1, batch, hidden)."""
    return [
        helper.make_node("Gather", [f"{name}_after_pads", "pads"], [f"{name}_row"]),
        helper.make_node("Expand", [f"{name}_row", "state_shape"], [f"{name}_0"]),
    ]


def _constants(model: RequestLSTM) -> dict[str, NDArray[Any]]:
    lstm, hidden = model.lstm, model.config.hidden
    h, c = model.pad_states()
    biases = torch.cat([_iofc(lstm.bias_ih_l0), _iofc(lstm.bias_hh_l0)])
    tensors = {
        "embedding": model.embedding.weight,
        "W": _iofc(lstm.weight_ih_l0)[None],
        "R": _iofc(lstm.weight_hh_l0)[None],
        "B": biases[None],
        "h_after_pads": h,
        "c_after_pads": c,
        "output_w": model.output.weight,
        "output_b": model.output.bias,
    }
    arrays = {name: tensor.detach().numpy() for name, tensor in tensors.items()}
    integers = {
        "length": [model.config.length],
        "one": [1],
        "hidden": [hidden],
        "first_axis": [0],
        "last_axis": [1],
    }
    return arrays | {name: np.array(value, np.int64) for name, value in integers.items()}


def _iofc(gates: torch.Tensor) -> torch.Tensor:
    """torch orders the gates input, forget, cell, output; ONNX input, output, forget, cell."""
    i, f, c, o = gates.chunk(4)
    return torch.cat([i, o, f, c])


@torch.no_grad()
def greatest_difference(model: RequestLSTM, graph: bytes, rows: list[bytes]) -> float:
    """max |ONNX - torch| over the rows, in probability; each row padded to ``length`` in torch
    and to its own length in ONNX, so that the table of states is compared too."""
    session = open_session(graph)
    padded = torch.from_numpy(features.pad(rows, model.config.length))
    expected = torch.cat([torch.sigmoid(model.eval()(part)) for part in padded.split(64)]).numpy()
    shortest = [features.pad([row], max(1, len(row))) for row in rows]
    scores = np.concatenate([session.run([OUTPUT], {INPUT: tokens})[0] for tokens in shortest])
    return float(np.abs(scores - expected).max())


def write(
    path: Path,
    model: RequestLSTM,
    tokenizer: features.Tokenizer,
    threshold: float,
    rows: list[bytes],
    facts: Mapping[str, Any],
) -> None:
    """Write ``path`` (.onnx) and its sidecar (.json), each beside and then renamed.

    Args:
        rows: encoded real documents on which ONNX and torch are compared.
        facts: what else the sidecar says: training data, measured figures.

    Raises:
        ExportRefused: they differ by more than TOLERANCE; nothing is written.
    """
    graph = to_onnx(model)
    difference = greatest_difference(model, graph, rows)
    if not difference <= TOLERANCE:
        raise ExportRefused(
            f"the ONNX graph differs from torch by {difference:.2e} on {len(rows)} documents "
            f"(at most {TOLERANCE:.0e} is accepted), so {path} was not written"
        )
    sidecar = {
        "format": FORMAT,
        "features": features.VERSION,
        "sha256": hashlib.sha256(graph).hexdigest(),
        "opset": OPSET,
        "input": INPUT,
        "output": OUTPUT,
        "length": model.config.length,
        "vocabulary": tokenizer.vocabulary,
        "vocabulary_size": model.config.vocabulary_size,
        "threshold": threshold,
        "compared_with_torch": {"documents": len(rows), "greatest_difference": difference},
        **facts,
    }
    _replace(path, graph)
    _replace(path.with_suffix(".json"), (json.dumps(sidecar, indent=2) + "\n").encode())


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
