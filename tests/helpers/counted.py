"""The ledger's counts, the expected counts, and the offsets of Kafka's group."""

from collections.abc import Sequence
from pathlib import Path

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from kafka.admin import KafkaAdminClient

from accesslog.tally import DIMENSIONS
from ledger.reader import Reader
from stream.settings import StreamSettings
from tests.helpers.plain_loop import count, merge_reasons
from tests.helpers.processes import Child, run_logwarden, wait_until

Totals = dict[tuple[str, bytes], int]


def ledger_totals(settings: StreamSettings, pipeline: str = "count") -> Totals:
    """The live totals, with all reasons of refusal merged, as the plain loop gives them."""
    reader = Reader(settings.ledger)
    dimensions = DIMENSIONS if pipeline == "count" else ("verdict", "rejected")
    return merge_reasons(
        {(d, key): n for d in dimensions for key, n in reader.totals(pipeline, d).items()}
    )


def position(settings: StreamSettings, partition: int = 0, pipeline: str = "count") -> int:
    """A pipeline's open position in a partition of the access-log topic; 0 before there is one."""
    found = [
        p.next_offset
        for p in Reader(settings.ledger).positions()
        if (p.pipeline, p.topic, p.partition) == (pipeline, settings.access_topic, partition)
        and not p.closed
    ]
    return found[0] if found else 0


def end_offset(settings: StreamSettings, partition: int = 0, topic: str | None = None) -> int:
    """The committed end of the partition's log."""
    consumer = KafkaConsumer(
        bootstrap_servers=settings.bootstrap, isolation_level="read_committed", group_id=None
    )
    try:
        tp = TopicPartition(topic or settings.access_topic, partition)
        return int(next(iter(consumer.end_offsets([tp]).values())))
    finally:
        consumer.close()


def group_offset(settings: StreamSettings, partition: int = 0) -> int:
    """The committed offset of the count workers' consumer group in Kafka; 0 if none."""
    client = KafkaAdminClient(bootstrap_servers=settings.bootstrap)
    try:
        found = client.list_group_offsets("logwarden-count")["logwarden-count"]
        at = {(tp.topic, tp.partition): meta.offset for tp, meta in found.items()}
        return max(0, at.get((settings.access_topic, partition), 0))
    finally:
        client.close()


def count_worker(
    settings: StreamSettings,
    folder: Path,
    *extra: str,
    name: str = "worker",
    sabotage: Sequence[str] = (),
) -> Child:
    """A ``worker count`` on the test's topics, not started yet."""
    arguments = [
        *sabotage,
        *("worker", "count", "--bootstrap", settings.bootstrap, "--data", str(settings.data)),
        *("--access-topic", settings.access_topic, "--session-seconds", "6", *extra),
    ]
    module = "tests.helpers.sabotage" if sabotage else "logwarden"
    return Child(arguments, folder / f"{name}.log", module)


def await_position(
    settings: StreamSettings, at_least: int, seconds: float = 60.0, pipeline: str = "count"
) -> int:
    """Wait until partition 0 is counted (or scored) up to ``at_least``."""
    return wait_until(
        lambda: (now := position(settings, 0, pipeline)) >= at_least and now,
        seconds,
        f"position {at_least} of {pipeline}",
    )


def assert_exact(settings: StreamSettings, lines: Sequence[bytes]) -> None:
    """The live totals equal the plain loop's, and the nightly side proves them."""
    assert ledger_totals(settings) == count(lines)
    code, out, err = reconcile(settings)
    assert code == 0, out + err


def reconcile(settings: StreamSettings) -> tuple[int, str, str]:
    """``logwarden reconcile`` on the test's topic."""
    return run_logwarden(
        [
            *("reconcile", "--bootstrap", settings.bootstrap, "--data", str(settings.data)),
            *("--access-topic", settings.access_topic),
        ],
        seconds=120,
    )
