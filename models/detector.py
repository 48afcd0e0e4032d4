"""The production detector: is this part of a request (models/parts.py) a piece of an attack?

Wide and deep (Cheng et al. 2016, arXiv 1606.07792): an LSTM over characters, read out by its
maximum over time, so that an attack counts wherever it stands; and beside it a linear model of
hashed character n-grams, which travels well to sources never seen. They are trained apart and
their logits are added, which is an ensemble of two in one network.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

HASH_FACTOR = 1_000_003  # of the rolling polynomial hash over tokens
HASH_MODULUS = 2**31 - 1  # a prime; products stay below 2 ** 63


@dataclass(frozen=True)
class DetectorConfig:
    vocabulary_size: int  # characters + 1 for padding
    embedding: int = 32
    hidden: int = 64
    dropout: float = 0.3
    ngrams: tuple[int, ...] = (2, 3, 4, 5)
    buckets: int = 1 << 17  # of hashed n-grams, for each n
    evidence: int = 100  # n-grams that a text is taken to have besides its own


class Detector(nn.Module):
    """Right-padded tokens and their lengths to the logit of an attack."""

    def __init__(self, config: DetectorConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.embedding, padding_idx=0)
        self.lstm = nn.LSTM(config.embedding, config.hidden, batch_first=True)
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(config.hidden, 1)
        self.wide = nn.Embedding(len(config.ngrams) * config.buckets, 1)
        self.wide.weight.requires_grad_(False)  # see models/ngrams.py
        nn.init.zeros_(self.wide.weight)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Logits (b,) of int64 tokens (b, t); row i holds lengths[i] >= 1 tokens, then zeros."""
        return self.deep_logit(tokens, lengths) + self.wide_logit(tokens, lengths)

    @torch.no_grad()
    def cool(self, temperature: float) -> None:
        """Divide all logits by ``temperature`` (Guo et al. 2017, arXiv 1706.04599)."""
        for weights in (self.output.weight, self.output.bias, self.wide.weight):
            weights.div_(temperature)

    def deep_logit(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        x = self.dropout(self.embedding(tokens))  # (b, t, embedding)
        h, _ = self.lstm(x)  # (b, t, hidden); steps beyond the length never reach earlier ones
        t = tokens.shape[1]
        beyond = torch.arange(t, device=tokens.device) >= lengths.unsqueeze(1)  # (b, t)
        peak = h.masked_fill(beyond.unsqueeze(2), -1.0).amax(1)  # (b, hidden); tanh is above -1
        return self.output(self.dropout(peak)).squeeze(1)

    def wide_logit(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Sum of the n-grams' weights over the root of their number and ``evidence``.

        As an L2 norm would scale it; ``evidence`` keeps a short odd text from weighing as much as
        a long plain attack.
        """
        total = torch.zeros(len(tokens), device=tokens.device)
        number = torch.full((len(tokens),), float(self.config.evidence), device=tokens.device)
        for i, n in enumerate(self.config.ngrams):
            ids = self._ngram_ids(tokens, n) + i * self.config.buckets  # (b, t - n + 1)
            count = (lengths - (n - 1)).clamp(min=0)  # (b,)
            inside = torch.arange(ids.shape[1], device=tokens.device) < count.unsqueeze(1)
            total = total + (self.wide(ids).squeeze(2) * inside).sum(1)
            number = number + count
        return total / number.sqrt()

    def _ngram_ids(self, tokens: Tensor, n: int) -> Tensor:
        """Rolling polynomial hash of each n tokens in a row, below ``buckets``; t >= n."""
        width = tokens.shape[1] - n + 1
        code = tokens[:, :width]
        for k in range(1, n):
            code = (code * HASH_FACTOR + tokens[:, k : k + width]) % HASH_MODULUS
        return code % self.config.buckets
