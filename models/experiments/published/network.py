"""A recipe's network: embedding, the LSTM over all steps, a dense head; left padding included."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from models.experiments.published.cell import KerasLSTM, State
from models.experiments.published.padding import PAD, pad
from models.experiments.published.recipes import Recipe

CLIP = 1e-7  # Keras keeps predictions this far from 0 and 1 in the loss
Layer = TypeVar("Layer", nn.Linear, nn.Conv1d)
BUCKET = 32  # outside training, steps are rounded up to a multiple of it


class RecipeNetwork(nn.Module):
    """Maps left-padded tokens to one output per request: a probability, or a relu of the logit."""

    def __init__(self, recipe: Recipe, vocabulary_size: int) -> None:
        """``vocabulary_size`` is the number of characters + 1 for padding."""
        super().__init__()
        self.recipe = recipe
        self.embedding = keras_embedding(vocabulary_size, recipe.embedding)
        self.lstm = KerasLSTM(recipe.embedding, recipe.hidden, recipe.recurrent_dropout)
        features = recipe.hidden
        self.dense = None
        if recipe.dense is not None:
            self.dense = glorot(nn.Linear(features, recipe.dense))
            features = recipe.dense
        self.output = glorot(nn.Linear(features, 1))
        self.dropout = nn.Dropout(recipe.dropout)

    def forward(self, tokens: Tensor, state: State | None = None) -> Tensor:
        """Outputs (b,) of int64 tokens (b, t); ``state`` is that before the first step, or zero."""
        if state is None:
            zero = self.output.weight.new_zeros(len(tokens), self.recipe.hidden)
            state = (zero, zero)
        x = self.dropout(self.embedding(tokens))  # (b, t, embedding)
        h, _ = self.lstm(x, state)
        return self.head(h)

    def head(self, h: Tensor) -> Tensor:
        """Outputs (b,) of the last hidden states (b, hidden)."""
        h = self.dropout(h)
        if self.dense is not None:
            h = self.dropout(torch.relu(self.dense(h)))
        logit = self.output(h).squeeze(1)
        return torch.relu(logit) if self.recipe.output == "relu" else torch.sigmoid(logit)

    @torch.no_grad()
    def pad_states(self) -> State:
        """h and c after 0, 1, … ``length`` pads, (length + 1, hidden) each; call in eval mode.

        Padding is not masked: it runs through the LSTM. Without dropout the state after k pads is
        the same for every request, so it is computed only once.
        """
        x = self.embedding.weight[PAD].view(1, 1, -1)
        zero = x.new_zeros(1, self.recipe.hidden)
        states = [(zero, zero)]
        for _ in range(self.recipe.length):
            states.append(self.lstm(x, states[-1]))
        h, c = zip(*states, strict=True)
        return torch.cat(h), torch.cat(c)


def keras_embedding(vocabulary_size: int, width: int) -> nn.Embedding:
    """An embedding with weights uniform in [-0.05, 0.05], as Keras starts."""
    embedding = nn.Embedding(vocabulary_size, width)
    nn.init.uniform_(embedding.weight, -0.05, 0.05)
    return embedding


def glorot(layer: Layer) -> Layer:
    """Initialise the layer as Keras does: Glorot-uniform weights, bias 0."""
    nn.init.xavier_uniform_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


def loss_of(outputs: Tensor, labels: Tensor) -> Tensor:
    """Mean binary cross-entropy of outputs (b,), clipped as in Keras.

    Outputs of 0, or above 1, have a finite loss and no gradient.
    """
    return nn.functional.binary_cross_entropy(outputs.clamp(CLIP, 1 - CLIP), labels)


@torch.no_grad()
def predict(network: RecipeNetwork, rows: Sequence[bytes]) -> NDArray[np.float32]:
    """Outputs (n,) of all ``length`` steps without dropout; states after pads are looked up."""
    network.eval()
    h, c = network.pad_states()
    outputs = np.zeros(len(rows), np.float32)
    for members, steps in _buckets(rows, network.recipe.length):
        tokens = torch.from_numpy(pad([rows[i] for i in members], steps))
        pads = network.recipe.length - steps
        state = (h[pads].expand(len(members), -1), c[pads].expand(len(members), -1))
        outputs[members] = network(tokens, state).numpy()
    return outputs


def _buckets(rows: Sequence[bytes], length: int) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield (indices, steps) of up to 256 rows that need the same number of steps."""
    lengths = np.array([len(row) for row in rows])
    needed = np.minimum(length, -(-np.maximum(lengths, 1) // BUCKET) * BUCKET)
    for steps in np.unique(needed):
        members = np.flatnonzero(needed == steps)
        for at in range(0, len(members), 256):
            yield members[at : at + 256], int(steps)
