"""Rows of tokens to the arrays that a model takes, rows of like length together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from models.scoring.session import Feeds

SHORTEST = 8  # steps of a call, and what steps are a multiple of: the longest n-gram fits


class BatchShape(NamedTuple):
    """How rows are put together; docs/benchmarks.md has what was measured."""

    call: int  # what a call costs beside its steps, in steps: rows are padded by as many to save it
    tokens: int  # of a call, padding included: bounds memory


def batches(lengths: Sequence[int], shape: BatchShape) -> Iterator[tuple[int, list[int]]]:
    """(steps, indices of the rows padded to them), shortest first."""
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
    """The model's inputs for rows of at most ``steps`` tokens each, zeros on their right.

    A row without tokens (all its characters are unknown to the model) is one step of padding.

    >>> feeds([bytes([5, 6]), b""], 3)["tokens"].tolist()
    [[5, 6, 0], [0, 0, 0]]
    """
    joined = b"".join(row.ljust(steps, b"\0") for row in rows)
    tokens = np.frombuffer(joined, np.uint8).reshape(len(rows), steps).astype(np.int64)
    return {"tokens": tokens, "lengths": np.array([max(1, len(row)) for row in rows], np.int32)}
