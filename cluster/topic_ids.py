"""Topic ids, Kafka's UUIDs (KIP-516): a re-created topic keeps its name, but not its id."""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError, for_code

from cluster.connect import connect_admin
from cluster.errors import BrokerUnavailable, TopicMissing

UNKNOWN_TOPIC = 3  # Kafka's error code UNKNOWN_TOPIC_OR_PARTITION
SETTLE_SECONDS = 5.0  # how long a topic just made may be unknown to a broker
AWAY_SECONDS = 60.0  # how long a broker may be away before a check is given up


class Topic(NamedTuple):
    """The id and the partition numbers of a topic."""

    id: str  # Kafka's UUID
    partitions: tuple[int, ...]


def describe(client: KafkaAdminClient, names: Sequence[str]) -> dict[str, Topic]:
    """The existing topics of ``names``, by name.

    Raises:
        kafka.errors.KafkaError: the cluster could not answer.
    """
    found = {}
    for topic in client.describe_topics(names):
        if topic["error_code"] == UNKNOWN_TOPIC:
            continue
        if topic["error_code"]:
            raise for_code(topic["error_code"])(topic["name"])
        numbers = sorted(each["partition_index"] for each in topic["partitions"])
        found[topic["name"]] = Topic(str(topic["topic_id"]), tuple(numbers))
    return found


def topic_id(client: KafkaAdminClient, topic: str) -> str:
    """Kafka's UUID of ``topic``.

    Raises:
        TopicMissing: no such topic.
        kafka.errors.KafkaError: the cluster could not answer.
    """
    found = describe(client, [topic])
    if topic not in found:
        raise TopicMissing(f"there is no topic {topic!r}: create it with `logwarden topics`")
    return found[topic].id


class TopicIds:
    """Asks a cluster for topic ids, on one connection that is renewed after an error.

    Raises:
        BrokerUnavailable: nothing answers at ``bootstrap``.
    """

    def __init__(self, bootstrap: str) -> None:
        self.stopping = threading.Event()
        self._bootstrap = bootstrap
        self._client = connect_admin(bootstrap)

    def current(self, topic: str) -> str:
        """The current id of ``topic``; waits up to a minute for an absent broker.

        Raises:
            TopicMissing: no such topic.
            BrokerUnavailable: no answer within a minute, or before ``stopping`` was set.
        """
        deadline = time.monotonic() + AWAY_SECONDS
        while True:
            try:
                return topic_id(self._client, topic)
            except KafkaError as error:
                if time.monotonic() > deadline or self.stopping.is_set():
                    raise BrokerUnavailable(
                        f"{self._bootstrap} does not answer ({error})"
                    ) from error
                self._reconnect()

    def settled(self, topic: str) -> str:
        """Like :meth:`current`, but gives a new topic five seconds to become known to a broker."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            try:
                return self.current(topic)
            except TopicMissing:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _reconnect(self) -> None:
        with suppress(BrokerUnavailable):
            old, self._client = self._client, connect_admin(self._bootstrap)
            with suppress(KafkaError, OSError):
                old.close()
