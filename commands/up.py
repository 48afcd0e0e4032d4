"""``logwarden up``: workers and exporter on the user's own Kafka, supervised on one host."""

import logging
from pathlib import Path

import click

from commands.options import (
    access_topic,
    bootstrap,
    data,
    log_format,
    new_definition,
    partitions,
    refuse_given,
    requests_topic,
    sample,
    score_access_log,
    setting,
)
from exporters.settings import ExporterSettings
from stream.settings import StreamSettings

POLL_SECONDS = 0.2


@click.command(epilog="\b\nExample:\n  logwarden up --bootstrap kafka:9092 --counters 2")
@bootstrap
@data
@partitions
@access_topic
@requests_topic
@log_format
@setting("counters", 1, "Processes of worker count.", type=click.IntRange(0, 32))
@setting("scorers", 1, "Processes of worker score.", type=click.IntRange(0, 32))
@score_access_log
@sample
@setting(
    "port",
    ExporterSettings().port,
    "Port of the exporter; workers follow.",
    variable="exporter-port",
    type=click.IntRange(1, 65400),
)
@new_definition
@click.pass_context
def up(
    ctx: click.Context,
    bootstrap: str,
    data: Path,
    partitions: int,
    access_topic: str,
    requests_topic: str,
    log_format: str,
    counters: int,
    scorers: int,
    score_access_log: bool,
    sample: float,
    port: int,
    new_definition: bool,
) -> None:
    """Run workers and exporter until Ctrl-C, restarting a worker that ended to stay exact."""
    from cluster.topics import create_topics
    from commands.signals import stop_event
    from stream.up.processes import children
    from stream.up.supervisor import Supervisor

    if not score_access_log:
        refuse_given(ctx, ["sample"], "--score-access-log: every request document is scored")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # said in our own words
    settings = StreamSettings(
        bootstrap, data, access_topic, requests_topic, partitions, log_format, sample=sample
    )
    create_topics(settings.bootstrap, settings.topics, settings.partitions)
    stop = stop_event()
    flags = ["--new-definition"] if new_definition else []
    processes = children(
        settings, counters, scorers, port, flags, score_access_log=score_access_log
    )
    with Supervisor(processes) as supervisor:
        click.echo(f"starting; metrics on http://127.0.0.1:{port}/metrics, logs in {data / 'logs'}")
        while not stop.wait(POLL_SECONDS):
            supervisor.check()
    click.echo("stopped")
