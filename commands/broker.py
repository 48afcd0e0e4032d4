"""``logwarden broker``: an embedded Apache Kafka."""

from pathlib import Path

import click

from commands.options import access_topic, data, partitions, requests_topic


@click.command(epilog="\b\nExample:\n  logwarden broker --data var --port 9092")
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
    from commands.signals import stop_event

    stop = stop_event()
    with EmbeddedBroker(data / "kafka", port) as running:
        create_topics(running.bootstrap, (access_topic, requests_topic), partitions)
        click.echo(f"Apache Kafka is ready on {running.bootstrap} (data in {running.data})")
        while running.running() and not stop.wait(0.5):
            pass
        if not stop.is_set():
            raise click.ClickException(f"Kafka ended by itself; see {running.log_file}")
    click.echo("Apache Kafka has stopped")
