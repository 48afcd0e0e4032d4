"""Cuts texts into the windows that n-grams are fitted to besides whole texts.

A text is as bad as its worst window (models.detector.network). So every window of a normal text is
normal, and the attack in a text is the window that a first fit finds worst: one step of MI-SVM
(Andrews et al. 2003) with whole texts kept. The prior log odds of a window are lowered as in the
detector.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.detector.network import DetectorConfig, View
from models.detector.ngrams import hashed
from models.detector.shapes import shape_of

NORMAL_SHARE = 2.0  # draws of all windows of a normal text together, per draw of the whole text


class Excerpt(NamedTuple):
    """The tokens that a view reads of a text or window."""

    row: bytes
    begun: int  # tokens at which n-grams begin; the ones after them only complete n-grams


class Pieces(NamedTuple):
    """Texts and windows of texts (n,)."""

    excerpts: list[list[Excerpt]]  # (views, n)
    labels: NDArray[np.float32]
    shares: NDArray[np.float64]  # probabilities of being drawn, sum 1
    offsets: NDArray[np.float32]  # added to the log odds


def whole_texts(
    rows: Sequence[bytes],
    labels: Sequence[int],
    shares: NDArray[np.float64],
    config: DetectorConfig,
) -> Pieces:
    """Each encoded text (n,) as one piece, with its label (n,) and share (n,)."""
    excerpts = []
    for view in config.views:
        read = [shape_of(row, config.classes).row for row in rows] if view.of_shapes else rows
        excerpts.append([Excerpt(row, len(row)) for row in read])
    none = np.zeros(len(rows), np.float32)
    return Pieces(excerpts, np.array(labels, np.float32), shares, none)


def with_windows(
    rows: Sequence[bytes], texts: Pieces, weights: NDArray[np.float32], config: DetectorConfig
) -> Pieces:
    """Add windows of the texts that are longer than one; ``weights`` (columns,) of a first fit.

    Each class is drawn as often as before.
    """
    excerpts, width = [list(each) for each in texts.excerpts], config.window
    labels, shares, offsets = (
        each.tolist() for each in (texts.labels, texts.shares, texts.offsets)
    )
    more = max(config.ngrams) - 1
    for i, row in enumerate(rows):
        last = len(row) - width
        if last <= 0:
            continue
        attack = labels[i] > 0
        places = _places(row, config)
        read = [texts.excerpts[v][i].row for v in range(len(config.views))]
        if attack:
            starts = [_worst(read, places, weights, config)]
        else:
            starts = [*range(0, last, max(1, width // 2)), last]
        for start in starts:
            for view, (text, at) in enumerate(zip(read, places, strict=True)):
                begin, end = int(at[start]), int(at[start + width])
                excerpts[view].append(Excerpt(text[begin : end + more], end - begin))
        labels += [labels[i]] * len(starts)
        offsets += [-math.log(len(row) / width)] * len(starts)
        shares += [shares[i] * (1.0 if attack else NORMAL_SHARE) / len(starts)] * len(starts)
    pieces = Pieces(
        excerpts,
        np.array(labels, np.float32),
        np.array(shares),
        np.array(offsets, np.float32),
    )
    for label in (0, 1):
        before = texts.shares[texts.labels == label].sum()
        members = pieces.labels == label
        pieces.shares[members] *= before / pieces.shares[members].sum()
    return pieces


def _places(row: bytes, config: DetectorConfig) -> list[NDArray[np.int64]]:
    """Number of tokens of each view before each character of the text: (len(row) + 1,) each."""
    return [
        shape_of(row, config.classes).places if view.of_shapes else np.arange(len(row) + 1)
        for view in config.views
    ]


def _worst(
    read: Sequence[bytes],
    places: Sequence[NDArray[np.int64]],
    weights: NDArray[np.float32],
    config: DetectorConfig,
) -> int:
    """Start of the window with the greatest logit."""
    logits = np.zeros(len(places[0]) - config.window)
    for view, row, at in zip(config.views, read, places, strict=True):
        sums, counts = _begun(row, weights, config.ngrams, view)
        begin, end = at[: -config.window], at[config.window :]
        logits += (sums[end] - sums[begin]) / np.sqrt(counts[end] - counts[begin] + view.evidence)
    return int(np.argmax(logits))


def _begun(
    row: bytes, weights: NDArray[np.float32], ngrams: Sequence[int], view: View
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum of weights and number of the n-grams that begin before each place: (len(row) + 1,)."""
    sums, counts = np.zeros(len(row) + 1), np.zeros(len(row) + 1)
    for ids in hashed(row, ngrams, view.buckets):
        sums[1 : len(ids) + 1] += weights[ids + view.first]
        counts[1 : len(ids) + 1] += 1
    return sums.cumsum(), counts.cumsum()
