"""``logwarden topics``: create those that are missing."""

import click

from commands.options import access_topic, bootstrap, partitions, requests_topic


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
