"""Counts are exact on what Kafka's log can hold and become: holes, new topic ids, lost records."""

from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import KafkaError

from cluster.topic_ids import TopicIds
from ledger.reader import Reader
from stream.settings import StreamSettings
from tests.helpers.counted import (
    assert_exact,
    await_position,
    count_worker,
    end_offset,
    ledger_totals,
    position,
    reconcile,
)
from tests.helpers.plain_loop import count
from tests.helpers.processes import produce, wait_until
from tests.helpers.traffic import lines

pytestmark = pytest.mark.broker


def drain(settings: StreamSettings, folder: Path, name: str = "drain") -> None:
    with count_worker(settings, folder, "--drain", name=name) as worker:
        assert worker.wait(60) == 0, worker.tail()


def test_aborted_transactions_and_their_markers_are_holes(
    settings: StreamSettings, tmp_path: Path
) -> None:
    committed: list[bytes] = []
    producer = KafkaProducer(
        bootstrap_servers=settings.bootstrap, transactional_id=f"t-{settings.access_topic}"
    )
    producer.init_transactions()
    for number in range(8):
        batch = list(lines(120, seed=number))
        producer.begin_transaction()
        for line in batch:
            producer.send(settings.access_topic, line, partition=0)
        producer.flush()
        if number % 3 == 1:
            producer.abort_transaction()
        else:
            producer.commit_transaction()
            committed += batch
    producer.close()
    # Chunks of 50: some begin right behind a marker or behind a whole aborted transaction.
    with count_worker(settings, tmp_path, "--chunk-records", "50", "--drain") as worker:
        assert worker.wait(60) == 0, worker.tail()
    assert position(settings) == end_offset(settings) == 8 * 120 + 8
    (here,) = [p for p in Reader(settings.ledger).positions() if p.partition == 0]
    assert (here.records, here.holes, here.lost) == (len(committed), 3 * 120 + 8, 0)
    assert_exact(settings, committed)


@pytest.mark.parametrize("new_lines", [300, 3000], ids=["fewer", "more"])
def test_a_topic_created_again_is_counted_from_its_beginning(
    settings: StreamSettings, tmp_path: Path, new_lines: int
) -> None:
    old, new = list(lines(1000)), list(lines(new_lines, seed=2))
    produce(settings.bootstrap, settings.access_topic, old)
    with count_worker(settings, tmp_path, "--chunk-records", "100", name="running") as worker:
        await_position(settings, 1000)
        recreate(settings, new)
        # The running worker must not go on at offset 1000 of another topic's log.
        wait_until(
            lambda: not worker.running() or position(settings) == end_offset(settings),
            60,
            "the worker notices the new topic, by itself or by ending",
        )
        if worker.running():
            assert worker.stop() == 0, worker.tail()
        else:
            assert worker.wait(1) == 70, worker.tail()
    drain(settings, tmp_path)
    assert [p.closed for p in Reader(settings.ledger).positions()].count(True) >= 1
    assert ledger_totals(settings) == count(old + new)


def recreate(settings: StreamSettings, values: list[bytes]) -> None:
    client = KafkaAdminClient(bootstrap_servers=settings.bootstrap)
    ids = TopicIds(settings.bootstrap)
    old_id = ids.current(settings.access_topic)
    client.delete_topics([settings.access_topic])
    wait_until(lambda: created(client, settings), 30, "the topic is created again")
    assert ids.settled(settings.access_topic) != old_id
    client.close()
    ids.close()
    produce(settings.bootstrap, settings.access_topic, values)


def created(client: KafkaAdminClient, settings: StreamSettings) -> bool:
    from kafka.errors import TopicAlreadyExistsError

    try:
        client.create_topics([NewTopic(settings.access_topic, 2, 1)])
    except TopicAlreadyExistsError:  # the deletion is not through
        return False
    return True


def test_records_deleted_before_they_were_counted_are_recorded_as_lost(
    settings: StreamSettings, tmp_path: Path
) -> None:
    first, gone, rest = (list(lines(n, seed=n)) for n in (400, 500, 600))
    produce(settings.bootstrap, settings.access_topic, first)
    drain(settings, tmp_path, "first")
    produce(settings.bootstrap, settings.access_topic, gone + rest)
    client = KafkaAdminClient(bootstrap_servers=settings.bootstrap)
    client.delete_records({TopicPartition(settings.access_topic, 0): 900})
    client.close()
    with count_worker(settings, tmp_path, "--drain", name="second") as worker:
        assert worker.wait(60) == 0
        assert "records [400, 900) were deleted before they were counted" in worker.tail()
    (here,) = [p for p in Reader(settings.ledger).positions() if p.partition == 0]
    assert here.lost == 500
    assert ledger_totals(settings) == count(first + rest)


def test_a_position_beyond_the_end_of_the_same_topic_is_refused(
    settings: StreamSettings, tmp_path: Path
) -> None:
    import sqlite3

    produce(settings.bootstrap, settings.access_topic, lines(100))
    drain(settings, tmp_path, "first")
    (file,) = settings.ledger.glob("count--*--0.sqlite")
    with sqlite3.connect(file) as ledger:
        ledger.execute("UPDATE position SET next_offset = 150")
    ledger.close()
    with count_worker(settings, tmp_path, "--drain", name="second") as worker:
        assert worker.wait(60) == 2
        assert "is at offset 150 but the log ends at 100" in worker.tail()


def test_two_workers_join_and_leave_under_flow(settings: StreamSettings, tmp_path: Path) -> None:
    chunk = ("--chunk-records", "100")
    sent: dict[int, list[bytes]] = {0: [], 1: []}

    def send(number: int) -> None:
        for partition in (0, 1):
            batch = list(lines(1500, seed=10 * number + partition))
            produce(settings.bootstrap, settings.access_topic, batch, partition)
            sent[partition] += batch

    send(0)
    with count_worker(settings, tmp_path, *chunk, name="a") as a:
        await_position(settings, 200)
        for number in (1, 2):
            with count_worker(settings, tmp_path, *chunk, name=f"b{number}") as b:
                send(number)
                wait_until(lambda b=b: "assigned: access" in b.tail(), 60, "b has a partition")
                assert b.stop() == 0, b.tail()
        wait_until(
            lambda: all(position(settings, p) == end_offset(settings, p) for p in (0, 1)),
            60,
            "a has counted all",
        )
        assert a.stop() == 0, a.tail()
    assert_exact(settings, sent[0] + sent[1])


def test_consuming_the_same_log_uncommitted_would_have_differed(
    settings: StreamSettings, tmp_path: Path
) -> None:
    """Guards the test above: the aborted records really are in the log."""
    producer = KafkaProducer(
        bootstrap_servers=settings.bootstrap, transactional_id=f"u-{settings.access_topic}"
    )
    producer.init_transactions()
    producer.begin_transaction()
    producer.send(settings.access_topic, b"aborted", partition=0)
    producer.flush()
    producer.abort_transaction()
    producer.close()
    consumer = KafkaConsumer(bootstrap_servers=settings.bootstrap, group_id=None)
    tp = TopicPartition(settings.access_topic, 0)
    consumer.assign([tp])
    consumer.seek_to_beginning(tp)
    records = wait_until(lambda: consumer.poll(1000).get(tp), 20, "the aborted record")
    consumer.close()
    assert [record.value for record in records] == [b"aborted"]
    drain(settings, tmp_path)
    assert ledger_totals(settings) == {}


def test_a_partition_that_nobody_counts_is_a_difference(
    settings: StreamSettings, tmp_path: Path
) -> None:
    for partition in (0, 1):
        produce(settings.bootstrap, settings.access_topic, lines(300), partition)
    drain(settings, tmp_path)
    (file,) = settings.ledger.glob("count--*--1.sqlite")
    file.unlink()
    code, out, err = reconcile(settings)
    assert code == 1, out + err
    assert f"{settings.access_topic}-1 holds records up to offset 299" in err


def test_a_static_worker_counts_partitions_added_after_its_restart(
    settings: StreamSettings, tmp_path: Path
) -> None:
    produce(settings.bootstrap, settings.access_topic, lines(100))
    with count_worker(settings, tmp_path, "--static") as worker:
        await_position(settings, 100)
        worker.kill()
        worker.start()
        produce(settings.bootstrap, settings.access_topic, lines(50, seed=2))
        await_position(settings, 150)
        client = KafkaAdminClient(bootstrap_servers=settings.bootstrap)
        client.create_partitions({settings.access_topic: 3})
        client.close()
        wait_until(lambda: sent_to_new_partition(settings), 30, "partition 2 takes records")
        wait_until(lambda: position(settings, 2) == 70, 60, f"counted: {worker.tail()}")
        assert worker.stop() == 0, worker.tail()


def sent_to_new_partition(settings: StreamSettings) -> bool:
    try:
        produce(settings.bootstrap, settings.access_topic, lines(70, seed=3), 2)
    except (AssertionError, KafkaError):  # not known to the producer yet
        return False
    return True


def test_drains_end_only_when_all_is_counted(settings: StreamSettings, tmp_path: Path) -> None:
    """A second worker joins in the middle, a third gets no partition at all."""
    for partition in (0, 1):
        produce(settings.bootstrap, settings.access_topic, lines(4000), partition)
    slow = ("--chunk-records", "50", "--drain")
    with count_worker(settings, tmp_path, *slow, name="a") as a:
        await_position(settings, 200)
        with (
            count_worker(settings, tmp_path, *slow, name="b") as b,
            count_worker(settings, tmp_path, *slow, name="c") as c,
        ):
            assert [worker.wait(90) for worker in (a, b, c)] == [0, 0, 0]
    assert [position(settings, partition) for partition in (0, 1)] == [4000, 4000]


def test_a_group_that_refuses_the_worker_ends_it(settings: StreamSettings, tmp_path: Path) -> None:
    foreigner = KafkaConsumer(
        settings.access_topic,
        bootstrap_servers=settings.bootstrap,
        group_id="logwarden-count",
        partition_assignment_strategy=[RangePartitionAssignor],
    )
    try:
        wait_until(lambda: foreigner.poll(200) is not None and foreigner.assignment(), 30, "joined")
        with count_worker(settings, tmp_path) as worker:
            wait_until(lambda: foreigner.poll(100) is not None and not worker.running(), 60, "end")
            assert worker.wait(1) == 70
            assert "the consumer group refuses this worker" in worker.tail()
    finally:
        foreigner.close()
