"""Options and remarks that evaluate and calibrate share."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import json_option, model, provider, threads, together

if TYPE_CHECKING:
    from models.scoring.scorer import Scorer

scoring_options = together(
    click.option(
        "--data",
        multiple=True,
        required=True,
        type=click.Path(exists=True, path_type=Path),
        help="A file of requests, or a folder of CRS tests (repeatable).",
    ),
    model,
    provider,
    threads,
    json_option("All figures as JSON."),
)


def warn_of_training_data(scorer: "Scorer", data: tuple[Path, ...]) -> None:
    """Warn of each file that the model was trained on."""
    trained = scorer.artifact.facts.get("training", {}).get("data", [])
    known = {one["sha256"] for one in trained}
    for path in data:
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if digest in known:
                click.echo(
                    f"warning: the model was trained on {path}, "
                    "which so tells nothing about other requests",
                    err=True,
                )


def tell_left_out(scorer: "Scorer", left_out: Counter[str]) -> None:
    """Print the unused rows by reason, and the model's name and id, on stderr."""
    for reason, rows in left_out.most_common():
        click.echo(f"left out: {rows:,}, {reason}", err=True)
    click.echo(f"model {scorer.name} {scorer.id}", err=True)
