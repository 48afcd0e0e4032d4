"""95 % confidence intervals of measured shares, in closed form or by resampling."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
_Z = 1.959963984540054  # the 0.975 quantile of the normal distribution
_CELLS = 2_000_000  # weights held at a time: bounds memory (8 bytes each, a few copies)


class Estimate(NamedTuple):
    """A value with its 95 % confidence interval."""

    value: float
    low: float
    high: float


def wilson(successes: float, trials: float) -> Estimate:
    """A share and its score interval (Wilson 1927; formula 2.4.1.2 of the NIST handbook, 7.2.4.1).

    Unlike the normal approximation, the interval has a width even for 0 of n.

    Raises:
        ValueError: no trials.

    >>> [round(x, 4) for x in wilson(0, 20)]
    [0.0, 0.0, 0.1611]
    """
    if trials <= 0:
        raise ValueError("a share of no trials")
    share, z2 = successes / trials, _Z * _Z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = (
        _Z / (1 + z2 / trials) * np.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    )
    low = centre - float(half) if successes > 0 else 0.0  # exact despite rounding
    high = centre + float(half) if successes < trials else 1.0
    return Estimate(share, low, high)


def percentile(value: float, drawn: NDArray[np.floating]) -> Estimate:
    """``value`` with the 2.5 and 97.5 percentiles of its resamples (Efron 1979), NaN left out."""
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def resampled(
    labels: NDArray[np.integer], groups: NDArray[np.integer], count: int, seed: int
) -> Iterator[NDArray[np.float64]]:
    """Yield weights (b, n) of the rows in ``count`` resamples, a block of b resamples at a time.

    A cluster bootstrap stratified by label (Davison and Hinkley 1997, 3.8): whole groups are drawn
    with replacement, as many as there are. Rows of one rule or template resemble each other, so
    drawing single rows would make the intervals too narrow.
    """
    rng = np.random.default_rng(seed)
    columns = []  # for each label: its rows, the group of each row, the number of groups
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        distinct, member = np.unique(groups[rows], return_inverse=True)
        columns.append((rows, member, len(distinct)))
    block = max(1, min(count, _CELLS // max(1, len(labels))))
    for start in range(0, count, block):
        size = min(block, count - start)
        weights = np.empty((size, len(labels)))
        for rows, member, total in columns:
            drawn = rng.integers(total, size=(size, total)) + total * np.arange(size)[:, None]
            times = np.bincount(drawn.ravel(), minlength=size * total).reshape(size, total)
            weights[:, rows] = times[:, member]
        yield weights
