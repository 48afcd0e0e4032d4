"""Left padding, as Keras' ``pad_sequences``."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PAD = 0


def pad(rows: Sequence[bytes], steps: int) -> NDArray[np.int64]:
    """Tokens of each row, left-padded with PAD: int64 (len(rows), steps).

    >>> pad([bytes([5, 6]), bytes([7])], steps=3).tolist()
    [[0, 5, 6], [0, 0, 7]]
    """
    joined = b"".join(row.rjust(steps, b"\0") for row in rows)
    return np.frombuffer(joined, np.uint8).reshape(len(rows), steps).astype(np.int64)
