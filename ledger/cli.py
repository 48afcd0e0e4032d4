"""Commands that read the ledger: top, dead-letter, snapshot."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ledger.settings import LedgerSettings

if TYPE_CHECKING:
    from ledger.reader import Reader
    from ledger.records import DeadLetterRow

DEFAULTS = LedgerSettings()
WINDOWS = {"1m": 60, "5m": 300, "1h": 3600, "24h": 86400}
STATUS_CODES, ERROR_CLIENTS = 10, 5

_data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULTS.data,
    envvar="LOGWARDEN_DATA",
    show_envvar=True,
    show_default=True,
    help="Folder of ledger and broker.",
)
_json = click.option("--json", "as_json", is_flag=True, help="JSON instead of tables.")


@click.command()
@_data
@click.option(
    "--window", type=click.Choice(list(WINDOWS)), help="Only the last minutes; default: all time."
)
@click.option(
    "--now", is_flag=True, help="End the window now, not with the newest complete minute of events."
)
@_json
def top(data: Path, window: str | None, now: bool, as_json: bool) -> None:
    """Show the most frequent status codes and the clients with the most errors.

    \b
    Example:
      logwarden top --window 5m
    """
    reader = _reader(data)
    positions = [p for p in reader.positions() if p.pipeline == "count"]
    seconds = WINDOWS[window] if window else None
    at = int(time.time()) if now else None
    tables = {
        "status": reader.top("count", "status", STATUS_CODES, seconds, at),
        "error_ip": reader.top("count", "error_ip", ERROR_CLIENTS, seconds, at),
    }
    records = sum(position.records for position in positions)
    rejected = sum(position.rejected for position in positions)
    if as_json:
        shown = {name: [_row(key, n) for key, n in ranked] for name, ranked in tables.items()}
        click.echo(json.dumps(shown | {"window": window, "records": records, "rejected": rejected}))
        return
    span = f"last {window}" if window else "all time"
    _show_table(f"Status codes, {span}", ["status", "records"], tables["status"])
    _show_table(f"Clients with most 4xx and 5xx, {span}", ["client", "errors"], tables["error_ip"])
    click.echo(f"{records} records received, {rejected} rejected")


@click.group("dead-letter")
def dead_letter() -> None:
    """Show which records were refused, why, and where they are.

    \b
    Example:
      logwarden dead-letter list
    """


@dead_letter.command("list")
@_data
@click.option("--reason", help="Only this reason.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@_json
def list_dead_letters(data: Path, reason: str | None, limit: int, as_json: bool) -> None:
    """List refused records, newest first; each beginning is masked.

    \b
    Example:
      logwarden dead-letter list --reason status
    """
    letters = _reader(data).dead_letters(reason, limit)
    if as_json:
        click.echo(json.dumps([_letter(letter) for letter in letters]))
        return
    rows = [
        (letter.pipeline, _record(letter), letter.reason, letter.value[:80]) for letter in letters
    ]
    _show_table("Dead letters", ["pipeline", "record", "reason", "begins with"], rows)


@dead_letter.command("show")
@click.argument("record")
@_data
@_json
def show_dead_letter(record: str, data: Path, as_json: bool) -> None:
    """Show all that was kept of RECORD, as the list names it, by each pipeline that kept it.

    \b
    Example:
      logwarden dead-letter show access-log/0/1234
    """
    from ledger.errors import LedgerMissing

    letters = [each for each in _reader(data).dead_letters(limit=None) if _record(each) == record]
    if not letters:
        raise LedgerMissing(f"no dead letter {record} was kept: see `logwarden dead-letter list`")
    for letter in map(_letter, letters):
        shown = [f"{name}: {value}" for name, value in letter.items()]
        click.echo(json.dumps(letter) if as_json else "\n".join(shown))


@click.command()
@_data
@click.option(
    "--topic",
    default=DEFAULTS.access_topic,
    envvar="LOGWARDEN_ACCESS_TOPIC",
    show_envvar=True,
    show_default=True,
    help="Topic of access-log lines.",
)
@click.option(
    "--log-format",
    default=DEFAULTS.log_format,
    envvar="LOGWARDEN_LOG_FORMAT",
    show_envvar=True,
    show_default=True,
    help="The log format that the workers count with.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the table file and manifest.json.",
)
def snapshot(data: Path, topic: str, log_format: str, out: Path) -> None:
    """Write what was counted, and of which offsets, while counting goes on.

    \b
    Example:
      logwarden snapshot --out snapshot-today
    """
    from ledger.snapshot import snapshot as take

    manifest = take(data / "ledger", "count", topic, out, log_format=log_format)
    records = sum(partition.records for partition in manifest.partitions)
    click.echo(f"{records} records of {len(manifest.partitions)} partitions in {out}")


def _reader(data: Path) -> "Reader":
    """The reader of a ledger with counts; LedgerMissing where there is none."""
    from ledger.errors import LedgerMissing
    from ledger.reader import Reader

    reader = Reader(data / "ledger")
    if not reader.positions():
        raise LedgerMissing(
            f"there is no ledger in {data / 'ledger'}: start `logwarden worker count`, "
            "or name the folder with --data"
        )
    return reader


def _row(key: bytes, n: int) -> dict[str, Any]:
    from accesslog.escape import printable

    return {"key": printable(key), "n": n}


def _record(letter: "DeadLetterRow") -> str:
    return f"{letter.topic}/{letter.partition}/{letter.offset}"


def _letter(letter: "DeadLetterRow") -> dict[str, Any]:
    from accesslog.escape import printable

    return letter._asdict() | {"value": printable(letter.value)}


def _show_table(title: str, columns: list[str], rows: list[Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from accesslog.escape import printable

    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        cells = (cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
        table.add_row(*(Text(printable(cell)) for cell in cells))  # Text: not taken for markup
    Console().print(table)
