"""Shipping to a real Kafka: each line exactly once, whenever the shipper is killed."""

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient

from cluster.embedded import EmbeddedBroker, free_port
from cluster.topics import create_topics
from stream.settings import StreamSettings
from stream.ship.producer import Fenced, SourceProducer
from tests.helpers.processes import ROOT, Child, run_logwarden, wait_until

pytestmark = pytest.mark.broker
LINES = 6_000  # 50 transactions of a paced shipper


def in_topic(settings: StreamSettings, isolation: str = "read_committed") -> list[list[bytes]]:
    """The values of each partition of the access topic, up to its end as it is now."""
    return asyncio.run(_in_topic(settings, isolation))


async def _in_topic(settings: StreamSettings, isolation: str) -> list[list[bytes]]:
    partitions = [TopicPartition(settings.access_topic, n) for n in range(settings.partitions)]
    options = {"bootstrap_servers": settings.bootstrap, "fetch_max_wait_ms": 50}
    everything = AIOKafkaConsumer(**options)
    reader = AIOKafkaConsumer(isolation_level=isolation, **options)
    async with everything, reader:
        ends = await everything.end_offsets(partitions)
        reader.assign(partitions)
        await reader.seek_to_beginning()
        values: dict[TopicPartition, list[bytes]] = {partition: [] for partition in partitions}
        for partition in partitions:
            while await reader.position(partition) < ends[partition]:
                for found, records in (await reader.getmany(timeout_ms=50)).items():
                    assert all(record.key is None for record in records)
                    values[found] += [record.value for record in records]
    return list(values.values())


def ship(settings: StreamSettings, *arguments: str) -> list[dict[str, object]]:
    """The summaries of one successful run."""
    code, out, error = run_logwarden(["ship", "--json", *target(settings), *arguments])
    assert code == 0, error
    return [json.loads(line) for line in out.splitlines()]


def target(settings: StreamSettings) -> Sequence[str]:
    return ("--topic", settings.access_topic, "--bootstrap", settings.bootstrap)


def numbered(first: int, count: int) -> bytes:
    return b"".join(b"%06d some line of an access log\n" % n for n in range(first, first + count))


def assert_each_line_once(settings: StreamSettings, path: Path) -> None:
    parts = in_topic(settings)
    assert all(part == sorted(part) for part in parts), "in order, partition by partition"
    assert sorted(line for part in parts for line in part) == path.read_bytes().splitlines()


class Paced:
    """A shipper slowed down, that can be killed inside or between two transactions."""

    def __init__(self, settings: StreamSettings, path: Path, folder: Path) -> None:
        self.trace = folder / "trace"
        self.trace.touch()
        arguments = ["ship", str(path), *target(settings)]
        self.child = Child(arguments, folder / "ship.txt", module="tests.helpers.paced_ship")

    def started(self, patch: pytest.MonkeyPatch, **pace: str) -> Child:
        """The shipper, for use in a ``with``, which starts it and kills it at the end."""
        self.trace.write_text("")
        for name in ("HANG", "PAUSE", "PATIENCE"):
            patch.setenv(f"PACE_{name}", pace.get(name, "0" if name != "HANG" else ":0"))
        patch.setenv("PACE_TRACE", str(self.trace))
        return self.child

    def wait_for(self, trace: str) -> None:
        def there() -> bool:
            assert self.child.running(), self.child.tail()
            return trace in self.trace.read_text()

        wait_until(there, 60, f"{trace} in the trace of the shipper")

    def resumed_from(self) -> int:
        """The ``lines`` of the checkpoint from which the shipper last resumed."""
        return int(self.trace.read_text().partition("]")[0].removeprefix("["))


def test_killed_anywhere_each_line_is_sent_once(
    settings: StreamSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(numbered(0, LINES))
    paced = Paced(settings, path, tmp_path)
    kills = [
        ({"HANG": "before:3"}, "scscs"),  # records sent, the transaction open
        ({"HANG": "after:2"}, "scsc"),  # committed, and nobody was told
        ({"PAUSE": "0.3"}, "scs"),
        ({"HANG": "before:2"}, "scs"),
        ({"PAUSE": "0.3"}, "scscsc"),
    ]
    committed = -1
    for pace, trace in kills:
        with paced.started(monkeypatch, **({"PATIENCE": "20"} | pace)):
            paced.wait_for(trace)
            paced.child.kill()
        assert committed < paced.resumed_from() < LINES, "it had moved, and was killed mid-file"
        committed = paced.resumed_from()
    (shipped,) = ship(settings, str(path))
    assert committed < int(str(shipped["already_shipped"])) < LINES
    assert shipped["lines"] == LINES - int(str(shipped["already_shipped"]))
    assert_each_line_once(settings, path)
    everything = sum(map(len, in_topic(settings, "read_uncommitted")))
    assert everything > LINES, "aborted records are in the log, and nobody sees them"


def test_ctrl_c_aborts_what_is_open(
    settings: StreamSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(numbered(0, LINES))
    paced = Paced(settings, path, tmp_path)
    with paced.started(monkeypatch, HANG="before:3", PATIENCE="60"):
        paced.wait_for("scscs")
        paced.child.signal(signal.SIGINT)
        assert paced.child.wait(30) == 130, paced.child.tail()
    assert "stopped" in paced.child.tail() and "Traceback" not in paced.child.tail()
    assert 0 < sum(map(len, in_topic(settings))) < LINES
    ship(settings, str(path))
    assert_each_line_once(settings, path)


def test_the_life_of_a_file(settings: StreamSettings, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(b"1\n2")
    (first,) = ship(settings, str(path))
    assert (first["lines"], first["bytes"], first["open_ended"]) == (2, 3, True)
    path.write_bytes(b"1\n2\n3\n")
    (grown,) = ship(settings, str(path))
    assert (grown["lines"], grown["already_shipped"]) == (1, 2)
    (nothing,) = ship(settings, str(path))
    assert (nothing["lines"], nothing["already_shipped"]) == (0, 3)
    _, out, _ = run_logwarden(["ship", *target(settings), str(path)])
    assert "nothing to ship" in out and "--again" in out
    path.write_bytes(b"4\n5\n6\n7\n")
    (replaced,) = ship(settings, str(path))
    assert (replaced["lines"], replaced["replaced"]) == (4, True)
    path.write_bytes(b"4\n")  # cut short: the same first bytes, and yet not the same file
    (shorter,) = ship(settings, str(path))
    assert (shorter["lines"], shorter["replaced"]) == (1, True)
    (again,) = ship(settings, str(path), "--again")
    assert (again["lines"], again["already_shipped"]) == (1, 0)
    lines = sorted(line for part in in_topic(settings) for line in part)
    assert lines == [b"1", b"2", b"3", b"4", b"4", b"4", b"5", b"6", b"7"]


def test_a_topic_made_anew_gets_everything(settings: StreamSettings, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(numbered(0, 10))
    ship(settings, str(path))
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap)
    admin.delete_topics([settings.access_topic])
    wait_until(
        lambda: create_topics(settings.bootstrap, settings.topics, settings.partitions),
        30,
        "the topic is there again",
    )
    admin.close()
    (shipped,) = ship(settings, str(path))
    assert (shipped["lines"], shipped["already_shipped"]) == (10, 0)


def test_every_byte_arrives_as_it_is(settings: StreamSettings, tmp_path: Path) -> None:
    lines = [
        b"",
        b"\r",
        b"\0\xff\xfe",
        b"a\x0b\x0c\x85\xe2\x80\xa8z",
        b" spaces \t",
        b"x" * 999_999,
    ]
    plain, packed, long = tmp_path / "a.log", tmp_path / "b.log.gz", tmp_path / "long"
    plain.write_bytes(b"\n".join(lines) + b"\n")
    packed.write_bytes(gzip.compress(b"\n".join(lines)))
    long.write_bytes(b"y" * 5_000_000 + b"\nz\n")
    summaries = ship(settings, str(plain), str(packed), str(long))
    assert [summary["lines"] for summary in summaries] == [6, 6, 2]
    assert [summary["cut"] for summary in summaries] == [0, 0, 1]
    found = sorted(line for part in in_topic(settings) for line in part)
    assert found == sorted([*lines, *lines, b"y" * 1_000_000, b"z"])


def test_standard_input_is_shipped_as_it_comes(settings: StreamSettings) -> None:
    command = [sys.executable, "-m", "logwarden", "ship", "-", *target(settings)]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=os.environ.copy()
    )

    def arrived(count: int) -> bool:
        if child.poll() is not None:
            raise AssertionError(child.communicate()[1].decode())
        return sum(map(len, in_topic(settings))) == count

    try:
        assert child.stdin is not None
        for number in (1, 2):
            child.stdin.write(b"line %d\n" % number)
            child.stdin.flush()
            wait_until(partial(arrived, number), 60, "it has arrived")
        child.send_signal(signal.SIGINT)
        _, error = child.communicate(timeout=30)
        assert (child.returncode, error.count(b"\n")) == (130, 1), error
    finally:
        child.kill()
        child.wait()


def test_a_second_shipper_fences_the_first(settings: StreamSettings) -> None:
    where = (settings.bootstrap, settings.access_topic, b"one source")
    with SourceProducer(*where) as first:
        first.send([b"1"], None)
        with SourceProducer(*where) as second:
            second.send([b"2"], None)
            with pytest.raises(Fenced, match="another"):
                first.send([b"3"], None)
            second.send([b"4"], None)
    assert sorted(line for part in in_topic(settings) for line in part) == [b"1", b"2", b"4"]


@pytest.mark.slow
def test_a_broker_that_goes_away_costs_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(numbered(0, LINES))
    broker = EmbeddedBroker(tmp_path / "kafka", free_port())
    settings = StreamSettings(bootstrap=broker.bootstrap)
    paced = Paced(settings, path, tmp_path)
    with broker:
        create_topics(settings.bootstrap, settings.topics, settings.partitions)
        with paced.started(monkeypatch, PAUSE="0.5", PATIENCE="4"):
            paced.wait_for("scsc")
            broker.stop()
            assert paced.child.wait(60) == 2, paced.child.tail()
        assert paced.child.tail().count("\n") == 1, paced.child.tail()
        assert "run the same command again" in paced.child.tail()
        broker.start()
        (shipped,) = ship(settings, str(path))
        assert 0 < int(str(shipped["already_shipped"])) < LINES
        assert_each_line_once(settings, path)


def test_what_the_user_must_solve_is_one_sentence(settings: StreamSettings, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(b"line\n")
    nobody = f"127.0.0.1:{free_port()}"
    for arguments, words in [
        ([str(tmp_path / "no.log"), *target(settings)], "no.log: No such file"),
        ([str(path), "--topic", "no-topic", "--bootstrap", settings.bootstrap], "logwarden topics"),
        ([str(path), "--bootstrap", nobody], f"no Kafka answers at {nobody}"),
    ]:
        code, out, error = run_logwarden(["ship", *arguments])
        assert (code, out, error.count("\n")) == (2, "", 1), error
        assert words in error
    assert in_topic(settings) == [[], []]
