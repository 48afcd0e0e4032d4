"""Scores labelled rows with a model, and measures its verdicts, also under evasions."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation import metrics
from models.evaluation.intervals import RESAMPLES
from models.labelled.rows import LabelledRefused, Row
from models.scoring.verdicts import CLASSES, UNSCORED, Thresholds

Scores = NDArray[np.floating]
ScoreMany = Callable[
    [Sequence[bytes]], NDArray[np.float32]
]  # models.scoring.scorer.Scorer.score_many
Evasion = Callable[[str, Random], str]
CHUNK = 1024  # documents scored together
AS_SENT = "as sent"


def score_rows(
    rows: Sequence[Row], score_many: ScoreMany, on_chunk: Callable[[int], object] = lambda _: None
) -> NDArray[np.float32]:
    """Scores (len(rows),), NaN for an unscored row; ``on_chunk`` gets the size of each chunk."""
    scores = np.full(len(rows), np.nan, np.float32)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        documents = [json.dumps(row.request).encode() for row in chunk]
        scores[start : start + CHUNK] = score_many(documents)
        on_chunk(len(chunk))
    return scores


def evaluate(
    rows: Sequence[Row], scores: Scores, thresholds: Thresholds, count: int = RESAMPLES
) -> dict[str, Any]:
    """Metrics of one set of labelled rows, JSON-ready; rates are shares, not percent.

    ``recall_at`` a false positive rate sets its threshold on this very set, so it judges the
    ranking. ``at`` uses the model's thresholds, so it is what a user would have seen. Unscored rows
    are counted in ``classes`` only.

    Raises:
        LabelledRefused: no scored attack, or no scored normal row.
    """
    limits = limits_of(thresholds)
    scored = ~np.isnan(scores)
    kept = [row for row, known in zip(rows, scored, strict=True) if known]
    for label, name in ((1, "attacks"), (0, "normal requests")):
        if not any(row.label == label for row in kept):
            raise LabelledRefused(f"the data has no {name} that can be scored: both are needed")
    found = metrics.figures(columns(kept, scores[scored]), limits, count)
    return {
        **found,
        "classes": _classes(rows, scores, thresholds),
        "by_source": _by(kept, scores[scored], limits, lambda row: row.source),
        "by_family": _by(kept, scores[scored], limits, lambda row: row.family),
        "by_evasion": _by(kept, scores[scored], limits, lambda row: row.evasion or AS_SENT)
        if any(row.evasion for row in kept)
        else {},
    }


def limits_of(thresholds: Thresholds) -> dict[str, float]:
    """The threshold of each class but ``clean``, by name, from the worst class down."""
    limits: dict[str, float] = asdict(thresholds)
    return limits


def columns(rows: Sequence[Row], scores: Scores) -> metrics.Columns:
    """The rows as numpy columns. A row without a group is a group of its own."""
    groups = [row.group if row.group is not None else i for i, row in enumerate(rows)]
    return metrics.Columns(
        scores,
        np.array([row.label for row in rows]),
        _codes([(row.source, row.family) for row in rows]),
        _codes([(row.source, group) for row, group in zip(rows, groups, strict=True)]),
    )


def _codes(names: Sequence[Any]) -> NDArray[np.int64]:
    codes = {name: code for code, name in enumerate(dict.fromkeys(names))}
    return np.array([codes[name] for name in names])


def _classes(
    rows: Sequence[Row], scores: Scores, thresholds: Thresholds
) -> dict[str, dict[str, int]]:
    found = {name: {"attacks": 0, "normals": 0} for name in (*CLASSES, UNSCORED)}
    for row, name in zip(rows, thresholds.classify(scores), strict=True):
        found[name]["attacks" if row.label else "normals"] += 1
    return found


def _by(
    rows: Sequence[Row], scores: Scores, limits: Mapping[str, float], name: Callable[[Row], str]
) -> dict[str, dict[str, Any]]:
    """Rows and shares at or above each limit by name, for ``attacks`` and for ``normals``."""
    labels = np.array([row.label for row in rows])
    names = np.array([name(row) for row in rows], dtype=object)
    return {
        side: metrics.shares(scores[labels == label], list(names[labels == label]), limits)
        for side, label in (("attacks", 1), ("normals", 0))
    }


def evaded(rows: Sequence[Row], evasion: Evasion, seed: str) -> Iterator[tuple[int, Row]]:
    """Yield (index, row with its value disguised) for each row that the evasion can change.

    The value is replaced wherever it stands in the request. Each row has its own random generator,
    seeded by ``seed`` and its index, so that rows do not affect each other.
    """
    for i, row in enumerate(rows):
        if not row.value:
            continue
        value = evasion(row.value, Random(f"{seed} {i}"))
        request = _replaced(row.request, row.value, value)
        if request != row.request:
            yield i, row._replace(request=request, value=value)


def _replaced(part: Any, old: str, new: str) -> Any:
    if isinstance(part, dict):
        return {key: _replaced(value, old, new) for key, value in part.items()}
    if isinstance(part, list):
        return [_replaced(value, old, new) for value in part]
    return part.replace(old, new) if isinstance(part, str) else part


def under_evasions(
    rows: Sequence[Row],
    scores: Scores,
    limits: Mapping[str, float],
    evasions: Mapping[str, Evasion],
    score: Callable[[Sequence[Row]], NDArray[np.float32]],
) -> dict[str, dict[str, Any]]:
    """Effect of each evasion on recall and false positive rate, over the rows that it changes.

    Each evasion and class has ``rows``, and for each limit the share at or above it, ``plain``
    (before the evasion) and ``evaded``. Unscored rows count as below.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, evasion in evasions.items():
        changed = list(evaded(rows, evasion, name))
        after = score([row for _, row in changed])
        before = scores[[i for i, _ in changed]]
        labels = np.array([row.label for _, row in changed], dtype=int)
        found[name] = {
            side: _before_and_after(before[labels == label], after[labels == label], limits)
            for side, label in (("attacks", 1), ("normals", 0))
        }
    return found


def _before_and_after(before: Scores, after: Scores, limits: Mapping[str, float]) -> dict[str, Any]:
    if not len(before):
        return {"rows": 0}
    return {"rows": len(before)} | {
        name: {
            "plain": metrics.share(before, limit)._asdict(),
            "evaded": metrics.share(after, limit)._asdict(),
        }
        for name, limit in limits.items()
    }
