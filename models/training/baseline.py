"""The baseline for the detector: logistic regression on TF-IDF of character n-grams."""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from models.labelled.rows import Row
from models.requests.document import trim

STRENGTH = 10.0  # C of the logistic regression, as in the published comparison
ITERATIONS = 60  # most steps of L-BFGS
MOST_NGRAMS = 400_000  # the most frequent of the training rows: bounds memory


def baseline_scores(train: Sequence[Row], test: Sequence[Row]) -> NDArray[np.float32]:
    """Probabilities (len(test),) by a model fitted to the trimmed documents of ``train``."""
    model = make_pipeline(
        TfidfVectorizer(
            analyzer="char",
            ngram_range=(2, 5),
            sublinear_tf=True,
            min_df=2,
            max_features=MOST_NGRAMS,
        ),
        LogisticRegression(C=STRENGTH, max_iter=ITERATIONS),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit([trim(row.request) for row in train], [row.label for row in train])
    scores: NDArray[np.float32] = model.predict_proba([trim(row.request) for row in test])[
        :, 1
    ].astype(np.float32)
    return scores
