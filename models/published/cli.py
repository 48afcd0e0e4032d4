"""The published experiments at the command line."""

from pathlib import Path

import click


@click.command()
@click.option("--recipe", type=click.Choice(["1", "2", "3"]), required=True)
@click.option(
    "--data",
    "log",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The request log: CSV quoted with |, a JSON document and 0 or 1 in each row.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the report and the model.  [default: recipe-1, recipe-2, recipe-3]",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of weights and batches.")
@click.option("--epochs", type=click.IntRange(min=1), help="[default: 3, as published]")
@click.option("--resume", is_flag=True, help="Go on after the last whole epoch in --output.")
def train_published(
    recipe: str, log: Path, output: Path | None, seed: int, epochs: int | None, resume: bool
) -> None:
    """Train one of the published networks as it was, and write its report.

    \b
    Example:
      logwarden simulate --requests 26773 --form published --out log.csv
      logwarden train --recipe 2 --data log.csv
    """
    from models.published.display import TerminalDisplay
    from models.published.run import Run, execute

    folder = output or Path(f"recipe-{recipe}")
    execute(Run(recipe, log, folder, seed, epochs, resume), TerminalDisplay())
    click.echo((folder / "report.txt").read_text())
    click.echo(f"wrote {folder}: report, pictures, model.onnx, model.json", err=True)
