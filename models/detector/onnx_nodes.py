"""Builds ONNX graphs node by node, and puts torch's weights into ONNX's order."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import ArrayLike, DTypeLike, NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

OPSET = 17
IR_VERSION = 8


class Graph:
    """A graph under construction; methods that add to it return the name of what they added."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[TensorProto] = []

    def constant(self, value: ArrayLike | Tensor, dtype: DTypeLike | None = None) -> str:
        """Add a tensor that is stored in the file."""
        array = value.detach().numpy() if isinstance(value, Tensor) else value
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.array(array, dtype), name))
        return name

    def integers(self, *values: int) -> str:
        """Add an int64 vector, the form in which ONNX takes axes and shapes."""
        return self.constant(values, np.int64)

    def add(self, operator: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        """Add a node with one output; ``name`` it if it is the graph's output."""
        output = name or f"{operator.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def counted(self, tensor: str, axis: int) -> str:
        """Add the indices 0, 1, 2, ... along an axis of the tensor."""
        size = self.add("Shape", tensor, start=axis, end=axis + 1)
        size = self.add("Squeeze", size, self.integers(0))
        return self.add("Range", self.constant(0, np.int64), size, self.constant(1, np.int64))

    def serialised(
        self,
        inputs: Mapping[str, tuple[int, Sequence[str]]],
        output: str,
        metadata: Mapping[str, str],
    ) -> bytes:
        """The checked model as bytes.

        Args:
            inputs: name -> (TensorProto type, names of its dimensions).
            output: name of the output, float32 (rows,).
            metadata: properties of the model, written beside ``opset``.
        """
        graph = helper.make_graph(
            self._nodes,
            "requests",
            [helper.make_tensor_value_info(n, *described) for n, described in inputs.items()],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["rows"])],
            self._constants,
        )
        proto = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="logwarden",
        )
        helper.set_model_props(proto, {**metadata, "opset": str(OPSET)})
        onnx.checker.check_model(proto, full_check=True)
        return proto.SerializeToString()


def lstm_weights(lstm: nn.LSTM) -> tuple[NDArray[np.float32], ...]:
    """ONNX's W (1, 4 hidden, input), R (1, 4 hidden, hidden), B (1, 8 hidden) of a torch LSTM.

    The LSTM has one layer and one direction.
    """
    bias = torch.cat([_iofc(lstm.bias_ih_l0), _iofc(lstm.bias_hh_l0)])
    weights = (_iofc(lstm.weight_ih_l0), _iofc(lstm.weight_hh_l0), bias)
    return tuple(each.detach().numpy()[None] for each in weights)


def _iofc(gates: Tensor) -> Tensor:
    """Reorder torch's gates input, forget, cell, output as ONNX's input, output, forget, cell."""
    i, f, c, o = gates.chunk(4)
    return torch.cat([i, o, f, c])
