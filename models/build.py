"""From labelled requests to a shipped model: split, train, calibrate, measure, export."""

import hashlib
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray

from models import corpus, export, features, metrics
from models.corpus import CorpusRefused, Row, Split
from models.lstm import RequestLSTM
from models.training import TrainingConfig, fit, predict

FALSE_POSITIVE_RATE = 0.01  # what the threshold is set for, on the calibration sources
COMPARED = 200  # documents on which ONNX and torch are compared before anything is written


@dataclass(frozen=True)
class BuildConfig:
    """The default sources are those of the corpus described in docs/models.md."""

    data: tuple[Path, ...]
    output: Path
    test_sources: tuple[str, ...] = ("waftester", "fuzzdb", "digitalocean_openapi", "sqlglot")
    calibration_sources: tuple[str, ...] = ("datadog_cassettes", "names")
    training: TrainingConfig = field(default_factory=TrainingConfig)


def read_split(config: BuildConfig) -> Split:
    """Rows of the data files, split; CorpusRefused where a part is too small to be used."""
    rows = corpus.read(config.data)
    parts = corpus.split(
        rows, config.test_sources, config.calibration_sources, config.training.seed
    )
    if not parts.calibration:
        raise CorpusRefused(
            f"the data has no normal rows of the sources {', '.join(config.calibration_sources)}: "
            "name a source that is kept for the threshold with --calibrate-on"
        )
    for name in ("train", "same_sources", "unlike_sources"):
        if {row.label for row in getattr(parts, name)} != {0, 1}:
            raise CorpusRefused(
                f"the part {name} of the data lacks attacks or normal rows: give more data, or "
                "name other sources with --test-on"
            )
    return parts


def build(config: BuildConfig, parts: Split, on_batch: Callable[[float], object]) -> dict[str, Any]:
    """Train, calibrate, measure and write the model; returns the facts of its sidecar.

    ``on_batch`` is called with the loss of each batch. The test parts are looked at once, after
    everything is decided.
    """
    started = time.monotonic()
    tokenizer = features.Tokenizer.fit(features.trim(row.request) for row in parts.train)
    model = fit(parts.train, tokenizer, config.training, on_batch)
    seconds = time.monotonic() - started

    def scores_of(rows: Sequence[Row]) -> NDArray[np.float32]:
        return predict(model, tokenizer, [features.trim(row.request) for row in rows])

    normals = _by_source(parts.calibration, scores_of(parts.calibration))
    threshold = metrics.threshold_at(FALSE_POSITIVE_RATE, list(normals.values()))
    facts = {
        "training": _training_facts(config, parts, model, seconds),
        "calibration": {
            "false_positive_rate": FALSE_POSITIVE_RATE,
            "normals": {source: len(scores) for source, scores in normals.items()},
        },
        "tests": {
            name: metrics.report(rows, scores_of(rows), threshold) for name, rows in _tests(parts)
        },
    }
    compared = [tokenizer.encode(features.trim(row.request)) for row in _sample(parts)]
    export.write(config.output, model, tokenizer, threshold, compared, facts)
    return facts


def _tests(parts: Split) -> Iterator[tuple[str, list[Row]]]:
    unlike = parts.unlike_sources
    yield "same_sources", parts.same_sources
    yield "unlike_sources", unlike
    yield (
        "unlike_sources_without_status",
        [row._replace(request=corpus.without_status(row.request)) for row in unlike],
    )
    wrapped = [corpus.without_value(row) for row in unlike]
    blanked = [new for new, old in zip(wrapped, unlike, strict=True) if new != old]
    if len({row.label for row in blanked}) == 2:
        yield "unlike_sources_without_values", blanked  # the wrapper alone: AUC about 0.5


def _by_source(rows: Sequence[Row], scores: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    sources = np.array([row.source for row in rows])
    return {str(source): scores[sources == source] for source in np.unique(sources)}


def _sample(parts: Split) -> list[Row]:
    """Of every length there is, short and long, from the rows that training did not see."""
    rows = sorted(parts.unlike_sources, key=lambda row: len(features.trim(row.request)))
    return rows[:: max(1, len(rows) // COMPARED)]


def _training_facts(
    config: BuildConfig, parts: Split, model: RequestLSTM, seconds: float
) -> dict[str, Any]:
    counts = {
        name: Counter(f"{row.source} {'attack' if row.label else 'normal'}" for row in rows)
        for name, rows in parts._asdict().items()
    }
    return {
        "data": [
            {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in config.data
        ],
        "rows": {name: sum(by_source.values()) for name, by_source in counts.items()},
        "rows_by_source": {name: dict(sorted(c.items())) for name, c in counts.items()},
        "parameters": sum(weights.numel() for weights in model.parameters()),
        **asdict(config.training),
        "seconds": round(seconds),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "onnx": onnx.__version__,
            "onnxruntime": onnxruntime.__version__,
            "numpy": np.__version__,
        },
    }
