"""Exports a recipe's network as ONNX. ONNX Runtime has hard-sigmoid gates only on the CPU."""

from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.experiments.published.cell import OFFSET, SLOPE
from models.experiments.published.network import RecipeNetwork
from models.experiments.published.padding import pad
from models.scoring.session import open_session

INPUT, OUTPUT = "tokens", "output"
OPSET = 17
TOLERANCE = 1e-5


class ExportRefused(Exception):
    """The ONNX graph does not compute what the trained network computes."""

    exit_code = 1


def to_onnx(network: RecipeNetwork) -> bytes:
    """The graph ``tokens`` int64 (batch, steps) -> ``output`` float32 (batch,).

    Any number of steps from 1 to ``length`` gives the output of all ``length`` steps: the graph
    starts from the state after k = length - steps pads, which is row k of a constant.
    """
    recipe = network.recipe
    head = [helper.make_node("Squeeze", ["h_t", "first_axis"], ["features"])]
    features_name = "features"
    if network.dense is not None:
        head += [
            helper.make_node("Gemm", ["features", "dense_w", "dense_b"], ["dense"], transB=1),
            helper.make_node("Relu", ["dense"], ["dense_relu"]),
        ]
        features_name = "dense_relu"
    nodes = [
        helper.make_node("Transpose", [INPUT], ["by_step"], perm=[1, 0]),
        helper.make_node("Gather", ["embedding", "by_step"], ["x"]),  # (steps, batch, embedding)
        *_state_nodes(),
        helper.make_node(
            "LSTM",
            ["x", "W", "R", "B", "", "h_0", "c_0"],
            ["", "h_t"],  # (1, batch, hidden)
            hidden_size=recipe.hidden,
            activations=["HardSigmoid", "Tanh", "Tanh"],
            activation_alpha=[SLOPE],
            activation_beta=[OFFSET],
        ),
        *head,
        helper.make_node("Gemm", [features_name, "output_w", "output_b"], ["column"], transB=1),
        helper.make_node("Squeeze", ["column", "last_axis"], ["logit"]),
        helper.make_node("Relu" if recipe.output == "relu" else "Sigmoid", ["logit"], [OUTPUT]),
    ]
    graph = helper.make_graph(
        nodes,
        "published",
        [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["batch", "steps"])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch"])],
        [numpy_helper.from_array(array, name) for name, array in _constants(network).items()],
    )
    proto = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=8,
        producer_name="logwarden",
    )
    onnx.checker.check_model(proto, full_check=True)
    return proto.SerializeToString()


def _state_nodes() -> list[onnx.NodeProto]:
    """Nodes of ``h_0`` and ``c_0`` (1, batch, hidden), the state after length - steps pads."""
    nodes = [
        helper.make_node("Shape", [INPUT], ["batch"], end=1),
        helper.make_node("Shape", [INPUT], ["steps"], start=1),
        helper.make_node("Sub", ["length", "steps"], ["pads"]),
        helper.make_node("Concat", ["one", "batch", "hidden"], ["state_shape"], axis=0),
    ]
    for name in ("h", "c"):
        nodes += [
            helper.make_node("Gather", [f"{name}_after_pads", "pads"], [f"{name}_row"]),
            helper.make_node("Expand", [f"{name}_row", "state_shape"], [f"{name}_0"]),
        ]
    return nodes


def _constants(network: RecipeNetwork) -> dict[str, NDArray[Any]]:
    recipe, lstm = network.recipe, network.lstm
    h, c = network.eval().pad_states()
    bias = _iofc(lstm.bias[None])[0]
    tensors = {
        "embedding": network.embedding.weight,
        "W": _iofc(lstm.kernel).T[None],
        "R": _iofc(lstm.recurrent).T[None],
        "B": torch.cat([bias, torch.zeros_like(bias)])[None],  # ONNX adds two biases
        "h_after_pads": h,
        "c_after_pads": c,
        "output_w": network.output.weight,
        "output_b": network.output.bias,
    }
    if network.dense is not None:
        tensors |= {"dense_w": network.dense.weight, "dense_b": network.dense.bias}
    arrays = {name: tensor.detach().contiguous().numpy() for name, tensor in tensors.items()}
    integers = {
        "length": recipe.length,
        "one": 1,
        "hidden": recipe.hidden,
        "first_axis": 0,
        "last_axis": 1,
    }
    return arrays | {name: np.array([value], np.int64) for name, value in integers.items()}


def _iofc(gates: torch.Tensor) -> torch.Tensor:
    """Reorder Keras' columns input, forget, cell, output as ONNX's input, output, forget, cell."""
    i, f, c, o = gates.chunk(4, dim=1)
    return torch.cat([i, o, f, c], dim=1)


def compared(network: RecipeNetwork, graph: bytes, rows: list[bytes]) -> float:
    """max |ONNX - torch| over the rows: torch at full length, ONNX at full and at own length.

    Raises:
        ExportRefused: it is more than TOLERANCE.
    """
    session = open_session(graph)
    length = network.recipe.length
    forms = [pad([row], steps) for row in rows for steps in (max(1, len(row)), length)]
    outputs = np.concatenate([session.run([OUTPUT], {INPUT: tokens})[0] for tokens in forms])
    with torch.no_grad():
        expected = network.eval()(torch.from_numpy(pad(rows, length))).numpy()
    difference = float(np.abs(outputs - np.repeat(expected, 2)).max())
    if not difference <= TOLERANCE:
        raise ExportRefused(
            f"the ONNX graph differs from torch by {difference:.2e} on {len(rows)} requests "
            f"(at most {TOLERANCE:.0e} is accepted)"
        )
    return difference
