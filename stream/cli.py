"""Commands of the live side: broker, topics, worker count, worker score."""

import math
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stream.settings import StreamSettings

if TYPE_CHECKING:
    from stream.worker.process import Options

DEFAULTS = StreamSettings()


def option(name: str, default: Any, help_text: str, **kind: Any) -> Callable[[Any], Any]:
    """A setting: ``--name``, or ``LOGWARDEN_NAME`` in the environment."""
    return click.option(
        f"--{name}",
        default=default,
        envvar="LOGWARDEN_" + name.upper().replace("-", "_"),
        show_default=True,
        show_envvar=True,
        help=help_text,
        **kind,
    )


bootstrap = option("bootstrap", DEFAULTS.bootstrap, "Kafka, host:port.")
data = option(
    "data", DEFAULTS.data, "Folder of ledger and broker.", type=click.Path(path_type=Path)
)
access_topic = option("access-topic", DEFAULTS.access_topic, "Topic of access-log lines.")
requests_topic = option("requests-topic", DEFAULTS.requests_topic, "Topic of request documents.")
partitions = option(
    "partitions", DEFAULTS.partitions, "Partitions of a new topic.", type=click.IntRange(1, 1000)
)
session_seconds = option(
    "session-seconds",
    DEFAULTS.session_seconds,
    "Silence after which the group gives a worker's partitions away.",
    type=click.FloatRange(2.0, 300.0),
)
metrics_port = option(
    "metrics-port",
    0,
    "Port of this worker's own metrics; 0 for none.",
    type=click.IntRange(0, 65535),
)
metrics_host = option(
    "metrics-host", "127.0.0.1", "Address of it; off loopback, LOGWARDEN_TOKEN must hold a token."
)
log_format = option(
    "log-format", DEFAULTS.log_format, "auto, vhost_combined, or an Apache LogFormat string."
)


class Share(click.FloatRange):
    """A share of the records that is a number (click finds NaN in every range)."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The share; click.BadParameter where it is none."""
        share = super().convert(value, param, ctx)
        if math.isnan(share):
            self.fail(
                f"{value} is no share: give one from {self.min:g} to {self.max:g}", param, ctx
            )
        return share


sample = option(
    "sample",
    DEFAULTS.sample,
    "Share of the access-log records that are scored; the same ones at every replay.",
    type=Share(1e-6, 1),
)
drain = click.option("--drain", is_flag=True, help="Stop at what is now the end of the log.")
static = click.option(
    "--static", is_flag=True, help="Static group membership: a restart keeps the partitions."
)
new_definition = click.option(
    "--new-definition", is_flag=True, help="Begin a new epoch of counts at the current position."
)


@click.command(
    epilog="\b\nExample:\n  logwarden broker --data var --port 9092", no_args_is_help=False
)
@data
@click.option(
    "--port",
    default=9092,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port on 127.0.0.1.",
)
@partitions
@access_topic
@requests_topic
def broker(data: Path, port: int, partitions: int, access_topic: str, requests_topic: str) -> None:
    """Run an embedded Apache Kafka (one node, KRaft) until Ctrl-C; its data is kept."""
    from cluster.embedded import EmbeddedBroker
    from cluster.topics import create_topics

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    with EmbeddedBroker(data / "kafka", port) as running:
        create_topics(running.bootstrap, (access_topic, requests_topic), partitions)
        click.echo(f"Apache Kafka is ready on {running.bootstrap} (data in {running.data})")
        while running.running() and not stop.wait(0.5):
            pass
        if not stop.is_set():
            raise click.ClickException(f"Kafka ended by itself; see {running.log_file}")
    click.echo("Apache Kafka has stopped")


@click.command(epilog="\b\nExample:\n  logwarden topics --bootstrap kafka:9092 --partitions 8")
@bootstrap
@partitions
@access_topic
@requests_topic
def topics(bootstrap: str, partitions: int, access_topic: str, requests_topic: str) -> None:
    """Create the topics that are missing on a Kafka cluster."""
    from cluster.topics import create_topics

    new = create_topics(bootstrap, (access_topic, requests_topic), partitions)
    click.echo(f"created: {', '.join(new)}" if new else "all topics are there")


def worker_options(given: dict[str, Any]) -> "Options":
    """Take what both kinds of worker have out of ``given``."""
    from stream.worker.process import Listen, Options

    token = os.environ.get("LOGWARDEN_TOKEN")  # never an option: others could read it in `ps`
    listen = Listen(given.pop("metrics_host"), given.pop("metrics_port"), token)
    flags = {name: given.pop(name) for name in ("drain", "static", "new_definition")}
    return Options(**flags, listen=listen)


def refuse_given(ctx: click.Context, name: str, where: str) -> None:
    """click.UsageError where an option was given that changes nothing.

    One from the environment is for other processes too, and is let be.
    """
    if ctx.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError(f"--{name.replace('_', '-')} goes with {where}")


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
@option("chunk-records", DEFAULTS.chunk_records, "Most records of a chunk.", type=click.IntRange(1))
@session_seconds
@metrics_port
@metrics_host
@drain
@static
@new_definition
@click.pass_context
def count(ctx: click.Context, /, access_topic: str, log_format: str, **given: Any) -> None:
    """Count access-log lines: status codes, error clients, refused lines."""
    from stream.pipelines.count import count_access_log

    options = worker_options(given)
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
@option("model", None, "ONNX model; default: the shipped one.", type=click.Path(path_type=Path))
@option("provider", "auto", "Where the model runs.", type=click.Choice(["auto", "cpu", "cuda"]))
@option(
    "score-records",
    DEFAULTS.score_records,
    "Most scored records of a chunk.",
    type=click.IntRange(1),
)
@session_seconds
@metrics_port
@metrics_host
@drain
@static
@new_definition
@click.pass_context
def score(
    ctx: click.Context, /, access_log: bool, model: Path | None, provider: Any, **given: Any
) -> None:
    """Score request documents, or access-log requests: a verdict for each, in ONNX Runtime."""
    from stream.pipelines.score import score_requests
    from stream.pipelines.score_access_log import score_access_log

    if not access_log:
        refuse_given(ctx, "sample", "--access-log: every request document is scored")
        for name in ("log_format", "access_topic"):
            refuse_given(ctx, name, "--access-log: request documents are read without it")
    options = worker_options(given)
    scoring = score_access_log if access_log else score_requests
    ctx.exit(scoring(StreamSettings(**given), options, model, provider))
