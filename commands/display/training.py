"""Training as the terminal shows it: a bar with the loss, then the measured figures."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from commands.display.bars import bars
from commands.display.evaluation import print_calibration
from commands.display.tables import cell

HALVES = {"LSTM alone": "deep_alone", "n-grams alone": "wide_alone", "TF-IDF": "baseline"}


@contextmanager
def training_bar(batches: int) -> Iterator[Callable[[int, float], None]]:
    """A bar on stderr, or ten lines if that is no terminal.

    Yields a function that takes the batches done and a loss.
    """
    columns = (
        TextColumn("training"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("loss {task.fields[loss]:.3f}"),
    )
    with bars(*columns) as progress:
        console = progress.console
        task = progress.add_task("training", total=batches, loss=float("nan"))
        tenths = 0

        def on_progress(done: int, loss: float) -> None:
            nonlocal tenths
            progress.update(task, completed=done, loss=loss)
            if not console.is_terminal and done * 10 // batches > tenths:
                tenths = done * 10 // batches
                console.print(f"trained {done:,} of {batches:,} batches, loss {loss:.3f}")

        yield on_progress


def print_tests(facts: Mapping[str, Any]) -> None:
    """Print the figures of each fold, the detector beside the baseline, on stdout."""
    table = Table(
        "left out", "attacks", "normals", "model", "AUC", title="Sources left out of training"
    )
    table.add_column("recall at 1 %", justify="right")
    table.add_column("at 0.1 %", justify="right")
    for name, found in facts["tests"].items():
        size = (f"{found['attacks']:,}", f"{found['normals']:,}")
        table.add_row(cell(name), *size, "detector", *_ranking(found))
        for model, key in HALVES.items():
            table.add_row("", "", "", model, *_ranking(found[key]))
    Console().print(table)
    Console().print("Recall is averaged over the families of each source.")
    print_calibration(facts["calibration"])


def _ranking(found: Mapping[str, Any]) -> tuple[str, ...]:
    told = [found["recall_at"][rate] for rate in ("0.01", "0.001")]
    recalls = (f"{at['macro']['value']:.1%}" if "macro" in at else "-" for at in told)
    return f"{found['auc']['rows']['value']:.4f}", *recalls
