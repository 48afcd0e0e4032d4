"""Projects latent space to two dimensions, and measures how well classes stay apart."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.neighbors import KNeighborsClassifier

from models.experiments.vae.codec import CodecRefused, Floats
from models.experiments.vae.data import DataRefused

NEIGHBOURS = 5


def check_enough(labels: NDArray[np.uint8]) -> None:
    """Raise DataRefused if the digits are too few to have neighbours."""
    if len(labels) <= NEIGHBOURS:
        raise DataRefused(
            f"{len(labels)} digits are held out of training, and at least {NEIGHBOURS + 1} are "
            "needed to tell whether neighbours are alike"
        )


def projections(mean: Floats, seed: int) -> dict[str, Floats]:
    """Projections (n, 2) of posterior means (n, latent), by name of the method.

    Raises:
        CodecRefused: there is one latent dimension only.
    """
    if mean.shape[1] == 1:
        raise CodecRefused("one latent dimension cannot be drawn as a plane: train 2 or more")
    if mean.shape[1] == 2:
        return {"the two dimensions themselves": mean}
    pca = PCA(2, random_state=seed)
    points = pca.fit_transform(mean)
    kept = pca.explained_variance_ratio_.sum()
    perplexity = min(30, (len(mean) - 1) / 3)
    tsne = TSNE(2, init="pca", perplexity=perplexity, random_state=seed)
    return {f"PCA ({kept:.0%} of the variance)": points, "t-SNE": tsne.fit_transform(mean)}


def agreement(points: Floats, labels: NDArray[np.uint8]) -> float:
    """Share of points (n, d) whose 5 nearest neighbours vote for their label.

    It tells how well the classes lie apart.
    """
    voters: Any = KNeighborsClassifier(NEIGHBOURS + 1).fit(points, labels)
    nearest = voters.kneighbors(points, return_distance=False)[:, 1:]  # the first is itself
    votes = np.stack([np.bincount(labels[row], minlength=10) for row in nearest])
    return float((votes.argmax(axis=1) == labels).mean())
