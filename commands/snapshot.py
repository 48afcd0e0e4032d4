"""``logwarden snapshot``: what was counted, and of which offsets, as files."""

from pathlib import Path

import click

from commands.options import FOLDER, access_topic, data, log_format


@click.command()
@data
@access_topic
@log_format
@click.option(
    "--out", type=FOLDER, required=True, help="Folder for the table file and manifest.json."
)
def snapshot(data: Path, access_topic: str, log_format: str, out: Path) -> None:
    """Write what was counted, and of which offsets, while counting goes on.

    \b
    Example:
      logwarden snapshot --out snapshot-today
    """
    from ledger.snapshot import snapshot as take

    manifest = take(data / "ledger", "count", access_topic, out, log_format=log_format)
    records = sum(partition.records for partition in manifest.partitions)
    click.echo(f"{records} records of {len(manifest.partitions)} partitions in {out}")
