"""``logwarden score``: score the request documents of a file."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from commands.options import json_option, model, provider, threads

if TYPE_CHECKING:
    from models.scoring.scorer import Scorer

CHUNK = 1024  # documents scored together, at most
CHUNK_BYTES = 8 * 1024 * 1024  # of their lines; one more line may pass it


class Verdict(NamedTuple):
    line: int
    score: float | None  # None: not scored
    verdict: str  # one of verdicts.CLASSES, or unscored
    reason: str | None  # why it was not scored
    request: str  # method and path, safe to print


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@model
@provider
@threads
@click.option("--top", type=click.IntRange(min=1), help="Only the N highest scores, highest first.")
@json_option("One JSON object per line.")
def score(
    file: str,
    model: Path | None,
    provider: Literal["auto", "cpu", "cuda"],
    threads: int,
    top: int | None,
    as_json: bool,
) -> None:
    """Score the request documents of FILE (JSON lines; plain, .gz, or - for stdin).

    A line is a request document, or an object that holds one under "request". The score is the
    model's probability of an attack; the verdict (attack, likely_attack, likely_clean or clean)
    comes of the alert budget that the model was calibrated for. A line that cannot be scored is
    shown with the reason. Which characters made a score: logwarden explain.

    \b
    Example:
      logwarden score requests.jsonl.gz --top 20
      tail -n 1000 requests.jsonl | logwarden score - --json
    """
    from models.requests import files
    from models.scoring.scorer import Scorer
    from models.scoring.verdicts import CLASSES, UNSCORED

    scorer = Scorer.load(model, provider, threads)
    counts: Counter[str] = Counter()
    with files.open_raw(file) as raw:
        verdicts = _counted(_verdicts(files.lines(raw, file), scorer), counts)
        if top is not None or not sys.stdout.isatty():  # else the lines are the progress
            size = None if file == "-" else os.fstat(raw.fileno()).st_size
            verdicts = _with_progress(verdicts, raw, size)
        for verdict in verdicts if top is None else _highest(verdicts, top):
            click.echo(json.dumps(verdict._asdict()) if as_json else _as_line(verdict))
    names = (*CLASSES, UNSCORED)
    found = ", ".join(f"{counts[name]} {name}" for name in names if counts[name])
    click.echo(f"{found or 'nothing'}; model {scorer.name} {scorer.id}", err=True)


def _verdicts(lines: Iterator[bytes], scorer: "Scorer") -> Iterator[Verdict]:
    from models.requests import files

    for lines_read in _chunks(enumerate(lines, start=1)):
        chunk = [(number, files.unwrapped(line)) for number, line in lines_read]
        scores = scorer.score_many([document for _, document in chunk])
        verdicts = scorer.thresholds.classify(scores)
        for (number, document), value, verdict in zip(
            chunk, scores.tolist(), verdicts, strict=True
        ):
            shown = files.summary(document)
            if value != value:  # NaN
                yield Verdict(number, None, verdict, scorer.reason(document), shown)
            else:
                yield Verdict(number, value, verdict, None, shown)


def _chunks(numbered: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    chunk: list[tuple[int, bytes]] = []
    size = 0
    for number, line in numbered:
        chunk.append((number, line))
        size += len(line)
        if len(chunk) == CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


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
    return f"{verdict.line:>8}  {verdict.score:.4f}  {verdict.verdict:<13}  {verdict.request}"


def _with_progress(verdicts: Iterable[Verdict], raw: Any, size: int | None) -> Iterator[Verdict]:
    from rich.progress import Progress

    from commands.display.bars import bars

    with bars(*Progress.get_default_columns(), transient=True) as progress:
        task = progress.add_task("scoring", total=size)
        for verdict in verdicts:
            if size is not None and verdict.line % CHUNK == 0:
                progress.update(task, completed=raw.tell())
            yield verdict
