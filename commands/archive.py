"""``logwarden archive``: the records of a snapshot's offset ranges, as files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import FOLDER, bootstrap, json_option

if TYPE_CHECKING:
    from batch.archive import Archived


@click.command()
@bootstrap
@click.option(
    "--snapshot",
    "snapshot_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder that `logwarden snapshot` wrote.",
)
@click.option("--out", type=FOLDER, required=True, help="New archive.")
@json_option("Print the result as JSON.")
def archive(bootstrap: str, snapshot_folder: Path, out: Path, as_json: bool) -> None:
    """Read exactly the offset ranges of a snapshot from Kafka into gzip files.

    \b
    Example:
      logwarden archive --snapshot logwarden-data/snapshot --out tonight
    """
    from batch.archive import read_manifest

    done = archive_ranges(bootstrap, read_manifest(snapshot_folder), out)
    if as_json:
        click.echo(json.dumps([{**vars(part), "path": str(part.path)} for part in done]))
        return
    for part in done:
        click.echo(f"{part.path}: {part.records:,} records, {part.holes:,} holes")


def archive_ranges(bootstrap: str, manifest: dict[str, Any], out: Path) -> list["Archived"]:
    """Archive the ranges of a manifest, with a bar."""
    import asyncio

    from batch.archive import archive as run
    from batch.archive import ranges
    from commands.display.bars import bar

    wanted = ranges(manifest)
    offsets = sum(range_.to_offset - range_.from_offset for range_ in wanted)
    with bar("archiving", offsets) as advance:
        return asyncio.run(
            run(bootstrap, manifest["topic"], manifest["topic_id"], wanted, out, advance)
        )
