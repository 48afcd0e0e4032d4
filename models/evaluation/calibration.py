"""From an alert budget to the thresholds of a model, set on normal requests alone.

Three lines part four classes (scoring.verdicts), each a share of normal requests at or above it:

- ``attack``: the budget itself, false alarms a day by requests a day (20 in 1,000,000: 2e-5);
- ``likely_attack``: LIKELY times that, at most 1 %: what an analyst looks at when there is time;
- ``likely_clean``: 5 %: what is below it looks like nineteen in twenty normal requests.

Every source weighs the same, however many rows it has; one of fewer than SMALL weighs less. Where
fewer than RESOLVED rows would lie above a line, the data cannot show where it is, and it is
extrapolated: peaks over a threshold, as Siffer et al. set alarm thresholds ("Anomaly detection in
streams with extreme value theory", KDD 2017), the tail of logit(score) taken as exponential. The
logit, because a network's probabilities crowd at 1, where no tail is left to see.
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
RESOLVED = 10  # rows above a line from which it is read off the data
TAIL = 0.05  # share of the normals whose tail is fitted, at most
TAIL_ROWS = 200  # and of many normals only so many: the further out, the more a tail is one
FEWEST = 2 * round(RESOLVED / TAIL)  # normals
LEAST_SCALE = 0.3  # of a tail, in logits: one request over and over has no spread to go by
LOWEST = float(np.finfo(np.float32).tiny)
HIGHEST = float(np.nextafter(np.float32(1), np.float32(0)))
_FLOAT32_STEP = 2.0**-25  # logits of scores are clipped half a step of float32 off 0 and 1


class CalibrationRefused(Exception):
    """Normal requests, or a budget, from which no threshold can be set."""

    exit_code = 2


@dataclass(frozen=True)
class Budget:
    false_alarms_per_day: float = 20.0
    requests_per_day: float = 1e6

    def rates(self) -> dict[str, float]:
        """Share of normal requests at or above each line, by the name of the class above it.

        Raises:
            CalibrationRefused: the budget is not more than 0 and less than CLEAN of the requests.

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
    """Of logit(score): P(X > x) = share * exp(-(x - start) / scale)."""

    start: float
    share: float  # of the normals above start, each source weighing the same
    scale: float  # mean excess over start
    rows: int  # above start

    @classmethod
    def fit(cls, logits: NDArray[np.float64], weights: NDArray[np.float64]) -> "Tail":
        """The exponential tail of the highest rows; weights sum to 1.

        A generalised Pareto of free shape was tried and given up: the everyday sources differ, so
        their mixture looks heavy-tailed, and its shape, carried a hundred times beyond the data,
        put most lines out of reach. An exponential tail of the logit is a power law of the odds,
        which is heavy as it is.
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
    threshold: float
    rate: float  # share of normals wanted at or above it
    extrapolated: bool
    reached: bool  # False: the tail asks for more than a float32 score can be; it is the highest


def threshold_at(rate: float, normals: Sequence[Scores]) -> float:
    """The lowest threshold whose false positive rate, averaged over the sets, is at most ``rate``.

    A score at or above the threshold is called an attack. Each set is the normals of one source
    and weighs the same, however many rows it has (see SMALL). The threshold lies half-way between
    two scores, so that the rounding of a score moves no verdict.

    >>> round(threshold_at(0.25, [np.array([0.1, 0.2, 0.3, 0.4])]), 6)
    0.35
    """
    scores, weights = _pooled(normals)
    order = np.argsort(-scores, kind="stable")
    flagged = np.cumsum(weights[order])  # if the threshold lets in this score and those above
    first_too_many = int(np.searchsorted(flagged, rate + 1e-9, "right"))
    if first_too_many == len(scores):
        return float(scores.min())
    return _just_above(scores, scores[order[first_too_many]])


def tail_of(normals: Mapping[str, Scores]) -> Tail:
    scores, weights = _pooled(list(normals.values()))
    return Tail.fit(_logit(scores), weights)


def lines(normals: Mapping[str, Scores], budget: Budget) -> dict[str, Line]:
    """The three lines, by class, for the scores of normal requests by source.

    Raises:
        CalibrationRefused: too few rows to see a tail, or a budget out of range.
    """
    check_enough(sum(map(len, normals.values())))
    tail = tail_of(normals)
    sets = list(normals.values())
    return {name: _line(rate, sets, tail) for name, rate in budget.rates().items()}


def check_enough(normals: int) -> None:
    """Raises CalibrationRefused if so few normal requests show no tail."""
    if normals < FEWEST:
        raise CalibrationRefused(
            f"{normals} normal requests are too few to set thresholds: give at least {FEWEST}"
        )


def _line(rate: float, normals: Sequence[Scores], tail: Tail) -> Line:
    """Read off the rows, or off their tail where fewer than RESOLVED would lie above the line.

    If they are so few because many rows share the score below it, the rows do show where it is.
    A line off the tail is above the RESOLVED-th highest row, one off the rows not above that and
    what follows it: so lines rise as their rates fall, whatever the fit.
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
    """Of the facts of a calibration."""
    return Thresholds(**{name: line["threshold"] for name, line in facts["lines"].items()})


def calibrate(normals: Mapping[str, Scores], budget: Budget) -> dict[str, Any]:
    """The facts of a calibration, JSON-ready: the lines, and what they do on each source.

    ``realised`` is the share of each source's normals at or above each line. ``left_out`` sets the
    lines on the other sources and says what they would have done on this one: what a site that is
    in no source should expect. It is missing where the others are too few.
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
    """As the float32 that a score can be, strictly between 0 and 1."""
    return float(np.clip(np.float32(value), np.float32(LOWEST), np.float32(HIGHEST)))
