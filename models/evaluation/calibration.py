"""Sets the thresholds of a model for an alert budget, from normal requests alone.

Three lines (thresholds) separate four classes (models.scoring.verdicts). Each line is defined by
the share of normal requests at or above it:

- ``attack``: the budget, false alarms per day / requests per day (20 in 1,000,000: 2e-5);
- ``likely_attack``: LIKELY times the budget, at most 1 %, for an analyst with time to spare;
- ``likely_clean``: 5 %; a score below it looks like nineteen in twenty normal requests.

Sources weigh the same, however many rows they have; one of fewer than SMALL rows weighs less. A
line with fewer than RESOLVED rows above it cannot be read off the data and is extrapolated: peaks
over threshold, as in Siffer et al. ("Anomaly detection in streams with extreme value theory", KDD
2017), with an exponential tail of logit(score). A network's probabilities crowd at 1 and show no
tail there; their logits do.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.evaluation.intervals import wilson
from models.scoring.verdicts import Thresholds

Scores = NDArray[np.floating]

LIKELY = 50
MOST_LIKELY = 0.01
CLEAN = 0.05
SMALL = 200  # rows from which a source counts in full: a handful must not set a line
RESOLVED = 10  # fewest rows above a line that is read off the data
TAIL = 0.05  # largest share of the normals in the fitted tail
TAIL_ROWS = 200  # most rows in the fitted tail: an exponential fits best far out
FEWEST = 2 * round(RESOLVED / TAIL)  # normals needed for a calibration
LEAST_SCALE = 0.3  # least scale of a tail, in logits: repeats of one request have no spread
LOWEST = float(np.finfo(np.float32).tiny)
HIGHEST = float(np.nextafter(np.float32(1), np.float32(0)))
_FLOAT32_STEP = 2.0**-25  # half a float32 step below 1, where scores are clipped for their logit


class CalibrationRefused(Exception):
    """Normal requests, or a budget, from which no threshold can be set."""

    exit_code = 2


@dataclass(frozen=True)
class Budget:
    """The false alarms that a site accepts among its requests."""

    false_alarms_per_day: float = 20.0
    requests_per_day: float = 1e6

    def rates(self) -> dict[str, float]:
        """Share of normal requests at or above each line, by the name of the class above it.

        Raises:
            CalibrationRefused: the budget is not between 0 and CLEAN of the requests.

        >>> Budget(20, 1e6).rates()
        {'attack': 2e-05, 'likely_attack': 0.001, 'likely_clean': 0.05}
        """
        rate = self.false_alarms_per_day / self.requests_per_day
        if not 0 < rate < CLEAN:
            raise CalibrationRefused(
                f"a budget of {self.false_alarms_per_day:g} false alarms in "
                f"{self.requests_per_day:g} requests is not between 0 and {CLEAN:.0%} of them"
            )
        return {
            "attack": rate,
            "likely_attack": max(rate, min(LIKELY * rate, MOST_LIKELY)),
            "likely_clean": CLEAN,
        }


class Tail(NamedTuple):
    """The exponential tail of logits X of scores: P(X > x) = share * exp(-(x - start) / scale)."""

    start: float
    share: float  # of the normals above start, weighted by source
    scale: float  # mean excess over start
    rows: int  # number of normals above start

    @classmethod
    def fit(cls, logits: NDArray[np.float64], weights: NDArray[np.float64]) -> "Tail":
        """Fit the tail to the highest of the logits (n,), with weights (n,) that sum to 1.

        A generalised Pareto with a free shape was tried and rejected: everyday sources differ, so
        their mixture looks heavy-tailed, and extrapolating its shape a hundred times beyond the
        data put most lines out of reach. An exponential tail of the logit is already heavy: a
        power law of the odds.
        """
        order = np.argsort(-logits, kind="stable")
        logits, weights = logits[order], weights[order]
        above = np.cumsum(weights)
        rows = max(RESOLVED, min(TAIL_ROWS, int(np.searchsorted(above, TAIL, "right"))))
        start, share = float(logits[rows]), float(above[rows - 1])
        excess = float((weights[:rows] * (logits[:rows] - start)).sum()) / share
        return cls(start, share, max(excess, LEAST_SCALE), rows)

    def above(self, rate: float) -> float:
        """The logit that a share ``rate`` of the normals exceeds; rate <= share."""
        return self.start + self.scale * math.log(self.share / rate)


class Line(NamedTuple):
    """A threshold, and how it was found."""

    threshold: float
    rate: float  # share of normals wanted at or above it
    extrapolated: bool
    reached: bool  # False: the rate needs more than the highest float32 score, which it then is


def threshold_at(rate: float, normals: Sequence[Scores]) -> float:
    """The lowest threshold whose false positive rate, averaged over the sets, is at most ``rate``.

    A score at or above the threshold is called an attack. Each set is the normals of one source
    and weighs the same, however many rows it has (see SMALL). The threshold lies half-way between
    two scores, so that rounding moves no verdict.

    >>> round(threshold_at(0.25, [np.array([0.1, 0.2, 0.3, 0.4])]), 6)
    0.35
    """
    scores, weights = _pooled(normals)
    order = np.argsort(-scores, kind="stable")
    flagged = np.cumsum(weights[order])  # false positive rate with the threshold at each score
    first_too_many = int(np.searchsorted(flagged, rate + 1e-9, "right"))
    if first_too_many == len(scores):
        return float(scores.min())
    return _just_above(scores, scores[order[first_too_many]])


def tail_of(normals: Mapping[str, Scores]) -> Tail:
    """The tail of the scores of normal requests, given by source."""
    scores, weights = _pooled(list(normals.values()))
    return Tail.fit(_logit(scores), weights)


def lines(normals: Mapping[str, Scores], budget: Budget) -> dict[str, Line]:
    """The three lines by class, from the scores of normal requests by source.

    Raises:
        CalibrationRefused: too few rows to see a tail, or a budget out of range.
    """
    check_enough(sum(map(len, normals.values())))
    tail = tail_of(normals)
    sets = list(normals.values())
    return {name: _line(rate, sets, tail) for name, rate in budget.rates().items()}


def check_enough(normals: int) -> None:
    """Raise CalibrationRefused if so few normal requests show no tail."""
    if normals < FEWEST:
        raise CalibrationRefused(
            f"{normals} normal requests are too few to set thresholds: give at least {FEWEST}"
        )


def _line(rate: float, normals: Sequence[Scores], tail: Tail) -> Line:
    """The line for ``rate``, read off the rows, or off their tail if fewer than RESOLVED are above.

    A rate of at least ``tail.share`` is always read off the rows: they can be few above the line
    only because many share the score below it. A line off the tail lies above the RESOLVED-th
    highest row, a line off the rows at most just above it. So lines rise as rates fall, for any
    fit.
    """
    wanted = threshold_at(rate, normals)
    scores, _ = _pooled(normals)
    if (scores >= wanted).sum() >= RESOLVED or rate >= tail.share:
        return Line(_within(wanted), rate, False, wanted <= HIGHEST)
    logit = tail.above(rate)
    highest = float(_logit(np.array([HIGHEST]))[0])
    value = max(1 / (1 + math.exp(-logit)), _just_above(scores, np.sort(scores)[-RESOLVED]))
    return Line(_within(value), rate, True, logit <= highest)


def thresholds(facts: Mapping[str, Any]) -> Thresholds:
    """The thresholds in the facts of a calibration."""
    return Thresholds(**{name: line["threshold"] for name, line in facts["lines"].items()})


def calibrate(normals: Mapping[str, Scores], budget: Budget) -> dict[str, Any]:
    """The facts of a calibration, JSON-ready: the lines, and their effect on each source.

    ``realised`` is the share of each source's normals at or above each line. ``left_out`` is the
    same with lines set on the other sources only: what a site outside all sources should expect. It
    lacks a source if the other sources have too few rows.

    Raises:
        CalibrationRefused: see ``lines``.
    """
    found = lines(normals, budget)
    rows = {source: len(scores) for source, scores in normals.items()}
    return {
        "budget": asdict(budget),
        "normals": rows,
        "lines": {name: line._asdict() for name, line in found.items()},
        "tail": tail_of(normals)._asdict(),
        "data_alone_shows": 3 / sum(rows.values()),  # rule of three: upper bound of 0 in n rows
        "realised": {source: _realised(scores, found) for source, scores in normals.items()},
        "left_out": {
            source: figures
            for source in normals
            if (figures := _left_out(source, normals, budget)) is not None
        },
    }


def _left_out(
    source: str, normals: Mapping[str, Scores], budget: Budget
) -> dict[str, dict[str, float]] | None:
    others = {name: scores for name, scores in normals.items() if name != source}
    try:
        return _realised(normals[source], lines(others, budget))
    except CalibrationRefused:
        return None


def _realised(scores: Scores, found: Mapping[str, Line]) -> dict[str, dict[str, float]]:
    exact = scores.astype(np.float64)
    return {
        name: wilson(int((exact >= line.threshold).sum()), len(scores))._asdict()
        for name, line in found.items()
    }


def _pooled(normals: Sequence[Scores]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    shares = np.array([min(len(part), SMALL) for part in normals], dtype=np.float64)
    shares /= shares.sum()
    weights = [np.full(len(p), share / len(p)) for p, share in zip(normals, shares, strict=True)]
    return np.concatenate(normals).astype(np.float32), np.concatenate(weights)


def _just_above(scores: Scores, score: np.floating) -> float:
    """Half-way to the next higher score: a score's last bit may differ on another processor."""
    higher = scores[scores > score]
    return float((score + (higher.min() if len(higher) else 1.0)) / 2)


def _logit(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    clipped = np.clip(scores.astype(np.float64), LOWEST, 1 - _FLOAT32_STEP)
    return np.log(clipped / (1 - clipped))


def _within(value: float) -> float:
    """``value`` as a float32 score strictly between 0 and 1."""
    return float(np.clip(np.float32(value), np.float32(LOWEST), np.float32(HIGHEST)))
