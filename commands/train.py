"""``logwarden train``: the detector on labelled requests, or a published network on its log."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import false_alarms, json_option, need, refuse_given, requests_per_day
from commands.train_published import CHOICES, train_recipe

if TYPE_CHECKING:
    from models.training.build import BuildConfig
    from models.training.corpus import Fold
    from models.training.crossfit import Recipe

PRODUCTION_ONLY = (
    "generated",
    "left_out",
    "false_alarms_per_day",
    "requests_per_day",
    "processes",
)


@click.command()
@click.option(
    "--recipe",
    type=click.Choice(["production", *CHOICES]),
    default="production",
    show_default=True,
    help="production: the detector that ships; 1 to 3: a published network, and questions: what "
    "its experiment asks (docs/published.md).",
)
@click.option(
    "--data",
    "data",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Labelled requests: JSON lines, CSV or CRS tests, plain or .gz (repeatable). Of another "
    "recipe one log: CSV quoted with |, a JSON document and 0 or 1 in each row.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write the model, its sidecar beside it as .json; of another recipe a folder."
    "  [default: requests.onnx; recipe-1, recipe-2, ...]",
)
@click.option(
    "--generated",
    type=click.IntRange(min=0),
    default=80_000,
    show_default=True,
    help="Rows of our own generator to train on too.",
)
@click.option("--resume", is_flag=True, help="Go on after the last whole epoch (recipes 1 to 3).")
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    help="[default: that of the shipped model; as published, or with --resume as begun; 6 for "
    "questions]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Of the rows and weights.",
)
@click.option(
    "--leave-out",
    "left_out",
    multiple=True,
    metavar="ATTACKS/NORMALS",
    help="Sources to judge a model on that was trained without them, such as "
    "fuzzdb,waftester/sqlglot (repeatable).  [default: the four of docs/models.md]",
)
@false_alarms
@requests_per_day
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=os.cpu_count,
    help="Trainings that run side by side.  [default: one for each core]",
)
@json_option("The measured figures as JSON.")
@click.pass_context
def train(
    context: click.Context,
    recipe: str,
    resume: bool,
    data: tuple[Path, ...],
    output: Path | None,
    generated: int,
    epochs: int | None,
    seed: int,
    left_out: tuple[str, ...],
    false_alarms_per_day: float,
    requests_per_day: float,
    processes: int,
    as_json: bool,
) -> None:
    """Train a detector on labelled requests, measure it, and export it as ONNX.

    Or, with --recipe, a published network on its request log.

    The detector's DATA has "request", "label" (1 is an attack), and, where known, "family",
    "source" and "value". Of rows that differ in numbers, case and white space alone one is kept.
    One detector is trained for each set of sources that is left out, and judged on them; their
    scores of normal requests set the thresholds. The one that is written was trained on all rows.
    An epoch is 60,000 draws, however few the rows.

    \b
    Example:
      logwarden train --data corpus.jsonl.gz --data values.csv --output requests.onnx
      LOGWARDEN_MODEL=requests.onnx logwarden evaluate --data other.jsonl
      logwarden simulate --requests 26773 --form published --out log.csv
      logwarden train --recipe 2 --data log.csv
    """
    need("torch", "onnx", "sklearn")
    if recipe != "production":
        need("matplotlib")
        _check_published(context, data)
        train_recipe(recipe, data[0], output, seed, epochs, resume, as_json)
        return
    if resume:
        raise click.UsageError("--resume is for the recipes 1 to 3")
    output = output or Path("requests.onnx")
    if output.suffix != ".onnx":
        raise click.BadParameter(f"{output} does not end in .onnx", param_hint="--output")
    from models.evaluation.calibration import Budget
    from models.training.build import BuildConfig
    from models.training.crossfit import FOLDS

    config = BuildConfig(
        data=data,
        output=output,
        generated=generated,
        seed=seed,
        recipe=_recipe(seed, epochs),
        folds=tuple(_fold(text) for text in left_out) or FOLDS,
        budget=Budget(false_alarms_per_day, requests_per_day),
    )
    _train_detector(config, processes, as_json)


def _check_published(context: click.Context, data: tuple[Path, ...]) -> None:
    """Raise UsageError for options that a published recipe does not take."""
    if len(data) != 1:
        raise click.UsageError("a published recipe reads one log: give --data once")
    refuse_given(context, PRODUCTION_ONLY, "--recipe production")


def _recipe(seed: int, epochs: int | None) -> "Recipe":
    from models.training.crossfit import Recipe
    from models.training.fit import TrainingConfig

    training = TrainingConfig(seed=seed)
    return Recipe(training=training if epochs is None else replace(training, epochs=epochs))


def _train_detector(config: "BuildConfig", processes: int, as_json: bool) -> None:
    from commands.display.training import print_tests, training_bar
    from models.training.processes import batches, run_build

    config.budget.rates()  # refuses now rather than after the training
    config.output.parent.mkdir(parents=True, exist_ok=True)  # as this does
    with training_bar(batches(config)) as on_progress:
        facts = run_build(config, processes, on_progress)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        print_tests(facts)
    click.echo(f"wrote {config.output} and {config.output.with_suffix('.json')}", err=True)


def _fold(text: str) -> "Fold":
    from models.training.corpus import Fold

    attacks, slash, normals = text.partition("/")
    if not (attacks and slash and normals):
        raise click.BadParameter(
            f"{text!r} is not ATTACKS/NORMALS, such as fuzzdb,waftester/sqlglot",
            param_hint="--leave-out",
        )
    return Fold(text, tuple(attacks.split(",")), tuple(normals.split(",")))
