"""The trainings of each sweep; their names tell how they differ from the plain VAE."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from models.experiments.vae.config import NetworkConfig, TrainingConfig

Runs = dict[str, TrainingConfig]  # by what is different


def _network(plain: TrainingConfig, **changes: Any) -> TrainingConfig:
    return replace(plain, network=replace(plain.network, **changes))


def beta(plain: TrainingConfig) -> Runs:
    """Weights of the KL divergence, and one that is annealed."""
    weights = 0.25, 0.5, 1.0, 2.0, 4.0, 8.0
    runs = {f"β = {weight:g}": replace(plain, beta=weight) for weight in weights}
    return runs | {"β = 1, annealed": replace(plain, kl_annealing=max(1, plain.epochs // 3))}


def collapse(plain: TrainingConfig) -> Runs:
    """Latent dimensions and activations; 50 dimensions are more than the digits need."""
    runs = {
        f"{n} {name}": _network(plain, latent=n, activation=activation)
        for n in (2, 5, 10, 20)
        for name, activation in (("ReLU", "relu"), ("LeakyReLU", "leaky-relu"))
    }
    return runs | {"50 ReLU": _network(plain, latent=50)}


def space(plain: TrainingConfig) -> Runs:
    """Two and twenty latent dimensions."""
    return {f"{n} dimensions": _network(plain, latent=n) for n in (2, 20)}


def blur(plain: TrainingConfig) -> Runs:
    """Networks of different size and kind."""
    return {
        "400 hidden": plain,
        "1000 hidden": _network(plain, hidden=1000),
        "convolutional": _network(plain, conv=True),
    }


def rate(plain: TrainingConfig) -> Runs:
    """Learning rates, a schedule, and another optimiser."""
    return {
        "1e-2": replace(plain, lr=1e-2),
        "1e-3": plain,
        "1e-5": replace(plain, lr=1e-5),
        "1e-3, cosine": replace(plain, lr_schedule="cosine"),
        "1e-3, AdamW": replace(plain, optimizer="adamw"),
    }


def memory(plain: TrainingConfig) -> Runs:
    """Batch sizes."""
    return {f"batch {n}": replace(plain, batch=n) for n in (32, 64)}


SWEEPS: Mapping[str, Callable[[TrainingConfig], Runs]] = {
    run.__name__: run for run in (beta, collapse, space, blur, rate, memory)
}


def flags(config: TrainingConfig) -> str:
    """The options of ``logwarden vae train`` that give this training, defaults left out."""
    plain, network = TrainingConfig(), NetworkConfig()
    names = {"--latent-dim": "latent", "--hidden": "hidden", "--activation": "activation"}
    shown = [
        f"{flag} {getattr(config.network, name)}"
        for flag, name in names.items()
        if getattr(config.network, name) != getattr(network, name)
    ]
    shown += ["--conv"] if config.network.conv else []
    for name in ("beta", "epochs", "batch", "lr", "optimizer", "lr_schedule", "kl_annealing"):
        if (value := getattr(config, name)) != getattr(plain, name):
            shown.append(f"--{name.replace('_', '-')} {value}")
    return " ".join(shown)
