"""The LSTM of Keras 2.2: one bias per gate, hard-sigmoid gates and recurrent dropout.

``torch.nn.LSTM`` lacks these. Recurrent dropout has one mask per sequence and gate, the same at all
steps (Gal and Ghahramani 2016). Backpropagation through time is written out: autograd would record
some twenty small operations for each of 1,024 steps.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

GATES = 4  # in the weights in Keras' order: input, forget, cell, output
SIGMOIDS_FIRST = (0, 1, 3, 2)  # in the loop as i, f, o, g, so that one clamp serves three gates
SLOPE, OFFSET = 0.2, 0.5  # hard_sigmoid(x) = clip(SLOPE x + OFFSET, 0, 1)
State = tuple[Tensor, Tensor]  # h and c, (b, hidden) each


class KerasLSTM(nn.Module):
    """One LSTM layer that returns the state after the last step."""

    def __init__(self, inputs: int, hidden: int, recurrent_dropout: float) -> None:
        """Glorot-uniform kernel, orthogonal recurrent kernel, bias 1 for forget gates, else 0."""
        super().__init__()
        self.hidden = hidden
        self.recurrent_dropout = recurrent_dropout
        self.kernel = nn.Parameter(torch.empty(inputs, GATES * hidden))
        self.recurrent = nn.Parameter(torch.empty(hidden, GATES * hidden))
        self.bias = nn.Parameter(torch.zeros(GATES * hidden))
        nn.init.xavier_uniform_(self.kernel)
        nn.init.orthogonal_(self.recurrent)
        with torch.no_grad():
            self.bias[hidden : 2 * hidden] = 1.0

    def forward(self, x: Tensor, state: State) -> State:
        """State after the steps of ``x`` (b, t, inputs), from ``state``."""
        scales = x.new_tensor([[SLOPE, OFFSET]] * 3 + [[1.0, 0.0]])
        slopes, offsets = scales.view(GATES, 2, 1, 1).unbind(1)
        weights = self._by_gate(torch.cat([self.recurrent, self.kernel])) * slopes
        biases = self._by_gate(self.bias[None]) * slopes + offsets  # (4, 1, hidden)
        h, c = _Steps.apply(x.transpose(0, 1), weights, biases, self._masks(x), *state)
        return h, c

    def _by_gate(self, weights: Tensor) -> Tensor:
        """(n, 4 hidden) -> (4, n, hidden), sigmoid gates first."""
        return weights.view(len(weights), GATES, self.hidden)[:, SIGMOIDS_FIRST].transpose(0, 1)

    def _masks(self, x: Tensor) -> Tensor:
        """Recurrent dropout (4, b, hidden): 0 for dropped units, 1 / (1 - rate) for kept ones."""
        kept = x.new_ones(GATES, len(x), self.hidden)
        return nn.functional.dropout(kept, self.recurrent_dropout, self.training)


class _Steps(torch.autograd.Function):
    """The recurrence over all steps, and its derivative. Gates: i, f, o, g.

    A step's working set fits the CPU's cache. Only states and gates are kept for the backward pass.
    """

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weights: Tensor, biases: Tensor, masks: Tensor, h: Tensor, c: Tensor
    ) -> Any:
        """State (h, c) after the last step, (b, hidden) each.

        Args:
            x: (t, b, inputs).
            weights: of h and x (4, hidden + inputs, hidden), scaled so that a hard sigmoid is only
                a clamp.
            biases: (4, 1, hidden), scaled too.
            masks: recurrent dropout of h, for each gate (4, b, hidden).
            h, c: state before the first step (b, hidden).
        """
        gates = x.new_empty(len(x), *masks.shape)  # (t, 4, b, hidden)
        hs, cs, tanh_cs = (x.new_empty(len(x) + 1, *h.shape) for _ in range(3))
        hs[0], cs[0] = h, c
        seen = _Seen(masks, x)
        for t, at in enumerate(gates):
            torch.baddbmm(biases, seen.at(hs[t], x[t]), weights, out=at)
            at[:3].clamp_(0, 1)
            at[3].tanh_()
            i, f, o, g = at
            torch.mul(f, cs[t], out=cs[t + 1]).addcmul_(i, g)
            torch.tanh(cs[t + 1], out=tanh_cs[t + 1])
            torch.mul(o, tanh_cs[t + 1], out=hs[t + 1])
        ctx.save_for_backward(x, weights, masks, gates, hs, cs, tanh_cs)
        return hs[-1].clone(), cs[-1].clone()

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dh: Tensor, dc: Tensor) -> Any:
        x, weights, masks, gates, hs, cs, tanh_cs = ctx.saved_tensors
        hidden, transposed = dh.shape[1], weights.transpose(1, 2).contiguous()
        dx, dweights, dc = torch.empty_like(x), torch.zeros_like(weights), dc.clone()
        dz, dbiases = torch.empty_like(masks), torch.zeros_like(masks)
        seen = _Seen(masks, x)
        for t in range(len(x) - 1, -1, -1):
            (i, f, o, g), tanh_c = gates[t], tanh_cs[t + 1]
            di, df, do, dg = dz
            torch.mul(dh, tanh_c, out=do)
            dc += _tanh_gradient(dh * o, tanh_c)
            torch.mul(dc, g, out=di)
            torch.mul(dc, cs[t], out=df)
            dg.copy_(_tanh_gradient(dc * i, g))
            dz[:3] = _clip_gradient(dz[:3], gates[t, :3])
            dc *= f
            dbiases += dz
            dweights.baddbmm_(seen.at(hs[t], x[t]).transpose(1, 2), dz)
            dseen = torch.bmm(dz, transposed)  # (4, b, hidden + inputs)
            torch.sum(dseen[..., hidden:], 0, out=dx[t])
            dh = (dseen[..., :hidden] * masks).sum(0)
        return dx, dweights, dbiases.sum(1, keepdim=True), None, dh, dc


class _Seen:
    """The gates' input at one step: h under each gate's mask, and x, side by side."""

    def __init__(self, masks: Tensor, x: Tensor) -> None:
        self._masks = masks
        self._both = x.new_empty(*masks.shape[:2], masks.shape[2] + x.shape[2])

    def at(self, h: Tensor, x: Tensor) -> Tensor:
        """The input (4, b, hidden + inputs); the next call overwrites it."""
        torch.mul(h, self._masks, out=self._both[..., : h.shape[1]])
        self._both[..., h.shape[1] :] = x
        return self._both


def _tanh_gradient(gradient: Tensor, tanh: Tensor) -> Tensor:
    return torch.ops.aten.tanh_backward(gradient, tanh)


def _clip_gradient(gradient: Tensor, clipped: Tensor) -> Tensor:
    """The gradient, set to 0 where the value was clipped to 0 or 1."""
    return torch.ops.aten.hardtanh_backward(gradient, clipped, 0.0, 1.0)
