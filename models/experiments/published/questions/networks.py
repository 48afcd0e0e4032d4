"""Networks to compare with a recipe's, and one plain training loop for all.

All weights start as in Keras, like the recipe's.
"""

from collections.abc import Sequence
from time import process_time

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from models.experiments.published.data import Part
from models.experiments.published.network import glorot, keras_embedding, loss_of
from models.experiments.published.optimisers import keras_adam
from models.experiments.published.padding import pad

EMBEDDING = 32
LEARNING_RATE = 3e-3  # three times that of the recipes: there are fewer batches to learn from


class ConvNetwork(nn.Module):
    """One convolution over 7 characters, max pooling over time, dropout as in recipe 2, sigmoid."""

    def __init__(self, vocabulary_size: int, filters: int = 64) -> None:
        super().__init__()
        self.embedding = keras_embedding(vocabulary_size, EMBEDDING)
        self.convolution = glorot(nn.Conv1d(EMBEDDING, filters, kernel_size=7, padding=3))
        self.dropout = nn.Dropout(0.5)
        self.output = glorot(nn.Linear(filters, 1))

    def forward(self, tokens: Tensor) -> Tensor:
        """Outputs (b,) of int64 tokens (b, t)."""
        x = self.embedding(tokens).transpose(1, 2)  # (b, embedding, t)
        strongest = torch.relu(self.convolution(x)).amax(dim=2)  # (b, filters)
        return torch.sigmoid(self.output(self.dropout(strongest))).squeeze(1)


class PlainRNN(nn.Module):
    """h = tanh(W x + R h + b), as Keras' SimpleRNN, then one sigmoid."""

    def __init__(self, vocabulary_size: int, hidden: int = 64) -> None:
        super().__init__()
        self.embedding = keras_embedding(vocabulary_size, EMBEDDING)
        self.rnn = nn.RNN(EMBEDDING, hidden, batch_first=True)
        nn.init.xavier_uniform_(self.rnn.weight_ih_l0)
        nn.init.orthogonal_(self.rnn.weight_hh_l0)
        nn.init.zeros_(self.rnn.bias_ih_l0)
        nn.init.zeros_(self.rnn.bias_hh_l0)
        self.output = glorot(nn.Linear(hidden, 1))

    def forward(self, tokens: Tensor) -> Tensor:
        """Outputs (b,) of int64 tokens (b, t)."""
        _, h = self.rnn(self.embedding(tokens))  # (1, b, hidden)
        return torch.sigmoid(self.output(h[0])).squeeze(1)


def fit(
    network: nn.Module, part: Part, length: int, epochs: int, seed: int, batch: int = 32
) -> list[float]:
    """Train with Adam on rows padded to ``length``; returns the CPU seconds of each epoch."""
    optimiser = keras_adam(network.parameters(), LEARNING_RATE)
    tokens, labels = torch.from_numpy(pad(part.rows, length)), torch.from_numpy(part.labels)
    torch.manual_seed(seed)
    network.train()
    seconds = []
    for _ in range(epochs):
        started = process_time()
        for members in torch.randperm(len(labels)).split(batch):
            loss = loss_of(network(tokens[members]), labels[members])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)  # a plain RNN's may explode
            optimiser.step()
        seconds.append(process_time() - started)
    network.eval()
    return seconds


@torch.no_grad()
def outputs_of(network: nn.Module, rows: Sequence[bytes], length: int) -> NDArray[np.float32]:
    """Outputs (n,) in the network's current mode: with dropout in ``train()``."""
    tokens = torch.from_numpy(pad(rows, length))
    return torch.cat([network(part) for part in tokens.split(250)]).numpy()


def judged(outputs: NDArray[np.float32], labels: NDArray[np.float32]) -> dict[str, float]:
    """Loss, and accuracy at threshold 0.5."""
    loss = loss_of(torch.from_numpy(outputs), torch.from_numpy(labels)).item()
    return {"loss": loss, "accuracy": float(((outputs > 0.5) == (labels > 0.5)).mean())}
