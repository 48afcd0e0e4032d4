"""Runs a sweep: trains what is missing, draws its figure, says its sentence."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import click

from accesslog import atomic
from models.experiments.vae import checkpoint, pictures, run
from models.experiments.vae import data as digits
from models.experiments.vae.codec import Codec
from models.experiments.vae.config import TrainingConfig
from models.experiments.vae.display import print_measured, watching
from models.experiments.vae.sweeps import SWEEPS, flags


class Result(NamedTuple):
    config: TrainingConfig
    facts: dict[str, Any]  # the sidecar
    codec: Codec

    @property
    def measured(self) -> dict[str, Any]:
        """On digits that training has not seen."""
        found = self.facts["measured"]
        return found.get("test") or found["validation"]


class Swept(NamedTuple):
    """What a figure is drawn from."""

    results: dict[str, Result]  # what is different -> what came of it
    held: digits.Digits  # not seen in training


def sweep(
    names: tuple[str, ...],
    data: Path | None,
    output: Path,
    *,
    epochs: int,
    seed: int,
    threads: int,
    as_json: bool,
) -> None:
    """Run the sweeps of these names, or all; ``output`` gets NAME.png and NAME.json of each."""
    from models.experiments.vae.projection import check_enough
    from models.experiments.vae.sweep_figures import FIGURES

    unknown = sorted(set(names) - set(SWEEPS))
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(SWEEPS)}")
    read = digits.read(data)
    if "space" in (names or SWEEPS):
        check_enough(read.held_out.labels)  # before hours of training, not after
    plain = TrainingConfig(epochs=epochs, seed=seed, threads=threads)
    for name in names or SWEEPS:
        results = {
            label: _result(output / "runs", label, config, read)
            for label, config in SWEEPS[name](plain).items()
        }
        figure, sentence = FIGURES[name](Swept(results, read.held_out))
        pictures.save(figure, output / f"{name}.png")
        facts = _facts(name, sentence, results)
        atomic.replace(output / f"{name}.json", (json.dumps(facts, indent=2) + "\n").encode())
        if as_json:
            click.echo(json.dumps(facts))
        else:
            measured = {label: result.measured for label, result in results.items()}
            latents = {label: result.codec.latent for label, result in results.items()}
            print_measured(measured, latents)
            click.echo(f"{name}: {sentence}\n")
        click.echo(f"wrote {output / name}.png and .json", err=True)


def _result(folder: Path, label: str, config: TrainingConfig, data: digits.Data) -> Result:
    """Of this training, or of the same one that an earlier sweep has made or begun.

    Raises:
        checkpoint.ResumeRefused: what was begun is damaged.
    """
    key = json.dumps([asdict(config), data.facts["files"]], sort_keys=True)
    place = folder / hashlib.sha256(key.encode()).hexdigest()[:12]
    click.echo(f"{label}: {flags(config) or 'the plain VAE'}", err=True)
    with watching(config, len(data.train.labels)) as watch:
        begun = (place / checkpoint.FILE).exists()
        try:
            facts = run.train(place, config, data, watch, resume=begun)
        except checkpoint.ResumeRefused:
            raise checkpoint.ResumeRefused(
                f"{place / checkpoint.FILE} is not a readable checkpoint: remove that folder, and "
                "the sweep trains it anew"
            ) from None
    return Result(config, facts, Codec.load(place))


def _facts(name: str, sentence: str, results: dict[str, Result]) -> dict[str, Any]:
    return {
        "sweep": name,
        "seen": sentence,
        "runs": {
            label: {
                "options": flags(result.config),
                "seconds": result.facts["seconds"],
                "cpu_seconds": result.facts["cpu_seconds"],
                "parameters": result.facts["parameters"],
                "measured": result.measured,
            }
            for label, result in results.items()
        },
    }
