"""Commands of the live side: broker, topics, worker count, worker score."""

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from stream.settings import StreamSettings

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
    from stream.broker import EmbeddedBroker
    from stream.topics import create_topics

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    with EmbeddedBroker(data / "kafka", port) as running:
        settings = StreamSettings(
            bootstrap=running.bootstrap,
            partitions=partitions,
            access_topic=access_topic,
            requests_topic=requests_topic,
        )
        create_topics(settings)
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
    from stream.topics import create_topics

    new = create_topics(StreamSettings(bootstrap, Path(), access_topic, requests_topic, partitions))
    click.echo(f"created: {', '.join(new)}" if new else "all topics are there")


def worker_options(given: dict[str, Any]) -> dict[str, Any]:
    """Take what both kinds of worker have out of ``given``."""
    from stream.worker import Listen

    token = os.environ.get("LOGWARDEN_TOKEN")  # never an option: others could read it in `ps`
    listen = Listen(given.pop("metrics_host"), given.pop("metrics_port"), token)
    return {"listen": listen} | {k: given.pop(k) for k in ("drain", "static", "new_definition")}


@click.group()
def worker() -> None:
    """Run one worker: it takes chunks from Kafka and commits what they add to the ledger."""
    from stream.worker_log import to_stderr

    to_stderr()


@worker.command(epilog="\b\nExample:\n  logwarden worker count --bootstrap kafka:9092 --drain")
@bootstrap
@data
@access_topic
@option("log-format", DEFAULTS.log_format, "auto, vhost_combined, or an Apache LogFormat string.")
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
    from stream.count_worker import count_access_log

    options = worker_options(given)
    settings = StreamSettings(access_topic=access_topic, log_format=log_format, **given)
    ctx.exit(count_access_log(settings, **options))


@worker.command(epilog="\b\nExample:\n  logwarden worker score --provider cuda")
@bootstrap
@data
@requests_topic
@option("model", None, "ONNX model; default: the shipped one.", type=click.Path(path_type=Path))
@option("provider", "auto", "Where the model runs.", type=click.Choice(["auto", "cpu", "cuda"]))
@option("score-records", DEFAULTS.score_records, "Most records of a chunk.", type=click.IntRange(1))
@session_seconds
@metrics_port
@metrics_host
@drain
@static
@new_definition
@click.pass_context
def score(
    ctx: click.Context, /, requests_topic: str, model: Path | None, provider: Any, **given: Any
) -> None:
    """Score request documents: a verdict for each, by the LSTM in ONNX Runtime."""
    from stream.score_worker import score_requests

    options = worker_options(given)
    settings = StreamSettings(requests_topic=requests_topic, **given)
    ctx.exit(score_requests(settings, model, provider, **options))
