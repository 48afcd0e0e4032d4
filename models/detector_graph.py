"""The production detector (models/detector.py) as an ONNX graph, piece by piece.

Inputs: ``tokens`` int64 (rows, steps), at least as many steps as the longest n-gram has
characters, and ``lengths`` int32 (rows,).
"""

from collections.abc import Sequence

import numpy as np
from onnx import TensorProto

from models.artifact import OUTPUT
from models.detector import HASH_FACTOR, HASH_MODULUS, Detector, View
from models.onnx_graph import Graph, lstm_weights
from models.shapes_graph import add_shapes

TOKENS, LENGTHS = "tokens", "lengths"
_TO_THE_END = np.iinfo(np.int64).max


def detector_graph(model: Detector, *, half: bool = False) -> bytes:
    """The graph of a trained detector. ``half``: the LSTM works in float16, the rest in float32,
    but for sums of n-grams in float64."""
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
    at = graph.add("Unsqueeze", graph.counted(TOKENS, 1), graph.integers(1))  # (steps, 1)
    beyond = graph.add("GreaterOrEqual", at, longs)  # (steps, rows)
    beyond = graph.add("Unsqueeze", beyond, graph.integers(2))
    return graph.add("Where", beyond, graph.constant(-1.0, kind), h)


def _wide(graph: Graph, model: Detector, longs: str) -> str:
    """Logit (rows,) of the hashed n-grams, of the text and of its shape."""
    config = model.config
    table = graph.constant(model.wide.weight.flatten())
    logits = []
    for view in config.views:
        read = TOKENS, longs
        if view.of_shapes:
            read = add_shapes(graph, TOKENS, longs, config.classes, max(config.ngrams))
        logits.append(_view(graph, config.ngrams, view, table, *read))
    return graph.add("Sum", *logits)


def _view(
    graph: Graph, ngrams: Sequence[int], view: View, table: str, tokens: str, longs: str
) -> str:
    sums, counts = [], [graph.constant(view.evidence, np.float64)]
    code = tokens  # of the n-gram that begins at each token: the next longer one goes on from it
    for n in range(1, max(ngrams) + 1):
        code = code if n == 1 else _longer(graph, code, tokens, n)  # (rows, steps - n + 1)
        if n in ngrams:
            ids = graph.add("Mod", code, graph.integers(view.buckets))
            first = view.first + ngrams.index(n) * view.buckets
            ids = graph.add("Add", ids, graph.integers(first))
            less = graph.add("Sub", longs, graph.integers(n - 1))
            count = graph.add("Max", less, graph.integers(0))  # (rows,) n-grams of a row
            sums.append(_sum_inside(graph, graph.add("Gather", table, ids), ids, count))
            counts.append(graph.add("Cast", count, to=TensorProto.DOUBLE))
    logit = graph.add("Div", graph.add("Sum", *sums), graph.add("Sqrt", graph.add("Sum", *counts)))
    return graph.add("Cast", logit, to=TensorProto.FLOAT)


def _longer(graph: Graph, code: str, tokens: str, n: int) -> str:
    """Hashes of n-grams from those of one character less: the recursion of Detector."""
    begin = graph.add("Slice", code, graph.integers(0), graph.integers(-1), graph.integers(1))
    last = graph.add(
        "Slice", tokens, graph.integers(n - 1), graph.integers(_TO_THE_END), graph.integers(1)
    )
    product = graph.add("Mul", begin, graph.integers(HASH_FACTOR))
    return graph.add("Mod", graph.add("Add", product, last), graph.integers(HASH_MODULUS))


def _sum_inside(graph: Graph, weights: str, ids: str, count: str) -> str:
    """Sum (rows,) of the weights of the n-grams that a row has, not of those of its padding.

    In float64: rounded to float32 it is then the same however the rows are padded.
    """
    column = graph.add("Unsqueeze", count, graph.integers(1))
    inside = graph.add("Less", graph.counted(ids, 1), column)  # (rows, steps - n + 1)
    kept = graph.add("Where", inside, weights, graph.constant(0.0, np.float32))
    kept = graph.add("Cast", kept, to=TensorProto.DOUBLE)
    return graph.add("ReduceSum", kept, graph.integers(1), keepdims=0)
