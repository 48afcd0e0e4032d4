"""A character LSTM that calls a request an attack or not: recipe 2 of docs/models.md.

Embedding, dropout, LSTM, dropout, one sigmoid. Requests are padded on the left to ``length`` and
padding is not masked: it runs through the LSTM as in the published experiment. But the state after
k pads, from zero, is the same for every request, so it is worked out once for the whole batch.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

State = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class LSTMConfig:
    vocabulary_size: int  # characters + 1 for padding
    embedding: int = 32
    hidden: int = 64
    dropout: float = 0.5
    length: int = 1024  # steps from the zero state to the answer, padding included
    pad_gradient_steps: int = 128  # of the padding, only the last steps are learned from


class RequestLSTM(nn.Module):
    """Left-padded tokens to the logit of an attack."""

    def __init__(self, config: LSTMConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.embedding)
        self.dropout = nn.Dropout(config.dropout)
        self.lstm = nn.LSTM(config.embedding, config.hidden, batch_first=True)
        self.output = nn.Linear(config.hidden, 1)
        self._init_weights()

    def _init_weights(self) -> None:
        """As Keras 2.2: uniform ±0.05, Glorot uniform, orthogonal, forget-gate bias 1, zeros."""
        nn.init.uniform_(self.embedding.weight, -0.05, 0.05)
        nn.init.xavier_uniform_(self.lstm.weight_ih_l0)
        nn.init.orthogonal_(self.lstm.weight_hh_l0)
        for bias in (self.lstm.bias_ih_l0, self.lstm.bias_hh_l0, self.output.bias):
            nn.init.zeros_(bias)
        nn.init.xavier_uniform_(self.output.weight)
        hidden = self.config.hidden
        with torch.no_grad():
            self.lstm.bias_ih_l0[hidden : 2 * hidden] = 1.0  # torch's gates: input, forget, ...

    def forward(self, tokens: Tensor) -> Tensor:
        """Logits (b,) of int64 tokens (b, t), t <= length; missing steps on the left are pads."""
        b, t = tokens.shape
        state = self._state_after_pads(self.config.length - t)  # 2 x (1, 1, hidden)
        h, c = (s.expand(1, b, -1).contiguous() for s in state)  # 2 x (1, b, hidden)
        x = self.dropout(self.embedding(tokens))  # (b, t, embedding)
        _, (h, _) = self.lstm(x, (h, c))  # (1, b, hidden)
        return self.output(self.dropout(h[0])).squeeze(1)  # (b,)

    def _state_after_pads(self, k: int) -> State:
        """h and c (1, 1, hidden) after k pads, without dropout (its noise is left out here)."""
        learned = min(k, self.config.pad_gradient_steps)
        with torch.no_grad():
            state = self._run_pads(k - learned, self._zero_state())
        return self._run_pads(learned, state)

    def _run_pads(self, k: int, state: State) -> State:
        if k == 0:
            return state
        pads = self.embedding.weight[0].expand(1, k, -1)  # (1, k, embedding)
        return self.lstm(pads, state)[1]

    def _zero_state(self) -> State:
        zero = torch.zeros(1, 1, self.config.hidden, device=self.output.weight.device)
        return zero, zero

    @torch.no_grad()
    def pad_states(self) -> State:
        """h and c after 0, 1, ... length pads: 2 x (length + 1, hidden)."""
        states = [self._zero_state()]
        for _ in range(self.config.length):
            states.append(self._run_pads(1, states[-1]))
        h, c = zip(*states, strict=True)
        return torch.cat(h).squeeze(1), torch.cat(c).squeeze(1)
