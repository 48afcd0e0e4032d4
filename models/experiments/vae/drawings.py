"""Draws the pictures of one trained VAE as PNG files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from models.experiments.vae import data as digits
from models.experiments.vae import paths, pictures
from models.experiments.vae.codec import Codec, Floats, grey


def reconstruct(codec: Codec, held: digits.Digits, output: Path, n: int, seed: int) -> None:
    """Draw ``n`` digits, each above its reconstruction."""
    rows = np.random.default_rng(seed).permutation(len(held.labels))[:n]
    x = grey(held.images[rows])
    shown = {"original": x, "reconstruction": codec.decode(codec.encode(x)[0])}
    pictures.save(pictures.digit_rows(shown, f"{codec.latent} latent dimensions"), output)


def generate(codec: Codec, output: Path, n: int, seed: int) -> None:
    """Draw n x n digits decoded from samples of N(0, I)."""
    z = np.random.default_rng(seed).standard_normal((n * n, codec.latent), np.float32)
    figure = pictures.new_figure(0.6 * n, 0.6 * n)
    made = codec.decode(z).reshape(n, n, -1)
    pictures.draw_grid(figure.subplots(), made)
    pictures.save(figure, output)


def interpolate(
    codec: Codec,
    held: digits.Digits,
    output: Path,
    pairs: Sequence[tuple[int, int]],
    steps: int,
    seed: int,
) -> list[str]:
    """Draw linear and spherical paths between the digits of ``pairs``.

    Returns a sentence for each path: how far from the origin its middle is.

    Raises:
        digits.DataRefused: no digit held out has a label of ``pairs``.
    """
    said = []
    random = np.random.default_rng(seed)
    rows: dict[str, Floats] = {}
    for start, end in dict.fromkeys(pairs):
        a, b = (_one(codec, held, label, random) for label in (start, end))
        for way in (paths.linear, paths.spherical):
            rows[f"{start} to {end}, {way.__name__}"] = codec.decode(way(a, b, steps))
            middle = np.linalg.norm(way(a, b, 3)[1])
            said.append(f"{start} to {end}, {way.__name__}: the middle is {middle:.2f} from 0")
    pictures.save(pictures.digit_rows(rows, "Between two digits"), output)
    return said


def latent(codec: Codec, held: digits.Digits, output: Path, points: int, seed: int) -> list[str]:
    """Draw ``points`` digits in latent space; returns sentences on how well labels keep together.

    Raises:
        CodecRefused, DataRefused: one latent dimension only, or too few digits.
    """
    from models.experiments.vae.projection import agreement, check_enough, projections

    said = []
    check_enough(held.labels)
    mean = codec.encode(grey(held.images[:points]))[0]
    labels = held.labels[:points]
    flat = projections(mean, seed)
    figure = pictures.new_figure(14, 6)
    panels = figure.subplots(1, 2)
    for axes, (name, shown) in zip(panels, flat.items(), strict=False):
        share = agreement(shown, labels)
        pictures.draw_points(axes, shown, labels, f"{name}; neighbours agree: {share:.0%}")
        said.append(f"{name}: {share:.1%} of {len(labels)} digits lie among their like")
    if codec.latent == 2:
        pictures.draw_grid(panels[1], pictures.manifold(codec, 20))
        panels[1].set_title("what each place decodes to, at the quantiles of N(0, I)")
    else:
        share = agreement(mean, labels)
        said.append(f"all {codec.latent} dimensions: {share:.1%} lie among their like")
    pictures.save(figure, output)
    return said


def trained_with(codec: Codec, data: digits.Data) -> bool:
    """Whether the model was trained with these digits: then those held out are surely unseen."""
    trained = codec.facts.get("data", {}).get("files", [])
    return _training_files(trained) == _training_files(data.facts["files"])


def _training_files(files: Sequence[Mapping[str, str]]) -> list[str]:
    """SHA-256 of the training images and labels, which come first."""
    return [file["sha256"] for file in files[:2]]


def _one(codec: Codec, held: digits.Digits, label: int, random: np.random.Generator) -> Floats:
    """The posterior mean (latent,) of one digit with this label."""
    rows = np.flatnonzero(held.labels == label)
    if not len(rows):
        raise digits.DataRefused(f"none of the digits held out of training is a {label}")
    return codec.encode(grey(held.images[[random.choice(rows)]]))[0][0]
