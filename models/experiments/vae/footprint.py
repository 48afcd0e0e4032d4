"""Counts, rather than samples, the memory that a training step needs."""

import weakref
from typing import NamedTuple

import torch
from torch import Tensor

from models.experiments.vae.config import PIXELS, NetworkConfig
from models.experiments.vae.network import VAE, losses


class Footprint(NamedTuple):
    """Memory held at one moment, in bytes."""

    activations: int  # kept by the forward pass for the backward pass
    gradients: int
    state: int  # weights and Adam's two moments

    @property
    def total(self) -> int:
        """Bytes of activations, gradients and state."""
        return sum(self)


class _Kept:
    """A stand-in for a tensor that autograd holds, so that its release is seen."""

    def __init__(self, tensor: Tensor) -> None:
        self.tensor = tensor


def footprint(config: NetworkConfig, batch: int) -> dict[str, Footprint]:
    """Memory held after each moment of one step, with a batch of this many digits.

    Activations are the distinct storages that autograd keeps, the weights left out.
    """
    model = VAE(config)
    weights = {weight.untyped_storage().data_ptr() for weight in model.parameters()}
    kept: weakref.WeakSet[_Kept] = weakref.WeakSet()

    def keep(tensor: Tensor) -> _Kept:
        held = _Kept(tensor)
        kept.add(held)
        return held

    def count() -> Footprint:
        storages = [held.tensor.untyped_storage() for held in kept]
        activations = {s.data_ptr(): s.nbytes() for s in storages if s.data_ptr() not in weights}
        gradients = sum(w.grad.nbytes for w in model.parameters() if w.grad is not None)
        state = 3 * sum(weight.nbytes for weight in model.parameters())
        return Footprint(sum(activations.values()), gradients, state)

    x = torch.rand(batch, PIXELS)
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda held: held.tensor):
        logits, mean, logvar = model(x, torch.randn(batch, config.latent))
        bce, kld = losses(logits, x, mean, logvar)
        loss = bce + kld
    moments = {"forward": count()}
    loss.backward()
    moments["backward"] = count()
    model.zero_grad()
    return moments | {"zero_grad": count()}
