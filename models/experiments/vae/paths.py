"""Paths from one point of latent space to another."""

import numpy as np

from models.experiments.vae.codec import Floats


def linear(a: Floats, b: Floats, steps: int) -> Floats:
    """The straight line (steps, latent) from a to b, both ends included."""
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    return (1 - t) * a + t * b


def spherical(a: Floats, b: Floats, steps: int) -> Floats:
    """The arc (steps, latent) from a to b (Shoemake 1985; White 2016, arXiv 1609.04468).

    It keeps away from the origin, where N(0, I) in many dimensions has hardly any mass.
    """
    cosine = np.dot(a, b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12)
    angle = np.arccos(np.clip(cosine, -1, 1))
    if np.sin(angle) < 1e-6:  # the same direction, or opposite ones: no unique arc
        return linear(a, b, steps)
    t = np.linspace(0, 1, steps)[:, None]
    ways = (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)
    return ways.astype(np.float32)
