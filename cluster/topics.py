"""The topics of logwarden on a Kafka cluster, made with explicit partitions."""

import time
from collections.abc import Iterable

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from kafka.admin import NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from cluster.connect import ANSWER_SECONDS, admin
from cluster.errors import BrokerUnavailable, ClusterRefused

CHECKPOINTS = "shipper-checkpoints"
MAX_MESSAGE_BYTES = 2 * 1024 * 1024


def create_topics(bootstrap: str, names: Iterable[str], partitions: int) -> list[str]:
    """Create the record topics ``names`` and CHECKPOINTS if missing; returns the new names.

    Raises:
        BrokerUnavailable: nothing answers at ``bootstrap``.
        ClusterRefused: Kafka does not create one of them.
    """
    bounds = {"max.message.bytes": str(MAX_MESSAGE_BYTES)}
    # With event time as time stamp, retention would delete a shipped old log at once.
    kept = {"retention.ms": "-1", "message.timestamp.type": "LogAppendTime"} | bounds
    wanted = [
        *(NewTopic(name, partitions, -1, topic_configs=kept) for name in names),
        NewTopic(CHECKPOINTS, 1, -1, topic_configs={"cleanup.policy": "compact"}),
    ]
    new = []
    with admin(bootstrap) as client:
        for topic in wanted:
            try:
                client.create_topics([topic])
                new.append(topic.name)
            except TopicAlreadyExistsError:
                continue
            except KafkaError as error:
                raise ClusterRefused(
                    f"Kafka did not create the topic {topic.name!r} ({type(error).__name__})"
                ) from error
    return new


def ends(bootstrap: str, topic: str) -> dict[TopicPartition, int]:
    """The committed end of every partition of ``topic`` now (its last stable offset).

    Raises:
        BrokerUnavailable: the partitions are not known within ten seconds.
    """
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        group_id=None,
        enable_auto_commit=False,
    )
    try:
        deadline = time.monotonic() + ANSWER_SECONDS
        while not (numbers := consumer.partitions_for_topic(topic)):
            if time.monotonic() > deadline:
                raise BrokerUnavailable(f"{bootstrap} does not say what partitions {topic} has")
            time.sleep(0.1)
        found = consumer.end_offsets([TopicPartition(topic, number) for number in numbers])
        return {TopicPartition(topic, tp.partition): end for tp, end in found.items()}
    finally:
        consumer.close()
