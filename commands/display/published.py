"""A training in the terminal: a bar with loss and accuracy, one line for each whole epoch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

from commands.display.bars import bars


class TerminalDisplay:
    """Prints to stderr; if that is no terminal, the lines alone."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def epoch(
        self, number: int, epochs: int, batches: int
    ) -> Iterator[Callable[[float, float], None]]:
        columns = (
            TextColumn("epoch {task.fields[epoch]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("loss {task.fields[loss]:.4f} accuracy {task.fields[accuracy]:.4f}"),
        )
        with bars(*columns, transient=True) as bar:
            nothing = float("nan")
            task = bar.add_task(
                "", total=batches, epoch=f"{number}/{epochs}", loss=nothing, accuracy=nothing
            )
            yield lambda loss, accuracy: bar.update(task, advance=1, loss=loss, accuracy=accuracy)

    def done(self, number: int, epochs: int, entry: dict[str, float]) -> None:
        self._console.print(
            f"epoch {number}/{epochs}: loss {entry['loss']:.4f}, accuracy {entry['accuracy']:.4f}; "
            f"validation loss {entry['validation_loss']:.4f}, "
            f"accuracy {entry['validation_accuracy']:.4f}; "
            f"{entry['seconds']:.0f} s + {entry['validation_seconds']:.0f} s",
            soft_wrap=True,
        )


@contextmanager
def network_bar(networks: int) -> Iterator[Callable[[str], None]]:
    """A bar on stderr. Yields a function to call with the name of each trained network."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with bars(*columns) as bar:
        console = bar.console
        task = bar.add_task("networks", total=networks)

        def on_network(name: str) -> None:
            bar.update(task, advance=1, description=name)
            if not console.is_terminal:
                console.print(f"trained {name}", soft_wrap=True)

        yield on_network
