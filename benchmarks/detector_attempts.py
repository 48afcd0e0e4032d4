"""Measures ideas for the detector on sources left out of training, for tables of docs/models.md.

    python -m benchmarks.detector_attempts corpus_train.jsonl.gz httpparams_train.csv
    python -m benchmarks.detector_attempts --families corpus_train.jsonl.gz httpparams_train.csv

Every attempt trains one detector for each recipe and each fold of models.training.crossfit, all for
the same number of batches, and is judged on what the fold left out. With --families only the best
attempt and a baseline are judged, on folds that leave out related families of all sources,
generated rows included. Takes some 40 minutes on two cores, 10 with --families.
"""

import argparse
import functools
import multiprocessing
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.evaluation import metrics
from models.evaluation.report import columns
from models.labelled.rows import Row
from models.training import corpus
from models.training.baseline import baseline_scores
from models.training.corpus import Fold
from models.training.crossfit import FOLDS, Recipe, fit_rows, score_rows
from models.training.fit import TrainingConfig

GENERATED = 20_000
LEAST = 2.0**-25  # half a float32 step below 1; clips scores, as logits of 0 and 1 are infinite
SHORT = TrainingConfig(epochs=1)  # less than the shipped model gets, but the same for all attempts
WIDE = Recipe(training=SHORT)
DEEP = replace(WIDE, ngrams=())


def _trained(**changed: Any) -> Recipe:
    return replace(WIDE, training=replace(SHORT, **changed))


class Attempt(NamedTuple):
    name: str
    recipes: tuple[Recipe, ...]  # the logits of several are averaged
    generated: int = GENERATED


BEST = Attempt("wide and deep, generated rows too", (WIDE,))
ATTEMPTS = (
    Attempt("LSTM, collected rows", (DEEP,), generated=0),
    Attempt("LSTM, generated rows too", (DEEP,)),
    Attempt("wide and deep without shapes", (replace(WIDE, shapes=False),)),
    Attempt("wide and deep without windows", (replace(WIDE, window=0),)),
    BEST,
    Attempt("wide and deep, collected rows", (WIDE,), generated=0),
    Attempt("+ keys shown in training", (_trained(without_key=0.0),)),
    Attempt("+ rows drawn as they are", (_trained(balance=1.0),)),
    Attempt("+ two, averaged", (WIDE, _trained(seed=1))),
)
BASELINE = "TF-IDF, generated rows too"
BASELINES = {"TF-IDF, collected rows": 0, BASELINE: GENERATED}


_NORMALS = ("digitalocean_openapi", "sqlglot", "names")
FAMILY_FOLDS = (
    Fold("databases", (), _NORMALS, ("sqli", "nosqli", "ldap", "xpath")),
    Fold("markup", (), _NORMALS, ("xss", "xxe", "ssi")),
    Fold(
        "files",
        (),
        _NORMALS,
        ("lfi", "rfi", "cmdi/lfi", "path-traversal", "traversal", "file_inclusion"),
    ),
    Fold(
        "commands",
        (),
        _NORMALS,
        ("cmdi", "cmdi/lfi", "ssti", "template_injection", "code_injection", "jndi"),
    ),
)


class Job(NamedTuple):
    recipe: Recipe | None  # None: the baseline
    generated: int
    fold: Fold


def main() -> None:
    """Print each attempt's recall at 1 % and 0.1 % false positives on each fold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--folds", default="ABCD", help="some of ABCD  [default: all]")
    parser.add_argument("--families", action="store_true", help="leave out families, not sources")
    options = parser.parse_args()
    chosen = tuple(fold for fold in FOLDS if fold.name in options.folds)
    folds, attempts = (FAMILY_FOLDS, (BEST,)) if options.families else (chosen, ATTEMPTS)
    baselines = {BASELINE: GENERATED} if options.families else BASELINES
    jobs = {
        Job(recipe, attempt.generated, fold): None
        for attempt in attempts
        for recipe in attempt.recipes
        for fold in folds
    } | {Job(None, generated, fold): None for generated in baselines.values() for fold in folds}
    started = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        work = [(options.data, job) for job in jobs]
        results = dict(zip(jobs, pool.starmap(_run, work, chunksize=1), strict=True))
    print(f"{'attempt':36}" + "".join(f"{fold.name:>16}" for fold in folds) + f"{'mean':>16}")
    for attempt in attempts:
        _print_line(attempt.name, attempt.recipes, attempt.generated, folds, results)
    for name, generated in baselines.items():
        _print_line(name, (None,), generated, folds, results)
    print(
        f"recall at 1 % / 0.1 % false positives, averaged over families; "
        f"{time.monotonic() - started:.0f} s"
    )


def _run(data: Sequence[Path], job: Job) -> tuple[list[Row], NDArray[np.float32]]:
    rows = _rows(tuple(data), job.generated)
    started = time.monotonic()
    train, test = corpus.leave_out(rows, job.fold)
    if job.recipe is None:
        scores = baseline_scores(train, test)
    else:
        scores = score_rows(*fit_rows(train, job.recipe, lambda _: None), test)
    told = " / ".join(f"{recall:.1%}" for recall in _recalls(test, scores))
    print(f"{job}: {told} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return test, scores


@functools.cache
def _rows(data: tuple[Path, ...], generated: int) -> list[Row]:
    return corpus.collect(data, generated, seed=0)


def _recalls(rows: Sequence[Row], scores: NDArray[np.floating]) -> list[float]:
    found = metrics.figures(columns(rows, scores), {}, count=2)["recall_at"]
    return [found[rate]["macro"]["value"] for rate in ("0.01", "0.001")]


def _print_line(
    name: str,
    recipes: Sequence[Recipe | None],
    generated: int,
    folds: Sequence[Fold],
    results: Mapping[Job, tuple[list[Row], NDArray[np.float32]]],
) -> None:
    cells = []
    for fold in folds:
        found = [results[Job(recipe, generated, fold)] for recipe in recipes]
        clipped = [scores.astype(np.float64).clip(LEAST, 1 - LEAST) for _, scores in found]
        logits = [np.log(scores) - np.log1p(-scores) for scores in clipped]
        cells.append(_recalls(found[0][0], np.mean(logits, axis=0)))
    cells.append(np.mean(cells, axis=0).tolist())
    print(f"{name:36}" + "".join(f"{one:>8.1%}{thousandth:>8.1%}" for one, thousandth in cells))


if __name__ == "__main__":
    main()
