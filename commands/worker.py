"""``logwarden worker count`` and ``worker score``: one worker process."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import (
    DEFAULTS,
    access_topic,
    bootstrap,
    data,
    log_format,
    model,
    new_definition,
    provider,
    refuse_given,
    requests_topic,
    sample,
    setting,
    together,
)
from stream.settings import StreamSettings

if TYPE_CHECKING:
    from stream.worker.process import Options

_how_it_runs = together(
    setting(
        "session-seconds",
        DEFAULTS.session_seconds,
        "Silence after which the group gives a worker's partitions away.",
        type=click.FloatRange(2.0, 300.0),
    ),
    setting(
        "metrics-port",
        0,
        "Port of this worker's own metrics; 0 for none.",
        type=click.IntRange(0, 65535),
    ),
    setting(
        "metrics-host",
        "127.0.0.1",
        "Address of it; off loopback, LOGWARDEN_TOKEN must hold a token.",
    ),
    click.option("--drain", is_flag=True, help="Stop at what is now the end of the log."),
    click.option(
        "--static", is_flag=True, help="Static group membership: a restart keeps the partitions."
    ),
    new_definition,
)


@click.group()
def worker() -> None:
    """Run one worker: it takes chunks from Kafka and commits what they add to the ledger."""
    from stream.worker.log import to_stderr

    to_stderr()


@worker.command(epilog="\b\nExample:\n  logwarden worker count --bootstrap kafka:9092 --drain")
@bootstrap
@data
@access_topic
@log_format
@setting(
    "chunk-records", DEFAULTS.chunk_records, "Most records of a chunk.", type=click.IntRange(1)
)
@_how_it_runs
@click.pass_context
def count(ctx: click.Context, /, access_topic: str, log_format: str, **given: Any) -> None:
    """Count access-log lines: status codes, error clients, refused lines."""
    from stream.pipelines.count import count_access_log

    options = _options(given)
    settings = StreamSettings(access_topic=access_topic, log_format=log_format, **given)
    ctx.exit(count_access_log(settings, options))


@worker.command(
    epilog="\b\nExample:\n  logwarden worker score --provider cuda\n"
    "  logwarden worker score --access-log --sample 0.1"
)
@bootstrap
@data
@click.option(
    "--access-log", is_flag=True, help="Score the requests of access-log lines, not of documents."
)
@requests_topic
@access_topic
@log_format
@sample
@model
@provider
@setting(
    "score-records",
    DEFAULTS.score_records,
    "Most scored records of a chunk.",
    type=click.IntRange(1),
)
@_how_it_runs
@click.pass_context
def score(
    ctx: click.Context, /, access_log: bool, model: Path | None, provider: Any, **given: Any
) -> None:
    """Score request documents, or access-log requests: a verdict for each, in ONNX Runtime."""
    from stream.pipelines.score import score_requests
    from stream.pipelines.score_access_log import score_access_log

    if not access_log:
        refuse_given(ctx, ["sample"], "--access-log: every request document is scored")
        lines_only = ("log_format", "access_topic")
        refuse_given(ctx, lines_only, "--access-log: request documents are read without it")
    options = _options(given)
    scoring = score_access_log if access_log else score_requests
    ctx.exit(scoring(StreamSettings(**given), options, model, provider))


def _options(given: dict[str, Any]) -> "Options":
    """Move the options of both kinds of worker out of ``given``."""
    from stream.worker.process import Listen, Options

    token = os.environ.get("LOGWARDEN_TOKEN")  # never an option: others could read it in `ps`
    listen = Listen(given.pop("metrics_host"), given.pop("metrics_port"), token)
    flags = {name: given.pop(name) for name in ("drain", "static", "new_definition")}
    return Options(**flags, listen=listen)
