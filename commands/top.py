"""``logwarden top``: the most frequent status codes and the clients with the most errors."""

import json
import time
from pathlib import Path
from typing import Any

import click

from commands.options import data, json_option
from ledger.windows import ERROR_CLIENTS, STATUS_CODES, WINDOWS


@click.command()
@data
@click.option(
    "--window", type=click.Choice(list(WINDOWS)), help="Only the last minutes; default: all time."
)
@click.option(
    "--now", is_flag=True, help="End the window now, not with the newest complete minute of events."
)
@json_option("JSON instead of tables.")
def top(data: Path, window: str | None, now: bool, as_json: bool) -> None:
    """Show the most frequent status codes and the clients with the most errors.

    \b
    Example:
      logwarden top --window 5m
    """
    from commands.display.tables import show
    from commands.open_ledger import open_ledger

    reader = open_ledger(data)
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
    show(f"Status codes, {span}", ["status", "records"], tables["status"])
    show(f"Clients with most 4xx and 5xx, {span}", ["client", "errors"], tables["error_ip"])
    click.echo(f"{records} records received, {rejected} rejected")


def _row(key: bytes, n: int) -> dict[str, Any]:
    from accesslog.escape import printable

    return {"key": printable(key), "n": n}
