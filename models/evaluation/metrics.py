"""Metrics of a detector from its scores: label 1 is an attack, higher scores are worse.

AUC, recall and false positive rate are given over rows, and as ``macro`` averages over cells (a
cell is one family of one source): sources differ in size by chance, and a large one must not
dominate.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.evaluation.intervals import RESAMPLES, Estimate, percentile, resampled, wilson

RATES = (0.01, 0.001, 0.0001)  # false positive rates at which recall is reported
Weights = NDArray[np.float64]


class Columns(NamedTuple):
    """n scored rows as columns (n,)."""

    scores: NDArray[np.floating]  # no NaN
    labels: NDArray[np.integer]  # 0 or 1, both present
    cells: NDArray[np.integer]  # family within source
    groups: NDArray[np.integer]  # rows made by one rule or template; resampled together


def auc(attacks: NDArray[np.floating], normals: NDArray[np.floating]) -> float:
    """Probability that an attack scores higher than a normal request, ties counting half.

    >>> auc(np.array([0.9, 0.5]), np.array([0.5, 0.1]))
    0.875
    """
    ordered = np.sort(normals)
    below = np.searchsorted(ordered, attacks, "left")
    not_above = np.searchsorted(ordered, attacks, "right")
    return float((below + not_above).mean() / 2 / len(normals))


def figures(
    columns: Columns, thresholds: Mapping[str, float], count: int = RESAMPLES, seed: int = 0
) -> dict[str, Any]:
    """AUC, recall at RATES, and the metrics at each of ``thresholds``, JSON-ready.

    Every figure is {value, low, high}, with the 95 % percentile interval of ``count`` cluster
    resamples. A share of exactly 0 or 1, which resampling cannot move, has the Wilson interval over
    groups. A rate of less than one normal row has ``too_few_normals`` instead.
    """
    table = _Table(columns, np.array(list(thresholds.values())))
    point = table.measure(np.ones((1, len(columns.labels))))
    blocks = [table.measure(w) for w in resampled(columns.labels, columns.groups, count, seed)]
    groups = [len(np.unique(columns.groups[columns.labels == label])) for label in (0, 1)]

    def told(name: str) -> dict[str, float | None]:
        value = float(point[name][0])
        if np.isnan(value):
            return {"value": None, "low": None, "high": None}
        if name.startswith(_PROPORTIONS) and min(value, 1 - value) < 1e-9:
            trials = groups[name.startswith("recall")]
            return wilson(round(value) * trials, trials)._asdict()
        return percentile(value, np.concatenate([block[name] for block in blocks]))._asdict()

    normals = int((columns.labels == 0).sum())
    return {
        "attacks": int((columns.labels == 1).sum()),
        "normals": normals,
        "groups": {"attacks": groups[1], "normals": groups[0]},
        "auc": {"rows": told("auc"), "macro": told("auc_macro")},
        "recall_at": {
            f"{rate:g}": {"rows": told(f"recall@{rate}"), "macro": told(f"recall_macro@{rate}")}
            if normals * rate >= 1
            else {"too_few_normals": int(np.ceil(1 / rate))}
            for rate in RATES
        },
        "at": {
            name: {"threshold": limit} | {figure: told(f"{figure}#{i}") for figure in AT_THRESHOLD}
            for i, (name, limit) in enumerate(thresholds.items())
        },
    }


AT_THRESHOLD = (
    "recall", "recall_macro", "false_positive_rate", "false_positive_rate_macro",
    "precision", "f1", "normal_precision", "normal_recall", "normal_f1",
)  # fmt: skip
_PROPORTIONS = ("recall", "false_positive_rate", "normal_recall")


class _Table:
    """Rows sorted once by score, so that each measurement is a sum over weights (b, n)."""

    def __init__(self, columns: Columns, thresholds: NDArray[np.float64]) -> None:
        self.order = np.argsort(-columns.scores, kind="stable")
        scores = columns.scores[self.order]
        self.starts = np.flatnonzero(np.r_[True, scores[1:] != scores[:-1]])  # runs of equal scores
        self.attack = columns.labels[self.order] == 1
        # a cell may hold rows of both classes; each class is averaged on its own
        self.by_cell = {
            side: np.flatnonzero(self.attack == side)[
                np.argsort(columns.cells[self.order][self.attack == side], kind="stable")
            ]
            for side in (False, True)
        }
        self.cell = columns.cells[self.order]
        distinct = scores[self.starts].astype(np.float64)
        self.above = [int((distinct >= limit).sum()) for limit in thresholds]

    def measure(self, weights: Weights) -> dict[str, Weights]:
        """Figures (b,) by name, for weights (b, n)."""
        weights = weights[:, self.order]
        rows = {side: weights * (self.attack == side) for side in (False, True)}
        macro = {side: self._balanced(rows[side], side) for side in (False, True)}
        attacks, normals = self._at_or_above(rows[True]), self._at_or_above(rows[False])
        attacks_macro, normals_macro = map(self._at_or_above, (macro[True], macro[False]))
        found = {"auc": _auc(attacks, normals), "auc_macro": _auc(attacks_macro, normals_macro)}
        for rate in RATES:
            steps = (normals <= rate * normals[:, -1:] + 1e-9).sum(axis=1) - 1
            found[f"recall@{rate}"] = _share(attacks, steps)
            found[f"recall_macro@{rate}"] = _share(attacks_macro, steps)
        for i, steps_above in enumerate(self.above):
            steps = np.full(len(weights), steps_above)
            recall, alarms = _share(attacks, steps), _share(normals, steps)
            sides = _both_sides(attacks, normals, steps)
            found |= {f"{name}#{i}": value for name, value in sides.items()}
            found[f"recall#{i}"], found[f"false_positive_rate#{i}"] = recall, alarms
            found[f"recall_macro#{i}"] = _share(attacks_macro, steps)
            found[f"false_positive_rate_macro#{i}"] = _share(normals_macro, steps)
        return found

    def _balanced(self, weights: Weights, side: bool) -> Weights:
        """Weights (b, n) of one class, rescaled so that each cell sums to 1, or 0 if not drawn."""
        rows = self.by_cell[side]
        cells = self.cell[rows]
        starts = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
        sums = np.add.reduceat(weights[:, rows], starts, axis=1)
        sizes = np.diff(np.r_[starts, len(rows)])
        balanced = np.zeros_like(weights)
        scale = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
        balanced[:, rows] = weights[:, rows] * np.repeat(scale, sizes, axis=1)
        return balanced

    def _at_or_above(self, weights: Weights) -> Weights:
        """Weight (b, 1 + distinct scores) at or above each score, descending, after a leading 0."""
        sums = np.cumsum(np.add.reduceat(weights, self.starts, axis=1), axis=1)
        return np.concatenate([np.zeros((len(sums), 1)), sums], axis=1)


def _auc(attacks: Weights, normals: Weights) -> Weights:
    """Area (b,) under the ROC curve, linear between distinct scores."""
    area = (np.diff(normals) * (attacks[:, 1:] + attacks[:, :-1]) / 2).sum(axis=1)
    return area / attacks[:, -1] / normals[:, -1]


def _share(cumulated: Weights, steps: NDArray[np.integer]) -> Weights:
    return cumulated[np.arange(len(cumulated)), steps] / cumulated[:, -1]


def _both_sides(
    attacks: Weights, normals: Weights, steps: NDArray[np.integer]
) -> dict[str, Weights]:
    """Precision and F1 of both classes, recall of normals: at this mix of rows, NaN for 0 / 0."""
    at = np.arange(len(attacks)), steps
    hits, false = attacks[at], normals[at]
    misses, passed = attacks[:, -1] - hits, normals[:, -1] - false
    with np.errstate(invalid="ignore"):
        return {
            "precision": hits / (hits + false),
            "f1": 2 * hits / (2 * hits + false + misses),
            "normal_precision": passed / (passed + misses),
            "normal_recall": passed / (passed + false),
            "normal_f1": 2 * passed / (2 * passed + false + misses),
        }


def shares(
    scores: NDArray[np.floating], names: Sequence[str], limits: Mapping[str, float]
) -> dict[str, dict[str, Any]]:
    """Number of rows by name, and their share at or above each limit with its Wilson interval.

    The intervals are over rows, so they are too narrow if rows resemble each other.
    """
    members: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        members.setdefault(name, []).append(i)
    return {
        name: {"rows": len(at)}
        | {key: share(scores[at], limit)._asdict() for key, limit in limits.items()}
        for name, at in sorted(members.items())
    }


def share(scores: NDArray[np.floating], limit: float) -> Estimate:
    """Share of the scores (n,) at or above ``limit``, with its Wilson interval; n > 0."""
    return wilson(int((scores.astype(np.float64) >= limit).sum()), len(scores))
