"""``logwarden vae``: a variational autoencoder of digits, its pictures and its difficulties."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import json_option, need
from commands.vae_options import DATA, EPOCHS, MODEL, SEED, THREADS, output, training

if TYPE_CHECKING:
    from models.experiments.vae.codec import Codec
    from models.experiments.vae.data import Digits

CONTEXT = {"show_default": True}


@click.group()
def vae() -> None:
    """A variational autoencoder of handwritten digits: train it, look at it, measure it.

    \b
    Example:
      logwarden vae train
      logwarden vae reconstruct
      logwarden vae generate
    """


@vae.command(context_settings=CONTEXT)
@DATA
@output("vae")
@training
@EPOCHS
@SEED
@THREADS
@click.option("--resume", is_flag=True, help="Go on after the last epoch kept in --output.")
@json_option("The sidecar, measured figures and all.")
def train(
    data: Path | None,
    output: Path,
    epochs: int,
    seed: int,
    threads: int,
    resume: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Train a VAE and write it into the folder --output, as ONNX with its figures.

    Without options this is the plain VAE 784-400-20. Each epoch ends with a checkpoint: after
    Ctrl-C, the same command with --resume goes on.

    \b
    Example:
      logwarden vae train --data mnist/ --output plain
      logwarden vae train --data mnist/ --latent-dim 2 --beta 4 --output two
    """
    need("torch", "onnx")
    from commands.display.vae import print_measured, watching
    from models.experiments.vae import data as digits
    from models.experiments.vae import run
    from models.experiments.vae.config import NetworkConfig, TrainingConfig

    network = {name: chosen.pop(name) for name in ("latent", "hidden", "conv", "activation")}
    config = TrainingConfig(
        NetworkConfig(**network), epochs=epochs, seed=seed, threads=threads, **chosen
    )
    read = digits.read(data)
    with watching(config, len(read.train.labels)) as watch:
        facts = run.train(output, config, read, watch, resume=resume)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        measured = facts["measured"]
        print_measured(measured, dict.fromkeys(measured, config.network.latent))
    click.echo(f"wrote {output}", err=True)


@vae.command(context_settings=CONTEXT)
@MODEL
@DATA
@output("reconstruct.png")
@click.option("--digits", "n", type=click.IntRange(1, 50), default=10, help="How many.")
@SEED
def reconstruct(model: Path, data: Path | None, output: Path, n: int, seed: int) -> None:
    """Draw digits that training has not seen, each above its reconstruction."""
    need("matplotlib")
    from models.experiments.vae import drawings

    codec, held = _opened(model, data)
    drawings.reconstruct(codec, held, output, n, seed)
    click.echo(f"wrote {output}", err=True)


@vae.command(context_settings=CONTEXT)
@MODEL
@output("generate.png")
@click.option("--rows", "n", type=click.IntRange(1, 30), default=10, help="Rows and columns.")
@SEED
def generate(model: Path, output: Path, n: int, seed: int) -> None:
    """Draw digits decoded from points drawn from N(0, I): new ones."""
    need("matplotlib")
    from models.experiments.vae import drawings
    from models.experiments.vae.codec import Codec

    drawings.generate(Codec.load(model), output, n, seed)
    click.echo(f"wrote {output}", err=True)


@vae.command(context_settings=CONTEXT)
@MODEL
@DATA
@output("interpolate.png")
@click.option(
    "--pair",
    "pairs",
    type=(click.IntRange(0, 9), click.IntRange(0, 9)),
    multiple=True,
    default=((3, 8), (1, 7), (4, 9), (0, 6)),
    help="From which digit to which (repeatable).",
)
@click.option("--steps", type=click.IntRange(3, 30), default=11)
@SEED
def interpolate(
    model: Path,
    data: Path | None,
    output: Path,
    pairs: tuple[tuple[int, int], ...],
    steps: int,
    seed: int,
) -> None:
    """Draw the way from one digit to another through latent space, straight and on the sphere."""
    need("matplotlib")
    from models.experiments.vae import drawings

    codec, held = _opened(model, data)
    _say(drawings.interpolate(codec, held, output, pairs, steps, seed), output)


@vae.command(context_settings=CONTEXT)
@MODEL
@DATA
@output("latent.png")
@click.option("--points", type=click.IntRange(10), default=2000, help="Digits shown.")
@SEED
def latent(model: Path, data: Path | None, output: Path, points: int, seed: int) -> None:
    """Draw where digits lie in latent space, coloured by label: by PCA and t-SNE, or as it is
    where it has two dimensions."""
    need("matplotlib", "sklearn")
    from models.experiments.vae import drawings

    codec, held = _opened(model, data)
    _say(drawings.latent(codec, held, output, points, seed), output)


@vae.command("sweep", context_settings=CONTEXT)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@DATA
@output("vae-sweeps")
@click.option("--epochs", type=click.IntRange(1), default=10, help="Of each training.")
@SEED
@THREADS
@json_option("One JSON object per sweep.")
def run_sweeps(
    names: tuple[str, ...],
    data: Path | None,
    output: Path,
    epochs: int,
    seed: int,
    threads: int,
    as_json: bool,
) -> None:
    """Show the difficulties of training by measurement: one figure and one sentence each.

    \b
    NAME, all where none is given:
      beta      reconstruction against KL divergence
      collapse  latent dimensions 2, 5, 10, 20; active units; LeakyReLU against ReLU
      space     the latent space itself, in 2 dimensions and in 20
      blur      wider layers, convolutions
      rate      learning rates, a schedule, AdamW
      memory    batch 32 against 64

    What was trained is kept in --output and not trained again; after Ctrl-C the same command goes
    on.
    """
    need("torch", "onnx", "matplotlib", "sklearn")
    from commands.display.vae import print_measured, watching
    from models.experiments.vae import data as digits
    from models.experiments.vae.config import TrainingConfig
    from models.experiments.vae.sweep_run import sweep
    from models.experiments.vae.sweeps import SWEEPS, flags

    if unknown := sorted(set(names) - set(SWEEPS)):
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(SWEEPS)}")

    def named(label: str, config: TrainingConfig, n: int) -> Any:
        click.echo(f"{label}: {flags(config) or 'the plain VAE'}", err=True)
        return watching(config, n)

    plain = TrainingConfig(epochs=epochs, seed=seed, threads=threads)
    for done in sweep(names or tuple(SWEEPS), digits.read(data), output, plain, named):
        if as_json:
            click.echo(json.dumps(done.facts))
        else:
            measured = {label: result.measured for label, result in done.results.items()}
            latents = {label: result.codec.latent for label, result in done.results.items()}
            print_measured(measured, latents)
            click.echo(f"{done.name}: {done.sentence}\n")
        click.echo(f"wrote {output / done.name}.png and .json", err=True)


def _opened(model: Path, data: Path | None) -> tuple["Codec", "Digits"]:
    """Open a model and digits held out of its training; warn if that cannot be known."""
    from models.experiments.vae import data as digits
    from models.experiments.vae.codec import Codec
    from models.experiments.vae.drawings import trained_with

    codec, read = Codec.load(model), digits.read(data)
    if not trained_with(codec, read):
        click.echo(
            "these are not the digits that the model was trained with: it may have been trained "
            "on some of those shown",
            err=True,
        )
    return codec, read.held_out


def _say(sentences: list[str], output: Path) -> None:
    for sentence in sentences:
        click.echo(sentence)
    click.echo(f"wrote {output}", err=True)
