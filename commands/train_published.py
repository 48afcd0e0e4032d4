"""``logwarden train --recipe 1|2|3|questions``: the published experiments at the command line."""

from pathlib import Path

import click

CHOICES = ("1", "2", "3", "questions")


def train_recipe(
    recipe: str,
    log: Path,
    output: Path | None,
    seed: int,
    epochs: int | None,
    resume: bool,
    as_json: bool,
) -> None:
    """Train a published network and write its report; or answer the experiment's questions.

    Args:
        recipe: one of CHOICES.
        log: CSV quoted with |, a JSON document and 0 or 1 in each row (published.data).
        output: folder of the report and the model; None for recipe-1, recipe-2 and so on.
        epochs: None for as many as published; of a resumed run, as were asked for at its start.
        resume: go on after the last whole epoch in ``output``.
        as_json: print the figures as JSON instead of as a table.

    Raises:
        DataRefused, RunRefused, Stopped, ExportRefused, OutputRefused: see there; each has an
            exit code.
    """
    folder = output or Path(f"recipe-{recipe}")
    if recipe == "questions":
        _answer_questions(log, folder, seed, epochs, resume, as_json)
        return
    from commands.display.published import TerminalDisplay
    from models.experiments.published.run import Run, execute

    execute(Run(recipe, log, folder, seed, epochs, resume), TerminalDisplay())
    click.echo((folder / ("report.json" if as_json else "report.txt")).read_text())
    click.echo(f"wrote {folder}: report, pictures, model.onnx, model.json", err=True)


def _answer_questions(
    log: Path, folder: Path, seed: int, epochs: int | None, resume: bool, as_json: bool
) -> None:
    if resume or seed:
        raise click.UsageError("--recipe questions takes neither --resume nor --seed")
    from commands.display.published import network_bar
    from models.experiments.published.questions.bench import Scale
    from models.experiments.published.questions.study import networks_of, study

    scale = Scale() if epochs is None else Scale(epochs=epochs)
    with network_bar(networks_of(scale)) as on_network:
        study(log, folder, scale, on_network)
    if as_json:
        click.echo((folder / "questions.json").read_text())
    click.echo(f"wrote {folder}: questions.json, gradient.png, position.png", err=True)
