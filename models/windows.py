"""What the n-grams are fitted to besides whole texts: the windows in which a detector judges them.

A text is as bad as its worst window (models.detector). So of a normal text every window is normal,
of an attack the window that a first fit finds worst is the attack: one step of MI-SVM (Andrews et
al. 2003), whole texts kept. Windows are taken every STEP characters, so a text's last few are in
none; n-grams count if they lie inside, where a detector counts those that begin inside.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.detector import HASH_FACTOR, HASH_MODULUS, View

STEP = 32  # characters between the windows of a normal text
NORMAL_SHARE = 2.0  # how often the windows of a normal text are drawn together, the whole once


class Pieces(NamedTuple):
    """Texts or windows of texts (n,), encoded."""

    rows: list[bytes]
    of: NDArray[np.int64]  # the text that each is a piece of
    labels: NDArray[np.float32]
    shares: NDArray[np.float64]  # of the draws


def with_windows(
    texts: Pieces, weights: NDArray[np.float32], ngrams: Sequence[int], view: View
) -> Pieces:
    """Whole texts, and windows of those that are longer; ``weights`` (columns,) of a first fit.

    Each class is drawn as often as before.
    """
    rows, of, shares = list(texts.rows), texts.of.tolist(), texts.shares.tolist()
    for i, row in enumerate(texts.rows):
        last = len(row) - view.window
        if last <= 0:
            continue
        attack = texts.labels[i] > 0
        starts = [_worst(row, weights, ngrams, view)] if attack else range(0, last + 1, STEP)
        rows += [row[start : start + view.window] for start in starts]
        of += [i] * len(starts)
        shares += [shares[i] * (1.0 if attack else NORMAL_SHARE) / len(starts)] * len(starts)
    pieces = Pieces(rows, np.array(of), texts.labels[of], np.array(shares))
    for label in (0, 1):
        before = texts.shares[texts.labels == label].sum()
        members = pieces.labels == label
        pieces.shares[members] *= before / pieces.shares[members].sum()
    return pieces


def _worst(row: bytes, weights: NDArray[np.float32], ngrams: Sequence[int], view: View) -> int:
    """Where the window begins that has the greatest logit."""
    tokens = np.frombuffer(row, np.uint8).astype(np.int64)
    sums, counts = np.zeros(len(tokens) + 1), np.zeros(len(tokens) + 1)
    code = tokens
    for n in range(1, max(ngrams) + 1):
        if n > 1:
            code = (code[:-1] * HASH_FACTOR + tokens[n - 1 :]) % HASH_MODULUS
        if n in ngrams:
            ids = code % view.buckets + view.first + ngrams.index(n) * view.buckets
            sums[1 : len(ids) + 1] += weights[ids]
            counts[1 : len(ids) + 1] += 1
    sums, counts = sums.cumsum(), counts.cumsum()
    windows = sums[view.window :] - sums[: -view.window]
    number = counts[view.window :] - counts[: -view.window]
    return int(np.argmax(windows / np.sqrt(number + view.evidence)))
