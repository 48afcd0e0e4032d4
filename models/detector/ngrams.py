"""Hashed n-grams of tokens: the reference implementation, in numpy.

tests/test_models_detector_copies.py holds the copies in torch (models.detector.network) and in ONNX
(models.detector.graph) equal to it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

HASH_FACTOR = 1_000_003  # base of the rolling polynomial hash over tokens
HASH_MODULUS = 2**31 - 1  # a prime; products stay below 2 ** 63


def hashed(row: bytes, ngrams: Sequence[int], buckets: int) -> Iterator[NDArray[np.int64]]:
    """Yield for each n of ``ngrams``, ascending, the columns (len(row) - n + 1,) of the n-grams.

    The i-th n has the columns [i * buckets, (i + 1) * buckets). A row of fewer than n tokens yields
    nothing for n.

    >>> [ids.tolist() for ids in hashed(bytes([1, 2, 3]), (1, 2), 1000)]
    [[1, 2, 3], [1005, 1009]]
    """
    tokens = np.frombuffer(row, np.uint8).astype(np.int64)
    code = tokens
    for n in range(1, min(max(ngrams), len(tokens)) + 1):
        if n > 1:
            code = (code[:-1] * HASH_FACTOR + tokens[n - 1 :]) % HASH_MODULUS
        if n in ngrams:
            yield code % buckets + ngrams.index(n) * buckets
