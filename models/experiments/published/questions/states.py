"""Internal states that hold a gradient back: slopes of tanh, and forget gates."""

from collections.abc import Sequence

import torch
from torch import nn

from models.experiments.published.cell import OFFSET, SLOPE
from models.experiments.published.network import RecipeNetwork
from models.experiments.published.padding import pad
from models.experiments.published.questions.networks import PlainRNN

States = dict[str, float]


@torch.no_grad()
def states(network: nn.Module, rows: Sequence[bytes], length: int) -> States:
    """Means over rows, steps and units: an LSTM's forget gates, or a plain RNN's h and slopes."""
    tokens = torch.from_numpy(pad(rows, length))
    network.eval()
    if isinstance(network, RecipeNetwork):
        return _gates(network, tokens)
    assert isinstance(network, PlainRNN)
    h, _ = network.rnn(network.embedding(tokens))  # (b, length, hidden)
    return {"size of h": h.abs().mean().item(), "slope of tanh": (1 - h**2).mean().item()}


def _gates(network: RecipeNetwork, tokens: torch.Tensor) -> States:
    """Mean of all forget gates, and of those of the unit that holds longest."""
    lstm, x = network.lstm, network.embedding(tokens)
    forget = slice(lstm.hidden, 2 * lstm.hidden)
    h = c = x.new_zeros(len(x), lstm.hidden)
    gates = []
    for step in x.split(1, dim=1):
        z = step[:, 0] @ lstm.kernel + h @ lstm.recurrent + lstm.bias
        gates.append((SLOPE * z[:, forget] + OFFSET).clamp(0, 1).mean(0))
        h, c = lstm(step, (h, c))
    by_unit = torch.stack(gates).mean(0)  # (hidden,)
    return {"forget gate": by_unit.mean().item(), "most open one": by_unit.max().item()}
