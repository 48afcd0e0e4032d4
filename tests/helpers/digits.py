"""Digits made up for tests, as IDX files: a bar whose place is its label; and a VAE for them."""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.experiments.vae.config import NetworkConfig, TrainingConfig

TINY = TrainingConfig(NetworkConfig(latent=3, hidden=8), epochs=4, batch=16, lr=0.01)
TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def made_up(n: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Images (n, 28, 28) and labels (n,)."""
    labels = (np.arange(n) % 10).astype(np.uint8)
    images = np.zeros((n, 28, 28), np.uint8)
    noise = np.random.default_rng(0).integers(0, 40, images.shape, np.uint8)
    for i, label in enumerate(labels):
        images[i, 4:24, 2 * label + 3 : 2 * label + 6] = 215
    return images + noise, labels


def idx(array: NDArray[np.uint8]) -> bytes:
    """An IDX file (http://yann.lecun.com/exdb/mnist): magic number, sizes, values."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return header + array.tobytes()


def write_idx(folder: Path, n: int = 120, *, packed: bool = False) -> Path:
    """Write n training digits, gzipped if ``packed``, into ``folder``; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in zip((TRAIN_IMAGES, TRAIN_LABELS), made_up(n), strict=True):
        content = idx(array)
        path = folder / (f"{name}.gz" if packed else name)
        path.write_bytes(gzip.compress(content) if packed else content)
    return folder
