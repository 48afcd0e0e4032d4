"""The production detector (models/detector.py) as an ONNX graph, piece by piece.

Inputs: ``tokens`` int64 (rows, steps), at least as many steps as the longest n-gram has
characters, and ``lengths`` int32 (rows,).
"""

import numpy as np
from onnx import TensorProto

from models.artifact import OUTPUT
from models.detector import HASH_FACTOR, HASH_MODULUS, Detector
from models.onnx_graph import Graph, lstm_weights

TOKENS, LENGTHS = "tokens", "lengths"
_TO_THE_END = np.iinfo(np.int64).max


def detector_graph(model: Detector, *, half: bool = False) -> bytes:
    """The graph of a trained detector. ``half``: the LSTM works in float16, the rest in float32."""
    graph = Graph()
    longs = graph.add("Cast", LENGTHS, to=TensorProto.INT64)  # (rows,)
    logit = graph.add("Add", _deep(graph, model, longs, half), _wide(graph, model, longs))
    graph.add("Sigmoid", logit, name=OUTPUT)
    inputs = {
        TOKENS: (TensorProto.INT64, ["rows", "steps"]),
        LENGTHS: (TensorProto.INT32, ["rows"]),
    }
    size = str(model.config.vocabulary_size)
    return graph.serialised(inputs, OUTPUT, {"vocabulary_size": size})


def _deep(graph: Graph, model: Detector, longs: str, half: bool) -> str:
    """Logit (rows,) of the LSTM's greatest states."""
    kind = np.float16 if half else np.float32
    by_step = graph.add("Transpose", TOKENS, perm=[1, 0])
    x = graph.add("Gather", graph.constant(model.embedding.weight, kind), by_step)
    weights = [graph.constant(array, kind) for array in lstm_weights(model.lstm)]
    h = graph.add_lstm(x, *weights, LENGTHS, states=True, hidden_size=model.config.hidden)
    h = graph.add("Squeeze", h, graph.integers(1))  # (steps, rows, hidden)
    peak = graph.add("ReduceMax", _masked(graph, h, longs, kind), axes=[0], keepdims=0)
    if half:
        peak = graph.add("Cast", peak, to=TensorProto.FLOAT)
    output = (graph.constant(model.output.weight), graph.constant(model.output.bias))
    return graph.add("Squeeze", graph.add("Gemm", peak, *output, transB=1), graph.integers(1))


def _masked(graph: Graph, h: str, longs: str, kind: type[np.floating]) -> str:
    """States (steps, rows, hidden), -1 beyond the length of a row: below whatever tanh gives."""
    at = graph.add("Unsqueeze", _counted(graph, TOKENS, 1), graph.integers(1))  # (steps, 1)
    beyond = graph.add("GreaterOrEqual", at, longs)  # (steps, rows)
    beyond = graph.add("Unsqueeze", beyond, graph.integers(2))
    return graph.add("Where", beyond, graph.constant(-1.0, kind), h)


def _wide(graph: Graph, model: Detector, longs: str) -> str:
    """Logit (rows,) of the hashed n-grams."""
    config = model.config
    table = graph.constant(model.wide.weight.flatten())
    sums, counts = [], [graph.integers(config.evidence)]
    code = TOKENS  # of the n-gram that begins at each token: the next longer one goes on from it
    for n in range(1, max(config.ngrams) + 1):
        code = code if n == 1 else _longer(graph, code, n)  # (rows, steps - n + 1)
        if n in config.ngrams:
            ids = graph.add("Mod", code, graph.integers(config.buckets))
            first = config.ngrams.index(n) * config.buckets
            ids = graph.add("Add", ids, graph.integers(first))
            less = graph.add("Sub", longs, graph.integers(n - 1))
            count = graph.add("Max", less, graph.integers(0))  # (rows,) n-grams of a row
            sums.append(_sum_inside(graph, graph.add("Gather", table, ids), ids, count))
            counts.append(graph.add("Cast", count, to=TensorProto.FLOAT))
    counts[0] = graph.add("Cast", counts[0], to=TensorProto.FLOAT)
    return graph.add("Div", graph.add("Sum", *sums), graph.add("Sqrt", graph.add("Sum", *counts)))


def _longer(graph: Graph, code: str, n: int) -> str:
    """Hashes of n-grams from those of one character less: the recursion of Detector."""
    begin = graph.add("Slice", code, graph.integers(0), graph.integers(-1), graph.integers(1))
    last = graph.add(
        "Slice", TOKENS, graph.integers(n - 1), graph.integers(_TO_THE_END), graph.integers(1)
    )
    product = graph.add("Mul", begin, graph.integers(HASH_FACTOR))
    return graph.add("Mod", graph.add("Add", product, last), graph.integers(HASH_MODULUS))


def _sum_inside(graph: Graph, weights: str, ids: str, count: str) -> str:
    """Sum (rows,) of the weights of the n-grams that a row has, not of those of its padding."""
    column = graph.add("Unsqueeze", count, graph.integers(1))
    inside = graph.add("Less", _counted(graph, ids, 1), column)  # (rows, steps - n + 1)
    kept = graph.add("Where", inside, weights, graph.constant(0.0, np.float32))
    return graph.add("ReduceSum", kept, graph.integers(1), keepdims=0)


def _counted(graph: Graph, tensor: str, axis: int) -> str:
    """0, 1, 2, ... along an axis of the tensor."""
    size = graph.add("Shape", tensor, start=axis, end=axis + 1)
    size = graph.add("Squeeze", size, graph.integers(0))
    zero, one = graph.constant(0, np.int64), graph.constant(1, np.int64)
    return graph.add("Range", zero, size, one)
