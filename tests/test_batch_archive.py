"""The archive holds exactly the committed records of exactly the ranges, from a real Kafka."""

import asyncio
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaTimeoutError
from kafka.structs import TopicPartition

from batch.archive import Archived, Range, archive, ranges
from batch.archive_file import read_archive
from batch.errors import RangeLost, TopicChanged
from cluster.embedded import EmbeddedBroker, free_port
from cluster.errors import BrokerUnavailable

pytestmark = pytest.mark.broker

HOSTILE: list[bytes | None] = [b"plain", b"a\nb\r\n", b"", None, b"\0\xff\\n", b"x" * 900_000]


class Topic:
    """A topic of this test's own, with one partition."""

    def __init__(self, broker: EmbeddedBroker, admin: KafkaAdminClient) -> None:
        self.bootstrap = broker.bootstrap
        self.admin = admin
        self.name = f"archived-{uuid.uuid4().hex[:8]}"
        self.create()

    def create(self) -> None:
        layout = {"num_partitions": 1, "replication_factor": 1}
        settings = {"configs": {"max.message.bytes": "2000000"}}
        self.admin.create_topics({self.name: layout | settings}, wait_for_metadata=True)

    def id(self) -> str:
        return str(self.admin.describe_topics([self.name])[0]["topic_id"])

    def send(self, *transactions: tuple[Sequence[bytes | None], bool]) -> None:
        """Each (values, committed) as one transaction, which leaves a marker behind."""

        async def send_all() -> None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self.bootstrap,
                transactional_id=self.name,
                max_request_size=2_000_000,
            )
            await producer.start()
            try:
                for values, committed in transactions:
                    await producer.begin_transaction()
                    for value in values:
                        await producer.send_and_wait(self.name, value, key=b"k", partition=0)
                    await (
                        producer.commit_transaction() if committed else producer.abort_transaction()
                    )
            finally:
                await producer.stop()

        asyncio.run(send_all())

    def archive(self, folder: Path, start: int, end: int, lost_below: int = 0) -> Archived:
        wanted = [Range(0, start, end, max(start, lost_below))]
        (done,) = asyncio.run(archive(self.bootstrap, self.name, self.id(), wanted, folder))
        return done


@pytest.fixture
def topic(broker: EmbeddedBroker) -> Iterator[Topic]:
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    yield Topic(broker, admin)
    admin.close()


def test_committed_records_of_the_range_and_nothing_else(topic: Topic, tmp_path: Path) -> None:
    topic.send((HOSTILE, True), ([b"aborted"] * 3, False), ([b"last", b"beyond"], True))
    # 0..5 committed, 6 marker, 7..9 aborted, 10 marker, 11 last, 12 beyond, 13 marker
    done = topic.archive(tmp_path, 1, 12)
    assert (done.records, done.holes) == (6, 5)
    header, records = read_archive(done.path)
    assert (header.topic_id, header.from_offset, header.to_offset) == (topic.id(), 1, 12)
    assert list(records) == [*enumerate(HOSTILE[1:], 1), (11, b"last")]


def test_a_range_that_ends_in_holes_is_read_to_its_end(topic: Topic, tmp_path: Path) -> None:
    topic.send(([b"one"], True), ([b"aborted"] * 2, False))
    assert topic.archive(tmp_path, 0, 5).holes == 4
    assert topic.archive(tmp_path, 5, 5).records == 0


def test_an_offset_that_is_gone_or_not_there_yet_is_named(topic: Topic, tmp_path: Path) -> None:
    topic.send(([b"%d" % n for n in range(9)], True))
    with pytest.raises(RangeLost, match="up to offset 10, but the log ends at 9"):
        topic.archive(tmp_path, 0, 11)
    topic.admin.delete_records({TopicPartition(topic.name, 0): 4})
    with pytest.raises(RangeLost, match="offsets 2 to 3 were counted"):
        topic.archive(tmp_path, 2, 10)
    assert list(tmp_path.iterdir()) == []
    # Records lost before the ledger read them are no contradiction.
    done = topic.archive(tmp_path, 2, 10, lost_below=4)
    assert [offset for offset, _ in read_archive(done.path)[1]] == [4, 5, 6, 7, 8]


def test_a_topic_created_again_is_not_the_one_that_was_counted(
    topic: Topic, tmp_path: Path
) -> None:
    topic.send(([b"old"], True))
    old = topic.id()
    topic.admin.delete_topics([topic.name])
    with pytest.raises(TopicChanged):
        asyncio.run(archive(topic.bootstrap, topic.name, old, [], tmp_path))
    topic.create()
    with pytest.raises(TopicChanged, match="re-created"):
        asyncio.run(archive(topic.bootstrap, topic.name, old, [], tmp_path))


def test_no_kafka_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cluster.connect.ANSWER_SECONDS", 0.5)
    for nowhere in (f"127.0.0.1:{free_port()}", "nonsense:port"):
        with pytest.raises(BrokerUnavailable, match="no Kafka answers") as refused:
            asyncio.run(archive(nowhere, "access-log", "id", [], tmp_path))
        assert refused.value.exit_code == 2


def test_an_answer_that_fails_is_one_sentence(
    topic: Topic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise KafkaTimeoutError("no answer")

    monkeypatch.setattr("cluster.connect.AdminClient.describe_topics", silent)
    with pytest.raises(BrokerUnavailable, match="did not answer") as refused:
        asyncio.run(archive(topic.bootstrap, topic.name, "id", [], tmp_path))
    assert refused.value.exit_code == 2


def test_losses_at_the_start_alone_need_not_be_read() -> None:
    part = {"partition": 0, "from": 10, "to": 90, "losses": [[20, 30], [10, 20], [50, 60]]}
    assert ranges({"partitions": [part]}) == [Range(0, 10, 90, lost_below=30)]
