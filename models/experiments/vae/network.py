"""The VAE in torch: an encoder to a Gaussian in latent space, a decoder to Bernoulli pixels.

Kingma & Welling 2013 (arXiv 1312.6114), section 3 and appendix B. The plain VAE is the network of
the well-known 784-400-20 example. Its two output layers of 20 are one of 40 here: the same function
with the same distribution of initial weights.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.experiments.vae.config import PIXELS, SIDE, NetworkConfig

QUARTER = SIDE // 4  # pixels a side after two strides of 2
CHANNELS = 32, 64


class VAE(nn.Module):
    """An encoder and a decoder, each a plain sequence of layers that export can walk."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        layers = _convolutional if config.conv else _dense
        self.encoder, self.decoder = layers(config)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance, (b, latent) each, of q(z|x) for pixels x (b, 784) in [0, 1]."""
        mean, logvar = self.encoder(x).chunk(2, dim=1)
        return mean, logvar

    def forward(self, x: Tensor, noise: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of the pixels (b, 784), mean and log-variance; noise ~ N(0, 1) is (b, latent)."""
        mean, logvar = self.encode(x)
        z = mean + noise * torch.exp(0.5 * logvar)  # the reparameterisation trick
        return self.decoder(z), mean, logvar


def losses(logits: Tensor, x: Tensor, mean: Tensor, logvar: Tensor) -> tuple[Tensor, Tensor]:
    """(BCE, KLD) in nats per digit, means over the batch.

    BCE = -log p(x|z) of Bernoulli pixels. KLD = KL(q(z|x) || N(0, I)), Kingma & Welling 2013,
    appendix B. Their sum is the negative ELBO.
    """
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
    kld = -0.5 * (1 + logvar - mean.square() - logvar.exp()).sum() / len(x)
    return bce, kld


def _activation(config: NetworkConfig) -> nn.Module:
    return nn.LeakyReLU(0.01) if config.activation == "leaky-relu" else nn.ReLU()


def _dense(config: NetworkConfig) -> tuple[nn.Sequential, nn.Sequential]:
    encoder = nn.Sequential(
        nn.Linear(PIXELS, config.hidden),
        _activation(config),
        nn.Linear(config.hidden, 2 * config.latent),
    )
    decoder = nn.Sequential(
        nn.Linear(config.latent, config.hidden),
        _activation(config),
        nn.Linear(config.hidden, PIXELS),
    )
    return encoder, decoder


def _convolutional(config: NetworkConfig) -> tuple[nn.Sequential, nn.Sequential]:
    narrow, wide = CHANNELS
    flat = wide * QUARTER * QUARTER
    encoder = nn.Sequential(
        nn.Unflatten(1, (1, SIDE, SIDE)),
        nn.Conv2d(1, narrow, 4, stride=2, padding=1),  # (b, 32, 14, 14)
        _activation(config),
        nn.Conv2d(narrow, wide, 4, stride=2, padding=1),  # (b, 64, 7, 7)
        _activation(config),
        nn.Flatten(),
        nn.Linear(flat, 2 * config.latent),
    )
    decoder = nn.Sequential(
        nn.Linear(config.latent, flat),
        _activation(config),
        nn.Unflatten(1, (wide, QUARTER, QUARTER)),
        nn.ConvTranspose2d(wide, narrow, 4, stride=2, padding=1),  # (b, 32, 14, 14)
        _activation(config),
        nn.ConvTranspose2d(narrow, 1, 4, stride=2, padding=1),  # (b, 1, 28, 28)
        nn.Flatten(),
    )
    return encoder, decoder
