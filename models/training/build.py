"""The production recipe: cross-fit, calibrate, measure, train on everything, export.

The shipped model is trained on every row. Its published figures come from models trained in the
same way without the sources they are judged on (models/training/crossfit.py).
"""

import hashlib
import platform
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
import sklearn
import torch
from numpy.typing import NDArray

from models.detector import export
from models.detector.network import Detector
from models.evaluation import calibration, metrics
from models.evaluation.calibration import Budget
from models.evaluation.report import columns, evaluate
from models.labelled.rows import LabelledRefused, Row
from models.requests.tokens import Tokenizer
from models.scoring.verdicts import Thresholds
from models.training import corpus
from models.training.bags import texts_of
from models.training.baseline import baseline_scores
from models.training.corpus import Fold
from models.training.crossfit import FOLDS, Recipe, fit_rows, score_rows

# Sources of everyday traffic, which lines are set on: a budget is for a site's own mix, in which
# talk about SQL and shell scripts are rare. docs/models.md tells the effect on other sources.
EVERYDAY = ("names", "datadog_cassettes", "digitalocean_openapi", "httpparams_train.csv")
COMPARED = 200  # rows on which ONNX and torch are compared before anything is written
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class BuildConfig:
    """Inputs and settings of a build."""

    data: tuple[Path, ...]
    output: Path
    generated: int = 80_000  # rows of traffic.rows.generate
    seed: int = 0
    recipe: Recipe = field(default_factory=Recipe)
    folds: tuple[Fold, ...] = FOLDS
    budget: Budget = field(default_factory=Budget)


class FoldResult(NamedTuple):
    """Scores of the rows that a fold left out, by models that did not train on them."""

    rows: list[Row]  # left out
    scores: Scores
    blanked: float | None  # AUC of rows with their values blanked; None if a class has none
    others: dict[str, Scores]  # of the same rows, by each half alone and by the baseline


def run_fold(
    config: BuildConfig, fold: Fold, on_batch: Callable[[float], object] = lambda _: None
) -> FoldResult:
    """Train without the rows that ``fold`` leaves out, and score them.

    Raises:
        LabelledRefused, InputRefused: see ``corpus.collect`` and ``split``.
    """
    parts = split(corpus.collect(config.data, config.generated, config.seed), fold)
    model, tokenizer = fit_rows(parts.train, config.recipe, on_batch)
    return FoldResult(
        parts.test,
        score_rows(model, tokenizer, parts.test),
        _blanked_auc(model, tokenizer, parts.test),
        {
            "deep_alone": score_rows(model.deep_logit, tokenizer, parts.test),
            "wide_alone": score_rows(model.wide_logit, tokenizer, parts.test),
            "baseline": baseline_scores(parts.train, parts.test),
        },
    )


def check(config: BuildConfig) -> None:
    """Check before the training that there are enough rows for each fold and for the lines.

    Raises:
        LabelledRefused, InputRefused: see ``corpus.collect`` and ``split``.
        calibration.CalibrationRefused: too few normal rows to set the lines on.
    """
    rows = corpus.collect(config.data, config.generated, config.seed)
    tested = [row for fold in config.folds for row in split(rows, fold).test]
    normals = _normals_by_source(tested, np.zeros(len(tested), np.float32))
    calibration.check_enough(sum(map(len, _everyday(normals).values())))


def split(rows: Sequence[Row], fold: Fold) -> corpus.Parts:
    """The rows that a fold trains on, and the rows that it is judged by.

    Raises:
        LabelledRefused: a class is missing among the rows left out, or among the others.
    """
    parts = corpus.leave_out(rows, fold)
    for name, part in (("it leaves out", parts.test), ("is left to train on", parts.train)):
        if {row.label for row in part} != {0, 1}:
            raise LabelledRefused(
                f"of what the fold {fold.name} names, what {name} lacks attacks or normal rows: "
                "name other sources with --leave-out ATTACKS/NORMALS, or give more data"
            )
    return parts


def run_final(
    config: BuildConfig, on_batch: Callable[[float], object] = lambda _: None
) -> tuple[Detector, Tokenizer, list[Row]]:
    """The shipped model trained on all rows, its tokenizer, and the rows."""
    rows = corpus.collect(config.data, config.generated, config.seed)
    return *fit_rows(rows, config.recipe, on_batch), rows


def finish(
    config: BuildConfig,
    folds: Mapping[str, FoldResult],
    final: tuple[Detector, Tokenizer, list[Row]],
) -> dict[str, Any]:
    """Calibrate on the left-out normals, measure, and write the model; returns its facts.

    Raises:
        calibration.CalibrationRefused, export.ExportRefused: nothing is written.
        atomic.OutputRefused: a file cannot be written.
    """
    model, tokenizer, rows = final
    tested = [row for result in folds.values() for row in result.rows]
    scores = np.concatenate([result.scores for result in folds.values()])
    normals = _everyday(_normals_by_source(tested, scores))
    calibrated = calibration.calibrate(normals, config.budget)
    thresholds = calibration.thresholds(calibrated)
    facts = {
        "training": _training_facts(config, model, rows),
        "calibration": calibrated,
        "tests": {name: _measured(result, thresholds) for name, result in folds.items()},
        "left_out": evaluate(tested, scores, thresholds),
    }
    export.write(config.output, model, tokenizer, thresholds, _sample(tokenizer, tested), facts)
    return facts


def _measured(result: FoldResult, thresholds: Thresholds) -> dict[str, Any]:
    others = {
        name: metrics.figures(columns(result.rows, scores), {})
        for name, scores in result.others.items()
    }
    found = evaluate(result.rows, result.scores, thresholds)
    return {**found, "wrapper_alone_auc": result.blanked, **others}


def _blanked_auc(model: Detector, tokenizer: Tokenizer, rows: Sequence[Row]) -> float | None:
    blanked = [new for row in rows if (new := corpus.without_value(row)) != row]
    labels = np.array([row.label for row in blanked])
    if len(set(labels.tolist())) < 2:
        return None
    scores = score_rows(model, tokenizer, blanked)
    return round(metrics.auc(scores[labels == 1], scores[labels == 0]), 4)


def _normals_by_source(rows: Sequence[Row], scores: Scores) -> dict[str, Scores]:
    names = np.array([row.source if row.label == 0 else "" for row in rows], dtype=object)
    return {name: scores[names == name] for name in dict.fromkeys(names.tolist()) if name}


def _everyday(normals: Mapping[str, Scores]) -> Mapping[str, Scores]:
    """The sources that lines are set on: those of everyday traffic, or all if there are none."""
    return {source: normals[source] for source in EVERYDAY if source in normals} or normals


def _sample(tokenizer: Tokenizer, rows: Sequence[Row]) -> list[bytes]:
    """Encoded texts, evenly spaced from the shortest to the longest."""
    texts = sorted({text for row in rows for text in texts_of(row)}, key=len)
    return [tokenizer.encode(text) for text in texts[:: max(1, len(texts) // COMPARED)]]


def _training_facts(config: BuildConfig, model: Detector, rows: Sequence[Row]) -> dict[str, Any]:
    counts = Counter((row.source, "attacks" if row.label else "normals") for row in rows)
    return {
        "data": [
            {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in config.data
        ],
        "rows": len(rows),
        "rows_by_source": {f"{source} {side}": n for (source, side), n in sorted(counts.items())},
        "parameters": sum(weights.numel() for weights in model.parameters()),
        "recipe": asdict(config.recipe),
        "folds": [fold._asdict() for fold in config.folds],
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "onnx": onnx.__version__,
            "onnxruntime": onnxruntime.__version__,
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
        },
    }
