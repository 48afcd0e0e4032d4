"""Settings of a VAE and of its training; the defaults are the plain VAE of docs/vae.md."""

from dataclasses import dataclass, field
from typing import Literal

SIDE = 28  # pixels
PIXELS = SIDE * SIDE
MOST_LATENT = 1_024
MOST_HIDDEN = 16_384  # 26 million parameters


@dataclass(frozen=True)
class NetworkConfig:
    """784-400-20-400-784, or with ``conv`` two strided convolutions on either side."""

    latent: int = 20
    hidden: int = 400  # not used by the convolutional network
    conv: bool = False
    activation: Literal["relu", "leaky-relu"] = "relu"


@dataclass(frozen=True)
class TrainingConfig:
    """Settings of a training."""

    network: NetworkConfig = field(default_factory=NetworkConfig)
    beta: float = 1.0  # weight of the KL divergence (Higgins et al. 2017)
    epochs: int = 20
    batch: int = 64  # size of the first batch: halved when memory runs out
    lr: float = 1e-3
    optimizer: Literal["adam", "adamw"] = "adam"
    lr_schedule: Literal["constant", "cosine"] = "constant"  # cosine: from lr down to 0
    kl_annealing: int = 0  # epochs in which the KL weight rises from 0 to beta
    seed: int = 0
    threads: int = 1
