"""Trains the LSTM on labelled requests: length-bucketed batches, a progress bar with the loss."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from models import features
from models.corpus import Row, without_status
from models.lstm import LSTMConfig, RequestLSTM

STATUSES = (200, 201, 204, 302, 400, 401, 403, 404, 422, 500)
BUCKET = 32


@dataclass(frozen=True)
class TrainingConfig:
    epochs: int = 12
    batch: int = 128
    learning_rate: float = 5e-3  # the highest of a one-cycle schedule
    seed: int = 0
    status_missing: float = 0.2  # share of training requests shown without a status code
    threads: int = 1  # the matrices are so small that a second one costs more than it gives


def fit(
    rows: Sequence[Row],
    tokenizer: features.Tokenizer,
    config: TrainingConfig,
    on_batch: Callable[[float], object],
) -> RequestLSTM:
    """Train on ``rows``; ``on_batch`` is called with each batch's loss (see ``batches_of``).

    The status code says more about the server than about the request, and in collected data it
    gives labels away. So each epoch draws it anew, for both classes alike.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    model = RequestLSTM(LSTMConfig(vocabulary_size=len(tokenizer.vocabulary) + 1))
    optimiser = torch.optim.Adam(model.parameters(), config.learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, config.learning_rate, total_steps=config.epochs * batches_of(rows, config)
    )
    loss_of = nn.BCEWithLogitsLoss()
    labels = torch.tensor([row.label for row in rows], dtype=torch.float32)
    shares = sampling_shares(rows)
    for _ in range(config.epochs):
        drawn = random.choice(len(rows), len(rows), p=shares)
        encoded = [tokenizer.encode(shown(rows[i], random, config)) for i in drawn]
        for members, tokens in _batches(encoded, config.batch, random):
            logits = model(tokens)  # (b,)
            loss = loss_of(logits, labels[drawn[members]])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            on_batch(loss.item())
    return model.eval()


def batches_of(rows: Sequence[Row], config: TrainingConfig) -> int:
    """Batches in an epoch, which draws as many rows as there are."""
    return -(-len(rows) // config.batch)


def shown(row: Row, random: np.random.Generator, config: TrainingConfig) -> str:
    """The trimmed text that training sees of a row: its status code drawn anew, or left out."""
    if random.random() < config.status_missing:
        return features.trim(without_status(row.request))
    status = STATUSES[random.integers(len(STATUSES))]
    return features.trim({**row.request, "statusCode": status})


def sampling_shares(rows: Sequence[Row]) -> NDArray[np.float64]:
    """How often each row is drawn for training (n,), sum 1: both classes alike; within a class a
    group (family and source) of n rows √n, so that 6,000 cross-site scripts do not drown 24
    redirects."""
    groups = Counter((row.label, row.family, row.source) for row in rows)
    shares = np.array([groups[row.label, row.family, row.source] ** -0.5 for row in rows])
    labels = np.array([row.label for row in rows])
    for label in (0, 1):
        shares[labels == label] /= 2 * shares[labels == label].sum()
    return shares


@torch.no_grad()
def predict(
    model: RequestLSTM, tokenizer: features.Tokenizer, texts: Sequence[str]
) -> NDArray[np.float32]:
    """Attack probabilities (n,) of trimmed texts."""
    encoded = [tokenizer.encode(text) for text in texts]
    scores = np.zeros(len(texts), np.float32)
    for members, tokens in _batches(encoded, 256, np.random.default_rng(0)):
        scores[members] = torch.sigmoid(model(tokens)).numpy()
    return scores


def _batches(
    encoded: Sequence[bytes], size: int, random: np.random.Generator
) -> Iterator[tuple[NDArray[np.int64], torch.Tensor]]:
    """(indices (b,), tokens (b, t)) in random order; texts of like length share a batch.

    Shuffled first, so that which texts of like length meet changes from epoch to epoch.
    """
    shuffled = random.permutation(len(encoded))
    lengths = np.array([len(encoded[i]) for i in shuffled])
    by_length = shuffled[np.argsort(lengths // BUCKET, kind="stable")]
    batches = [by_length[at : at + size] for at in range(0, len(by_length), size)]
    for b in random.permutation(len(batches)):
        rows = [encoded[i] for i in batches[b]]
        steps = max(BUCKET, max(map(len, rows)))
        yield batches[b], torch.from_numpy(features.pad(rows, steps))
