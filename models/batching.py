"""Rows of tokens to the arrays that a model takes, rows of like length together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import features
from models.artifact import Form
from models.session import Feeds

SHORTEST = 8  # steps of a call: room for the longest n-gram that a detector hashes


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


def feeds(form: Form, rows: Sequence[bytes], steps: int) -> Feeds:
    """The model's inputs for rows of at most ``steps`` tokens each.

    A row without tokens (all its characters are unknown to the model) is one step of padding.

    >>> feeds("parts", [bytes([5, 6]), b""], 3)["tokens"].tolist()
    [[5, 6, 0], [0, 0, 0]]
    """
    if form == "document":
        return {"tokens": features.pad(rows, steps)}
    return {"tokens": _right_padded(rows, steps), "lengths": _lengths(rows)}


def _right_padded(rows: Sequence[bytes], steps: int) -> NDArray[np.int64]:
    joined = b"".join(row.ljust(steps, b"\0") for row in rows)
    return np.frombuffer(joined, np.uint8).reshape(len(rows), steps).astype(np.int64)


def _lengths(rows: Sequence[bytes]) -> NDArray[np.int32]:
    return np.array([max(1, len(row)) for row in rows], np.int32)
