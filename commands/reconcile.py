"""``logwarden reconcile``: prove the live counts by mrjob over the same bytes."""

from pathlib import Path
from typing import Any

import click

from commands.options import access_topic, bootstrap, data, json_option, log_format


@click.command()
@data
@bootstrap
@access_topic
@log_format
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
@json_option("Print all differences as JSON.")
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
    from commands.archive import archive_ranges
    from ledger.proof import write_proof

    ledger, archived = data / "ledger", archive_folder or data / "archive"

    def archive_for(manifest: dict[str, Any]) -> Path:
        if archive_folder is None:
            archive_ranges(bootstrap, manifest, archived)
        return archived

    try:
        outcome = run(ledger, access_topic, log_format, data / "snapshot", runner, archive_for)
        if outcome.equal and outcome.not_covered and not outcome.records:
            raise BatchRefused(
                "nothing is counted under the current definition yet, so nothing can be proved: "
                f"{outcome.not_covered[0]} is of an earlier one"
            )
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if code and ledger.is_dir():
            write_proof(ledger, "differs" if code == 1 else "could_not_run")
        raise
    write_proof(
        ledger,
        "equal" if outcome.equal else "differs",
        records=outcome.records,
        mismatched_keys=len(outcome.mismatched),
    )
    for line in [outcome.to_json()] if as_json else report.lines(outcome):
        click.echo(line)
    ctx.exit(0 if outcome.equal else 1)
