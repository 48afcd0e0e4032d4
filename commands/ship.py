"""``logwarden ship``: files and pipes to Kafka, each line exactly once."""

import json
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import bootstrap, json_option, setting

if TYPE_CHECKING:
    from stream.ship.shipper import Shipped

STDIN = "-"
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


@click.command(
    epilog="\b\nExample:\n  logwarden ship /var/log/apache2/access.log access.log.1.gz\n"
    "  logwarden ship requests.jsonl --topic requests"
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--topic", default="access-log", show_default=True, help="Where to.")
@bootstrap
@setting("ship-host", None, "Whose files these are; name a container's. Default: this host's name.")
@click.option("--again", is_flag=True, help="Send everything anew, whatever was sent before.")
@json_option("One JSON object per source on stdout.")
def ship(
    paths: tuple[str, ...],
    topic: str,
    bootstrap: str,
    ship_host: str | None,
    again: bool,
    as_json: bool,
) -> None:
    """Send the lines of files (plain or .gz) to Kafka, each line exactly once.

    A file's checkpoint is committed with its lines: killed anywhere and started again, ship goes
    on where it was; a file that grew is continued, one that was replaced is sent as a new one.
    PATH - is standard input; it has no checkpoint, so that its lines are sent whenever it is run.

    A line is what stands between newlines and is sent as it is, except that one of more than
    1,000,000 bytes is cut to that.
    """
    from cluster.connect import admin
    from cluster.topic_ids import topic_id
    from cluster.topics import CHECKPOINTS
    from stream.ship.source import FileSource

    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # said in our own words
    host = ship_host or socket.gethostname()
    for path in paths:
        if path != STDIN:
            FileSource(Path(path)).close()  # refuse a wrong name before anything is sent
    with admin(bootstrap) as client:
        topic_uuid = topic_id(client, topic)
        topic_id(client, CHECKPOINTS)
    try:
        for path in paths:
            shipped = _ship_one(path, topic, topic_uuid, bootstrap, host, again)
            _report(shipped, topic, as_json)
    except KeyboardInterrupt:
        click.echo(
            "stopped: what is committed is kept, the same command goes on from there", err=True
        )
        sys.exit(INTERRUPTED)


def _ship_one(
    path: str, topic: str, topic_uuid: str, bootstrap: str, host: str, again: bool
) -> "Shipped":
    from stream.ship.shipper import ship_file, ship_stdin
    from stream.ship.source import FileSource, StdinSource

    if path == STDIN:
        with _progress("standard input", None) as show:
            return ship_stdin(
                bootstrap,
                topic,
                StdinSource(),
                on_commit=lambda shipped: show(shipped, shipped.bytes),
            )
    with closing(FileSource(Path(path))) as source, _progress(path, source.size) as show:
        return ship_file(
            bootstrap,
            topic,
            topic_uuid,
            source,
            host=host,
            again=again,
            on_commit=lambda shipped: show(shipped, source.position()),
        )


@contextmanager
def _progress(name: str, size: int | None) -> Iterator[Callable[["Shipped", int], None]]:
    """A bar over the bytes on disk."""
    from rich.progress import BarColumn, DownloadColumn, TextColumn

    from accesslog.escape import printable
    from commands.display.bars import bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TextColumn("{task.fields[lines]:,} lines, {task.fields[rate]:,.0f}/s"),
    )
    with bars(*columns) as bar:
        task = bar.add_task(printable(os.fsencode(Path(name).name)), total=size, lines=0, rate=0.0)

        def show(shipped: "Shipped", position: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = shipped.lines / elapsed if elapsed else 0.0
            bar.update(task, completed=position, lines=shipped.lines, rate=rate)

        yield show


def _report(shipped: "Shipped", topic: str, as_json: bool) -> None:
    from accesslog.escape import printable

    name = printable(os.fsencode(shipped.source))
    if as_json:
        click.echo(json.dumps(asdict(shipped)))
    elif shipped.lines or not shipped.already_shipped:
        before = f" ({shipped.already_shipped:,} before)" if shipped.already_shipped else ""
        click.echo(f"{name}: {shipped.lines:,} lines shipped to {topic}{before}")
    else:
        click.echo(
            f"{name}: nothing to ship, all {shipped.already_shipped:,} lines are in {topic} "
            "already (--again sends them anew)"
        )
    if shipped.replaced:
        click.echo(f"{name}: not the file that was shipped before; sent as a new one", err=True)
    if shipped.cut:
        click.echo(f"{name}: {shipped.cut:,} lines of more than 1,000,000 bytes were cut", err=True)
    if shipped.open_ended:
        click.echo(
            f"{name}: the last line has no newline; should it still grow, the rest will be "
            "a line of its own",
            err=True,
        )
