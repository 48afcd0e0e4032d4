"""Fits the wide part of the detector: a logistic regression of hashed character n-grams.

Adagrad (Duchi et al. 2011) has a step size for each n-gram: rare ones take larger steps than
frequent ones. The result is the mean of several passes, each from scratch on other draws (bagging;
Breiman 1996). The LSTM is fitted apart: trained together, the two leaned on each other and
generalised worse (docs/decisions/0009).
"""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, embedding_bag

from models.detector.network import (
    Detector,
    DetectorConfig,
    View,
)
from models.detector.ngrams import hashed
from models.training.windows import Excerpt, Pieces, whole_texts, with_windows

RATE = 0.1  # learning rate of Adagrad
PASSES = 9
BATCH = 512
SHARE = 1.5  # weight of the regression's logit in the detector's; the LSTM's weighs 1


def fit_wide(
    model: Detector,
    rows: Sequence[bytes],
    labels: Sequence[int],
    shares: NDArray[np.float64],
    random: np.random.Generator,
) -> None:
    """Set the wide weights of ``model``, and add to its bias.

    Args:
        rows: encoded texts (n,), with their ``labels`` (n,).
        shares: probability (n,) of drawing each text, sum 1. A pass draws, with replacement, as
            many texts and windows as there are.
    """
    pieces = whole_texts(rows, labels, shares, model.config)
    if model.config.window:
        first, _ = _fit(pieces, 1, model.config, random)
        pieces = with_windows(rows, pieces, first.numpy().ravel(), model.config)
    weights, bias = _fit(pieces, PASSES, model.config, random)
    with torch.no_grad():
        model.wide.weight.copy_(weights)
        model.wide_scale.fill_(SHARE)
        model.output.bias.add_(SHARE * bias)


def _fit(
    pieces: Pieces, passes: int, config: DetectorConfig, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Weights (columns, 1), with the IDF multiplied in, and bias (1,): means over the passes."""
    counts = ngram_counts(pieces, config)
    present = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = (np.log((1 + counts.shape[0]) / (1 + present)) + 1.0).astype(np.float32)
    counts.data *= idf[counts.indices]
    fitted = [_fitted(counts, pieces, random) for _ in range(passes)]
    weights, bias = (sum(each) / passes for each in zip(*fitted, strict=True))
    return weights * torch.from_numpy(idf).unsqueeze(1), bias


def ngram_counts(pieces: Pieces, config: DetectorConfig) -> sp.csr_array:
    """Counts of hashed n-grams, scaled as by Detector.wide_logit.

    Returns float32 (pieces, config.columns).
    """
    views = []
    for view, excerpts in zip(config.views, pieces.excerpts, strict=True):
        counts = _counts(excerpts, config.ngrams, view)
        number = np.asarray(counts.sum(axis=1)).ravel() + view.evidence
        counts.data /= np.repeat(np.sqrt(number), np.diff(counts.indptr))
        views.append(counts)
    return sp.csr_array(sp.hstack(views, format="csr"))


def _counts(excerpts: Sequence[Excerpt], ngrams: Sequence[int], view: View) -> sp.csr_array:
    columns: list[NDArray[np.int64]] = []
    ends = [0]
    for row, begun in excerpts:
        found = [ids[:begun] for ids in hashed(row, ngrams, view.buckets)]
        columns += found
        ends.append(ends[-1] + sum(map(len, found)))
    indices = np.concatenate(columns) if columns else np.zeros(0, np.int64)
    shape = (len(excerpts), len(ngrams) * view.buckets)
    counts = sp.csr_array((np.ones(len(indices), np.float32), indices, ends), shape=shape)
    counts.sum_duplicates()
    return counts


def _fitted(
    rows: sp.csr_array, pieces: Pieces, random: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Weights (columns, 1) and bias (1,) after one pass of draws."""
    weights = torch.zeros(rows.shape[1], 1, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.Adagrad([weights, bias], RATE)
    drawn = random.choice(rows.shape[0], rows.shape[0], p=pieces.shares)
    targets, offsets = torch.from_numpy(pieces.labels), torch.from_numpy(pieces.offsets)
    with torch.sparse.check_sparse_tensor_invariants(False):  # checking gradients costs time
        for members in np.array_split(drawn, -(-len(drawn) // BATCH)):
            logits = _sums(rows[members], weights) + bias + offsets[members]  # (batch,)
            loss = binary_cross_entropy_with_logits(logits, targets[members])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return weights.detach(), bias.detach()


def _sums(rows: sp.csr_array, weights: Tensor) -> Tensor:
    """Product (rows,) of the sparse rows and the weights (columns, 1)."""
    indices, starts = (
        torch.from_numpy(each.astype(np.int64)) for each in (rows.indices, rows.indptr[:-1])
    )
    factors = torch.from_numpy(rows.data)
    return embedding_bag(
        indices, weights, starts, mode="sum", sparse=True, per_sample_weights=factors
    ).squeeze(1)
