"""Trains a detector for each fold, and scores the rows that the fold left out.

Each score comes from a model that has seen neither the row, nor its source, nor a near-duplicate.
Such scores are fit for metrics, and to set the thresholds of a model trained on all rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from models.detector.network import Detector, DetectorConfig
from models.detector.shapes import classes_of
from models.labelled.rows import Row
from models.requests.tokens import Tokenizer
from models.training.bags import examples, texts_of
from models.training.corpus import Fold
from models.training.fit import TrainingConfig, fit, predict

# Each source of the collected data (docs/models.md) is in one fold.
FOLDS = (
    Fold("A", ("waftester", "fuzzdb"), ("digitalocean_openapi", "sqlglot")),
    Fold("B", ("payloadsallthethings",), ("tldr",)),
    Fold("C", ("payloadbox", "grananqvist"), ("marked", "names")),
    Fold("D", ("httpparams_train.csv",), ("httpparams_train.csv", "datadog_cassettes")),
)


@dataclass(frozen=True)
class Recipe:
    """The settings that, together with the rows, determine a trained detector."""

    embedding: int = 32
    hidden: int = 64
    ngrams: tuple[int, ...] = (2, 3, 4, 5)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    shapes: bool = True  # n-grams of the texts' shapes too
    window: int = 32  # characters of the windows judged besides the whole text; 0: no windows


def fit_rows(
    rows: Sequence[Row], recipe: Recipe, on_batch: Callable[[float], object]
) -> tuple[Detector, Tokenizer]:
    """A detector trained on ``rows``, and the tokenizer fitted to the same rows."""
    bags = examples(rows)
    tokenizer = Tokenizer.fit(text for bag in bags for text in bag.texts)
    network = DetectorConfig(
        vocabulary_size=len(tokenizer.vocabulary) + 1,
        classes=classes_of(tokenizer) if recipe.shapes else (),
        embedding=recipe.embedding,
        hidden=recipe.hidden,
        ngrams=recipe.ngrams,
        window=recipe.window,
    )
    return fit(bags, tokenizer, network, recipe.training, on_batch), tokenizer


def score_rows(
    logit: Callable[[Tensor, Tensor], Tensor], tokenizer: Tokenizer, rows: Sequence[Row]
) -> NDArray[np.float32]:
    """Scores (len(rows),) of requests, each that of its worst part, by a detector or a half."""
    texts = [texts_of(row) for row in rows]
    distinct = list(dict.fromkeys(text for row in texts for text in row))
    scores = dict(zip(distinct, predict(logit, tokenizer, distinct).tolist(), strict=True))
    return np.array([max(scores[text] for text in row) for row in texts], np.float32)
