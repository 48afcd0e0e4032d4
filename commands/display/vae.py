"""A training as the terminal shows it: a bar with both losses, a line for each epoch."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from commands.display.bars import bars
from models.experiments.vae.config import TrainingConfig
from models.experiments.vae.measures import ratio
from models.experiments.vae.run import Watch
from models.experiments.vae.training import Losses


@contextmanager
def watching(config: TrainingConfig, digits: int) -> Iterator[Watch]:
    """Watch a training on stderr: a bar where that is a terminal, and a line for each epoch."""
    columns = (
        TextColumn("epoch {task.fields[epoch]}/{task.fields[epochs]}"),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("BCE {task.fields[bce]:.1f}  KLD {task.fields[kld]:.1f}"),
    )
    with bars(*columns) as progress:
        console = progress.console
        total = digits * config.epochs
        nan = float("nan")
        task = progress.add_task("", total=total, epoch=1, epochs=config.epochs, bce=nan, kld=nan)

        def on_start(done: int) -> None:
            progress.update(task, completed=done * digits, epoch=min(done + 1, config.epochs))

        def on_batch(n: int, step: Losses) -> None:
            progress.update(task, advance=n, bce=step.bce, kld=step.kld)

        def on_epoch(entry: dict[str, float]) -> None:
            on_start(int(entry["epoch"]))
            console.print(
                f"epoch {entry['epoch']:>3}/{config.epochs}  BCE {entry['bce']:7.2f}  "
                f"KLD {entry['kld']:6.2f}  held out: BCE {entry['validation_bce']:7.2f}  "
                f"KLD {entry['validation_kld']:6.2f}  {entry['seconds']:.1f} s",
                soft_wrap=True,
            )

        yield Watch(on_start, on_batch, on_epoch, console.print)


def print_measured(rows: dict[str, dict[str, Any]], latents: dict[str, int]) -> None:
    """Print the figures of ``measures.report``, a row for each model, on stdout."""
    table = Table()
    table.add_column("", no_wrap=True)
    for heading in ("BCE", "KLD", "ELBO, nats", "active units", "sharpness", "variety"):
        table.add_column(heading, justify="right")
    for name, row in rows.items():
        table.add_row(
            name,
            *(f"{row[key]:.2f}" for key in ("bce", "kld", "elbo")),
            f"{row['active_units']} of {latents[name]}",
            *(ratio(row[key]) for key in ("sharpness", "variety")),
        )
    Console().print(table)
