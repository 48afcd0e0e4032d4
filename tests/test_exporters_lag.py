"""The lag against a real Kafka: transactions, unknown positions, re-created topics, no broker."""

import math
import threading

import pytest
from kafka import KafkaProducer

from cluster.connect import admin
from cluster.embedded import EmbeddedBroker, free_port
from cluster.topic_ids import topic_id
from exporters.lag import LagReader, PartitionKey, PartitionLag
from stream.settings import StreamSettings
from tests.helpers.processes import produce, wait_until


def lag_of(reader: LagReader, topic: str, positions: dict[PartitionKey, int]) -> PartitionLag:
    lag = reader.read(positions)
    assert lag.reachable and lag.problem is None
    (found,) = (each for each in lag.partitions if (each.topic, each.partition) == (topic, 0))
    return found


@pytest.mark.broker
def test_lag_counts_what_is_committed_and_not_yet_read(
    broker: EmbeddedBroker, settings: StreamSettings
) -> None:
    topic = settings.access_topic
    with admin(broker.bootstrap) as client:
        key = PartitionKey("count", topic, topic_id(client, topic), 0)
    reader = LagReader(broker.bootstrap, {"count": topic, "score": settings.requests_topic})
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap, transactional_id=topic)
    try:
        produce(broker.bootstrap, topic, [b"0", b"1"])
        producer.init_transactions()
        producer.begin_transaction()
        for value in (b"2", b"3"):
            producer.send(topic, value, partition=0)
        producer.flush()
        # Offsets 2 and 3 are not committed yet, and so are nobody's lag.
        behind = lag_of(reader, topic, {key: 0})
        assert behind.records == 2 and 0 <= behind.seconds < 300
        assert lag_of(reader, topic, {key: 2})[3:] == (0, 0)
        producer.commit_transaction()  # the broker writes its marker, offset 4, a moment later
        wait_until(lambda: lag_of(reader, topic, {key: 2}).records == 3, 20, "the commit")
        assert lag_of(reader, topic, {key: 3}).seconds > 0
        # Only the marker is left: no record is waiting, although the log goes on.
        assert lag_of(reader, topic, {key: 4})[3:] == (0, 0)
        assert lag_of(reader, topic, {key: 5})[3:] == (0, 0)
        # No position, or that of an earlier life of the topic: all of the log is still to be read.
        assert lag_of(reader, topic, {}).records == 5
        assert lag_of(reader, topic, {key._replace(topic_id="earlier"): 4}).records == 5
        # After a look that found only the marker, a new record is seen.
        assert lag_of(reader, topic, {key: 4}).records == 0
        produce(broker.bootstrap, topic, [b"5"])
        assert lag_of(reader, topic, {key: 4}).records == 2
    finally:
        producer.close()
        reader.close()


@pytest.mark.broker
def test_a_missing_topic_is_said(broker: EmbeddedBroker, settings: StreamSettings) -> None:
    reader = LagReader(broker.bootstrap, {"count": settings.access_topic, "score": "no-such-topic"})
    lag = reader.read({})
    reader.close()
    assert lag.reachable and lag.problem == "there is no topic 'no-such-topic'"
    assert {each.topic for each in lag.partitions} == {settings.access_topic}


@pytest.mark.parametrize("bootstrap", [f"127.0.0.1:{free_port()}", "not an address:", ""])
def test_without_a_broker_the_lag_is_not_known(
    bootstrap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporters.lag.ANSWER_MS", 300)
    reader = LagReader(bootstrap, {"count": "access-log"})
    threads = threading.active_count()
    for _ in range(3):
        lag = reader.read({PartitionKey("count", "access-log", "id", 7): 5})
        assert not lag.reachable and lag.problem
        (only,) = lag.partitions
        assert only[:3] == ("count", "access-log", 7)
        assert math.isnan(only.records) and math.isnan(only.seconds)
    assert threading.active_count() <= threads  # every failed attempt cleans up behind itself
