"""Builds the production detector (models/detector/network.py) as an ONNX graph.

Inputs: ``tokens`` int64 (rows, steps) with steps >= the longest n-gram, ``lengths`` int32 (rows,).
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from onnx import TensorProto

from models.detector.network import Detector, View
from models.detector.ngrams import HASH_FACTOR, HASH_MODULUS
from models.detector.onnx_nodes import Graph, lstm_weights
from models.detector.shapes_graph import add_shapes
from models.scoring.artifact import OUTPUT

TOKENS, LENGTHS = "tokens", "lengths"
_TO_THE_END = np.iinfo(np.int64).max


def detector_graph(model: Detector, *, half: bool = False) -> bytes:
    """The serialised graph of a trained detector.

    It computes in float32, sums of n-grams in float64, and with ``half`` the LSTM in float16.
    """
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
    """Logit (rows,) of the LSTM, read out by its maximum over time."""
    kind = np.float16 if half else np.float32
    by_step = graph.add("Transpose", TOKENS, perm=[1, 0])
    x = graph.add("Gather", graph.constant(model.embedding.weight, kind), by_step)
    weights = [graph.constant(array, kind) for array in lstm_weights(model.lstm)]
    h = graph.add("LSTM", x, *weights, LENGTHS, hidden_size=model.config.hidden)
    h = graph.add("Squeeze", h, graph.integers(1))  # (steps, rows, hidden)
    peak = graph.add("ReduceMax", _masked(graph, h, longs, kind), axes=[0], keepdims=0)
    if half:
        peak = graph.add("Cast", peak, to=TensorProto.FLOAT)
    output = (graph.constant(model.output.weight), graph.constant(model.output.bias))
    return graph.add("Squeeze", graph.add("Gemm", peak, *output, transB=1), graph.integers(1))


def _masked(graph: Graph, h: str, longs: str, kind: type[np.floating]) -> str:
    """States (steps, rows, hidden), set to -1, below any tanh, beyond the length of a row."""
    at = graph.add("Unsqueeze", graph.counted(TOKENS, 1), graph.integers(1))  # (steps, 1)
    beyond = graph.add("GreaterOrEqual", at, longs)  # (steps, rows)
    beyond = graph.add("Unsqueeze", beyond, graph.integers(2))
    return graph.add("Where", beyond, graph.constant(-1.0, kind), h)


def _wide(graph: Graph, model: Detector, longs: str) -> str:
    """Logit (rows,) of the hashed n-grams of the text and of its shape; see Detector.wide_logit."""
    config = model.config
    table = graph.constant(model.wide.weight.flatten())
    begin = graph.counted(TOKENS, 1)  # (steps,)
    behind = graph.add("Add", begin, graph.integers(config.window))
    end = graph.add("Min", behind, graph.add("Shape", TOKENS, start=1, end=2))
    wholes, windows = [], []
    for view in config.views:
        tokens, lengths, places = TOKENS, longs, ""
        if view.of_shapes:
            most = max(config.ngrams)
            tokens, lengths, places = add_shapes(graph, TOKENS, longs, config.classes, most)
        begun = _begun(graph, config.ngrams, view, table, tokens, lengths)
        wholes.append(_scaled(graph, view, *(_last(graph, each) for each in begun)))
        if not config.window:
            continue
        inside = [
            graph.add("Sub", *(_before(graph, each, places, at) for at in (end, begin)))
            for each in begun
        ]
        windows.append(_scaled(graph, view, *inside))
    logit = graph.add("Sum", *wholes)  # (rows, 1)
    if config.window:
        column = graph.add("Unsqueeze", longs, graph.integers(1))
        own = graph.add("LessOrEqual", behind, column)
        lowest = graph.constant(-1e9, np.float64)  # of windows that reach past the text's end
        found = graph.add("Where", own, graph.add("Sum", *windows), lowest)  # (rows, steps)
        worst = graph.add("ReduceMax", found, axes=[1], keepdims=1)  # (rows, 1)
        among = graph.add("Cast", column, to=TensorProto.DOUBLE)
        among = graph.add("Div", among, graph.constant(config.window, np.float64))
        logit = graph.add("Max", logit, graph.add("Sub", worst, graph.add("Log", among)))
    logit = graph.add("Mul", logit, graph.constant(model.wide_scale, np.float64))
    logit = graph.add("Squeeze", logit, graph.integers(1))
    return graph.add("Cast", logit, to=TensorProto.FLOAT)


def _begun(
    graph: Graph, ngrams: Sequence[int], view: View, table: str, tokens: str, longs: str
) -> tuple[str, str]:
    """Sum of weights and number of the n-grams that begin before each place.

    float64 and int64, (rows, steps + 1) each.
    """
    column = graph.add("Unsqueeze", longs, graph.integers(1))
    sums, counts = [], []  # for each n: weights (rows, steps + 1), number of n-grams (rows, 1)
    code = tokens  # hash of the n-gram that begins at each token, extended for the next n
    for n in range(1, max(ngrams) + 1):
        code = code if n == 1 else _longer(graph, code, tokens, n)  # (rows, steps - n + 1)
        if n in ngrams:
            ids = graph.add("Mod", code, graph.integers(view.buckets))
            first = view.first + ngrams.index(n) * view.buckets
            ids = graph.add("Add", ids, graph.integers(first))
            less = graph.add("Sub", column, graph.integers(n - 1))
            counts.append(graph.add("Max", less, graph.integers(0)))
            sums.append(_inside(graph, graph.add("Gather", table, ids), ids, counts[-1], n))
    at = graph.add("Cast", graph.add("Sum", *sums), to=TensorProto.DOUBLE)
    until = graph.add("CumSum", at, graph.constant(1, np.int64))
    places = graph.counted(until, 1)
    numbers = [graph.add("Min", places, count) for count in counts]
    return until, reduce(lambda a, b: graph.add("Add", a, b), numbers)


def _before(graph: Graph, until: str, places: str, at: str) -> str:
    """Values of ``until`` (rows, n) before the characters ``at`` (steps,) of the text.

    ``places`` (rows, steps + 1) maps characters of the text to places in its shape. It is empty
    if ``until`` is of the text itself.
    """
    if not places:
        return graph.add("Gather", until, at, axis=1)
    return graph.add("GatherElements", until, graph.add("Gather", places, at, axis=1), axis=1)


def _last(graph: Graph, until: str) -> str:
    """The last column (rows, 1) of ``until``."""
    end = graph.integers(_TO_THE_END)
    return graph.add("Slice", until, graph.integers(-1), end, graph.integers(1))


def _scaled(graph: Graph, view: View, sums: str, numbers: str) -> str:
    """Sums divided by the square root of the number of n-grams plus ``evidence``."""
    number = graph.add("Cast", numbers, to=TensorProto.DOUBLE)
    number = graph.add("Add", number, graph.constant(view.evidence, np.float64))
    return graph.add("Div", sums, graph.add("Sqrt", number))


def _longer(graph: Graph, code: str, tokens: str, n: int) -> str:
    """Hashes of n-grams from those of (n - 1)-grams; a copy of ngrams.hashed."""
    begin = graph.add("Slice", code, graph.integers(0), graph.integers(-1), graph.integers(1))
    last = graph.add(
        "Slice", tokens, graph.integers(n - 1), graph.integers(_TO_THE_END), graph.integers(1)
    )
    product = graph.add("Mul", begin, graph.integers(HASH_FACTOR))
    return graph.add("Mod", graph.add("Add", product, last), graph.integers(HASH_MODULUS))


def _inside(graph: Graph, weights: str, ids: str, count: str, n: int) -> str:
    """0, then the weights of the n-grams that begin at each place of a row, 0 in its padding.

    Returns (rows, steps + 1). The caller sums over places in float64, so that a logit rounded to
    float32 is the same in every batch.
    """
    inside = graph.add("Less", graph.counted(ids, 1), count)  # (rows, steps - n + 1)
    kept = graph.add("Where", inside, weights, graph.constant(0.0, np.float32))
    return graph.add("Pad", kept, graph.integers(0, 1, 0, n - 1))
