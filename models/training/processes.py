"""Runs the trainings of a build in parallel processes, and reports their progress."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from models.training import build
from models.training.build import BuildConfig, FoldResult
from models.training.fit import batches_of

POLLED = 0.5  # seconds between two reports of progress


def batches(config: BuildConfig) -> int:
    """Number of batches of all trainings of a build together."""
    return (len(config.folds) + 1) * batches_of(config.recipe.training)


def run_build(
    config: BuildConfig, processes: int, on_progress: Callable[[int, float], object]
) -> dict[str, Any]:
    """Run the production recipe; ``on_progress`` gets the batches done and the latest loss.

    Raises:
        LabelledRefused, InputRefused: see build.check, which comes before any training.
        CalibrationRefused, ExportRefused, OutputRefused: see build.check and build.finish.
    """
    build.check(config)
    context = multiprocessing.get_context("spawn")  # torch's threads do not survive a fork
    done, loss = context.Value("q", 0), context.Value("d", float("nan"))
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(processes, context, _share, (done, loss)) as pool:
        final = pool.submit(_final, config)
        folds = {fold.name: pool.submit(_fold, config, fold) for fold in config.folds}
        try:
            _watch([final, *folds.values()], lambda: on_progress(done.value, loss.value))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
                child.join()
            raise
        results: dict[str, FoldResult] = {name: fold.result() for name, fold in folds.items()}
        return build.finish(config, results, final.result())


def _watch(running: list[Future[Any]], tell: Callable[[], object]) -> None:
    """Call ``tell`` until all are done; raise the exception of one that failed."""
    while not all(future.done() for future in running):
        for future in running:
            if future.done():
                future.result()
        tell()
        time.sleep(POLLED)
    tell()


_shared: list[Any] = []  # in a worker process: the arguments of _share


def _share(done: Any, loss: Any) -> None:
    _shared[:] = done, loss


def _count(value: float) -> None:
    done, loss = _shared
    with done.get_lock():
        done.value += 1
    loss.value = value


def _fold(config: BuildConfig, fold: Any) -> FoldResult:
    return build.run_fold(config, fold, _count)


def _final(config: BuildConfig) -> Any:
    return build.run_final(config, _count)
