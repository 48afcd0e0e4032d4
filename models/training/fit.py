"""Trains the detector on bags of parts: length-bucketed batches, balanced classes and groups."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from models.detector.network import Detector, DetectorConfig
from models.requests.parts import MARKERS
from models.requests.tokens import Tokenizer
from models.scoring.batching import feeds
from models.training.bags import Example
from models.training.fit_wide import fit_wide

MEGABATCH = 20  # batches that are drawn together and sorted by length
SCORED = 1024  # texts in one forward pass without gradients
WITNESSES = 2  # first texts of an attack, which the n-grams learn from
TEMPERATURE = 3.0  # the summed logits are overconfident: beyond 16, float32 probabilities coincide
SHORTEST = 5  # steps: the longest n-gram must fit


@dataclass(frozen=True)
class TrainingConfig:
    """Settings of a training."""

    epochs: int = 4
    drawn: int = 60_000  # examples drawn per epoch
    batch: int = 256
    learning_rate: float = 3e-3  # peak of a one-cycle schedule
    smoothing: float = 0.01  # label smoothing: payload lists hold harmless lines too
    balance: float = 0.5  # a group of n examples is drawn in proportion to n ** balance
    without_key: float = 0.2  # share of values shown without the key they were sent under
    seed: int = 0
    threads: int = 1  # the matrices are so small that a second thread costs more than it gains


def fit(
    examples: Sequence[Example],
    tokenizer: Tokenizer,
    network: DetectorConfig,
    config: TrainingConfig,
    on_batch: Callable[[float], object],
) -> Detector:
    """Train on ``examples``; ``on_batch`` is called with each batch's loss (see ``batches_of``).

    The LSTM learns from whole bags, then the n-grams (fit_wide) from the first WITNESSES texts of
    each bag. Finally all logits are divided by TEMPERATURE.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    model = Detector(network)
    trained = [weights for weights in model.parameters() if weights.requires_grad]
    optimiser = torch.optim.Adam(trained, config.learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, config.learning_rate, total_steps=batches_of(config), pct_start=0.1
    )
    loss_of = nn.BCEWithLogitsLoss()
    bags = [tuple(tokenizer.encode(text) for text in example.texts) for example in examples]
    labels = torch.tensor([example.label for example in examples], dtype=torch.float32)
    targets = labels * (1 - 2 * config.smoothing) + config.smoothing
    shares = sampling_shares(examples, config.balance)
    key = _KeyDropper(tokenizer, config.without_key, random)
    for members in _batches(bags, shares, config, random):
        rows = [key.dropped(row) for i in members for row in bags[i]]
        owners = [j for j, i in enumerate(members) for _ in bags[i]]
        logits = noisy_or(
            model.deep_logit(*padded(rows)), torch.tensor(owners), len(members)
        )  # (b,)
        loss = loss_of(logits, targets[members])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        schedule.step()
        on_batch(loss.item())
    if network.ngrams:
        firsts = [(i, row) for i, bag in enumerate(bags) for row in bag[:WITNESSES]]
        of = np.array([i for i, _ in firsts])
        drawn = shares[of] / np.bincount(of)[of]
        wide_labels = [examples[i].label for i in of]
        fit_wide(model, [row for _, row in firsts], wide_labels, drawn, random)
    model.cool(TEMPERATURE)
    return model.eval()


def batches_of(config: TrainingConfig) -> int:
    """Number of batches of a whole training."""
    return config.epochs * (config.drawn // config.batch)


def sampling_shares(examples: Sequence[Example], balance: float) -> NDArray[np.float64]:
    """Probability (n,) of drawing each example; they sum to 1.

    Both classes weigh the same. Within a class, a group (family of a source) of n examples weighs
    n ** balance, so that 6,000 cross-site scripts do not drown 24 redirects.
    """
    groups = Counter((example.label, example.group) for example in examples)
    sizes = np.array([groups[example.label, example.group] for example in examples])
    shares = sizes ** (balance - 1.0)
    labels = np.array([example.label for example in examples])
    for label in (0, 1):
        shares[labels == label] /= 2 * shares[labels == label].sum()
    return shares


@torch.no_grad()
def predict(
    logit: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    tokenizer: Tokenizer,
    texts: Sequence[str],
) -> NDArray[np.float32]:
    """Probabilities (n,) of texts (from parts.rows_of) by a detector, or a half of it."""
    rows = [tokenizer.encode(text) for text in texts]
    order = np.argsort([len(row) for row in rows], kind="stable")
    scores = np.zeros(len(rows), np.float32)
    for start in range(0, len(order), SCORED):
        members = order[start : start + SCORED]
        scores[members] = torch.sigmoid(logit(*padded([rows[i] for i in members]))).numpy()
    return scores


def padded(rows: Sequence[bytes]) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens int64 (b, t), right-padded with 0, and lengths int32 (b,), as a scorer feeds them."""
    inputs = feeds(rows, max(SHORTEST, *map(len, rows)))
    return torch.from_numpy(inputs["tokens"]), torch.from_numpy(inputs["lengths"])


def noisy_or(logits: torch.Tensor, owners: torch.Tensor, bags: int) -> torch.Tensor:
    """Logit (bags,) that at least one part of each bag is an attack, if parts are independent.

    A bag of one part has that part's logit. Unlike the maximum, this gives every part of a bag a
    gradient (diverse density; Maron and Lozano-Perez 1998).
    """
    none = torch.zeros(bags).index_add(0, owners, nn.functional.softplus(logits))  # -log P(none)
    none = none.clamp(min=1e-12)  # keeps the logarithm finite
    return none + torch.log(-torch.expm1(-none))


def _batches(
    bags: Sequence[tuple[bytes, ...]],
    shares: NDArray[np.float64],
    config: TrainingConfig,
    random: np.random.Generator,
) -> Iterator[NDArray[np.int64]]:
    """Yield the bags' indices of each batch, drawn by share, with bags of similar length."""
    longest = np.array([max(map(len, bag)) for bag in bags])
    left = batches_of(config)
    while left:
        count = min(left, MEGABATCH)
        drawn = random.choice(len(bags), count * config.batch, p=shares)
        drawn = drawn[np.argsort(longest[drawn], kind="stable")]
        yield from random.permutation(drawn.reshape(count, config.batch))
        left -= count


class _KeyDropper:
    """Hides the key before some values, so that the model learns to judge values alone."""

    def __init__(self, tokenizer: Tokenizer, share: float, random: np.random.Generator) -> None:
        self._marker = tokenizer.encode(MARKERS["value"])
        self._equals = tokenizer.encode("=")
        self._share = share
        self._random = random

    def dropped(self, row: bytes) -> bytes:
        if not row.startswith(self._marker) or self._random.random() >= self._share:
            return row
        return self._marker + row[row.index(self._equals) :]
