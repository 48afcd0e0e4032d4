"""The topics of logwarden on a Kafka cluster: made with explicit partitions, known by UUID."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from stream.broker import MAX_MESSAGE_BYTES
from stream.errors import BrokerUnavailable
from stream.settings import StreamSettings

CHECKPOINTS = "shipper-checkpoints"
ALERTS = "alerts"
ANSWER_SECONDS = 10.0


@contextmanager
def admin(bootstrap: str) -> Iterator[KafkaAdminClient]:
    """A connected admin client, closed afterwards.

    Raises:
        BrokerUnavailable: nothing answers at ``bootstrap`` within ten seconds.
    """
    client = connect_admin(bootstrap)
    try:
        yield client
    finally:
        client.close()


def connect_admin(bootstrap: str) -> KafkaAdminClient:
    """Connect, asking again for ten seconds (a broker that is just starting refuses at first)."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            return KafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=10_000)
        except (KafkaError, OSError, ValueError) as error:
            if time.monotonic() > deadline:
                raise BrokerUnavailable(
                    f"no Kafka answers at {bootstrap} ({type(error).__name__}): "
                    "start one with `logwarden broker`, or set --bootstrap"
                ) from error
            time.sleep(0.25)


def create_topics(settings: StreamSettings) -> list[str]:
    """Create what is missing; returns the names of the topics that are new."""
    bounds = {"max.message.bytes": str(MAX_MESSAGE_BYTES)}
    # Event time as a record's time stamp would let retention delete a shipped old log at once.
    kept = {"retention.ms": "-1", "message.timestamp.type": "LogAppendTime"} | bounds
    wanted = [
        NewTopic(settings.access_topic, settings.partitions, -1, topic_configs=kept),
        NewTopic(settings.requests_topic, settings.partitions, -1, topic_configs=kept),
        NewTopic(ALERTS, 1, -1),
        NewTopic(CHECKPOINTS, 1, -1, topic_configs={"cleanup.policy": "compact"}),
    ]
    new = []
    with admin(settings.bootstrap) as client:
        for topic in wanted:
            try:
                client.create_topics([topic])
                new.append(topic.name)
            except TopicAlreadyExistsError:
                continue
    return new


def reachable(bootstrap: str) -> bool:
    """Whether something accepts connections at the first bootstrap address, within a second."""
    host, _, port = bootstrap.split(",")[0].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1.0).close()
    except (OSError, ValueError):
        return False
    return True


def ends(bootstrap: str, topic: str) -> dict[TopicPartition, int]:
    """The committed end of every partition of ``topic`` now (its last stable offset)."""
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        group_id=None,
        enable_auto_commit=False,
    )
    try:
        numbers = consumer.partitions_for_topic(topic) or set()
        found = consumer.end_offsets([TopicPartition(topic, number) for number in numbers])
        return {TopicPartition(topic, tp.partition): end for tp, end in found.items()}
    finally:
        consumer.close()
