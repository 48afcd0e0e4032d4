"""How much memory a training step needs, counted rather than sampled."""

from typing import NamedTuple

import torch
from torch import Tensor

from models.vae.config import PIXELS, NetworkConfig
from models.vae.network import VAE, losses


class Footprint(NamedTuple):
    """Bytes."""

    state: int  # weights, their gradients and Adam's two moments
    activations: int  # what the forward pass keeps for the backward pass


def footprint(config: NetworkConfig, batch: int) -> Footprint:
    """Of one step with a batch of this many digits.

    Counted are the distinct storages that autograd saves, the weights left out.
    """
    model = VAE(config)
    weights = {weight.untyped_storage().data_ptr() for weight in model.parameters()}
    kept: dict[int, int] = {}

    def keep(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    x = torch.rand(batch, PIXELS)
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        logits, mean, logvar = model(x, torch.randn(batch, config.latent))
        bce, kld = losses(logits, x, mean, logvar)
        loss = bce + kld
    loss.backward()
    state = 4 * sum(weight.nbytes for weight in model.parameters())
    return Footprint(state, sum(kept.values()))
