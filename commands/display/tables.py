"""Tables on stdout. What data gave is shown as text, never as markup."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from accesslog.escape import printable

WIDTH = 100


def console() -> Console:
    """A console on stdout of at most WIDTH columns: wider tables of figures are hard to read."""
    found = Console()
    return Console(width=WIDTH) if found.width > WIDTH else found


def cell(of_data: bytes | str) -> Text:
    """Text that came from outside: no markup and no control character of it reach the terminal."""
    raw = of_data if isinstance(of_data, bytes) else of_data.encode("utf-8", "replace")
    return Text(printable(raw))


def figure_table(title: str, *columns: str) -> Table:
    """A table whose first column is text and whose other columns are figures."""
    table = Table(columns[0], title=title, title_justify="left")
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as they come from the ledger."""
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(cell(each if isinstance(each, bytes) else str(each)) for each in row))
    Console().print(table)
