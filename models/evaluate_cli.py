"""Commands that judge a model on labelled requests, and fit its thresholds to a site."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from models.settings import Settings

if TYPE_CHECKING:
    from models.scoring.scorer import Scorer
    from models.scoring.verdicts import Thresholds

DEFAULTS = Settings()
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _scoring(command: _Command) -> _Command:
    """The options of whatever opens a model and reads files, the same for both commands."""
    options = (
        click.option(
            "--data",
            multiple=True,
            required=True,
            type=click.Path(exists=True, path_type=Path),
            help="A file of requests, or a folder of CRS tests (repeatable).",
        ),
        click.option(
            "--model",
            type=click.Path(path_type=Path),
            default=DEFAULTS.model,
            envvar="LOGWARDEN_MODEL",
            show_envvar=True,
            help="An .onnx file with its .json beside it.  [default: the shipped model]",
        ),
        click.option(
            "--provider",
            type=click.Choice(["auto", "cpu", "cuda"]),
            default=DEFAULTS.provider,
            envvar="LOGWARDEN_PROVIDER",
            show_envvar=True,
            show_default=True,
            help="auto takes a GPU where one works; cuda refuses to do without.",
        ),
        click.option(
            "--threads",
            type=click.IntRange(min=1),
            default=DEFAULTS.threads,
            envvar="LOGWARDEN_THREADS",
            show_envvar=True,
            show_default=True,
            help="Threads inside one scoring call.",
        ),
        click.option("--json", "as_json", is_flag=True, help="All figures as JSON."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_scoring
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
    from models.evaluation.report import evaluate, score_rows
    from models.evaluation_display import print_evaluation, score_bar
    from models.labelled.read import read
    from models.scoring.scorer import Scorer

    scorer = Scorer.load(model, provider, threads)
    reading = read(data)
    _warn_of_training_data(scorer, data)
    with score_bar("scoring", len(reading.rows)) as on_chunk:
        scores = score_rows(reading.rows, scorer.score_many, on_chunk)
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
        _tell(scorer, reading.left_out)


def _under_evasions(scorer: "Scorer", rows: list[Any], scores: Any) -> dict[str, Any]:
    from models.evaluation.report import limits_of, score_rows, under_evasions
    from models.evaluation_display import score_bar
    from traffic.rows.evasions import EVASIONS

    with_value = sum(row.value is not None for row in rows)
    with score_bar("evasions", with_value * len(EVASIONS)) as on_chunk:
        return under_evasions(
            rows,
            scores,
            limits_of(scorer.thresholds),
            EVASIONS,
            lambda changed: score_rows(changed, scorer.score_many, on_chunk),
        )


def _warn_of_training_data(scorer: "Scorer", data: tuple[Path, ...]) -> None:
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


def _tell(scorer: "Scorer", left_out: Counter[str]) -> None:
    for reason, rows in left_out.most_common():
        click.echo(f"left out: {rows:,}, {reason}", err=True)
    click.echo(f"model {scorer.name} {scorer.id}", err=True)


@click.command()
@_scoring
@click.option(
    "--false-alarms-per-day",
    type=click.FloatRange(min=0, min_open=True),
    default=20.0,
    show_default=True,
    help="How many normal requests a day may be called an attack.",
)
@click.option(
    "--requests-per-day",
    type=click.FloatRange(min=1),
    default=1e6,
    show_default=True,
    help="How many requests the site gets a day.",
)
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
    from models.evaluation import calibration
    from models.evaluation_display import print_calibration
    from models.scoring.scorer import Scorer

    if output is not None and output.suffix != ".onnx":
        raise click.BadParameter(f"{output} does not end in .onnx", param_hint="--output")
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)  # fails now rather than at the end
    budget = calibration.Budget(false_alarms_per_day, requests_per_day)
    budget.rates()  # refuses now rather than after the scoring
    scorer = Scorer.load(model, provider, threads)
    normals, left_out = _normals(scorer, data)
    _warn_of_training_data(scorer, data)
    facts = {"model": scorer.id, **calibration.calibrate(normals, budget)}
    if output is not None:
        _write(output, scorer, calibration.thresholds(facts), facts)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        print_calibration(facts)
        _tell(scorer, left_out)
    if output is not None:
        click.echo(f"wrote {output} and {output.with_suffix('.json')}", err=True)


def _write(output: Path, scorer: "Scorer", thresholds: "Thresholds", facts: dict[str, Any]) -> None:
    """The same ONNX bytes; the sidecar has new thresholds, which gives the model another id.

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
    """Scores of the normal rows by source, and how many rows were not used and why."""
    import numpy as np

    from models.evaluation.report import score_rows
    from models.evaluation_display import score_bar
    from models.labelled.read import read

    reading = read(data, unlabelled=0)
    rows = [row for row in reading.rows if row.label == 0]
    with score_bar("scoring", len(rows)) as on_chunk:
        scores = score_rows(rows, scorer.score_many, on_chunk)
    scored = ~np.isnan(scores)
    left_out = reading.left_out.copy()
    left_out["attacks"] += len(reading.rows) - len(rows)
    left_out["cannot be scored"] += int((~scored).sum())
    sources = np.array([row.source for row in rows], dtype=object)
    return {
        str(source): scores[scored & (sources == source)]
        for source in dict.fromkeys(sources[scored])
    }, +left_out
