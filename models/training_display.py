"""Training as the terminal shows it: a bar with the loss, then the measured figures."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table


@contextmanager
def loss_bar(batches: int) -> Iterator[Callable[[float], None]]:
    """A bar on stderr (where that is a terminal); call what it yields with each batch's loss."""
    console = Console(stderr=True)
    columns = (
        TextColumn("training"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("loss {task.fields[loss]:.4f}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("training", total=batches, loss=float("nan"))
        smooth = math.log(2)  # of a model that knows nothing

        def on_batch(loss: float) -> None:
            nonlocal smooth
            smooth += (loss - smooth) / 50
            progress.update(task, advance=1, loss=smooth)

        yield on_batch


def print_tests(tests: dict[str, Any]) -> None:
    """The ``tests`` of a sidecar (models.metrics.report) as a table on stdout."""
    table = Table("test", "attacks", "normals", "AUC", title="On rows kept out of training")
    for column in ("recall at 1 % FPR", "at 0.1 %", "recall at threshold", "its FPR"):
        table.add_column(column, justify="right")
    for name, figures in tests.items():
        at = figures["at_threshold"]
        rates = (
            *(figures["recall_at"][rate]["recall"] for rate in ("0.01", "0.001")),
            at["recall"],
            at["false_positive_rate"],
        )
        table.add_row(
            name.replace("_", " "),
            f"{figures['attacks']:,}",
            f"{figures['normals']:,}",
            f"{figures['auc']:.4f}",
            *(f"{rate:.1%}" for rate in rates),
        )
    Console().print(table)
