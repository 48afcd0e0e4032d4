"""Fits the wide part of the detector: a logistic regression of hashed character n-grams.

A convex problem with one answer, solved apart from the network: trained together by small steps,
the two leaned on each other and travelled worse (docs/models.md).
"""

import warnings
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
import torch
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from models.detector import HASH_FACTOR, HASH_MODULUS, Detector, DetectorConfig

STRENGTH = 10.0  # C: how little the weights are held to 0
ITERATIONS = 60  # of L-BFGS; to stop before the end regularises too
SHARE = 0.5  # of the regression's logit in the detector's: it is surer of itself than the LSTM


def fit_wide(model: Detector, rows: Sequence[bytes], labels: Sequence[int]) -> None:
    """Set the wide weights of ``model``, and add to its bias, from encoded rows and labels."""
    counts = ngram_counts(rows, model.config)  # (rows, ngrams * buckets)
    present = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + len(rows)) / (1 + present)) + 1.0
    number = np.asarray(counts.sum(axis=1)).ravel() + model.config.evidence
    scaled = (sp.diags_array(1 / np.sqrt(number)) @ counts @ sp.diags_array(idf)).tocsr()
    regression = LogisticRegression(C=STRENGTH, max_iter=ITERATIONS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit(scaled.astype(np.float32), labels)
    weights = SHARE * regression.coef_[0] * idf
    with torch.no_grad():
        model.wide.weight.copy_(torch.from_numpy(weights.astype(np.float32)).unsqueeze(1))
        model.output.bias.add_(SHARE * float(regression.intercept_[0]))


def ngram_counts(rows: Sequence[bytes], config: DetectorConfig) -> sp.csr_array:
    """How often each row has each hashed n-gram (Detector.wide_logit): (rows, ngrams * buckets)."""
    columns: list[NDArray[np.int64]] = []
    ends = [0]
    for row in rows:
        tokens = np.frombuffer(row, np.uint8).astype(np.int64)
        code, found = tokens, 0
        for n in range(1, min(max(config.ngrams), len(tokens)) + 1):
            if n > 1:
                code = (code[:-1] * HASH_FACTOR + tokens[n - 1 :]) % HASH_MODULUS
            if n in config.ngrams:
                columns.append(code % config.buckets + config.ngrams.index(n) * config.buckets)
                found += len(code)
        ends.append(ends[-1] + found)
    indices = np.concatenate(columns) if columns else np.zeros(0, np.int64)
    shape = (len(rows), len(config.ngrams) * config.buckets)
    counts = sp.csr_array((np.ones(len(indices), np.float32), indices, ends), shape=shape)
    counts.sum_duplicates()
    return counts
