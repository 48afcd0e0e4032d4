"""The topics of logwarden on a Kafka cluster, made with explicit partitions."""

import time

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from kafka.admin import NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from stream.broker import MAX_MESSAGE_BYTES
from stream.errors import BrokerUnavailable, StreamRefused
from stream.kafka_admin import ANSWER_SECONDS, admin
from stream.settings import StreamSettings

CHECKPOINTS = "shipper-checkpoints"


def create_topics(settings: StreamSettings) -> list[str]:
    """Create what is missing; returns the names of the topics that are new."""
    bounds = {"max.message.bytes": str(MAX_MESSAGE_BYTES)}
    # Event time as a record's time stamp would let retention delete a shipped old log at once.
    kept = {"retention.ms": "-1", "message.timestamp.type": "LogAppendTime"} | bounds
    wanted = [
        NewTopic(settings.access_topic, settings.partitions, -1, topic_configs=kept),
        NewTopic(settings.requests_topic, settings.partitions, -1, topic_configs=kept),
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
            except KafkaError as error:
                raise StreamRefused(
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
