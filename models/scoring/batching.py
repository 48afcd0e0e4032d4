"""Batches rows of tokens of similar length into the arrays that a model takes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from models.scoring.session import Feeds

SHORTEST = 8  # fewest steps of a call, and their granularity: the longest n-gram fits


class BatchShape(NamedTuple):
    """Limits of a batch; docs/benchmarks.md has the measurements."""

    call: int  # fixed cost of a call, in steps: up to so much padding is cheaper than another call
    tokens: int  # most tokens of a call, padding included: bounds memory


def batches(lengths: Sequence[int], shape: BatchShape) -> Iterator[tuple[int, list[int]]]:
    """Yield (steps, indices of the rows to pad to so many steps), shortest first."""
    batch: list[int] = []
    steps = 0
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        needed = max(1, -(-lengths[i] // SHORTEST)) * SHORTEST
        padding = len(batch) * (needed - steps)
        if batch and (padding > shape.call or (len(batch) + 1) * needed > shape.tokens):
            yield steps, batch
            batch = []
        batch.append(i)
        steps = needed
    if batch:
        yield steps, batch


def feeds(rows: Sequence[bytes], steps: int) -> Feeds:
    """The model's inputs for rows of at most ``steps`` tokens each, right-padded with zeros.

    ``tokens`` is int64 (rows, steps), ``lengths`` int32 (rows,). A row without tokens (the model
    knows none of its characters) is one step of padding.

    >>> feeds([bytes([5, 6]), b""], 3)["tokens"].tolist()
    [[5, 6, 0], [0, 0, 0]]
    """
    joined = b"".join(row.ljust(steps, b"\0") for row in rows)
    tokens = np.frombuffer(joined, np.uint8).reshape(len(rows), steps).astype(np.int64)
    return {"tokens": tokens, "lengths": np.array([max(1, len(row)) for row in rows], np.int32)}
