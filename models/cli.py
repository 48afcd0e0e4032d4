"""Commands of the models: score request documents, train the model."""

import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from models.published.cli import CHOICES, train_recipe
from models.settings import Settings

if TYPE_CHECKING:
    from models.scorer import Scorer

DEFAULTS = Settings()
CHUNK = 1024  # documents scored together


class Verdict(NamedTuple):
    line: int
    score: float | None  # None: not scored
    verdict: str  # attack, clean or unscored
    reason: str | None  # why it was not scored
    request: str  # method and path, safe to print


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    default=DEFAULTS.model,
    envvar="LOGWARDEN_MODEL",
    show_envvar=True,
    help="An .onnx file with its .json beside it.  [default: the shipped model]",
)
@click.option(
    "--provider",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default=DEFAULTS.provider,
    envvar="LOGWARDEN_PROVIDER",
    show_envvar=True,
    show_default=True,
    help="auto takes a GPU where one works; cuda refuses to do without.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    default=DEFAULTS.threads,
    envvar="LOGWARDEN_THREADS",
    show_envvar=True,
    show_default=True,
    help="Threads inside one scoring call.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    help="Scores from here on are attacks.  [default: the model's own]",
)
@click.option("--top", type=click.IntRange(min=1), help="Only the N highest scores, highest first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
def score(
    file: str,
    model: Path | None,
    provider: Literal["auto", "cpu", "cuda"],
    threads: int,
    threshold: float | None,
    top: int | None,
    as_json: bool,
) -> None:
    """Score the request documents of FILE (JSON lines; plain, .gz, or - for stdin).

    A line is a request document, or an object that holds one under "request". The score is the
    model's probability of an attack. A line that cannot be scored is shown with the reason.

    \b
    Example:
      logwarden score requests.jsonl.gz --top 20
      tail -n 1000 requests.jsonl | logwarden score - --json
    """
    from models import documents
    from models.scorer import Scorer

    scorer = Scorer.load(model, provider, threads)
    limit = scorer.threshold if threshold is None else threshold
    counts: Counter[str] = Counter()
    with documents.open_raw(file) as raw:
        verdicts = _counted(_verdicts(documents.lines(raw, file), scorer, limit), counts)
        if top is not None or not sys.stdout.isatty():  # else the lines are the progress
            size = None if file == "-" else os.fstat(raw.fileno()).st_size
            verdicts = _with_progress(verdicts, raw, size)
        for verdict in verdicts if top is None else _highest(verdicts, top):
            click.echo(json.dumps(verdict._asdict()) if as_json else _as_line(verdict))
    if not as_json:
        found = ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items())) or "nothing"
        click.echo(f"{found}; model {scorer.name} {scorer.id}, threshold {limit:.4f}", err=True)


def _verdicts(lines: Iterator[bytes], scorer: "Scorer", threshold: float) -> Iterator[Verdict]:
    from models import documents

    numbered = enumerate(lines, start=1)
    while chunk := list(islice(numbered, CHUNK)):
        chunk = [(number, documents.unwrapped(line)) for number, line in chunk]
        scores = scorer.score_many([document for _, document in chunk])
        for (number, document), value in zip(chunk, scores.tolist(), strict=True):
            shown = documents.summary(document)
            if value != value:  # NaN
                yield Verdict(number, None, "unscored", scorer.reason(document), shown)
            else:
                verdict = "attack" if value >= threshold else "clean"
                yield Verdict(number, value, verdict, None, shown)


def _counted(verdicts: Iterable[Verdict], counts: Counter[str]) -> Iterator[Verdict]:
    for verdict in verdicts:
        counts[verdict.verdict] += 1
        yield verdict


def _highest(verdicts: Iterable[Verdict], n: int) -> list[Verdict]:
    import heapq

    scored = (verdict for verdict in verdicts if verdict.score is not None)
    return heapq.nsmallest(n, scored, key=lambda verdict: (-(verdict.score or 0), verdict.line))


def _as_line(verdict: Verdict) -> str:
    if verdict.score is None:
        return f"{verdict.line:>8}  ------  unscored: {verdict.reason}"
    return f"{verdict.line:>8}  {verdict.score:.4f}  {verdict.verdict:<6}  {verdict.request}"


def _with_progress(verdicts: Iterable[Verdict], raw: Any, size: int | None) -> Iterator[Verdict]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("scoring", total=size)
        for verdict in verdicts:
            if size is not None and verdict.line % CHUNK == 0:
                progress.update(task, completed=raw.tell())
            yield verdict


@click.command()
@click.argument("data", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--recipe",
    type=click.Choice(CHOICES),
    help="A published network on --data, or the experiment's questions: docs/published.md.",
)
@click.option(
    "--data",
    "log",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The log of --recipe: CSV quoted with |, a JSON document and 0 or 1 in each row.",
)
@click.option("--resume", is_flag=True, help="Go on after the last whole epoch of a --recipe.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write the model, its sidecar beside it as .json; with --recipe a folder."
    "  [default: requests.onnx; recipe-1, recipe-2, …]",
)
@click.option("--epochs", type=click.IntRange(min=1), help="[default: that of the shipped model]")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Of the split and the weights."
)
@click.option("--test-on", multiple=True, metavar="SOURCE", help="Keep for the test (repeatable).")
@click.option(
    "--calibrate-on", multiple=True, metavar="SOURCE", help="Keep for the threshold (repeatable)."
)
@click.option("--json", "as_json", is_flag=True, help="The measured figures as JSON.")
def train(
    data: tuple[Path, ...],
    recipe: str | None,
    log: Path | None,
    resume: bool,
    output: Path | None,
    epochs: int | None,
    seed: int,
    test_on: tuple[str, ...],
    calibrate_on: tuple[str, ...],
    as_json: bool,
) -> None:
    """Train the request model on labelled requests and export it as ONNX.

    DATA are JSON lines (plain or .gz) with "request", "label" (1 is an attack), and, where known,
    "family", "source" and "value". Whole sources are kept out of training: for the test, and for
    setting the threshold.

    \b
    Example:
      logwarden simulate --requests 12000 --labels simulated.jsonl --out requests.jsonl
      logwarden train corpus.jsonl.gz simulated.jsonl --output requests.onnx
      LOGWARDEN_MODEL=requests.onnx logwarden score other.jsonl
      logwarden simulate --requests 26773 --form published --out log.csv
      logwarden train --recipe 2 --data log.csv
    """
    for module in ("torch", "onnx", "sklearn", "matplotlib"):
        if importlib.util.find_spec(module) is None:
            raise click.UsageError(f"training needs {module}: pip install 'logwarden[train]'")
    if recipe is not None:
        if log is None:
            raise click.UsageError("--recipe needs the request log: --data FILE")
        train_recipe(recipe, log, output, seed, epochs, resume)
        return
    if not data:
        raise click.UsageError("name the labelled requests: DATA…")
    output = output or Path("requests.onnx")
    if output.suffix != ".onnx":
        raise click.BadParameter(f"{output} does not end in .onnx", param_hint="--output")
    from models.build import BuildConfig, build, read_split
    from models.training import TrainingConfig, batches_of
    from models.training_display import loss_bar, print_tests

    chosen = {"epochs": epochs} if epochs else {}
    config = BuildConfig(data, output, training=TrainingConfig(seed=seed, **chosen))
    if test_on:
        config = replace(config, test_sources=test_on)
    if calibrate_on:
        config = replace(config, calibration_sources=calibrate_on)
    parts = read_split(config)
    output.parent.mkdir(parents=True, exist_ok=True)  # fails now rather than after the training
    with loss_bar(config.training.epochs * batches_of(parts.train, config.training)) as on_batch:
        facts = build(config, parts, on_batch)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        print_tests(facts["tests"])
    click.echo(f"wrote {output} and {output.with_suffix('.json')}", err=True)
