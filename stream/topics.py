"""The topics of logwarden on a Kafka cluster: made with explicit partitions, known by UUID."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from stream.broker import MAX_MESSAGE_BYTES
from stream.errors import BrokerUnavailable, StreamRefused
from stream.settings import StreamSettings

CHECKPOINTS = "shipper-checkpoints"
ALERTS = "alerts"
ANSWER_SECONDS = 10.0


class TopicMissing(StreamRefused):
    """The topic is not on the cluster."""


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


def topic_id(client: KafkaAdminClient, topic: str) -> str:
    """Kafka's UUID of ``topic`` (KIP-516): a re-created topic has the name but not the id.

    Raises:
        TopicMissing: no such topic.
        kafka.errors.KafkaError: the cluster could not answer.
    """
    (described,) = client.describe_topics([topic])
    if described["error_code"] == 3:  # UNKNOWN_TOPIC_OR_PARTITION
        raise TopicMissing(f"there is no topic {topic!r}: create it with `logwarden topics`")
    if described["error_code"]:
        raise for_code(described["error_code"])(topic)
    return str(described["topic_id"])


def settled_topic_id(client: KafkaAdminClient, topic: str, seconds: float = 5.0) -> str:
    """As :func:`topic_id`, but a topic just made may take a moment to be known everywhere."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return topic_id(client, topic)
        except TopicMissing:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


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
