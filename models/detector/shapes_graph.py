"""Adds the shapes of texts (models/detector/shapes.py) to an ONNX graph."""

import numpy as np
from onnx import TensorProto

from models.detector.onnx_nodes import Graph
from models.detector.shapes import DIGIT, EQUALS, VALUE


def add_shapes(
    graph: Graph, tokens: str, longs: str, classes: tuple[int, ...], least: int
) -> tuple[str, str, str]:
    """Shapes of ``tokens`` (rows, steps) with lengths ``longs`` (rows,); a copy of shapes.shape_of.

    Returns classes (rows, longest length, at least ``least``), lengths (rows,) and places
    (rows, steps + 1), the length of the shape before each token.
    """
    found = graph.add("Gather", graph.constant(classes, np.int64), tokens)  # (rows, steps)
    kept = _kept(graph, found, longs)
    counted = graph.add("Cast", kept, to=TensorProto.INT64)
    lengths = graph.add("ReduceSum", counted, graph.integers(1), keepdims=0)
    width = graph.add("ReduceMax", lengths, axes=[0], keepdims=1)  # (1,)
    width = graph.add("Max", width, graph.integers(least))
    until = _cumulated(graph, counted)
    place = graph.add("Sub", until, graph.integers(1))
    place = graph.add("Where", kept, place, width)  # the column at ``width`` is cut off below
    rows = graph.add("Shape", tokens, start=0, end=1)
    room = graph.add("Concat", rows, graph.add("Add", width, graph.integers(1)), axis=0)
    empty = graph.add("Expand", graph.integers(0), room)
    filled = graph.add("ScatterElements", empty, place, found, axis=1)
    shapes = graph.add("Slice", filled, graph.integers(0), width, graph.integers(1))
    first = graph.add("Slice", counted, graph.integers(0), graph.integers(1), graph.integers(1))
    none = graph.add("Mul", first, graph.integers(0))
    return shapes, lengths, graph.add("Concat", none, until, axis=1)


def _kept(graph: Graph, found: str, longs: str) -> str:
    """Mask (rows, steps) of the classes kept in the shape: they begin a run, outside the key."""
    zero, one = graph.integers(0), graph.integers(1)
    first = graph.add("Slice", found, zero, one, one)  # (rows, 1)
    none = graph.add("Mul", first, zero)
    others = graph.add("Slice", found, zero, graph.integers(-1), one)
    before = graph.add("Concat", none, others, axis=1)  # the class of the token before
    same = graph.add("Equal", found, before)
    run = graph.add("LessOrEqual", found, graph.integers(DIGIT))
    goes_on = graph.add("And", same, run)
    ends = graph.add("Equal", found, graph.integers(EQUALS))
    ended = _cumulated(graph, graph.add("Cast", ends, to=TensorProto.INT64))
    at = graph.counted(found, 1)  # (steps,)
    valued = graph.add("Equal", first, graph.integers(VALUE))  # (rows, 1)
    unnamed = graph.add("And", valued, graph.add("Equal", ended, zero))
    in_key = graph.add("And", unnamed, graph.add("Greater", at, zero))
    inside = graph.add("Less", at, graph.add("Unsqueeze", longs, one))
    return graph.add("And", inside, graph.add("Not", graph.add("Or", goes_on, in_key)))


def _cumulated(graph: Graph, counts: str) -> str:
    return graph.add("CumSum", counts, graph.constant(1, np.int64))
