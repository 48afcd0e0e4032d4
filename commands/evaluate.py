"""``logwarden evaluate``: measure a model on labelled requests."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from commands.labelled import scoring_options, tell_left_out, warn_of_training_data

if TYPE_CHECKING:
    from models.scoring.scorer import Scorer


@click.command()
@scoring_options
@click.option("--evasions", is_flag=True, help="Also disguise each row's value, every way known.")
@click.option(
    "--by",
    type=click.Choice(["family", "source"]),
    default="family",
    show_default=True,
    help="What the table of shares has a line for; --json has both.",
)
def evaluate(
    data: tuple[Path, ...],
    model: Path | None,
    provider: Literal["auto", "cpu", "cuda"],
    threads: int,
    as_json: bool,
    evasions: bool,
    by: str,
) -> None:
    """Measure a model on labelled requests that it was not trained on.

    DATA are JSON lines (plain or .gz) with "request" and "label" (1 is an attack) and, where known,
    "family", "source", "value", "group"; CSV files with a column of values and one of labels; or
    folders of OWASP Core Rule Set regression tests (a normal request is then one that must not
    trigger one rule). Intervals are 95 %, from resampling whole groups.

    \b
    Example:
      logwarden evaluate --data labelled.jsonl.gz --by source
      logwarden evaluate --model new.onnx --data payloads.csv --data crs/tests --evasions
    """
    from commands.display.bars import bar
    from commands.display.evaluation import print_evaluation
    from models.evaluation.report import evaluate, score_rows
    from models.labelled.read import read
    from models.scoring.scorer import Scorer

    scorer = Scorer.load(model, provider, threads)
    reading = read(data)
    warn_of_training_data(scorer, data)
    with bar("scoring", len(reading.rows)) as advance:
        scores = score_rows(reading.rows, scorer.score_many, advance)
    found: dict[str, Any] = {
        "model": {"name": scorer.name, "id": scorer.id},
        "left_out": dict(reading.left_out),
        **evaluate(reading.rows, scores, scorer.thresholds),
    }
    if evasions:
        found["under_evasions"] = _under_evasions(scorer, reading.rows, scores)
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        print_evaluation(found, by)
        tell_left_out(scorer, reading.left_out)


def _under_evasions(scorer: "Scorer", rows: list[Any], scores: Any) -> dict[str, Any]:
    from commands.display.bars import bar
    from models.evaluation.report import limits_of, score_rows, under_evasions
    from traffic.rows.evasions import EVASIONS

    with_value = sum(row.value is not None for row in rows)
    with bar("evasions", with_value * len(EVASIONS)) as advance:
        return under_evasions(
            rows,
            scores,
            limits_of(scorer.thresholds),
            EVASIONS,
            lambda changed: score_rows(changed, scorer.score_many, advance),
        )
