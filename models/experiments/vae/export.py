"""Writes encoder and decoder as ONNX, after comparing them with torch."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from accesslog import atomic
from models.experiments.vae.codec import DECODER, ENCODER, FORMAT, SIDECAR, Codec, grey
from models.experiments.vae.config import PIXELS
from models.experiments.vae.network import VAE

OPSET = 17
TOLERANCE = 1e-5  # greatest accepted difference from torch: mean, log-variance, probability
COMPARED = 256  # digits


class ExportRefused(Exception):
    """The ONNX graphs differ from the trained model, or a measured figure is not finite."""

    exit_code = 1


class _Step(NamedTuple):
    """An ONNX operator; its first input is the output of the step before."""

    op: str
    constants: dict[str, NDArray[Any]]  # the other inputs, in order
    attributes: dict[str, Any]


def graphs(model: VAE) -> tuple[bytes, bytes]:
    """The serialised encoder and decoder.

    The encoder maps ``pixels`` (batch, 784) to ``mean`` and ``logvar`` (batch, latent), the decoder
    ``latent`` (batch, latent) to ``probability`` (batch, 784).
    """
    latent = model.config.latent
    split = _Step("Split", {"halves": np.array([latent, latent], np.int64)}, {"axis": 1})
    encoder = [*map(_step, model.encoder), split]
    decoder = [*map(_step, model.decoder), _Step("Sigmoid", {}, {})]
    return (
        _graph(encoder, {"pixels": PIXELS}, {"mean": latent, "logvar": latent}),
        _graph(decoder, {"latent": latent}, {"probability": PIXELS}),
    )


def _graph(steps: list[_Step], inputs: dict[str, int], outputs: dict[str, int]) -> bytes:
    """The graph of the steps in sequence; inputs and outputs are float32 (batch, width)."""
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []
    before = list(inputs)
    for i, step in enumerate(steps):
        after = list(outputs) if i == len(steps) - 1 else [f"x{i}"]
        names = [f"{name}{i}" for name in step.constants]
        nodes.append(helper.make_node(step.op, [*before, *names], after, **step.attributes))
        constants += map(numpy_helper.from_array, step.constants.values(), names)
        before = after
    graph = helper.make_graph(nodes, "vae", _values(inputs), _values(outputs), constants)
    opset = [helper.make_opsetid("", OPSET)]
    proto = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="logwarden")
    onnx.checker.check_model(proto, full_check=True)
    return proto.SerializeToString()


def _values(widths: dict[str, int]) -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", width])
        for name, width in widths.items()
    ]


def _step(layer: nn.Module) -> _Step:
    """The ONNX operator of a torch layer (https://onnx.ai/onnx/operators)."""
    weights = {name: value.detach().cpu().numpy() for name, value in layer.named_parameters()}
    match layer:
        case nn.Linear():
            return _Step("Gemm", weights, {"transB": 1})
        case nn.Conv2d() | nn.ConvTranspose2d():
            op = "Conv" if isinstance(layer, nn.Conv2d) else "ConvTranspose"
            pads = [int(p) for p in layer.padding] * 2
            return _Step(op, weights, {"strides": list(layer.stride), "pads": pads})
        case nn.ReLU():
            return _Step("Relu", {}, {})
        case nn.LeakyReLU():
            return _Step("LeakyRelu", {}, {"alpha": layer.negative_slope})
        case nn.Flatten():
            return _Step("Flatten", {}, {"axis": 1})
        case nn.Unflatten():
            shape = np.array([-1, *layer.unflattened_size], np.int64)
            return _Step("Reshape", {"shape": shape}, {})
    raise TypeError(f"no ONNX operator is known for {layer}")


@torch.no_grad()
def greatest_difference(model: VAE, codec: Codec, images: NDArray[np.uint8]) -> float:
    """max |ONNX - torch| of mean, log-variance and reconstructed pixels over images (n, 784)."""
    device = next(model.parameters()).device
    x = grey(images)
    mean, logvar = model.encode(torch.from_numpy(x).to(device))
    expected = [mean, logvar, torch.sigmoid(model.decoder(mean))]
    found = [*codec.encode(x), codec.decode(mean.cpu().numpy())]
    pairs = zip(found, expected, strict=True)
    return max(float(np.abs(a - b.cpu().numpy()).max()) for a, b in pairs)


def write(
    folder: Path, model: VAE, images: NDArray[np.uint8], facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Write ``encoder.onnx``, ``decoder.onnx`` and the sidecar ``vae.json``; returns the sidecar.

    Args:
        images: digits (n, 784); ONNX and torch are compared on the first COMPARED.
        facts: further sidecar entries, such as training and measured figures.

    Raises:
        ExportRefused: they differ by more than TOLERANCE, or a figure is not finite; nothing is
            written.
        atomic.OutputRefused: a file cannot be written; an older model stays whole.
    """
    encoder, decoder = graphs(model)
    difference = greatest_difference(model, Codec.open(encoder, decoder, {}), images[:COMPARED])
    if not difference <= TOLERANCE:
        raise ExportRefused(
            f"the ONNX graphs differ from torch by {difference:.2e} (at most {TOLERANCE:.0e} is "
            f"accepted), so nothing was written to {folder}"
        )
    sidecar = {
        "format": FORMAT,
        "sha256": {
            ENCODER: hashlib.sha256(encoder).hexdigest(),
            DECODER: hashlib.sha256(decoder).hexdigest(),
        },
        "opset": OPSET,
        "compared_with_torch": {
            "digits": len(images[:COMPARED]),
            "greatest_difference": difference,
        },
        **facts,
    }
    try:
        text = json.dumps(sidecar, indent=2, allow_nan=False) + "\n"
    except ValueError:
        raise ExportRefused(
            f"a measured figure is no finite number, so nothing was written to {folder}: "
            "train with a smaller --lr"
        ) from None
    atomic.replace_all(folder, {ENCODER: encoder, DECODER: decoder, SIDECAR: text.encode()})
    return sidecar
