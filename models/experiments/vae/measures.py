"""Measures a trained VAE by its encoder and decoder alone (no torch)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.experiments.vae.codec import Codec, Floats, grey
from models.experiments.vae.config import SIDE

ACTIVE = 0.01  # Burda et al. 2015 (arXiv 1509.00519), appendix C
SAMPLES = 1000  # digits generated to measure their variety
PART = 1000  # digits in memory at once


def report(codec: Codec, images: NDArray[np.uint8], seed: int) -> dict[str, Any]:
    """Figures over images (n, 784) that training has not seen.

    ``elbo`` = -(bce + kld), nats per digit, one latent sample each. BCE on grey values is not the
    log-likelihood of a grey picture: no density over [0, 1] has it (Loaiza-Ganem & Cunningham
    2019, arXiv 1907.06845). BCE is linear in the pixels, so it equals the mean BCE of black and
    white pictures drawn with the grey values as probabilities. The ELBO bounds *their* mean
    log-likelihood, with a posterior that saw the grey picture.

    ``variety`` is that of generated digits divided by that of reconstructions, since one decoder
    blurs both. A ratio with denominator 0 is None: the digits are blank, or there is only one.
    """
    x = grey(images)
    parts = [codec.encode(part) for part in np.split(x, range(PART, len(x), PART))]
    mean, logvar = (np.concatenate(column) for column in zip(*parts, strict=True))
    random = np.random.default_rng(seed)
    noise = random.standard_normal(mean.shape, np.float32)
    bce = np.mean(_bce(codec, x, mean + noise * np.exp(logvar / 2)))
    kld = -0.5 * (1 + logvar - mean**2 - np.exp(logvar))  # (n, latent)
    reconstructed = codec.decode(mean[:SAMPLES])
    generated = codec.decode(random.standard_normal((SAMPLES, codec.latent), np.float32))
    return {
        "digits": len(images),
        "bce": float(bce),
        "kld": float(kld.sum(axis=1).mean()),
        "elbo": float(-(bce + kld.sum(axis=1).mean())),
        "active_units": int(active_units(mean).sum()),
        "kld_by_unit": sorted(kld.mean(axis=0).round(4).tolist(), reverse=True),
        "sharpness": _ratio(sharpness(reconstructed), sharpness(x[:SAMPLES])),
        "sharpness_generated": _ratio(sharpness(generated), sharpness(x[:SAMPLES])),
        "variety": _ratio(variety(generated), variety(reconstructed)),
    }


def _ratio(found: float, reference: float) -> float | None:
    return found / reference if reference else None


def _bce(codec: Codec, x: Floats, z: Floats) -> Floats:
    """-log p(x|z) in nats (n,)."""
    sums = []
    for at in range(0, len(x), PART):
        p = np.clip(codec.decode(z[at : at + PART]), 1e-7, 1 - 1e-7)
        part = x[at : at + PART]
        sums.append(-(part * np.log(p) + (1 - part) * np.log1p(-p)).sum(axis=1))
    return np.concatenate(sums)


def active_units(mean: Floats) -> NDArray[np.bool_]:
    """Mask (latent,) of the units whose posterior mean (n, latent) has a variance above ACTIVE."""
    return mean.var(axis=0) > ACTIVE


def sharpness(x: Floats) -> float:
    """Mean |difference| of neighbouring pixels, over x (n, 784): blur makes it smaller."""
    grid = x.reshape(-1, SIDE, SIDE)
    return float(np.abs(np.diff(grid, axis=1)).mean() + np.abs(np.diff(grid, axis=2)).mean())


def variety(x: Floats) -> float:
    """Mean distance between pairs of digits x (n, 784); 0 if all are equal, or there is only one.

    Blur makes it smaller: compare digits of one decoder.
    """
    half = len(x) // 2
    if not half:
        return 0.0
    return float(np.linalg.norm(x[:half] - x[half : 2 * half], axis=1).mean())


def ratio(value: float | None) -> str:
    """A ratio with two decimals, or a dash for None."""
    return "–" if value is None else f"{value:.2f}"
