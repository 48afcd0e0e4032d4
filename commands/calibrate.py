"""``logwarden calibrate``: fit a model's thresholds to normal traffic."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from commands.labelled import scoring_options, tell_left_out, warn_of_training_data
from commands.options import false_alarms, requests_per_day

if TYPE_CHECKING:
    from models.scoring.scorer import Scorer
    from models.scoring.verdicts import Thresholds


@click.command()
@scoring_options
@false_alarms
@requests_per_day
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write the model with these thresholds here, an .onnx file; may be the model itself. "
    "Its sidecar then says no more what was measured at the old thresholds.",
)
def calibrate(
    data: tuple[Path, ...],
    model: Path | None,
    provider: Literal["auto", "cpu", "cuda"],
    threads: int,
    as_json: bool,
    false_alarms_per_day: float,
    requests_per_day: float,
    output: Path | None,
) -> None:
    """Set a model's thresholds from normal requests and a budget of false alarms.

    DATA are request documents of normal traffic, one JSON object per line (plain or .gz), or
    labelled files as `logwarden evaluate` reads them, of which the normal rows are used. Each
    source (or file) weighs the same. Nothing is written without --output.

    \b
    Example:
      logwarden calibrate --data yesterday.jsonl.gz --false-alarms-per-day 5 --requests-per-day 2e5
      logwarden calibrate --data shop.jsonl --data api.jsonl --output site.onnx
      LOGWARDEN_MODEL=site.onnx logwarden score today.jsonl
    """
    from commands.display.evaluation import print_calibration
    from models.evaluation import calibration
    from models.scoring.scorer import Scorer

    if output is not None and output.suffix != ".onnx":
        raise click.BadParameter(f"{output} does not end in .onnx", param_hint="--output")
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)  # fails now rather than at the end
    budget = calibration.Budget(false_alarms_per_day, requests_per_day)
    budget.rates()  # refuses now rather than after the scoring
    scorer = Scorer.load(model, provider, threads)
    normals, left_out = _normals(scorer, data)
    warn_of_training_data(scorer, data)
    facts = {"model": scorer.id, **calibration.calibrate(normals, budget)}
    if output is not None:
        _write(output, scorer, calibration.thresholds(facts), facts)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        print_calibration(facts)
        tell_left_out(scorer, left_out)
    if output is not None:
        click.echo(f"wrote {output} and {output.with_suffix('.json')}", err=True)


def _write(output: Path, scorer: "Scorer", thresholds: "Thresholds", facts: dict[str, Any]) -> None:
    """Write the same ONNX bytes with a sidecar of new thresholds, and so another id.

    What was measured at the old thresholds is left out.
    """
    from models.scoring import artifact

    old = scorer.artifact
    dropped = ("thresholds", "tests", "left_out")
    kept = {key: value for key, value in old.facts.items() if key not in dropped}
    artifact.write(
        output,
        old.onnx,
        old.facts["opset"],
        old.tokenizer,
        thresholds,
        {**kept, "calibration": facts},
    )


def _normals(scorer: "Scorer", data: tuple[Path, ...]) -> tuple[dict[str, Any], Counter[str]]:
    """Scores of the normal rows by source, and the number of unused rows by reason."""
    import numpy as np

    from commands.display.bars import bar
    from models.evaluation.report import score_rows
    from models.labelled.read import read

    reading = read(data, unlabelled=0)
    rows = [row for row in reading.rows if row.label == 0]
    with bar("scoring", len(rows)) as advance:
        scores = score_rows(rows, scorer.score_many, advance)
    scored = ~np.isnan(scores)
    left_out = reading.left_out.copy()
    left_out["attacks"] += len(reading.rows) - len(rows)
    left_out["cannot be scored"] += int((~scored).sum())
    sources = np.array([row.source for row in rows], dtype=object)
    return {
        str(source): scores[scored & (sources == source)]
        for source in dict.fromkeys(sources[scored])
    }, +left_out
