"""Figures of a detector from scores (n,) and labels (n,): 1 is an attack, higher is worse."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.corpus import Row

Scores = NDArray[np.floating]


def auc(attacks: Scores, normals: Scores) -> float:
    """Chance that an attack scores higher than a normal request, ties counting half.

    >>> auc(np.array([0.9, 0.5]), np.array([0.5, 0.1]))
    0.875
    """
    ordered = np.sort(normals)
    below = np.searchsorted(ordered, attacks, "left")
    not_above = np.searchsorted(ordered, attacks, "right")
    return float((below + not_above).mean() / 2 / len(normals))


def threshold_at(rate: float, normals: Sequence[Scores]) -> float:
    """The lowest threshold whose false positive rate, averaged over the sets, is at most ``rate``.

    A score at or above the threshold is called an attack. Each set is the normals of one source
    and weighs the same, however many rows it has.

    >>> round(threshold_at(0.25, [np.array([0.1, 0.2, 0.3, 0.4])]), 6)
    0.3
    """
    scores = np.concatenate(normals).astype(np.float32)
    weights = np.concatenate([np.full(len(part), 1 / len(part) / len(normals)) for part in normals])
    order = np.argsort(-scores, kind="stable")
    flagged = np.cumsum(weights[order])  # if the threshold lets in this score and those above
    first_too_many = int(np.searchsorted(flagged, rate + 1e-9, "right"))
    if first_too_many == len(scores):
        return float(scores.min())
    return float(np.nextafter(scores[order[first_too_many]], np.float32(np.inf)))


def report(rows: Sequence[Row], scores: Scores, threshold: float) -> dict[str, object]:
    """Figures of one test set, JSON-ready; rates are shares, not percent.

    ``recall_at`` a false positive rate sets its threshold on this very set: it judges the ranking.
    ``at_threshold`` uses the given one: it is what a user would have seen.
    """
    labels = np.array([row.label for row in rows])
    attacks, normals = scores[labels == 1], scores[labels == 0]
    return {
        "attacks": len(attacks),
        "normals": len(normals),
        "auc": _rounded(auc(attacks, normals)),
        "recall_at": {
            rate: _recalls(rows, scores, threshold_at(float(rate), [normals]))
            for rate in ("0.01", "0.001")
        },
        "at_threshold": {
            "false_positive_rate": _rounded((normals >= threshold).mean()),
            "false_positive_rate_by_source": _rates(rows, scores, threshold, 0, "source"),
            "false_positive_rate_by_family": _rates(rows, scores, threshold, 0, "family"),
            **_recalls(rows, scores, threshold),
            "recall_by_source": _rates(rows, scores, threshold, 1, "source"),
            "recall_by_family": _rates(rows, scores, threshold, 1, "family"),
        },
    }


def _recalls(rows: Sequence[Row], scores: Scores, threshold: float) -> dict[str, float]:
    labels = np.array([row.label for row in rows])
    families = _rates(rows, scores, threshold, 1, "family")
    return {
        "recall": _rounded((scores[labels == 1] >= threshold).mean()),
        "recall_macro_families": _rounded(np.mean([entry["rate"] for entry in families.values()])),
    }


def _rates(
    rows: Sequence[Row], scores: Scores, threshold: float, label: int, key: str
) -> dict[str, dict[str, float]]:
    """Share called an attack among the rows of ``label``, for each family or source."""
    members: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if row.label == label:
            members.setdefault(getattr(row, key), []).append(i)
    return {
        name: {"rows": len(at), "rate": _rounded((scores[at] >= threshold).mean())}
        for name, at in sorted(members.items())
    }


def _rounded(value: float | np.floating) -> float:
    return round(float(value), 4)
