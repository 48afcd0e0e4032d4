"""Commands of the nightly side: ``archive`` and ``reconcile``."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from batch.settings import BatchSettings

_DEFAULTS = BatchSettings()


def _setting(flag: str, default: object, help_text: str, **more: Any) -> Callable[[Any], Any]:
    variable = "LOGWARDEN_" + flag.strip("-").replace("-", "_").upper()
    return click.option(
        flag,
        default=default,
        envvar=variable,
        show_default=True,
        show_envvar=True,
        help=help_text,
        **more,
    )


_DATA = _setting("--data", _DEFAULTS.data, "Folder of ledger and archives.", type=Path)
_BOOTSTRAP = _setting("--bootstrap", _DEFAULTS.bootstrap, "host:port of Kafka.")
_TOPIC = _setting("--access-topic", _DEFAULTS.access_topic, "Topic of access-log lines.")
_LOG_FORMAT = _setting(
    "--log-format", _DEFAULTS.log_format, "auto, vhost_combined or an Apache LogFormat string."
)


@click.command()
@_BOOTSTRAP
@click.option(
    "--snapshot",
    "snapshot_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder that `logwarden snapshot` wrote.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="New archive."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def archive(bootstrap: str, snapshot_folder: Path, out: Path, as_json: bool) -> None:
    """Read exactly the offset ranges of a snapshot from Kafka into gzip files.

    \b
    Example:
      logwarden archive --snapshot logwarden-data/snapshot --out tonight
    """
    from batch.archive import read_manifest

    done = _archive(bootstrap, read_manifest(snapshot_folder), out)
    if as_json:
        click.echo(json.dumps([{**vars(part), "path": str(part.path)} for part in done]))
        return
    for part in done:
        click.echo(f"{part.path}: {part.records:,} records, {part.holes:,} holes")


@click.command()
@_DATA
@_BOOTSTRAP
@_TOPIC
@_LOG_FORMAT
@click.option(
    "--archive",
    "archive_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Use this archive instead of reading Kafka again.",
)
@click.option(
    "--runner",
    type=click.Choice(["inline", "local"]),
    default="inline",
    show_default=True,
    help="mrjob's runner: this process, or one process per partition.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all differences as JSON.")
@click.pass_context
def reconcile(
    ctx: click.Context,
    data: Path,
    bootstrap: str,
    access_topic: str,
    log_format: str,
    archive_folder: Path | None,
    runner: str,
    as_json: bool,
) -> None:
    """Count the same offsets again with mrjob and compare with the ledger.

    Exit code 0: equal; 1: differs, with what and where; 2: it could not run, and why.

    \b
    Example:
      logwarden reconcile --bootstrap kafka:9092 --data /var/lib/logwarden
    """
    from batch import report
    from batch.errors import BatchRefused
    from batch.reconcile import reconcile as run
    from ledger.proof import write_proof

    settings = BatchSettings(bootstrap, data, access_topic, log_format)

    def archive_for(manifest: dict[str, Any]) -> Path:
        if archive_folder is not None:
            return archive_folder
        _archive(bootstrap, manifest, settings.archive)
        return settings.archive

    try:
        outcome = run(
            settings.ledger, access_topic, log_format, settings.snapshot, runner, archive_for
        )
        if outcome.equal and outcome.not_covered and not outcome.records:
            raise BatchRefused(
                "nothing is counted under the current definition yet, so nothing can be proved: "
                f"{outcome.not_covered[0]} is of an earlier one"
            )
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if code and settings.ledger.is_dir():
            write_proof(settings.ledger, "differs" if code == 1 else "could_not_run")
        raise
    write_proof(
        settings.ledger,
        "equal" if outcome.equal else "differs",
        records=outcome.records,
        mismatched_keys=len(outcome.mismatched),
    )
    for line in [outcome.to_json()] if as_json else report.lines(outcome):
        click.echo(line)
    ctx.exit(0 if outcome.equal else 1)


def _archive(bootstrap: str, manifest: dict[str, Any], out: Path) -> list[Any]:
    import asyncio

    from batch.archive import archive as run
    from batch.archive import ranges

    with _progress(sum(range_.to_offset - range_.from_offset for range_ in ranges(manifest))) as on:
        return asyncio.run(
            run(bootstrap, manifest["topic"], manifest["topic_id"], ranges(manifest), out, on)
        )


@contextmanager
def _progress(offsets: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr where that is a terminal; gives the function that moves it on."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("archiving", total=offsets)
        yield lambda done: bar.advance(task, done)
