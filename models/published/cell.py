"""The LSTM of Keras 2.2, which ``torch.nn.LSTM`` is not: one bias per gate, hard-sigmoid gates and
recurrent dropout (Gal and Ghahramani 2016: one mask per sequence and gate, the same at all steps).

Backpropagation through time is written out, because autograd records about ten small operations
for each of 1,024 steps: one training step (batch 128) takes a third of the time this way.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

GATES = 4  # in Keras' order: input, forget, cell, output
SLOPE, OFFSET = 0.2, 0.5  # hard_sigmoid(x) = clip(SLOPE x + OFFSET, 0, 1)
State = tuple[Tensor, Tensor]  # h and c, (b, hidden) each


class KerasLSTM(nn.Module):
    """All steps of one LSTM layer; gives the state after the last step."""

    def __init__(self, inputs: int, hidden: int, recurrent_dropout: float) -> None:
        """Glorot-uniform kernel, orthogonal recurrent kernel, zero bias but 1 for forget gates."""
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
        b, t, inputs = x.shape
        by_step = x.transpose(0, 1).reshape(t * b, inputs)
        kernels = self.kernel.view(inputs, GATES, self.hidden).transpose(0, 1)
        biases = self.bias.view(GATES, 1, self.hidden)
        z = torch.baddbmm(biases, by_step.expand(GATES, -1, -1), kernels)  # (4, t b, hidden)
        recurrents = self.recurrent.view(self.hidden, GATES, self.hidden).transpose(0, 1)
        h, c = _Steps.apply(z.view(GATES, t, b, -1), recurrents, self._masks(x), *state)
        return h, c

    def _masks(self, x: Tensor) -> Tensor:
        """Recurrent dropout (4, b, hidden): 0, or 1 / (1 - rate) for what is kept."""
        kept = x.new_ones(GATES, len(x), self.hidden)
        return nn.functional.dropout(kept, self.recurrent_dropout, self.training)


class _Steps(torch.autograd.Function):
    """The recurrence over all steps, and its derivative."""

    @staticmethod
    def forward(
        ctx: Any, z: Tensor, recurrents: Tensor, masks: Tensor, h: Tensor, c: Tensor
    ) -> Any:
        """
        Args:
            z: what the inputs give each gate, bias included (4, t, b, hidden).
            recurrents: (4, hidden, hidden).
            masks: recurrent dropout of h, for each gate (4, b, hidden).
            h, c: state before the first step (b, hidden).
        """
        steps = z.shape[1]
        gates = torch.empty_like(z)  # activated: i, f, g, o
        hs, cs = (s.new_empty(steps + 1, *s.shape) for s in (h, c))
        hs[0], cs[0] = h, c
        recurrents = recurrents.contiguous()
        for t, (zt, at) in enumerate(zip(z.unbind(1), gates.unbind(1), strict=True)):
            torch.baddbmm(zt, hs[t] * masks, recurrents, out=at)
            i, f, g, o = at
            for gate in (at[:2], o):
                gate.mul_(SLOPE).add_(OFFSET).clamp_(0, 1)
            g.tanh_()
            torch.mul(f, cs[t], out=cs[t + 1]).addcmul_(i, g)
            torch.tanh(cs[t + 1], out=hs[t + 1]).mul_(o)
        ctx.save_for_backward(gates, hs, cs, recurrents, masks)
        return hs[-1].clone(), cs[-1].clone()

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dh: Tensor, dc: Tensor) -> Any:
        gates, hs, cs, recurrents, masks = ctx.saved_tensors
        transposed = recurrents.transpose(1, 2).contiguous()
        dz = torch.empty_like(gates)
        dc = dc.clone()
        for t in range(gates.shape[1] - 1, -1, -1):
            i, f, g, o = gates[:, t]
            di, df, dg, do = dzt = dz[:, t]
            tanh_c = cs[t + 1].tanh()
            torch.mul(dh, tanh_c, out=do)
            dc.addcmul_(dh * o, 1 - tanh_c * tanh_c)
            torch.mul(dc, g, out=di)
            torch.mul(dc, cs[t], out=df)
            torch.mul(dc, i, out=dg).mul_(1 - g * g)
            for dgate, gate in ((dzt[:2], gates[:2, t]), (do, o)):
                dgate.mul_(SLOPE).mul_((gate > 0) & (gate < 1))
            dc.mul_(f)
            dh = torch.bmm(dzt, transposed).mul_(masks).sum(0)
        return dz, _recurrent_gradient(hs[:-1], masks, dz), None, dh, dc


def _recurrent_gradient(hs: Tensor, masks: Tensor, dz: Tensor) -> Tensor:
    """Sum over steps and rows of (mask h)ᵀ dz: (4, hidden, hidden)."""
    hidden = hs.shape[-1]
    pairs = zip(masks, dz, strict=True)
    return torch.stack([(hs * m).view(-1, hidden).T @ d.view(-1, hidden) for m, d in pairs])
