"""Ways from one point of latent space to another."""

import numpy as np

from models.experiments.vae.codec import Floats


def linear(a: Floats, b: Floats, steps: int) -> Floats:
    """(steps, latent): the straight line from a to b, both ends included."""
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    return (1 - t) * a + t * b


def spherical(a: Floats, b: Floats, steps: int) -> Floats:
    """(steps, latent): along the arc between a and b (Shoemake 1985; White 2016, arXiv
    1609.04468), which keeps away from the origin, where N(0, I) in many dimensions has hardly any
    of its mass."""
    cosine = np.dot(a, b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12)
    angle = np.arccos(np.clip(cosine, -1, 1))
    if np.sin(angle) < 1e-6:  # one direction, or opposite ones: no arc is theirs alone
        return linear(a, b, steps)
    t = np.linspace(0, 1, steps)[:, None]
    ways = (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)
    return ways.astype(np.float32)
