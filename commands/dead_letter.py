"""``logwarden dead-letter``: what was refused, why and where."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import data, json_option

if TYPE_CHECKING:
    from ledger.records import DeadLetterRow


@click.group("dead-letter")
def dead_letter() -> None:
    """Show which records were refused, why, and where they are.

    \b
    Example:
      logwarden dead-letter list
    """


@dead_letter.command("list")
@data
@click.option("--reason", help="Only this reason.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@json_option("JSON instead of tables.")
def list_dead_letters(data: Path, reason: str | None, limit: int, as_json: bool) -> None:
    """List refused records, newest first; each beginning is masked.

    \b
    Example:
      logwarden dead-letter list --reason status
    """
    from commands.display.tables import show
    from commands.open_ledger import open_ledger

    letters = open_ledger(data).dead_letters(reason, limit)
    if as_json:
        click.echo(json.dumps([_letter(letter) for letter in letters]))
        return
    rows = [
        (letter.pipeline, _record(letter), letter.reason, letter.value[:80]) for letter in letters
    ]
    show("Dead letters", ["pipeline", "record", "reason", "begins with"], rows)


@dead_letter.command("show")
@click.argument("record")
@data
@json_option("JSON instead of tables.")
def show_dead_letter(record: str, data: Path, as_json: bool) -> None:
    """Show all that was kept of RECORD, as the list names it, by each pipeline that kept it.

    \b
    Example:
      logwarden dead-letter show access-log/0/1234
    """
    from commands.open_ledger import open_ledger
    from ledger.errors import LedgerMissing

    letters = [
        each for each in open_ledger(data).dead_letters(limit=None) if _record(each) == record
    ]
    if not letters:
        raise LedgerMissing(f"no dead letter {record} was kept: see `logwarden dead-letter list`")
    for letter in map(_letter, letters):
        shown = [f"{name}: {value}" for name, value in letter.items()]
        click.echo(json.dumps(letter) if as_json else "\n".join(shown))


def _record(letter: "DeadLetterRow") -> str:
    return f"{letter.topic}/{letter.partition}/{letter.offset}"


def _letter(letter: "DeadLetterRow") -> dict[str, Any]:
    from accesslog.escape import printable

    return letter._asdict() | {"value": printable(letter.value)}
