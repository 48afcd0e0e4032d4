"""The detector network: scores how likely a part of a request (models.requests.parts) is an attack.

Wide and deep (Cheng et al. 2016, arXiv 1606.07792). The deep half is an LSTM over characters, read
out by its maximum over time, so that an attack counts wherever it stands. The wide half is a linear
model of hashed character n-grams of the text and of its shape (models.detector.shapes), which
generalises well to unseen sources. The halves are trained apart and their logits are added: an
ensemble of two in one network.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.detector.ngrams import HASH_FACTOR, HASH_MODULUS
from models.detector.shapes import DIGIT, EQUALS, VALUE


class View(NamedTuple):
    """A sequence that n-grams are taken from: the text, or its shape."""

    of_shapes: bool
    first: int  # first of its columns in the table of weights
    buckets: int  # hash buckets for each n
    evidence: int  # added to the number of a text's n-grams


@dataclass(frozen=True)
class DetectorConfig:
    """Hyperparameters of a Detector."""

    vocabulary_size: int  # characters + 1 for padding
    embedding: int = 32
    hidden: int = 64
    dropout: float = 0.3
    ngrams: tuple[int, ...] = (2, 3, 4, 5)
    buckets: int = 1 << 17
    evidence: int = 100
    classes: tuple[int, ...] = ()  # class of each token (shapes.classes_of); empty: no shapes
    shape_buckets: int = 1 << 16
    shape_evidence: int = 30
    window: int = 32  # characters of the windows judged besides the whole text; 0: no windows

    @property
    def views(self) -> tuple[View, ...]:
        """The text, and its shape if there are ``classes``."""
        text = View(False, 0, self.buckets, self.evidence)
        first = len(self.ngrams) * self.buckets
        shape = View(True, first, self.shape_buckets, self.shape_evidence)
        return (text, shape) if self.classes else (text,)

    @property
    def columns(self) -> int:
        """Number of n-gram weights over all views."""
        return len(self.ngrams) * sum(view.buckets for view in self.views)


class Detector(nn.Module):
    """Maps right-padded tokens and their lengths to the logit of an attack."""

    def __init__(self, config: DetectorConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.embedding, padding_idx=0)
        self.lstm = nn.LSTM(config.embedding, config.hidden, batch_first=True)
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(config.hidden, 1)
        self.wide = nn.Embedding(config.columns, 1)
        self.wide.weight.requires_grad_(False)  # see models/training/fit_wide.py
        nn.init.zeros_(self.wide.weight)
        # Factor of the n-grams' log odds in the logit.
        self.register_buffer("wide_scale", torch.ones((), dtype=torch.float64))
        self.register_buffer(
            "classes", torch.tensor(config.classes, dtype=torch.int64), persistent=False
        )

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Logits (b,) of int64 tokens (b, t); row i holds lengths[i] >= 1 tokens, then zeros."""
        return self.deep_logit(tokens, lengths) + self.wide_logit(tokens, lengths)

    @torch.no_grad()
    def cool(self, temperature: float) -> None:
        """Divide all logits by ``temperature`` (Guo et al. 2017, arXiv 1706.04599)."""
        for weights in (self.output.weight, self.output.bias, self.wide_scale):
            weights.div_(temperature)

    def deep_logit(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Logits (b,) of the LSTM alone; arguments as in ``forward``."""
        x = self.dropout(self.embedding(tokens))  # (b, t, embedding)
        h, _ = self.lstm(x)  # (b, t, hidden); steps beyond the length never reach earlier ones
        t = tokens.shape[1]
        beyond = torch.arange(t, device=tokens.device) >= lengths.unsqueeze(1)  # (b, t)
        peak = h.masked_fill(beyond.unsqueeze(2), -1.0).amax(1)  # (b, hidden); tanh is above -1
        return self.output(self.dropout(peak)).squeeze(1)

    def wide_logit(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Logits (b,) of the n-grams alone; arguments as in ``forward``.

        Each view adds sum(weights) / sqrt(number of n-grams + ``evidence``). This scales like an L2
        norm, and ``evidence`` keeps a short odd text from weighing as much as a long plain attack.
        The highest window counts if it exceeds the whole text: otherwise a harmless sentence in
        front would hide an attack. A window has the n-grams that begin in it. Its log odds are
        lowered by log(length / window), a trials factor: the longer a text, the odder its oddest
        window.
        """
        t, lengths = tokens.shape[1], lengths.unsqueeze(1)
        places = torch.arange(t + 1, device=tokens.device).expand(len(tokens), t + 1)
        begin = places[:, :-1]
        end = (begin + self.config.window).clamp(max=t)
        whole = torch.zeros(len(tokens), dtype=torch.float64, device=tokens.device)
        windows = torch.zeros(tokens.shape, dtype=torch.float64, device=tokens.device)
        for view in self.config.views:
            read = self.shapes(tokens, lengths) if view.of_shapes else (tokens, lengths, places)
            sums, counts = self._begun(view, *read[:2])  # (b, tokens of the view + 1)
            whole = whole + sums[:, -1] / (counts[:, -1] + view.evidence).sqrt()
            first, last = read[2].gather(1, begin), read[2].gather(1, end)
            sums, counts = (each.gather(1, last) - each.gather(1, first) for each in (sums, counts))
            windows = windows + sums / (counts + view.evidence).sqrt()
        if self.config.window:
            inside = begin + self.config.window <= lengths  # windows that end within the text
            windows = windows - (lengths.double() / self.config.window).log()
            whole = torch.maximum(whole, windows.masked_fill(~inside, -torch.inf).amax(1))
        return (self.wide_scale * whole).float()

    def shapes(self, tokens: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Classes (b, t), lengths (b, 1) and places (b, t + 1) of the texts' shapes.

        A place is the length of the shape before a character. ``lengths`` is (b, 1). A copy of
        shapes.shape_of.
        """
        t = tokens.shape[1]
        at = torch.arange(t, device=tokens.device)
        found = self.classes[tokens]  # (b, t)
        before = nn.functional.pad(found[:, :-1], (1, 0))  # the class of the token before
        goes_on = (found == before) & (found <= DIGIT)  # inside a run
        ended = (found == EQUALS).cumsum(1)
        in_key = (found[:, :1] == VALUE) & (ended == 0) & (at > 0)
        kept = ~goes_on & ~in_key & (at < lengths)
        place = torch.where(kept, kept.cumsum(1) - 1, t)  # column t is cut off below
        shape = torch.zeros(len(tokens), t + 1, dtype=tokens.dtype, device=tokens.device)
        before = nn.functional.pad(kept.cumsum(1), (1, 0))
        return shape.scatter(1, place, found)[:, :t], before[:, -1:], before

    def _begun(self, view: View, tokens: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Sum of weights and number of the n-grams that begin before each place: (b, t + 1)."""
        sums = torch.zeros(
            len(tokens), tokens.shape[1] + 1, dtype=torch.float64, device=tokens.device
        )
        counts = torch.zeros_like(sums)
        for i, n in enumerate(self.config.ngrams):
            ids = self._ngram_ids(tokens, n, view.buckets) + view.first + i * view.buckets
            at = torch.arange(ids.shape[1], device=tokens.device)
            inside = at < lengths - (n - 1)
            sums[:, 1 : ids.shape[1] + 1] += self.wide(ids).squeeze(2) * inside
            counts[:, 1 : ids.shape[1] + 1] += inside
        return sums.cumsum(1), counts.cumsum(1)

    def _ngram_ids(self, tokens: Tensor, n: int, buckets: int) -> Tensor:
        """Hash bucket (b, t - n + 1) of each n-gram; t >= n. A copy of ngrams.hashed."""
        width = tokens.shape[1] - n + 1
        code = tokens[:, :width]
        for k in range(1, n):
            code = (code * HASH_FACTOR + tokens[:, k : k + width]) % HASH_MODULUS
        return code % buckets
