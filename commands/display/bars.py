"""Progress bars: on stderr, and drawn only where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

#: Moves a bar on by so many.
Advance = Callable[[int], object]


@contextmanager
def bars(*columns: ProgressColumn, transient: bool = False) -> Iterator[Progress]:
    """Bars of these columns; ``transient`` ones vanish at their end."""
    console = Console(stderr=True, highlight=False)
    shown = console.is_terminal
    with Progress(*columns, console=console, disable=not shown, transient=transient) as progress:
        yield progress


@contextmanager
def bar(text: str, total: int | None) -> Iterator[Advance]:
    """One transient bar with its count and the time that is left."""
    columns = (TextColumn(text), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with bars(*columns, transient=True) as progress:
        task = progress.add_task(text, total=total)
        yield lambda done: progress.update(task, advance=done)
